/**
 * Histories: what has happened in an execution, in order, numbered from 1. An event is never changed, and nothing comes after
 * the one that closes. Source: API reference, HistoryEvent and GetWorkflowExecutionHistory (read 2026-11).
 */
import type { Caller } from "../service";
import type { Swf, SwfInput } from "./context";
import type { Execution } from "./execution";
import type { EventType } from "./facts";
import { paged } from "./page";

export interface HistoryEvent {
  readonly eventId: number;
  readonly eventType: EventType;
  readonly atMs: number;
  /** Its fact in the trace. */
  readonly row: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Events that a decider must hear of: each leads to a decision task. */
const CALLING: ReadonlySet<EventType> = new Set<EventType>([
  "WorkflowExecutionStarted",
  "WorkflowExecutionSignaled",
  "WorkflowExecutionCancelRequested",
  "CompleteWorkflowExecutionFailed",
  "FailWorkflowExecutionFailed",
  "CancelWorkflowExecutionFailed",
  "ContinueAsNewWorkflowExecutionFailed",
  "DecisionTaskTimedOut",
  "ScheduleActivityTaskFailed",
  "ActivityTaskCompleted",
  "ActivityTaskFailed",
  "ActivityTaskTimedOut",
  "ActivityTaskCanceled",
  "RequestCancelActivityTaskFailed",
  "RecordMarkerFailed",
  "StartTimerFailed",
  "TimerFired",
  "CancelTimerFailed",
  "StartChildWorkflowExecutionFailed",
  "ChildWorkflowExecutionStarted",
  "ChildWorkflowExecutionCompleted",
  "ChildWorkflowExecutionFailed",
  "ChildWorkflowExecutionTimedOut",
  "ChildWorkflowExecutionCanceled",
  "ChildWorkflowExecutionTerminated",
  "SignalExternalWorkflowExecutionFailed",
  "ExternalWorkflowExecutionSignaled",
  "RequestCancelExternalWorkflowExecutionFailed",
  "ExternalWorkflowExecutionCancelRequested",
  "LambdaFunctionCompleted",
  "LambdaFunctionFailed",
  "LambdaFunctionTimedOut",
  "ScheduleLambdaFunctionFailed",
  "StartLambdaFunctionFailed",
]);

/** What the fact of an event holds beside the event's id. */
export interface FactFields {
  readonly text?: string;
  readonly cause: number;
  readonly detail?: Record<string, unknown>;
}

/** Writes an event into a history, and its fact into the trace. Members that are undefined are left out. */
export function record(
  swf: Swf,
  execution: Execution,
  eventType: EventType,
  attributes: Record<string, unknown>,
  { text, cause, detail }: FactFields,
): HistoryEvent {
  const eventId = execution.history.length + 1;
  const row = swf.trace.append(swf.facts[eventType], execution.nameId, {
    subject: execution.subject,
    value: eventId,
    cause,
    ...(text !== undefined && { text }),
    ...(detail !== undefined && { detail }),
  });
  const event = { eventId, eventType, atMs: swf.sim.now, row, attributes: withoutUndefined(attributes) };
  execution.history.push(event);
  if (CALLING.has(eventType)) execution.calledBy = row;
  swf.touched.add(execution);
  return event;
}

function withoutUndefined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** As AWS gives it. */
export function describeEvent(swf: Swf, event: HistoryEvent): Record<string, unknown> {
  const { eventType, eventId, atMs, attributes } = event;
  const member = `${eventType[0]!.toLowerCase()}${eventType.slice(1)}EventAttributes`;
  return { eventTimestamp: swf.sim.date(atMs), eventType, eventId, [member]: attributes };
}

/** A page of a history, the first events first unless reverseOrder. */
export function pageOfHistory(swf: Swf, events: readonly HistoryEvent[], input: SwfInput, key: string) {
  const ordered = input.reverseOrder === true ? [...events].reverse() : events;
  const { items, nextPageToken } = paged(ordered, input, key, swf.sim.now);
  return { events: items.map((event) => describeEvent(swf, event)), ...(nextPageToken && { nextPageToken }) };
}

export function getWorkflowExecutionHistory(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const domain = swf.enter("GetWorkflowExecutionHistory", input.domain, caller);
  const execution = swf.executionAt(domain, input.execution);
  const output = pageOfHistory(swf, execution.history, input, `history ${execution.runId}`);
  swf.request("GetWorkflowExecutionHistory", domain, caller);
  return output;
}
