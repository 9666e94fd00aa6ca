/** Succeed: ends its block well. */
import { passThrough } from "../data";
import type { Visit } from "../visit";

export function runSucceed(visit: Visit): void {
  passThrough(visit, undefined);
}
