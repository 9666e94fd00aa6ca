/** What the SDK's S3 client shows: bodies that can be read in every way, and its own exceptions. */
import { NoSuchKey, NotFound, paginateListObjectsV2, S3, S3Client } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";

async function withObject() {
  const cloud = new Cloud();
  const s3 = cloud.client(S3);
  await s3.createBucket({ Bucket: "docs" });
  await s3.putObject({ Bucket: "docs", Key: "a/b.txt", Body: "0123456789", Metadata: { Author: "ana" } });
  return { cloud, s3 };
}
const O = { Bucket: "docs", Key: "a/b.txt" };

describe("the S3 client", () => {
  it("reads a body as text, bytes, a web stream and a Node stream", async () => {
    const { s3 } = await withObject();
    expect(await (await s3.getObject(O)).Body!.transformToString()).toBe("0123456789");
    expect(await (await s3.getObject({ ...O, Range: "bytes=2-4" })).Body!.transformToString()).toBe("234");
    expect((await (await s3.getObject(O)).Body!.transformToByteArray()).length).toBe(10);
    const web = (await s3.getObject(O)).Body!.transformToWebStream();
    expect(await new Response(web as never).text()).toBe("0123456789");
    const chunks: Buffer[] = [];
    for await (const chunk of (await s3.getObject(O)).Body as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe("0123456789");
  });

  it("refuses to read a body twice, as the SDK does", async () => {
    const { s3 } = await withObject();
    const { Body } = await s3.getObject(O);
    await Body!.transformToString();
    await expect(Body!.transformToString()).rejects.toThrow("already been transformed");
  });

  it("throws its own exceptions", async () => {
    const { s3 } = await withObject();
    await expect(s3.getObject({ ...O, Key: "c" })).rejects.toBeInstanceOf(NoSuchKey);
    await expect(s3.headObject({ ...O, Key: "c" })).rejects.toBeInstanceOf(NotFound);
  });

  it("pages through a listing", async () => {
    const { cloud, s3 } = await withObject();
    for (const Key of ["b", "c"]) await s3.putObject({ Bucket: "docs", Key });
    const keys: (string | undefined)[] = [];
    const client = cloud.client(S3Client);
    for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, { Bucket: "docs" })) {
      for (const { Key } of page.Contents ?? []) keys.push(Key);
    }
    expect(keys).toEqual(["a/b.txt", "b", "c"]);
  });

  it("tells a queue of new objects, with the put as cause", async () => {
    const { cloud, s3 } = await withObject();
    const sqs = cloud.client(SQS);
    const arn = "arn:aws:sqs:us-east-1:123456789012:news";
    const { QueueUrl } = await sqs.createQueue({ QueueName: "news" });
    const configure = () =>
      s3.putBucketNotificationConfiguration({
        Bucket: "docs",
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              QueueArn: arn,
              Events: ["s3:ObjectCreated:*"],
              Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "in/" }] } },
            },
          ],
        },
      });
    await expect(configure()).rejects.toThrow("Unable to validate the following destination configurations");
    const statement = {
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn,
    };
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Statement: statement }) } });
    await configure();
    await s3.putObject({ Bucket: "docs", Key: "out/x" });
    await s3.putObject({ Bucket: "docs", Key: "in/a b", Body: "hi" });
    await cloud.run();
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    const [test, event] = Messages.map(({ Body }) => JSON.parse(Body!));
    expect(test.Event).toBe("s3:TestEvent");
    expect(event.Records).toMatchObject([
      {
        eventVersion: "2.1",
        eventName: "ObjectCreated:Put",
        s3: { bucket: { name: "docs" }, object: { key: "in/a+b", size: 2 } },
      },
    ]);
    expect(Messages).toHaveLength(2);
    const created = [...cloud.trace.events({ kinds: ["s3.ObjectCreated"] })].at(-1)!;
    const sent = [...cloud.trace.events({ kinds: ["sqs.Sent"] })].at(-1)!;
    const causes: number[] = [];
    for (let row = sent.cause; row >= 0; row = cloud.trace.event(row).cause) causes.push(row);
    expect(causes).toContain(created.index);
    expect([...cloud.trace.events({ kinds: ["s3.Notified"] })]).toMatchObject([{ text: arn, cause: created.index }]);
  });
});
