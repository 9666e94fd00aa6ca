/**
 * The end of an execution: everything open in it ends with it, its parent hears of it, and after the retention period it is
 * forgotten. It is billed for each day that it is open beyond the first, and for each that it is kept.
 */

import { closeActivity } from "./activity-task";
import type { Swf } from "./context";
import { closeDecision } from "./decision-task";
import type { CloseStatus, Execution } from "./execution";
import type { EventType } from "./facts";
import { type HistoryEvent, record } from "./history";
import { requestCancel } from "./signal";
import { terminate } from "./terminate";

const DAY_MS = 86_400_000;

/** How a parent's history tells of its child's end, and what of the child's last event it repeats. */
const TOLD: Record<Exclude<CloseStatus, "CONTINUED_AS_NEW">, { event: EventType; members: readonly string[] }> = {
  COMPLETED: { event: "ChildWorkflowExecutionCompleted", members: ["result"] },
  FAILED: { event: "ChildWorkflowExecutionFailed", members: ["reason", "details"] },
  CANCELED: { event: "ChildWorkflowExecutionCanceled", members: ["details"] },
  TERMINATED: { event: "ChildWorkflowExecutionTerminated", members: [] },
  TIMED_OUT: { event: "ChildWorkflowExecutionTimedOut", members: ["timeoutType"] },
};

/** @param last the event that closes it, already in its history */
export function close(swf: Swf, execution: Execution, status: CloseStatus, last: HistoryEvent): void {
  execution.closeStatus = status;
  execution.closedMs = swf.sim.now;
  execution.domain.open.delete(execution.workflowId);
  if (execution.decisionTask !== undefined) closeDecision(execution.decisionTask);
  for (const task of execution.activities.values()) closeActivity(task);
  for (const { due } of execution.timers.values()) due.cancel();
  execution.timers.clear();
  for (const { timeOut } of execution.lambdas) timeOut?.cancel();
  execution.lambdas.clear();
  execution.timeOut?.cancel();
  execution.day?.cancel();
  if (status !== "CONTINUED_AS_NEW") tellParent(swf, execution, status, last);
  keep(swf, execution, last);
}

function tellParent(swf: Swf, execution: Execution, status: keyof typeof TOLD, last: HistoryEvent): void {
  const parent = execution.parent?.execution;
  const child = parent?.children.get(execution.workflowId);
  if (parent === undefined || child?.execution !== execution) return;
  parent.children.delete(execution.workflowId);
  if (!parent.isOpen) return;
  const { event, members } = TOLD[status];
  const told = Object.fromEntries(members.map((member) => [member, last.attributes[member]]));
  record(
    swf,
    parent,
    event,
    {
      workflowExecution: execution.name,
      workflowType: execution.type,
      ...told,
      initiatedEventId: child.initiatedEventId,
      startedEventId: child.startedEventId,
    },
    { text: execution.workflowId, cause: last.row },
  );
}

/** What happens to children when their parent is terminated or times out; their own children follow. */
export function applyChildPolicy(swf: Swf, execution: Execution, policy: string, cause: number): void {
  for (const { execution: child } of [...execution.children.values()]) {
    if (!child.isOpen) continue;
    if (policy === "TERMINATE") {
      terminate(swf, child, { cause: "CHILD_POLICY_APPLIED" }, child.configuration.childPolicy, cause);
    } else if (policy === "REQUEST_CANCEL") {
      requestCancel(swf, child, { cause: "CHILD_POLICY_APPLIED" }, cause);
    }
  }
}

/** Counts the days that it is open; the first is part of its start. */
export function countOpenDays(swf: Swf, execution: Execution): void {
  const count = (day: number) => {
    execution.day = swf.sim.after(
      DAY_MS,
      () => {
        day++;
        const { nameId, subject, history } = execution;
        swf.trace.add(swf.facts.OpenDay, nameId, subject, day, 0, history[0]!.row);
        count(day);
      },
      true,
    );
  };
  count(0);
}

function keep(swf: Swf, execution: Execution, last: HistoryEvent): void {
  const { retention, runs } = execution.domain;
  const days = retention === "NONE" ? 0 : Number(retention);
  const { sim, trace, facts } = swf;
  const forget = () => {
    runs.delete(execution.runId);
    for (const token of execution.tokens) swf.tokens.delete(token);
    trace.add(facts.Forgotten, execution.nameId, execution.subject, days, 0, last.row);
  };
  const keepOn = (day: number): void => {
    if (day === days) return forget();
    sim.after(
      DAY_MS,
      () => {
        trace.add(facts.RetainedDay, execution.nameId, execution.subject, day + 1, 0, last.row);
        keepOn(day + 1);
      },
      true,
    );
  };
  keepOn(0);
}
