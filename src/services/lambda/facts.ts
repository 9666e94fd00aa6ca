/**
 * What Lambda writes into the trace. The resource is the function's name; the subject is the request id of an invocation, or
 * the id of an SQS message or the key of an item where a fact is about one message or record of a batch.
 *
 *   Invoked     value: bytes of the event, text: RequestResponse, Event or the queue's name, cause: what led to it
 *   ColdStart   value: ms;  Succeeded, Failed, TimedOut  value: ms that the handler took, text: the error
 *   Queued      an asynchronous event is accepted;  Retried  value: the attempt;  Discarded  value: attempts, text: why
 *   Delivered, DeliveryFailed   value: attempts, text: the destination (and why not)
 *   Batched     a message is part of an invocation, which is its cause; value: messages in the batch
 *   ItemFailed  the function reported this message;  Filtered  it did not pass, and was deleted
 *   Skipped  a record of a stream did not pass, text: its table
 *   Scaled      value: batches that a mapping processes at once, text: its queue
 */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "FunctionCreated",
  "FunctionUpdated",
  "FunctionDeleted",
  "Invoked",
  "ColdStart",
  "Succeeded",
  "Failed",
  "TimedOut",
  "Throttled",
  "Queued",
  "Retried",
  "Discarded",
  "Delivered",
  "DeliveryFailed",
  "MappingCreated",
  "MappingUpdated",
  "MappingDeleted",
  "Filtered",
  "Skipped",
  "Batched",
  "ItemFailed",
  "Scaled",
  "Denied",
] as const;

export type Kind = (typeof KINDS)[number];
export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "lambda", KINDS);
}
