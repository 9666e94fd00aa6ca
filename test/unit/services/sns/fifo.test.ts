import { describe, expect, it } from "vitest";
import { bodies, makeQueue, makeTopic, makeWorld, queueArn, sns, story, subscribe } from "./world";

const MINUTE = 60_000;

function fifoWorld(attributes: Record<string, string> = {}) {
  const world = makeWorld();
  makeQueue(world, "orders.fifo");
  const topic = makeTopic(world, "sales.fifo", attributes);
  const arn = subscribe(world, topic, "sqs", queueArn("orders.fifo"), { RawMessageDelivery: "true" });
  const publish = (Message: string, MessageGroupId = "g", more: object = {}) =>
    sns(world, "Publish", { TopicArn: topic, Message, MessageGroupId, MessageDeduplicationId: Message, ...more });
  return { world, topic, arn, publish };
}

describe("a FIFO topic", () => {
  it("numbers its messages and keeps their order", async () => {
    const { world, publish } = fifoWorld();
    const numbers = ["a", "b", "c"].map((body) => BigInt(publish(body).SequenceNumber));
    expect(numbers.every((each, i) => i === 0 || each > numbers[i - 1]!)).toBe(true);
    expect(numbers[0]!.toString()).toHaveLength(20);
    expect(await bodies(world, "orders.fifo")).toEqual(["a", "b", "c"]);
  });

  it("takes a message once in five minutes, and answers the second like the first", async () => {
    const { world, publish } = fifoWorld();
    const first = publish("a");
    await world.sim.run({ for: 5 * MINUTE - 1 });
    expect(publish("a")).toEqual(first);
    expect(story(world, "Published", "Duplicate")).toEqual(["Published g 1", "Duplicate  1"]);
    await world.sim.run({ for: 1 });
    expect(publish("a").MessageId).not.toBe(first.MessageId);
  });

  it("knows messages by their content when it is told to", () => {
    const { publish } = fifoWorld({ ContentBasedDeduplication: "true" });
    const first = publish("a", "g", { MessageDeduplicationId: undefined });
    expect(publish("a", "h", { MessageDeduplicationId: undefined })).toEqual(first);
    expect(publish("b", "g", { MessageDeduplicationId: undefined })).not.toEqual(first);
  });

  it("knows them by group when its scope is the group", () => {
    const { publish } = fifoWorld({ FifoThroughputScope: "MessageGroup" });
    const first = publish("a", "g");
    expect(publish("a", "g")).toEqual(first);
    expect(publish("a", "h")).not.toEqual(first);
  });

  it("holds a group back while its first message fails, and no other group", async () => {
    const { world, topic, publish } = fifoWorld();
    makeQueue(world, "other.fifo");
    subscribe(world, topic, "sqs", queueArn("other.fifo"), { RawMessageDelivery: "true" });
    world.sim.faults.down("orders.fifo", { until: MINUTE });
    publish("a1", "a");
    publish("a2", "a");
    publish("b1", "b");
    expect(await bodies(world, "other.fifo")).toEqual(["a1", "a2", "b1"]);
    await world.sim.run({ for: 2 * MINUTE });
    const arrived = await bodies(world, "orders.fifo");
    expect(arrived.filter((body) => body.startsWith("a"))).toEqual(["a1", "a2"]);
    expect(arrived).toContain("b1");
    const second = world.sim.trace.for("sales.fifo").filter((event) => event.kind === "sns.Attempted");
    // a2 was not tried while a1 was failing.
    expect(
      second.filter((event) => event.text === "sqs:orders.fifo" && event.at < MINUTE && event.value === 1),
    ).toHaveLength(2);
  });

  it("goes on with a group when a message has gone to the dead-letter queue", async () => {
    const world = makeWorld();
    makeQueue(world, "lost.fifo");
    const topic = makeTopic(world, "sales.fifo");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("lost.fifo") });
    subscribe(world, topic, "sqs", queueArn("deleted.fifo"), { RedrivePolicy, RawMessageDelivery: "true" });
    for (const body of ["a", "b"]) {
      sns(world, "Publish", { TopicArn: topic, Message: body, MessageGroupId: "g", MessageDeduplicationId: body });
    }
    await world.sim.run();
    expect(await bodies(world, "lost.fifo")).toEqual(["a", "b"]);
  });

  it("takes 3,000 messages a second", async () => {
    const { world, publish } = fifoWorld();
    world.sim.faults.down("orders.fifo"); // the queue has its own limit
    for (let i = 0; i < 3_000; i++) publish(`m${i}`, `g${i}`);
    expect(() => publish("one-more")).toThrow("Rate exceeded: a FIFO topic takes 3000 messages a second");
    await world.sim.run({ for: 1_000 });
    expect(publish("one-more").MessageId).toBeDefined();
  });

  it("delivers to a standard queue too, with the group for fair queues", async () => {
    const { world, topic, publish } = fifoWorld();
    makeQueue(world, "plain");
    subscribe(world, topic, "sqs", queueArn("plain"));
    publish("a");
    const [body] = await bodies(world, "plain");
    expect(JSON.parse(body!)).toMatchObject({ Message: "a", SequenceNumber: expect.any(String) });
    expect(JSON.parse(body!)).not.toHaveProperty("Signature");
  });
});

describe("the archive of a FIFO topic", () => {
  const days = (count: number) => ({ ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: String(count) }) });
  const DAY = 86_400_000;

  it("plays a stretch of time again, in order, with the same ids, marked and filtered", async () => {
    const { world, topic, publish } = fifoWorld(days(7));
    const text = (value: string) => ({ kind: { DataType: "String", StringValue: value } });
    const sent = [publish("a", "g", { MessageAttributes: text("keep") })];
    await world.sim.run({ for: DAY });
    sent.push(publish("b", "g", { MessageAttributes: text("keep") }));
    publish("c", "g", { MessageAttributes: text("drop") });
    await world.sim.run({ for: DAY });
    publish("late", "g", { MessageAttributes: text("keep") });
    makeQueue(world, "new.fifo");
    const ReplayPolicy = JSON.stringify({
      PointType: "Timestamp",
      StartingPoint: world.sim.date(0).toISOString(),
      EndingPoint: world.sim.date(DAY + 1).toISOString(),
    });
    const arn = subscribe(world, topic, "sqs", queueArn("new.fifo"), {
      ReplayPolicy,
      FilterPolicy: '{"kind": ["keep"]}',
    });
    const status = () => sns(world, "GetSubscriptionAttributes", { SubscriptionArn: arn }).Attributes.ReplayStatus;
    expect(status()).toBe("Pending");
    await world.sim.run({ for: 1_000 });
    expect(status()).toBe("Completed");
    const arrived = (await bodies(world, "new.fifo")).map((body) => JSON.parse(body));
    expect(arrived.map((each) => each.Message)).toEqual(["a", "b"]);
    expect(arrived.map((each) => each.MessageId)).toEqual(sent.map((each) => each.MessageId));
    expect(arrived.every((each) => each.Replayed === true)).toBe(true);
    expect(arrived[0].Timestamp).toBe(world.sim.date(0).toISOString());
  });

  it("forgets after its days", async () => {
    const { world, topic, publish } = fifoWorld(days(1));
    publish("old");
    await world.sim.run({ for: DAY + MINUTE });
    publish("young");
    const { Attributes } = sns(world, "GetTopicAttributes", { TopicArn: topic });
    expect(Attributes.BeginningArchiveTime).toBe(world.sim.date(MINUTE).toISOString());
    makeQueue(world, "new.fifo");
    const ReplayPolicy = JSON.stringify({ PointType: "Timestamp", StartingPoint: world.sim.date(0).toISOString() });
    subscribe(world, topic, "sqs", queueArn("new.fifo"), { ReplayPolicy, RawMessageDelivery: "true" });
    await world.sim.run({ for: 1_000 });
    expect(await bodies(world, "new.fifo")).toEqual(["young"]);
  });

  it("keeps a topic from being deleted, and a topic without one from being replayed", () => {
    const { world, topic, arn } = fifoWorld(days(1));
    expect(() => sns(world, "DeleteTopic", { TopicArn: topic })).toThrow("Cannot delete a topic with an ArchivePolicy");
    sns(world, "SetTopicAttributes", { TopicArn: topic, AttributeName: "ArchivePolicy", AttributeValue: "{}" });
    const ReplayPolicy = JSON.stringify({ PointType: "Timestamp", StartingPoint: "2026-01-05T00:00:00Z" });
    expect(() =>
      sns(world, "SetSubscriptionAttributes", {
        SubscriptionArn: arn,
        AttributeName: "ReplayPolicy",
        AttributeValue: ReplayPolicy,
      }),
    ).toThrow("the topic has no ArchivePolicy");
    expect(sns(world, "GetSubscriptionAttributes", { SubscriptionArn: arn }).Attributes).not.toHaveProperty(
      "ReplayPolicy",
    );
    expect(sns(world, "DeleteTopic", { TopicArn: topic })).toEqual({});
  });
});
