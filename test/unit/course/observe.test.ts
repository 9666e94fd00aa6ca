import { describe, expect, it } from "vitest";
import { queueDepth } from "../../../src/charts";
import { clockOf, loadTest, observe } from "../../../src/course";
import { Cloud } from "../../../src/sdk/cloud";
import { GoodExpiringQueue, GoodQueue } from "./queues";

const facts = (cloud: Cloud, name: string) =>
  cloud.trace
    .for(name)
    .map(({ at, kind, subject, value }) => [at, kind, subject, Number.isNaN(value) ? undefined : value]);
const fail = () => {
  throw new Error("no");
};

describe("observe", () => {
  it("writes what happens to a queue of X2", async () => {
    const cloud = new Cloud();
    const queue = observe(new GoodQueue({ maxAttempts: 2 }), cloud, { name: "mine" });
    expect(queue.sendMessage("a", 5)).toBe("m1");
    queue.sendMessage("b");
    await cloud.sleep(100);
    const b = queue.receiveMessage()!;
    expect(b.body).toBe("b");
    expect(queue.size).toBe(1);
    expect(queue.processMessage(b, fail)).toBe(false);
    expect(queue.processMessage(queue.receiveMessage()!, fail)).toBe(false);
    expect(queue.deadLetters).toHaveLength(1);
    expect(queue.processMessage(queue.receiveMessage()!, () => {})).toBe(true);
    expect(queue.receiveMessage()).toBeNull();
    expect(facts(cloud, "mine")).toEqual([
      [0, "queue.Sent", "mine/m1", 5],
      [0, "queue.Sent", "mine/m2", 0],
      [100, "queue.Received", "mine/m2", 1],
      [100, "queue.Returned", "mine/m2", 1],
      [100, "queue.Received", "mine/m2", 2],
      [100, "queue.DeadLettered", "mine/m2", 2],
      [100, "queue.Received", "mine/m1", 1],
      [100, "queue.Deleted", "mine/m1", 1],
    ]);
  });

  it("writes what happens to a queue of X7, expiry when the message is removed", async () => {
    const cloud = new Cloud();
    const queue = observe(new GoodExpiringQueue(clockOf(cloud)), cloud);
    queue.send("late", { ttlMs: 50 });
    queue.send("kept", { priority: 2 });
    queue.send("early", { ttlMs: 500 });
    await cloud.sleep(60);
    expect(queue.process(fail)).toBe(false);
    expect(queue.receive()!.body).toBe("early");
    expect(queue.sweep()).toBe(1);
    expect(queue.process(() => {})).toBe(true);
    expect(facts(cloud, "queue").slice(3)).toEqual([
      [60, "queue.Received", "queue/3", 1],
      [60, "queue.Returned", "queue/3", 1],
      [60, "queue.Received", "queue/3", 2],
      [60, "queue.Deleted", "queue/3", 2],
      [60, "queue.Swept", "", 1],
      [60, "queue.Expired", "queue/1", 0],
      [60, "queue.Received", "queue/2", 1],
      [60, "queue.Deleted", "queue/2", 1],
    ]);
  });

  it("shows a message handed out after it was removed as expired: the charts count it twice", async () => {
    class Ghost extends GoodExpiringQueue {
      override get size() {
        return 0;
      }
    }
    const cloud = new Cloud();
    const queue = observe(new Ghost(clockOf(cloud)), cloud);
    queue.send("a", { ttlMs: 10 });
    await cloud.sleep(20);
    queue.sweep();
    expect(facts(cloud, "queue").map(([, kind]) => kind)).toEqual(["queue.Sent", "queue.Swept", "queue.Expired"]);
  });

  it("names queues apart, refuses a name that is taken and what is no queue", () => {
    const cloud = new Cloud();
    observe(new GoodQueue(), cloud).sendMessage("a");
    observe(new GoodQueue(), cloud).sendMessage("a");
    expect(facts(cloud, "queue-2")).toHaveLength(1);
    expect(() => observe(new GoodQueue(), cloud, { name: "queue" })).toThrow(
      'the name "queue" is already in the trace',
    );
    expect(() => observe({} as never, cloud)).toThrow("a queue has sendMessage (SQSQueue) or send (PriorityQueue)");
  });
});

describe("loadTest", () => {
  it("brings every message of X2 to its end and counts them", async () => {
    const cloud = new Cloud({ seed: 5 });
    const report = await loadTest(cloud, new GoodQueue(), { messages: 80, failureRate: 0.3, poison: 0.05, workers: 2 });
    expect(report).toMatchObject({ name: "queue", sent: 80, waiting: 0, expired: 0 });
    expect(report.processed + report.deadLettered).toBe(80);
    expect(report.deadLettered).toBeGreaterThan(0);
    expect(report.failedAttempts).toBeGreaterThan(report.deadLettered);
    expect(String(report)).toContain(`processed: ${report.processed}`);
    const chart = queueDepth(cloud);
    expect(chart.description).not.toBe("");
  });

  it("lets messages of X7 expire under load and sweeps them away", async () => {
    const cloud = new Cloud({ seed: 5 });
    const queue = new GoodExpiringQueue(clockOf(cloud));
    const load = { messages: 80, perSecond: 4, ttl: { seconds: 5 }, sweepEvery: { seconds: 2 } };
    const report = await loadTest(cloud, queue, load);
    expect(report.expired).toBeGreaterThan(0);
    expect(report).toMatchObject({
      sent: 80,
      waiting: 0,
      processed: queue.stats.processed,
      expired: queue.stats.expired,
    });
    expect(cloud.trace.for("queue").some((event) => event.kind === "queue.Swept" && event.value > 0)).toBe(true);
  });

  it("gives the same load to any queue under the same seed", async () => {
    const sent = async (queue: GoodQueue) => {
      const cloud = new Cloud({ seed: 9 });
      await loadTest(cloud, queue, { messages: 30 });
      return facts(cloud, "queue").filter(([, kind]) => kind === "queue.Sent");
    };
    expect(await sent(new GoodQueue())).toEqual(await sent(new GoodQueue({ maxAttempts: 9 })));
  });

  it("is the same run for the same seed", async () => {
    const hash = async (seed: number) => {
      const cloud = new Cloud({ seed });
      await loadTest(cloud, new GoodQueue(), { messages: 40 });
      return cloud.trace.hash();
    };
    expect(await hash(2)).toBe(await hash(2));
    expect(await hash(2)).not.toBe(await hash(3));
  });

  it("stops after the given time when a queue never runs empty, and passes on what its methods throw", async () => {
    class Endless extends GoodQueue {
      override processMessage(): boolean {
        return false;
      }
      override receiveMessage() {
        return { id: "m1", body: "order-1", priority: 0, attempts: 0 };
      }
    }
    const cloud = new Cloud();
    const report = await loadTest(cloud, new Endless(), { messages: 3, within: { minutes: 1 } });
    expect(report.waiting).toBe(3);
    expect(cloud.now).toBe(60_000);
    class Stub extends GoodQueue {
      override receiveMessage(): never {
        throw new Error("Not done yet");
      }
    }
    await expect(loadTest(new Cloud(), new Stub())).rejects.toThrow("Not done yet");
  });

  it.each([
    [{ messages: 0 }, "messages: 1 to 100000, not 0"],
    [{ workers: 1.5 }, "workers: a whole number >= 1, not 1.5"],
    [{ failureRate: 1 }, "failureRate: 0 to below 1, not 1"],
    [{ poison: 2 }, "poison: a probability, 0 to 1, not 2"],
    [{ priorities: [] }, "priorities: at least one"],
    [{ ttl: 5 }, "ttl and sweepEvery belong to PriorityQueue"],
  ])("refuses %j", async (options, message) => {
    await expect(loadTest(new Cloud(), new GoodQueue(), options)).rejects.toThrow(message);
  });
});
