/**
 * What becomes of asynchronous events: how old they may get, how often they are retried, where they go.
 * Put writes it anew, Update changes what it names.
 * Source: API reference, PutFunctionEventInvokeConfig; texts as recorded (read 2026-11).
 */
import type { Caller } from "../service";
import type { Lambda } from "./context";
import { checkBounds, invalidParameter, notFound } from "./errors";
import type { LambdaFunction } from "./function";
import { EVENT_AGE, RETRIES } from "./limits";
import { listed } from "./page";

export interface EventInvokeConfig {
  readonly retries: number | undefined;
  /** Seconds. */
  readonly maximumAge: number | undefined;
  /** ARNs. */
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
  readonly modifiedMs: number;
}

interface Input {
  FunctionName?: string;
  Qualifier?: string;
  MaximumRetryAttempts?: number;
  MaximumEventAgeInSeconds?: number;
  DestinationConfig?: { OnSuccess?: { Destination?: string }; OnFailure?: { Destination?: string } };
}

const TARGET =
  /^arn:aws[\w-]*:(sqs:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?|sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?|lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:\$LATEST)?|events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+)$/;

export function putFunctionEventInvokeConfig(lambda: Lambda, input: Input, caller: Caller): unknown {
  return write(lambda, "PutFunctionEventInvokeConfig", input, caller, () => undefined);
}

export function updateFunctionEventInvokeConfig(lambda: Lambda, input: Input, caller: Caller): unknown {
  return write(lambda, "UpdateFunctionEventInvokeConfig", input, caller, configOf);
}

export function getFunctionEventInvokeConfig(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("GetFunctionEventInvokeConfig", input.FunctionName, caller, input.Qualifier);
  const config = configOf(fn);
  lambda.request("GetFunctionEventInvokeConfig", fn.nameId, caller);
  return describe(lambda, fn, config);
}

export function deleteFunctionEventInvokeConfig(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("DeleteFunctionEventInvokeConfig", input.FunctionName, caller, input.Qualifier);
  configOf(fn);
  fn.eventInvokeConfig = undefined;
  lambda.request("DeleteFunctionEventInvokeConfig", fn.nameId, caller);
  return {};
}

export function listFunctionEventInvokeConfigs(
  lambda: Lambda,
  input: { FunctionName?: string; Marker?: string; MaxItems?: number },
  caller: Caller,
): unknown {
  const fn = lambda.enter("ListFunctionEventInvokeConfigs", input.FunctionName, caller);
  const { items, NextMarker } = listed(fn.eventInvokeConfig === undefined ? [] : [fn.eventInvokeConfig], input);
  lambda.request("ListFunctionEventInvokeConfigs", fn.nameId, caller);
  return {
    FunctionEventInvokeConfigs: items.map((config) => describe(lambda, fn, config)),
    ...(NextMarker && { NextMarker }),
  };
}

function write(
  lambda: Lambda,
  operation: string,
  input: Input,
  caller: Caller,
  before: (fn: LambdaFunction) => EventInvokeConfig | undefined,
): unknown {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age, DestinationConfig: destinations } = input;
  checkBounds(retries, "maximumRetryAttempts", RETRIES);
  checkBounds(age, "maximumEventAgeInSeconds", EVENT_AGE);
  const fn = lambda.enter(operation, input.FunctionName, caller, input.Qualifier);
  if (retries === undefined && age === undefined && destinations === undefined) {
    throw invalidParameter("You must specify at least one of error handling or destination setting.");
  }
  const old = before(fn);
  const onSuccess = destinations?.OnSuccess?.Destination;
  const onFailure = destinations?.OnFailure?.Destination;
  for (const target of [onSuccess, onFailure]) if (target) checkTarget(lambda, fn, target);
  fn.eventInvokeConfig = {
    retries: retries ?? old?.retries,
    maximumAge: age ?? old?.maximumAge,
    // An empty one takes the destination away.
    onSuccess: onSuccess === undefined ? old?.onSuccess : onSuccess || undefined,
    onFailure: onFailure === undefined ? old?.onFailure : onFailure || undefined,
    modifiedMs: lambda.sim.now,
  };
  lambda.request(operation, fn.nameId, caller);
  return describe(lambda, fn, fn.eventInvokeConfig);
}

/** Throws InvalidParameterValueException. */
function checkTarget(lambda: Lambda, fn: LambdaFunction, target: string): void {
  if (!TARGET.test(target)) throw invalidParameter(`The destination ARN ${target} is invalid.`);
  if (target === fn.arn || target === `${fn.arn}:$LATEST`) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  if (target.endsWith(".fifo")) {
    throw invalidParameter(`The destination ARN ${target} is invalid: FIFO queues and topics are not supported.`);
  }
  if (target.includes(":lambda:") && target.startsWith(lambda.arnOf(""))) lambda.functionAt(target);
}

function configOf(fn: LambdaFunction): EventInvokeConfig {
  if (fn.eventInvokeConfig === undefined) {
    throw notFound(`The function ${fn.arn}:$LATEST doesn't have an EventInvokeConfig`);
  }
  return fn.eventInvokeConfig;
}

function describe(lambda: Lambda, fn: LambdaFunction, config: EventInvokeConfig): unknown {
  const { retries, maximumAge, onSuccess, onFailure, modifiedMs } = config;
  return {
    FunctionArn: `${fn.arn}:$LATEST`,
    LastModified: lambda.sim.date(modifiedMs),
    ...(retries !== undefined && { MaximumRetryAttempts: retries }),
    ...(maximumAge !== undefined && { MaximumEventAgeInSeconds: maximumAge }),
    DestinationConfig: {
      OnSuccess: onSuccess === undefined ? {} : { Destination: onSuccess },
      OnFailure: onFailure === undefined ? {} : { Destination: onFailure },
    },
  };
}
