/**
 * Attributes of a topic: what may be set, with which values.
 * Source: API reference, CreateTopic and SetTopicAttributes (read 2026-11).
 */
import { MalformedPolicy, type Policy, parsePolicy } from "../iam";
import { type DeliveryPolicy, parseDeliveryPolicy, parseObject } from "./delivery-policy";
import { invalidParameter } from "./errors";
import { ARCHIVE_DAYS, DISPLAY_NAME_LENGTH } from "./limits";

export interface TopicAttributes {
  readonly isFifo: boolean;
  readonly displayName: string;
  readonly policy?: { text: string; policy: Policy };
  readonly deliveryPolicy?: DeliveryPolicy;
  readonly contentBasedDeduplication: boolean;
  readonly fifoThroughputScope: "Topic" | "MessageGroup";
  readonly archive?: { text: string; days: number };
  readonly signatureVersion: string;
  /** Kept, and shown as they were set: encryption, tracing and delivery logs are not simulated. */
  readonly kept: Readonly<Record<string, string>>;
}

const KEPT =
  /^(KmsMasterKeyId|TracingConfig|(HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn))$/;

export function newAttributes(isFifo: boolean): TopicAttributes {
  return {
    isFifo,
    displayName: "",
    contentBasedDeduplication: false,
    // As AWS made it for new topics: the whole topic.
    fifoThroughputScope: "Topic",
    signatureVersion: "1",
    kept: {},
  };
}

/** The attributes with one more set. Throws InvalidParameterException that names it. */
export function withAttribute(before: TopicAttributes, name: string, value: string): TopicAttributes {
  switch (name) {
    case "DisplayName":
      if (value.length > DISPLAY_NAME_LENGTH) {
        throw invalidParameter(`DisplayName Reason: must be at most ${DISPLAY_NAME_LENGTH} characters long`);
      }
      return { ...before, displayName: value };
    case "Policy":
      return { ...before, policy: value === "" ? undefined : readPolicy(value) };
    case "DeliveryPolicy":
      return { ...before, deliveryPolicy: parseDeliveryPolicy(value, "topic") };
    case "SignatureVersion":
      if (value !== "1" && value !== "2") throw invalidParameter("SignatureVersion Reason: must be 1 or 2");
      return { ...before, signatureVersion: value };
    case "ContentBasedDeduplication":
      fifoOnly(before, name);
      return { ...before, contentBasedDeduplication: truth(name, value) };
    case "FifoThroughputScope":
      fifoOnly(before, name);
      if (value !== "Topic" && value !== "MessageGroup") {
        throw invalidParameter("FifoThroughputScope Reason: must be Topic or MessageGroup");
      }
      return { ...before, fifoThroughputScope: value };
    case "ArchivePolicy":
      fifoOnly(before, name);
      return { ...before, archive: readArchivePolicy(value) };
    default:
      if (!KEPT.test(name)) throw invalidParameter("AttributeName");
      return { ...before, kept: { ...before.kept, [name]: value } };
  }
}

function readPolicy(text: string): NonNullable<TopicAttributes["policy"]> {
  try {
    return { text, policy: parsePolicy(text, "resource") };
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidParameter(`Policy Error: ${error.message}`);
    throw error;
  }
}

function readArchivePolicy(text: string): TopicAttributes["archive"] {
  const refuse = (why: string) => invalidParameter(`ArchivePolicy: ${why}`);
  if (text === "") return undefined;
  const given = parseObject(text, refuse);
  if (Object.keys(given).length === 0) return undefined;
  const days = Number(given.MessageRetentionPeriod);
  if (!Number.isInteger(days) || days < ARCHIVE_DAYS.least || days > ARCHIVE_DAYS.most) {
    throw refuse(`MessageRetentionPeriod must be ${ARCHIVE_DAYS.least} to ${ARCHIVE_DAYS.most} days`);
  }
  return { text, days };
}

function fifoOnly({ isFifo }: TopicAttributes, name: string): void {
  if (!isFifo) throw invalidParameter(`${name} Reason: only FIFO topics have this attribute`);
}

export function truth(name: string, value: string): boolean {
  if (value !== "true" && value !== "false") throw invalidParameter(`${name} Reason: must be true or false`);
  return value === "true";
}
