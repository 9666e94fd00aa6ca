/** Numbers of DynamoDB. Source: Developer Guide, "Quotas in Amazon DynamoDB" and "Item sizes and formats" (read 2026-11). */

/** Bytes of an item, names and values. */
export const ITEM_BYTES = 400 * 1_024;
export const HASH_KEY_BYTES = 2_048;
export const RANGE_KEY_BYTES = 1_024;
/** Maps and lists inside each other. */
export const NESTING = 32;
/** Significant digits of a number. */
export const DIGITS = 38;
export const LARGEST_EXPONENT = 125;
export const SMALLEST_EXPONENT = -130;
/** Bytes read by a Query or Scan before it stops and gives a LastEvaluatedKey. */
export const PAGE_BYTES = 1_024 * 1_024;
export const EXPRESSION_BYTES = 4_096;
export const BATCH_GET_ITEMS = 100;
export const BATCH_WRITE_ITEMS = 25;
/** Bytes that a BatchGetItem gives back at most; the rest is UnprocessedKeys. */
export const BATCH_GET_BYTES = 16 * 1_024 * 1_024;
export const TRANSACTION_ITEMS = 100;
export const TRANSACTION_BYTES = 4 * 1_024 * 1_024;
/** How long a ClientRequestToken is remembered. */
export const TOKEN_MS = 10 * 60_000;
export const GLOBAL_INDEXES = 20;
export const LOCAL_INDEXES = 5;
export const TABLES_A_PAGE = 100;
export const TAGS = 50;
/** Bytes of a read and of a write capacity unit. */
export const READ_UNIT_BYTES = 4 * 1_024;
export const WRITE_UNIT_BYTES = 1_024;
/** How long a stream keeps its records. */
export const STREAM_MS = 24 * 3_600_000;
export const STREAM_RECORDS_A_CALL = 1_000;
/** Bytes of records that one GetRecords gives at most. */
export const STREAM_BYTES_A_CALL = 1_024 * 1_024;
/** AWS deletes expired items "within a few days". We choose a sweep each virtual hour: they stay readable for a while. */
export const SWEEP_MS = 3_600_000;
/** Items that expired longer ago are left alone: their time is taken for a mistake. */
export const OLDEST_EXPIRY_MS = 5 * 365 * 86_400_000;
