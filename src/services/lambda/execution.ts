/**
 * One invocation of a function, whoever asks for it (a caller, the event queue, a mapping).
 *
 *   throttled
 *   accepted -> [cold start] -> the handler works -> succeeded | failed
 *                                                 \-> timed out: its process is stopped, its environment gone
 *
 * The one who asked hears of the end in an event of its own, never inside the handler's.
 * Source: Developer Guide, "Understanding the Lambda execution environment lifecycle" (read 2026-11).
 */
import type { Process, Scheduled, Subject } from "../../sim";
import type { Lambda } from "./context";
import { invalidContent, type ThrottleReason } from "./errors";
import type { LambdaFunction } from "./function";
import type { LambdaContext } from "./handler";
import { ANSWER_BYTES } from "./limits";
import type { Answer } from "./runtime";

export interface Invocation {
  readonly requestId: string;
  readonly subject: Subject;
  readonly fn: LambdaFunction;
  /** RequestResponse, Event, or the name of the queue. */
  readonly how: string;
  /** Size of the event. */
  readonly bytes: number;
  /** A fresh copy of the event, for the handler to keep. */
  event(): unknown;
  /** Called once, when it was not throttled. */
  done(outcome: Outcome): void;
}

export interface Outcome {
  /** JSON: what the handler returned, or the error. */
  readonly payload: string;
  /** The error in a line; undefined when the handler has returned. */
  readonly error: string | undefined;
  /** Row of its end in the trace. */
  readonly row: number;
}

export interface Execution {
  readonly invocation: Invocation;
  readonly context: LambdaContext;
  readonly startedMs: number;
  /** Row of its beginning. */
  readonly row: number;
  readonly generation: number;
  deadline: Scheduled | undefined;
  process: Process | undefined;
}

const SECOND = 1_000; // ms

/** Starts it. Returns the row of its beginning, or why there is no room for it. */
export function start(lambda: Lambda, invocation: Invocation, cause: number): number | ThrottleReason {
  const { sim, trace, facts } = lambda;
  const { fn, subject } = invocation;
  const reason = lambda.concurrency.take(fn, sim.now);
  if (reason !== undefined) {
    trace.add(facts.Throttled, fn.nameId, subject, Number.NaN, trace.name(reason), cause);
    return reason;
  }
  const row = trace.add(facts.Invoked, fn.nameId, subject, invocation.bytes, trace.name(invocation.how), cause);
  const { generation } = fn.environments;
  const warm = fn.environments.take(sim.now);
  if (warm !== undefined) begin(lambda, invocation, row, warm, generation);
  else {
    const { least, most } = fn.coldStartMs;
    const initMs = sim.random(`lambda.coldStart:${fn.name}`).integer(Math.round(least), Math.round(most));
    trace.add(facts.ColdStart, fn.nameId, subject, initMs, 0, row);
    const logStream = newLogStream(lambda);
    sim.after(initMs, () => begin(lambda, invocation, row, logStream, generation));
  }
  return row;
}

function begin(lambda: Lambda, invocation: Invocation, row: number, logStream: string, generation: number): void {
  const { sim } = lambda;
  const { fn, requestId } = invocation;
  const { timeout, memorySize } = fn.settings;
  const startedMs = sim.now;
  const context: LambdaContext = {
    functionName: fn.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: fn.arn,
    memoryLimitInMB: String(memorySize),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${fn.name}`,
    logStreamName: logStream,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, startedMs + timeout * SECOND - sim.now),
  };
  const execution: Execution = {
    invocation,
    context,
    startedMs,
    row,
    generation,
    deadline: undefined,
    process: undefined,
  };
  if (!fn.hasCode) {
    const errorMessage = `Error: Cannot find module 'index': give ${fn.name} its handler with cloud.lambda("${fn.name}", handler)`;
    const error = { errorType: "Runtime.ImportModuleError", errorMessage };
    end(lambda, execution, "Failed", error);
    return;
  }
  execution.deadline = sim.after(timeout * SECOND, () => timeOut(lambda, requestId, timeout));
  lambda.executions.set(requestId, execution);
  execution.process = lambda.runtime.run(execution);
}

/**
 * The runtime has an answer. One that comes after the end is of no interest.
 * @throws InvalidRequestContentException for what is no JSON, which a log may hold and no handler gives
 */
export function respond(lambda: Lambda, answer: Answer): void {
  const execution = lambda.executions.get(answer.RequestId);
  if (execution === undefined) return;
  const { Payload: payload = "null", Error: error } = answer;
  if (!isJson(payload)) throw invalidContent("The response of the runtime is not JSON.");
  lambda.executions.delete(answer.RequestId);
  if (error !== undefined) return end(lambda, execution, "Failed", error);
  if (Buffer.byteLength(payload) > ANSWER_BYTES) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${ANSWER_BYTES} bytes).`;
    return end(lambda, execution, "Failed", { errorType: "Function.ResponseSizeTooLarge", errorMessage });
  }
  end(lambda, execution, "Succeeded", payload);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function timeOut(lambda: Lambda, requestId: string, timeout: number): void {
  const execution = lambda.executions.get(requestId)!;
  lambda.executions.delete(requestId);
  if (execution.process !== undefined) lambda.sim.stop(execution.process);
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeout.toFixed(2)} seconds`;
  end(lambda, execution, "TimedOut", { errorType: "Sandbox.Timedout", errorMessage });
}

function end(
  lambda: Lambda,
  execution: Execution,
  how: "Succeeded" | "Failed" | "TimedOut",
  result: string | NonNullable<Answer["Error"]>,
): void {
  const { sim, trace, facts, concurrency } = lambda;
  const { invocation, startedMs, context, generation, deadline } = execution;
  const { fn, subject } = invocation;
  deadline?.cancel();
  concurrency.release(fn);
  if (how !== "TimedOut") fn.environments.release(sim.now, context.logStreamName, generation);
  const isError = typeof result !== "string";
  const error = isError ? `${result.errorType}: ${result.errorMessage}` : undefined;
  const text = error === undefined ? 0 : trace.name(how === "TimedOut" ? "Sandbox.Timedout" : error);
  const row = trace.add(facts[how], fn.nameId, subject, sim.now - startedMs, text, execution.row);
  const payload = isError ? JSON.stringify(isTraced(result) ? { ...result, trace: [error] } : result) : result;
  sim.after(0, () => invocation.done({ payload, error, row }));
}

/** Only what the handler has thrown carries a trace. */
function isTraced({ errorType }: NonNullable<Answer["Error"]>): boolean {
  return !/^(Sandbox|Function)\./.test(errorType);
}

function newLogStream(lambda: Lambda): string {
  const { sim } = lambda;
  const day = sim.date().toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${lambda.id("environment").replaceAll("-", "")}`;
}
