/** The quotas of Pipes. Source: EventBridge User Guide, "Amazon EventBridge Pipes quotas"; Pipes API reference (read 2026-11). */

export const PIPES = 1_000;
export const NAME_LENGTH = 64;
export const DESCRIPTION_LENGTH = 512;
export const TEMPLATE_LENGTH = 8_192;
export const FILTERS = 5;
export const FILTER_LENGTH = 4_096;
export const QUEUE_BATCH = { least: 1, most: 10_000, default: 10, fifoMost: 10, withoutWindow: 10 };
export const STREAM_BATCH = { least: 1, most: 10_000, default: 100 };
export const WINDOW_SECONDS = { least: 0, most: 300, default: 0 };
export const RETRIES = { least: -1, most: 10_000, default: -1 }; // -1: until the record leaves the stream
export const RECORD_AGE_SECONDS = { least: -1, most: 604_800, default: -1 }; // -1: as long as the stream keeps it
export const TAGS = 50;
export const PAGE = { least: 1, most: 100 };

/** What a pipe takes to be created, started, stopped, updated or deleted, ms: our choice; AWS needs up to a minute. */
export const TRANSITION_MS = 5_000;
/** Entries of one call to a queue, topic or bus. */
export const TARGET_BATCH = 10;
