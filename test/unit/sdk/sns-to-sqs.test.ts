import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";

/** A queue whose policy admits SNS for one topic, by aws:SourceArn, as AWS's guide writes it; subscribed to `publishing`. */
async function fanOut(admitted: string, publishing: string) {
  const cloud = new Cloud({ seed: 3 });
  const [sns, sqs] = [cloud.client(SNS), cloud.client(SQS)];
  const topics = new Map<string, string>();
  for (const name of new Set([admitted, publishing])) {
    topics.set(name, (await sns.createTopic({ Name: name })).TopicArn!);
  }
  const QueueArn = "arn:aws:sqs:us-east-1:123456789012:orders";
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: QueueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topics.get(admitted) } },
    },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName: "orders", Attributes: { Policy } });
  const TopicArn = topics.get(publishing)!;
  await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: QueueArn, Attributes: { RawMessageDelivery: "true" } });
  await sns.publish({ TopicArn, Message: "a mug" });
  await cloud.run({ for: { seconds: 1 } });
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl });
  return Messages.map(({ Body }) => Body);
}

describe("a topic and a queue whose policy names a topic", () => {
  it("delivers from that topic", async () => {
    expect(await fanOut("sales", "sales")).toEqual(["a mug"]);
  });

  it("delivers nothing from another", async () => {
    expect(await fanOut("sales", "other")).toEqual([]);
  });
});

describe("the story of a published message", () => {
  it("goes on into the queue", async () => {
    const cloud = new Cloud({ seed: 3 });
    const [sns, sqs] = [cloud.client(SNS), cloud.client(SQS)];
    const { TopicArn } = await sns.createTopic({ Name: "sales" });
    const Endpoint = "arn:aws:sqs:us-east-1:123456789012:orders";
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: Endpoint },
    });
    await sqs.createQueue({ QueueName: "orders", Attributes: { Policy } });
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint });
    const { MessageId } = await sns.publish({ TopicArn, Message: "a mug" });
    await cloud.run({ for: { seconds: 1 } });
    const story = String(cloud.explain(MessageId!));
    expect(story).toMatch(/published to topic sales[\s\S]*attempt 1 to deliver to .*orders[\s\S]*sent to orders/);
  });
});

describe("Cloud.inbox", () => {
  it("holds the confirmation that SNS sends to an address", async () => {
    const cloud = new Cloud();
    const sns = cloud.client(SNS);
    const { TopicArn } = await sns.createTopic({ Name: "sales" });
    await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "ana@example.com" });
    await cloud.run({ for: { minutes: 1 } });
    expect(cloud.inbox.addresses).toContain("ana@example.com");
  });
});
