/** Diagrams of a cloud, of a message and of a state machine, as Mermaid. nubelab/charts offers them beside the charts. */
export { Diagram, type DiagramBundle } from "./diagram";
export { sequence } from "./sequence";
export { drawStateMachine } from "./state-machine";
export { executionOf } from "./state-outcomes";
export { drawTopology } from "./topology";
