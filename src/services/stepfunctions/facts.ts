/**
 * What Step Functions writes into the trace. The resource is the machine's name (the activity's, for calls about one); the
 * subject is the execution's ARN.
 *
 *   ExecutionStarted    text: STANDARD or EXPRESS, value: bytes of input, cause: what led to it
 *   ExecutionSucceeded, ExecutionFailed, ExecutionTimedOut, ExecutionAborted   value: ms, text: error, cause: its last fact
 *   ExecutionRedriven   value: how often so far
 *   StateEntered        text: the state, cause: the fact before it (ExecutionStarted, StateExited, Caught, BranchStarted)
 *   StateExited, StateFailed, StateAborted   text: the state, value: ms in it, cause: its StateEntered; StateFailed also has
 *                       detail { error, cause }
 *   BranchStarted       value: number of the branch or item, text: the Parallel or Map state, cause: its StateEntered
 *   BranchSucceeded, BranchFailed, BranchAborted   value: the number, text: the state, cause: its BranchStarted
 *   TaskScheduled       text: the resource, value: attempt from 1, cause: its StateEntered; what the task calls is caused by it
 *   TaskSubmitted, TaskSucceeded, TaskFailed, TaskTimedOut   value: ms since scheduled, text: error, cause: TaskScheduled
 *   Waiting             text: the state, value: ms, cause: its StateEntered
 *   Retried             value: the retry from 1, text: the error, cause: its StateEntered, detail { delayMs }
 *   Caught              text: the error, cause: its StateEntered, detail { next }
 *   MapRunStarted       text: ARN, value: items;  MapRunSucceeded, MapRunFailed   cause: MapRunStarted
 *   TaskTaken           an activity's worker has the task, text: the worker;  Heartbeat   cause: TaskScheduled
 */
import type { Trace } from "../../sim";
import { type FactNames, factNames } from "../fact-names";

const KINDS = [
  "Request",
  "MachineCreated",
  "MachineUpdated",
  "MachineDeleted",
  "ExecutionStarted",
  "ExecutionSucceeded",
  "ExecutionFailed",
  "ExecutionTimedOut",
  "ExecutionAborted",
  "ExecutionRedriven",
  "StateEntered",
  "StateExited",
  "StateFailed",
  "StateAborted",
  "BranchStarted",
  "BranchSucceeded",
  "BranchFailed",
  "BranchAborted",
  "TaskScheduled",
  "TaskSubmitted",
  "TaskSucceeded",
  "TaskFailed",
  "TaskTimedOut",
  "TaskTaken",
  "Heartbeat",
  "Waiting",
  "Retried",
  "Caught",
  "MapRunStarted",
  "MapRunSucceeded",
  "MapRunFailed",
  "MapRunAborted",
  "Throttled",
  "Denied",
] as const;

export type Kind = (typeof KINDS)[number];
export type Facts = FactNames<Kind>;

export function factsOf(trace: Trace): Facts {
  return factNames(trace, "stepfunctions", KINDS);
}
