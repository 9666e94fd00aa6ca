/** SignalExternalWorkflowExecution and RequestCancelExternalWorkflowExecution: to any open execution of the same domain. */
import type { SwfInput } from "../context";
import type { Execution } from "../execution";
import type { EventType } from "../facts";
import { type HistoryEvent, record } from "../history";
import type { RatedDecision } from "../limits";
import { namesOf, requestCancel, signal } from "../signal";
import { type Deciding, failed, led } from "./deciding";

interface Way {
  readonly decision: RatedDecision;
  readonly initiated: EventType;
  readonly failure: EventType;
  readonly done: EventType;
  readonly tooFast: string;
  deliver(deciding: Deciding, target: Execution, attributes: SwfInput, initiated: HistoryEvent): void;
}

export const signalExternal = reaching({
  decision: "SignalExternalWorkflowExecution",
  initiated: "SignalExternalWorkflowExecutionInitiated",
  failure: "SignalExternalWorkflowExecutionFailed",
  done: "ExternalWorkflowExecutionSignaled",
  tooFast: "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
  deliver: ({ swf, execution }, target, { signalName, input }, initiated) =>
    signal(swf, target, signalName, input, initiated.row, { execution, initiated }),
});

export const requestCancelExternal = reaching({
  decision: "RequestCancelExternalWorkflowExecution",
  initiated: "RequestCancelExternalWorkflowExecutionInitiated",
  failure: "RequestCancelExternalWorkflowExecutionFailed",
  done: "ExternalWorkflowExecutionCancelRequested",
  tooFast: "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
  deliver: ({ swf, execution }, target, _attributes, initiated) =>
    requestCancel(swf, target, namesOf({ execution, initiated }), initiated.row),
});

function reaching(way: Way) {
  return (deciding: Deciding, attributes: SwfInput): void => {
    const { swf, execution, effects } = deciding;
    const { workflowId, runId, signalName, input, control } = attributes;
    const fail = (cause: string, initiatedEventId: number) =>
      failed(deciding, way.failure, cause, { workflowId, runId, initiatedEventId, control }, workflowId);
    if (!swf.admits(way.decision)) return fail(way.tooFast, 0);
    const fields = { workflowId, runId, signalName, input, control };
    const initiated = led(deciding, way.initiated, fields, workflowId);
    effects.push(() => {
      const target = swf.findOpen(execution.domain, workflowId, runId);
      if (target === undefined) {
        if (execution.isOpen) fail("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION", initiated.eventId);
        return;
      }
      way.deliver(deciding, target, attributes, initiated);
      if (!execution.isOpen) return;
      const done = { workflowExecution: target.name, initiatedEventId: initiated.eventId };
      record(swf, execution, way.done, done, { text: workflowId, cause: initiated.row });
    });
  };
}
