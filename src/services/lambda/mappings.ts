/** The operations on event source mappings. Source: API reference; texts as recorded (read 2026-11). */
import type { Caller } from "../service";
import type { Lambda } from "./context";
import { targetName } from "./destination";
import { conflict, invalidParameter, LambdaError, noSuchResource, violation } from "./errors";
import type { Kind } from "./facts";
import type { LambdaFunction } from "./function";
import { checkQueue, Mapping, type MappingInput, withMappingInput } from "./mapping";
import { listed } from "./page";
import { checkStream, isStream, type StreamMappingSettings, tableOf } from "./stream-settings";

const SOURCE = /^arn:(aws[\w-]*):([\w-]+):([a-z0-9-]*):(\d{12})?:(.+)$/;
const PAGE = 100;

export function createEventSourceMapping(lambda: Lambda, input: MappingInput, caller: Caller): unknown {
  const sourceArn = readSource(input.EventSourceArn);
  const settings = withMappingInput(undefined, input, sourceArn);
  const fn = functionFor(lambda, "CreateEventSourceMapping", input.FunctionName, caller);
  for (const mapping of lambda.mappings.values()) {
    if (mapping.sourceArn === sourceArn && mapping.fn === fn) throw conflict(duplicate(mapping));
  }
  const visibilityMs = checkSource(lambda, sourceArn, fn, caller);
  const row = lambda.request("CreateEventSourceMapping", fn.nameId, caller);
  const mapping = new Mapping(lambda, lambda.id("mapping"), sourceArn, fn, visibilityMs, settings);
  for (const [key, value] of Object.entries(input.Tags ?? {})) mapping.tags.set(key, value);
  lambda.mappings.set(mapping.uuid, mapping);
  write(lambda, "MappingCreated", mapping, row);
  return { ...describe(lambda, mapping), State: "Creating" };
}

export function getEventSourceMapping(lambda: Lambda, input: MappingInput, caller: Caller): unknown {
  const mapping = enter(lambda, "GetEventSourceMapping", input.UUID, caller);
  lambda.request("GetEventSourceMapping", mapping.fn.nameId, caller);
  return describe(lambda, mapping);
}

export function listEventSourceMappings(
  lambda: Lambda,
  input: MappingInput & { Marker?: string; MaxItems?: number },
  caller: Caller,
): unknown {
  lambda.authorizeAccount("ListEventSourceMappings", "*", caller);
  const fn = input.FunctionName === undefined ? undefined : lambda.functionAt(input.FunctionName);
  const found = [...lambda.mappings.values()].filter(
    (mapping) =>
      (fn === undefined || mapping.fn === fn) &&
      (input.EventSourceArn === undefined || mapping.sourceArn === input.EventSourceArn),
  );
  const { items, NextMarker } = listed(found, input, PAGE);
  lambda.request("ListEventSourceMappings", fn?.nameId ?? 0, caller);
  return {
    EventSourceMappings: items.map((mapping) => describe(lambda, mapping)),
    ...(NextMarker && { NextMarker }),
  };
}

export function updateEventSourceMapping(lambda: Lambda, input: MappingInput, caller: Caller): unknown {
  const mapping = enter(lambda, "UpdateEventSourceMapping", input.UUID, caller);
  const settings = withMappingInput(mapping.settings, input, mapping.sourceArn);
  const fn =
    input.FunctionName === undefined
      ? mapping.fn
      : functionFor(lambda, "UpdateEventSourceMapping", input.FunctionName, caller);
  const visibilityMs = checkSource(lambda, mapping.sourceArn, fn, caller);
  const row = lambda.request("UpdateEventSourceMapping", fn.nameId, caller);
  mapping.fn = fn;
  mapping.visibilityMs = visibilityMs;
  mapping.change(settings);
  write(lambda, "MappingUpdated", mapping, row);
  return { ...describe(lambda, mapping), State: "Updating" };
}

export function deleteEventSourceMapping(lambda: Lambda, input: MappingInput, caller: Caller): unknown {
  const mapping = enter(lambda, "DeleteEventSourceMapping", input.UUID, caller);
  const row = lambda.request("DeleteEventSourceMapping", mapping.fn.nameId, caller);
  lambda.mappings.delete(mapping.uuid);
  mapping.close();
  write(lambda, "MappingDeleted", mapping, row);
  return { ...describe(lambda, mapping), State: "Deleting" };
}

function enter(lambda: Lambda, operation: string, uuid: string | undefined, caller: Caller): Mapping {
  lambda.authorizeAccount(operation, "*", caller);
  const mapping = lambda.mappings.get(uuid ?? "");
  if (mapping === undefined) throw noSuchResource();
  return mapping;
}

function functionFor(lambda: Lambda, operation: string, name: string | undefined, caller: Caller) {
  try {
    return lambda.enter(operation, name, caller);
  } catch (error) {
    if (error instanceof LambdaError && error.code === "ResourceNotFoundException") {
      throw invalidParameter("Function does not exist");
    }
    throw error;
  }
}

function duplicate({ sourceArn, fn, uuid, settings }: Mapping): string {
  const what =
    settings.stream === undefined
      ? `An event source mapping with SQS arn (" ${sourceArn} ") and function (" ${fn.name} ")`
      : `The event source arn (" ${sourceArn} ") and function (" ${fn.name} ") provided mapping`;
  return `${what} already exists. Please update or delete the existing mapping with UUID ${uuid}`;
}

/** The visibility timeout of a queue, in ms; 0 for a stream. Throws InvalidParameterValueException. */
function checkSource(lambda: Lambda, sourceArn: string, fn: LambdaFunction, caller: Caller): number {
  const cause = caller.cause ?? -1;
  if (!isStream(sourceArn)) return checkQueue(lambda, sourceArn, fn, cause);
  checkStream(lambda, sourceArn, fn, cause);
  return 0;
}

/** Throws InvalidParameterValueException for what is neither queue nor stream. */
function readSource(arn: string | undefined): string {
  if (arn === undefined) throw invalidParameter("Unrecognized event source.");
  const parts = SOURCE.exec(arn);
  if (parts === null)
    throw violation(
      arn,
      "eventSourceArn",
      "satisfy regular expression pattern: arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?(-iso[a-z]?)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
    );
  if (parts[2] !== "sqs" && !isStream(arn)) {
    throw invalidParameter(
      `Unrecognized event source: nubelab maps queues of SQS and streams of DynamoDB to functions, not ${parts[2]}.`,
    );
  }
  return arn;
}

function write(lambda: Lambda, kind: Kind, mapping: Mapping, cause: number): void {
  const { sourceArn } = mapping;
  const source = isStream(sourceArn) ? tableOf(sourceArn) : targetName(sourceArn);
  lambda.trace.add(
    lambda.facts[kind],
    mapping.fn.nameId,
    0,
    mapping.settings.batchSize,
    lambda.trace.name(source),
    cause,
  );
}

function describe(lambda: Lambda, mapping: Mapping): Record<string, unknown> {
  const { settings, uuid, sourceArn, fn } = mapping;
  const { region, account } = lambda.world;
  const { filters, maximumConcurrency } = settings;
  return {
    UUID: uuid,
    EventSourceMappingArn: `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`,
    EventSourceArn: sourceArn,
    FunctionArn: fn.arn,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.windowSeconds,
    FunctionResponseTypes: settings.reportsItemFailures ? ["ReportBatchItemFailures"] : [],
    ...(filters.length > 0 && { FilterCriteria: { Filters: filters.map(({ text }) => ({ Pattern: text })) } }),
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(settings.stream !== undefined && describeStream(settings.stream)),
    LastModified: lambda.sim.date(mapping.modifiedMs),
    LastProcessingResult: mapping.lastResult,
    State: settings.isEnabled ? "Enabled" : "Disabled",
    StateTransitionReason: "USER_INITIATED",
  };
}

function describeStream(stream: StreamMappingSettings): Record<string, unknown> {
  return {
    StartingPosition: stream.startingPosition,
    ParallelizationFactor: 1,
    TumblingWindowInSeconds: 0,
    BisectBatchOnFunctionError: stream.bisects,
    MaximumRetryAttempts: stream.maximumRetries,
    MaximumRecordAgeInSeconds: stream.maximumAgeSeconds,
    DestinationConfig: { OnFailure: stream.onFailure === undefined ? {} : { Destination: stream.onFailure } },
  };
}
