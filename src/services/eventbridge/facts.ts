/** What EventBridge writes into the trace. */
import type { Name, Trace } from "../../sim";

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

export type Facts = Readonly<Record<(typeof KINDS)[number], Name>>;

export function factsOf(trace: Trace): Facts {
  return Object.fromEntries(KINDS.map((kind) => [kind, trace.name(`eventbridge.${kind}`)])) as Record<
    (typeof KINDS)[number],
    Name
  >;
}
