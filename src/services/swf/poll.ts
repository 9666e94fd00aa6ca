/**
 * PollForDecisionTask and PollForActivityTask: a task at once if one waits, else up to 60 s of virtual time for one to come; an
 * empty taskToken when none did. A poll at the top level of a cell drives the clock, one inside a process only waits.
 * A process that is stopped while its poll waits still gets its task, which is then lost until it times out, as on AWS.
 * Source: API reference, PollForDecisionTask and PollForActivityTask; github aws/aws-sdk-js#2259 (read 2026-11).
 */
import type { Name } from "../../sim";
import type { Caller } from "../service";
import { type ActivityTask, startActivity } from "./activity-task";
import { checkLength, checkName } from "./check";
import type { Swf, SwfInput } from "./context";
import { type DecisionTask, decisionAt, startDecision } from "./decision-task";
import type { Domain } from "./domain";
import { invalidToken, limitExceeded } from "./errors";
import { pageOfHistory } from "./history";
import { LENGTH, POLL_MS, POLLERS } from "./limits";
import { keyOf, sizeOf } from "./page";
import type { Poll, Task, TaskList, TaskSort } from "./task-list";

const OPERATION = { decision: "PollForDecisionTask", activity: "PollForActivityTask" } as const;
const EMPTY = {
  decision: { taskToken: "", startedEventId: 0, previousStartedEventId: 0 },
  activity: { taskToken: "", startedEventId: 0 },
} as const;

export function pollForActivityTask(swf: Swf, input: SwfInput, caller: Caller): unknown {
  return poll(swf, "activity", enter(swf, "activity", input, caller), input, caller);
}

export function pollForDecisionTask(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const domain = enter(swf, "decision", input, caller);
  sizeOf(input);
  if (input.nextPageToken !== undefined) return nextPage(swf, domain, input, caller);
  return poll(swf, "decision", domain, input, caller);
}

function enter(swf: Swf, sort: TaskSort, input: SwfInput, caller: Caller): Domain {
  checkName(input.domain, "domain");
  checkName(input.taskList?.name, "taskList.name");
  checkLength(input.identity, "identity", LENGTH.name);
  return swf.enter(OPERATION[sort], input.domain, caller, input);
}

function poll(swf: Swf, sort: TaskSort, domain: Domain, input: SwfInput, caller: Caller): unknown {
  const list = domain.list(sort, input.taskList.name);
  list.pollers.add(swf.sim.current);
  const task = list.first();
  if (task !== undefined) return hand(swf, task, input, caller);
  if (list.polls.size >= POLLERS) throw limitExceeded(`pollers of the task list ${list.name}`, POLLERS);
  return wait(swf, list, input, caller);
}

function wait(swf: Swf, list: TaskList, input: SwfInput, caller: Caller): unknown {
  const { sim, trace, facts } = swf;
  const { actor } = trace;
  const { poller } = caller;
  const waiter = sim.waiter<unknown>();
  const giveUp = () => {
    list.polls.delete(waiting);
    onBehalf(swf, actor, () => {
      const row = swf.request(OPERATION[list.sort], list.domain, caller);
      trace.add(facts.EmptyPoll, list.domain.nameId, 0, POLL_MS, trace.name(list.name), row);
    });
    waiter.resolve(EMPTY[list.sort]);
  };
  const deadline = sim.after(POLL_MS, giveUp, poller !== undefined);
  const waiting: Poll = { input, waiter, actor, deadline, poller };
  list.polls.add(waiting);
  return waiter.promise;
}

/** Gives the tasks of a list to those who wait there, as far as there are both. */
export function serve(swf: Swf, list: TaskList): void {
  for (const waiting of list.polls) {
    const task = list.first();
    if (task === undefined) return;
    list.polls.delete(waiting);
    waiting.deadline.cancel();
    if (waiting.poller?.isStopped === true) continue;
    const { domain } = list;
    const own: Caller = { principal: "", account: "", secureTransport: true };
    waiting.waiter.resolve(onBehalf(swf, waiting.actor, () => hand(swf, task, waiting.input, own, domain)));
  }
}

function hand(swf: Swf, task: Task, input: SwfInput, caller: Caller, domain = task.execution.domain): unknown {
  swf.request(OPERATION[task.sort], domain, caller);
  if (task.sort === "decision") {
    startDecision(swf, task, input.identity);
    return describeDecision(swf, task, input);
  }
  startActivity(swf, task, input.identity);
  return describeActivity(task);
}

/** A further page of the history of a task that an earlier poll gave out; no new task. */
function nextPage(swf: Swf, domain: Domain, input: SwfInput, caller: Caller): unknown {
  const token = /^decision (.+)$/.exec(keyOf(input.nextPageToken) ?? "")?.[1];
  if (token === undefined) throw invalidToken();
  const output = describeDecision(swf, decisionAt(swf, token), input);
  swf.request(OPERATION.decision, domain, caller);
  return output;
}

/** The history up to the start of the task: what comes later belongs to the next one. */
function describeDecision(swf: Swf, task: DecisionTask, input: SwfInput): unknown {
  const { execution, token, previousStartedEventId } = task;
  const startedEventId = task.started!.eventId;
  const from = input.startAtPreviousStartedEvent === true ? Math.max(0, previousStartedEventId - 1) : 0;
  return {
    taskToken: token,
    startedEventId,
    previousStartedEventId,
    workflowExecution: execution.name,
    workflowType: execution.type,
    ...pageOfHistory(swf, execution.history.slice(from, startedEventId), input, `decision ${token}`),
  };
}

function describeActivity(task: ActivityTask): unknown {
  const { token, activityId, execution, type, input } = task;
  return {
    taskToken: token,
    activityId,
    startedEventId: task.started!.eventId,
    workflowExecution: execution.name,
    activityType: type,
    ...(input !== undefined && { input }),
  };
}

/** What is written when an answer comes later belongs to the one who asked, not to the event that brings it. */
function onBehalf<T>({ trace }: Swf, actor: Name, write: () => T): T {
  const before = trace.actor;
  trace.actor = actor;
  try {
    return write();
  } finally {
    trace.actor = before;
  }
}

export function countPendingActivityTasks(swf: Swf, input: SwfInput, caller: Caller): unknown {
  return countPending(swf, "activity", "CountPendingActivityTasks", input, caller);
}

export function countPendingDecisionTasks(swf: Swf, input: SwfInput, caller: Caller): unknown {
  return countPending(swf, "decision", "CountPendingDecisionTasks", input, caller);
}

function countPending(swf: Swf, sort: TaskSort, operation: string, input: SwfInput, caller: Caller): unknown {
  checkName(input.taskList?.name, "taskList.name");
  const domain = swf.enter(operation, input.domain, caller, input);
  swf.request(operation, domain, caller);
  return { count: domain.list(sort, input.taskList.name).length, truncated: false };
}
