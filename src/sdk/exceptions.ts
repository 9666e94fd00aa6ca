/**
 * Turns a ServiceError into the exception that the real client throws. Classes come from the client's own registries,
 * so `instanceof QueueDoesNotExist` holds; a code that is not modelled becomes the service's base exception with that
 * code as its name, as in the SDK (AwsJsonRpcProtocol.handleError of @aws-sdk/core).
 */
import type { ServiceError } from "../services/service";
import type { ErrorRegistry, SdkClient } from "./client";
import type { Misshapen } from "./copy";

export interface Metadata {
  httpStatusCode: number;
  requestId: string;
  extendedRequestId: undefined;
  cfId: undefined;
  attempts: number;
  totalRetryDelay: number;
}

export function metadata(httpStatusCode: number, requestId: string): Metadata {
  return { httpStatusCode, requestId, extendedRequestId: undefined, cfId: undefined, attempts: 1, totalRetryDelay: 0 };
}

type ExceptionClass = new (options: Record<string, unknown>) => Error;

interface Modelled {
  exception: ExceptionClass;
  /** Traits of the error's schema: `httpError` is the status, `awsQueryError` the code of the older protocol. */
  traits: { httpError?: number; awsQueryError?: [code: string, status: number] };
  known: boolean;
}

export type ToException = (error: ServiceError, requestId: string) => Error;

/** A translator for one client; looks each code up once. */
export function exceptionsOf(client: SdkClient): ToException {
  const registries = client.config.protocol?.options?.errorTypeRegistries ?? [];
  const found = new Map<string, Modelled>();
  return (error, requestId) => {
    let modelled = found.get(error.code);
    if (!modelled) {
      modelled = find(registries, error.code);
      found.set(error.code, modelled);
    }
    return build(modelled, error, requestId);
  };
}

function find(registries: readonly ErrorRegistry[], code: string): Modelled {
  for (const registry of registries) {
    const schema = schemaOf(registry, code);
    const exception = schema === undefined ? undefined : registry.getErrorCtor(schema);
    if (exception) return { exception, traits: traitsOf(schema), known: true };
  }
  for (const registry of registries) {
    const base = registry.getBaseException();
    const exception = base ? registry.getErrorCtor(base) : undefined;
    if (exception) return { exception, traits: {}, known: false };
  }
  throw new TypeError("this client has no exception classes; is it a client of the AWS SDK for JavaScript v3?");
}

/** The registry has no "has": it throws for a name that it does not hold. */
function schemaOf(registry: ErrorRegistry, code: string): unknown {
  try {
    return registry.getSchema(`${registry.namespace}#${code}`);
  } catch {
    return undefined;
  }
}

function traitsOf(schema: unknown): Modelled["traits"] {
  const traits = Array.isArray(schema) ? schema[3] : undefined;
  return typeof traits === "object" && traits !== null ? traits : {};
}

function build({ exception, traits, known }: Modelled, error: ServiceError, requestId: string): Error {
  const status = traits.httpError ?? (error.fault === "client" ? 400 : 500);
  const thrown = new exception({
    name: error.code,
    $fault: error.fault,
    message: error.message,
    $metadata: metadata(status, requestId),
  });
  if (!known) thrown.name = error.code;
  Object.assign(thrown, error.detail);
  // Services that once spoke the query protocol still tell the older code beside the name.
  if (traits.awsQueryError) {
    const Code = traits.awsQueryError[0];
    const Type = error.fault === "client" ? "Sender" : "Receiver";
    Object.assign(thrown, { Code, Type, Error: { Code, Type, Message: error.message } });
  }
  return thrown;
}

/** The code and text that AWS gives to an input of the wrong shape. */
export interface Refusal {
  code: string;
  message: string;
  /** Further members of the modelled error. */
  detail?: Record<string, unknown>;
}

/** Texts of the services that come from the query protocol (SQS, SNS): MissingParameter. */
export function refuseAsQuery(mistake: Misshapen): Refusal {
  if (mistake.problem === "type") return refuseType(mistake);
  return { code: "MissingParameter", message: `The request must contain the parameter ${mistake.path}.` };
}

/** Texts of the other services: ValidationException. */
export function refuseAsJson(mistake: Misshapen): Refusal {
  if (mistake.problem === "type") return refuseType(mistake);
  const member = mistake.path.replace(/(^|\.)([A-Z])/g, (_, dot, letter) => dot + letter.toLowerCase());
  return {
    code: "ValidationException",
    message: `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  };
}

/** CloudWatch has a modelled error for what is missing. */
export function refuseAsCloudWatch(mistake: Misshapen): Refusal {
  if (mistake.problem === "type") return refuseType(mistake);
  return { code: "MissingRequiredParameterException", message: `The parameter ${mistake.path} is required.` };
}

/** Amazon MQ names the attribute in a member of its own. */
export function refuseAsMq(mistake: Misshapen): Refusal {
  const attribute = mistake.path.replace(/(^|\.)([A-Z])/g, (_, dot, letter) => dot + letter.toLowerCase());
  const message =
    mistake.problem === "type" ? refuseType(mistake).message : `The attribute [${attribute}] is required.`;
  return { code: "BadRequestException", message, detail: { ErrorAttribute: attribute, Message: message } };
}

function refuseType({ path, expected, given }: Misshapen): Refusal {
  return {
    code: "SerializationException",
    message: `${path || "The input"} must be ${expected}, not ${describe(given)}.`,
  };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return value instanceof Date ? "a Date" : "an object";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  return `the ${typeof value} ${String(value)}`;
}
