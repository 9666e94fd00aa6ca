/**
 * The errors of Scheduler. Codes are the modelled exceptions of @aws-sdk/client-scheduler; texts follow AWS's where they were
 * recorded (LocalStack's snapshot tests) or reported (moto).
 */
import { ServiceError } from "../service";

export class SchedulerError extends ServiceError {
  constructor(code: string, message: string, fault: "client" | "server" = "client", retryable = false) {
    // The modelled errors have a Message of their own, beside that of the exception.
    super("scheduler", code, message, fault, retryable, { Message: message });
  }
}

export const validation = (message: string) => new SchedulerError("ValidationException", message);

/** AWS's form for a member that breaks its constraint. */
export const violation = (value: unknown, member: string, rule: string) =>
  validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

export const notFound = (message: string) => new SchedulerError("ResourceNotFoundException", message);

export const conflict = (message: string) => new SchedulerError("ConflictException", message);

export const quotaExceeded = (message: string) => new SchedulerError("ServiceQuotaExceededException", message);

export const accessDenied = (reason: string) => new SchedulerError("AccessDeniedException", reason);

export const throttled = (why: string) =>
  new SchedulerError("ThrottlingException", `Rate exceeded: ${why}`, "client", true);

export const unavailable = (group: string) =>
  new SchedulerError("InternalServerException", `The schedule group ${group} does not answer.`, "server", true);

/** Operations and targets that nubelab does not simulate. */
export const unsupported = (what: string) => new SchedulerError("UnsupportedOperation", what);
