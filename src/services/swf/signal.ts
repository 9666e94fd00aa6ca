/** What reaches an open execution from outside: signals, and requests to cancel. The decider decides what becomes of them. */
import type { Caller } from "../service";
import { checkLength, checkName } from "./check";
import type { Swf, SwfInput } from "./context";
import { unknownExecution } from "./errors";
import type { Execution } from "./execution";
import { type HistoryEvent, record } from "./history";
import { LENGTH } from "./limits";

/** The execution that signals or asks, and its event that says so. */
export interface External {
  readonly execution: Execution;
  readonly initiated: HistoryEvent;
}

export function signalWorkflowExecution(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const { workflowId, runId, signalName } = input;
  checkName(workflowId, "workflowId");
  checkLength(signalName, "signalName", LENGTH.id, 1);
  checkLength(input.input, "input", LENGTH.data);
  const domain = swf.enter("SignalWorkflowExecution", input.domain, caller);
  const execution = swf.findOpen(domain, workflowId, runId);
  if (execution === undefined) throw unknownExecution(workflowId, runId);
  const row = swf.request("SignalWorkflowExecution", domain, caller);
  signal(swf, execution, signalName, input.input, row);
  return {};
}

export function signal(
  swf: Swf,
  execution: Execution,
  signalName: string,
  input: string | undefined,
  cause: number,
  from?: External,
): void {
  const attributes = { signalName, input, ...namesOf(from) };
  record(swf, execution, "WorkflowExecutionSignaled", attributes, { text: signalName, cause });
}

export function requestCancelWorkflowExecution(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const { workflowId, runId } = input;
  checkName(workflowId, "workflowId");
  const domain = swf.enter("RequestCancelWorkflowExecution", input.domain, caller);
  const execution = swf.findOpen(domain, workflowId, runId);
  if (execution === undefined) throw unknownExecution(workflowId, runId);
  const row = swf.request("RequestCancelWorkflowExecution", domain, caller);
  requestCancel(swf, execution, namesOf(), row);
  return {};
}

export function requestCancel(
  swf: Swf,
  execution: Execution,
  attributes: Record<string, unknown>,
  cause: number,
): void {
  execution.cancelRequested = true;
  record(swf, execution, "WorkflowExecutionCancelRequested", { externalInitiatedEventId: 0, ...attributes }, { cause });
}

/** AWS writes the event id 0 when nobody else's execution is behind it. */
export function namesOf(from?: External): Record<string, unknown> {
  return from === undefined
    ? { externalInitiatedEventId: 0 }
    : { externalWorkflowExecution: from.execution.name, externalInitiatedEventId: from.initiated.eventId };
}
