/**
 * The errors of SNS. Codes are the modelled exceptions of @aws-sdk/client-sns; texts follow AWS's as recorded by
 * LocalStack's snapshot tests where they were, else they say which field breaks which rule.
 */
import { ServiceError } from "../service";

export class SnsError extends ServiceError {
  constructor(code: string, message: string, retryable = false, fault: "client" | "server" = "client") {
    super("sns", code, message, fault, retryable);
  }
}

/** "Invalid parameter: Subject" */
export const invalidParameter = (what: string) =>
  new SnsError("InvalidParameterException", `Invalid parameter: ${what}`);

/** A value of a message attribute, say, with AWS's text as it is. */
export const invalidValue = (message: string) => new SnsError("InvalidParameterValueException", message);

export const notFound = (what: string) => new SnsError("NotFoundException", what);
export const resourceNotFound = (what: string) => new SnsError("ResourceNotFoundException", what);

export const topicNotFound = () => notFound("Topic does not exist");
export const subscriptionNotFound = () => notFound("Subscription does not exist");

export const notAuthorized = (reason: string) => new SnsError("AuthorizationErrorException", reason);

export const throttled = (why: string) => new SnsError("ThrottledException", `Rate exceeded: ${why}`, true);

export const unavailable = (topic: string) =>
  new SnsError("InternalErrorException", `The topic ${topic} does not answer.`, true, "server");

/** Operations and protocols that nubelab does not simulate. */
export const unsupported = (what: string) => new SnsError("UnsupportedOperation", what);
