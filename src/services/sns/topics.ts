/**
 * Topics as resources: create, configure, list, delete.
 * Source: API reference of those operations (read 2026-11); texts as recorded from AWS.
 */
import type { Caller } from "../service";
import { arrange } from "./archive";
import type { Sns } from "./context";
import { HTTP_DEFAULT } from "./delivery-policy";
import { invalidParameter, SnsError, unsupported } from "./errors";
import { TOPIC_NAME_LENGTH } from "./limits";
import { listed } from "./page";
import { checkTags, type Tag } from "./tags";
import { Topic } from "./topic";
import { newAttributes, type TopicAttributes, truth, withAttribute } from "./topic-attributes";

const NAME = /^[A-Za-z0-9_-]+$/;

interface CreateInput {
  Name?: string;
  Attributes?: Record<string, string>;
  Tags?: Tag[];
  DataProtectionPolicy?: string;
}

export function createTopic(sns: Sns, input: CreateInput, caller: Caller): unknown {
  const { Name: name = "", Attributes: given = {}, Tags: tags = [] } = input;
  if (input.DataProtectionPolicy !== undefined) {
    throw unsupported("nubelab does not simulate data protection policies (CreateTopic with DataProtectionPolicy).");
  }
  const isFifo = given.FifoTopic !== undefined && truth("FifoTopic", given.FifoTopic);
  checkName(name, isFifo);
  const arn = sns.arnOf(name);
  sns.authorizeAccount("CreateTopic", arn, caller);
  let attributes: TopicAttributes = newAttributes(isFifo);
  for (const [key, value] of Object.entries(given)) {
    if (key === "FifoTopic") continue;
    try {
      attributes = withAttribute(attributes, key, value);
    } catch (error) {
      if (!(error instanceof SnsError)) throw error;
      throw invalidParameter(`Attributes Reason: ${error.message.replace(/^Invalid parameter: /, "")}`);
    }
  }
  checkTags(tags);
  const existing = sns.topics.get(arn);
  if (existing !== undefined) {
    checkSame(existing, given, tags);
  } else {
    const topic = new Topic(sns.sim, arn, attributes);
    for (const { Key, Value } of tags) topic.tags.set(Key!, Value!);
    arrange(topic);
    sns.topics.set(arn, topic);
    sns.trace.append(sns.facts.TopicCreated, topic.nameId, { cause: sns.request("CreateTopic", topic, caller) });
  }
  return { TopicArn: arn };
}

function checkName(name: string, isFifo: boolean): void {
  if (isFifo) {
    if (name.length > TOPIC_NAME_LENGTH || !name.endsWith(".fifo") || !NAME.test(name.slice(0, -".fifo".length))) {
      throw invalidParameter(
        "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.",
      );
    }
  } else if (name.length > TOPIC_NAME_LENGTH || !NAME.test(name)) throw invalidParameter("Topic Name");
}

/** CreateTopic gives an existing topic back, unless it was asked for other attributes or tags. */
function checkSame(topic: Topic, given: Record<string, string>, tags: readonly Tag[]): void {
  const shown = shownAttributes(topic, topic.sim.start);
  for (const [name, value] of Object.entries(given)) {
    if ((shown[name] ?? "") !== value) {
      throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
    }
  }
  if (tags.some(({ Key, Value }) => topic.tags.get(Key!) !== Value)) {
    throw invalidParameter("Tags Reason: Topic already exists with different tags");
  }
}

interface TopicInput {
  TopicArn?: string;
}

/** Deleting what is not there is no error. */
export function deleteTopic(sns: Sns, input: TopicInput, caller: Caller): unknown {
  const topic = sns.topics.get(input.TopicArn ?? "");
  if (topic === undefined) {
    try {
      sns.topicAt(input.TopicArn);
    } catch (error) {
      if (error instanceof SnsError && error.code === "NotFoundException") return {};
      throw error;
    }
    return {};
  }
  sns.enter("DeleteTopic", topic.arn, caller);
  if (topic.archive !== undefined) {
    throw new SnsError("InvalidStateException", "Invalid state: Cannot delete a topic with an ArchivePolicy");
  }
  const cause = sns.request("DeleteTopic", topic, caller);
  topic.isDeleted = true;
  for (const subscription of topic.subscriptions) {
    subscription.isDeleted = true;
    sns.subscriptions.delete(subscription.arn);
  }
  sns.topics.delete(topic.arn);
  sns.trace.append(sns.facts.TopicDeleted, topic.nameId, { cause });
  return {};
}

export function getTopicAttributes(sns: Sns, input: TopicInput, caller: Caller): unknown {
  const topic = sns.enter("GetTopicAttributes", input.TopicArn, caller);
  sns.request("GetTopicAttributes", topic, caller);
  const confirmed = topic.confirmed;
  return {
    Attributes: {
      ...shownAttributes(topic, sns.sim.start),
      TopicArn: topic.arn,
      Owner: sns.world.account,
      Policy: topic.attributes.policy?.text ?? defaultPolicy(topic.arn, sns.world.account),
      DisplayName: topic.attributes.displayName,
      SubscriptionsConfirmed: String(confirmed),
      SubscriptionsPending: String(topic.subscriptions.size - confirmed),
      SubscriptionsDeleted: String(topic.deletedSubscriptions),
      EffectiveDeliveryPolicy: effectivePolicy(topic),
    },
  };
}

/** The attributes that can be set, as they were set. */
function shownAttributes(topic: Topic, start: number): Record<string, string> {
  const { attributes, archive } = topic;
  const shown: Record<string, string> = { ...attributes.kept };
  if (attributes.displayName !== "") shown.DisplayName = attributes.displayName;
  if (attributes.policy !== undefined) shown.Policy = attributes.policy.text;
  if (attributes.deliveryPolicy !== undefined) shown.DeliveryPolicy = attributes.deliveryPolicy.text;
  if (attributes.signatureVersion !== "1") shown.SignatureVersion = attributes.signatureVersion;
  if (!topic.isFifo) return shown;
  shown.FifoTopic = "true";
  shown.ContentBasedDeduplication = String(attributes.contentBasedDeduplication);
  shown.FifoThroughputScope = attributes.fifoThroughputScope;
  if (archive !== undefined) {
    shown.ArchivePolicy = attributes.archive!.text;
    shown.BeginningArchiveTime = new Date(start + archive.beginsMs(topic.sim.now)).toISOString();
  }
  return shown;
}

function effectivePolicy(topic: Topic): string {
  const policy = topic.attributes.deliveryPolicy;
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: policy?.retry ?? HTTP_DEFAULT,
      disableSubscriptionOverrides: policy?.disableOverrides ?? false,
      defaultRequestPolicy: { headerContentType: policy?.contentType ?? "text/plain; charset=UTF-8" },
      ...(policy?.maxReceivesPerSecond && {
        defaultThrottlePolicy: { maxReceivesPerSecond: policy.maxReceivesPerSecond },
      }),
    },
  });
}

/** What AWS shows for a topic whose owner has written no policy: the owner alone. */
export function defaultPolicy(arn: string, account: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  });
}

export function setTopicAttributes(
  sns: Sns,
  input: TopicInput & { AttributeName?: string; AttributeValue?: string },
  caller: Caller,
): unknown {
  const topic = sns.enter("SetTopicAttributes", input.TopicArn, caller);
  topic.attributes = withAttribute(topic.attributes, input.AttributeName ?? "", input.AttributeValue ?? "");
  arrange(topic);
  sns.request("SetTopicAttributes", topic, caller);
  return {};
}

export function listTopics(sns: Sns, input: { NextToken?: string }, caller: Caller): unknown {
  sns.authorizeAccount("ListTopics", "*", caller);
  sns.request("ListTopics", "", caller);
  const { items, token } = listed([...sns.topics.keys()], input.NextToken);
  return { Topics: items.map((TopicArn) => ({ TopicArn })), ...(token && { NextToken: token }) };
}
