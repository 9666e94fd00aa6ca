/**
 * Executions: start, stop, take up again.
 * Source: API reference, StartExecution, StopExecution, RedriveExecution (read 2026-11).
 */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import {
  checkLength,
  executionExists,
  executionMissing,
  invalidInput,
  notRedrivable,
  tooManyExecutions,
  violation,
} from "./errors";
import { Execution, type Start } from "./execution";
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
import { checkName, readArn } from "./names";
import { resolve } from "./resolve";
import { isShallow } from "./size";

export interface StartInput {
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
  const execution = launch(sf, start, cause);
  return { executionArn: execution.arn, startDate: sf.sim.date() };
}

/**
 * The execution is there at once, and begins in an event of its own.
 * @param cause row of what led to it
 */
export function launch(sf: StepFunctions, start: Start, cause: number): Execution {
  const { machine, isExpress } = start;
  if (!isExpress) {
    if (sf.open >= OPEN_EXECUTIONS[sf.world.quotas]) throw tooManyExecutions();
    sf.open++;
  }
  machine.open++;
  const execution = new Execution(sf, start, cause);
  sf.executions.set(start.arn, execution);
  if (!isExpress && start.mapRunArn === undefined) sf.tellStatus(execution, execution.row);
  sf.sim.after(0, () => execution.run());
  return execution;
}

export function readStart(
  sf: StepFunctions,
  input: StartInput,
  { machine, revision, version, alias }: ReturnType<typeof resolve>,
): Start {
  const { name = sf.id("execution"), input: inputText = "{}", traceHeader } = input;
  if (input.name !== undefined) checkName(name);
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
  if (!isShallow(value)) throw invalidInput("Invalid State Machine Execution Input: 'it is nested too deeply'");
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
    versionArn: version?.arn,
    aliasArn: alias?.arn,
    traceHeader,
  };
}

/** @throws InvalidArn also for an express execution, ExecutionDoesNotExist */
export function executionAt(sf: StepFunctions, arn: string): Execution {
  readArn(arn, "execution");
  const execution = sf.executions.get(arn);
  if (execution === undefined) throw executionMissing(arn);
  return execution;
}

/** The execution of an ARN, if the call may be made. */
export function enterExecution(sf: StepFunctions, operation: string, arn: string, caller: Caller): Execution {
  const execution = executionAt(sf, arn);
  const { machine } = execution.start;
  sf.enter(operation, arn, machine.name, caller);
  return execution;
}

export function stopExecution(
  sf: StepFunctions,
  input: { executionArn: string; error?: string; cause?: string },
  caller: Caller,
): unknown {
  checkLength(input.error, "error", ERROR_LENGTH);
  checkLength(input.cause, "cause", CAUSE_LENGTH);
  const execution = enterExecution(sf, "StopExecution", input.executionArn, caller);
  sf.request("StopExecution", execution.start.machine.nameId, caller);
  if (!execution.isOver) execution.abort(input.error, input.cause);
  return { stopDate: sf.sim.date(execution.stoppedMs!) };
}

/** AWS's reason, or undefined when it can be taken up again. */
export function whyNotRedrivable(
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
  const execution = enterExecution(sf, "RedriveExecution", input.executionArn, caller);
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
