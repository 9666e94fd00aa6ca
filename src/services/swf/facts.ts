/**
 * What SWF writes into the trace. Each event of a history is a fact of the same name: resource the workflow id, subject the run
 * id, value the event's id, text what it is about (activity id, timer id, signal, list, decisions), cause the event it follows
 * from: what was scheduled for what is started, the decision for what it led to. Beside them:
 *
 *   Request       a call; resource its domain, text the operation
 *   DomainRegistered, DomainDeprecated, DomainUndeprecated      resource the domain
 *   TypeRegistered, TypeDeprecated, TypeUndeprecated, TypeDeleted   resource the domain, text "workflow Order 1.0"
 *   EmptyPoll     value: ms that it waited, text: the task list;  Heartbeat  text: the activity id and its progress
 *   OpenDay, RetainedDay   an execution was open, or kept after its end, for one more day; value: the day
 *   Forgotten     the retention period is over
 */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "DomainRegistered",
  "DomainDeprecated",
  "DomainUndeprecated",
  "TypeRegistered",
  "TypeDeprecated",
  "TypeUndeprecated",
  "TypeDeleted",
  "EmptyPoll",
  "Heartbeat",
  "OpenDay",
  "RetainedDay",
  "Forgotten",
  "Throttled",
  "Denied",
  "WorkflowExecutionStarted",
  "WorkflowExecutionCompleted",
  "WorkflowExecutionFailed",
  "WorkflowExecutionTimedOut",
  "WorkflowExecutionCanceled",
  "WorkflowExecutionContinuedAsNew",
  "WorkflowExecutionTerminated",
  "WorkflowExecutionCancelRequested",
  "WorkflowExecutionSignaled",
  "CompleteWorkflowExecutionFailed",
  "FailWorkflowExecutionFailed",
  "CancelWorkflowExecutionFailed",
  "ContinueAsNewWorkflowExecutionFailed",
  "DecisionTaskScheduled",
  "DecisionTaskStarted",
  "DecisionTaskCompleted",
  "DecisionTaskTimedOut",
  "ActivityTaskScheduled",
  "ScheduleActivityTaskFailed",
  "ActivityTaskStarted",
  "ActivityTaskCompleted",
  "ActivityTaskFailed",
  "ActivityTaskTimedOut",
  "ActivityTaskCanceled",
  "ActivityTaskCancelRequested",
  "RequestCancelActivityTaskFailed",
  "MarkerRecorded",
  "RecordMarkerFailed",
  "TimerStarted",
  "StartTimerFailed",
  "TimerFired",
  "TimerCanceled",
  "CancelTimerFailed",
  "StartChildWorkflowExecutionInitiated",
  "StartChildWorkflowExecutionFailed",
  "ChildWorkflowExecutionStarted",
  "ChildWorkflowExecutionCompleted",
  "ChildWorkflowExecutionFailed",
  "ChildWorkflowExecutionTimedOut",
  "ChildWorkflowExecutionCanceled",
  "ChildWorkflowExecutionTerminated",
  "SignalExternalWorkflowExecutionInitiated",
  "SignalExternalWorkflowExecutionFailed",
  "ExternalWorkflowExecutionSignaled",
  "RequestCancelExternalWorkflowExecutionInitiated",
  "RequestCancelExternalWorkflowExecutionFailed",
  "ExternalWorkflowExecutionCancelRequested",
  "LambdaFunctionScheduled",
  "LambdaFunctionStarted",
  "LambdaFunctionCompleted",
  "LambdaFunctionFailed",
  "LambdaFunctionTimedOut",
  "ScheduleLambdaFunctionFailed",
  "StartLambdaFunctionFailed",
] as const;

type Kind = (typeof KINDS)[number];

/** Of these no history has an event. */
type Other =
  | "Request"
  | "DomainRegistered"
  | "DomainDeprecated"
  | "DomainUndeprecated"
  | "TypeRegistered"
  | "TypeDeprecated"
  | "TypeUndeprecated"
  | "TypeDeleted"
  | "EmptyPoll"
  | "Heartbeat"
  | "OpenDay"
  | "RetainedDay"
  | "Forgotten"
  | "Throttled"
  | "Denied";

export type EventType = Exclude<Kind, Other>;

export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "swf", KINDS);
}
