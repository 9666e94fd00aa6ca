/**
 * The quotas of SQS as data: "strict" as AWS states them, "relaxed" without those that only slow a course down.
 * Source: Amazon SQS Developer Guide, "Amazon SQS message quotas", "... queue quotas", "... FIFO queue quotas" (read 2026-11).
 */

const SECOND = 1_000; // ms
const MINUTE = 60 * SECOND;
const MIB = 1_048_576; // bytes

/** A whole number within bounds, both included, with the value used when none is given. */
export interface Range {
  readonly least: number;
  readonly most: number;
  readonly default: number;
}

/** Seconds, as users give them. */
export const SECONDS = {
  delay: { least: 0, most: 900, default: 0 },
  visibility: { least: 0, most: 43_200, default: 30 },
  retention: { least: 60, most: 1_209_600, default: 345_600 },
  wait: { least: 0, most: 20, default: 0 },
  kmsKeyReuse: { least: 60, most: 86_400, default: 300 },
} as const satisfies Record<string, Range>;

/** Bytes of a message with its attributes. */
export const MESSAGE_BYTES: Range = { least: 1_024, most: MIB, default: MIB };
export const BATCH_BYTES = MIB;
export const BATCH_ENTRIES = 10;
export const RECEIVE_MESSAGES: Range = { least: 1, most: 10, default: 1 };
export const RECEIVE_COUNT: Range = { least: 1, most: 1_000, default: 10 }; // maxReceiveCount of a redrive policy
export const MESSAGE_ATTRIBUTES = 10;
export const ATTRIBUTE_NAME_LENGTH = 256;
export const QUEUE_NAME_LENGTH = 80;
export const BATCH_ID_LENGTH = 80;
export const TOKEN_LENGTH = 128; // MessageGroupId, MessageDeduplicationId, ReceiveRequestAttemptId
export const PERMISSION_ACTIONS = 7;
export const POLICY_STATEMENTS = 20;
export const ALLOWED_SOURCES = 10; // queues named by a redrive allow policy
export const PAGE: Range = { least: 1, most: 1_000, default: 1_000 };
export const TAGS = 50;
export const MOVE_RATE: Range = { least: 1, most: 500, default: 500 }; // messages a second; AWS picks its own when none is given
export const MOVE_TASKS_LISTED: Range = { least: 1, most: 10, default: 1 };
export const MOVE_TASKS_ACTIVE = 100;

/** A message can stay hidden so long in all, counted from the receive that hid it. */
export const HIDDEN_AT_MOST_MS = SECONDS.visibility.most * SECOND;
export const DEDUPLICATION_MS = 5 * MINUTE;
/** What a short poll that finds nothing takes, so that a loop of short polls moves the clock. Our choice: a typical round trip. */
export const EMPTY_POLL_MS = 20;

/** The quotas that differ between the two sets. */
export interface Quotas {
  /** Messages in flight in one queue. */
  readonly inFlight: number;
  /** Between two purges of one queue. */
  readonly purgeEveryMs: number;
  /** From the end of a queue to a new one of its name. */
  readonly recreateAfterMs: number;
  /**
   * Calls of one kind to a FIFO queue without high throughput. AWS names no burst. A call takes no virtual time here, so a
   * loop that AWS would spread over seconds happens in one instant: the burst lets such a loop pass and still stops a
   * load that is too high for long.
   */
  readonly fifoCallsPerSecond: number;
  readonly fifoCallBurst: number;
}

export const QUOTAS: Record<"strict" | "relaxed", Quotas> = {
  strict: {
    inFlight: 120_000,
    purgeEveryMs: MINUTE,
    recreateAfterMs: MINUTE,
    fifoCallsPerSecond: 300,
    fifoCallBurst: 3_000,
  },
  relaxed: {
    inFlight: Number.POSITIVE_INFINITY,
    purgeEveryMs: 0,
    recreateAfterMs: 0,
    fifoCallsPerSecond: Number.POSITIVE_INFINITY,
    fifoCallBurst: Number.POSITIVE_INFINITY,
  },
};

/** True for a whole number within the range. */
export function within(value: unknown, range: Range): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= range.least && value <= range.most;
}
