/** Diagrams of a cloud and of a message, as Mermaid. nubelab/charts offers them beside the charts. */
export { Diagram, type DiagramBundle } from "./diagram";
export { sequence } from "./sequence";
export { drawTopology } from "./topology";
