/** A cloud with the clients of SQS and Lambda, and short ways to look at what happened. */
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CloudOptions } from "../../../../src/sdk/options";

export const ACCOUNT = "123456789012";
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;

export type Bench = ReturnType<typeof makeBench>;

export function makeBench(options: CloudOptions = {}) {
  const cloud = new Cloud(options);
  const lambda = cloud.client(Lambda);
  const sqs = cloud.client(SQS);
  const sns = cloud.client(SNS);
  return {
    cloud,
    lambda,
    sqs,
    sns,
    async queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
      const fifo = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
      return (await sqs.createQueue({ QueueName: name, Attributes: { ...fifo, ...attributes } })).QueueUrl!;
    },
    /** Invokes and waits; the payload is parsed. */
    async invoke(FunctionName: string, event: unknown = {}) {
      const { Payload, FunctionError } = await lambda.invoke({ FunctionName, Payload: JSON.stringify(event) });
      return { error: FunctionError, answer: JSON.parse(Payload!.transformToString()) };
    },
    async send(FunctionName: string, event: unknown = {}): Promise<void> {
      await lambda.invoke({ FunctionName, InvocationType: "Event", Payload: JSON.stringify(event) });
    },
    async map(FunctionName: string, queue: string, more: object = {}): Promise<string> {
      const mapping = await lambda.createEventSourceMapping({ FunctionName, EventSourceArn: queueArn(queue), ...more });
      return mapping.UUID!;
    },
    /** Bodies of what waits in a queue, taken out. */
    async bodies(name: string): Promise<string[]> {
      const QueueUrl = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`;
      const found: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
        if (Messages.length === 0) return found;
        for (const { Body, ReceiptHandle } of Messages) {
          found.push(Body!);
          await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
        }
      }
    },
    /** Facts of Lambda in short: "12.5 s Failed TypeError: boom". */
    facts(...kinds: string[]): string[] {
      return [...cloud.trace.events({ kinds: kinds.map((kind) => `lambda.${kind}`) })].map(
        ({ at, kind, text }) => `${at / 1_000} s ${kind.slice(7)}${text && ` ${text}`}`,
      );
    },
  };
}
