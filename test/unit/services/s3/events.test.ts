/** S3's events on their way to topics, functions, EventBridge and the bill. */
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
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

const TOPIC = "arn:aws:sns:us-east-1:123456789012:news";
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:resize";
const toTopic = { TopicConfigurations: [{ Id: "t", TopicArn: TOPIC, Events: ["s3:ObjectCreated:*" as const] }] };
const toFunction = {
  LambdaFunctionConfigurations: [{ Id: "f", LambdaFunctionArn: FUNCTION, Events: ["s3:ObjectRemoved:*" as const] }],
};

describe("a bucket's notifications to a topic", () => {
  const policy = (principal: object) =>
    JSON.stringify({
      Statement: { Effect: "Allow", Principal: principal, Action: "sns:Publish", Resource: TOPIC },
    });

  it("are refused while the topic does not let S3 publish, and nothing is configured", async () => {
    const cloud = new Cloud();
    const [s3, sns] = [cloud.client(S3), cloud.client(SNS)];
    await s3.createBucket({ Bucket: "docs" });
    const configure = () =>
      s3.putBucketNotificationConfiguration({ Bucket: "docs", NotificationConfiguration: toTopic });
    await expect(configure()).rejects.toMatchObject({
      name: "InvalidArgument",
      message: expect.stringContaining(TOPIC),
    });
    await sns.createTopic({ Name: "news", Attributes: { Policy: policy({ AWS: "123456789012" }) } });
    await expect(configure()).rejects.toMatchObject({ name: "InvalidArgument" });
    const { TopicConfigurations } = await s3.getBucketNotificationConfiguration({ Bucket: "docs" });
    expect(TopicConfigurations).toBeUndefined();
  });

  it("are published with a subject of their own, the key URL-encoded, and caused by the put", async () => {
    const cloud = new Cloud();
    const [s3, sns] = [cloud.client(S3), cloud.client(SNS)];
    await sns.createTopic({ Name: "news", Attributes: { Policy: policy({ Service: "s3.amazonaws.com" }) } });
    await sns.subscribe({ TopicArn: TOPIC, Protocol: "email", Endpoint: "ana@example.com" });
    await cloud.run({ for: { minutes: 1 } });
    const Token = /Token=([0-9a-f]+)/.exec(cloud.inbox.of("ana@example.com")[0]!.body)![1];
    await sns.confirmSubscription({ TopicArn: TOPIC, Token });
    await s3.createBucket({ Bucket: "docs" });
    await s3.putBucketNotificationConfiguration({ Bucket: "docs", NotificationConfiguration: toTopic });
    await s3.putObject({ Bucket: "docs", Key: "a b/ñ", Body: "hi" });
    await s3.deleteObject({ Bucket: "docs", Key: "a b/ñ" }); // asked for creations only
    await cloud.run();
    const mails = cloud.inbox.of("ana@example.com").filter(({ subject }) => subject === "Amazon S3 Notification");
    expect(mails).toHaveLength(2); // the first is S3's test
    expect(mails[0]!.body).toContain("s3:TestEvent");
    expect(mails[1]!.body).toContain('"key":"a+b/%C3%B1"');
    expect(cloud.explain("docs/a b/ñ").toString()).toMatch(
      /stored in bucket docs[\s\S]*published to topic news[\s\S]*delivered to email:ana@example.com/,
    );
  });
});

describe("a bucket's notifications to a function", () => {
  it("need the function's permission, and invoke it with the record of what happened", async () => {
    const cloud = new Cloud();
    const [s3, lambda] = [cloud.client(S3), cloud.client(Lambda)];
    const heard: unknown[] = [];
    cloud.lambda("resize", (event) => void heard.push(event), { coldStart: 0 });
    await s3.createBucket({ Bucket: "docs" });
    const configure = () =>
      s3.putBucketNotificationConfiguration({ Bucket: "docs", NotificationConfiguration: toFunction });
    await expect(configure()).rejects.toMatchObject({
      name: "InvalidArgument",
      message: expect.stringContaining(FUNCTION),
    });
    await lambda.addPermission({
      FunctionName: "resize",
      StatementId: "s3",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn: "arn:aws:s3:::docs",
      SourceAccount: "123456789012",
    });
    await configure();
    await s3.putObject({ Bucket: "docs", Key: "a", Body: "hi" });
    await s3.deleteObject({ Bucket: "docs", Key: "a" });
    await cloud.run();
    expect(heard).toMatchObject([
      {
        Records: [
          {
            eventSource: "aws:s3",
            eventName: "ObjectRemoved:Delete",
            s3: { configurationId: "f", bucket: { name: "docs", arn: "arn:aws:s3:::docs" }, object: { key: "a" } },
          },
        ],
      },
    ]);
    expect(cloud.explain("docs/a").toString()).toMatch(
      /removed from bucket docs \(Delete\)[\s\S]*function resize is invoked[\s\S]*resize succeeds/,
    );
  });
});
