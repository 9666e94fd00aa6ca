/**
 * What Scheduler writes into the trace. The resource is "group/schedule"; the subject is the id of a firing, which all its
 * attempts share.
 *
 *   ScheduleCreated, ScheduleUpdated, ScheduleDeleted   text: the expression, or why it was deleted; cause: the request
 *   Fired     the moment has come; value: virtual ms at which it was due, text: the target
 *   Attempted, Delivered, Failed   value: the attempt, text: the target (and why not)
 *   DeadLettered, Dropped   value: attempts, text: the queue, or why
 */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "GroupCreated",
  "GroupDeleted",
  "ScheduleCreated",
  "ScheduleUpdated",
  "ScheduleDeleted",
  "Fired",
  "Attempted",
  "Delivered",
  "Failed",
  "DeadLettered",
  "Dropped",
  "Throttled",
  "Denied",
] as const;

export type Kind = (typeof KINDS)[number];
export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "scheduler", KINDS);
}
