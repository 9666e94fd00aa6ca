/**
 * The errors of SWF. Codes are the modelled faults of @aws-sdk/client-swf, and ValidationException; texts follow AWS's as the
 * tests of moto and floci quote them, else they say which field breaks which rule.
 */
import { ServiceError } from "../service";

export class SwfError extends ServiceError {
  constructor(code: string, message: string, fault: "client" | "server" = "client", retryable = false) {
    super("swf", code, message, fault, retryable);
  }
}

const unknown = (message: string) => new SwfError("UnknownResourceFault", message);

export const unknownDomain = (name: string) => unknown(`Unknown domain: ${name}`);
export const unknownResource = (arn: string) => unknown(`Unknown resource: ${arn}`);
export const unknownType = (type: string) => unknown(`Unknown type: ${type}`);
export const unknownActivity = (scheduledEventId: number) =>
  unknown(`Unknown activity, scheduledEventId = ${scheduledEventId}`);
export const unknownDecisionTask = (scheduledEventId: number) =>
  unknown(`Unknown decision task, scheduledEventId = ${scheduledEventId}`);

/** Also said of an execution that is closed, where only an open one will do. */
export const unknownExecution = (workflowId: string, runId?: string) =>
  unknown(
    runId === undefined
      ? `Unknown execution, workflowId = ${workflowId}`
      : `Unknown execution: WorkflowExecution=[workflowId=${workflowId}, runId=${runId}]`,
  );

export const domainAlreadyExists = (name: string) => new SwfError("DomainAlreadyExistsFault", name);
export const domainDeprecated = (name: string) => new SwfError("DomainDeprecatedFault", name);
export const typeAlreadyExists = (type: string) => new SwfError("TypeAlreadyExistsFault", type);
export const typeDeprecated = (type: string) => new SwfError("TypeDeprecatedFault", type);
export const typeNotDeprecated = () =>
  new SwfError("TypeNotDeprecatedFault", "The type is currently registered and cannot be deleted in its current state");
export const alreadyStarted = (workflowId: string) =>
  new SwfError("WorkflowExecutionAlreadyStartedFault", `Already Started: an execution of ${workflowId} is open`);
export const defaultUndefined = (member: string) => new SwfError("DefaultUndefinedFault", member);
export const limitExceeded = (what: string, most: number) =>
  new SwfError("LimitExceededFault", `Limit exceeded: at most ${most} ${what}`);
export const tooManyTags = (most: number) => new SwfError("TooManyTagsFault", `A resource has at most ${most} tags`);
export const notPermitted = (reason: string) => new SwfError("OperationNotPermittedFault", reason);
export const validation = (message: string) => new SwfError("ValidationException", message);
export const invalidToken = () => validation("Invalid token");
export const throttled = (why: string) => new SwfError("ThrottlingException", `Rate exceeded: ${why}`, "client", true);
export const unavailable = (domain: string) =>
  new SwfError("ServiceUnavailable", `The domain ${domain} does not answer.`, "server", true);

/** Operations that nubelab does not simulate. */
export const unsupported = (what: string) => new SwfError("UnsupportedOperation", what);

/** "1 validation error detected: Value 'X' at 'member' failed to satisfy constraint: Member must ..." */
export function violation(value: unknown, member: string, rule: string): SwfError {
  const shown = value === undefined ? "Value null" : `Value '${value}'`;
  return violations([`${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`]);
}

export function violations(problems: readonly string[]): SwfError {
  const count = problems.length === 1 ? "1 validation error" : `${problems.length} validation errors`;
  return validation(`${count} detected: ${problems.join("; ")}`);
}
