/** The steps of which the scripts of X7 are made. */
import type { ExpiryStep } from "../../x7";

export const send = (body: string, priority?: number, ttlMs?: number): ExpiryStep => ({
  do: "send",
  body,
  ...(priority === undefined ? {} : { priority }),
  ...(ttlMs === undefined ? {} : { ttlMs }),
});
export const wait = (ms: number): ExpiryStep => ({ do: "wait", ms });
export const receive: ExpiryStep = { do: "receive" };
export const sweep: ExpiryStep = { do: "sweep" };
export const process: ExpiryStep = { do: "process" };
export const failing = (takesMs = 0): ExpiryStep => ({ do: "process", fails: true, takesMs });
export const times = (count: number, step: ExpiryStep): ExpiryStep[] => Array.from({ length: count }, () => step);
export const STRANGE = ["toString", "__proto__", "constructor", "", "hasOwnProperty"];
