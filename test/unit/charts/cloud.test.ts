/** The charts on a real run: an SQS queue with a poison message, behind the SDK's client. */
import { SQS } from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it } from "vitest";
import { latency, ordering, queueDepth, retries, timeline } from "../../../src/charts";
import { Cloud } from "../../../src/sdk";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("charts of a cloud's SQS", () => {
  const cloud = new Cloud({ seed: 2 });

  beforeAll(async () => {
    const sqs = cloud.client(SQS);
    const dead = await sqs.createQueue({ QueueName: "orders-dlq" });
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: dead.QueueUrl!, AttributeNames: ["QueueArn"] });
    const { QueueUrl } = await sqs.createQueue({
      QueueName: "orders",
      Attributes: {
        VisibilityTimeout: "10",
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes!.QueueArn, maxReceiveCount: 2 }),
      },
    });
    cloud.every({ seconds: 1 }, () => sqs.sendMessage({ QueueUrl, MessageBody: "order" }), { name: "shop", times: 6 });
    await sqs.sendMessage({ QueueUrl, MessageBody: "poison" });
    cloud.spawn("worker", async () => {
      for (let empty = 0; empty < 2; ) {
        const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
        empty = Messages?.length ? 0 : empty + 1;
        for (const message of Messages ?? []) {
          await cloud.sleep({ seconds: 2 });
          if (message.Body === "order") await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle! });
        }
      }
    });
    await cloud.run();
  });

  it("agree with each other and with the queues", () => {
    expect(plain(retries(cloud).description)).toBe(
      "orders: 7 messages; 1 needed more than one attempt (1 retry in all, at most 2 attempts); 6 processed, 1 dead-lettered.",
    );
    expect(plain(timeline(cloud).description)).toContain(
      "Of 7 messages, 6 processed, 1 delivered more than once, 1 dead-lettered",
    );
    expect(plain(queueDepth(cloud).description)).toMatch(
      /orders-dlq: at most 1 visible message .* at the end 1 left\./,
    );
    expect(plain(queueDepth(cloud, { resource: "orders" }).description)).toContain("at the end none is left");
    expect(plain(ordering(cloud).description)).toContain(
      "orders: 7 messages received, 0 out of order, 1 repeated delivery",
    );
    expect(plain(latency(cloud).description)).toContain("orders: 6 messages processed");
  });

  it("show the poison message's road into the dead-letter queue", () => {
    const bars = timeline(cloud).spec.layer[0].data.values as {
      message: string;
      state: string;
      from: number;
      to: number;
    }[];
    const poison = bars.filter((bar) => bar.message === "1");
    expect(poison.map((bar) => bar.state).filter((state) => state === "in flight")).toHaveLength(2);
    expect(poison.at(-1)!.state).toBe("in the dead-letter queue");
    expect(poison[0]).toMatchObject({ state: "in flight", from: 0, to: 10 });
  });
});
