/**
 * The metrics of queues. A queue reports while it holds messages and for six hours after anything was done with it, zeros
 * included. Age of the oldest message: of those not yet deleted; on a standard queue a message that was received three
 * times no longer counts, and on a dead-letter queue the age begins with the move.
 * Source: SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS" (read 2026-11).
 */
import type { Trace } from "../../sim";
import { ACTIVE_MS, MINUTE, SECOND } from "./limits";
import { type Run, type Series, sample } from "./series";
import type { Collector, MetricStore } from "./store";

const COUNTS = {
  NumberOfMessagesSent: "Count",
  NumberOfMessagesReceived: "Count",
  NumberOfMessagesDeleted: "Count",
  NumberOfEmptyReceives: "Count",
} as const;
const FIFO_COUNTS = { NumberOfDeduplicatedSentMessages: "Count" } as const;
const GAUGES = {
  ApproximateNumberOfMessagesVisible: "Count",
  ApproximateNumberOfMessagesNotVisible: "Count",
  ApproximateNumberOfMessagesDelayed: "Count",
  ApproximateAgeOfOldestMessage: "Seconds",
} as const;
const FIFO_GAUGES = { ApproximateNumberOfGroupsWithInflightMessages: "Count" } as const;

type CountName = keyof typeof COUNTS | keyof typeof FIFO_COUNTS;
type GaugeName = keyof typeof GAUGES | keyof typeof FIFO_GAUGES;

/** After so many receives a message of a standard queue goes to the back, out of the metric of age. */
const RECEIVES_UNTIL_BACK = 3;

type State = "visible" | "inFlight" | "delayed";

interface Held {
  state: State;
  readonly sinceMs: number;
  receives: number;
  readonly group: number;
}

class QueueMetrics {
  readonly isFifo: boolean;
  /** By subject, oldest first. */
  readonly held = new Map<number, Held>();
  readonly number = { visible: 0, inFlight: 0, delayed: 0 };
  /** Messages in flight by message group. */
  readonly busy = new Map<number, number>();
  touchedMs = Number.NEGATIVE_INFINITY;
  readonly counts = {} as Record<CountName, Series>;
  readonly gauges = {} as Record<GaugeName, Series>;
  readonly size: Series;
  /** Minutes in which the queue reported: a count that did not change was 0. */
  readonly active: Run[] = [];

  constructor(store: MetricStore, name: string) {
    this.isFifo = name.endsWith(".fifo");
    const of = (metric: string, unit: string) =>
      store.of("AWS/SQS", metric, [{ Name: "QueueName", Value: name }], unit);
    for (const [metric, unit] of Object.entries({ ...COUNTS, ...(this.isFifo && FIFO_COUNTS) })) {
      this.counts[metric as CountName] = of(metric, unit);
      this.counts[metric as CountName].runs = this.active;
    }
    for (const [metric, unit] of Object.entries({ ...GAUGES, ...(this.isFifo && FIFO_GAUGES) })) {
      this.gauges[metric as GaugeName] = of(metric, unit);
    }
    this.size = of("SentMessageSize", "Bytes");
  }

  join(subject: number, state: State, sinceMs: number, group: number): void {
    this.leave(subject); // moved back to a queue that had it: it begins anew
    this.held.set(subject, { state, sinceMs, receives: 0, group });
    this.number[state]++;
  }

  to(subject: number, state: State): Held | undefined {
    const held = this.held.get(subject);
    if (held === undefined) return undefined;
    this.#groupsOf(held, state);
    this.number[held.state]--;
    this.number[state]++;
    held.state = state;
    return held;
  }

  leave(subject: number): void {
    const held = this.held.get(subject);
    if (held === undefined) return;
    this.#groupsOf(held, undefined);
    this.number[held.state]--;
    this.held.delete(subject);
  }

  empty(): void {
    this.held.clear();
    this.busy.clear();
    this.number.visible = this.number.inFlight = this.number.delayed = 0;
  }

  oldestMs(nowMs: number): number {
    for (const { sinceMs, receives } of this.held.values()) {
      if (this.isFifo || receives < RECEIVES_UNTIL_BACK) return nowMs - sinceMs;
    }
    return 0;
  }

  #groupsOf(held: Held, state: State | undefined): void {
    if (!this.isFifo) return;
    const change = (state === "inFlight" ? 1 : 0) - (held.state === "inFlight" ? 1 : 0);
    const now = (this.busy.get(held.group) ?? 0) + change;
    if (now > 0) this.busy.set(held.group, now);
    else this.busy.delete(held.group);
  }
}

export class SqsMetrics implements Collector {
  readonly #queues = new Map<number, QueueMetrics>();
  readonly #trace: Trace;
  readonly readers: Collector["readers"];

  constructor(private readonly store: MetricStore) {
    const { trace } = store;
    this.#trace = trace;
    const of = (row: number, read: (queue: QueueMetrics, subject: number, atMs: number) => void, atMs: number) => {
      const queue = this.#queue(trace.resourceOf(row));
      queue.touchedMs = atMs;
      read(queue, trace.subjectOf(row), atMs);
    };
    const reader =
      (read: (queue: QueueMetrics, subject: number, atMs: number, row: number) => void) =>
      (row: number, atMs: number): void =>
        of(row, (queue, subject) => read(queue, subject, atMs, row), atMs);
    const one = (queue: QueueMetrics, name: CountName, atMs: number) => store.add(queue.counts[name], atMs, 1);
    this.readers = {
      "sqs.QueueCreated": reader((queue) => queue.empty()),
      "sqs.QueueDeleted": (row) => {
        const queue = this.#queue(trace.resourceOf(row));
        queue.empty();
        queue.touchedMs = Number.NEGATIVE_INFINITY;
      },
      "sqs.Request": (row, atMs) => {
        if (trace.resourceOf(row) !== 0) this.#queue(trace.resourceOf(row)).touchedMs = atMs;
      },
      "sqs.Sent": reader((queue, subject, atMs, row) => {
        one(queue, "NumberOfMessagesSent", atMs);
        store.add(queue.size, atMs, trace.value(row));
        const isDelayed = trace.event(row).detail?.delayMs !== undefined;
        queue.join(subject, isDelayed ? "delayed" : "visible", atMs, trace.textOf(row));
      }),
      "sqs.Moved": reader((queue, subject, atMs) => queue.join(subject, "visible", atMs, 0)),
      "sqs.Duplicate": reader((queue, _subject, atMs) => {
        if (queue.isFifo) one(queue, "NumberOfDeduplicatedSentMessages", atMs);
      }),
      "sqs.Available": reader((queue, subject) => void queue.to(subject, "visible")),
      "sqs.Returned": reader((queue, subject) => void queue.to(subject, "visible")),
      "sqs.Received": reader((queue, subject, atMs) => {
        one(queue, "NumberOfMessagesReceived", atMs);
        const held = queue.to(subject, "inFlight");
        if (held !== undefined) held.receives++;
      }),
      "sqs.EmptyReceive": reader((queue, _subject, atMs) => one(queue, "NumberOfEmptyReceives", atMs)),
      "sqs.Deleted": reader((queue, subject, atMs, row) => {
        if (trace.textOf(row) === 0) one(queue, "NumberOfMessagesDeleted", atMs); // else a move task took it
        queue.leave(subject);
      }),
      "sqs.Expired": reader((queue, subject) => queue.leave(subject)),
      "sqs.DeadLettered": reader((queue, subject) => queue.leave(subject)),
      "sqs.Purged": reader((queue) => queue.empty()),
    };
  }

  minute(atMs: number): void {
    const second = this.store.epoch(atMs) / SECOND - MINUTE; // the minute that ends
    for (const queue of this.#queues.values()) {
      const { visible, inFlight, delayed } = queue.number;
      if (visible + inFlight + delayed === 0 && atMs - queue.touchedMs > ACTIVE_MS) continue;
      const { gauges } = queue;
      sample(gauges.ApproximateNumberOfMessagesVisible.runs, second, visible);
      sample(gauges.ApproximateNumberOfMessagesNotVisible.runs, second, inFlight);
      sample(gauges.ApproximateNumberOfMessagesDelayed.runs, second, delayed);
      sample(gauges.ApproximateAgeOfOldestMessage.runs, second, Math.floor(queue.oldestMs(atMs) / SECOND));
      if (queue.isFifo) sample(gauges.ApproximateNumberOfGroupsWithInflightMessages.runs, second, queue.busy.size);
      sample(queue.active, second, 0);
    }
  }

  #queue(id: number): QueueMetrics {
    let queue = this.#queues.get(id);
    if (queue === undefined) {
      queue = new QueueMetrics(this.store, this.#trace.string(id));
      this.#queues.set(id, queue);
    }
    return queue;
  }
}
