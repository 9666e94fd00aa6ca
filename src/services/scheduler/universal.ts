/**
 * Universal targets: arn:aws:scheduler:::aws-sdk:<service>:<apiAction> calls that operation with the Input, for every service
 * that nubelab simulates. What only reads is refused, as by AWS; its list of such names is longer than ours.
 * Source: Scheduler User Guide, "Using universal targets in EventBridge Scheduler" (read 2026-11).
 */

import { unsupported, validation } from "./errors";
import type { TargetCall } from "./target";

/** Services by the names that AWS gives them in these ARNs. */
const SERVICES: Readonly<Record<string, string>> = {
  sqs: "sqs",
  sns: "sns",
  eventbridge: "eventbridge",
  lambda: "lambda",
  dynamodb: "dynamodb",
  s3: "s3",
  cloudwatch: "cloudwatch",
  sfn: "stepfunctions",
  swf: "swf",
  mq: "mq",
  pipes: "pipes",
  scheduler: "scheduler",
};

const READS =
  /^(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|batchDescribe|batchRead|transactGet|head)([A-Z]|$)/;

/** Undefined for an ARN of another kind. Throws ValidationException, UnsupportedOperation. */
export function readUniversal(arn: string): ((input: string) => TargetCall) | undefined {
  const parts = /^arn:aws[\w-]*:scheduler:::aws-sdk:(\w+):(\w+)$/.exec(arn);
  if (parts === null) return undefined;
  const [, name, action] = parts as unknown as [string, string, string];
  const service = SERVICES[name];
  if (service === undefined) {
    throw unsupported(
      `nubelab does not simulate ${name} as a universal target of Scheduler; it simulates ${Object.keys(SERVICES).join(", ")}.`,
    );
  }
  if (!/^[a-z]/.test(action)) throw validation(`Invalid target ARN ${arn}: the action begins with a small letter.`);
  if (READS.test(action)) throw validation(`${arn} is not a supported API for Target: it only reads.`);
  const operation = action[0]!.toUpperCase() + action.slice(1);
  return (input) => ({ service, operation, input: JSON.parse(input) as object });
}
