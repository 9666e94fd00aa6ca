/** Numbers of Amazon S3. Source: User Guide, "Amazon S3 multipart upload limits", "Object metadata" and "Quotas" (read 2026-11). */

/** Bytes of one PutObject. */
export const PUT_BYTES = 5 * 1_024 ** 3;
export const KEY_BYTES = 1_024;
/** Bytes of user-defined metadata, names and values. */
export const METADATA_BYTES = 2 * 1_024;
export const OBJECT_TAGS = 10;
export const PAGE_KEYS = 1_000;
export const DELETE_KEYS = 1_000;
/** Bytes of every part but the last. */
export const PART_BYTES = 5 * 1_024 ** 2;
export const PARTS = 10_000;
export const METRICS_CONFIGURATIONS = 1_000; // of one bucket
export const BUCKETS = 10_000;
/** Lifecycle rules act at midnight UTC. */
export const DAY_MS = 86_400_000;
