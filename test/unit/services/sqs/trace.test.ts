import { describe, expect, it } from "vitest";
import { makeWorld, redrive, user } from "../world";

describe("the trace of SQS", () => {
  it("tells the life of a message, each fact caused by the one before", async () => {
    const { sim, call, queue } = makeWorld();
    await queue("dlq");
    const url = await queue("q", { ...redrive("dlq", 1), VisibilityTimeout: "2", DelaySeconds: "1" });
    const { MessageId } = await call("SendMessage", { QueueUrl: url, MessageBody: "hello" });
    await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20 });
    await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 3 });
    const life = sim.trace.for(MessageId);
    expect(life.map(({ at, kind, resource, value, text }) => [at, kind, resource, value, text])).toEqual([
      [0, "sqs.Sent", "q", 5, ""],
      [1_000, "sqs.Available", "q", Number.NaN, ""],
      [1_000, "sqs.Received", "q", 1, ""],
      [3_000, "sqs.Returned", "q", 1, ""],
      [3_000, "sqs.DeadLettered", "q", 1, "dlq"],
      [3_000, "sqs.Moved", "dlq", 5, "q"],
    ]);
    for (let i = 1; i < life.length; i++) expect(life[i]!.cause).toBe(life[i - 1]!.index);
    expect(life[0]!.detail).toEqual({ delayMs: 1_000 });
    expect(life[2]!.detail).toEqual({ visibleAt: 3_000 });
    expect(sim.trace.event(life[0]!.cause)).toMatchObject({ kind: "sqs.Request", text: "SendMessage", value: 5 });
  });

  it("has one request for each call that was not refused, with its payload", async () => {
    const { call, queue, facts } = makeWorld();
    const url = await queue("q");
    await call("SendMessageBatch", {
      QueueUrl: url,
      Entries: [1, 2].map((n) => ({ Id: `${n}`, MessageBody: "four" })),
    });
    await call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 });
    await expect(call("SendMessage", { QueueUrl: url, MessageBody: "" })).rejects.toThrow();
    expect(facts("Request").map(({ text, value }) => `${text} ${value}`)).toEqual([
      "CreateQueue 0",
      "SendMessageBatch 8",
      "ReceiveMessage 8",
    ]);
  });

  it("says why a call was denied", async () => {
    const { call, queue, facts } = makeWorld();
    const url = await queue("q");
    await expect(call("SendMessage", { QueueUrl: url, MessageBody: "x" }, user("ana"))).rejects.toMatchObject({
      code: "AccessDenied",
    });
    expect(facts("Denied")[0]!.text).toContain("user/ana asks for sqs:SendMessage");
  });

  it("records expiry, purge, queues and changes of visibility", async () => {
    const { sim, call, queue, facts } = makeWorld();
    const url = await queue("q", { MessageRetentionPeriod: "60" });
    await call("SendMessage", { QueueUrl: url, MessageBody: "old" });
    await sim.run({ for: { seconds: 60 } });
    await call("SendMessage", { QueueUrl: url, MessageBody: "new" });
    const { Messages } = await call("ReceiveMessage", { QueueUrl: url });
    await call("ChangeMessageVisibility", {
      QueueUrl: url,
      ReceiptHandle: Messages[0].ReceiptHandle,
      VisibilityTimeout: 7,
    });
    await call("PurgeQueue", { QueueUrl: url });
    await call("DeleteQueue", { QueueUrl: url });
    const kinds = ["QueueCreated", "Expired", "VisibilityChanged", "Purged", "QueueDeleted"];
    expect(facts(...kinds).map(({ at, kind, value }) => [at, kind, value])).toEqual([
      [0, "sqs.QueueCreated", Number.NaN],
      [60_000, "sqs.Expired", 0],
      [60_000, "sqs.VisibilityChanged", 67_000],
      [60_000, "sqs.Purged", 1],
      [60_000, "sqs.QueueDeleted", Number.NaN],
    ]);
  });
});
