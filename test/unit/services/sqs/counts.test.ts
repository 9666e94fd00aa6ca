import { describe, expect, it } from "vitest";
import { makeWorld } from "../world";

describe("approximate counts", () => {
  it("lag behind by the metric lag", async () => {
    const { sim, call, queue } = makeWorld({ anomalies: { metricLag: { seconds: 60 } } });
    const url = await queue("q");
    const visible = async () =>
      (await call("GetQueueAttributes", { QueueUrl: url, AttributeNames: ["ApproximateNumberOfMessages"] })).Attributes
        .ApproximateNumberOfMessages;
    await call("SendMessage", { QueueUrl: url, MessageBody: "1" });
    await sim.run({ for: { seconds: 30 } });
    await call("SendMessage", { QueueUrl: url, MessageBody: "2" });
    expect(await visible()).toBe("0");
    await sim.run({ for: { seconds: 30 } });
    expect(await visible()).toBe("1");
    await sim.run({ for: { seconds: 30 } });
    expect(await visible()).toBe("2");
  });
});
