/**
 * The layers of the sandbox, one name each, and the level that a set of layers amounts to. Stored in every record.
 * No layers of their own: the bounds on open files, stack and core dumps, on which no layer leans; and the end of the whole process
 * group, which is how pids holds: where the namespaces are missing, what leaves its group outlives it, and pids is reported missing.
 */

/** Layers that can be removed one by one (tests do), in the order in which they are reported. */
export const LAYERS = [
  "user", // runs as a user without rights on this machine
  "filesystem", // sees only the course library and node; nothing else of this machine
  "readonly", // can write nowhere but in its temporary folders
  "network", // no connection, not even to this machine
  "pids", // sees and reaches no other process; all that it starts ends with it, however far it has moved away
  "processes", // cannot start processes
  "seccomp", // a filter on the kernel's calls
  "memory", // bounded memory
  "cpu", // bounded CPU time
  "wall", // ended when it owes an answer and does nothing
  "disk", // bounded temporary folders
  "environment", // no environment variables
  "permission", // node's permission model
] as const;

export type Layer = (typeof LAYERS)[number];

export type Level = "isolated" | "limited" | "trusted-only";

export interface LayerState {
  held: boolean;
  /** How it holds, or why not: "connection refused: ENETUNREACH". */
  how: string;
}

export type LayerReport = Record<Layer, LayerState>;

const ISOLATED: Layer[] = LAYERS.filter((layer) => layer !== "permission");

/** isolated: hostile code cannot reach the machine. limited: node's own checks stand, the system's do not. */
export function levelOf(report: LayerReport): Level {
  if (ISOLATED.every((layer) => report[layer].held)) return "isolated";
  return report.permission.held && report.environment.held ? "limited" : "trusted-only";
}

/** The layers that did not hold. */
export function missingLayers(report: LayerReport): Layer[] {
  return LAYERS.filter((layer) => !report[layer].held);
}
