/**
 * The quotas of Lambda. Source: Lambda Developer Guide, "Lambda quotas", "Understanding Lambda function scaling" and
 * "Configuring scaling behavior for SQS event source mappings" (read 2026-11).
 */

export const NAME_LENGTH = 64;
export const DESCRIPTION_LENGTH = 256;

/** Seconds that one invocation may take. */
export const TIMEOUT = { least: 1, most: 900, default: 3 };
/** MB; the processor comes in proportion. */
export const MEMORY = { least: 128, most: 10_240, default: 128 };
export const STORAGE = { least: 512, most: 10_240, default: 512 };
export const ENVIRONMENT_BYTES = 4_096;
export const TAGS = 50;
export const POLICY_BYTES = 20_480;

/** Bytes of an event, when the caller waits and when not, and of an answer. */
export const SYNC_PAYLOAD_BYTES = 6 * 1_024 * 1_024;
export const ASYNC_PAYLOAD_BYTES = 1_024 * 1_024;
export const ANSWER_BYTES = 6 * 1_024 * 1_024 + 100;

export const CONCURRENCY = { strict: 1_000, relaxed: 1_000_000 } as const;
/** Of the account's concurrency so much stays for the functions without a reservation. */
export const UNRESERVED_LEAST = 100;
/** Requests a second, for each unit of concurrency. */
export const REQUESTS_PER_CONCURRENCY = 10;

/** An environment that has nothing to do for so long is taken down. AWS does not say how long; we choose. */
export const IDLE_MS = 600_000;
/** What starting an environment takes, unless the function says otherwise. AWS: from under 100 ms to over 1 s. */
export const COLD_START_MS = { least: 100, most: 500 };
/** The init phase ends after so long at the latest. */
export const INIT_MS = 10_000;

/** Asynchronous invocation. */
export const RETRIES = { least: 0, most: 2, default: 2 };
export const EVENT_AGE = { least: 60, most: 21_600, default: 21_600 }; // seconds
/** Waits before the second and third attempt after an error of the function. */
export const RETRY_WAITS_MS = [60_000, 120_000] as const;
/** Waits after a throttle double from the first to the last. */
export const THROTTLE_WAIT_MS = { first: 1_000, last: 300_000 };
export const DLQ_ERROR_LENGTH = 1_024; // characters of the error that go along with a dead letter

/** Event source mapping. */
export const BATCH = { least: 1, most: 10_000, default: 10, fifoMost: 10, withoutWindow: 10 };
export const WINDOW = { least: 0, most: 300, default: 0 }; // seconds
export const MAXIMUM_CONCURRENCY = { least: 2, most: 1_000 };
export const FILTERS = 5;
export const FILTER_LENGTH = 4_096;
export const PROCESSES = { start: 5, most: 1_250 };
/** 300 more a minute. AWS does not say in what steps; we choose 5 each second. */
export const RAMP = { everyMs: 1_000, by: 5 };
export const POLL_SECONDS = 20;
export const RECEIVE_MOST = 10; // messages that SQS gives at once
/** Between two attempts to reach a queue that refuses, doubled from the first to the last: our choice. */
export const POLL_RETRY_MS = { first: 1_000, last: 60_000 };
/** The same for a batch that was throttled: our choice; AWS says "gradually". */
export const BATCH_RETRY_MS = { first: 1_000, last: 60_000 };

/** DynamoDB streams as event source. */
export const STREAM_BATCH = { least: 1, most: 10_000, default: 100 };
export const STREAM_RETRIES = { least: -1, most: 10_000, default: -1 }; // -1: until the record leaves the stream
export const RECORD_AGE = { least: 60, most: 604_800, default: -1 }; // seconds; -1: as long as the stream keeps it
/** Lambda looks at a shard four times a second. */
export const STREAM_POLL_MS = 250;
export const STREAM_AGE_MS = 86_400_000;

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export function within(value: number, { least, most }: Bounds): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
