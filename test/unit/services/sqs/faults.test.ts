import { describe, expect, it } from "vitest";
import { makeWorld } from "../world";

describe("faults of a queue", () => {
  it("down: calls fail as the service's fault, and may be tried again", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q");
    sim.faults.down("q", { from: { seconds: 1 }, until: { seconds: 2 } });
    await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
    await sim.run({ for: { seconds: 1 } });
    await expect(call("SendMessage", { QueueUrl: url, MessageBody: "x" })).rejects.toMatchObject({
      code: "ServiceUnavailable",
      fault: "server",
      retryable: true,
    });
    await sim.run({ for: { seconds: 1 } });
    await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
  });

  it("throttle: calls are refused, and the trace says so", async () => {
    const { sim, call, queue, facts } = makeWorld();
    const url = await queue("q");
    sim.faults.throttle("q");
    await expect(call("SendMessage", { QueueUrl: url, MessageBody: "x" })).rejects.toMatchObject({
      code: "RequestThrottled",
    });
    expect(facts("Throttled").map(({ text }) => text)).toEqual(["SendMessage"]);
  });

  it("a lost acknowledgement looks well to the consumer, and the message comes again", async () => {
    const { sim, call, queue, facts } = makeWorld();
    const url = await queue("q", { VisibilityTimeout: "5" });
    sim.faults.loseAcknowledgements("q", { until: { seconds: 1 } });
    await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
    const first = await call("ReceiveMessage", { QueueUrl: url });
    expect(await call("DeleteMessage", { QueueUrl: url, ReceiptHandle: first.Messages[0].ReceiptHandle })).toEqual({});
    const second = await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20 });
    expect(sim.now).toBe(5_000);
    await call("DeleteMessage", { QueueUrl: url, ReceiptHandle: second.Messages[0].ReceiptHandle });
    await sim.run();
    expect(facts("AcknowledgementLost", "Returned", "Received", "Deleted").map(({ kind }) => kind.slice(4))).toEqual([
      "Received",
      "AcknowledgementLost",
      "Returned",
      "Received",
      "Deleted",
    ]);
  });
});
