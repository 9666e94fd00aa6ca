/**
 * Publish and PublishBatch: to a topic, to a device, to a phone.
 * Source: API reference, Publish and PublishBatch (read 2026-11); texts as recorded from AWS.
 */
import type { Caller } from "../service";
import { contentId } from "../sqs/dedup";
import { keep } from "./archive";
import type { Sns } from "./context";
import { fanOut } from "./delivery";
import { invalidParameter, SnsError } from "./errors";
import {
  BATCH_ENTRIES,
  BATCH_ID_LENGTH,
  FIFO_MESSAGES_PER_SECOND,
  MESSAGE_BYTES,
  SUBJECT_LENGTH,
  TOKEN_LENGTH,
} from "./limits";
import type { Message } from "./message";
import { attributeBytes, checkAttributes, type MessageAttributes } from "./message-attributes";
import { isPhoneNumber, Phones } from "./sms";
import type { Topic } from "./topic";

interface Content {
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: MessageAttributes;
  MessageDeduplicationId?: string;
  MessageGroupId?: string;
}

export interface PublishInput extends Content {
  TopicArn?: string;
  TargetArn?: string;
  PhoneNumber?: string;
}

interface Accepted {
  MessageId: string;
  SequenceNumber?: string;
}

export function publish(sns: Sns, input: PublishInput, caller: Caller): Accepted {
  const { TopicArn, TargetArn, PhoneNumber } = input;
  const targets = [TopicArn, TargetArn, PhoneNumber].filter((each) => each !== undefined && each !== "");
  if (targets.length !== 1) {
    throw invalidParameter("TopicArn or TargetArn Reason: give exactly one of TopicArn, TargetArn and PhoneNumber");
  }
  if (PhoneNumber) return toPhone(sns, input, PhoneNumber, caller);
  if (TargetArn?.includes(":endpoint/")) return toDevice(sns, input, TargetArn, caller);
  const topic = sns.enter("Publish", TopicArn || TargetArn, caller);
  const bytes = checkContent(topic.isFifo, topic.attributes.contentBasedDeduplication, input);
  if (bytes > MESSAGE_BYTES) throw invalidParameter("Message too long");
  admit(sns, topic, 1, "Publish");
  return accept(sns, topic, input, bytes, sns.request("Publish", topic, caller, bytes));
}

interface BatchInput {
  TopicArn?: string;
  PublishBatchRequestEntries?: (Content & { Id?: string })[];
}

export function publishBatch(sns: Sns, input: BatchInput, caller: Caller): unknown {
  const entries = checkBatch(input.PublishBatchRequestEntries ?? []);
  const topic = sns.enter("PublishBatch", input.TopicArn, caller);
  // As recorded: one wrong message refuses the whole batch.
  const sizes = entries.map((entry, i) =>
    checkContent(topic.isFifo, topic.attributes.contentBasedDeduplication, entry, i + 1),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > MESSAGE_BYTES) {
    throw new SnsError(
      "BatchRequestTooLongException",
      "The length of all the messages put together is more than the limit.",
    );
  }
  admit(sns, topic, entries.length, "PublishBatch");
  const cause = sns.request("PublishBatch", topic, caller, bytes);
  return {
    Successful: entries.map((entry, i) => ({ Id: entry.Id, ...accept(sns, topic, entry, sizes[i]!, cause) })),
    Failed: [],
  };
}

function checkBatch(entries: NonNullable<BatchInput["PublishBatchRequestEntries"]>): typeof entries {
  if (entries.length === 0) {
    throw new SnsError("EmptyBatchRequestException", "The batch request doesn't contain any entries.");
  }
  if (entries.length > BATCH_ENTRIES) {
    throw new SnsError(
      "TooManyEntriesInBatchRequestException",
      "The batch request contains more entries than permissible.",
    );
  }
  const ids = entries.map(({ Id }) => Id ?? "");
  if (new Set(ids).size !== ids.length) {
    throw new SnsError(
      "BatchEntryIdsNotDistinctException",
      "Two or more batch entries in the request have the same Id.",
    );
  }
  for (const id of ids) {
    if (id.length > BATCH_ID_LENGTH) {
      throw new SnsError(
        "InvalidBatchEntryIdException",
        `The Id of a batch entry in the batch request is too long: ${id}`,
      );
    }
    if (!/^[\w-]+$/.test(id)) {
      throw new SnsError(
        "InvalidBatchEntryIdException",
        `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
      );
    }
  }
  return entries;
}

/** Returns the bytes of the message. */
function checkContent(isFifo: boolean, byContent: boolean, input: Content, entry?: number): number {
  const { Message: body, Subject: subject, MessageAttributes: attributes } = input;
  if (subject !== undefined) checkSubject(subject);
  if (!body) throw invalidParameter("Empty message");
  if (attributes !== undefined) checkAttributes(attributes, entry);
  const { MessageGroupId: group, MessageDeduplicationId: id } = input;
  if (isFifo) {
    if (!group) throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
    if (!id && !byContent) {
      throw invalidParameter(
        "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      );
    }
  } else if (id) {
    throw invalidParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  if (group !== undefined) checkToken("MessageGroupId", group);
  if (id !== undefined) checkToken("MessageDeduplicationId", id);
  return Buffer.byteLength(body) + attributeBytes(attributes);
}

function checkSubject(subject: string): void {
  // ASCII text that begins with a letter, a digit or a punctuation mark, without line breaks.
  if (subject === "" || subject.length > SUBJECT_LENGTH || !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject)) {
    throw invalidParameter("Subject");
  }
}

function checkToken(name: string, value: string): void {
  if (value.length === 0 || value.length > TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(value)) {
    throw invalidParameter(`${name} Reason: must be 1 to ${TOKEN_LENGTH} letters, digits and punctuation marks`);
  }
}

/** Bodies by protocol of a message with MessageStructure json. Members that are no text are passed over. */
function readBodies(input: Content, needsDefault: boolean): Record<string, string> | undefined {
  if (input.MessageStructure === undefined) return undefined;
  if (input.MessageStructure !== "json") throw invalidParameter("MessageStructure");
  let given: unknown;
  try {
    given = JSON.parse(input.Message!);
  } catch {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  const bodies = Object.fromEntries(
    Object.entries(given ?? {}).filter((each): each is [string, string] => typeof each[1] === "string"),
  );
  if (needsDefault && bodies.default === undefined) {
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  }
  return bodies;
}

function admit(sns: Sns, topic: Topic, messages: number, operation: string): void {
  if (!topic.isFifo || sns.world.quotas === "relaxed") return;
  if (!topic.admits(messages, FIFO_MESSAGES_PER_SECOND)) {
    throw sns.throttle(topic, operation, `a FIFO topic takes ${FIFO_MESSAGES_PER_SECOND} messages a second`);
  }
}

/** Takes a checked message, or finds that a FIFO topic had it already, and delivers it. */
function accept(sns: Sns, topic: Topic, input: Content, bytes: number, cause: number): Accepted {
  const { trace, sim } = sns;
  const bodies = readBodies(input, true);
  const body = input.Message!;
  const group = input.MessageGroupId;
  const deduplicationId = topic.isFifo ? input.MessageDeduplicationId || contentId(body) : undefined;
  const key = topic.attributes.fifoThroughputScope === "Topic" ? deduplicationId : `${group}\n${deduplicationId}`;
  const original = topic.isFifo ? topic.deduplication.find(key!, sim.now) : undefined;
  if (original !== undefined) {
    trace.add(sns.facts.Duplicate, topic.nameId, original.subject, original.bytes, 0, original.row);
    return { MessageId: original.id, SequenceNumber: original.sequenceNumber };
  }
  const id = topic.random.uuid();
  const subject = trace.subject(id);
  const sequenceNumber = topic.isFifo ? topic.nextSequenceNumber() : undefined;
  const row = trace.add(
    sns.facts.Published,
    topic.nameId,
    subject,
    bytes,
    group === undefined ? 0 : trace.name(group),
    cause,
  );
  const message: Message = {
    id,
    topicArn: topic.arn,
    body,
    bodies,
    subjectLine: input.Subject,
    attributes: isEmpty(input.MessageAttributes) ? undefined : input.MessageAttributes,
    timestamp: sim.date().toISOString(),
    atMs: sim.now,
    groupId: group,
    deduplicationId,
    sequenceNumber,
    subject,
    row,
  };
  if (topic.isFifo) {
    topic.deduplication.remember(key!, { id, sequenceNumber: sequenceNumber!, subject, row, bytes }, sim.now);
    keep(topic, message);
  }
  fanOut(sns, message, topic.subscriptions);
  return sequenceNumber === undefined ? { MessageId: id } : { MessageId: id, SequenceNumber: sequenceNumber };
}

function toPhone(sns: Sns, input: PublishInput, number: string, caller: Caller): Accepted {
  if (!isPhoneNumber(number)) {
    throw invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
  }
  sns.authorizeAccount("Publish", "*", caller);
  const bytes = checkContent(false, false, input);
  readBodies(input, true);
  if (sns.phones.optedOut.has(number)) throw new SnsError("OptedOutException", `The number ${number} has opted out`);
  const message = direct(sns, input, number, sns.request("Publish", number, caller, bytes), bytes);
  const text = message.bodies?.sms ?? message.bodies?.default ?? message.body;
  finish(sns, message, `sms:${number}`, Phones.partsOf(text), () => sns.phones.deliver(number, text));
  return { MessageId: message.id };
}

function toDevice(sns: Sns, input: PublishInput, arn: string, caller: Caller): Accepted {
  sns.authorizeAccount("Publish", arn, caller);
  const bytes = checkContent(false, false, input);
  readBodies(input, false);
  const device = sns.platforms.devices.get(arn);
  if (device === undefined) throw invalidParameter("TargetArn Reason: No endpoint found for the target arn specified");
  if (!sns.platforms.isEnabled(device)) throw new SnsError("EndpointDisabledException", "Endpoint is disabled");
  const message = direct(sns, input, arn, sns.request("Publish", arn, caller, bytes), bytes);
  finish(sns, message, `application:${arn}`, 1, () => sns.platforms.deliver(arn, message));
  return { MessageId: message.id };
}

/** A message that goes to one receiver, without a topic. */
function direct(sns: Sns, input: Content, to: string, cause: number, bytes: number): Message {
  const id = sns.sim.random("sns.direct").uuid();
  const subject = sns.trace.subject(id);
  return {
    id,
    topicArn: "",
    body: input.Message!,
    bodies: readBodies(input, false),
    subjectLine: input.Subject,
    attributes: input.MessageAttributes,
    timestamp: sns.sim.date().toISOString(),
    atMs: sns.sim.now,
    subject,
    row: sns.trace.append(sns.facts.Published, to, { subject, value: bytes, cause }),
  };
}

function finish(
  sns: Sns,
  { subject, row }: Message,
  label: string,
  value: number,
  deliver: () => { reason: string } | undefined,
): void {
  const to = label.slice(label.indexOf(":") + 1);
  const attempted = sns.trace.append(sns.facts.Attempted, to, { subject, value: 1, text: label, cause: row });
  const isDown = sns.sim.faults.any && sns.sim.faults.isDown(to);
  const failure = isDown ? { reason: "does not answer" } : deliver();
  const kind = failure === undefined ? sns.facts.Delivered : sns.facts.Failed;
  const text = failure === undefined ? label : `${label}: ${failure.reason}`;
  sns.trace.append(kind, to, { subject, value: failure === undefined ? value : 1, text, cause: attempted });
}

function isEmpty(attributes: MessageAttributes | undefined): boolean {
  return attributes === undefined || Object.keys(attributes).length === 0;
}
