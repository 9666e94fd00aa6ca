/** The targets of a rule. Source: API reference, PutTargets and Target (read 2026-11). */
import type { Caller } from "../service";
import type { EventBridge } from "./context";
import { EventBridgeError, limitExceeded, validation } from "./errors";
import { readInput, type TargetInput } from "./input";
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS, TARGETS_PER_CALL, TARGETS_PER_RULE } from "./limits";
import { checkName, listed } from "./names";
import type { Rule, Target } from "./rule";
import { findRule } from "./rules";
import { TARGET_SERVICES } from "./targets";

interface GivenTarget extends TargetInput {
  Arn?: string;
  RoleArn?: string;
  SqsParameters?: { MessageGroupId?: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
  DeadLetterConfig?: { Arn?: string };
}

interface PutInput {
  Rule?: string;
  EventBusName?: string;
  Targets?: GivenTarget[];
}

const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/;
const QUEUE = /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]+$/;

/** A target with a known id is replaced. What is wrong with one target does not keep the others out. */
export function putTargets(events: EventBridge, input: PutInput, caller: Caller): unknown {
  const rule = findRule(events, "PutTargets", input.Rule, input.EventBusName, caller);
  const given = input.Targets ?? [];
  if (given.length < 1 || given.length > TARGETS_PER_CALL) {
    throw validation(`1 validation error detected: 'targets' must have 1 to ${TARGETS_PER_CALL} members`);
  }
  const ids = new Set([...rule.targets.keys(), ...given.map(({ Id }) => Id ?? "")]);
  if (ids.size > TARGETS_PER_RULE) {
    throw limitExceeded("The requested resource exceeds the maximum number allowed.");
  }
  const failed: object[] = [];
  for (const each of given) {
    checkName("targets.1.member.id", each.Id, 64);
    // A payload that cannot be made refuses the call as a whole, as on AWS.
    const payload = readInput(each);
    const problem = problemOf(rule, each);
    if (problem === undefined) rule.targets.set(each.Id!, targetOf(each, payload));
    else failed.push({ TargetId: each.Id, ErrorCode: problem.code, ErrorMessage: problem.message });
  }
  events.request("PutTargets", rule.bus, caller);
  return { FailedEntryCount: failed.length, FailedEntries: failed };
}

function targetOf(given: GivenTarget, payload: Target["payload"]): Target {
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: seconds } = given.RetryPolicy ?? {};
  return {
    id: given.Id!,
    arn: given.Arn!,
    shown: structuredClone(given) as Record<string, unknown>,
    payload,
    messageGroupId: given.SqsParameters?.MessageGroupId,
    deadLetterArn: given.DeadLetterConfig?.Arn,
    maximumAttempts: attempts ?? RETRY_ATTEMPTS.most,
    maximumAgeMs: (seconds ?? EVENT_AGE_SECONDS.most) * 1_000,
  };
}

function problemOf(rule: Rule, given: GivenTarget): EventBridgeError | undefined {
  const { Id: id, Arn: arn = "", DeadLetterConfig: dead, RetryPolicy: retry } = given;
  if (!ARN.test(arn)) {
    return validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  const service = arn.split(":")[2]!;
  if (!TARGET_SERVICES.includes(service)) {
    return new EventBridgeError(
      "UnsupportedOperation",
      `nubelab does not simulate ${service} as a target of EventBridge; it simulates ${TARGET_SERVICES.join(", ")}.`,
    );
  }
  if (service === "sqs" && arn.endsWith(".fifo") && given.SqsParameters?.MessageGroupId === undefined) {
    return validation(
      `Parameter(s) SqsParameters must be specified for target: ${id}. Reason: a FIFO queue needs a MessageGroupId.`,
    );
  }
  if (service === "events") {
    if (arn === rule.bus.arn) return validation(`Parameter ${arn} is not valid. Reason: the bus of the rule itself.`);
    if (given.RoleArn === undefined) {
      return validation(`RoleArn is required for target ${arn}.`);
    }
  }
  if (dead?.Arn !== undefined && !QUEUE.test(dead.Arn)) {
    return validation(
      `Parameter DeadLetterConfig.Arn is not valid. Reason: ${dead.Arn} is not the ARN of an SQS queue.`,
    );
  }
  if (dead?.Arn?.endsWith(".fifo")) {
    return validation("Parameter DeadLetterConfig.Arn is not valid. Reason: FIFO queues are not supported.");
  }
  return (
    outside("MaximumRetryAttempts", retry?.MaximumRetryAttempts, RETRY_ATTEMPTS) ??
    outside("MaximumEventAgeInSeconds", retry?.MaximumEventAgeInSeconds, EVENT_AGE_SECONDS)
  );
}

function outside(name: string, value: number | undefined, { least, most }: { least: number; most: number }) {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return undefined;
  return validation(`Parameter RetryPolicy.${name} is not valid. Reason: must be ${least} to ${most}, not ${value}.`);
}

export function removeTargets(
  events: EventBridge,
  input: { Rule?: string; EventBusName?: string; Ids?: string[] },
  caller: Caller,
): unknown {
  const rule = findRule(events, "RemoveTargets", input.Rule, input.EventBusName, caller);
  const failed: object[] = [];
  for (const id of input.Ids ?? []) {
    if (!rule.targets.delete(id)) {
      failed.push({
        TargetId: id,
        ErrorCode: "ResourceNotFoundException",
        ErrorMessage: `Rule '${rule.name}' does not have a target with the Id '${id}'.`,
      });
    }
  }
  events.request("RemoveTargets", rule.bus, caller);
  return { FailedEntryCount: failed.length, FailedEntries: failed };
}

export function listTargetsByRule(
  events: EventBridge,
  input: { Rule?: string; EventBusName?: string; Limit?: number; NextToken?: string },
  caller: Caller,
): unknown {
  const rule = findRule(events, "ListTargetsByRule", input.Rule, input.EventBusName, caller);
  events.request("ListTargetsByRule", rule.bus, caller);
  const { items, NextToken } = listed([...rule.targets.values()], input);
  return { Targets: items.map(({ shown }) => structuredClone(shown)), NextToken };
}
