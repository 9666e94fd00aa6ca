/**
 * What Pipes writes into the trace. The resource is the pipe's name; the subject is the id of an execution, or the id of a
 * message or item where a fact is about one of a batch.
 *
 *   PipeCreated, PipeUpdated, PipeDeleted   cause: the request;  StateChanged  text: the state (and why)
 *   Filtered, Skipped   it did not pass: a message is deleted, a record of a stream passed over
 *   Started   an execution; value: events, text: the source, cause: what was read first
 *   Batched   this message or record is part of an execution, which is its cause; value: bytes
 *   Enriched, EnrichmentFailed   value: ms, text: by what (and why not)
 *   Delivered, TargetFailed      value: ms, text: the target (and why not)
 *   Succeeded, PartlyFailed, Failed   the execution has ended; value: ms, text: why
 *   ItemFailed   this message or record has failed and comes again
 *   Discarded, DeadLettered, Dropped  a record of a stream is given up; text: why, the queue, or why not even that
 */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "PipeCreated",
  "PipeUpdated",
  "PipeDeleted",
  "StateChanged",
  "Filtered",
  "Skipped",
  "Started",
  "Batched",
  "Enriched",
  "EnrichmentFailed",
  "Delivered",
  "TargetFailed",
  "Succeeded",
  "PartlyFailed",
  "Failed",
  "ItemFailed",
  "Discarded",
  "DeadLettered",
  "Dropped",
  "Throttled",
  "Denied",
] as const;

export type Kind = (typeof KINDS)[number];
export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "pipes", KINDS);
}
