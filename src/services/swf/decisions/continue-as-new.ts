/**
 * ContinueAsNewWorkflowExecution: closes this run and starts another of the same workflow id, with a history of its own. What the
 * decision does not give comes from the type's defaults, not from this run; a parent keeps waiting, now for the new run.
 */
import { close } from "../close";
import type { SwfInput } from "../context";
import { configure, newRunId, start } from "../start";
import { keyOfType } from "../type";
import { causeOf } from "./child";
import { isUnhandled } from "./closing";
import { type Deciding, failed, led } from "./deciding";

export function continueAsNew(deciding: Deciding, attributes: SwfInput): void {
  const { swf, execution } = deciding;
  const { domain, workflowId, type: current, parent } = execution;
  const fail = (cause: string) => failed(deciding, "ContinueAsNewWorkflowExecutionFailed", cause);
  if (isUnhandled(deciding)) return fail("UNHANDLED_DECISION");
  const version: string = attributes.workflowTypeVersion ?? current.version;
  const type = domain.types.workflow.get(keyOfType({ name: current.name, version }));
  if (type === undefined) return fail("WORKFLOW_TYPE_DOES_NOT_EXIST");
  if (type.status === "DEPRECATED") return fail("WORKFLOW_TYPE_DEPRECATED");
  const configuration = configure(type, attributes);
  if (typeof configuration === "string") return fail(causeOf(configuration));
  if (!swf.admits("ContinueAsNewWorkflowExecution")) {
    return fail("CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED");
  }
  const runId = newRunId(swf);
  const { input, tagList } = attributes;
  const { taskList, ...rest } = configuration;
  const last = led(
    deciding,
    "WorkflowExecutionContinuedAsNew",
    { ...rest, taskList: { name: taskList }, input, tagList, newExecutionRunId: runId, workflowType: type.type },
    runId,
  );
  close(swf, execution, "CONTINUED_AS_NEW", last);
  const continuedRunId = execution.runId;
  const next = start(swf, domain, workflowId, type, configuration, attributes, last.row, {
    parent,
    runId,
    continuedRunId,
  });
  const child = parent?.execution.children.get(workflowId);
  if (child?.execution === execution) child.execution = next;
}
