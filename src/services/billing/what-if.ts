/**
 * The same work done otherwise: other batches, longer waits, more of it. Messages, sizes and times stay as in the trace; only
 * the calls that carried them are counted anew.
 */
import type { Trace } from "../../sim";
import { type Activity, activityOf, chunks, type QueueType, queueType, Usage, usageByMonth } from "./usage";

export interface WhatIf {
  /** Messages a call, 1 to 10, in sends, receives, deletes and visibility changes. */
  batchSize?: number;
  /** How long a receive waits before it comes back empty, 0 to 20. */
  waitTimeSeconds?: number;
  /** So many times this traffic, > 0. */
  scale?: number;
}

const BATCH_BYTES = 1_048_576; // a batch carries no more
const POLL_MS = 20; // what a short poll takes

/** Throws RangeError that names the option, the rule and the value. */
export function checkWhatIf({ batchSize, waitTimeSeconds, scale }: WhatIf): void {
  if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 10)) {
    throw new RangeError(`whatIf.batchSize must be a whole number from 1 to 10, not ${batchSize}`);
  }
  if (waitTimeSeconds !== undefined && !(waitTimeSeconds >= 0 && waitTimeSeconds <= 20)) {
    throw new RangeError(`whatIf.waitTimeSeconds must lie between 0 and 20, not ${waitTimeSeconds}`);
  }
  if (scale !== undefined && !(scale > 0 && Number.isFinite(scale))) {
    throw new RangeError(`whatIf.scale must be > 0, not ${scale}`);
  }
}

/** What one queue was asked to do. */
interface Work {
  type: QueueType;
  /** Bytes of each message, in order. */
  sent: number[];
  /** The same of messages with a tenant on a standard queue. */
  sentFair: boolean[];
  received: number[];
  deletes: number;
  visibilityChanges: number;
  /** Per consumer: stretches of time in which it found nothing. */
  empty: Map<number, { fromMs: number; toMs: number; polls: number }[]>;
  /** Requests as they were, by activity. */
  asWas: Map<Activity, number>;
}

/** Usage of the whole trace done the other way; months are not told apart. */
export function usageWhatIf(trace: Trace, { batchSize, waitTimeSeconds, scale = 1 }: WhatIf): Usage {
  const usage = new Usage();
  for (const month of usageByMonth(trace)) for (const [name, units] of month.others) usage.meter(name, units);
  for (const work of workByQueue(trace).values()) {
    const { type, asWas } = work;
    const set = (activity: Activity, other: number | undefined): void =>
      usage.add(type, activity, other ?? asWas.get(activity) ?? 0);
    set("send", batchSize && batched(work.sent, batchSize));
    set("receive", batchSize && batched(work.received, batchSize));
    set("delete", batchSize && Math.ceil(work.deletes / batchSize));
    set("visibility", batchSize && Math.ceil(work.visibilityChanges / batchSize));
    set("emptyReceive", waitTimeSeconds === undefined ? undefined : emptyPolls(work, waitTimeSeconds * 1_000));
    set("manage", undefined);
    const fair = work.sent.filter((_bytes, i) => work.sentFair[i]);
    usage.fair += batched(fair, batchSize ?? 1);
  }
  return usage.scaled(scale, 1);
}

/** Billed requests for messages that go so many a call, in their order, as far as the size of a batch allows. */
function batched(sizes: readonly number[], batchSize: number): number {
  let requests = 0;
  let count = 0;
  let bytes = 0;
  for (const size of sizes) {
    if (count > 0 && (count === batchSize || bytes + size > BATCH_BYTES)) {
      requests += chunks(bytes);
      count = 0;
      bytes = 0;
    }
    count++;
    bytes += size;
  }
  return count === 0 ? requests : requests + chunks(bytes);
}

/** A consumer that waits so long each time comes back empty once for each wait that fits into its idle stretch. */
function emptyPolls(work: Work, waitMs: number): number {
  let polls = 0;
  for (const stretches of work.empty.values()) {
    for (const stretch of stretches) {
      if (stretch.polls === 0) continue; // messages came, and nothing idle yet after them
      const idleMs = stretch.toMs - stretch.fromMs;
      // No more polls than there were: a longer wait never makes a consumer ask more often.
      polls += Math.min(
        stretch.polls,
        Math.floor(idleMs / Math.max(waitMs, POLL_MS)) + (stretch.toMs === stretch.fromMs ? 1 : 0),
      );
    }
  }
  return polls;
}

function workByQueue(trace: Trace): Map<number, Work> {
  const queues = new Map<number, Work>();
  const bytesOf = new Map<number, number>();
  const handlers = new Map<number, (row: number, work: Work) => void>();
  const on = (kind: string, handle: (row: number, work: Work) => void): void => {
    const name = trace.find(kind);
    if (name !== undefined) handlers.set(name, handle);
  };
  on("sqs.Sent", (row, work) => {
    bytesOf.set(trace.subjectOf(row), trace.value(row));
    work.sent.push(trace.value(row));
    work.sentFair.push(work.type === "standard" && trace.textOf(row) !== 0);
  });
  on("sqs.Duplicate", (row, work) => {
    work.sent.push(trace.value(row)); // it was sent, though not kept
    work.sentFair.push(false);
  });
  on("sqs.Moved", (row) => void bytesOf.set(trace.subjectOf(row), trace.value(row)));
  on("sqs.Received", (row, work) => {
    work.received.push(bytesOf.get(trace.subjectOf(row)) ?? 0);
    work.empty.get(trace.actorOf(row))?.push({ fromMs: Number.NaN, toMs: Number.NaN, polls: 0 });
  });
  on("sqs.VisibilityChanged", (_row, work) => void work.visibilityChanges++);
  on("sqs.EmptyReceive", (row, work) => {
    add(work, "receive", -1);
    add(work, "emptyReceive", 1);
    noteEmpty(work, trace.actorOf(row), trace.at(row), trace.value(row));
  });
  on("sqs.Request", (row, work) => {
    const activity = activityOf(trace.string(trace.textOf(row)));
    add(work, activity, chunks(trace.value(row)));
  });
  on("sqs.Deleted", (row, work) => {
    if (trace.textOf(row) === 0) work.deletes++; // a move task's removal is no call
  });
  on("sqs.AcknowledgementLost", (_row, work) => void work.deletes++);
  for (let row = 0; row < trace.length; row++) {
    const handle = handlers.get(trace.kindOf(row));
    if (handle === undefined) continue;
    const queue = trace.resourceOf(row);
    let work = queues.get(queue);
    if (work === undefined) {
      work = newWork(queueType(trace.string(queue)));
      queues.set(queue, work);
    }
    handle(row, work);
  }
  return queues;
}

function newWork(type: QueueType): Work {
  return {
    type,
    sent: [],
    sentFair: [],
    received: [],
    deletes: 0,
    visibilityChanges: 0,
    empty: new Map(),
    asWas: new Map(),
  };
}

function add(work: Work, activity: Activity, units: number): void {
  work.asWas.set(activity, (work.asWas.get(activity) ?? 0) + units);
}

/** Joins an empty poll to the consumer's idle stretch; a receive in between has closed the one before. */
function noteEmpty(work: Work, consumer: number, atMs: number, waitedMs: number): void {
  const stretches = work.empty.get(consumer) ?? [];
  work.empty.set(consumer, stretches);
  const last = stretches.at(-1);
  if (last !== undefined && (last.polls > 0 || Number.isNaN(last.fromMs))) {
    if (last.polls === 0) last.fromMs = atMs - waitedMs;
    last.toMs = atMs;
    last.polls++;
  } else stretches.push({ fromMs: atMs - waitedMs, toMs: atMs, polls: 1 });
}
