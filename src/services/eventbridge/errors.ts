/** The errors that EventBridge answers with, each building its message. */
import { ServiceError } from "../service";

export class EventBridgeError extends ServiceError {
  constructor(code: string, message: string, fault: "client" | "server" = "client") {
    super("eventbridge", code, message, fault);
  }
}

export function invalidPattern(reason: string): EventBridgeError {
  return new EventBridgeError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);
}

export function validation(message: string): EventBridgeError {
  return new EventBridgeError("ValidationException", message);
}
