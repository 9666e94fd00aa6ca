/** Which integration runs a task, by its Resource. */
import { runtimeError } from "../states-error";
import type { Integration } from "../task";

/**
 * The integration of a Resource: a Lambda function's ARN, arn:aws:states:::SERVICE:ACTION[.sync|.sync:2|.waitForTaskToken], or
 * arn:aws:states:::aws-sdk:SERVICE:ACTION[.waitForTaskToken]. Activities are the engine's own.
 * @throws StatesError States.Runtime for a resource that is not simulated, with the reason
 */
export function integrationFor(resource: string): Integration {
  throw runtimeError(`The resource provided ${resource} is not recognized.`);
}
