/** Which integration runs a task, by its Resource. */
import { runtimeError } from "../states-error";
import type { Integration } from "../task";
import { sdkIntegration } from "./aws-sdk";
import { lambdaFunction } from "./lambda-function";
import { optimizedIntegration } from "./optimized";
import { readResource } from "./resource";

/**
 * The integration of a Resource: a Lambda function's ARN, arn:aws:states:::SERVICE:ACTION[.sync|.sync:2|.waitForTaskToken], or
 * arn:aws:states:::aws-sdk:SERVICE:ACTION[.waitForTaskToken]. Activities are the engine's own.
 * @throws StatesError States.Runtime for a resource that is not simulated, with the reason
 */
export function integrationFor(text: string): Integration {
  const resource = readResource(text);
  switch (resource?.kind) {
    case "lambda":
      return lambdaFunction(resource.arn);
    case "optimized":
      return optimizedIntegration(resource, text);
    case "sdk":
      return sdkIntegration(resource, text);
    case "activity":
      throw runtimeError(`The activity ${text} does not exist.`);
    default:
      throw runtimeError(`The resource provided ${text} is not recognized.`);
  }
}
