/**
 * The quotas of SWF. Source: Developer Guide, "Amazon SWF Quotas"; API reference (read 2026-11). What AWS gives no number for is
 * marked as ours.
 */

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export const DOMAINS = 100; // deprecated ones included
export const TYPES = 10_000; // of each sort, in a domain, deprecated ones included
export const OPEN_EXECUTIONS = 100_000; // in a domain
export const HISTORY_EVENTS = 25_000; // of an execution, which is then terminated
export const EXECUTION_SECONDS = 31_536_000; // a year
export const OPEN_CHILDREN = 1_000; // of an execution, as the three that follow
export const OPEN_ACTIVITIES = 1_000;
export const OPEN_TIMERS = 1_000;
export const OPEN_LAMBDA_FUNCTIONS = 1_000;
export const POLLERS = 1_000; // that wait at a task list
export const POLL_MS = 60_000; // a poll is held so long
export const TAGS = 50; // of a domain
export const EXECUTION_TAGS = 5;
export const RETENTION_DAYS: Bounds = { least: 0, most: 90 };
export const PAGE: Bounds = { least: 0, most: 1_000 }; // 0 means the most
export const PAGE_TOKEN_MS = 86_400_000;
export const LAMBDA_SECONDS: Bounds = { least: 1, most: 900 };

/** Characters. */
export const LENGTH = {
  name: 256,
  version: 64,
  id: 256,
  runId: 64,
  description: 1_024,
  data: 32_768,
  heartbeat: 2_048,
  reason: 256,
  tag: 256,
  tagKey: 128,
  functionId: 256,
  functionName: 64,
  duration: 8,
  role: 1_600,
} as const;

/** A bucket of tokens: so many at once, and so many more a second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * How fast decisions may create things, per account; "relaxed" lifts it. As in the Guide's "Decision quotas for all Regions",
 * which was not read again; those of ContinueAsNewWorkflowExecution and ScheduleLambdaFunction are ours.
 */
export const RATES = {
  ScheduleActivityTask: { burst: 1_000, perSecond: 200 },
  StartTimer: { burst: 2_000, perSecond: 200 },
  StartChildWorkflowExecution: { burst: 500, perSecond: 12 },
  SignalExternalWorkflowExecution: { burst: 1_200, perSecond: 120 },
  RequestCancelExternalWorkflowExecution: { burst: 1_200, perSecond: 120 },
  ContinueAsNewWorkflowExecution: { burst: 500, perSecond: 12 },
  ScheduleLambdaFunction: { burst: 1_000, perSecond: 200 },
} as const satisfies Record<string, Rate>;

export type RatedDecision = keyof typeof RATES;

/** Tasks that a task list takes a second. */
export const TASKS_PER_SECOND: Rate = { burst: 2_000, perSecond: 2_000 };
