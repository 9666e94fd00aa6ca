/** The optimized integrations: what each makes of its Parameters and of the service's answer, beyond what all have in common. */
import { runtimeError, StatesError } from "../states-error";
import type { Integration, TaskEvents, TaskRequest } from "../task";
import { callService, readParameters, requestIdOf, wireFor } from "./call";
import { optimizedFailure } from "./failures";
import { httpMetadata } from "./http-metadata";
import { invoke, payloadOf } from "./lambda-function";
import { SERVICE_NAMES, type ServiceNames } from "./names";
import type { Pattern, ServiceCall } from "./resource";
import { startExecution } from "./start-execution";

interface Action {
  patterns: readonly Pattern[];
  run?: (resource: ServiceCall, request: TaskRequest, events: TaskEvents) => (() => void) | undefined;
  /** Parameters that may be any JSON and reach the service as text. */
  texts?: readonly string[];
  /** Why the call has failed although the service answered. */
  check?: (output: Record<string, unknown>) => StatesError | undefined;
  /** Whether the answer carries the headers of HTTP. */
  hasMetadata?: boolean;
}

const REQUEST: readonly Pattern[] = ["request"];
const CALLBACK: readonly Pattern[] = ["request", "token"];
const ITEM: Action = { patterns: REQUEST, hasMetadata: true };

/** By "service:action". */
const ACTIONS: Readonly<Record<string, Action>> = {
  "lambda:invoke": { patterns: CALLBACK, run: invokeFunction },
  "sqs:sendMessage": { patterns: CALLBACK, texts: ["MessageBody"], hasMetadata: true, run: sendMessage },
  "sns:publish": { patterns: CALLBACK, texts: ["Message"], hasMetadata: true },
  "events:putEvents": { patterns: CALLBACK, texts: ["Entries[].Detail"], check: checkEntries },
  "dynamodb:getItem": ITEM,
  "dynamodb:putItem": ITEM,
  "dynamodb:updateItem": ITEM,
  "dynamodb:deleteItem": ITEM,
  "states:startExecution": { patterns: ["request", "sync", "sync:2", "token"], run: startExecution },
};

/** @throws StatesError States.Runtime for an integration that is not simulated */
export function optimizedIntegration(resource: ServiceCall, text: string): Integration {
  const action = ACTIONS[`${resource.service}:${resource.action}`];
  if (action === undefined || !action.patterns.includes(resource.pattern)) throw runtimeError(refusal(resource, text));
  const { resourceType, resource: name, pattern } = resource;
  return {
    kind: "task",
    resourceType,
    resource: name,
    waitsForToken: pattern === "token",
    run: (request, events) => (action.run ?? plainCall(action))(resource, request, events),
  };
}

/** Services that AWS has optimized integrations with and that are not simulated: a definition may name them, a task cannot run. */
const ELSEWHERE = new Set([
  "apigateway",
  "athena",
  "batch",
  "bedrock",
  "codebuild",
  "databrew",
  "ecs",
  "eks",
  "elasticmapreduce",
  "glue",
  "http",
  "mediaconvert",
  "sagemaker",
]);

/** Whether AWS has such a Resource, for validation. */
export function optimizedExists({ service, action, pattern }: ServiceCall): boolean {
  return ELSEWHERE.has(service) || (ACTIONS[`${service}:${action}`]?.patterns.includes(pattern) ?? false);
}

function refusal({ service }: ServiceCall, text: string): string {
  if (service === "http")
    return `The resource provided ${text} is not simulated: nothing here leaves the process, so there is nobody to call over HTTP.`;
  return `The resource provided ${text} is not recognized. The value is not a valid resource ARN, or the resource is not available here.`;
}

function plainCall(action: Action) {
  return (
    { service, action: operation, pattern }: ServiceCall,
    request: TaskRequest,
    events: TaskEvents,
  ): undefined => {
    const names = SERVICE_NAMES[service]!;
    callJson(request, events, names, operation, withTexts(request.parameters, action.texts ?? []), (output) => {
      const failure = action.check?.(output);
      if (failure !== undefined) return events.failed(failure);
      answer(
        events,
        pattern,
        action.hasMetadata === true ? withMetadata(request, service, output, bodyOf(service, output)) : output,
      );
    });
  };
}

/** The answer as it would be on the wire: SNS still speaks XML. */
function bodyOf(service: string, output: Record<string, unknown>): string {
  if (service !== "sns") return JSON.stringify(output);
  const members = Object.entries(output).map(([name, value]) => `    <${name}>${value}</${name}>\n`);
  return (
    `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <PublishResult>\n${members.join("")}` +
    `  </PublishResult>\n  <ResponseMetadata>\n    <RequestId>${"0".repeat(36)}</RequestId>\n  </ResponseMetadata>\n</PublishResponse>\n`
  );
}

/** Makes a call with JSON, and fails the task as this generation of the SDK words it. */
export function callJson(
  request: TaskRequest,
  events: TaskEvents,
  names: ServiceNames,
  operation: string,
  parameters: unknown,
  then: (output: Record<string, unknown>) => void,
): void {
  const wire = wireFor(request, names.service, operation);
  const name = wire?.operation ?? operation[0]!.toUpperCase() + operation.slice(1);
  const refused = (error: Parameters<typeof optimizedFailure>[0]) =>
    events.failed(optimizedFailure(error, names, wire, requestIdOf(request)));
  let input: unknown;
  try {
    input = readParameters(wire, parameters);
  } catch (error) {
    if (error instanceof StatesError) throw error;
    return refused(error as Parameters<typeof refused>[0]);
  }
  callService(request, names.service, name, input, {
    answered: (output) => then((wire === undefined ? output : wire.write(output)) as Record<string, unknown>),
    refused,
  });
}

export function answer(events: TaskEvents, pattern: Pattern, output: unknown): void {
  if (pattern === "request") events.succeeded(output);
  else events.submitted(output);
}

export function withMetadata(
  request: TaskRequest,
  service: string,
  output: Record<string, unknown>,
  body = JSON.stringify(output),
  more?: Record<string, string>,
): Record<string, unknown> {
  const { sim } = request.world;
  const response = { body, requestId: requestIdOf(request), atMs: sim.start + sim.now };
  return { ...output, ...httpMetadata(service, response, more) };
}

/** Parameters that the service wants as text: what is no text becomes its JSON text. */
function withTexts(parameters: unknown, texts: readonly string[]): unknown {
  if (typeof parameters !== "object" || parameters === null) return parameters;
  const given: Record<string, unknown> = { ...parameters };
  for (const path of texts) {
    const [name, inner] = path.split("[].");
    const value = given[name!];
    if (inner === undefined) given[name!] = asText(value);
    else if (Array.isArray(value))
      given[name!] = value.map((item) => (isObject(item) ? { ...item, [inner]: asText(item[inner]) } : item));
  }
  return given;
}

function asText(value: unknown): unknown {
  return value === undefined || value === null || typeof value === "string" ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkEntries(output: Record<string, unknown>): StatesError | undefined {
  if (!output.FailedEntryCount) return undefined;
  return new StatesError("EventBridge.FailedEntry", JSON.stringify(output));
}

function sendMessage(resource: ServiceCall, request: TaskRequest, events: TaskEvents): undefined {
  const url = isObject(request.parameters) ? request.parameters.QueueUrl : undefined;
  const host = typeof url === "string" ? /^https?:\/\/([^/:]+)/.exec(url)?.[1] : undefined;
  if (host !== undefined && !host.endsWith(".amazonaws.com")) {
    events.failed(
      new StatesError("SQS.SdkClientException", `Unable to execute HTTP request: ${host}: Name or service not known`),
    );
    return undefined;
  }
  return plainCall(ACTIONS["sqs:sendMessage"]!)(resource, request, events);
}

function invokeFunction({ pattern }: ServiceCall, request: TaskRequest, events: TaskEvents): undefined {
  const { Payload: payload, ...rest } = request.parameters as Record<string, unknown>;
  const text = payloadText(payload);
  invoke(request, events, { ...rest, Payload: text }, (invocation, body) => {
    const { StatusCode, ExecutedVersion, LogResult } = invocation;
    const output = {
      ExecutedVersion,
      ...(LogResult !== undefined && { LogResult }),
      Payload: payloadOf(invocation.Payload),
    };
    const more = LogResult === undefined ? undefined : { "X-Amz-Log-Result": LogResult };
    answer(events, pattern, { ...withMetadata(request, "lambda", output, body, more), StatusCode });
  });
}

/** As recorded: a Payload that is null or missing is an empty object, and a text that reads as JSON is taken for what it says. */
function payloadText(payload: unknown): string {
  if (typeof payload !== "string") return JSON.stringify(payload ?? {});
  try {
    JSON.parse(payload);
    return payload;
  } catch {
    return JSON.stringify(payload);
  }
}
