/** The quotas of Scheduler. Source: Scheduler User Guide, "Quotas for Amazon EventBridge Scheduler"; API reference (read 2026-11). */

export const NAME_LENGTH = 64;
export const EXPRESSION_LENGTH = 256;
export const ZONE_LENGTH = 50;
export const DESCRIPTION_LENGTH = 512;
export const INPUT_BYTES = 262_144;
export const WINDOW_MINUTES = { least: 1, most: 1_440 };
export const RETRY_ATTEMPTS = { least: 0, most: 185 };
export const EVENT_AGE_SECONDS = { least: 60, most: 86_400 };
export const SCHEDULES = 1_000_000; // in all groups
export const GROUPS = 500;
export const TAGS = 50;
export const TAGS_PER_CALL = 200;
export const PAGE = { least: 1, most: 100 };
export const START_DATE_MINUTES = 5; // that a StartDate may lie back

/** Until a deleted group is gone, ms: our choice; AWS says that it takes a while. */
export const GROUP_DELETION_MS = 1_000;
