/** StartSyncExecution: an express execution that answers with its end. Source: API reference, StartSyncExecution (read 2026-11). */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { checkOneOf, typeNotSupported } from "./errors";
import type { Execution } from "./execution";
import { launch, readStart, type StartInput } from "./executions";
import { failureMembers, textOf } from "./look";
import { resolve } from "./resolve";

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
  const execution = launch(sf, start, cause);
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
