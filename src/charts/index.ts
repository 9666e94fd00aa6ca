/** Charts of a run: pure functions of its trace. `import { queueDepth, timeline } from "nubelab/charts"`. */

// what they take and give
export { Chart, type ChartBundle, type VegaLiteSpec } from "./chart";
// charts
export { queueDepth } from "./depth";
export { type LatencyOptions, latency } from "./latency";
export { ordering } from "./ordering";
export { palette } from "./palette";
export { retries } from "./retries";
export type { ChartOptions, Run, Source } from "./source";
export { timeline } from "./timeline";
