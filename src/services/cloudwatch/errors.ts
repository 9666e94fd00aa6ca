/** The errors of CloudWatch: the modelled ones of @aws-sdk/client-cloudwatch, and ValidationError, which AWS uses for most. */
import { ServiceError } from "../service";

export class CloudWatchError extends ServiceError {
  constructor(code: string, message: string, detail: Record<string, unknown> = {}) {
    super("cloudwatch", code, message, "client", false, detail);
  }
}

export const validation = (message: string) => new CloudWatchError("ValidationError", message);
/** "The value 7 for parameter Period is invalid: ..." */
export const invalidValue = (name: string, value: unknown, rule: string) =>
  new CloudWatchError("InvalidParameterValueException", `The value ${String(value)} for parameter ${name} ${rule}.`);
export const invalidText = (message: string) => new CloudWatchError("InvalidParameterValueException", message);
export const missing = (name: string) =>
  new CloudWatchError("MissingRequiredParameterException", `The parameter ${name} is required.`);
export const combination = (message: string) => new CloudWatchError("InvalidParameterCombinationException", message);
export const alarmNotFound = (names: readonly string[]) =>
  new CloudWatchError("ResourceNotFound", `Unknown alarm: ${names.join(", ")}`);
export const resourceNotFound = (arn: string) =>
  new CloudWatchError("ResourceNotFoundException", `There is no alarm or dashboard ${arn}.`, {
    ResourceType: "alarm",
    ResourceId: arn,
  });
export const dashboardNotFound = (names: readonly string[]) =>
  new CloudWatchError("DashboardNotFoundError", `Dashboard ${names.join(", ")} does not exist`);
export const dashboardInvalid = (messages: readonly { DataPath: string; Message: string }[]) =>
  new CloudWatchError(
    "DashboardInvalidInputError",
    `The dashboard body is invalid: ${messages.map(({ DataPath, Message }) => `${DataPath}: ${Message}`).join("; ")}`,
    { dashboardValidationMessages: messages },
  );
export const badToken = () => new CloudWatchError("InvalidNextToken", "The NextToken was not given out by CloudWatch.");
export const limitExceeded = (message: string) => new CloudWatchError("LimitExceededFault", message);
export const badFormat = (message: string) => new CloudWatchError("InvalidFormatFault", message);
/** What nubelab does not simulate, by name. */
export const unsupported = (what: string) => new CloudWatchError("UnsupportedOperation", what);
