/**
 * Decision tasks. Life: scheduled -> started -> completed | timed out; an execution that closes takes its own with it.
 * A list that RespondDecisionTaskCompleted names holds for good, or, with a schedule-to-start time-out, until a decision task
 * times out on it. Source: API reference, RespondDecisionTaskCompleted; Developer Guide, "Amazon SWF Timeout Types" (read 2026-11).
 */
import type { Scheduled } from "../../sim";
import type { Caller } from "../service";
import { checkLength, checkName, checkSeconds, msOf } from "./check";
import type { Swf, SwfInput } from "./context";
import { decide } from "./decisions";
import { unknownDecisionTask } from "./errors";
import type { Execution } from "./execution";
import { type HistoryEvent, record } from "./history";
import { LENGTH } from "./limits";
import type { TaskList } from "./task-list";
import { giveToken, taskAt } from "./token";

export class DecisionTask {
  readonly sort = "decision";
  state: "scheduled" | "started" | "closed" = "scheduled";
  token = "";
  started: HistoryEvent | undefined;
  timeOut: Scheduled | undefined;
  /** Of the decision task before this one, as it was when this one was started. */
  previousStartedEventId = 0;

  constructor(
    readonly execution: Execution,
    readonly list: TaskList,
    readonly scheduled: HistoryEvent,
    readonly priority: number,
    readonly isOnOverride: boolean,
  ) {}
}

export function scheduleDecision(swf: Swf, execution: Execution): void {
  const { configuration, override, domain } = execution;
  const name = override?.list ?? configuration.taskList;
  const scheduled = record(
    swf,
    execution,
    "DecisionTaskScheduled",
    {
      taskList: { name },
      taskPriority: configuration.taskPriority,
      startToCloseTimeout: configuration.taskStartToCloseTimeout,
      scheduleToStartTimeout: override?.scheduleToStart ?? "NONE",
    },
    { text: name, cause: execution.calledBy },
  );
  const list = domain.list("decision", name);
  const priority = Number(configuration.taskPriority ?? 0);
  const task = new DecisionTask(execution, list, scheduled, priority, override !== undefined);
  execution.decisionTask = task;
  list.add(task);
  swf.filled.add(list);
  const ms = msOf(override?.scheduleToStart);
  if (ms !== undefined) task.timeOut = swf.after(ms, () => timeOut(swf, task, "SCHEDULE_TO_START"), true);
}

export function startDecision(swf: Swf, task: DecisionTask, identity: string | undefined): void {
  const { execution, list, scheduled } = task;
  list.remove(task);
  task.timeOut?.cancel();
  task.started = record(
    swf,
    execution,
    "DecisionTaskStarted",
    { identity, scheduledEventId: scheduled.eventId },
    { text: list.name, cause: scheduled.row },
  );
  task.state = "started";
  task.previousStartedEventId = execution.previousStartedEventId;
  execution.calledBy = -1; // the decider now sees everything up to here
  giveToken(swf, task);
  const ms = msOf(execution.configuration.taskStartToCloseTimeout);
  if (ms !== undefined) task.timeOut = swf.after(ms, () => timeOut(swf, task, "START_TO_CLOSE"), true);
}

function timeOut(swf: Swf, task: DecisionTask, timeoutType: "SCHEDULE_TO_START" | "START_TO_CLOSE"): void {
  const { execution, scheduled, started } = task;
  closeDecision(task);
  if (task.isOnOverride && execution.override?.scheduleToStart !== undefined) execution.override = undefined;
  record(
    swf,
    execution,
    "DecisionTaskTimedOut",
    { timeoutType, scheduledEventId: scheduled.eventId, startedEventId: started?.eventId ?? 0 },
    { text: timeoutType, cause: started?.row ?? scheduled.row },
  );
}

/** It is answered, timed out, or its execution is closed. */
export function closeDecision(task: DecisionTask): void {
  task.state = "closed";
  task.timeOut?.cancel();
  task.list.remove(task);
  task.execution.decisionTask = undefined;
}

/** The open decision task of a token. Throws ValidationException, UnknownResourceFault. */
export function decisionAt(swf: Swf, token: string): DecisionTask {
  const task = taskAt(swf, token, "decision") as DecisionTask;
  if (task.state === "closed") throw unknownDecisionTask(task.scheduled.eventId);
  return task;
}

/** All decisions are checked before the first is carried out: a list with a mistake leaves the task open. */
export function respondDecisionTaskCompleted(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const task = decisionAt(swf, input.taskToken);
  const { execution, scheduled, started, list } = task;
  const { domain } = execution;
  swf.checkFaults("RespondDecisionTaskCompleted", domain, caller);
  swf.authorize("RespondDecisionTaskCompleted", domain.arn, caller);
  checkLength(input.executionContext, "executionContext", LENGTH.data);
  checkName(input.taskList?.name, "taskList.name");
  checkSeconds(input.taskListScheduleToStartTimeout, "taskListScheduleToStartTimeout");
  const carryOut = decide(swf, execution, input.decisions ?? [], caller);

  swf.request("RespondDecisionTaskCompleted", domain, caller);
  closeDecision(task);
  execution.previousStartedEventId = started!.eventId;
  if (input.executionContext !== undefined) execution.latestContext = input.executionContext;
  if (input.taskList !== undefined) {
    execution.override = { list: input.taskList.name, scheduleToStart: input.taskListScheduleToStartTimeout };
  }
  const names = (input.decisions ?? []).map(({ decisionType }: SwfInput) => decisionType);
  const completed = record(
    swf,
    execution,
    "DecisionTaskCompleted",
    {
      executionContext: input.executionContext,
      scheduledEventId: scheduled.eventId,
      startedEventId: started!.eventId,
      taskList: input.taskList,
      taskListScheduleToStartTimeout: input.taskListScheduleToStartTimeout,
    },
    { text: names.join(", "), cause: started!.row, detail: { list: list.name } },
  );
  carryOut(completed);
  return {};
}
