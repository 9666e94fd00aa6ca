/**
 * The quotas of Step Functions. Source: Developer Guide, "Step Functions service quotas"; API reference (read 2026-11).
 * "relaxed" lifts those that only slow a course down.
 */

export const NAME_LENGTH = 80;
export const DEFINITION_BYTES = 1_048_576;
export const STATE_MACHINES = { strict: 10_000, relaxed: 1_000_000 } as const;
export const ACTIVITIES = { strict: 10_000, relaxed: 1_000_000 } as const;
/** Published versions of one machine, and its aliases. */
export const VERSIONS = 1_000;
export const ALIASES = 100;
/** Open executions of standard machines in one account and region. */
export const OPEN_EXECUTIONS = { strict: 1_000_000, relaxed: Number.POSITIVE_INFINITY } as const;

/** Bytes of what a task, a state or an execution takes or gives, as UTF-8. */
export const DATA_BYTES = 262_144;
/** Bytes of one variable, and of all that one Assign sets. */
export const VARIABLE_BYTES = 262_144;
/** Bytes of all variables that a flow of an execution holds. */
export const VARIABLES_BYTES = 10_485_760;
export const HISTORY_EVENTS = { strict: 25_000, relaxed: 1_000_000 } as const;

const DAY_MS = 86_400_000;
/** How long an execution may take. */
export const STANDARD_MS = 365 * DAY_MS;
export const EXPRESS_MS = 5 * 60_000;
/** The name of a standard execution is its own for so long after it has ended. */
export const NAME_REUSE_MS = 90 * DAY_MS;
/** A failed execution can be taken up again for so long. */
export const REDRIVE_MS = 14 * DAY_MS;
export const REDRIVES = 1_000;

/** A Wait state and a task's timeout, in seconds. */
export const WAIT_SECONDS = 2_147_483_647;
export const TIMEOUT_SECONDS = 99_999_999;

/** Iterations at once. */
export const INLINE_CONCURRENCY = 40;
export const DISTRIBUTED_CONCURRENCY = 10_000;

/** GetActivityTask waits so long. */
export const POLL_MS = 60_000;
export const POLLERS_PER_ACTIVITY = 1_000;
export const WORKER_NAME_LENGTH = 80;

export const ERROR_LENGTH = 256;
export const CAUSE_LENGTH = 32_768;
export const TOKEN_LENGTH = 2_048;

export const TAGS = 50;
export const PAGE = { least: 0, most: 1_000, default: 100 };

/** Retry, unless the retrier says otherwise. */
export const RETRY = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 };
