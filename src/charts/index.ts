/** Charts of a run: pure functions of its trace. `import { queueDepth, timeline } from "nubelab/charts"`. */

// diagrams
export { Diagram, type DiagramBundle, sequence } from "../sdk/diagrams";
// what they take and give
export { Chart, type ChartBundle, type VegaLiteSpec } from "./chart";
// charts
export { type CostOptions, cost, type Way } from "./cost";
export { queueDepth } from "./depth";
export { fanout } from "./fanout";
export { type LatencyOptions, latency } from "./latency";
export { type MetricsOptions, metrics } from "./metrics";
export { number, span } from "./numbers";
export { ordering } from "./ordering";
export { palette } from "./palette";
export { retries } from "./retries";
export { type StackedBars, withWords } from "./segments";
export type { ChartOptions, Run, Source } from "./source";
export { type ThroughputOptions, throughput } from "./throughput";
export { timeline } from "./timeline";
export { topology } from "./topology";
export { type WorkflowOptions, workflow } from "./workflow";
