/**
 * What an event says besides its value. It is the same each time that a state is entered, say, so that it is made once, and the
 * history holds the label and the value.
 */
import type { Failure, Start } from "./execution";

/** Members of the event's details. `input`, `output` and `parameters` are values, all others stand as they are. */
export type Detail = Readonly<Record<string, unknown>>;

export interface EventLabel<Value = unknown> {
  /** AWS's type: "PassStateEntered". */
  readonly type: string;
  /** The details, from the value that the history holds. */
  detail(value: Value): Detail | undefined;
}

const asItIs = (value: unknown) => value as Detail | undefined;
const labels = new Map<string, EventLabel>();

/** The label of events whose value is their details. */
export function labelOf(type: string): EventLabel {
  let label = labels.get(type);
  if (label === undefined) {
    label = { type, detail: asItIs };
    labels.set(type, label);
  }
  return label;
}

/** The label of a state's own events. @param member what the value is in the details */
export function stateLabel(type: string, name: string, member: "input" | "output" | "index"): EventLabel {
  return { type, detail: (value) => ({ name, [member]: value }) };
}

export const EXECUTION_STARTED: EventLabel<Start> = {
  type: "ExecutionStarted",
  detail: ({ input, revision, versionArn, aliasArn }) => ({
    input,
    roleArn: revision.roleArn,
    stateMachineVersionArn: versionArn,
    stateMachineAliasArn: aliasArn,
  }),
};

export const EXECUTION_SUCCEEDED: EventLabel = { type: "ExecutionSucceeded", detail: (output) => ({ output }) };

const errorAndCause = ({ error, cause }: Failure) => ({ error, cause });

export const EXECUTION_FAILED: EventLabel<Failure> = { type: "ExecutionFailed", detail: errorAndCause };
export const EXECUTION_ABORTED: EventLabel<Failure> = { type: "ExecutionAborted", detail: errorAndCause };
export const EXECUTION_TIMED_OUT: EventLabel<undefined> = { type: "ExecutionTimedOut", detail: () => ({}) };
