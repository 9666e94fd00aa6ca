/**
 * The target of a pipe: a queue, topic, function, bus or state machine. Functions and state machines get a batch as one list;
 * the others get its events one by one, ten in a call.
 * Left out, and refused by name: the other kinds of target.
 * Source: EventBridge User Guide, "Amazon EventBridge Pipes targets" and "Batching and concurrency" (read 2026-11).
 */
import { queueUrlOf } from "../retry";
import { checkOneOf, unsupported, validation, violation } from "./errors";
import type { TargetParameters } from "./input";
import { TARGET_BATCH } from "./limits";
import { resolve } from "./template";

/** Calls an operation of another service, as the pipe. */
// biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
export type Call = (service: string, operation: string, input: object) => any;

/** An event on its way to the target. */
export interface Parcel {
  readonly event: unknown;
  readonly payload: string;
}

/** What a target has answered: nothing is wrong, or which parcels have failed and why; "report": an answer to be read. */
export type Answer = { failed: ReadonlyMap<number, string> } | { report: string };

export interface Target {
  readonly arn: string;
  /** Throws as the target's service does. */
  deliver(parcels: readonly Parcel[], call: Call): Promise<Answer>;
}

const DONE: Answer = { failed: new Map() };
const WAYS = ["REQUEST_RESPONSE", "FIRE_AND_FORGET"];

/** @throws ValidationException, UnsupportedOperation */
export function readTarget(arn: string, parameters: TargetParameters, pipe: string, sourceArn: string): Target {
  const service = /^arn:[^:]+:([^:]+):[^:]*:\d{12}:.+$/.exec(arn)?.[1];
  if (service === undefined) throw violation(arn, "target", "be the ARN of a target");
  switch (service) {
    case "lambda":
      return toFunction(arn, parameters.LambdaFunctionParameters?.InvocationType);
    case "states":
      return toMachine(arn, parameters.StepFunctionStateMachineParameters?.InvocationType);
    case "sqs":
      return toQueue(arn, parameters.SqsQueueParameters ?? {});
    case "sns":
      return toTopic(arn);
    case "events":
      return toBus(arn, parameters.EventBridgeEventBusParameters ?? {}, pipe, sourceArn);
    default:
      throw unsupported(
        `nubelab does not simulate ${service} as a target of Pipes; it simulates sqs, sns, lambda, events and states.`,
      );
  }
}

/** A batch as one list. A payload that is no JSON is a text in it. */
export function listOf(parcels: readonly Parcel[]): string {
  return `[${parcels.map(({ payload }) => (isJson(payload) ? payload : JSON.stringify(payload))).join(",")}]`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toFunction(arn: string, way = "REQUEST_RESPONSE"): Target {
  checkOneOf(way, "targetParameters.lambdaFunctionParameters.invocationType", WAYS);
  const isAsked = way === "REQUEST_RESPONSE";
  return {
    arn,
    async deliver(parcels, call) {
      const InvocationType = isAsked ? "RequestResponse" : "Event";
      const Payload = Buffer.from(listOf(parcels));
      const answer = await call("lambda", "Invoke", { FunctionName: arn, InvocationType, Payload });
      if (!isAsked) return DONE;
      const report = Buffer.from(answer.Payload).toString();
      return answer.FunctionError === undefined ? { report } : allFailed(parcels, errorIn(report));
    },
  };
}

/** The error in what a function has answered. */
export function errorIn(payload: string): string {
  const { errorType, errorMessage } = JSON.parse(payload) as { errorType?: string; errorMessage?: string };
  return `${errorType}: ${errorMessage}`;
}

function allFailed(parcels: readonly Parcel[], reason: string): Answer {
  return { failed: new Map(parcels.map((_parcel, i) => [i, reason])) };
}

function toMachine(arn: string, way = "REQUEST_RESPONSE"): Target {
  checkOneOf(way, "targetParameters.stepFunctionStateMachineParameters.invocationType", WAYS);
  return {
    arn,
    async deliver(parcels, call) {
      const input = { stateMachineArn: arn, input: listOf(parcels) };
      if (way === "FIRE_AND_FORGET") {
        await call("stepfunctions", "StartExecution", input);
        return DONE;
      }
      const { status, error, cause, output } = await call("stepfunctions", "StartSyncExecution", input);
      if (status !== "SUCCEEDED") return allFailed(parcels, `${status}: ${error ?? ""} ${cause ?? ""}`.trim());
      return { report: output ?? "null" };
    },
  };
}

function toQueue(arn: string, parameters: NonNullable<TargetParameters["SqsQueueParameters"]>): Target {
  const { MessageGroupId: group, MessageDeduplicationId: deduplication } = parameters;
  if (arn.endsWith(".fifo") && group === undefined) {
    throw validation(
      "targetParameters.sqsQueueParameters.messageGroupId",
      `MessageGroupId must be given for the FIFO queue ${arn}`,
    );
  }
  const QueueUrl = queueUrlOf(arn);
  return {
    arn,
    deliver: inTens(async (parcels, call) => {
      const Entries = parcels.map(({ payload, event }, i) => ({
        Id: String(i),
        MessageBody: payload,
        ...(group !== undefined && { MessageGroupId: resolve(group, event) }),
        ...(deduplication !== undefined && { MessageDeduplicationId: resolve(deduplication, event) }),
      }));
      return failuresOf(await call("sqs", "SendMessageBatch", { QueueUrl, Entries }));
    }),
  };
}

function toTopic(arn: string): Target {
  return {
    arn,
    deliver: inTens(async (parcels, call) => {
      const PublishBatchRequestEntries = parcels.map(({ payload }, i) => ({ Id: String(i), Message: payload }));
      return failuresOf(await call("sns", "PublishBatch", { TopicArn: arn, PublishBatchRequestEntries }));
    }),
  };
}

function toBus(
  arn: string,
  parameters: NonNullable<TargetParameters["EventBridgeEventBusParameters"]>,
  pipe: string,
  sourceArn: string,
): Target {
  const {
    DetailType = `Event from aws:${sourceArn.split(":")[2]}`,
    Source = `Pipe ${pipe}`,
    Resources = [],
    Time,
  } = parameters;
  return {
    arn,
    deliver: inTens(async (parcels, call) => {
      const Entries = parcels.map(({ payload, event }) => ({
        EventBusName: arn,
        Source: resolve(Source, event),
        DetailType: resolve(DetailType, event),
        Resources: Resources.map((each) => resolve(each, event)),
        Detail: payload,
        ...(Time !== undefined && { Time: new Date(resolve(Time, event)) }),
      }));
      const { Entries: results } = (await call("eventbridge", "PutEvents", { Entries })) as {
        Entries: { ErrorCode?: string; ErrorMessage?: string }[];
      };
      return new Map(
        results.flatMap(({ ErrorCode, ErrorMessage }, i): [number, string][] =>
          ErrorCode === undefined ? [] : [[i, `${ErrorCode}: ${ErrorMessage}`]],
        ),
      );
    }),
  };
}

function failuresOf({
  Failed = [],
}: {
  Failed?: { Id: string; Code: string; Message: string }[];
}): Map<number, string> {
  return new Map(Failed.map(({ Id, Code, Message }) => [Number(Id), `${Code}: ${Message}`]));
}

/** Ten events a call; once a call fails as a whole the ones after it are not sent. */
function inTens(send: (parcels: readonly Parcel[], call: Call) => Promise<Map<number, string>>): Target["deliver"] {
  return async (parcels, call) => {
    const failed = new Map<number, string>();
    for (let from = 0; from < parcels.length; from += TARGET_BATCH) {
      const found = await send(parcels.slice(from, from + TARGET_BATCH), call);
      for (const [i, reason] of found) failed.set(from + i, reason);
    }
    return { failed };
  };
}
