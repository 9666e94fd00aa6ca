/** A cloud with the clients of Pipes and SQS, and short ways to look at what happened. */
import { type CreatePipeCommandInput, Pipes } from "@aws-sdk/client-pipes";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CloudOptions } from "../../../../src/sdk/options";

export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/pipe`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
export const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;

export function makeBench(options: CloudOptions = {}) {
  const cloud = new Cloud(options);
  const pipes = cloud.client(Pipes);
  const sqs = cloud.client(SQS);
  return {
    cloud,
    pipes,
    sqs,
    async queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
      const fifo = name.endsWith(".fifo") ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {};
      return (await sqs.createQueue({ QueueName: name, Attributes: { ...fifo, ...attributes } })).QueueUrl!;
    },
    /** A pipe from the queue "in" to the queue "out" unless told otherwise, running. */
    async pipe(more: Partial<CreatePipeCommandInput> = {}): Promise<void> {
      await pipes.createPipe({ Name: "p", Source: queueArn("in"), Target: queueArn("out"), RoleArn: ROLE, ...more });
      await cloud.run({ for: { seconds: 6 } });
    },
    async send(body: unknown, name = "in", more: object = {}): Promise<void> {
      const MessageBody = typeof body === "string" ? body : JSON.stringify(body);
      await sqs.sendMessage({ QueueUrl: queueUrl(name), MessageBody, ...more });
    },
    /** Bodies of what waits in a queue, taken out. */
    async bodies(name = "out"): Promise<string[]> {
      const found: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: queueUrl(name), MaxNumberOfMessages: 10 });
        if (Messages.length === 0) return found;
        for (const { Body, ReceiptHandle } of Messages) {
          found.push(Body!);
          await sqs.deleteMessage({ QueueUrl: queueUrl(name), ReceiptHandle });
        }
      }
    },
    facts(...kinds: string[]): string[] {
      return [...cloud.trace.events({ kinds: kinds.map((kind) => `pipes.${kind}`) })].map(
        ({ kind, text }) => `${kind.slice("pipes.".length)}${text && ` ${text}`}`,
      );
    },
    /** Messages in a queue: visible and hidden. */
    async depth(name: string): Promise<number> {
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl: queueUrl(name), AttributeNames: ["All"] });
      return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    },
  };
}
