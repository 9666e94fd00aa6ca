/**
 * CompleteWorkflowExecution, FailWorkflowExecution and CancelWorkflowExecution: each closes, unless something has happened that
 * the decider has not seen. Activities and children that are still open do not hinder it.
 */
import { close } from "../close";
import type { SwfInput } from "../context";
import type { CloseStatus } from "../execution";
import type { EventType } from "../facts";
import { type Decide, type Deciding, failed, led } from "./deciding";

/** Something is in the history that no decider has seen: the decision fails, and another decision task follows. */
export function isUnhandled({ execution }: Deciding): boolean {
  return execution.calledBy >= 0;
}

const closing =
  (event: EventType, failure: EventType, status: CloseStatus, members: readonly string[]): Decide =>
  (deciding, attributes) => {
    if (isUnhandled(deciding)) return failed(deciding, failure, "UNHANDLED_DECISION");
    const said = Object.fromEntries(members.map((member) => [member, attributes[member]]));
    const last = led(deciding, event, said, shown(attributes));
    close(deciding.swf, deciding.execution, status, last);
  };

/** Why it failed, in the fact. */
function shown({ reason }: SwfInput): string {
  return reason ?? "";
}

export const completeExecution = closing("WorkflowExecutionCompleted", "CompleteWorkflowExecutionFailed", "COMPLETED", [
  "result",
]);
export const failExecution = closing("WorkflowExecutionFailed", "FailWorkflowExecutionFailed", "FAILED", [
  "reason",
  "details",
]);
export const cancelExecution = closing("WorkflowExecutionCanceled", "CancelWorkflowExecutionFailed", "CANCELED", [
  "details",
]);
