/** What EventBridge writes into the trace. */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "Published",
  "Unmatched",
  "Matched",
  "ScheduleFired",
  "Attempted",
  "Delivered",
  "Failed",
  "DeadLettered",
  "Dropped",
  "Archived",
  "Replayed",
  "Throttled",
  "Denied",
] as const;

export type Facts = FactNames<(typeof KINDS)[number]>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "eventbridge", KINDS);
}
