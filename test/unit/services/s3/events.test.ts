/** S3's events on their way to EventBridge and to the bill. */
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:news";

async function withRule(isEnabled: boolean) {
  const cloud = new Cloud();
  const [s3, sqs, events] = [cloud.client(S3), cloud.client(SQS), cloud.client(EventBridge)];
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: QUEUE };
  const { QueueUrl } = await sqs.createQueue({
    QueueName: "news",
    Attributes: { Policy: JSON.stringify({ Statement: statement }) },
  });
  await events.putRule({ Name: "new", EventPattern: JSON.stringify({ source: ["aws.s3"] }) });
  await events.putTargets({ Rule: "new", Targets: [{ Id: "queue", Arn: QUEUE }] });
  await s3.createBucket({ Bucket: "docs" });
  if (isEnabled) {
    await s3.putBucketNotificationConfiguration({
      Bucket: "docs",
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    });
  }
  await s3.putObject({ Bucket: "docs", Key: "a b", Body: "hi" });
  await cloud.run();
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl });
  return { cloud, events: Messages.map(({ Body }) => JSON.parse(Body!)) };
}

describe("S3's events", () => {
  it("come to the default bus when the bucket says so, the key as it is", async () => {
    const { events } = await withRule(true);
    expect(events).toMatchObject([
      {
        source: "aws.s3",
        "detail-type": "Object Created",
        resources: ["arn:aws:s3:::docs"],
        detail: { bucket: { name: "docs" }, object: { key: "a b", size: 2 }, reason: "PutObject" },
      },
    ]);
  });

  it("do not when it does not", async () => {
    expect((await withRule(false)).events).toEqual([]);
  });

  it("are told as the life of the object, as far as the queue", async () => {
    const { cloud } = await withRule(true);
    const story = cloud.explain("docs/a b").toString();
    expect(story).toMatch(/stored in bucket docs \(Put, 2 bytes\)/);
    expect(story).toMatch(/sent to news/);
  });

  it("are on the bill as what caused them: one put", async () => {
    const { cloud } = await withRule(true);
    const line = cloud.bill().lines.find(({ unit }) => unit.en.startsWith("S3 PUT"));
    expect(line).toMatchObject({ quantity: 1, cost: 5e-6 });
  });
});
