/**
 * Subscribe, ConfirmSubscription, Unsubscribe, and the attributes and lists of subscriptions.
 * Source: API reference of those operations; Developer Guide, "HTTP/HTTPS subscription confirmation JSON format" (read
 * 2026-11); texts as recorded from AWS.
 */
import type { Caller } from "../service";
import { replay } from "./archive";
import type { Sns } from "./context";
import { HTTP_DEFAULT } from "./delivery-policy";
import { post } from "./endpoints";
import { invalidParameter, notFound, SnsError, subscriptionNotFound, unsupported } from "./errors";
import { CONFIRMATION_MS, FIFO_SUBSCRIPTIONS, FILTERS_PER_ACCOUNT, FILTERS_PER_TOPIC } from "./limits";
import { confirmation } from "./message";
import { listed } from "./page";
import { isPhoneNumber } from "./sms";
import { PROTOCOLS, type Protocol, Subscription } from "./subscription";
import { NO_ATTRIBUTES, type SubscriptionAttributes, withAttributes } from "./subscription-attributes";
import type { Topic } from "./topic";

interface SubscribeInput {
  TopicArn?: string;
  Protocol?: string;
  Endpoint?: string;
  Attributes?: Record<string, string>;
  ReturnSubscriptionArn?: boolean;
}

export function subscribe(sns: Sns, input: SubscribeInput, caller: Caller): unknown {
  const { Protocol: protocol = "", Endpoint: endpoint = "", Attributes: given = {} } = input;
  const topic = sns.enter("Subscribe", input.TopicArn, caller, { "sns:protocol": protocol, "sns:endpoint": endpoint });
  checkEndpoint(sns, topic, protocol, endpoint);
  const of = { protocol, endpoint, topicArn: topic.arn };
  const attributes = withAttributes(NO_ATTRIBUTES, given, of, "Subscribe");
  const existing = [...topic.subscriptions].find((each) => each.endpoint === endpoint && each.protocol === protocol);
  if (existing !== undefined) {
    const shown = shownAttributes(existing, sns.world.account);
    if (Object.entries(given).some(([name, value]) => shown[name] !== value)) {
      throw invalidParameter("Attributes Reason: Subscription already exists with different attributes");
    }
    return { SubscriptionArn: arnToTell(existing, input.ReturnSubscriptionArn) };
  }
  checkQuotas(sns, topic, attributes);
  const subscription = new Subscription(
    sns.sim,
    topic,
    protocol as Protocol,
    endpoint,
    sns.world.account,
    caller.principal,
    attributes,
    sns.world.region,
  );
  if (attributes.replay !== undefined) replay(sns, subscription);
  topic.subscriptions.add(subscription);
  sns.subscriptions.set(subscription.arn, subscription);
  const cause = sns.request("Subscribe", topic, caller);
  const row = sns.trace.append(sns.facts.Subscribed, topic.nameId, { text: subscription.labelId, cause });
  if (subscription.isPending) askToConfirm(sns, subscription);
  else sns.trace.append(sns.facts.Confirmed, topic.nameId, { text: subscription.labelId, cause: row });
  return { SubscriptionArn: arnToTell(subscription, input.ReturnSubscriptionArn) };
}

function arnToTell({ isPending, arn }: Subscription, always = false): string {
  return isPending && !always ? "pending confirmation" : arn;
}

const QUEUE = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/;
const FUNCTION = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;

function checkEndpoint(sns: Sns, topic: Topic, protocol: string, endpoint: string): void {
  if (protocol === "firehose")
    throw unsupported("nubelab does not simulate Firehose (Subscribe with Protocol firehose).");
  if (!PROTOCOLS.includes(protocol as Protocol)) {
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  if (endpoint === "") throw notFound("Endpoint not specified in subscription");
  if ((protocol === "http" || protocol === "https") && !endpoint.startsWith(`${protocol}://`)) {
    throw invalidParameter("Endpoint must match the specified protocol");
  }
  if (protocol.startsWith("email") && !/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter("Email address");
  if (protocol === "sms" && !isPhoneNumber(endpoint)) throw invalidParameter(`Invalid SMS endpoint: ${endpoint}`);
  if (protocol === "sqs" && !QUEUE.test(endpoint)) throw invalidParameter("SQS endpoint ARN");
  if (protocol === "lambda" && !FUNCTION.test(endpoint)) throw invalidParameter("Lambda endpoint ARN");
  if (protocol === "application" && !sns.platforms.devices.has(endpoint)) {
    throw invalidParameter("Endpoint Reason: Endpoint does not exist for endpoint arn");
  }
  if (endpoint.endsWith(".fifo") && !topic.isFifo) {
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  }
  if (topic.isFifo && protocol !== "sqs") {
    throw invalidParameter("Invalid parameter: Endpoint Reason: FIFO SNS topics deliver to SQS queues only");
  }
}

function checkQuotas(sns: Sns, topic: Topic, attributes: SubscriptionAttributes): void {
  if (sns.world.quotas === "relaxed") return;
  if (topic.isFifo && topic.subscriptions.size >= FIFO_SUBSCRIPTIONS) {
    throw new SnsError(
      "SubscriptionLimitExceededException",
      `A FIFO topic has at most ${FIFO_SUBSCRIPTIONS} subscriptions`,
    );
  }
  if (attributes.filterPolicy !== undefined) checkFilterQuota(sns, topic);
}

/** Before a subscription gets a filter policy. */
function checkFilterQuota(sns: Sns, topic: Topic): void {
  const count = (all: Iterable<Subscription>) => [...all].filter((each) => each.attributes.filterPolicy).length;
  if (count(topic.subscriptions) >= FILTERS_PER_TOPIC) {
    throw new SnsError(
      "FilterPolicyLimitExceededException",
      `A topic has at most ${FILTERS_PER_TOPIC} filter policies`,
    );
  }
  if (count(sns.subscriptions.values()) >= FILTERS_PER_ACCOUNT) {
    throw new SnsError(
      "FilterPolicyLimitExceededException",
      `An account has at most ${FILTERS_PER_ACCOUNT} filter policies`,
    );
  }
}

/** Sends the token. If nobody gives it back in time the subscription is gone. */
function askToConfirm(sns: Sns, subscription: Subscription): void {
  const { topic, protocol, endpoint, target } = subscription;
  const token = Buffer.from(topic.random.bytes(144)).toString("hex"); // 288 digits, as AWS's
  subscription.token = token;
  subscription.tokenUntilMs = sns.sim.now + CONFIRMATION_MS;
  sns.tokens.set(token, subscription);
  sns.sim.after(
    CONFIRMATION_MS,
    () => {
      sns.tokens.delete(token);
      if (subscription.isPending && !subscription.isDeleted) remove(sns, subscription, "nobody confirmed it", -1);
    },
    true,
  );
  const subscribeUrl = `https://sns.${sns.world.region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`;
  const id = topic.random.uuid();
  const text = `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
  const body = confirmation(
    {
      id,
      topicArn: topic.arn,
      body: text,
      timestamp: sns.sim.date().toISOString(),
      atMs: sns.sim.now,
      subject: 0,
      row: -1,
    },
    {
      type: "SubscriptionConfirmation",
      body: text,
      region: sns.world.region,
      token,
      subscribeUrl,
      signatureVersion: topic.attributes.signatureVersion,
      isFifo: false,
    },
  );
  if (sns.sim.faults.any && sns.sim.faults.isDown(target)) return; // the request is lost; Subscribe again sends none
  if (subscription.isHttp) {
    const headers = {
      "content-type": "text/plain; charset=UTF-8",
      "x-amz-sns-message-type": "SubscriptionConfirmation",
      "x-amz-sns-message-id": id,
      "x-amz-sns-topic-arn": topic.arn,
    };
    post(sns, subscription, body, headers, () => undefined);
    return;
  }
  sns.inbox.put({
    at: sns.sim.now,
    channel: protocol as "email" | "email-json",
    to: endpoint,
    subject: "AWS Notification - Subscription Confirmation",
    body:
      protocol === "email-json"
        ? body
        : `You have chosen to subscribe to the topic:\n${topic.arn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${subscribeUrl}`,
  });
}

interface ConfirmInput {
  TopicArn?: string;
  Token?: string;
  AuthenticateOnUnsubscribe?: string;
}

export function confirmSubscription(sns: Sns, input: ConfirmInput, caller: Caller, isAnonymous = false): unknown {
  const subscription = sns.tokens.get(input.Token ?? "");
  if (subscription === undefined || subscription.isDeleted || subscription.tokenUntilMs < sns.sim.now) {
    throw invalidParameter("Token");
  }
  // As recorded: the token decides; the topic must be one of the region.
  if (String(input.TopicArn).split(":")[3] !== sns.world.region) throw invalidParameter("Topic");
  const { topic } = subscription;
  if (!isAnonymous) sns.authorizeAccount("ConfirmSubscription", topic.arn, caller);
  const cause = sns.request("ConfirmSubscription", topic, caller);
  if (subscription.isPending) {
    subscription.isPending = false;
    subscription.wasAuthenticated = !isAnonymous;
    subscription.unsubscribesAuthenticated = !isAnonymous && input.AuthenticateOnUnsubscribe === "true";
    sns.trace.append(sns.facts.Confirmed, topic.nameId, { text: subscription.labelId, cause });
  }
  return { SubscriptionArn: subscription.arn };
}

interface SubscriptionInput {
  SubscriptionArn?: string;
}

export function unsubscribe(sns: Sns, input: SubscriptionInput, caller: Caller, isAnonymous = false): unknown {
  const arn = input.SubscriptionArn ?? "";
  const subscription = sns.subscriptions.get(arn);
  if (subscription === undefined) {
    const count = arn.split(":").length;
    if (arn === "") throw invalidParameter("SubscriptionArn Reason: no value for required parameter");
    if (count < 6) {
      throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${count}`);
    }
    if (count === 6) throw invalidParameter("SubscriptionId");
    return {}; // it is gone already
  }
  const { topic } = subscription;
  if (isAnonymous && subscription.unsubscribesAuthenticated) {
    throw new SnsError(
      "AuthorizationErrorException",
      "This subscription can only be ended by an authenticated request.",
    );
  }
  if (!isAnonymous) sns.enter("Unsubscribe", topic.arn, caller);
  const cause = sns.request("Unsubscribe", topic, caller);
  remove(sns, subscription, "", cause);
  return {};
}

function remove(sns: Sns, subscription: Subscription, why: string, cause: number): void {
  const { topic } = subscription;
  subscription.isDeleted = true;
  topic.subscriptions.delete(subscription);
  topic.deletedSubscriptions++;
  sns.subscriptions.delete(subscription.arn);
  const text = why === "" ? subscription.label : `${subscription.label}: ${why}`;
  sns.trace.append(sns.facts.Unsubscribed, topic.nameId, { text, cause });
}

function find(sns: Sns, operation: string, input: SubscriptionInput, caller: Caller): Subscription {
  const subscription = sns.subscriptions.get(input.SubscriptionArn ?? "");
  if (subscription === undefined) throw subscriptionNotFound();
  sns.enter(operation, subscription.topic.arn, caller);
  return subscription;
}

export function getSubscriptionAttributes(sns: Sns, input: SubscriptionInput, caller: Caller): unknown {
  const subscription = find(sns, "GetSubscriptionAttributes", input, caller);
  sns.request("GetSubscriptionAttributes", subscription.topic, caller);
  return { Attributes: shownAttributes(subscription, sns.world.account) };
}

function shownAttributes(subscription: Subscription, account: string): Record<string, string> {
  const { attributes, topic } = subscription;
  const shown: Record<string, string> = {
    SubscriptionArn: subscription.arn,
    TopicArn: topic.arn,
    Owner: account,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    PendingConfirmation: String(subscription.isPending),
    ConfirmationWasAuthenticated: String(subscription.wasAuthenticated || !isConfirmedByHand(subscription)),
    RawMessageDelivery: String(attributes.isRaw),
    SubscriptionPrincipal: subscription.principal,
  };
  if (attributes.filterPolicy !== undefined) {
    shown.FilterPolicy = attributes.filterPolicy.text;
    shown.FilterPolicyScope = attributes.filterScope;
  }
  if (attributes.redrive !== undefined) shown.RedrivePolicy = attributes.redrive.text;
  if (attributes.deliveryPolicy !== undefined) shown.DeliveryPolicy = attributes.deliveryPolicy.text;
  if (attributes.replay !== undefined) {
    shown.ReplayPolicy = attributes.replay.text;
    shown.ReplayStatus = subscription.replayStatus ?? "Pending";
  }
  if (subscription.isHttp) {
    shown.EffectiveDeliveryPolicy = JSON.stringify({
      healthyRetryPolicy: subscription.httpPolicy ?? HTTP_DEFAULT,
      ...(subscription.maxReceivesPerSecond && {
        throttlePolicy: { maxReceivesPerSecond: subscription.maxReceivesPerSecond },
      }),
    });
  }
  return shown;
}

function isConfirmedByHand({ protocol, isHttp }: Subscription): boolean {
  return isHttp || protocol.startsWith("email");
}

export function setSubscriptionAttributes(
  sns: Sns,
  input: SubscriptionInput & { AttributeName?: string; AttributeValue?: string },
  caller: Caller,
): unknown {
  const subscription = find(sns, "SetSubscriptionAttributes", input, caller);
  const { topic, protocol, endpoint, attributes } = subscription;
  const name = input.AttributeName ?? "";
  const of = { protocol, endpoint, topicArn: topic.arn };
  const after = withAttributes(attributes, { [name]: input.AttributeValue ?? "" }, of, "SetSubscriptionAttributes");
  if (after.filterPolicy !== undefined && attributes.filterPolicy === undefined && sns.world.quotas === "strict") {
    checkFilterQuota(sns, topic);
  }
  subscription.attributes = after;
  if (name === "ReplayPolicy") {
    try {
      replay(sns, subscription);
    } catch (error) {
      subscription.attributes = attributes;
      throw error;
    }
  }
  sns.request("SetSubscriptionAttributes", topic, caller);
  return {};
}

export function listSubscriptions(sns: Sns, input: { NextToken?: string }, caller: Caller): unknown {
  sns.authorizeAccount("ListSubscriptions", "*", caller);
  sns.request("ListSubscriptions", "", caller);
  return page([...sns.subscriptions.values()], input.NextToken);
}

export function listSubscriptionsByTopic(
  sns: Sns,
  input: { TopicArn?: string; NextToken?: string },
  caller: Caller,
): unknown {
  const topic = sns.enter("ListSubscriptionsByTopic", input.TopicArn, caller);
  sns.request("ListSubscriptionsByTopic", topic, caller);
  return page([...topic.subscriptions], input.NextToken);
}

function page(all: readonly Subscription[], given: string | undefined): unknown {
  const { items, token } = listed(all, given);
  const shown = items.map(({ arn, isPending, owner, protocol, endpoint, topic }) => ({
    SubscriptionArn: isPending ? "PendingConfirmation" : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic.arn,
  }));
  return { Subscriptions: shown, ...(token && { NextToken: token }) };
}
