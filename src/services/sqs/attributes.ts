/**
 * The attributes of a queue: names, values, who may set them. Values travel as strings; inside they are numbers and flags.
 * A change works at once; AWS allows itself up to 60 s, and 15 minutes for the retention period.
 * Source: API reference, CreateQueue, SetQueueAttributes and GetQueueAttributes (read 2026-11).
 */
import { MalformedPolicy, type Policy, parsePolicy } from "../iam";
import { invalidAttribute, invalidAttributeName, unknownAttribute } from "./errors";
import { MESSAGE_BYTES, POLICY_STATEMENTS, type Range, SECONDS, within } from "./limits";
import {
  parseRedriveAllowPolicy,
  parseRedrivePolicy,
  type RedriveAllowPolicy,
  type RedrivePolicy,
} from "./redrive-policy";

export interface QueueAttributes {
  delaySeconds: number;
  maximumMessageSize: number;
  retentionSeconds: number;
  waitSeconds: number;
  visibilitySeconds: number;
  isFifo: boolean;
  contentBasedDeduplication: boolean;
  deduplicationScope: "queue" | "messageGroup";
  fifoThroughputLimit: "perQueue" | "perMessageGroupId";
  /** As written, with what it means; undefined when there is none. */
  policy: { text: string; policy: Policy } | undefined;
  redrivePolicy: { text: string; policy: RedrivePolicy } | undefined;
  redriveAllowPolicy: { text: string; policy: RedriveAllowPolicy } | undefined;
  kmsMasterKeyId: string | undefined;
  kmsKeyReuseSeconds: number;
  sqsManagedSse: boolean;
}

export function defaultAttributes(): QueueAttributes {
  return {
    delaySeconds: SECONDS.delay.default,
    maximumMessageSize: MESSAGE_BYTES.default,
    retentionSeconds: SECONDS.retention.default,
    waitSeconds: SECONDS.wait.default,
    visibilitySeconds: SECONDS.visibility.default,
    isFifo: false,
    contentBasedDeduplication: false,
    deduplicationScope: "queue",
    fifoThroughputLimit: "perQueue",
    policy: undefined,
    redrivePolicy: undefined,
    redriveAllowPolicy: undefined,
    kmsMasterKeyId: undefined,
    kmsKeyReuseSeconds: SECONDS.kmsKeyReuse.default,
    sqsManagedSse: true,
  };
}

type Settings = Readonly<Record<string, string | undefined>>;
type Setter = (attributes: QueueAttributes, value: string) => void;

const setters: Record<string, Setter> = {
  DelaySeconds: number("delaySeconds", "DelaySeconds", SECONDS.delay),
  MaximumMessageSize: number("maximumMessageSize", "MaximumMessageSize", MESSAGE_BYTES),
  MessageRetentionPeriod: number("retentionSeconds", "MessageRetentionPeriod", SECONDS.retention),
  ReceiveMessageWaitTimeSeconds: number("waitSeconds", "ReceiveMessageWaitTimeSeconds", SECONDS.wait),
  VisibilityTimeout: number("visibilitySeconds", "VisibilityTimeout", SECONDS.visibility),
  KmsDataKeyReusePeriodSeconds: number("kmsKeyReuseSeconds", "KmsDataKeyReusePeriodSeconds", SECONDS.kmsKeyReuse),
  FifoQueue: (attributes, value) => {
    attributes.isFifo = flag("FifoQueue", value);
  },
  ContentBasedDeduplication: (attributes, value) => {
    attributes.contentBasedDeduplication = flag("ContentBasedDeduplication", value);
  },
  DeduplicationScope: (attributes, value) => {
    attributes.deduplicationScope = oneOf("DeduplicationScope", value, ["queue", "messageGroup"]);
  },
  FifoThroughputLimit: (attributes, value) => {
    attributes.fifoThroughputLimit = oneOf("FifoThroughputLimit", value, ["perQueue", "perMessageGroupId"]);
  },
  Policy: (attributes, value) => {
    attributes.policy = value === "" ? undefined : { text: value, policy: queuePolicy(value) };
  },
  RedrivePolicy: (attributes, value) => {
    attributes.redrivePolicy =
      value === "" || value === "{}" ? undefined : { text: value, policy: parseRedrivePolicy(value) };
  },
  RedriveAllowPolicy: (attributes, value) => {
    attributes.redriveAllowPolicy =
      value === "" || value === "{}" ? undefined : { text: value, policy: parseRedriveAllowPolicy(value) };
  },
  KmsMasterKeyId: (attributes, value) => {
    attributes.kmsMasterKeyId = value === "" ? undefined : value;
  },
  SqsManagedSseEnabled: (attributes, value) => {
    attributes.sqsManagedSse = flag("SqsManagedSseEnabled", value);
  },
};

const FIFO_ONLY = ["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

/**
 * The attributes after some are set; the given ones are left as they were.
 * @param when a queue's type can only be chosen at its creation
 * @throws InvalidAttributeName, InvalidAttributeValue
 */
export function withSettings(before: QueueAttributes, settings: Settings, when: "create" | "set"): QueueAttributes {
  const after = { ...before };
  if (when === "create" && settings.FifoQueue !== undefined) after.isFifo = flag("FifoQueue", settings.FifoQueue);
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    const set = setters[name];
    if (set === undefined) throw unknownAttribute(name);
    if (FIFO_ONLY.includes(name) && !after.isFifo) {
      throw invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`);
    }
    if (name === "FifoQueue" && when === "set" && flag(name, value) !== before.isFifo) {
      throw invalidAttribute(name, "Modifying queue type is not supported.");
    }
    set(after, String(value));
  }
  if (after.fifoThroughputLimit === "perMessageGroupId" && after.deduplicationScope !== "messageGroup") {
    throw invalidAttribute(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
    );
  }
  checkEncryption(after, settings);
  return after;
}

/** Only one kind of encryption at a time: naming one switches the other off, naming both is refused. */
function checkEncryption(after: QueueAttributes, settings: Settings): void {
  if (after.kmsMasterKeyId === undefined || !after.sqsManagedSse) return;
  if (settings.SqsManagedSseEnabled === undefined) after.sqsManagedSse = false;
  else {
    throw invalidAttributeName(
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
  }
}

/** The settable attributes as AWS shows them, in its strings; those that are not set are left out. */
export function describeAttributes(attributes: QueueAttributes): Record<string, string> {
  const shown: Record<string, string | undefined> = {
    VisibilityTimeout: String(attributes.visibilitySeconds),
    MaximumMessageSize: String(attributes.maximumMessageSize),
    MessageRetentionPeriod: String(attributes.retentionSeconds),
    DelaySeconds: String(attributes.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(attributes.waitSeconds),
    Policy: attributes.policy?.text,
    RedrivePolicy: attributes.redrivePolicy?.text,
    RedriveAllowPolicy: attributes.redriveAllowPolicy?.text,
    KmsMasterKeyId: attributes.kmsMasterKeyId,
    KmsDataKeyReusePeriodSeconds:
      attributes.kmsMasterKeyId === undefined ? undefined : String(attributes.kmsKeyReuseSeconds),
    SqsManagedSseEnabled: String(attributes.sqsManagedSse),
  };
  if (attributes.isFifo) {
    shown.FifoQueue = "true";
    shown.ContentBasedDeduplication = String(attributes.contentBasedDeduplication);
    shown.DeduplicationScope = attributes.deduplicationScope;
    shown.FifoThroughputLimit = attributes.fifoThroughputLimit;
  }
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) as Record<string, string>;
}

/** The first attribute whose given value differs from the queue's own, for QueueNameExists. */
export function firstDifference(
  existing: QueueAttributes,
  asked: QueueAttributes,
  named: readonly string[],
): string | undefined {
  const [a, b] = [describeAttributes(existing), describeAttributes(asked)];
  return named.find((name) => a[name] !== b[name]);
}

type NumberField = {
  [K in keyof QueueAttributes]: QueueAttributes[K] extends number ? K : never;
}[keyof QueueAttributes];

function number(field: NumberField, name: string, range: Range): Setter {
  return (attributes, value) => {
    const given = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!within(given, range)) {
      throw invalidAttribute(name, `Must be a whole number from ${range.least} to ${range.most}, not "${value}".`);
    }
    attributes[field] = given;
  };
}

function flag(name: string, value: string): boolean {
  if (value !== "true" && value !== "false") throw invalidAttribute(name, `Must be true or false, not "${value}".`);
  return value === "true";
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) throw invalidAttribute(name, `Must be ${allowed.join(" or ")}, not "${value}".`);
  return value as T;
}

function queuePolicy(text: string): Policy {
  let policy: Policy;
  try {
    policy = parsePolicy(text, "resource");
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidAttribute("Policy", error.message);
    throw error;
  }
  if (policy.statements.length > POLICY_STATEMENTS) {
    throw invalidAttribute(
      "Policy",
      `A queue policy has at most ${POLICY_STATEMENTS} statements, not ${policy.statements.length}.`,
    );
  }
  return policy;
}
