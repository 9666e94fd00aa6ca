/**
 * Functions: create, look up, change, delete; and `cloud.lambda`, which gives one its handler.
 * What AWS does in the background (creating, updating) is done at once here: the answer says Pending or InProgress as AWS's
 * does, and the next look finds it Active.
 * Source: API reference; texts as recorded by LocalStack's snapshot tests (read 2026-11).
 */
import { type Duration, toMilliseconds } from "../../sim/duration";
import type { Caller } from "../service";
import type { Lambda } from "./context";
import { checkBounds, conflict, invalidParameter, revisionMismatch, violation } from "./errors";
import { LambdaFunction } from "./function";
import type { FunctionOptions } from "./handler";
import { COLD_START_MS, INIT_MS, NAME_LENGTH, TIMEOUT } from "./limits";
import { readName } from "./names";
import { listed } from "./page";
import { DEFAULT_SETTINGS, type SettingsInput, withInput } from "./settings";
import { checkTags } from "./tags";

interface Code {
  ZipFile?: Uint8Array;
  S3Bucket?: string;
  S3Key?: string;
  ImageUri?: string;
}

interface Input extends SettingsInput {
  FunctionName?: string;
  Qualifier?: string;
  Code?: Code;
  PackageType?: string;
  Publish?: boolean;
  Tags?: Record<string, string>;
  RevisionId?: string;
  DryRun?: boolean;
}

export function createFunction(lambda: Lambda, input: Input, caller: Caller): unknown {
  const { name, qualifier } = readName(input.FunctionName);
  if (qualifier !== undefined) throw invalidParameter("The function name must not have a version.");
  if (name.length > NAME_LENGTH)
    throw violation(name, "functionName", `have length less than or equal to ${NAME_LENGTH}`);
  const isImage = input.PackageType === "Image";
  if (!isImage) {
    if (!input.Runtime) throw invalidParameter("Runtime is mandatory for functions created with deployment packages.");
    if (!input.Handler) throw invalidParameter("Handler is mandatory for functions created with deployment packages.");
  }
  const settings = withInput(DEFAULT_SETTINGS, input);
  checkTags(input.Tags ?? {});
  const code = codeOf(input.Code);
  lambda.authorizeAccount("CreateFunction", lambda.arnOf(name), caller);
  if (lambda.functions.has(name)) throw conflict(`Function already exist: ${name}`);
  const fn = create(lambda, name, settings, code, caller.cause ?? -1);
  for (const [key, value] of Object.entries(input.Tags ?? {})) fn.tags.set(key, value);
  lambda.request("CreateFunction", fn.nameId, caller);
  return {
    ...describe(lambda, fn),
    State: "Pending",
    StateReason: "The function is being created.",
    StateReasonCode: "Creating",
    LastUpdateStatus: undefined,
  };
}

export function getFunction(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("GetFunction", input.FunctionName, caller, input.Qualifier);
  lambda.request("GetFunction", fn.nameId, caller);
  const { region } = lambda.world;
  return {
    Configuration: describe(lambda, fn),
    Code: { RepositoryType: "S3", Location: `https://awslambda-${region}-tasks.s3.${region}.amazonaws.com/${fn.name}` },
    ...(fn.tags.size > 0 && { Tags: Object.fromEntries(fn.tags) }),
    ...(fn.reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: fn.reserved } }),
  };
}

export function getFunctionConfiguration(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("GetFunctionConfiguration", input.FunctionName, caller, input.Qualifier);
  lambda.request("GetFunctionConfiguration", fn.nameId, caller);
  return describe(lambda, fn);
}

export function listFunctions(lambda: Lambda, input: { Marker?: string; MaxItems?: number }, caller: Caller): unknown {
  lambda.authorizeAccount("ListFunctions", "*", caller);
  const { items, NextMarker } = listed([...lambda.functions.values()], input);
  lambda.request("ListFunctions", 0, caller);
  return { Functions: items.map((fn) => describe(lambda, fn)), ...(NextMarker && { NextMarker }) };
}

export function updateFunctionConfiguration(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("UpdateFunctionConfiguration", input.FunctionName, caller);
  checkRevision(fn, input.RevisionId);
  fn.settings = withInput(fn.settings, input);
  return updated(lambda, fn, "UpdateFunctionConfiguration", caller);
}

export function updateFunctionCode(lambda: Lambda, input: Input & Code, caller: Caller): unknown {
  const fn = lambda.enter("UpdateFunctionCode", input.FunctionName, caller);
  checkRevision(fn, input.RevisionId);
  const code = codeOf(input);
  if (input.DryRun === true) return describe(lambda, fn);
  fn.setCode(code);
  return updated(lambda, fn, "UpdateFunctionCode", caller);
}

/** Its invocations go on; its events are discarded, its mappings find no function. */
export function deleteFunction(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("DeleteFunction", input.FunctionName, caller, input.Qualifier);
  const row = lambda.request("DeleteFunction", fn.nameId, caller);
  fn.isDeleted = true;
  lambda.functions.delete(fn.name);
  lambda.concurrency.forget(fn);
  lambda.trace.add(lambda.facts.FunctionDeleted, fn.nameId, 0, Number.NaN, 0, row);
  return {};
}

function updated(lambda: Lambda, fn: LambdaFunction, operation: string, caller: Caller): unknown {
  const row = lambda.request(operation, fn.nameId, caller);
  fn.changed(lambda.sim.now, lambda.id("revision"));
  lambda.trace.add(lambda.facts.FunctionUpdated, fn.nameId, 0, fn.settings.memorySize, 0, row);
  return {
    ...describe(lambda, fn),
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: "The function is being created.",
    LastUpdateStatusReasonCode: "Creating",
  };
}

function checkRevision(fn: LambdaFunction, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== fn.revisionId) throw revisionMismatch();
}

/** Throws InvalidParameterValueException when no code is named. */
function codeOf(code: Code | undefined): Uint8Array {
  const { ZipFile: zip, S3Bucket: bucket, S3Key: key, ImageUri: image } = code ?? {};
  if (zip !== undefined) {
    if (zip.byteLength > 0) return zip;
    throw invalidParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
  if (bucket && key) return Buffer.from(`${bucket}/${key}`);
  if (image) return Buffer.from(image);
  throw invalidParameter("Please provide a source for function code.");
}

function create(
  lambda: Lambda,
  name: string,
  settings: LambdaFunction["settings"],
  code: Uint8Array,
  cause: number,
): LambdaFunction {
  const { sim, trace } = lambda;
  const nameId = trace.name(name);
  const fn = new LambdaFunction(name, nameId, lambda.arnOf(name), settings, code, lambda.id("revision"), sim.now);
  lambda.functions.set(name, fn);
  trace.add(lambda.facts.FunctionCreated, nameId, 0, settings.memorySize, 0, cause);
  return fn;
}

/** What `cloud.lambda` asks for, in plain data: it is in the log of calls, and the handler is not. */
export interface Registration {
  FunctionName: string;
  Timeout?: number;
  MemorySize?: number;
  ReservedConcurrentExecutions?: number;
  Environment?: Record<string, string>;
  Role?: string;
  Description?: string;
  /** ms */
  ColdStart?: { least: number; most: number };
}

const OPTIONS = [
  "timeout",
  "memorySize",
  "reservedConcurrency",
  "coldStart",
  "duration",
  "environment",
  "role",
  "description",
];

/** Throws RangeError or TypeError that names the option, the rule and the value. */
export function registrationOf(name: string, options: FunctionOptions): Registration {
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined)
    throw new TypeError(`lambda: unknown option "${unknown}"; there are ${OPTIONS.join(", ")}`);
  const { timeout, coldStart, environment, role, description, memorySize, reservedConcurrency } = options;
  const registration: Registration = { FunctionName: name };
  if (timeout !== undefined) {
    const seconds = toMilliseconds(timeout, "timeout") / 1_000;
    if (!Number.isInteger(seconds) || seconds < TIMEOUT.least || seconds > TIMEOUT.most) {
      throw new RangeError(`timeout: ${TIMEOUT.least} to ${TIMEOUT.most} whole seconds, not ${seconds} s`);
    }
    registration.Timeout = seconds;
  }
  if (coldStart !== undefined) registration.ColdStart = coldStartOf(coldStart);
  if (memorySize !== undefined) registration.MemorySize = memorySize;
  if (reservedConcurrency !== undefined) registration.ReservedConcurrentExecutions = reservedConcurrency;
  if (environment !== undefined) registration.Environment = { ...environment };
  if (role !== undefined) registration.Role = role;
  if (description !== undefined) registration.Description = description;
  return registration;
}

function coldStartOf(given: Duration | { least: Duration; most: Duration }): { least: number; most: number } {
  const isRange = typeof given === "object" && "least" in given;
  const least = toMilliseconds(isRange ? given.least : given, "coldStart");
  const most = toMilliseconds(isRange ? given.most : given, "coldStart");
  const range = { least, most };
  checkColdStart(range);
  return range;
}

function checkColdStart({ least, most }: { least: number; most: number }): void {
  if (!(least >= 0 && least <= most && most <= INIT_MS)) {
    throw new RangeError(`coldStart: from 0 to ${INIT_MS} ms, the least first, not ${least} to ${most} ms`);
  }
}

/** A function of the cell: made, or given new code when it exists. Returns its ARN. */
export function register(lambda: Lambda, registration: Registration, caller: Caller): { FunctionArn: string } {
  const { FunctionName, ReservedConcurrentExecutions: reserved, ColdStart, Environment, ...rest } = registration;
  const { name } = readName(FunctionName);
  const existing = lambda.functions.get(name);
  const input = { ...rest, ...(Environment && { Environment: { Variables: Environment } }) };
  if (ColdStart !== undefined) checkColdStart(ColdStart);
  const settings = withInput(existing?.settings ?? DEFAULT_SETTINGS, input);
  checkBounds(reserved, "reservedConcurrentExecutions", { least: 0, most: Number.MAX_SAFE_INTEGER });
  lambda.concurrency.checkReservation(reserved, existing?.reserved);
  const fn = existing ?? create(lambda, name, settings, Buffer.from(name), caller.cause ?? -1);
  if (reserved !== undefined) lambda.concurrency.reserve(fn, reserved);
  if (existing !== undefined) {
    fn.settings = settings;
    fn.changed(lambda.sim.now, lambda.id("revision"));
    lambda.trace.add(lambda.facts.FunctionUpdated, fn.nameId, 0, settings.memorySize, 0, caller.cause ?? -1);
  }
  fn.hasCode = true;
  fn.coldStartMs = ColdStart ?? COLD_START_MS;
  return { FunctionArn: fn.arn };
}

function describe(lambda: Lambda, fn: LambdaFunction): Record<string, unknown> {
  const { settings, name, arn } = fn;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: settings.runtime,
    Role: settings.role || `arn:aws:iam::${lambda.world.account}:role/lambda-default`,
    Handler: settings.handler,
    CodeSize: fn.codeSize,
    CodeSha256: fn.codeSha256,
    Description: settings.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: lambda.sim.date(fn.modifiedMs).toISOString().replace("Z", "+0000"),
    Version: "$LATEST",
    ...(settings.environment && { Environment: { Variables: { ...settings.environment } } }),
    ...(settings.deadLetterTarget && { DeadLetterConfig: { TargetArn: settings.deadLetterTarget } }),
    TracingConfig: { Mode: settings.tracing },
    RevisionId: fn.revisionId,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Architectures: [...settings.architectures],
    EphemeralStorage: { Size: settings.storage },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${name}` },
    ...settings.kept,
  };
}
