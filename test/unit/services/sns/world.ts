/** A world with SQS and SNS, and short ways to call them. */
import type { Caller, Service, World } from "../../../../src/services/service";
import { createSns, type SnsService } from "../../../../src/services/sns";
import { createSqs } from "../../../../src/services/sqs";
import { ACCOUNT, emptyWorld, ROOT, type WorldOptions } from "../world";

export { ACCOUNT, ROOT };

export interface TestWorld extends World {
  readonly sns: SnsService;
  readonly sqs: Service;
  services: Map<string, Service>;
}

export function makeWorld(options: WorldOptions = {}): TestWorld {
  const world = Object.defineProperties(emptyWorld(options), {
    sns: { get: () => services.get("sns") },
    sqs: { get: () => services.get("sqs") },
  }) as TestWorld;
  const { services } = world;
  services.set("sqs", createSqs(world));
  services.set("sns", createSns(world));
  return world;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of any operation
export function sns(world: TestWorld, operation: string, input: object = {}, caller: Caller = ROOT): any {
  return world.sns.call(operation, input, caller);
}

// biome-ignore lint/suspicious/noExplicitAny: answers of any operation
export function sqs(world: TestWorld, operation: string, input: object = {}): any {
  return world.sqs.call(operation, input, ROOT);
}

export const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** A queue that everybody may send to. */
export function makeQueue(world: TestWorld, name: string, attributes: Record<string, string> = {}): string {
  const Policy = JSON.stringify({
    Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: queueArn(name) },
  });
  const fifo = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  sqs(world, "CreateQueue", { QueueName: name, Attributes: { Policy, ...fifo, ...attributes } });
  return queueArn(name);
}

export function makeTopic(world: TestWorld, name: string, attributes: Record<string, string> = {}): string {
  const fifo = name.endsWith(".fifo") ? { FifoTopic: "true" } : {};
  return sns(world, "CreateTopic", { Name: name, Attributes: { ...fifo, ...attributes } }).TopicArn;
}

export function subscribe(
  world: TestWorld,
  topicArn: string,
  protocol: string,
  endpoint: string,
  attributes: Record<string, string> = {},
): string {
  return sns(world, "Subscribe", {
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Attributes: attributes,
    ReturnSubscriptionArn: true,
  }).SubscriptionArn;
}

/** Bodies waiting in a queue; reads them all. */
export async function bodies(world: TestWorld, name: string): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const answer = await sqs(world, "ReceiveMessage", { QueueUrl: queueUrl(name), MaxNumberOfMessages: 10 });
    const { Messages: messages = [] } = answer;
    if (messages.length === 0) return found;
    for (const { Body, ReceiptHandle } of messages) {
      found.push(Body);
      sqs(world, "DeleteMessage", { QueueUrl: queueUrl(name), ReceiptHandle });
    }
  }
}

/** What the trace says of SNS, short: kind, text and value. */
export function story(world: TestWorld, ...kinds: string[]): string[] {
  return [...world.sim.trace.events({ kinds: kinds.map((kind) => `sns.${kind}`) })].map(
    ({ kind, text, value }) => `${kind.slice(4)} ${text}${Number.isNaN(value) ? "" : ` ${value}`}`,
  );
}
