/**
 * The errors of EventBridge. Codes are the modelled exceptions of @aws-sdk/client-eventbridge, and ValidationException; texts
 * follow AWS's as recorded by LocalStack's snapshot tests where they were.
 */
import { ServiceError } from "../service";

export class EventBridgeError extends ServiceError {
  constructor(code: string, message: string, fault: "client" | "server" = "client", retryable = false) {
    super("eventbridge", code, message, fault, retryable);
  }
}

export const invalidPattern = (reason: string) =>
  new EventBridgeError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);

export const validation = (message: string) => new EventBridgeError("ValidationException", message);

export const notFound = (message: string) => new EventBridgeError("ResourceNotFoundException", message);

export const busNotFound = (name: string) => notFound(`Event bus ${name} does not exist.`);

export const ruleNotFound = (name: string, bus: string) => notFound(`Rule ${name} does not exist on EventBus ${bus}.`);

export const alreadyExists = (message: string) => new EventBridgeError("ResourceAlreadyExistsException", message);

export const limitExceeded = (message: string) => new EventBridgeError("LimitExceededException", message);

export const illegalStatus = (message: string) => new EventBridgeError("IllegalStatusException", message);

export const accessDenied = (reason: string) => new EventBridgeError("AccessDeniedException", reason);

export const throttled = (why: string) =>
  new EventBridgeError("ThrottlingException", `Rate exceeded: ${why}`, "client", true);

export const unavailable = (bus: string) =>
  new EventBridgeError("InternalException", `The event bus ${bus} does not answer.`, "server", true);

/** Operations and targets that nubelab does not simulate. */
export const unsupported = (what: string) => new EventBridgeError("UnsupportedOperation", what);
