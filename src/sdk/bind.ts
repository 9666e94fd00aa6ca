/**
 * Binds a real AWS SDK v3 client to the simulation: a middleware at the `initialize` step answers each command in
 * process, so that no request is built, signed or sent. `cacheMiddleware` keeps the SDK from building its middleware
 * stack anew for each command, which would cost fifty times the rest.
 *
 * DynamoDB is the exception: its document client converts values after this step and refuses cacheMiddleware, so its
 * clients answer at the `deserialize` step, where the values are DynamoDB's own.
 */
import { type Caller, ServiceError } from "../services/service";
import { bodyOf } from "./body";
import type { Answer, Middleware, MiddlewareContext, SdkClient } from "./client";
import { Misshapen } from "./copy";
import { exceptionsOf, metadata, type Refusal } from "./exceptions";
import { type Operation, prepareOperation } from "./operation";

/** Answers one call: the output, or a promise of it when the answer takes virtual time. */
export type Dispatch = (service: string, operation: string, input: unknown, caller: Caller) => unknown;

export interface Binding {
  /** Name of the service that answers ("sqs"). */
  service: string;
  caller: Caller;
  dispatch: Dispatch;
  /** A fresh request id. */
  requestId(): string;
  /** A fresh idempotency token. */
  token(): string;
  /** AWS's words for an input of the wrong shape. */
  refuse(mistake: Misshapen): Refusal;
}

const RESPONSE = Object.freeze({});

/** From now on the client is answered by `binding.dispatch`. */
export function bindClient(client: SdkClient, binding: Binding): void {
  const toException = exceptionsOf(client);
  const answer: Middleware = (_next, context) => {
    const operation = prepareOperation(context.__smithy_context?.operationSchema);
    return answering(operation, binding, toException, context);
  };
  if (client.config.serviceId === "DynamoDB") return bindLate(client, answer);
  client.config.cacheMiddleware = true;
  client.middlewareStack.add(answer, { step: "initialize", priority: "high", name: "nubelab" });
}

/**
 * The document client hangs its conversions on two middlewares by their names: those are kept, as ones that pass on and
 * answer, and everything that would build, sign or send is taken out.
 */
function bindLate(client: SdkClient, answer: Middleware): void {
  const { middlewareStack: stack } = client;
  client.config.cacheMiddleware = false;
  for (const entry of stack.identify()) stack.remove(entry.split(" ")[0]!);
  stack.add((next: unknown) => next, { step: "serialize", name: "serializerMiddleware", override: true });
  stack.add(answer, { step: "deserialize", name: "deserializerMiddleware", override: true });
}

function answering(
  operation: Operation,
  binding: Binding,
  toException: ReturnType<typeof exceptionsOf>,
  context: MiddlewareContext,
): (request: { input: unknown }) => Promise<Answer> {
  const { service, caller, dispatch } = binding;
  const { name, readInput, tokens } = operation;
  const abortSignal = context.__smithy_context?.abortSignal;

  // Not async: an answer that is already there costs one promise and no more.
  return ({ input }) => {
    try {
      abortSignal?.throwIfAborted();
      const copy = readInput(input, "") as Record<string, unknown>;
      for (const token of tokens) copy[token] ??= binding.token();
      const output = dispatch(service, name, copy, caller);
      return isPromise(output)
        ? orAborted(output, abortSignal).then(deliver, (error) => Promise.reject(refused(error)))
        : Promise.resolve(deliver(output));
    } catch (error) {
      return Promise.reject(refused(error));
    }
  };

  function deliver(answer: unknown): Answer {
    const output = readAnswer(operation, service, answer);
    for (const name of operation.streams ?? []) {
      const bytes = output[name];
      if (bytes instanceof Uint8Array) output[name] = bodyOf(bytes);
    }
    output.$metadata = metadata(200, binding.requestId());
    return { output, response: RESPONSE };
  }

  function refused(error: unknown): unknown {
    if (error instanceof ServiceError) return toException(error, binding.requestId());
    if (error instanceof Misshapen) {
      const { code, message, detail } = binding.refuse(error);
      return toException(new ServiceError(service, code, message, "client", false, detail), binding.requestId());
    }
    return error;
  }
}

/** A service that answers in the wrong shape has a mistake of its own; it must not look like one of the caller's. */
function readAnswer(operation: Operation, service: string, answer: unknown): Record<string, unknown> {
  try {
    return operation.readOutput(answer ?? {}, "") as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`${service} gave ${operation.name} an answer of the wrong shape: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && typeof (value as Promise<unknown>).then === "function";
}

/** The SDK's abortSignal ends the wait, not the request: a message may still have been received. */
function orAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
