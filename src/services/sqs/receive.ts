/**
 * ReceiveMessage: short and long polls, dead-lettering of what was received too often, and the anomalies of standard queues.
 * Source: API reference, ReceiveMessage; Developer Guide, "Amazon SQS short and long polling" (read 2026-11).
 */
import type { Name } from "../../sim";
import type { Caller } from "../service";
import type { Sqs } from "./context";
import { invalidParameter, overLimit, queueDoesNotExist, unknownAttribute, wrongQueueType } from "./errors";
import { EMPTY_POLL_MS, RECEIVE_MESSAGES, SECONDS, within } from "./limits";
import { md5OfAttributes } from "./md5";
import { type Message, md5Of } from "./message";
import { selectAttributes } from "./message-attributes";
import type { Queue } from "./queue";
import { makeReceipt } from "./receipt";
import { deadLetter, deadLetterTarget } from "./redrive";
import { checkToken } from "./send";

export interface ReceiveInput {
  QueueUrl?: string;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  WaitTimeSeconds?: number;
  ReceiveRequestAttemptId?: string;
}

/** A receive with its defaults filled in. */
export interface ReceiveRequest {
  readonly most: number;
  readonly visibilityMs: number;
  readonly waitMs: number;
  readonly systemNames: readonly string[];
  readonly attributeNames: readonly string[];
  readonly attemptId: string | undefined;
}

const SECOND = 1_000; // ms
const COPY_WITHIN_MS = 1_000; // a copy that missed a receive is offered again within a second: our choice

const SYSTEM_ATTRIBUTES = new Set([
  "All",
  "SenderId",
  "SentTimestamp",
  "ApproximateReceiveCount",
  "ApproximateFirstReceiveTimestamp",
  "SequenceNumber",
  "MessageDeduplicationId",
  "MessageGroupId",
  "AWSTraceHeader",
  "DeadLetterQueueSourceArn",
  "SqsManagedSseEnabled",
]);

export function receiveMessage(sqs: Sqs, input: ReceiveInput, caller: Caller): unknown {
  const queue = sqs.enter("ReceiveMessage", input.QueueUrl, caller, "receive");
  const request = read(queue, input);
  const repeated =
    request.attemptId === undefined ? undefined : queue.attempts.repeated(request.attemptId, sqs.sim.now);
  const messages = repeated === undefined ? take(sqs, queue, request) : hideAgain(queue, repeated, request);
  if (messages.length > 0) return finish(sqs, queue, request, messages);
  if (request.waitMs > 0) return wait(sqs, queue, request, caller.poller);
  if (isFull(sqs, queue) && !queue.isFifo) {
    queue.facts.overLimit(queue.counts.inFlight);
    throw overLimit(
      `The number of messages in flight has reached the limit of ${sqs.quotas.inFlight}: delete those that are processed.`,
    );
  }
  const waiter = sqs.sim.waiter<unknown>();
  const { actor } = sqs.sim.trace;
  sqs.sim.after(EMPTY_POLL_MS, () => waiter.resolve(finishEmpty(sqs, queue, EMPTY_POLL_MS, actor)));
  return waiter.promise;
}

/** Long polls in the order in which they came, as far as there are messages for them. */
export function serveLongPolls(sqs: Sqs, queue: Queue): void {
  for (let poll = queue.longPolls.at(0); poll !== undefined && queue.isReady; poll = queue.longPolls.at(0)) {
    if (!poll.deadline.pending || poll.poller?.isStopped === true) {
      queue.longPolls.shift();
      continue;
    }
    const { request, actor } = poll;
    const answer = onBehalf(sqs, actor, () => {
      const messages = take(sqs, queue, request);
      return messages.length === 0 ? undefined : finish(sqs, queue, request, messages);
    });
    if (answer === undefined) return;
    queue.longPolls.shift();
    poll.deadline.cancel();
    poll.waiter.resolve(answer);
  }
}

/** Nobody will ever answer those who wait at a queue that is deleted. */
export function dismissLongPolls(queue: Queue): void {
  for (let poll = queue.longPolls.shift(); poll !== undefined; poll = queue.longPolls.shift()) {
    if (poll.deadline.cancel()) poll.waiter.reject(queueDoesNotExist());
  }
}

function read(queue: Queue, input: ReceiveInput): ReceiveRequest {
  const {
    MaxNumberOfMessages: most = RECEIVE_MESSAGES.default,
    VisibilityTimeout: visibility = queue.attributes.visibilitySeconds,
    WaitTimeSeconds: wait = queue.attributes.waitSeconds,
    ReceiveRequestAttemptId: attemptId,
  } = input;
  const { visibility: hidden, wait: waiting } = SECONDS;
  if (!within(most, RECEIVE_MESSAGES)) {
    throw invalidParameter("MaxNumberOfMessages", most, "Must be between 1 and 10, if provided.");
  }
  if (!within(visibility, hidden)) {
    throw invalidParameter(
      "VisibilityTimeout",
      visibility,
      `Must be between ${hidden.least} and ${hidden.most}, if provided.`,
    );
  }
  if (!within(wait, waiting)) {
    throw invalidParameter("WaitTimeSeconds", wait, `Must be >= ${waiting.least} and <= ${waiting.most}, if provided.`);
  }
  if (attemptId !== undefined) {
    if (!queue.isFifo) throw wrongQueueType("ReceiveRequestAttemptId", attemptId);
    checkToken("ReceiveRequestAttemptId", attemptId);
  }
  // AttributeNames is the older name of the same list, and also admits names of queue attributes.
  const systemNames = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
  for (const name of input.MessageSystemAttributeNames ?? []) {
    if (!SYSTEM_ATTRIBUTES.has(name)) throw unknownAttribute(name);
  }
  return {
    most,
    visibilityMs: visibility * SECOND,
    waitMs: wait * SECOND,
    systemNames,
    attributeNames: input.MessageAttributeNames ?? [],
    attemptId,
  };
}

/** Puts up to so many messages in flight. */
function take(sqs: Sqs, queue: Queue, request: ReceiveRequest): Message[] {
  const room = sqs.quotas.inFlight - queue.counts.inFlight;
  const most = Math.min(request.most, room);
  const taken: Message[] = [];
  if (most <= 0 || !queue.isReady) return taken;
  const targets = new Set<Queue>();
  const visit = (message: Message): boolean => {
    const target = deadLetterTarget(sqs, queue, message);
    if (target !== undefined) {
      deadLetter(queue, message, target);
      targets.add(target);
      return false;
    }
    queue.deliver(message, request.visibilityMs, copyMs(sqs, queue));
    taken.push(message);
    return true;
  };
  queue.take(most, visit, passesOver(sqs, queue, request));
  // Passing over must not make a queue look empty; not being asked may.
  if (taken.length === 0 && queue.isReady && sqs.world.anomalies.reorder > 0) {
    queue.take(most, visit, samples(sqs, queue, request));
  }
  for (const target of targets) target.ready();
  return taken;
}

/** After how long another server offers the message again; undefined for the usual case that none does. */
function copyMs(sqs: Sqs, queue: Queue): number | undefined {
  const { duplicateDelivery } = sqs.world.anomalies;
  if (duplicateDelivery === 0 || queue.isFifo) return undefined;
  const random = sqs.sim.random(`sqs.duplicateDelivery:${queue.name}`);
  return random.bernoulli(duplicateDelivery) ? random.uniform() * COPY_WITHIN_MS : undefined;
}

type PassOver = ((message: Message) => boolean) | undefined;

function passesOver(sqs: Sqs, queue: Queue, request: ReceiveRequest): PassOver {
  const { reorder } = sqs.world.anomalies;
  const unasked = samples(sqs, queue, request);
  if (reorder === 0 || queue.isFifo) return unasked;
  const random = sqs.sim.random(`sqs.reorder:${queue.name}`);
  return (message) => random.bernoulli(reorder) || unasked?.(message) === true;
}

/** A short poll asks only some of the servers; each message is on one. */
function samples(sqs: Sqs, queue: Queue, request: ReceiveRequest): PassOver {
  const { shortPollSampling } = sqs.world.anomalies;
  if (shortPollSampling === 0 || queue.isFifo || request.waitMs > 0) return undefined;
  const random = sqs.sim.random(`sqs.shortPollSampling:${queue.name}`);
  return () => random.bernoulli(shortPollSampling);
}

/** The same messages once more: their visibility timeout starts anew. */
function hideAgain(queue: Queue, messages: readonly Message[], request: ReceiveRequest): readonly Message[] {
  for (const message of messages) queue.changeVisibility(message, request.visibilityMs);
  return messages;
}

function finish(sqs: Sqs, queue: Queue, request: ReceiveRequest, messages: readonly Message[]): unknown {
  let bytes = 0;
  for (const message of messages) bytes += message.content.bytes;
  sqs.request(queue, "ReceiveMessage", bytes);
  const output = { Messages: messages.map((message) => describe(sqs, queue, request, message)) };
  if (request.attemptId !== undefined) queue.attempts.remember(request.attemptId, messages, sqs.sim.now);
  if (request.visibilityMs === 0) {
    for (const message of messages) if (message.state === "inFlight") queue.returnAtOnce(message);
  }
  return output;
}

function finishEmpty(sqs: Sqs, queue: Queue, waitedMs: number, actor: Name): unknown {
  onBehalf(sqs, actor, () => queue.facts.emptyReceive(waitedMs, sqs.request(queue, "ReceiveMessage", 0)));
  return {};
}

/** What is written when an answer comes later belongs to the one who asked, not to the event that brings it. */
function onBehalf<T>(sqs: Sqs, actor: Name, write: () => T): T {
  const { trace } = sqs.sim;
  const before = trace.actor;
  trace.actor = actor;
  try {
    return write();
  } finally {
    trace.actor = before;
  }
}

function wait(sqs: Sqs, queue: Queue, request: ReceiveRequest, poller: Caller["poller"]): unknown {
  const waiter = sqs.sim.waiter<unknown>();
  const { actor } = sqs.sim.trace;
  const end = () => waiter.resolve(finishEmpty(sqs, queue, request.waitMs, actor));
  const deadline = sqs.sim.after(request.waitMs, end, poller !== undefined);
  const { longPolls } = queue;
  while (longPolls.at(0)?.deadline.pending === false) longPolls.shift(); // answered with nothing since
  longPolls.push({ request, waiter, actor, deadline, poller });
  return waiter.promise;
}

function isFull(sqs: Sqs, queue: Queue): boolean {
  return queue.counts.inFlight >= sqs.quotas.inFlight;
}

/** A message as the receiver sees it; attributes only as asked for. */
function describe(sqs: Sqs, queue: Queue, request: ReceiveRequest, message: Message): Record<string, unknown> {
  const { content } = message;
  const output: Record<string, unknown> = {
    MessageId: content.id,
    ReceiptHandle: makeReceipt(queue.key, message.number, message.receives),
    MD5OfBody: md5Of(content),
    Body: content.body,
  };
  if (request.systemNames.length > 0) {
    const attributes = systemAttributes(sqs, message, request.systemNames);
    if (Object.keys(attributes).length > 0) output.Attributes = attributes;
  }
  if (content.attributes !== undefined && request.attributeNames.length > 0) {
    const selected = selectAttributes(content.attributes, request.attributeNames);
    if (selected !== undefined) {
      output.MessageAttributes = selected;
      output.MD5OfMessageAttributes =
        selected === content.attributes ? content.md5OfAttributes : md5OfAttributes(selected);
    }
  }
  return output;
}

function systemAttributes(sqs: Sqs, message: Message, wanted: readonly string[]): Record<string, string> {
  const { content } = message;
  const epoch = (virtualMs: number): string => String(Math.floor(sqs.sim.start + virtualMs));
  const all: Record<string, string | undefined> = {
    SenderId: content.senderId,
    SentTimestamp: epoch(content.sentMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: epoch(message.firstReceivedMs!),
    SequenceNumber: message.sequenceNumber === "" ? undefined : message.sequenceNumber,
    MessageDeduplicationId: content.deduplicationId,
    MessageGroupId: content.groupId,
    AWSTraceHeader: content.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  };
  const everything = wanted.includes("All");
  const selected: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && (everything || wanted.includes(name))) selected[name] = value;
  }
  return selected;
}
