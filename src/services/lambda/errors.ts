/**
 * The errors of Lambda. Codes are the modelled exceptions of @aws-sdk/client-lambda; texts follow AWS's as recorded by
 * LocalStack's snapshot tests where they were, else they say which field breaks which rule.
 */
import { ServiceError } from "../service";
import { type Bounds, within } from "./limits";

export class LambdaError extends ServiceError {
  constructor(
    code: string,
    message: string,
    fault: "client" | "server" = "client",
    detail: Record<string, unknown> = {},
  ) {
    super("lambda", code, message, fault, fault === "server" || code === "TooManyRequestsException", {
      Type: fault === "client" ? "User" : "Service",
      ...detail,
    });
  }
}

export const invalidParameter = (message: string) => new LambdaError("InvalidParameterValueException", message);
export const notFound = (message: string) => new LambdaError("ResourceNotFoundException", message);
export const functionNotFound = (arn: string) => notFound(`Function not found: ${arn}`);
export const noSuchResource = () => notFound("The resource you requested does not exist.");
export const conflict = (message: string) => new LambdaError("ResourceConflictException", message);
export const invalidContent = (message: string) => new LambdaError("InvalidRequestContentException", message);
export const accessDenied = (reason: string) => new LambdaError("AccessDeniedException", reason);
export const unsupported = (message: string) => new LambdaError("UnsupportedOperation", message);
export const unavailable = (name: string) =>
  new LambdaError("ServiceException", `The function ${name} does not answer.`, "server");

export const requestTooLarge = (most: number) =>
  new LambdaError(
    "RequestTooLargeException",
    `Request must be smaller than ${most} bytes for the InvokeFunction operation`,
  );

export const revisionMismatch = () =>
  new LambdaError(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  );

export type ThrottleReason =
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "ReservedFunctionInvocationRateLimitExceeded"
  | "ConcurrentInvocationLimitExceeded"
  | "FunctionInvocationRateLimitExceeded"
  | "CallerRateLimitExceeded";

export const tooManyRequests = (reason: ThrottleReason) =>
  new LambdaError("TooManyRequestsException", "Rate Exceeded.", "client", { Reason: reason, retryAfterSeconds: "1" });

/** "1 validation error detected: Value '0' at 'timeout' failed to satisfy constraint: Member must ..." */
export function violation(value: unknown, member: string, rule: string): LambdaError {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return new LambdaError(
    "ValidationException",
    `1 validation error detected: Value '${shown}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** Throws ValidationException unless the value is absent or a whole number within its bounds. */
export function checkBounds(value: number | undefined, member: string, bounds: Bounds): void {
  if (value === undefined || within(value, bounds)) return;
  if (value < bounds.least) throw violation(value, member, `have value greater than or equal to ${bounds.least}`);
  if (value > bounds.most) throw violation(value, member, `have value less than or equal to ${bounds.most}`);
  throw violation(value, member, "be a whole number");
}

export function checkLength(value: string | undefined, member: string, most: number): void {
  if (value !== undefined && value.length > most) {
    throw violation(value, member, `have length less than or equal to ${most}`);
  }
}

export function checkPattern(value: string | undefined, member: string, pattern: RegExp): void {
  if (value !== undefined && !pattern.test(value)) {
    throw violation(value, member, `satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, "")}`);
  }
}

export function checkOneOf(value: string | undefined, member: string, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value)) {
    throw violation(value, member, `satisfy enum value set: [${values.join(", ")}]`);
  }
}
