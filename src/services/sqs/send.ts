/**
 * SendMessage, and what a batch does with each entry.
 * Source: API reference, SendMessage and SendMessageBatch (read 2026-11).
 */
import { createHash } from "node:crypto";
import type { Caller } from "../service";
import type { Sqs } from "./context";
import { contentId } from "./dedup";
import { invalidParameter, invalidParameterText, missingParameter, wrongQueueType } from "./errors";
import { SECONDS, TOKEN_LENGTH, within } from "./limits";
import { md5OfAttributes, md5OfBody } from "./md5";
import { type Content, checkBody } from "./message";
import { checkAttributes, type MessageAttributes } from "./message-attributes";
import type { Queue } from "./queue";

export interface SendInput {
  MessageBody?: string;
  DelaySeconds?: number;
  MessageAttributes?: MessageAttributes;
  MessageSystemAttributes?: Record<string, { DataType?: string; StringValue?: string } | undefined>;
  MessageDeduplicationId?: string;
  MessageGroupId?: string;
  /**
   * Bytes of a body that is known to be right. Only a service of the cloud that sends one body to many queues gives it (a
   * client's input has no such member); it reads no digest in the answer, so that none is made.
   */
  checkedBytes?: number;
}

export interface SendOutput {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes?: string;
  MD5OfMessageSystemAttributes?: string;
  SequenceNumber?: string;
}

const TOKEN = /^[\x21-\x7e]+$/; // letters, digits and punctuation: no space
const SECOND = 1_000; // ms

export function sendMessage(sqs: Sqs, input: SendInput & { QueueUrl?: string }, caller: Caller): SendOutput {
  const queue = sqs.enter("SendMessage", input.QueueUrl, caller, "send");
  checkFifo(queue, input, "single");
  const bytes = checkSend(queue, input);
  const cause = sqs.request(queue, "SendMessage", bytes, caller.cause);
  const output = accept(sqs, queue, input, bytes, caller, cause);
  queue.ready();
  return output;
}

/** What FIFO queues ask for, and what only they take. In a batch AWS refuses the whole batch with another code. */
export function checkFifo(queue: Queue, input: SendInput, how: "single" | "batch"): void {
  const { MessageGroupId: group, MessageDeduplicationId: id } = input;
  if (!queue.isFifo) {
    if (id !== undefined) throw wrongQueueType("MessageDeduplicationId", id);
    return;
  }
  if (group === undefined) {
    if (how === "single") throw missingParameter("MessageGroupId");
    throw invalidParameterText("The request must contain the parameter MessageGroupId.");
  }
  if (id === undefined && !queue.attributes.contentBasedDeduplication) {
    throw invalidParameterText(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
}

/** Checks one message. Returns its size in bytes. */
export function checkSend(queue: Queue, input: SendInput): number {
  if (input.checkedBytes === undefined) checkBody(input.MessageBody);
  const { MessageAttributes: attributes, DelaySeconds: delay } = input;
  const bytes = messageBytes(input);
  if (attributes !== undefined) checkAttributes(attributes);
  const most = queue.attributes.maximumMessageSize;
  if (bytes > most) {
    throw invalidParameterText(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  }
  if (delay !== undefined) {
    if (!within(delay, SECONDS.delay)) {
      throw invalidParameter(
        "DelaySeconds",
        delay,
        `Must be >= ${SECONDS.delay.least} and <= ${SECONDS.delay.most}, if provided.`,
      );
    }
    if (queue.isFifo && delay > 0) {
      throw invalidParameter(
        "DelaySeconds",
        delay,
        "The request include parameter that is not valid for this queue type.",
      );
    }
  }
  if (input.MessageGroupId !== undefined) checkToken("MessageGroupId", input.MessageGroupId);
  if (input.MessageDeduplicationId !== undefined) checkToken("MessageDeduplicationId", input.MessageDeduplicationId);
  if (input.MessageSystemAttributes !== undefined) checkSystemAttributes(input.MessageSystemAttributes);
  return bytes;
}

/** The size of a message: its body and its attributes' names, types and values. System attributes do not count. */
export function messageBytes({ MessageBody: body, MessageAttributes: attributes, checkedBytes }: SendInput): number {
  let bytes = checkedBytes ?? Buffer.byteLength(String(body ?? ""));
  if (attributes === undefined) return bytes;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType ?? "");
    bytes += BinaryValue === undefined ? Buffer.byteLength(StringValue ?? "") : BinaryValue.length;
  }
  return bytes;
}

export function checkToken(name: string, value: string): void {
  if (value.length > TOKEN_LENGTH || !TOKEN.test(value)) {
    throw invalidParameter(
      name,
      value,
      `Can only include alphanumeric and punctuation characters. 1 to ${TOKEN_LENGTH} in length.`,
    );
  }
}

function checkSystemAttributes(given: NonNullable<SendInput["MessageSystemAttributes"]>): void {
  for (const [name, value] of Object.entries(given)) {
    if (name !== "AWSTraceHeader") {
      throw invalidParameterText(
        `Message system attribute name '${name}' is invalid. Only AWSTraceHeader is supported.`,
      );
    }
    if (value?.DataType !== "String" || !value.StringValue) {
      throw invalidParameterText("The message system attribute 'AWSTraceHeader' must be a non-empty String.");
    }
  }
}

/** Puts a checked message into the queue, or finds that a FIFO queue had it already. Long polls are the caller's task. */
export function accept(
  sqs: Sqs,
  queue: Queue,
  input: SendInput,
  bytes: number,
  caller: Caller,
  cause: number,
): SendOutput {
  const body = input.MessageBody!;
  const md5 = input.checkedBytes === undefined ? md5OfBody(body) : "";
  const attributes = isEmpty(input.MessageAttributes) ? undefined : input.MessageAttributes;
  const attributesMd5 = attributes && md5OfAttributes(attributes);
  const header = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  const deduplicationId = queue.isFifo ? (input.MessageDeduplicationId ?? contentId(body)) : undefined;
  const key = deduplicationId === undefined ? "" : deduplicationKey(queue, deduplicationId, input.MessageGroupId!);
  const original = key === "" ? undefined : queue.deduplication.find(key, sqs.sim.now);
  if (original !== undefined) {
    queue.facts.duplicate(original);
    return answer(original.id, md5, attributesMd5, header, original.sequenceNumber);
  }
  const id = queue.random.uuid();
  const content: Content = {
    id,
    body,
    bytes,
    md5,
    attributes,
    md5OfAttributes: attributesMd5,
    traceHeader: header,
    senderId: senderIdOf(caller),
    sentMs: sqs.sim.now,
    groupId: input.MessageGroupId,
    deduplicationId,
    subject: sqs.sim.trace.subject(id),
  };
  const delayMs = delayOf(queue, input) * SECOND;
  const message = queue.join(content, delayMs);
  queue.facts.sent(message, delayMs, cause);
  if (key !== "") {
    const { sequenceNumber, row } = message;
    queue.deduplication.remember(key, { id, sequenceNumber, subject: content.subject, row, bytes }, sqs.sim.now);
  }
  return answer(id, md5, attributesMd5, header, message.sequenceNumber);
}

/** A message's own delay, 0 included, goes before the queue's; FIFO knows only the queue's. */
function delayOf(queue: Queue, input: SendInput): number {
  return queue.isFifo ? queue.attributes.delaySeconds : (input.DelaySeconds ?? queue.attributes.delaySeconds);
}

function deduplicationKey(queue: Queue, id: string, group: string): string {
  return queue.attributes.deduplicationScope === "messageGroup" ? `${group}\n${id}` : id;
}

function answer(
  id: string,
  md5: string,
  attributesMd5: string | undefined,
  header: string | undefined,
  sequence: string,
): SendOutput {
  const output: SendOutput = { MessageId: id, MD5OfMessageBody: md5 };
  if (attributesMd5 !== undefined) output.MD5OfMessageAttributes = attributesMd5;
  if (header !== undefined) {
    output.MD5OfMessageSystemAttributes = md5OfAttributes({
      AWSTraceHeader: { DataType: "String", StringValue: header },
    });
  }
  if (sequence !== "") output.SequenceNumber = sequence;
  return output;
}

const senderIds = new Map<string, string>();

/** AWS shows a user's unique id (AIDA...), a role's (AROA...) or the account; ours are made from the ARN. */
function senderIdOf(caller: Caller): string {
  let id = senderIds.get(caller.principal);
  if (id === undefined) {
    const digest = createHash("sha256").update(caller.principal).digest("hex").toUpperCase().slice(0, 17);
    const isUser = caller.principal.includes(":user/");
    id = isUser ? `AIDA${digest}` : caller.principal.includes("role/") ? `AROA${digest}` : caller.account;
    senderIds.set(caller.principal, id);
  }
  return id;
}

function isEmpty(attributes: MessageAttributes | undefined): boolean {
  return attributes === undefined || Object.keys(attributes).length === 0;
}
