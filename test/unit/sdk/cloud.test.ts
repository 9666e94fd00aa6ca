import { ListQueuesCommand, paginateListQueues, QueueDoesNotExist, SQS, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src";

async function queue(cloud: Cloud, name = "orders") {
  const sqs = cloud.client(SQS);
  const { QueueUrl } = await sqs.createQueue({ QueueName: name });
  return { sqs, QueueUrl: QueueUrl! };
}

describe("a cloud", () => {
  it("is in the account and region that it is told to be in", async () => {
    const { QueueUrl } = await queue(new Cloud({ account: "999988887777", region: "eu-south-2" }));
    expect(QueueUrl).toBe("https://sqs.eu-south-2.amazonaws.com/999988887777/orders");
  });

  it("answers both forms of client with the same service", async () => {
    const cloud = new Cloud();
    const { QueueUrl } = await queue(cloud);
    const { QueueUrls } = await cloud.client(SQSClient).send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual([QueueUrl]);
  });

  it("gives the client's own errors and pages", async () => {
    const cloud = new Cloud();
    const { sqs, QueueUrl } = await queue(cloud, "a");
    for (const name of ["b", "c"]) await sqs.createQueue({ QueueName: name });
    const pages: number[] = [];
    for await (const page of paginateListQueues({ client: sqs, pageSize: 2 }, {})) pages.push(page.QueueUrls!.length);
    expect(pages).toEqual([2, 1]);
    await expect(sqs.sendMessage({ QueueUrl: `${QueueUrl}x`, MessageBody: "x" })).rejects.toBeInstanceOf(
      QueueDoesNotExist,
    );
  });

  it("keeps two clouds apart", async () => {
    const [one, other] = [new Cloud(), new Cloud()];
    await queue(one);
    expect((await other.client(SQS).listQueues({})).QueueUrls ?? []).toEqual([]);
  });

  it("advances for a long poll just as far as the message", async () => {
    const cloud = new Cloud();
    const { sqs, QueueUrl } = await queue(cloud);
    await sqs.sendMessage({ QueueUrl, MessageBody: "later", DelaySeconds: 7 });
    expect(cloud.now).toBe(0);
    const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    expect([Messages?.[0]?.Body, cloud.now]).toEqual(["later", 7_000]);
    await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    expect(cloud.now).toBe(27_000);
  });

  it("lets a loop that only polls come to its end: an empty short poll takes a little time", async () => {
    const cloud = new Cloud();
    const { sqs, QueueUrl } = await queue(cloud);
    await sqs.sendMessage({ QueueUrl, MessageBody: "x", DelaySeconds: 1 });
    let polls = 0;
    while (!(await sqs.receiveMessage({ QueueUrl })).Messages) polls++;
    expect(polls).toBe(50);
    expect(cloud.now).toBe(1_000);
  });

  it("gives request ids that are never the same, and the same in the next run", async () => {
    const ids = async () => {
      const { sqs } = await queue(new Cloud({ seed: 9 }));
      const outputs = [await sqs.listQueues({}), await sqs.listQueues({})];
      return outputs.map((output) => output.$metadata.requestId);
    };
    const first = await ids();
    expect(new Set(first).size).toBe(2);
    expect(first[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(await ids()).toEqual(first);
  });

  it("denies by policy whom the policy denies: identity of the caller, and TLS", async () => {
    const cloud = new Cloud();
    const { sqs, QueueUrl } = await queue(cloud);
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:user/ana" },
          Action: "sqs:SendMessage",
          Resource: "*",
        },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } });
    const send = (options: object) => cloud.client(SQS, options).sendMessage({ QueueUrl, MessageBody: "x" });
    await expect(send({ as: "user/ana" })).resolves.toHaveProperty("MessageId");
    await expect(send({ as: "user/ana", secureTransport: false })).rejects.toMatchObject({ $fault: "client" });
    await expect(send({ as: "arn:aws:iam::999999999999:user/eve" })).rejects.toMatchObject({ $fault: "client" });
  });

  it("lets an identity policy of the account allow a user what nothing else allows", async () => {
    const cloud = new Cloud();
    const { QueueUrl } = await queue(cloud);
    const ana = cloud.client(SQS, { as: "user/ana" });
    const send = () => ana.sendMessage({ QueueUrl, MessageBody: "x" });
    await expect(send()).rejects.toMatchObject({ name: expect.stringMatching(/AccessDenied/) });
    const allow = { Effect: "Allow" as const, Action: "sqs:SendMessage", Resource: "*" };
    cloud.iam.putUserPolicy("ana", { Version: "2012-10-17", Statement: [allow] });
    await expect(send()).resolves.toHaveProperty("MessageId");
  });

  it("bills the calls that were made", async () => {
    const cloud = new Cloud();
    const { sqs, QueueUrl } = await queue(cloud);
    for (let i = 0; i < 9; i++) await sqs.sendMessage({ QueueUrl, MessageBody: "x" });
    expect(cloud.bill().requests).toBe(10);
    expect(String(cloud.bill())).toContain("10");
  });

  it("declares the faults that it is given", async () => {
    const cloud = new Cloud({
      faults: (faults) => faults.down("orders", { from: { seconds: 1 }, until: { seconds: 2 } }),
    });
    const { sqs, QueueUrl } = await queue(cloud);
    const send = () => sqs.sendMessage({ QueueUrl, MessageBody: "x" });
    await send();
    await cloud.sleep({ seconds: 1 });
    await expect(send()).rejects.toMatchObject({ $fault: "server" });
    await cloud.sleep({ seconds: 1 });
    await send();
  });

  it("is the same run for the same seed, and another for another", async () => {
    const run = async (seed: number, flush: "tick" | "immediate") => {
      const cloud = new Cloud({ seed, flush, anomalies: "typical" });
      const { sqs, QueueUrl } = await queue(cloud);
      cloud.poisson({ name: "customers", perSecond: 20, times: 100 }, async (i) => {
        await sqs.sendMessage({ QueueUrl, MessageBody: `order ${i}` });
      });
      cloud.spawn("worker", async () => {
        for (let done = 0; done < 60; ) {
          const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
          for (const message of Messages) {
            await cloud.sleep(cloud.random("work").exponential(30));
            await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
            done++;
          }
        }
      });
      await cloud.run();
      return cloud.trace.hash();
    };
    const hashes = new Set<string>();
    for (let i = 0; i < 20; i++) hashes.add(await run(5, i % 2 === 0 ? "tick" : "immediate"));
    expect(hashes.size).toBe(1);
    expect([...hashes]).not.toContain(await run(6, "tick"));
  });

  it.each<[() => unknown, string]>([
    [() => new Cloud().client("sqs" as never), "cloud.client needs a client class of the AWS SDK for JavaScript v3"],
    [() => new Cloud().client(Map as never), "cloud.client needs a client class of the AWS SDK for JavaScript v3"],
    [() => new Cloud().client(SQS, { as: "ana" }), 'as: give "root", "user/NAME"'],
    [() => new Cloud({ quotas: "none" as never }), 'quotas: "strict" or "relaxed", not "none"'],
  ])("refuses what makes no sense (%#)", (make, message) => {
    expect(make).toThrow(message);
  });

  it("says which services it simulates when asked for another", () => {
    class Other {
      config = { serviceId: "Braket" };
      middlewareStack = { add: () => {} };
      send() {}
    }
    expect(() => new Cloud().client(Other)).toThrow(/nubelab does not simulate Braket; it simulates SQS/);
  });
});

describe("waitFor", () => {
  it("looks in virtual time until there is something", async () => {
    const cloud = new Cloud();
    const { sqs, QueueUrl } = await queue(cloud);
    await sqs.sendMessage({ QueueUrl, MessageBody: "x", DelaySeconds: 3 });
    const message = await cloud.waitFor(async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]);
    expect(message.Body).toBe("x");
    expect(cloud.now).toBeGreaterThanOrEqual(3_000);
    expect(cloud.now).toBeLessThan(4_100);
  });

  it("gives up at last", async () => {
    const cloud = new Cloud();
    await expect(cloud.waitFor(() => undefined, { every: 100, within: { seconds: 2 } })).rejects.toThrow(
      "waitFor: still nothing after 2 s of virtual time",
    );
    expect(cloud.now).toBe(2_000);
    await expect(cloud.waitFor(() => true, { every: 0 })).rejects.toThrow("waitFor every: must be > 0");
  });

  it("takes 0 and the empty text for something", async () => {
    const cloud = new Cloud();
    expect([await cloud.waitFor(() => 0), await cloud.waitFor(() => "")]).toEqual([0, ""]);
  });
});
