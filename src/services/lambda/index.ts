/**
 * AWS Lambda: functions of the cell as handlers, on the simulation's clock; asynchronous events; queues as event sources.
 * Left out: code in archives, versions and aliases, layers, URLs, streams as event sources, provisioned concurrency; each
 * operation for those is refused by its name.
 */
import { type Link, nodeOfArn } from "../link";
import type { Caller, Service, World } from "../service";
import * as concurrency from "./concurrency";
import { Lambda } from "./context";
import { unsupported } from "./errors";
import * as config from "./event-invoke-config";
import { respond } from "./execution";
import * as functions from "./functions";
import type { FunctionOptions, Handler } from "./handler";
import { invoke, invokeAsync } from "./invoke";
import * as mappings from "./mappings";
import { addPermission, getPolicy, removePermission } from "./permissions";
import type { Answer } from "./runtime";
import { listTags, tagResource, untagResource } from "./tags";

export type { FunctionOptions, Handler, HandlerDuration, LambdaContext } from "./handler";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (lambda: Lambda, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    AddPermission: addPermission,
    CreateEventSourceMapping: mappings.createEventSourceMapping,
    CreateFunction: functions.createFunction,
    DeleteEventSourceMapping: mappings.deleteEventSourceMapping,
    DeleteFunction: functions.deleteFunction,
    DeleteFunctionConcurrency: concurrency.deleteFunctionConcurrency,
    DeleteFunctionEventInvokeConfig: config.deleteFunctionEventInvokeConfig,
    GetAccountSettings: concurrency.getAccountSettings,
    GetEventSourceMapping: mappings.getEventSourceMapping,
    GetFunction: functions.getFunction,
    GetFunctionConcurrency: concurrency.getFunctionConcurrency,
    GetFunctionConfiguration: functions.getFunctionConfiguration,
    GetFunctionEventInvokeConfig: config.getFunctionEventInvokeConfig,
    GetPolicy: getPolicy,
    Invoke: invoke,
    InvokeAsync: invokeAsync,
    ListEventSourceMappings: mappings.listEventSourceMappings,
    ListFunctionEventInvokeConfigs: config.listFunctionEventInvokeConfigs,
    ListFunctions: functions.listFunctions,
    ListTags: listTags,
    PutFunctionConcurrency: concurrency.putFunctionConcurrency,
    PutFunctionEventInvokeConfig: config.putFunctionEventInvokeConfig,
    RemovePermission: removePermission,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateEventSourceMapping: mappings.updateEventSourceMapping,
    UpdateFunctionCode: functions.updateFunctionCode,
    UpdateFunctionConfiguration: functions.updateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig: config.updateFunctionEventInvokeConfig,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const LAMBDA_OPERATIONS: readonly string[] = [...operations.keys()];

/** Calls that no client makes: a function of the cell is registered, and a handler has answered. A log of calls holds them. */
export const REGISTER = "RegisterFunction";
export const RESPOND = "RuntimeResponse";

/** Makes a call to this service through whatever records calls. */
type Door = (operation: string, input: object) => unknown;

export interface LambdaService extends Service {
  /**
   * Makes an ordinary function the code of a Lambda function, which is created unless it exists.
   * @param door where the call goes in; the default is straight to the service
   * @returns its ARN
   * @throws TypeError or RangeError that names the option, ServiceError for settings that AWS would refuse
   */
  register(name: string, handler: Handler, options?: FunctionOptions, door?: Door): string;
  /** Row of the beginning of an invocation that is at work for the function: what caused the calls of its handler. */
  beginningOf(requestId: string, functionName: string): number | undefined;
}

/** Lambda on a world's clock, calendar and trace. */
export function createLambda(world: World): LambdaService {
  const lambda = new Lambda(world);
  const own: Caller = {
    principal: `arn:aws:iam::${world.account}:root`,
    account: world.account,
    secureTransport: true,
  };
  const service: LambdaService = {
    name: "lambda",
    register(name, handler, options = {}, door = (operation, input) => service.call(operation, input, own)) {
      if (typeof handler !== "function")
        throw new TypeError(`lambda: give "${name}" a function, not ${typeof handler}`);
      const registration = functions.registrationOf(name, options);
      lambda.runtime.respond = (answer) => void door(RESPOND, answer);
      const { FunctionArn } = door(REGISTER, registration) as { FunctionArn: string };
      lambda.runtime.setHandler(FunctionArn.slice(FunctionArn.lastIndexOf(":") + 1), handler, options.duration);
      return FunctionArn;
    },
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run !== undefined) return run(lambda, input, caller);
      if (operation === RESPOND) return respond(lambda, input as Answer);
      if (operation === REGISTER) return functions.register(lambda, input as functions.Registration, caller);
      throw unsupported(`nubelab does not simulate the operation ${operation} of Lambda.`);
    },
    beginningOf(requestId, functionName) {
      const execution = lambda.executions.get(requestId);
      return execution?.invocation.fn.name === functionName ? execution.row : undefined;
    },
    links: () => linksOf(lambda),
  };
  return service;
}

function* linksOf({ functions: all, mappings }: Lambda): Iterable<Link> {
  for (const { name, settings, eventInvokeConfig } of all.values()) {
    const from = `lambda:${name}`;
    yield { from };
    const { onSuccess, onFailure } = eventInvokeConfig ?? {};
    if (onSuccess !== undefined) yield { from, to: nodeOfArn(onSuccess), how: "delivers" };
    for (const target of [settings.deadLetterTarget, onFailure]) {
      if (target !== undefined) yield { from, to: nodeOfArn(target), how: "deadLetters" };
    }
  }
  for (const { sourceArn, fn, settings } of mappings.values()) {
    yield { from: nodeOfArn(sourceArn), to: `lambda:${fn.name}`, how: "polls" };
    const onFailure = settings.stream?.onFailure;
    if (onFailure !== undefined) yield { from: `lambda:${fn.name}`, to: nodeOfArn(onFailure), how: "deadLetters" };
  }
}
