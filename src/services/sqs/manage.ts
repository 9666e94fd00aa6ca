/**
 * Queues as resources: create, find, configure, tag, purge, delete.
 * Source: API reference of those operations (read 2026-11).
 */
import { toMilliseconds } from "../../sim/duration";
import type { Caller } from "../service";
import { Attempts } from "./attempt";
import {
  defaultAttributes,
  describeAttributes,
  firstDifference,
  type QueueAttributes,
  withSettings,
} from "./attributes";
import type { Sqs } from "./context";
import {
  invalidParameterText,
  missingParameter,
  purgeInProgress,
  queueDeletedRecently,
  queueDoesNotExist,
  queueNameExists,
  unknownAttribute,
} from "./errors";
import { QUEUE_NAME_LENGTH } from "./limits";
import { listed } from "./page";
import { Queue } from "./queue";
import { dismissLongPolls, serveLongPolls } from "./receive";
import { checkRedrive } from "./redrive";
import { checkTags } from "./tags";
import { CallRate } from "./throughput";

const NAME = /^[A-Za-z0-9_-]+$/;
const FIFO_SUFFIX = ".fifo";
const SECOND = 1_000; // ms

type Attributes = Record<string, string>;

export function createQueue(
  sqs: Sqs,
  input: { QueueName?: string; Attributes?: Attributes; tags?: Record<string, string> },
  caller: Caller,
): unknown {
  const { QueueName: name, Attributes: given = {}, tags = {} } = input;
  if (!name) throw missingParameter("QueueName");
  sqs.authorizeAccount("CreateQueue", sqs.queues.arnOf(name), caller);
  checkName(name, given.FifoQueue === "true");
  const attributes = withSettings(defaultAttributes(), given, "create");
  checkTags(tags);
  const existing = sqs.queues.named(name);
  if (existing !== undefined) {
    const different = firstDifference(existing.attributes, attributes, Object.keys(given));
    if (different !== undefined) throw queueNameExists(different);
    sqs.request(existing, "CreateQueue", 0);
    return { QueueUrl: existing.url };
  }
  const deletedMs = sqs.queues.deletedMs(name);
  const pauseMs = sqs.quotas.recreateAfterMs;
  if (deletedMs !== undefined && sqs.sim.now - deletedMs < pauseMs) throw queueDeletedRecently(pauseMs / SECOND);
  checkRedrive(sqs, sqs.queues.arnOf(name), attributes);
  const queue = makeQueue(sqs, name, attributes);
  for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value);
  sqs.queues.add(queue);
  queue.facts.created();
  sqs.request(queue, "CreateQueue", 0);
  return { QueueUrl: queue.url };
}

function makeQueue(sqs: Sqs, name: string, attributes: QueueAttributes): Queue {
  return new Queue({
    sim: sqs.sim,
    name,
    arn: sqs.queues.arnOf(name),
    url: sqs.queues.urlOf(name),
    attributes,
    facts: sqs.facts.of(name),
    random: sqs.sim.random(`sqs.ids:${name}`),
    callRate: new CallRate(sqs.sim, sqs.quotas),
    metricLagMs: toMilliseconds(sqs.world.anomalies.metricLag, "anomalies.metricLag"),
    attempts: new Attempts(),
    whenReady: (queue) => serveLongPolls(sqs, queue),
  });
}

function checkName(name: string, isFifo: boolean): void {
  const stem = isFifo && name.endsWith(FIFO_SUFFIX) ? name.slice(0, -FIFO_SUFFIX.length) : name;
  const isGood = NAME.test(stem) && name.length <= QUEUE_NAME_LENGTH && isFifo === name.endsWith(FIFO_SUFFIX);
  if (isGood) return;
  throw invalidParameterText(
    isFifo
      ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
      : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
  );
}

export function getQueueUrl(
  sqs: Sqs,
  input: { QueueName?: string; QueueOwnerAWSAccountId?: string },
  caller: Caller,
): unknown {
  const { QueueName: name, QueueOwnerAWSAccountId: owner = sqs.world.account } = input;
  if (!name) throw missingParameter("QueueName");
  const queue = owner === sqs.world.account ? sqs.queues.named(name) : undefined;
  if (queue === undefined) throw queueDoesNotExist();
  sqs.authorize("GetQueueUrl", queue, caller);
  sqs.request(queue, "GetQueueUrl", 0);
  return { QueueUrl: queue.url };
}

export function listQueues(
  sqs: Sqs,
  input: { QueueNamePrefix?: string; NextToken?: string; MaxResults?: number },
  caller: Caller,
): unknown {
  sqs.authorizeAccount("ListQueues", sqs.queues.arnOf("*"), caller);
  const { QueueNamePrefix: prefix = "" } = input;
  sqs.facts.request("ListQueues");
  const urls = sqs.queues
    .all()
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ url }) => url);
  const { items, NextToken } = listed(urls, input);
  // AWS leaves the list out when it is empty.
  return { ...(items.length > 0 && { QueueUrls: items }), ...(NextToken && { NextToken }) };
}

export function deleteQueue(sqs: Sqs, input: { QueueUrl?: string }, caller: Caller): unknown {
  const queue = sqs.enter("DeleteQueue", input.QueueUrl, caller);
  sqs.request(queue, "DeleteQueue", 0);
  sqs.queues.remove(queue, sqs.sim.now);
  queue.close();
  queue.facts.removed();
  dismissLongPolls(queue);
  return {};
}

/** All messages go, those in flight and delayed too. AWS takes up to 60 s over it; here it is done at once. */
export function purgeQueue(sqs: Sqs, input: { QueueUrl?: string }, caller: Caller): unknown {
  const queue = sqs.enter("PurgeQueue", input.QueueUrl, caller);
  const everyMs = sqs.quotas.purgeEveryMs;
  if (sqs.sim.now - queue.purgedMs < everyMs) throw purgeInProgress(queue.name, everyMs / SECOND);
  queue.purgedMs = sqs.sim.now;
  sqs.request(queue, "PurgeQueue", 0);
  let messages = 0;
  for (const message of queue.messages) {
    queue.discard(message);
    messages++;
  }
  queue.facts.purged(messages);
  return {};
}

export function setQueueAttributes(
  sqs: Sqs,
  input: { QueueUrl?: string; Attributes?: Attributes },
  caller: Caller,
): unknown {
  const queue = sqs.enter("SetQueueAttributes", input.QueueUrl, caller);
  if (input.Attributes === undefined) throw missingParameter("Attributes");
  const attributes = withSettings(queue.attributes, input.Attributes, "set");
  if (input.Attributes.RedrivePolicy !== undefined) checkRedrive(sqs, queue.arn, attributes);
  sqs.request(queue, "SetQueueAttributes", 0);
  queue.reconfigure(attributes);
  queue.ready();
  return {};
}

const COMPUTED = [
  "QueueArn",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
];
const KNOWN = new Set([
  "All",
  ...COMPUTED,
  ..."DelaySeconds MaximumMessageSize MessageRetentionPeriod ReceiveMessageWaitTimeSeconds VisibilityTimeout".split(
    " ",
  ),
  ..."Policy RedrivePolicy RedriveAllowPolicy KmsMasterKeyId KmsDataKeyReusePeriodSeconds SqsManagedSseEnabled".split(
    " ",
  ),
  ..."FifoQueue ContentBasedDeduplication DeduplicationScope FifoThroughputLimit".split(" "),
]);

export function getQueueAttributes(
  sqs: Sqs,
  input: { QueueUrl?: string; AttributeNames?: string[] },
  caller: Caller,
): unknown {
  const queue = sqs.enter("GetQueueAttributes", input.QueueUrl, caller);
  const wanted = input.AttributeNames ?? [];
  for (const name of wanted) if (!KNOWN.has(name)) throw unknownAttribute(name);
  sqs.request(queue, "GetQueueAttributes", 0);
  const count = queue.counts.approximate();
  const seconds = (virtualMs: number): string => String(Math.floor((sqs.sim.start + virtualMs) / SECOND));
  const all: Attributes = {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(count.available),
    ApproximateNumberOfMessagesNotVisible: String(count.inFlight),
    ApproximateNumberOfMessagesDelayed: String(count.delayed),
    CreatedTimestamp: seconds(queue.createdMs),
    LastModifiedTimestamp: seconds(queue.modifiedMs),
    ...describeAttributes(queue.attributes),
  };
  const everything = wanted.includes("All");
  const shown = Object.entries(all).filter(([name]) => everything || wanted.includes(name));
  return shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) };
}
