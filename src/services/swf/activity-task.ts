/**
 * Activity tasks. Life: scheduled -> started -> completed | failed | canceled | timed out; one that nobody has started is
 * cancelled as soon as a decider asks. Who answers need not be the one who polled: a token can wait for a person.
 * Time-outs only guard: they do not keep run() going. Source: API reference, RespondActivityTaskCompleted,
 * RecordActivityTaskHeartbeat; Developer Guide, "Amazon SWF Timeout Types" (read 2026-11).
 */
import type { Scheduled } from "../../sim";
import type { Caller } from "../service";
import { checkLength, msOf } from "./check";
import type { Swf, SwfInput } from "./context";
import { unknownActivity } from "./errors";
import type { Execution } from "./execution";
import type { EventType } from "./facts";
import { type HistoryEvent, record } from "./history";
import { LENGTH } from "./limits";
import type { TaskList } from "./task-list";
import { giveToken, taskAt } from "./token";
import type { TypeName } from "./type";

export type ActivityTimeout = "SCHEDULE_TO_START" | "SCHEDULE_TO_CLOSE" | "START_TO_CLOSE" | "HEARTBEAT";

/** Seconds as text, or NONE. */
export interface ActivityTimeouts {
  readonly scheduleToStart: string;
  readonly scheduleToClose: string;
  readonly startToClose: string;
  readonly heartbeat: string;
}

export class ActivityTask {
  readonly sort = "activity";
  state: "scheduled" | "started" | "closed" = "scheduled";
  token = "";
  started: HistoryEvent | undefined;
  cancelRequested: HistoryEvent | undefined;
  /** Of the last heartbeat. */
  details: string | undefined;
  readonly timers = new Map<ActivityTimeout, Scheduled>();

  constructor(
    readonly execution: Execution,
    readonly list: TaskList,
    readonly activityId: string,
    readonly type: TypeName,
    readonly input: string | undefined,
    readonly timeouts: ActivityTimeouts,
    readonly priority: number,
    readonly scheduled: HistoryEvent,
  ) {}

  get latest(): HistoryEvent {
    return this.started ?? this.scheduled;
  }
}

/** It was just written into the history: now it waits. */
export function awaitWorker(swf: Swf, task: ActivityTask): void {
  const { execution, list, timeouts } = task;
  execution.activities.set(task.activityId, task);
  execution.latestActivityMs = swf.sim.now;
  list.add(task);
  swf.filled.add(list);
  guard(swf, task, "SCHEDULE_TO_START", timeouts.scheduleToStart);
  guard(swf, task, "SCHEDULE_TO_CLOSE", timeouts.scheduleToClose);
}

export function startActivity(swf: Swf, task: ActivityTask, identity: string | undefined): void {
  const { execution, list, scheduled, timeouts } = task;
  list.remove(task);
  task.timers.get("SCHEDULE_TO_START")?.cancel();
  task.started = record(
    swf,
    execution,
    "ActivityTaskStarted",
    { identity, scheduledEventId: scheduled.eventId },
    { text: task.activityId, cause: scheduled.row },
  );
  task.state = "started";
  giveToken(swf, task);
  guard(swf, task, "START_TO_CLOSE", timeouts.startToClose);
  guard(swf, task, "HEARTBEAT", timeouts.heartbeat);
}

function guard(swf: Swf, task: ActivityTask, timeout: ActivityTimeout, seconds: string): void {
  task.timers.get(timeout)?.cancel();
  const ms = msOf(seconds);
  if (ms !== undefined)
    task.timers.set(
      timeout,
      swf.after(ms, () => timeOut(swf, task, timeout), true),
    );
}

function timeOut(swf: Swf, task: ActivityTask, timeoutType: ActivityTimeout): void {
  const { details, latest } = task;
  end(swf, task, "ActivityTaskTimedOut", { timeoutType, details }, latest.row, { timeoutType });
}

/** Leaves the execution's open activities, without a word in the history. */
export function closeActivity(task: ActivityTask): void {
  task.state = "closed";
  task.list.remove(task);
  for (const timer of task.timers.values()) timer.cancel();
  task.execution.activities.delete(task.activityId);
}

/** Ends a task with an event of this type. */
export function end(
  swf: Swf,
  task: ActivityTask,
  event: EventType,
  attributes: Record<string, unknown>,
  cause: number,
  detail?: Record<string, unknown>,
): void {
  closeActivity(task);
  const ids = { scheduledEventId: task.scheduled.eventId, startedEventId: task.started?.eventId ?? 0 };
  const fact = { text: task.activityId, cause, ...(detail !== undefined && { detail }) };
  record(swf, task.execution, event, { ...attributes, ...ids }, fact);
}

/** The open task of a token, if the caller may answer for it. */
function enter(swf: Swf, operation: string, token: string, caller: Caller): ActivityTask {
  const task = taskAt(swf, token, "activity") as ActivityTask;
  if (task.state === "closed") throw unknownActivity(task.scheduled.eventId);
  const { domain } = task.execution;
  swf.checkFaults(operation, domain, caller);
  swf.authorize(operation, domain.arn, caller);
  return task;
}

export function respondActivityTaskCompleted(swf: Swf, { taskToken, result }: SwfInput, caller: Caller): unknown {
  const task = enter(swf, "RespondActivityTaskCompleted", taskToken, caller);
  checkLength(result, "result", LENGTH.data);
  swf.request("RespondActivityTaskCompleted", task.execution.domain, caller);
  end(swf, task, "ActivityTaskCompleted", { result }, task.latest.row);
  return {};
}

export function respondActivityTaskFailed(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const task = enter(swf, "RespondActivityTaskFailed", input.taskToken, caller);
  const { reason, details } = input;
  checkLength(reason, "reason", LENGTH.reason);
  checkLength(details, "details", LENGTH.data);
  swf.request("RespondActivityTaskFailed", task.execution.domain, caller);
  end(swf, task, "ActivityTaskFailed", { reason, details }, task.latest.row, { reason: reason ?? "" });
  return {};
}

/** AWS takes it also when nobody has asked for it. */
export function respondActivityTaskCanceled(swf: Swf, { taskToken, details }: SwfInput, caller: Caller): unknown {
  const task = enter(swf, "RespondActivityTaskCanceled", taskToken, caller);
  checkLength(details, "details", LENGTH.data);
  swf.request("RespondActivityTaskCanceled", task.execution.domain, caller);
  const latestCancelRequestedEventId = task.cancelRequested?.eventId;
  end(swf, task, "ActivityTaskCanceled", { details, latestCancelRequestedEventId }, task.latest.row);
  return {};
}

export function recordActivityTaskHeartbeat(swf: Swf, { taskToken, details }: SwfInput, caller: Caller): unknown {
  const task = enter(swf, "RecordActivityTaskHeartbeat", taskToken, caller);
  checkLength(details, "details", LENGTH.heartbeat);
  swf.request("RecordActivityTaskHeartbeat", task.execution.domain, caller);
  task.details = details ?? task.details;
  guard(swf, task, "HEARTBEAT", task.timeouts.heartbeat);
  swf.trace.append(swf.facts.Heartbeat, task.execution.nameId, {
    subject: task.execution.subject,
    text: details === undefined ? task.activityId : `${task.activityId}: ${details}`,
    cause: task.latest.row,
  });
  return { cancelRequested: task.cancelRequested !== undefined };
}
