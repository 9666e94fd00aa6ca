/**
 * The settings of a function: what CreateFunction and UpdateFunctionConfiguration may say, checked.
 * Kept but without effect: runtime, handler, architecture, storage, layers, VPC, tracing, encryption, snapshots. The code is an
 * ordinary function of the cell (`cloud.lambda`); archives are accepted and not opened.
 * Source: API reference, CreateFunction; limits from "Lambda quotas" (read 2026-11).
 */
import { checkBounds, checkLength, checkOneOf, checkPattern, invalidParameter } from "./errors";
import { DESCRIPTION_LENGTH, ENVIRONMENT_BYTES, MEMORY, STORAGE, TIMEOUT } from "./limits";

const ROLE = /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;
const HANDLER = /^[^\s]+$/;
const VARIABLE = /^[a-zA-Z]([a-zA-Z0-9_])+$/;
const RUNTIME = /^(nodejs|python|java|dotnet|ruby|go|provided)[\w.]*$/;
const TARGET = /^arn:aws[\w-]*:(sqs|sns):[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/;

export interface Settings {
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  readonly description: string;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly storage: number;
  readonly architectures: readonly string[];
  readonly environment: Readonly<Record<string, string>> | undefined;
  /** ARN of the queue or topic for events that were given up. */
  readonly deadLetterTarget: string | undefined;
  readonly tracing: string;
  /** Kept as given. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** Members that are shown again as they were given. */
const KEPT = ["KMSKeyArn", "FileSystemConfigs", "ImageConfig"];

export interface SettingsInput {
  Role?: string;
  Runtime?: string;
  Handler?: string;
  Description?: string;
  Timeout?: number;
  MemorySize?: number;
  EphemeralStorage?: { Size?: number };
  Architectures?: string[];
  Environment?: { Variables?: Record<string, string> };
  DeadLetterConfig?: { TargetArn?: string };
  TracingConfig?: { Mode?: string };
  [other: string]: unknown;
}

export const DEFAULT_SETTINGS: Settings = {
  role: "",
  runtime: "nodejs22.x",
  handler: "index.handler",
  description: "",
  timeout: TIMEOUT.default,
  memorySize: MEMORY.default,
  storage: STORAGE.default,
  architectures: ["x86_64"],
  environment: undefined,
  deadLetterTarget: undefined,
  tracing: "PassThrough",
  kept: {},
};

/** The settings with what the input says. Throws ValidationException, InvalidParameterValueException; changes nothing. */
export function withInput(before: Settings, input: SettingsInput): Settings {
  checkPattern(input.Role, "role", ROLE);
  checkPattern(input.Handler, "handler", HANDLER);
  checkLength(input.Handler, "handler", 128);
  checkLength(input.Description, "description", DESCRIPTION_LENGTH);
  checkBounds(input.Timeout, "timeout", TIMEOUT);
  checkBounds(input.MemorySize, "memorySize", MEMORY);
  checkBounds(input.EphemeralStorage?.Size, "ephemeralStorage.size", STORAGE);
  for (const each of input.Architectures ?? []) checkOneOf(each, "architectures", ["x86_64", "arm64"]);
  checkOneOf(input.TracingConfig?.Mode, "tracingConfig.mode", ["Active", "PassThrough"]);
  if (input.Runtime !== undefined && !RUNTIME.test(input.Runtime)) {
    throw invalidParameter(
      `Value ${input.Runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: a runtime of Lambda such as nodejs22.x or a valid ARN`,
    );
  }
  const variables = input.Environment?.Variables;
  if (variables !== undefined) checkEnvironment(variables);
  const target = input.DeadLetterConfig?.TargetArn;
  if (target && !TARGET.test(target)) {
    throw invalidParameter(`The provided dead-letter target ${target} is not the ARN of an SQS queue or an SNS topic.`);
  }
  const kept = KEPT.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]);
  return {
    role: input.Role ?? before.role,
    runtime: input.Runtime ?? before.runtime,
    handler: input.Handler ?? before.handler,
    description: input.Description ?? before.description,
    timeout: input.Timeout ?? before.timeout,
    memorySize: input.MemorySize ?? before.memorySize,
    storage: input.EphemeralStorage?.Size ?? before.storage,
    architectures: input.Architectures ?? before.architectures,
    environment: variables ?? before.environment,
    // An empty ARN takes the target away.
    deadLetterTarget: target === undefined ? before.deadLetterTarget : target || undefined,
    tracing: input.TracingConfig?.Mode ?? before.tracing,
    kept: { ...before.kept, ...Object.fromEntries(kept) },
  };
}

function checkEnvironment(variables: Record<string, string>): void {
  let bytes = 0;
  for (const [name, value] of Object.entries(variables)) {
    checkPattern(name, "environment.variables", VARIABLE);
    if (name.startsWith("AWS_") || name.startsWith("LAMBDA_")) {
      throw invalidParameter(
        `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${name}`,
      );
    }
    bytes += Buffer.byteLength(JSON.stringify({ [name]: value })) - 1;
  }
  if (bytes > ENVIRONMENT_BYTES) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the ${ENVIRONMENT_BYTES / 1_024}KB limit.`,
    );
  }
}
