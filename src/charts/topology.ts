/** cloud.topology() under the name of a chart. */
import type { Diagram } from "../sdk/diagrams";

/** "What is connected with what?" Only a cloud knows: its trace does not tell what was set up and never used. */
export function topology(cloud: { topology(): Diagram }): Diagram {
  return cloud.topology();
}
