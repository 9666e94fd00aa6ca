/** A Lambda function by its ARN: what it answers is the result; what it throws is the error, by its own name. */

import { StatesError } from "../states-error";
import type { Integration, TaskEvents, TaskRequest } from "../task";
import { callService, requestIdOf } from "./call";
import { optimizedFailure } from "./failures";
import { SERVICE_NAMES } from "./names";

export interface Invocation {
  StatusCode?: number;
  ExecutedVersion?: string;
  FunctionError?: string;
  LogResult?: string;
  Payload?: Uint8Array;
}

export function lambdaFunction(arn: string): Integration {
  return {
    kind: "lambda",
    resourceType: "lambda",
    resource: arn,
    waitsForToken: false,
    run(request, events) {
      invoke(request, events, { FunctionName: arn, Payload: JSON.stringify(request.parameters) }, ({ Payload }) =>
        events.succeeded(payloadOf(Payload)),
      );
      return undefined;
    },
  };
}

/** Invokes a function and waits for its end. */
export function invoke(
  request: TaskRequest,
  events: TaskEvents,
  input: Record<string, unknown>,
  then: (invocation: Invocation, text: string) => void,
): void {
  callService(request, "lambda", "Invoke", input, {
    answered(answer) {
      const invocation = answer as Invocation;
      const text = Buffer.from(invocation.Payload ?? []).toString("utf8");
      if (invocation.FunctionError === undefined) then(invocation, text);
      else events.failed(functionFailure(text));
    },
    refused: (error) =>
      events.failed(
        optimizedFailure(error, SERVICE_NAMES.lambda!, request.world.wire?.("lambda", "Invoke"), requestIdOf(request)),
      ),
  });
}

export function payloadOf(payload: Uint8Array | undefined): unknown {
  const text = Buffer.from(payload ?? []).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}

/** The error is named as the function named it; the cause is what it answered. */
function functionFailure(text: string): StatesError {
  const { errorType } = JSON.parse(text) as { errorType?: string };
  return new StatesError(errorType ?? "Lambda.Unknown", text);
}
