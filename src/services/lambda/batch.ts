/**
 * A batch of messages at work: invoked, and then deleted, left to the visibility timeout, or some of each. When the function
 * is throttled the batch waits and is invoked again, until its messages are visible again; then it is given up, and they come
 * back by themselves.
 */
import type { Subject, Trace } from "../../sim";
import { type Caller, ServiceError } from "../service";
import type { Lambda } from "./context";
import { targetName } from "./destination";
import { type Outcome, start } from "./execution";
import { BATCH_RETRY_MS, RECEIVE_MOST } from "./limits";
import type { Mapping } from "./mapping";
import { failuresIn, recordOf, type SqsMessage } from "./sqs-event";

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

/** What the poller wants to know of a batch at work. */
export interface Watcher {
  /** It begins, or ends, to wait for a place. */
  waits(begins: boolean): void;
  ended(how: "success" | "failure"): void;
}

export class Worker {
  readonly #queue: string;

  constructor(
    private readonly lambda: Lambda,
    private readonly mapping: Mapping,
    private readonly caller: Caller,
    private readonly watcher: Watcher,
  ) {
    this.#queue = targetName(mapping.queueArn);
  }

  invoke(batch: Batch): void {
    const { lambda, mapping } = this;
    const { sim, trace, facts } = lambda;
    const { fn } = mapping;
    if (fn.isDeleted) {
      sim.after(0, () => this.watcher.ended("failure"));
      return;
    }
    if (batch.requestId === "") {
      batch.requestId = lambda.id("request");
      batch.subject = trace.subject(batch.requestId);
    }
    const isDown = sim.faults.any && sim.faults.isDown(fn.name);
    const started = isDown
      ? ("down" as const)
      : start(
          lambda,
          {
            requestId: batch.requestId,
            subject: batch.subject,
            fn,
            how: this.#queue,
            bytes: batch.bytes,
            event: () => ({
              Records: batch.items.map(({ message }) => recordOf(message, mapping.queueArn, lambda.world.region)),
            }),
            done: (outcome) => this.#done(batch, outcome),
          },
          batch.items[0]!.row,
        );
    if (typeof started !== "number") return this.#wait(batch);
    for (const { subject } of batch.items) {
      trace.add(facts.Batched, fn.nameId, subject, batch.items.length, 0, started);
    }
  }

  #wait(batch: Batch): void {
    const { sim } = this.lambda;
    const waitMs = Math.min(BATCH_RETRY_MS.last, BATCH_RETRY_MS.first * 2 ** batch.throttles++);
    const isTooLate = sim.now + waitMs >= batch.visibleMs;
    this.watcher.waits(true);
    // Given up only when they are visible: else this process would at once take others, and throttle them too.
    sim.at(isTooLate ? Math.max(sim.now, batch.visibleMs) : sim.now + waitMs, () => {
      this.watcher.waits(false);
      if (isTooLate) this.watcher.ended("failure");
      else this.invoke(batch);
    });
  }

  #done(batch: Batch, { payload, error, row }: Outcome): void {
    if (error !== undefined) return this.watcher.ended("failure");
    const { trace, facts } = this.lambda;
    const { fn, settings } = this.mapping;
    const ids = new Set(batch.items.map(({ message }) => message.MessageId));
    const failures = settings.reportsItemFailures ? failuresIn(payload, ids) : new Set<string>();
    const done: Item[] = [];
    for (const item of batch.items) {
      if (failures !== "all" && !failures.has(item.message.MessageId)) done.push(item);
      else trace.add(facts.ItemFailed, fn.nameId, item.subject, Number.NaN, 0, row);
    }
    this.delete(done);
    this.watcher.ended(failures === "all" ? "failure" : "success");
  }

  /** What cannot be deleted comes again, as in AWS. */
  delete(items: readonly Item[]): void {
    const { lambda, mapping, caller } = this;
    for (let from = 0; from < items.length; from += RECEIVE_MOST) {
      const Entries = items
        .slice(from, from + RECEIVE_MOST)
        .map(({ message }, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle }));
      const input = { QueueUrl: mapping.queueUrl, Entries };
      try {
        lambda.world.service("sqs").call("DeleteMessageBatch", input, caller);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        mapping.lastResult = `PROBLEM: ${error.message}`;
      }
    }
  }
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
