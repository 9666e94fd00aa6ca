import { hash } from "node:crypto";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";

interface Given {
  Message: string;
  Subject?: string;
}

/** Published to three queues, of which the last gets it raw. */
async function received(given: Given, attributes: Record<string, string> = {}) {
  const cloud = new Cloud();
  const [sns, sqs] = [cloud.client(SNS), cloud.client(SQS)];
  const TopicArn = (await sns.createTopic({ Name: "placed" })).TopicArn!;
  const urls: string[] = [];
  for (const [i, RawMessageDelivery] of ["false", "false", "true"].entries()) {
    const arn = `arn:aws:sqs:${cloud.region}:${cloud.account}:orders-${i}`;
    const statement = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:*", Resource: arn };
    const Policy = JSON.stringify({ Statement: statement });
    urls.push((await sqs.createQueue({ QueueName: `orders-${i}`, Attributes: { ...attributes, Policy } })).QueueUrl!);
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: arn, Attributes: { RawMessageDelivery } });
  }
  await sns.publish({ TopicArn, ...given });
  const messages = [];
  for (const QueueUrl of urls) messages.push((await sqs.receiveMessage({ QueueUrl })).Messages?.[0]);
  const sizes = [...cloud.trace.events({ kinds: ["sqs.Sent"] })].map(({ value }) => value);
  const failures = [...cloud.trace.events({ kinds: ["sns.Failed"] })].map(({ text }) => text);
  return { messages, sizes, failures };
}

describe("the envelope that a queue gets", () => {
  it.each<[string, Given]>([
    ["plain text", { Message: "order 1" }],
    ["quotes and line breaks", { Message: 'he said: "two\nlines"', Subject: "a subject" }],
    ["letters beyond ASCII", { Message: "mañana 10 €" }],
    ["characters beyond the first plane", { Message: "😀" }],
  ])("has the digest and the size of its body: %s", async (_name, given) => {
    const { messages, sizes, failures } = await received(given);
    expect(failures).toEqual([]);
    expect(messages.map((each) => each!.MD5OfBody)).toEqual(messages.map((each) => hash("md5", each!.Body!)));
    expect(sizes).toEqual(messages.map((each) => Buffer.byteLength(each!.Body!)));
    const [first, second, raw] = messages.map((each) => each!.Body!);
    expect(JSON.parse(first!)).toMatchObject(given);
    expect(raw).toBe(given.Message);
    // All that differs is the link to unsubscribe.
    expect(JSON.parse(second!)).toEqual({ ...JSON.parse(first!), UnsubscribeURL: expect.any(String) });
    expect(second).not.toBe(first);
  });

  it("is refused by every queue when it holds a character that SQS does not take", async () => {
    const { messages, failures } = await received({ Message: "bad \ufffe" });
    expect(messages).toEqual([undefined, undefined, undefined]);
    expect(failures).toHaveLength(3);
    for (const failure of failures) expect(failure).toMatch(/InvalidMessageContents: .*#xfffe/);
  });

  it("counts towards the queue's own limit of size, which a raw body still fits", async () => {
    const { messages, failures } = await received({ Message: "x".repeat(2_000) }, { MaximumMessageSize: "2048" });
    expect(messages.map((each) => each?.Body)).toEqual([undefined, undefined, "x".repeat(2_000)]);
    expect(failures).toHaveLength(2);
    for (const failure of failures) expect(failure).toContain("must be shorter than 2048 bytes");
  });
});
