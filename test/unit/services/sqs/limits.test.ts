import { describe, expect, it } from "vitest";
import { MESSAGE_BYTES, QUOTAS, SECONDS, within } from "../../../../src/services/sqs/limits";
import { FIFO, makeWorld } from "../world";

describe("the quotas of SQS", () => {
  it("hold AWS's numbers", () => {
    expect(MESSAGE_BYTES).toEqual({ least: 1_024, most: 1_048_576, default: 1_048_576 });
    expect(SECONDS.visibility).toEqual({ least: 0, most: 43_200, default: 30 });
    expect(QUOTAS.strict).toMatchObject({ inFlight: 120_000, purgeEveryMs: 60_000, recreateAfterMs: 60_000 });
  });

  it("take whole numbers within their bounds only", () => {
    for (const good of [0, 450, 900]) expect(within(good, SECONDS.delay)).toBe(true);
    for (const bad of [-1, 901, 0.5, Number.NaN, "5", undefined, null]) expect(within(bad, SECONDS.delay)).toBe(false);
  });

  it("when relaxed let a queue be purged and made again at once", async () => {
    const { call, queue } = makeWorld({ quotas: "relaxed" });
    const url = await queue("q");
    await call("PurgeQueue", { QueueUrl: url });
    await call("PurgeQueue", { QueueUrl: url });
    await call("DeleteQueue", { QueueUrl: url });
    expect(await queue("q")).toBe(url);
  });
});

describe("120,000 messages in flight", () => {
  async function fill(isFifo: boolean) {
    const world = makeWorld({ quotas: "strict" });
    const url = await world.queue(isFifo ? "q.fifo" : "q", {
      VisibilityTimeout: "43200",
      ...(isFifo && { ...FIFO, DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" }),
    });
    for (let i = 0; i < 12_001; i++) {
      const Entries = Array.from({ length: 10 }, (_, j) => ({
        Id: `${j}`,
        MessageBody: "x",
        ...(isFifo && { MessageGroupId: `g${i}-${j}`, MessageDeduplicationId: "1" }),
      }));
      await world.call("SendMessageBatch", { QueueUrl: url, Entries });
    }
    let handle = "";
    for (let i = 0; i < 12_000; i++) {
      const { Messages } = await world.call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 });
      handle = Messages[0].ReceiptHandle;
    }
    return { ...world, url, handle };
  }

  it("are the limit of a standard queue: a short poll fails with OverLimit, a long poll gets nothing", async () => {
    const { call, url, handle, facts } = await fill(false);
    await expect(call("ReceiveMessage", { QueueUrl: url })).rejects.toMatchObject({ code: "OverLimit" });
    expect(facts("OverLimit")).toHaveLength(1);
    expect(await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 5 })).toEqual({});
    await call("DeleteMessage", { QueueUrl: url, ReceiptHandle: handle });
    expect((await call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 })).Messages).toHaveLength(1);
  });

  it("are the limit of a FIFO queue too, without an error", async () => {
    const { call, url } = await fill(true);
    expect(await call("ReceiveMessage", { QueueUrl: url })).toEqual({});
  });
});

describe("the call rate of a FIFO queue", () => {
  it("admits a burst, then 300 calls a second, unless throughput is high", async () => {
    const { call, queue, sim, facts } = makeWorld();
    const url = await queue("q.fifo", FIFO);
    const send = (n: number) =>
      call("SendMessage", { QueueUrl: url, MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: `${n}` });
    for (let i = 0; i < 3_000; i++) await send(i);
    await expect(send(3_000)).rejects.toMatchObject({ code: "RequestThrottled", retryable: true });
    expect(facts("Throttled")).toHaveLength(1);
    await sim.run({ for: 1_000 });
    for (let i = 0; i < 300; i++) await send(4_000 + i);
    await expect(send(5_000)).rejects.toMatchObject({ code: "RequestThrottled" });
    await call("SetQueueAttributes", {
      QueueUrl: url,
      Attributes: { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" },
    });
    await send(6_000);
  });
});
