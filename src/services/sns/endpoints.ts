/**
 * Sending a message to an endpoint, once. What goes wrong on the other side's server is tried again by the caller; what the
 * endpoint refuses is not.
 */
import { ServiceError } from "../service";
import type { Sns } from "./context";
import { CONTENT_TYPE } from "./delivery-policy";
import type { HttpAnswer, Received } from "./inbox";
import { HTTP_TIMEOUT_MS, RAW_ATTRIBUTES } from "./limits";
import { bodyFor, type Envelope, lambdaEvent, type Message, notification } from "./message";
import type { Subscription } from "./subscription";

export interface Failure {
  reason: string;
  /** A client-side error: trying again would not help. */
  isPermanent: boolean;
}

/** undefined: delivered. "later": `done` will be called. */
export type Outcome = Failure | undefined | "later";

type Done = (failure: Failure | undefined) => void;

/** @param queueArn a dead-letter queue that gets the message instead of the endpoint */
export function send(
  sns: Sns,
  message: Message,
  subscription: Subscription,
  cause: number,
  done: Done,
  queueArn?: string,
): Outcome {
  const { protocol, target } = subscription;
  if (queueArn !== undefined) return toQueue(sns, message, subscription, queueArn, cause);
  const { faults } = sns.sim;
  // The other services would say the same; asked here it costs no exception, and there may be 100,000 attempts.
  if (faults.any && faults.isDown(target)) return { reason: `${target} does not answer`, isPermanent: false };
  if (protocol === "sqs") return toQueue(sns, message, subscription, subscription.endpoint, cause);
  if (protocol === "lambda") return toFunction(sns, message, subscription, cause);
  if (faults.any && faults.strikes("throttle", target)) {
    return { reason: `${target} answers 429`, isPermanent: false };
  }
  if (subscription.isHttp) return toServer(sns, message, subscription, done);
  if (protocol === "sms") return sns.phones.deliver(target, bodyFor(message, "sms"));
  if (protocol === "application") return sns.platforms.deliver(target, message);
  sns.inbox.put(mail(sns, message, subscription));
  return undefined;
}

function wrapped(sns: Sns, message: Message, { topic, protocol, unsubscribeUrl }: Subscription): Envelope {
  return notification(message, unsubscribeUrl, {
    body: bodyFor(message, protocol),
    region: sns.world.region,
    signatureVersion: topic.attributes.signatureVersion,
    isFifo: topic.isFifo,
  });
}

function toQueue(
  sns: Sns,
  message: Message,
  subscription: Subscription,
  arn: string,
  cause: number,
): Failure | undefined {
  const { isRaw } = subscription.attributes;
  const body: Envelope = isRaw ? { text: bodyFor(message, "sqs") } : wrapped(sns, message, subscription);
  const attributes = isRaw ? message.attributes : undefined;
  const count = attributes === undefined ? 0 : Object.keys(attributes).length;
  if (count > RAW_ATTRIBUTES) {
    return {
      reason: `${count} message attributes, and SQS takes ${RAW_ATTRIBUTES} along with a raw message`,
      isPermanent: true,
    };
  }
  return attemptCall(() =>
    sns.world.service("sqs").call(
      "SendMessage",
      {
        QueueUrl: urlOf(arn),
        MessageBody: body.text,
        checkedBytes: body.bytes,
        ...(count > 0 && { MessageAttributes: attributes }),
        ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
        ...(arn.endsWith(".fifo") && { MessageDeduplicationId: message.deduplicationId }),
      },
      sns.callerFor(subscription.topic, cause),
    ),
  );
}

const urls = new Map<string, string>();

/** The URL of a queue; SQS goes by URLs, SNS by ARNs. */
function urlOf(arn: string): string {
  let url = urls.get(arn);
  if (url === undefined) {
    const [, , , region, account, name] = arn.split(":");
    url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    urls.set(arn, url);
  }
  return url;
}

function toFunction(sns: Sns, message: Message, subscription: Subscription, cause: number): Failure | undefined {
  const { endpoint, arn, topic, unsubscribeUrl } = subscription;
  const event = lambdaEvent(message, bodyFor(message, "lambda"), arn, unsubscribeUrl, sns.world.region);
  return attemptCall(() =>
    sns.world
      .service("lambda")
      .call(
        "Invoke",
        { FunctionName: endpoint, InvocationType: "Event", Payload: Buffer.from(JSON.stringify(event)) },
        sns.callerFor(topic, cause),
      ),
  );
}

/** A call to another service of the cloud: its refusals become failures. */
function attemptCall(call: () => unknown): Failure | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) {
      return { reason: `${error.code}: ${error.message}`, isPermanent: error.fault === "client" && !error.retryable };
    }
    // The service is not simulated: the world says so.
    if (error instanceof RangeError) return { reason: error.message, isPermanent: true };
    throw error;
  }
}

function mail(sns: Sns, message: Message, subscription: Subscription): Received {
  const { protocol, endpoint, topic, unsubscribeUrl } = subscription;
  const isJson = protocol === "email-json";
  const footer = `--\nIf you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:\n${unsubscribeUrl}`;
  return {
    at: sns.sim.now,
    channel: isJson ? "email-json" : "email",
    to: endpoint,
    subject: message.subjectLine ?? `${topic.attributes.displayName || "AWS"} Notification Message`,
    body: isJson ? wrapped(sns, message, subscription).text : `${bodyFor(message, "email")}\n\n${footer}`,
  };
}

function toServer(sns: Sns, message: Message, subscription: Subscription, done: Done): Outcome {
  const { isRaw, deliveryPolicy } = subscription.attributes;
  const contentType = deliveryPolicy?.contentType ?? subscription.topic.attributes.deliveryPolicy?.contentType;
  const headers: Record<string, string> = {
    "content-type": contentType ?? CONTENT_TYPE,
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-message-id": message.id,
    "x-amz-sns-topic-arn": message.topicArn,
    "x-amz-sns-subscription-arn": subscription.arn,
  };
  if (isRaw) headers["x-amz-sns-rawdelivery"] = "true";
  const body = isRaw ? bodyFor(message, subscription.protocol) : wrapped(sns, message, subscription).text;
  return post(sns, subscription, body, headers, done);
}

/** A request to a web server: it is kept, and answered by the server's own handler if it has one. */
export function post(
  sns: Sns,
  { protocol, endpoint }: Subscription,
  body: string,
  headers: Record<string, string>,
  done: Done,
): Outcome {
  const request: Received = { at: sns.sim.now, channel: protocol as "http" | "https", to: endpoint, body, headers };
  sns.inbox.put(request);
  const handler = sns.inbox.handlerOf(endpoint);
  if (handler === undefined) return undefined;
  let isOpen = true;
  const close = (failure: Failure | undefined) => {
    if (!isOpen) return;
    isOpen = false;
    timeout.cancel();
    done(failure);
  };
  const timeout = sns.sim.after(HTTP_TIMEOUT_MS, () =>
    close({ reason: `no answer within ${HTTP_TIMEOUT_MS / 1_000} s`, isPermanent: false }),
  );
  // A process of its own: a server may take its time, and call the cloud.
  sns.sim.spawn(endpoint, async () => {
    let answer: HttpAnswer | undefined;
    try {
      answer = (await handler(request)) ?? undefined;
    } catch (error) {
      return close({ reason: `answered 500: ${(error as Error).message}`, isPermanent: false });
    }
    close(failureOf(answer?.status ?? 200));
  });
  return "later";
}

function failureOf(status: number): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  // 100, 101, 429 and all of the 500s are the server's trouble; the rest is a refusal.
  const isPermanent = !(status === 100 || status === 101 || status === 429 || (status >= 500 && status < 600));
  return { reason: `answered ${status}`, isPermanent };
}
