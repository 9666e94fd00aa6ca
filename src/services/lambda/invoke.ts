/**
 * Invoke: with an answer (RequestResponse), without (Event), or to see whether one might (DryRun).
 * Left out: client context, InvokeWithResponseStream, the detection of functions that call each other in a ring.
 * Source: API reference, Invoke (read 2026-11).
 */
import type { Caller } from "../service";
import { enqueue } from "./async";
import type { Lambda } from "./context";
import { checkOneOf, invalidContent, requestTooLarge, tooManyRequests } from "./errors";
import { start } from "./execution";
import type { LambdaFunction } from "./function";
import { ASYNC_PAYLOAD_BYTES, SYNC_PAYLOAD_BYTES } from "./limits";

interface InvokeInput {
  FunctionName?: string;
  InvocationType?: string;
  LogType?: string;
  Payload?: Uint8Array | string;
  Qualifier?: string;
}

const ACCEPTED = 202; // HTTP status
const NO_CONTENT = 204;

export function invoke(lambda: Lambda, input: InvokeInput, caller: Caller): unknown {
  const { InvocationType: type = "RequestResponse" } = input;
  checkOneOf(type, "invocationType", ["Event", "RequestResponse", "DryRun"]);
  checkOneOf(input.LogType, "logType", ["None", "Tail"]);
  const fn = lambda.enter("Invoke", input.FunctionName, caller, input.Qualifier);
  const { text, bytes } = readPayload(input.Payload, type === "Event" ? ASYNC_PAYLOAD_BYTES : SYNC_PAYLOAD_BYTES);
  const cause = lambda.request("Invoke", fn.nameId, caller, bytes);
  if (type === "DryRun") return { StatusCode: NO_CONTENT };
  if (type === "Event") {
    enqueue(lambda, fn, text, bytes, cause);
    return { StatusCode: ACCEPTED, Payload: new Uint8Array() };
  }
  return invokeAndWait(lambda, fn, text, bytes, input.LogType === "Tail", cause);
}

/** The older way to invoke without an answer. */
export function invokeAsync(
  lambda: Lambda,
  input: { FunctionName?: string; InvokeArgs?: Uint8Array | string },
  caller: Caller,
): unknown {
  const fn = lambda.enter("Invoke", input.FunctionName, caller);
  const { text, bytes } = readPayload(input.InvokeArgs, ASYNC_PAYLOAD_BYTES);
  enqueue(lambda, fn, text, bytes, lambda.request("InvokeAsync", fn.nameId, caller, bytes));
  return { Status: ACCEPTED };
}

function invokeAndWait(
  lambda: Lambda,
  fn: LambdaFunction,
  text: string,
  bytes: number,
  isTail: boolean,
  cause: number,
): unknown {
  const requestId = lambda.id("request");
  const startedMs = lambda.sim.now;
  const started = start(
    lambda,
    {
      requestId,
      subject: lambda.trace.subject(requestId),
      fn,
      how: "RequestResponse",
      bytes,
      event: () => JSON.parse(text),
      done({ payload, error }) {
        const log = () => logOf(requestId, fn, error, lambda.sim.now - startedMs);
        waiter.resolve({
          StatusCode: 200,
          ExecutedVersion: "$LATEST",
          Payload: new Uint8Array(Buffer.from(payload)),
          ...(error !== undefined && { FunctionError: "Unhandled" }),
          ...(isTail && { LogResult: Buffer.from(log()).toString("base64") }),
        });
      },
    },
    cause,
  );
  if (typeof started !== "number") throw tooManyRequests(started);
  const waiter = lambda.sim.waiter<unknown>(); // the end never comes before this
  return waiter.promise;
}

/** What Lambda itself writes into the log; what the handler prints is in the cell. */
function logOf(requestId: string, fn: LambdaFunction, error: string | undefined, ms: number): string {
  const billed = Math.max(1, Math.ceil(ms));
  return [
    `START RequestId: ${requestId} Version: $LATEST`,
    ...(error === undefined ? [] : [`${requestId} ERROR ${error}`]),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId} Duration: ${ms.toFixed(2)} ms Billed Duration: ${billed} ms Memory Size: ${fn.settings.memorySize} MB`,
    "",
  ].join("\n");
}

/** Throws RequestTooLargeException, InvalidRequestContentException. No payload is an empty object. */
function readPayload(given: Uint8Array | string | undefined, most: number): { text: string; bytes: number } {
  if (given === undefined || given.length === 0) return { text: "{}", bytes: 0 };
  const text = typeof given === "string" ? given : Buffer.from(given).toString("utf8");
  const bytes = typeof given === "string" ? Buffer.byteLength(given) : given.byteLength;
  if (bytes > most) throw requestTooLarge(most);
  try {
    JSON.parse(text);
  } catch (error) {
    throw invalidContent(
      `Could not parse request body into json: Could not parse payload into json: ${(error as Error).message}`,
    );
  }
  return { text, bytes };
}
