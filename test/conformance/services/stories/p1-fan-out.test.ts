/**
 * The handout's P1: photos come into a bucket, S3 tells a topic, and the topic fans out to two queues, two functions and a
 * partner's web server, under load. The queue "index" does not answer for a minute, the partner's server for an hour, and
 * one photo makes its function fail until it is mended.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { Cloud } from "../../../../src/sdk/cloud";
import type { CallLog } from "../../../../src/sdk/log";
import type { CloudOptions } from "../../../../src/sdk/options";
import { replay } from "../../../../src/sdk/replay";
import { admit, CLIENTS, chainTo, facts, openScene, queueArn } from "./scene";

const PHOTOS = 200;
const BROKEN = "photo-17.jpg";
const HOOK = "https://partner.example/photos";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:photos";
const fn = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

const CLOUD: CloudOptions = {
  seed: 11,
  faults: (faults) => {
    faults.down("index", { from: { seconds: 20 }, until: { seconds: 80 } });
    faults.down(HOOK, { from: { seconds: 30 }, until: { hours: 1 } });
  },
};

interface Played {
  cloud: Cloud;
  log: CallLog;
  /** Keys that each consumer has worked on, with repetitions. */
  seen: Record<"resize" | "index" | "audit" | "notify", string[]>;
  moved: number | undefined;
}

/** The keys of the objects that S3 tells of; its test event names none. */
function keysIn(notification: string): string[] {
  const { Records = [] } = JSON.parse(notification) as { Records?: { s3: { object: { key: string } } }[] };
  return Records.map((record) => record.s3.object.key);
}

async function play(): Promise<Played> {
  const { cloud, recorder, lambda, s3, sns, sqs } = openScene(CLOUD);
  const seen: Played["seen"] = { resize: [], index: [], audit: [], notify: [] };

  const policy = admit("s3.amazonaws.com", "sns:Publish", TOPIC, "arn:aws:s3:::photos");
  await sns.createTopic({ Name: "photos", Attributes: { Policy: policy } });
  const queue = async (name: string, attributes: Record<string, string> = {}) => {
    const Policy = admit("sns.amazonaws.com", "sqs:SendMessage", queueArn(name), TOPIC);
    return (await sqs.createQueue({ QueueName: name, Attributes: { Policy, ...attributes } })).QueueUrl!;
  };
  await queue("thumbnails-dead");
  await queue("partner-dead");
  const toDead = JSON.stringify({ deadLetterTargetArn: queueArn("thumbnails-dead"), maxReceiveCount: 3 });
  await queue("thumbnails", { RedrivePolicy: toDead, VisibilityTimeout: "60" });
  const indexUrl = await queue("index");

  let isMended = false;
  cloud.lambda(
    "resize",
    (event: { Records: { messageId: string; body: string }[] }) => {
      const failed = event.Records.filter(({ body }) => keysIn(body).includes(BROKEN) && !isMended);
      for (const each of event.Records) if (!failed.includes(each)) seen.resize.push(...keysIn(each.body));
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
    { timeout: { seconds: 10 }, duration: (_event, random) => random.integer(50, 400) },
  );
  await lambda.createEventSourceMapping({
    FunctionName: "resize",
    EventSourceArn: queueArn("thumbnails"),
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  });
  for (const name of ["audit", "notify"] as const) {
    cloud.lambda(name, (event: { Records: { Sns: { Message: string } }[] }) => {
      for (const { Sns } of event.Records) seen[name].push(...keysIn(Sns.Message));
    });
    await lambda.addPermission({
      FunctionName: name,
      StatementId: "sns",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: TOPIC,
    });
    await sns.subscribe({ TopicArn: TOPIC, Protocol: "lambda", Endpoint: fn(name) });
  }
  for (const name of ["thumbnails", "index"]) {
    const Attributes = { RawMessageDelivery: "true" };
    await sns.subscribe({ TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArn(name), Attributes });
  }
  const partnerDead = JSON.stringify({ deadLetterTargetArn: queueArn("partner-dead") });
  await sns.subscribe({
    TopicArn: TOPIC,
    Protocol: "https",
    Endpoint: HOOK,
    Attributes: { RedrivePolicy: partnerDead },
  });
  const hello = await cloud.waitFor(() => cloud.inbox.of(HOOK)[0]);
  await sns.confirmSubscription({ TopicArn: TOPIC, Token: (JSON.parse(hello.body) as { Token: string }).Token });

  await s3.createBucket({ Bucket: "photos" });
  await s3.putBucketNotificationConfiguration({
    Bucket: "photos",
    NotificationConfiguration: { TopicConfigurations: [{ TopicArn: TOPIC, Events: ["s3:ObjectCreated:*"] }] },
  });
  const indexer = cloud.spawn("indexer", async () => {
    while (new Set(seen.index).size < PHOTOS) {
      const { Messages = [] } = await sqs
        .receiveMessage({
          QueueUrl: indexUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 20,
        })
        .catch(() => cloud.sleep({ seconds: 5 }).then(() => ({ Messages: [] }))); // the queue does not answer
      for (const { Body, ReceiptHandle } of Messages) {
        seen.index.push(...keysIn(Body!));
        await sqs.deleteMessage({ QueueUrl: indexUrl, ReceiptHandle });
      }
    }
  });
  cloud.poisson({ name: "visitors", perSecond: 3, times: PHOTOS }, (i) =>
    s3.putObject({ Bucket: "photos", Key: `photo-${i}.jpg`, Body: "x".repeat(100 + i) }),
  );
  await indexer.done;
  await cloud.run({ for: { hours: 1 } });

  isMended = true;
  const { TaskHandle } = await sqs.startMessageMoveTask({ SourceArn: queueArn("thumbnails-dead") });
  await cloud.run({ for: { minutes: 5 } });
  const { Results = [] } = await sqs.listMessageMoveTasks({ SourceArn: queueArn("thumbnails-dead") });
  expect([TaskHandle !== undefined, Results[0]!.Status]).toEqual([true, "COMPLETED"]);
  return { cloud, log: recorder.log(), seen, moved: Results[0]!.ApproximateNumberOfMessagesMoved };
}

describe("P1, fan-out under failure (seed 11)", () => {
  let played: Played;
  beforeAll(async () => {
    played = await play();
  });

  it("brings every photo to both queues and both functions, none twice, none invented", () => {
    const all = Array.from({ length: PHOTOS }, (_, i) => `photo-${i}.jpg`).sort();
    for (const keys of Object.values(played.seen)) expect([...keys].sort()).toEqual(all);
  });

  it("publishes once for each photo and for S3's test of the topic, and accounts for each subscription", () => {
    const { cloud } = played;
    const published = facts(cloud, "sns.Published", "photos");
    expect(published).toHaveLength(PHOTOS + 1);
    const delivered = (to: string) => facts(cloud, "sns.Delivered", "photos").filter(({ text }) => text.includes(to));
    for (const to of ["thumbnails", "index", "audit", "notify"])
      expect(delivered(to), to).toHaveLength(published.length);
    const dead = facts(cloud, "sns.DeadLettered", "photos");
    expect(dead.length).toBeGreaterThan(50);
    expect(delivered("partner.example")).toHaveLength(published.length - dead.length);
  });

  it("tries again while the queue does not answer, and delivers when it does", () => {
    const { cloud } = played;
    const late = facts(cloud, "sns.Failed", "photos").filter(({ text }) => text.includes("index"));
    expect(late.length).toBeGreaterThan(20);
    for (const { at } of late) expect(at >= 20_000 && at < 80_000).toBe(true);
    const arrived = facts(cloud, "sqs.Sent", "index").filter(({ cause }) => cause >= 0);
    expect(arrived.filter(({ at }) => at >= 20_000 && at < 80_000)).toEqual([]);
  });

  it("gives the partner's letters to the subscription's dead-letter queue, each with its last cause", () => {
    const { cloud } = played;
    const [first] = facts(cloud, "sqs.Sent", "partner-dead");
    const chain = chainTo(cloud, first!.index);
    expect(chain.slice(0, 4)).toEqual(["s3.Request", "s3.ObjectCreated", "sns.Request", "sns.Published"]);
    expect(chain.filter((kind) => kind === "sns.Failed")).toHaveLength(4); // three retries, 20 s apart
    const waiting = facts(cloud, "sqs.Sent", "partner-dead").length;
    expect(waiting).toBe(facts(cloud, "sns.DeadLettered", "photos").length);
  });

  it("puts the photo that cannot be resized aside after three attempts, and resizes it when it is mended", () => {
    const { cloud, moved } = played;
    const [dead, ...others] = facts(cloud, "sqs.DeadLettered", "thumbnails");
    expect([others, dead!.value, moved]).toEqual([[], 3, 1]);
    expect(facts(cloud, "lambda.ItemFailed", "resize")).toHaveLength(3);
    const story = String(cloud.explain(dead!.subject));
    const order = [
      "stored in bucket photos",
      "published to topic photos",
      "sent to thumbnails",
      "resize reports it as failed",
      "gave up after 3 attempts: moved to thumbnails-dead",
      "taken out of thumbnails-dead by a move task",
      "arrives in thumbnails from thumbnails-dead",
      "deleted from thumbnails: done",
    ];
    const places = order.map((text) => story.indexOf(text));
    expect(
      places.every((place) => place >= 0),
      `${story}\n${places}`,
    ).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("loses no message of any queue: sent and moved in, deleted and moved out", () => {
    const { cloud } = played;
    const count = (kind: string, queue: string) => facts(cloud, kind, queue).length;
    for (const name of ["thumbnails", "index", "thumbnails-dead", "partner-dead"]) {
      const into = count("sqs.Sent", name) + count("sqs.Moved", name);
      const out = count("sqs.Deleted", name) + count("sqs.DeadLettered", name) + count("sqs.Expired", name);
      const left = name === "partner-dead" ? count("sns.DeadLettered", "photos") : 0;
      expect(into - out, name).toBe(left);
    }
  });

  it("tells of each photo who did what to it, across five services", () => {
    const { cloud } = played;
    const story = String(cloud.explain("photos/photo-3.jpg"));
    for (const text of [
      /stored in bucket photos \(Put, 103 bytes\)/,
      /published to topic photos/,
      /delivered to .*index/,
      /received from index.*by indexer/,
      /handed to resize in a batch of \d+/,
      /function audit is invoked/,
      /notify succeeds/,
    ]) {
      expect(story).toMatch(text);
    }
  });

  it("is the same run with the same seed, and its log holds when it is replayed", async () => {
    const again = await play();
    expect(again.cloud.trace.hash()).toBe(played.cloud.trace.hash());
    const held = await replay(structuredClone(played.log), { cloud: CLOUD, clients: CLIENTS });
    expect(held).toMatchObject({ holds: true });
  });
});
