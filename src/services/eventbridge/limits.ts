/** The quotas of EventBridge. Source: User Guide, "Amazon EventBridge quotas"; API reference (read 2026-11). */

export const ENTRIES = 10; // of one PutEvents
/**
 * All entries of a PutEvents together. AWS's guide says 256 KB; in 2026 partners report 1 MiB. "strict" holds the former.
 */
export const ENTRY_BYTES = { strict: 262_144, relaxed: 1_048_576 };
export const PATTERN_LENGTH = 4_096;
export const BUSES = 100;
export const RULES_PER_BUS = 300;
export const TARGETS_PER_RULE = 5;
export const TARGETS_PER_CALL = 100;
export const INPUT_PATHS = 100;
export const TEMPLATE_LENGTH = 8_192;
export const TAGS = 50;
export const PAGE = { least: 1, most: 100 };
export const DESCRIPTION_LENGTH = 512;

export const RETRY_ATTEMPTS = { least: 0, most: 185 };
export const EVENT_AGE_SECONDS = { least: 60, most: 86_400 };

/** Buses that an event can pass: the one it was put on, and one more. */
export const HOPS = 1;
