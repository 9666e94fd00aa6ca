/**
 * The quotas of SNS. Source: AWS General Reference, "Amazon SNS endpoints and quotas"; Developer Guide (read 2026-11).
 */

export const FILTER_KEYS = 5;
export const FILTER_COMBINATIONS = 150;
export const FILTER_BYTES = 256 * 1_024;
/** Filter policies on one topic, and in the account. */
export const FILTERS_PER_TOPIC = 200;
export const FILTERS_PER_ACCOUNT = 10_000;

/** A message with its attributes, and all messages of a batch together. */
export const MESSAGE_BYTES = 262_144;
export const SUBJECT_LENGTH = 100;
export const BATCH_ENTRIES = 10;
export const BATCH_ID_LENGTH = 80;
export const ATTRIBUTE_NAME_LENGTH = 256;
export const TOKEN_LENGTH = 128; // of a message group's and a deduplication id
export const TOPIC_NAME_LENGTH = 256;
export const DISPLAY_NAME_LENGTH = 100;
export const TAGS = 50;
export const PAGE = 100; // topics or subscriptions in one answer

export const FIFO_SUBSCRIPTIONS = 100;
export const FIFO_MESSAGES_PER_SECOND = 3_000;

/** A confirmation token, and with it a subscription that nobody confirms. */
export const CONFIRMATION_MS = 2 * 86_400_000;
/** An HTTP/S endpoint that has not answered by then has failed. */
export const HTTP_TIMEOUT_MS = 15_000;
/** All retries of an HTTP/S delivery policy together. */
export const HTTP_RETRY_SECONDS = 3_600;
export const HTTP_RETRIES = 100;

/** Attributes that SQS takes along with a raw message; with more it is not delivered. */
export const RAW_ATTRIBUTES = 10;

export const ARCHIVE_DAYS = { least: 1, most: 365 };
