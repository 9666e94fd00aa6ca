/** Messages of a queue on their way through a consumer, and their place in the trace. */
import type { Subject, Trace } from "../../sim";
import { RECEIVE_MOST } from "../lambda/limits";
import { type Caller, ServiceError, type World } from "../service";
import type { SqsMessage } from "./sqs-record";

/** A message that was received, and its place in the trace. */
export interface Item {
  readonly message: SqsMessage;
  readonly subject: Subject;
  /** Row of its receive. */
  readonly row: number;
}

export interface Batch {
  readonly items: Item[];
  bytes: number;
  /** When the first of its messages is visible again: an invocation after that would be for nothing. */
  readonly visibleMs: number;
  throttles: number;
  /** The same for all attempts. */
  requestId: string;
  subject: Subject;
}

/** Deletes what is done. What cannot be deleted comes again, as in AWS; returns why not. */
export function deleteItems(
  world: World,
  queueUrl: string,
  items: readonly Item[],
  caller: Caller,
): string | undefined {
  let problem: string | undefined;
  for (let from = 0; from < items.length; from += RECEIVE_MOST) {
    const Entries = items
      .slice(from, from + RECEIVE_MOST)
      .map(({ message }, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle }));
    try {
      world.service("sqs").call("DeleteMessageBatch", { QueueUrl: queueUrl, Entries }, caller);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      problem = error.message;
    }
  }
  return problem;
}

/** Finds the receives of these messages among the latest facts: SQS has just written them, at this instant. */
export function itemsOf(trace: Trace, nowMs: number, messages: readonly SqsMessage[]): Item[] {
  const received = trace.find("sqs.Received");
  const rows = new Map<string, number>();
  for (let row = trace.length - 1; row >= 0 && rows.size < messages.length && trace.at(row) === nowMs; row--) {
    if (trace.kindOf(row) !== received) continue;
    const id = trace.string(trace.subjectOf(row));
    if (!rows.has(id) && messages.some(({ MessageId }) => MessageId === id)) rows.set(id, row);
  }
  return messages.map((message) => {
    const row = rows.get(message.MessageId) ?? -1;
    return { message, row, subject: row < 0 ? trace.subject(message.MessageId) : trace.subjectOf(row) };
  });
}
