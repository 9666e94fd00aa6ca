/**
 * The target of a schedule: one of the templates (a queue, topic, function, bus or state machine), or any operation.
 * Left out, and refused by name: the templates for services that nubelab does not simulate.
 * Source: Scheduler User Guide, "Managing targets in EventBridge Scheduler"; API reference, Target (read 2026-11).
 */
import { queueUrlOf } from "../retry";
import { unsupported, validation, violation } from "./errors";
import { isJson } from "./input";
import { EVENT_AGE_SECONDS, INPUT_BYTES, RETRY_ATTEMPTS } from "./limits";
import { readUniversal } from "./universal";

export interface TargetInput {
  Arn?: string;
  RoleArn?: string;
  Input?: string;
  DeadLetterConfig?: { Arn?: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
  SqsParameters?: { MessageGroupId?: string };
  EventBridgeParameters?: { DetailType?: string; Source?: string };
  [other: string]: unknown;
}

/** A call of an operation of another service. */
export interface TargetCall {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

export interface Target {
  /** As GetSchedule shows it. */
  readonly shown: TargetInput;
  readonly arn: string;
  readonly roleArn: string;
  readonly input: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly maximumAttempts: number;
  readonly maximumAgeMs: number;
  /** @param input with everything filled in @param id of the firing */
  call(input: string, id: string): TargetCall;
}

const ROLE = /^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const ARN = /^arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12})?:.+$/;
const QUEUE = /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]+$/;
const NOT_SIMULATED = [
  "EcsParameters",
  "KinesisParameters",
  "SageMakerPipelineParameters",
  "EventBridgePutEventsV2Parameters",
  "EventBridgePutRawEventsParameters",
];

/** @throws ValidationException, UnsupportedOperation */
export function readTarget(given: TargetInput): Target {
  const { Arn: arn = "", RoleArn: roleArn = "", Input: input, DeadLetterConfig: dead, RetryPolicy: retry } = given;
  if (!ROLE.test(roleArn)) {
    const pattern = "arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+";
    throw violation(roleArn, "target.roleArn", `satisfy regular expression pattern: ^${pattern}$`);
  }
  for (const name of NOT_SIMULATED) {
    if (given[name] !== undefined) throw unsupported(`nubelab does not simulate ${name} of a schedule's target.`);
  }
  if (input !== undefined && Buffer.byteLength(input) > INPUT_BYTES) {
    throw validation(`Target.Input must be at most ${INPUT_BYTES} bytes, not ${Buffer.byteLength(input)}`);
  }
  const attempts = retry?.MaximumRetryAttempts ?? RETRY_ATTEMPTS.most;
  const seconds = retry?.MaximumEventAgeInSeconds ?? EVENT_AGE_SECONDS.most;
  checkBounds(attempts, "target.retryPolicy.maximumRetryAttempts", RETRY_ATTEMPTS);
  checkBounds(seconds, "target.retryPolicy.maximumEventAgeInSeconds", EVENT_AGE_SECONDS);
  checkDeadLetters(dead?.Arn);
  const universal = readUniversal(arn);
  if (universal !== undefined && !isJsonObject(input ?? "{}")) {
    throw validation(`Target.Input of ${arn} must be a JSON object: the parameters of the call`);
  }
  return {
    shown: { ...given, RetryPolicy: { MaximumEventAgeInSeconds: seconds, MaximumRetryAttempts: attempts } },
    arn,
    roleArn,
    input: universal === undefined ? input : (input ?? "{}"),
    deadLetterArn: dead?.Arn,
    maximumAttempts: attempts,
    maximumAgeMs: seconds * 1_000,
    call: universal ?? readTemplate(arn, given),
  };
}

export function checkBounds(value: number, member: string, { least, most }: { least: number; most: number }): void {
  if (value < least) throw violation(value, member, `have value greater than or equal to ${least}`);
  if (value > most) throw violation(value, member, `have value less than or equal to ${most}`);
}

function checkDeadLetters(arn: string | undefined): void {
  if (arn === undefined) return;
  if (!QUEUE.test(arn)) throw validation(`DeadLetterConfig.Arn ${arn} is not the ARN of an SQS queue.`);
  if (arn.endsWith(".fifo")) throw validation(`DeadLetterConfig.Arn ${arn}: FIFO queues are not supported.`);
}

function isJsonObject(input: string): boolean {
  return input.trimStart().startsWith("{") && isJson(input);
}

function readTemplate(arn: string, given: TargetInput): Target["call"] {
  if (!ARN.test(arn)) throw validation("Provided Arn is not in correct format.");
  const service = arn.split(":")[2]!;
  const needsJson = ["lambda", "events", "states"].includes(service);
  if (needsJson && given.Input !== undefined && !isJson(given.Input)) {
    throw validation(`Target.Input of ${arn} must be well-formed JSON`);
  }
  if (given.SqsParameters !== undefined && service !== "sqs") {
    throw validation(`SqsParameters is not for a target of ${service}: ${arn}`);
  }
  if (given.EventBridgeParameters !== undefined && service !== "events") {
    throw validation(`EventBridgeParameters is not for a target of ${service}: ${arn}`);
  }
  switch (service) {
    case "sqs":
      return toQueue(arn, given.SqsParameters?.MessageGroupId);
    case "sns":
      return (input) => ({ service: "sns", operation: "Publish", input: { TopicArn: arn, Message: input } });
    case "lambda":
      return (input) => ({
        service: "lambda",
        operation: "Invoke",
        input: { FunctionName: arn, InvocationType: "Event", Payload: Buffer.from(input) },
      });
    case "states":
      return (input, id) => ({
        service: "stepfunctions",
        operation: "StartExecution",
        input: { stateMachineArn: arn, name: id, input },
      });
    case "events":
      return toBus(arn, given.EventBridgeParameters);
    default:
      throw unsupported(
        `nubelab does not simulate ${service} as a target of Scheduler; it simulates sqs, sns, lambda, events, states and universal targets.`,
      );
  }
}

function toQueue(arn: string, group: string | undefined): Target["call"] {
  if (arn.endsWith(".fifo") && group === undefined) {
    throw validation(`SqsParameters.MessageGroupId must be given for the FIFO queue ${arn}`);
  }
  const QueueUrl = queueUrlOf(arn);
  return (input) => ({
    service: "sqs",
    operation: "SendMessage",
    input: { QueueUrl, MessageBody: input, ...(group !== undefined && { MessageGroupId: group }) },
  });
}

function toBus(arn: string, parameters: TargetInput["EventBridgeParameters"]): Target["call"] {
  if (parameters === undefined) throw validation(`EventBridgeParameters must be given for the event bus ${arn}`);
  const { Source, DetailType } = parameters;
  if (Source?.startsWith("aws.")) throw validation(`EventBridgeParameters.Source must not begin with aws.: ${Source}`);
  return (Detail) => ({
    service: "eventbridge",
    operation: "PutEvents",
    input: { Entries: [{ EventBusName: arn, Source, DetailType, Detail }] },
  });
}
