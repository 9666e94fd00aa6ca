/** SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat: whoever has a task's token answers the task. */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { checkLength, invalidOutput, invalidToken, taskTimedOut, violation } from "./errors";
import { CAUSE_LENGTH, DATA_BYTES, ERROR_LENGTH, TOKEN_LENGTH } from "./limits";
import { isShallow } from "./size";
import { StatesError } from "./states-error";
import type { PendingTask } from "./tokens";

export function sendTaskSuccess(
  sf: StepFunctions,
  input: { taskToken: string; output: string },
  caller: Caller,
): unknown {
  const task = enter(sf, "SendTaskSuccess", input.taskToken, caller);
  if (Buffer.byteLength(input.output) > DATA_BYTES) {
    throw violation("<...>", "output", `have length less than or equal to ${DATA_BYTES}`);
  }
  let output: unknown;
  try {
    output = JSON.parse(input.output);
  } catch (error) {
    throw invalidOutput(`Invalid output: ${(error as Error).message}`);
  }
  if (!isShallow(output)) throw invalidOutput("Invalid output: it is nested too deeply");
  task.succeed(output);
  return {};
}

export function sendTaskFailure(
  sf: StepFunctions,
  input: { taskToken: string; error?: string; cause?: string },
  caller: Caller,
): unknown {
  checkLength(input.error, "error", ERROR_LENGTH);
  checkLength(input.cause, "cause", CAUSE_LENGTH);
  const { error, cause } = input;
  enter(sf, "SendTaskFailure", input.taskToken, caller).fail(new StatesError(error ?? "", cause));
  return {};
}

export function sendTaskHeartbeat(sf: StepFunctions, input: { taskToken: string }, caller: Caller): unknown {
  enter(sf, "SendTaskHeartbeat", input.taskToken, caller).heartbeat();
  return {};
}

/** @throws InvalidToken for one that no task had, TaskTimedOut for one whose task is over */
function enter(sf: StepFunctions, operation: string, token: string, caller: Caller): PendingTask {
  checkLength(token, "taskToken", TOKEN_LENGTH, 1);
  sf.enter(operation, "*", "", caller);
  const task = sf.tokens.get(token);
  if (task === undefined) throw sf.tokens.isSpent(token) ? taskTimedOut() : invalidToken();
  sf.request(operation, "", caller);
  return task;
}
