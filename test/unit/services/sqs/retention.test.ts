import { describe, expect, it } from "vitest";
import { makeWorld, redrive } from "../world";

describe("retention", () => {
  it("counts from the send also in a standard dead-letter queue, and by that queue's own period", async () => {
    const { sim, call, queue, facts } = makeWorld();
    const dead = await queue("dlq", { MessageRetentionPeriod: "100" });
    const url = await queue("q", { ...redrive("dlq", 1), VisibilityTimeout: "0", MessageRetentionPeriod: "1000" });
    await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
    await sim.run({ for: { seconds: 80 } });
    await call("SendMessage", { QueueUrl: dead, MessageBody: "sent here" });
    await call("ReceiveMessage", { QueueUrl: url });
    await call("ReceiveMessage", { QueueUrl: url });
    await sim.run({ for: { seconds: 20 } });
    expect(facts("Expired").map(({ resource, at }) => [resource, at])).toEqual([["dlq", 100_000]]);
    await sim.run({ for: { seconds: 80 } });
    expect(facts("Expired").map(({ at }) => at)).toEqual([100_000, 180_000]);
  });

  it("takes messages in flight and delayed ones too", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q", { MessageRetentionPeriod: "60" });
    await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
    await call("ReceiveMessage", { QueueUrl: url, VisibilityTimeout: 600 });
    await call("SendMessage", { QueueUrl: url, MessageBody: "y", DelaySeconds: 900 });
    await sim.run({ for: { seconds: 61 } });
    const { Attributes } = await call("GetQueueAttributes", { QueueUrl: url, AttributeNames: ["All"] });
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
    });
  });
});
