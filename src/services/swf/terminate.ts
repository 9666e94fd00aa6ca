/** Executions that end without being asked: terminated, or timed out. Their child policy is applied. */
import type { Caller } from "../service";
import { CHILD_POLICIES, type ChildPolicy, checkLength, checkName, checkOneOf } from "./check";
import { applyChildPolicy, close } from "./close";
import type { Swf, SwfInput } from "./context";
import { unknownExecution } from "./errors";
import type { Execution } from "./execution";
import { record } from "./history";
import { LENGTH } from "./limits";

export function terminateWorkflowExecution(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const { workflowId, runId, reason, details } = input;
  checkName(workflowId, "workflowId");
  checkLength(reason, "reason", LENGTH.reason);
  checkLength(details, "details", LENGTH.data);
  checkOneOf(input.childPolicy, "childPolicy", CHILD_POLICIES);
  const domain = swf.enter("TerminateWorkflowExecution", input.domain, caller);
  const execution = swf.findOpen(domain, workflowId, runId);
  if (execution === undefined) throw unknownExecution(workflowId, runId);
  const row = swf.request("TerminateWorkflowExecution", domain, caller);
  const policy: ChildPolicy = input.childPolicy ?? execution.configuration.childPolicy;
  terminate(swf, execution, { reason, details, cause: "OPERATOR_INITIATED" }, policy, row);
  return {};
}

export function terminate(
  swf: Swf,
  execution: Execution,
  attributes: { reason?: string; details?: string; cause: string },
  childPolicy: ChildPolicy,
  cause: number,
): void {
  const text = attributes.reason ?? attributes.cause;
  const last = record(swf, execution, "WorkflowExecutionTerminated", { ...attributes, childPolicy }, { text, cause });
  close(swf, execution, "TERMINATED", last);
  applyChildPolicy(swf, execution, childPolicy, last.row);
}

export function timeOutExecution(swf: Swf, execution: Execution): void {
  const { childPolicy } = execution.configuration;
  const timeoutType = "START_TO_CLOSE";
  const cause = execution.history[0]!.row;
  const fact = { text: timeoutType, cause };
  const last = record(swf, execution, "WorkflowExecutionTimedOut", { timeoutType, childPolicy }, fact);
  close(swf, execution, "TIMED_OUT", last);
  applyChildPolicy(swf, execution, childPolicy, last.row);
}
