/**
 * The errors of Pipes. Codes are the modelled exceptions of @aws-sdk/client-pipes. AWS does not publish their texts; ours name
 * the field and the rule, and those for constraints have AWS's form.
 */
import { ServiceError } from "../service";

export class PipesError extends ServiceError {
  constructor(
    code: string,
    message: string,
    detail: Record<string, unknown> = {},
    fault: "client" | "server" = "client",
    retryable = false,
  ) {
    super("pipes", code, message, fault, retryable, detail);
  }
}

/** @param field the member that is wrong */
export const validation = (field: string, message: string) =>
  new PipesError("ValidationException", message, { fieldList: [{ name: field, message }] });

/** AWS's form for a member that breaks its constraint. */
export const violation = (value: unknown, field: string, rule: string) =>
  validation(
    field,
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must ${rule}`,
  );

export const notFound = (name: string) => new PipesError("NotFoundException", `Pipe ${name} does not exist.`);

export const conflict = (name: string, message: string) =>
  new PipesError("ConflictException", message, { resourceId: name, resourceType: "pipe" });

export const quotaExceeded = (name: string, most: number) =>
  new PipesError("ServiceQuotaExceededException", `The account has its maximum of ${most} pipes.`, {
    resourceId: name,
    resourceType: "pipe",
    serviceCode: "pipes",
    quotaCode: "PIPES",
  });

export const accessDenied = (reason: string) => new PipesError("AccessDeniedException", reason);

export const throttled = (name: string) =>
  new PipesError("ThrottlingException", `Rate exceeded for ${name}: a fault of this simulation`, {}, "client", true);

export const unavailable = (name: string) =>
  new PipesError("InternalException", `The pipe ${name} does not answer.`, {}, "server", true);

/** Operations, sources and targets that nubelab does not simulate. */
export const unsupported = (what: string) => new PipesError("UnsupportedOperation", what);

export function checkBounds(
  value: number | undefined,
  field: string,
  { least, most }: { least: number; most: number },
): void {
  if (value === undefined) return;
  if (value < least) throw violation(value, field, `have value greater than or equal to ${least}`);
  if (value > most) throw violation(value, field, `have value less than or equal to ${most}`);
}

export function checkOneOf(value: string | undefined, field: string, among: readonly string[]): void {
  if (value !== undefined && !among.includes(value)) {
    throw violation(value, field, `satisfy enum value set: [${among.join(", ")}]`);
  }
}

export function checkLength(value: string | undefined, field: string, most: number): void {
  if (value !== undefined && value.length > most) {
    throw violation(`${value.slice(0, 40)}...`, field, `have length less than or equal to ${most}`);
  }
}
