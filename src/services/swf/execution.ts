/**
 * One workflow execution: its history, and what is open in it. Life: OPEN -> CLOSED (COMPLETED, FAILED, CANCELED, TERMINATED,
 * TIMED_OUT, CONTINUED_AS_NEW) -> forgotten when its domain's retention period is over.
 * At most one decision task is open. What happens meanwhile goes into the history at once and into `calledBy`, and leads to
 * the next decision task when this one is answered.
 */
import type { Name, Scheduled, Subject } from "../../sim";
import type { ActivityTask } from "./activity-task";
import type { ChildPolicy } from "./check";
import type { DecisionTask } from "./decision-task";
import type { Child } from "./decisions/child";
import type { LambdaTask } from "./decisions/lambda";
import type { Timer } from "./decisions/timer";
import type { Domain } from "./domain";
import type { HistoryEvent } from "./history";
import type { TypeName } from "./type";

export type CloseStatus = "COMPLETED" | "FAILED" | "CANCELED" | "TERMINATED" | "TIMED_OUT" | "CONTINUED_AS_NEW";

/** What an execution was started with, defaults filled in; spans in seconds as text. */
export interface Configuration {
  taskList: string;
  readonly taskPriority: string | undefined;
  readonly taskStartToCloseTimeout: string;
  readonly executionStartToCloseTimeout: string;
  readonly childPolicy: ChildPolicy;
  readonly lambdaRole: string | undefined;
}

/** The execution that started this one, as long as it is open. */
export interface Parent {
  readonly execution: Execution;
  readonly initiatedEventId: number;
}

export class Execution {
  readonly history: HistoryEvent[] = [];
  readonly startMs: number;
  closedMs: number | undefined;
  closeStatus: CloseStatus | undefined;
  cancelRequested = false;
  decisionTask: DecisionTask | undefined;
  /** Row of the latest fact that no decider has seen yet; -1 when there is none. */
  calledBy = -1;
  /** Of the last decision task that was answered; 0 before the first. */
  previousStartedEventId = 0;
  /** Another list for decision tasks, until one of them times out there. */
  override: { list: string; scheduleToStart: string | undefined } | undefined;
  latestContext: string | undefined;
  latestActivityMs: number | undefined;
  /** What is open, by the decider's own ids. */
  readonly activities = new Map<string, ActivityTask>();
  readonly timers = new Map<string, Timer>();
  readonly children = new Map<string, Child>();
  /** Children that a decision has asked for, and that have not been started yet. */
  startingChildren = 0;
  readonly lambdas = new Set<LambdaTask>();
  /** Of its tasks that were started. */
  readonly tokens: string[] = [];
  /** The execution's own time-out, and the days that it is billed for. */
  timeOut: Scheduled | undefined;
  day: Scheduled | undefined;

  constructor(
    readonly domain: Domain,
    readonly workflowId: string,
    readonly runId: string,
    readonly nameId: Name,
    readonly subject: Subject,
    readonly type: TypeName,
    readonly configuration: Configuration,
    readonly tagList: readonly string[] | undefined,
    readonly parent: Parent | undefined,
    nowMs: number,
  ) {
    this.startMs = nowMs;
  }

  get isOpen(): boolean {
    return this.closeStatus === undefined;
  }

  /** Execution as AWS names it. */
  get name(): { workflowId: string; runId: string } {
    return { workflowId: this.workflowId, runId: this.runId };
  }
}
