/**
 * Looking at executions: one, many, what happened in one, and by which definition.
 * Source: API reference, DescribeExecution, ListExecutions, GetExecutionHistory (read 2026-11).
 */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { checkOneOf, typeNotSupported, violation } from "./errors";
import type { Execution, Start } from "./execution";
import { enterExecution, whyNotRedrivable } from "./executions";
import { shapeOf } from "./history";
import { settingsOf } from "./machines";
import { listed } from "./page";
import { resolve } from "./resolve";

export function describeExecution(
  sf: StepFunctions,
  input: { executionArn: string; includedData?: string },
  caller: Caller,
): unknown {
  checkOneOf(input.includedData, "includedData", ["ALL_DATA", "METADATA_ONLY"]);
  const execution = enterExecution(sf, "DescribeExecution", input.executionArn, caller);
  const { start, status, output, failure, stoppedMs } = execution;
  sf.request("DescribeExecution", start.machine.nameId, caller);
  const withData = input.includedData !== "METADATA_ONLY";
  return {
    executionArn: start.arn,
    stateMachineArn: start.machine.arn,
    name: start.name,
    status,
    startDate: sf.sim.date(execution.startedMs),
    ...(stoppedMs !== undefined && { stopDate: sf.sim.date(stoppedMs) }),
    ...(withData && { input: start.inputText, inputDetails: { included: true } }),
    ...(withData && status === "SUCCEEDED" && { output: textOf(execution, output), outputDetails: { included: true } }),
    ...(start.mapRunArn !== undefined && { mapRunArn: start.mapRunArn }),
    ...failureMembers(failure),
    ...throughMembers(start),
    ...redriveMembers(sf, execution),
    ...(start.traceHeader !== undefined && { traceHeader: start.traceHeader }),
  };
}

export function describeStateMachineForExecution(
  sf: StepFunctions,
  input: { executionArn: string; includedData?: string },
  caller: Caller,
): unknown {
  const { start } = enterExecution(sf, "DescribeStateMachineForExecution", input.executionArn, caller);
  const { machine, revision, mapRunArn } = start;
  sf.request("DescribeStateMachineForExecution", machine.nameId, caller);
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    definition: input.includedData === "METADATA_ONLY" ? "" : revision.definition,
    roleArn: revision.roleArn,
    updateDate: sf.sim.date(revision.atMs),
    ...(mapRunArn !== undefined && { mapRunArn }),
    ...(revision.id !== undefined && { revisionId: revision.id }),
    ...settingsOf(machine),
  };
}

interface List {
  stateMachineArn?: string;
  mapRunArn?: string;
  statusFilter?: string;
  redriveFilter?: string;
  maxResults?: number;
  nextToken?: string;
}

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

export function listExecutions(sf: StepFunctions, input: List, caller: Caller): unknown {
  const { stateMachineArn: arn, mapRunArn, statusFilter, redriveFilter } = input;
  checkOneOf(statusFilter, "statusFilter", STATUSES);
  checkOneOf(redriveFilter, "redriveFilter", ["REDRIVEN", "NOT_REDRIVEN"]);
  if ((arn === undefined) === (mapRunArn === undefined)) {
    throw violation(null, "stateMachineArn", "be given, or mapRunArn, and not both");
  }
  const of = arn === undefined ? undefined : resolve(sf, arn);
  sf.enter("ListExecutions", arn ?? mapRunArn!, of?.machine.name ?? "", caller);
  if (of?.machine.isExpress === true) throw typeNotSupported();
  sf.request("ListExecutions", of?.machine.nameId ?? "", caller);
  const all = [...sf.executions.values()]
    .filter(
      ({ start, status, redrives }) =>
        start.mapRunArn === mapRunArn &&
        (of === undefined || start.machine === of.machine) &&
        (of?.alias === undefined ? of?.version === undefined || start.versionArn === arn : start.aliasArn === arn) &&
        (statusFilter === undefined || status === statusFilter) &&
        (redriveFilter === undefined || redrives > 0 === (redriveFilter === "REDRIVEN")),
    )
    .reverse();
  const { items, nextToken } = listed(all, input);
  return {
    executions: items.map((execution) => ({
      executionArn: execution.arn,
      stateMachineArn: execution.start.machine.arn,
      name: execution.start.name,
      status: execution.status,
      startDate: sf.sim.date(execution.startedMs),
      ...(execution.stoppedMs !== undefined && { stopDate: sf.sim.date(execution.stoppedMs) }),
      ...(mapRunArn !== undefined && { mapRunArn }),
      ...throughMembers(execution.start),
      redriveCount: execution.redrives,
      ...(execution.redrivenMs !== undefined && { redriveDate: sf.sim.date(execution.redrivenMs) }),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

interface GetHistory {
  executionArn: string;
  reverseOrder?: boolean;
  includeExecutionData?: boolean;
  maxResults?: number;
  nextToken?: string;
}

export function getExecutionHistory(sf: StepFunctions, input: GetHistory, caller: Caller): unknown {
  const execution = enterExecution(sf, "GetExecutionHistory", input.executionArn, caller);
  sf.request("GetExecutionHistory", execution.start.machine.nameId, caller);
  const { events } = execution.history;
  const { items, nextToken } = listed(input.reverseOrder === true ? [...events].reverse() : events, input);
  const text = (value: unknown) => textOf(execution, value);
  return {
    events: items.map((event) => shapeOf(event, sf.sim.start, text, input.includeExecutionData !== false)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** As JSON; the execution's input as it was written. */
export function textOf({ start }: Execution, value: unknown): string {
  return value === start.input ? start.inputText : JSON.stringify(value);
}

export function failureMembers(failure: Execution["failure"]): object {
  const { error, cause } = failure ?? {};
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

function throughMembers({ versionArn, aliasArn }: Start): object {
  return {
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    ...(aliasArn !== undefined && { stateMachineAliasArn: aliasArn }),
  };
}

function redriveMembers(sf: StepFunctions, execution: Execution): object {
  const { redrives, redrivenMs } = execution;
  const why = whyNotRedrivable(sf, execution);
  return {
    redriveCount: redrives,
    ...(redrivenMs !== undefined && { redriveDate: sf.sim.date(redrivenMs) }),
    redriveStatus: why === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
    ...(why !== undefined && { redriveStatusReason: why }),
  };
}
