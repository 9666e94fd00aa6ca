/**
 * Dead letters: a message that was received maxReceiveCount times is, when its next receive comes, moved to the dead-letter
 * queue instead. It keeps its id and its receive count. On standard queues its age goes on, on FIFO queues it starts anew.
 * If the dead-letter queue has been deleted meanwhile the message stays and is delivered: AWS does not say; nothing is lost.
 * Source: Developer Guide, "Using dead-letter queues in Amazon SQS" (read 2026-11).
 */
import type { Caller } from "../service";
import type { QueueAttributes } from "./attributes";
import type { Sqs } from "./context";
import { invalidParameter } from "./errors";
import type { Message } from "./message";
import { listed } from "./page";
import type { Queue } from "./queue";
import { allowsSource } from "./redrive-policy";

/** Where the message goes instead of being received; undefined when it may be received. */
export function deadLetterTarget(sqs: Sqs, queue: Queue, message: Message): Queue | undefined {
  const policy = queue.attributes.redrivePolicy?.policy;
  if (policy === undefined || message.receives < policy.maxReceiveCount) return undefined;
  return sqs.queues.byArn(policy.deadLetterTargetArn);
}

/** Moves an available message. The caller tells the target's long polls afterwards. */
export function deadLetter(queue: Queue, message: Message, target: Queue): void {
  queue.facts.deadLettered(message, target.name);
  const cause = message.row;
  queue.discard(message);
  const retainedFromMs = target.isFifo ? target.sim.now : message.retainedFromMs;
  const moved = target.join(message.content, 0, { queueArn: queue.arn, message, retainedFromMs });
  target.facts.moved(moved, queue.name, cause);
}

/** A redrive policy must name a queue that exists, is of the same type and lets this one use it. Throws InvalidParameterValue. */
export function checkRedrive(sqs: Sqs, arn: string, attributes: QueueAttributes): void {
  if (attributes.redrivePolicy === undefined) return;
  const { text, policy } = attributes.redrivePolicy;
  const target = sqs.queues.byArn(policy.deadLetterTargetArn);
  const refuse = (reason: string) => invalidParameter("RedrivePolicy", text, reason);
  if (target === undefined) throw refuse("Dead letter target does not exist.");
  if (target.isFifo !== attributes.isFifo) {
    throw refuse("Dead-letter queue must be same type of queue as the source.");
  }
  if (!allowsSource(target.attributes.redriveAllowPolicy?.policy, arn)) {
    throw refuse("The dead-letter queue's redrive allow policy does not allow this source queue.");
  }
}

export function listDeadLetterSourceQueues(
  sqs: Sqs,
  input: { QueueUrl?: string; NextToken?: string; MaxResults?: number },
  caller: Caller,
): unknown {
  const queue = sqs.enter("ListDeadLetterSourceQueues", input.QueueUrl, caller);
  sqs.request(queue, "ListDeadLetterSourceQueues", 0);
  const urls = sqs.queues.sourcesOf(queue).map(({ url }) => url);
  const { items, NextToken } = listed(urls, input);
  return { queueUrls: items, ...(NextToken && { NextToken }) };
}
