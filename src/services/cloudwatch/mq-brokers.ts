/** What the metrics of ActiveMQ brokers are counted from, as the trace has it so far. */
import type { Series } from "./series";

export const COUNTS = ["EnqueueCount", "DispatchCount", "DequeueCount", "ExpiredCount"] as const;
export type CountName = (typeof COUNTS)[number];

/** A message in a mailbox. */
export interface Held {
  readonly bytes: number;
  readonly sinceMs: number;
  isInFlight: boolean;
}

export class Destination {
  readonly counts = { EnqueueCount: 0, DispatchCount: 0, DequeueCount: 0, ExpiredCount: 0 };
  /** In this minute: how long messages waited for a consumer, ms, and how many. */
  waitedMs = 0;
  waits = 0;
  size = 0;
  inFlight = 0;
  consumers = 0;

  constructor(
    readonly kind: "Queue" | "Topic",
    readonly name: string,
    /** "BROKER/NAME" */
    readonly resource: string,
    readonly isMonitored: boolean,
  ) {}
}

export class Broker {
  node = 1;
  isRunning = false;
  /** At some time in this minute. */
  hasRun = false;
  instanceType = "mq.m5.large";
  connections = 0;
  established = 0;
  enqueued = 0;
  dequeued = 0;
  bytes = 0;
  /** By the resource of their facts, "BROKER/NAME". */
  readonly destinations = new Map<string, Destination>();
  /** By the same; a producer may be there before its queue is. */
  readonly producers = new Map<string, number>();
  readonly series = new Map<string, Series>();

  constructor(readonly name: string) {}
}
