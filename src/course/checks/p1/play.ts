/** P1: what a run is, how the student's architecture is put under load, and what the judge's cloud shows. */
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import type { Cloud, CloudOptions } from "../../../sdk";
import type { Order } from "../l2";
import type { Student } from "../types";

/** What buildFanOut returns. */
interface FanOut {
  topicArn: string;
  /** URL of each queue by the name that was asked for. */
  queues: Record<string, string>;
  /** URL of the queue where orders go that a function gave up. */
  lost: string;
}

export interface FanOutPlan {
  cloud: CloudOptions;
  queues: string[];
  services: string[];
  orders: Order[];
  /** How many times something fails on an order before it succeeds: [who, order id, times]. Who: a service, or "work". */
  failures: [who: string, id: string, times: number][];
  /** Whether the queues are worked off. */
  works: boolean;
}

export interface FanOutRun {
  topic: { exists: boolean; subscribers: string[] };
  queues: Record<string, QueueSeen>;
  lost: unknown[];
  functions: string[];
  /** Calls on this side: who was called with which order, and whether it failed. "work NAME" for the handler of a queue. */
  calls: { who: string; id: unknown; failed: boolean }[];
}

interface QueueSeen {
  exists: boolean;
  /** Ids of the orders left in it, and in its dead-letter queue. */
  left: unknown[];
  dead: unknown[];
  maxReceiveCount?: unknown;
  /** Whether a topic of somebody else's may send to it. */
  isOpenToOthers: boolean;
}

const RUN = { minutes: 15 };

/** Builds, publishes and works as the plan says, then looks at the judge's cloud. */
export async function playFanOut(student: Student, plan: FanOutPlan): Promise<FanOutRun> {
  const cloud = await student.cloud(plan.cloud);
  const calls: FanOutRun["calls"] = [];
  const left = new Map(plan.failures.map(([who, id, times]) => [`${who} ${id}`, times]));
  const hear =
    (who: string, plannedAs = who) =>
    (order: unknown) => {
      const id = (order as Partial<Order> | undefined)?.id;
      const key = `${plannedAs} ${id}`;
      const failed = (left.get(key) ?? 0) > 0;
      left.set(key, (left.get(key) ?? 0) - 1);
      calls.push({ who, id, failed });
      if (failed) throw new Error(`${who} cannot take ${id}`);
    };
  const services = Object.fromEntries(plan.services.map((name) => [name, hear(name)]));
  const fanOut = (await student.call("buildFanOut", cloud, plan.queues, services)) as FanOut;
  for (const order of plan.orders) await student.call("publishOrder", cloud, fanOut, order);
  await cloud.call("run", { for: RUN });
  if (plan.works) {
    for (const name of plan.queues)
      await student.call("work", cloud, fanOut?.queues?.[name], hear(`work ${name}`, "work"));
  }
  return { calls, ...(await look(await cloud.judge(), plan, fanOut)) };
}

async function look(judge: Cloud, plan: FanOutPlan, fanOut: FanOut): Promise<Omit<FanOutRun, "calls">> {
  const [sns, sqs, lambda] = [judge.client(SNS), judge.client(SQS), judge.client(Lambda)];
  const topics = (await sns.listTopics({})).Topics ?? [];
  const exists = topics.some(({ TopicArn }) => TopicArn === fanOut?.topicArn);
  const subscriptions = exists
    ? ((await sns.listSubscriptionsByTopic({ TopicArn: fanOut.topicArn })).Subscriptions ?? [])
    : [];
  const urls = (await sqs.listQueues({})).QueueUrls ?? [];
  const queues: FanOutRun["queues"] = {};
  for (const name of plan.queues) queues[name] = await lookAtQueue(judge, urls, fanOut?.queues?.[name]);
  return {
    topic: { exists, subscribers: subscriptions.map(({ Endpoint }) => Endpoint?.split(":").at(-1) ?? "").sort() },
    queues,
    lost: urls.includes(fanOut?.lost) ? await read(judge, fanOut.lost) : [],
    functions: ((await lambda.listFunctions({})).Functions ?? []).map(({ FunctionName }) => FunctionName ?? "").sort(),
  };
}

async function lookAtQueue(judge: Cloud, urls: string[], url: unknown): Promise<QueueSeen> {
  const none: QueueSeen = { exists: false, left: [], dead: [], isOpenToOthers: false };
  if (typeof url !== "string" || !urls.includes(url)) return none;
  const sqs = judge.client(SQS);
  const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ["All"] });
  const redrive = JSON.parse(Attributes.RedrivePolicy ?? "{}") as {
    deadLetterTargetArn?: string;
    maxReceiveCount?: unknown;
  };
  const dead = urls.find((other) => other.split("/").at(-1) === redrive.deadLetterTargetArn?.split(":").at(-1));
  const left = await read(judge, url);
  await sendAsStranger(judge, Attributes.QueueArn!);
  return {
    exists: true,
    left,
    dead: dead === undefined ? [] : await read(judge, dead),
    maxReceiveCount: Number(redrive.maxReceiveCount),
    isOpenToOthers: (await read(judge, url)).length > 0,
  };
}

/** Lets a topic of the judge's own try to send to the queue. */
async function sendAsStranger(judge: Cloud, queueArn: string): Promise<void> {
  const sns = judge.client(SNS);
  const { TopicArn } = await sns.createTopic({ Name: "somebody-elses-topic" });
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn,
    Protocol: "sqs",
    Endpoint: queueArn,
    ReturnSubscriptionArn: true,
  });
  await sns.publish({ TopicArn, Message: JSON.stringify({ id: "stranger" }) });
  await judge.run({ for: RUN });
  await sns.unsubscribe({ SubscriptionArn });
}

/** Ids of the orders in a queue, which is empty afterwards. */
async function read(judge: Cloud, url: string): Promise<unknown[]> {
  const sqs = judge.client(SQS);
  const ids: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 3_600,
    });
    if (Messages.length === 0) return ids;
    for (const { Body = "", ReceiptHandle } of Messages) {
      ids.push(idIn(Body));
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
    }
  }
}

/** The order's id in a body: raw, in the envelope of SNS, or in the record that Lambda sends of what it gave up. */
function idIn(body: string): unknown {
  for (let value: unknown = body, depth = 0; depth < 6; depth++) {
    if (typeof value === "string") {
      try {
        value = JSON.parse(value);
      } catch {
        return undefined;
      }
    }
    const { id, Message, requestPayload, Records } = (value ?? {}) as Record<string, unknown>;
    if (id !== undefined) return id;
    const record = Array.isArray(Records) ? (Records[0] as { Sns?: { Message?: unknown } }) : undefined;
    value = Message ?? requestPayload ?? record?.Sns?.Message;
    if (value === undefined) return undefined;
  }
  return undefined;
}
