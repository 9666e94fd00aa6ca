/**
 * StartChildWorkflowExecution: an execution of its own, whose end is told in its parent's history. What its parent's end means
 * for it is the parent's child policy.
 */
import type { SwfInput } from "../context";
import type { Execution } from "../execution";
import { record } from "../history";
import { OPEN_CHILDREN, OPEN_EXECUTIONS } from "../limits";
import { configure, type Needed, start } from "../start";
import { keyOfType } from "../type";
import { type Deciding, failed, led } from "./deciding";

export interface Child {
  /** The run that is open now: a child may continue as new. */
  execution: Execution;
  readonly initiatedEventId: number;
  startedEventId: number;
}

const CAUSE: Readonly<Record<Needed, string>> = {
  executionStartToCloseTimeout: "DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED",
  taskList: "DEFAULT_TASK_LIST_UNDEFINED",
  taskStartToCloseTimeout: "DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED",
  childPolicy: "DEFAULT_CHILD_POLICY_UNDEFINED",
};

export const causeOf = (needed: Needed): string => CAUSE[needed];

export function startChild(deciding: Deciding, attributes: SwfInput): void {
  const { swf, execution, effects } = deciding;
  const { workflowType, workflowId, control, input, tagList } = attributes;
  const { domain, children } = execution;
  const fail = (cause: string, initiatedEventId = 0) =>
    failed(
      deciding,
      "StartChildWorkflowExecutionFailed",
      cause,
      { workflowType, workflowId, initiatedEventId, control },
      workflowId,
    );
  const type = domain.types.workflow.get(keyOfType(workflowType));
  if (type === undefined) return fail("WORKFLOW_TYPE_DOES_NOT_EXIST");
  if (type.status === "DEPRECATED") return fail("WORKFLOW_TYPE_DEPRECATED");
  const configuration = configure(type, attributes);
  if (typeof configuration === "string") return fail(causeOf(configuration));
  if (children.size + execution.startingChildren >= OPEN_CHILDREN) return fail("OPEN_CHILDREN_LIMIT_EXCEEDED");
  if (domain.open.size >= OPEN_EXECUTIONS) return fail("OPEN_WORKFLOWS_LIMIT_EXCEEDED");
  if (!swf.admits("StartChildWorkflowExecution")) return fail("CHILD_CREATION_RATE_EXCEEDED");
  const { taskList, ...rest } = configuration;
  const fields = {
    workflowId,
    workflowType: type.type,
    control,
    input,
    ...rest,
    taskList: { name: taskList },
    tagList,
  };
  const initiated = led(deciding, "StartChildWorkflowExecutionInitiated", fields, workflowId);
  execution.startingChildren++;
  effects.push(() => {
    execution.startingChildren--;
    if (domain.open.has(workflowId)) {
      if (execution.isOpen) fail("WORKFLOW_ALREADY_RUNNING", initiated.eventId);
      return;
    }
    const parent = { execution, initiatedEventId: initiated.eventId };
    const child = start(swf, domain, workflowId, type, configuration, attributes, initiated.row, { parent });
    if (!execution.isOpen) return;
    const started = record(
      swf,
      execution,
      "ChildWorkflowExecutionStarted",
      { workflowExecution: child.name, workflowType: type.type, initiatedEventId: initiated.eventId },
      { text: workflowId, cause: child.history[0]!.row },
    );
    children.set(workflowId, {
      execution: child,
      initiatedEventId: initiated.eventId,
      startedEventId: started.eventId,
    });
  });
}
