/**
 * The errors of Step Functions' API. Codes are the modelled exceptions of @aws-sdk/client-sfn, and ValidationException; texts
 * follow AWS's as recorded by LocalStack's snapshot tests where they were, else they say which field breaks which rule.
 */
import { ServiceError } from "../service";

export class StepFunctionsError extends ServiceError {
  constructor(
    code: string,
    message: string,
    fault: "client" | "server" = "client",
    detail: Record<string, unknown> = {},
  ) {
    super("stepfunctions", code, message, fault, fault === "server" || code === "ThrottlingException", detail);
  }
}

export const invalidArn = (arn: unknown, why?: string) =>
  new StepFunctionsError("InvalidArn", why ?? `Invalid Arn: 'Invalid ARN prefix: ${String(arn)}'`);
export const invalidName = (name: string) => new StepFunctionsError("InvalidName", `Invalid Name: '${name}'`);
export const invalidToken = (why = "Invalid token") =>
  new StepFunctionsError("InvalidToken", `Invalid Token: '${why}'`);
export const invalidOutput = (why: string) => new StepFunctionsError("InvalidOutput", why);
export const invalidDefinition = (why: string) =>
  new StepFunctionsError("InvalidDefinition", `Invalid State Machine Definition: '${why}'`);
export const invalidInput = (why: string) => new StepFunctionsError("InvalidExecutionInput", why);
export const machineMissing = (arn: string) =>
  new StepFunctionsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
export const machineExists = (arn: string) =>
  new StepFunctionsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
export const machineDeleting = (arn: string) =>
  new StepFunctionsError("StateMachineDeleting", `State Machine is deleting: '${arn}'`);
export const tooManyMachines = (most: number) =>
  new StepFunctionsError("StateMachineLimitExceeded", `The account has ${most} state machines, the most there can be.`);
export const executionMissing = (arn: string) =>
  new StepFunctionsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
export const executionExists = (arn: string) =>
  new StepFunctionsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
export const tooManyExecutions = () =>
  new StepFunctionsError("ExecutionLimitExceeded", "The account has reached its quota of open executions.");
export const notRedrivable = (why: string) => new StepFunctionsError("ExecutionNotRedrivable", why);
export const typeNotSupported = () =>
  new StepFunctionsError(
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  );
export const activityMissing = (arn: string) =>
  new StepFunctionsError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);
export const tooManyActivities = (most: number) =>
  new StepFunctionsError("ActivityLimitExceeded", `The account has ${most} activities, the most there can be.`);
export const tooManyWorkers = (arn: string, most: number) =>
  new StepFunctionsError("ActivityWorkerLimitExceeded", `${arn} has ${most} workers waiting, the most there can be.`);
export const taskMissing = (why = "Task does not exist") => new StepFunctionsError("TaskDoesNotExist", why);
export const taskTimedOut = () =>
  new StepFunctionsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
export const resourceMissing = (arn: string) =>
  new StepFunctionsError("ResourceNotFound", `Resource not found: '${arn}'`, "client", { resourceName: arn });
export const tooManyTags = (arn: string, most: number) =>
  new StepFunctionsError("TooManyTags", `A resource has at most ${most} tags.`, "client", { resourceName: arn });
export const conflict = (message: string) => new StepFunctionsError("ConflictException", message);
export const quotaExceeded = (message: string) => new StepFunctionsError("ServiceQuotaExceededException", message);
export const missingParameter = (message: string) => new StepFunctionsError("MissingRequiredParameter", message);
export const invalid = (message: string, reason?: string) =>
  new StepFunctionsError("ValidationException", message, "client", reason === undefined ? {} : { reason });
export const accessDenied = (reason: string) => new StepFunctionsError("AccessDeniedException", reason);
export const throttled = () => new StepFunctionsError("ThrottlingException", "Rate exceeded");
export const unavailable = (name: string) =>
  new StepFunctionsError("InternalServerError", `The state machine ${name} does not answer.`, "server");
/** Operations that nubelab does not simulate. */
export const unsupported = (what: string) => new StepFunctionsError("UnsupportedOperation", what);

/** "1 validation error detected: Value '...' at 'name' failed to satisfy constraint: Member must ..." */
export function violation(value: unknown, member: string, rule: string): StepFunctionsError {
  const shown =
    value === undefined || value === null ? "null" : `'${typeof value === "string" ? value : JSON.stringify(value)}'`;
  return invalid(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** Throws ValidationException unless the value is absent or a whole number within its bounds. */
export function checkBounds(value: number | undefined, member: string, least: number, most: number): void {
  if (value === undefined) return;
  if (value < least) throw violation(value, member, `have value greater than or equal to ${least}`);
  if (value > most) throw violation(value, member, `have value less than or equal to ${most}`);
}

export function checkLength(value: string | undefined, member: string, most: number, least = 0): void {
  if (value === undefined) return;
  if (value.length < least) throw violation(value, member, `have length greater than or equal to ${least}`);
  if (value.length > most) throw violation(value, member, `have length less than or equal to ${most}`);
}

export function checkOneOf(value: string | undefined, member: string, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value)) {
    throw violation(value, member, `satisfy enum value set: [${values.join(", ")}]`);
  }
}
