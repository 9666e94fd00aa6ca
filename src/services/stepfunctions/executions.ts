/**
 * Executions: start, describe, list, stop, and their histories.
 * Source: API reference, StartExecution and its neighbours (read 2026-11).
 */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import {
  checkLength,
  checkOneOf,
  executionExists,
  executionMissing,
  invalidInput,
  notRedrivable,
  tooManyExecutions,
  typeNotSupported,
  violation,
} from "./errors";
import { Execution, type Start } from "./execution";
import { shapeOf } from "./history";
import {
  CAUSE_LENGTH,
  DATA_BYTES,
  ERROR_LENGTH,
  HISTORY_EVENTS,
  NAME_REUSE_MS,
  OPEN_EXECUTIONS,
  REDRIVE_MS,
  REDRIVES,
} from "./limits";
import { settingsOf } from "./machines";
import { checkName, readArn } from "./names";
import { listed } from "./page";
import { resolve } from "./resolve";

interface StartInput {
  stateMachineArn: string;
  name?: string;
  input?: string;
  traceHeader?: string;
}

export function startExecution(sf: StepFunctions, input: StartInput, caller: Caller): unknown {
  const resolved = resolve(sf, input.stateMachineArn, () => sf.sim.random("stepfunctions.alias").uniform());
  const { machine } = resolved;
  sf.enter("StartExecution", input.stateMachineArn, machine.name, caller);
  const start = readStart(sf, input, resolved);
  const there = sf.executions.get(start.arn);
  if (there !== undefined) {
    const isAgain = there.start.inputText === start.inputText && !there.isOver;
    const isFree = there.stoppedMs !== undefined && sf.sim.now - there.stoppedMs >= NAME_REUSE_MS;
    if (isAgain) return { executionArn: there.arn, startDate: sf.sim.date(there.startedMs) };
    if (!isFree) throw executionExists(start.arn);
  }
  const cause = sf.request("StartExecution", machine.nameId, caller, start.inputText.length);
  const execution = launch(sf, { ...start, cause });
  return { executionArn: execution.arn, startDate: sf.sim.date() };
}

/** Waits for the end of an express execution, and answers with it. */
export function startSyncExecution(
  sf: StepFunctions,
  input: StartInput & { includedData?: string },
  caller: Caller,
): unknown {
  checkOneOf(input.includedData, "includedData", ["ALL_DATA", "METADATA_ONLY"]);
  const resolved = resolve(sf, input.stateMachineArn, () => sf.sim.random("stepfunctions.alias").uniform());
  const { machine } = resolved;
  sf.enter("StartSyncExecution", input.stateMachineArn, machine.name, caller);
  if (!machine.isExpress) throw typeNotSupported();
  const start = readStart(sf, input, resolved);
  const cause = sf.request("StartSyncExecution", machine.nameId, caller, start.inputText.length);
  const waiter = sf.sim.waiter<unknown>();
  const execution = launch(sf, { ...start, cause });
  execution.whenEnded(() => waiter.resolve(syncResult(sf, execution, input.includedData !== "METADATA_ONLY")));
  return waiter.promise;
}

const BILLED_STEP_MS = 100;
const BILLED_MB = 64;

function syncResult(sf: StepFunctions, execution: Execution, withData: boolean): unknown {
  const { start, startedMs, stoppedMs, status, output, failure } = execution;
  const ms = stoppedMs! - startedMs;
  return {
    executionArn: start.arn,
    stateMachineArn: start.machine.arn,
    name: start.name,
    startDate: sf.sim.date(startedMs),
    stopDate: sf.sim.date(stoppedMs!),
    status,
    ...(withData && { input: start.inputText, inputDetails: { included: true } }),
    ...(withData && status === "SUCCEEDED" && { output: textOf(execution, output), outputDetails: { included: true } }),
    ...failureMembers(failure),
    ...(start.traceHeader !== undefined && { traceHeader: start.traceHeader }),
    billingDetails: {
      billedMemoryUsedInMB: BILLED_MB,
      billedDurationInMilliseconds: Math.max(1, Math.ceil(ms / BILLED_STEP_MS)) * BILLED_STEP_MS,
    },
  };
}

/** The execution is there at once, and begins in an event of its own. */
export function launch(sf: StepFunctions, start: Start): Execution {
  const { machine, isExpress } = start;
  if (!isExpress) {
    if (sf.open >= OPEN_EXECUTIONS[sf.world.quotas]) throw tooManyExecutions();
    sf.open++;
  }
  machine.open++;
  const execution = new Execution(sf, start);
  sf.executions.set(start.arn, execution);
  if (!isExpress && start.mapRunArn === undefined) sf.tellStatus(execution, execution.row);
  sf.sim.after(0, () => execution.run());
  return execution;
}

function readStart(
  sf: StepFunctions,
  input: StartInput,
  { machine, revision, version, alias }: ReturnType<typeof resolve>,
): Omit<Start, "cause"> {
  const { name = sf.id("execution"), input: inputText = "{}", traceHeader } = input;
  checkName(name);
  checkLength(traceHeader, "traceHeader", 256);
  if (Buffer.byteLength(inputText) > DATA_BYTES) {
    throw violation("<...>", "input", `have length less than or equal to ${DATA_BYTES}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(inputText);
  } catch (error) {
    throw invalidInput(`Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
  const { isExpress } = machine;
  const rest = `${machine.name}:${name}`;
  return {
    machine,
    revision,
    arn: isExpress ? sf.arnOf("express", `${rest}:${sf.id("execution")}`) : sf.arnOf("execution", rest),
    name,
    isExpress,
    input: value,
    inputText,
    ...(version !== undefined && { versionArn: version.arn }),
    ...(alias !== undefined && { aliasArn: alias.arn }),
    ...(traceHeader !== undefined && { traceHeader }),
  };
}

/** @throws InvalidArn also for an express execution, ExecutionDoesNotExist */
export function executionAt(sf: StepFunctions, arn: string): Execution {
  readArn(arn, "execution");
  const execution = sf.executions.get(arn);
  if (execution === undefined) throw executionMissing(arn);
  return execution;
}

function enter(sf: StepFunctions, operation: string, arn: string, caller: Caller): Execution {
  const execution = executionAt(sf, arn);
  const { machine } = execution.start;
  sf.enter(operation, arn, machine.name, caller);
  return execution;
}

export function describeExecution(
  sf: StepFunctions,
  input: { executionArn: string; includedData?: string },
  caller: Caller,
): unknown {
  checkOneOf(input.includedData, "includedData", ["ALL_DATA", "METADATA_ONLY"]);
  const execution = enter(sf, "DescribeExecution", input.executionArn, caller);
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
  const { start } = enter(sf, "DescribeStateMachineForExecution", input.executionArn, caller);
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

export function stopExecution(
  sf: StepFunctions,
  input: { executionArn: string; error?: string; cause?: string },
  caller: Caller,
): unknown {
  checkLength(input.error, "error", ERROR_LENGTH);
  checkLength(input.cause, "cause", CAUSE_LENGTH);
  const execution = enter(sf, "StopExecution", input.executionArn, caller);
  sf.request("StopExecution", execution.start.machine.nameId, caller);
  if (!execution.isOver) execution.abort(input.error, input.cause);
  return { stopDate: sf.sim.date(execution.stoppedMs!) };
}

interface GetHistory {
  executionArn: string;
  reverseOrder?: boolean;
  includeExecutionData?: boolean;
  maxResults?: number;
  nextToken?: string;
}

export function getExecutionHistory(sf: StepFunctions, input: GetHistory, caller: Caller): unknown {
  const execution = enter(sf, "GetExecutionHistory", input.executionArn, caller);
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

function failureMembers(failure: Execution["failure"]): object {
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

/** AWS's reason, or undefined when it can be taken up again. */
function whyNotRedrivable(
  sf: StepFunctions,
  { status, stoppedMs, start, history, redrives }: Execution,
): string | undefined {
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (start.mapRunArn !== undefined) return "Execution was started by a Map Run, and is redriven with it";
  if (sf.sim.now - stoppedMs! > REDRIVE_MS) return "Execution's redrivable period has exceeded";
  if (redrives >= REDRIVES) return `Execution has been redriven ${REDRIVES} times, the most there can be`;
  if (history.count >= HISTORY_EVENTS[sf.world.quotas] - 1) return "Execution history event limit exceeded";
  return undefined;
}

/** Takes up a failed execution where it failed; what had succeeded is not done again. */
export function redriveExecution(sf: StepFunctions, input: { executionArn: string }, caller: Caller): unknown {
  const execution = enter(sf, "RedriveExecution", input.executionArn, caller);
  const why = whyNotRedrivable(sf, execution);
  if (why !== undefined) throw notRedrivable(why);
  const { machine } = execution.start;
  if (sf.open >= OPEN_EXECUTIONS[sf.world.quotas]) throw tooManyExecutions();
  sf.open++;
  machine.open++;
  execution.redrive(sf.request("RedriveExecution", machine.nameId, caller));
  sf.tellStatus(execution, execution.row);
  return { redriveDate: sf.sim.date() };
}
