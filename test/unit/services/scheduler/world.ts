/** A cloud with the clients of Scheduler and SQS, and short ways to look at what happened. */
import { type CreateScheduleCommandInput, Scheduler } from "@aws-sdk/client-scheduler";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CloudOptions } from "../../../../src/sdk/options";

export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/scheduler`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
export const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`;

/** Runs begin on Monday 2026-01-05 at 00:00 UTC unless `start` says otherwise. */
export function makeBench(options: CloudOptions = {}) {
  const cloud = new Cloud(options);
  const scheduler = cloud.client(Scheduler);
  const sqs = cloud.client(SQS);
  return {
    cloud,
    scheduler,
    sqs,
    async queue(name: string): Promise<string> {
      const fifo = { FifoQueue: "true", ContentBasedDeduplication: "true" };
      return (await sqs.createQueue({ QueueName: name, Attributes: name.endsWith(".fifo") ? fifo : {} })).QueueUrl!;
    },
    /** A schedule that sends to the queue "q" unless told otherwise. */
    async schedule(
      ScheduleExpression: string,
      { Target, ...more }: Partial<Omit<CreateScheduleCommandInput, "Target">> & { Target?: object } = {},
    ): Promise<string> {
      const answer = await scheduler.createSchedule({
        Name: "s",
        ScheduleExpression,
        FlexibleTimeWindow: { Mode: "OFF" },
        ...more,
        Target: { Arn: queueArn("q"), RoleArn: ROLE, ...Target },
      });
      return answer.ScheduleArn!;
    },
    async messages(name = "q") {
      const all = [];
      for (;;) {
        const { Messages = [] } = await sqs.receiveMessage({
          QueueUrl: queueUrl(name),
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
        });
        if (Messages.length === 0) return all;
        all.push(...Messages);
        for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl: queueUrl(name), ReceiptHandle });
      }
    },
    /** When facts of Scheduler happened, by the clock on the wall in UTC. */
    times(kind = "Fired"): string[] {
      return [...cloud.trace.events({ kinds: [`scheduler.${kind}`] })].map(({ at }) => cloud.date(at).toISOString());
    },
    texts(...kinds: string[]): string[] {
      return [...cloud.trace.events({ kinds: kinds.map((kind) => `scheduler.${kind}`) })].map(
        ({ kind, text }) => `${kind.slice("scheduler.".length)} ${text}`,
      );
    },
  };
}
