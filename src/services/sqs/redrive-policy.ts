/**
 * The two policies about dead letters: where a queue sends them, and from which queues a dead-letter queue takes them.
 * Source: Developer Guide, "Configuring a dead-letter queue using ..."; API reference, SetQueueAttributes (read 2026-11).
 */
import { invalidParameter } from "./errors";
import { ALLOWED_SOURCES, RECEIVE_COUNT, within } from "./limits";

export interface RedrivePolicy {
  deadLetterTargetArn: string;
  /** 1 to 1,000: a message that was received so often is not delivered again but moved. */
  maxReceiveCount: number;
}

export interface RedriveAllowPolicy {
  redrivePermission: "allowAll" | "denyAll" | "byQueue";
  sourceQueueArns: readonly string[];
}

const QUEUE_ARN = /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+(\.fifo)?$/;

/** Throws InvalidParameterValue. The model names 10 as default for maxReceiveCount; SQS answers an error when it is missing. */
export function parseRedrivePolicy(text: string): RedrivePolicy {
  const refuse = (reason: string) => invalidParameter("RedrivePolicy", text, reason);
  const given = jsonObject(text);
  if (given === undefined) throw refuse("Redrive policy is not a valid JSON map.");
  const { deadLetterTargetArn: target, maxReceiveCount } = given;
  if (target === undefined) throw refuse("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  if (maxReceiveCount === undefined)
    throw refuse("Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  if (typeof target !== "string" || !QUEUE_ARN.test(target)) throw refuse("Invalid value for deadLetterTargetArn.");
  const count = typeof maxReceiveCount === "string" ? Number(maxReceiveCount) : maxReceiveCount;
  if (!within(count, RECEIVE_COUNT)) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from ${RECEIVE_COUNT.least} to ${RECEIVE_COUNT.most} both inclusive.`,
    );
  }
  return { deadLetterTargetArn: target, maxReceiveCount: count };
}

export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const refuse = (reason: string) => invalidParameter("RedriveAllowPolicy", text, reason);
  const given = jsonObject(text);
  if (given === undefined)
    throw refuse("Amazon SQS can't create the redrive allow policy, as it's in an unsupported format.");
  const { redrivePermission = "allowAll", sourceQueueArns } = given;
  if (redrivePermission !== "allowAll" && redrivePermission !== "denyAll" && redrivePermission !== "byQueue") {
    throw refuse("redrivePermission must be allowAll, denyAll or byQueue.");
  }
  if ((redrivePermission === "byQueue") !== (sourceQueueArns !== undefined)) {
    throw refuse("sourceQueueArns goes with redrivePermission byQueue, and only with it.");
  }
  const arns = (sourceQueueArns ?? []) as unknown[];
  if (!Array.isArray(arns) || arns.some((arn) => typeof arn !== "string" || !QUEUE_ARN.test(arn))) {
    throw refuse("sourceQueueArns must be a list of queue ARNs.");
  }
  if (redrivePermission === "byQueue" && (arns.length === 0 || arns.length > ALLOWED_SOURCES)) {
    throw refuse(`sourceQueueArns names 1 to ${ALLOWED_SOURCES} queues, not ${arns.length}.`);
  }
  return { redrivePermission, sourceQueueArns: arns as string[] };
}

/** May this queue use a dead-letter queue with that policy? Without a policy every queue of the account may. */
export function allowsSource(policy: RedriveAllowPolicy | undefined, sourceArn: string): boolean {
  if (policy === undefined || policy.redrivePermission === "allowAll") return true;
  return policy.redrivePermission === "byQueue" && policy.sourceQueueArns.includes(sourceArn);
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // the caller names the rule and the text
  }
}
