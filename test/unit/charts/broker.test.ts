/** The charts of a broker's queues and topics: the same verbs, so the same charts. */
import { describe, expect, it } from "vitest";
import { ordering, queueDepth, sequence, throughput, timeline } from "../../../src/charts";
import { readMessages } from "../../../src/charts/messages";
import { useLanguage } from "../../../src/sim";
import { connected, withBroker } from "../sdk/mq/world";

useLanguage("en");

async function played() {
  const { cloud, broker, connection } = await withBroker();
  const session = await connection.createSession();
  const orders = session.createQueue("orders");
  const producer = await session.createProducer(orders);
  const worker = await (await connected(broker, "worker")).createSession();
  await (await worker.createConsumer(orders)).setMessageListener(async (message) => {
    await cloud.sleep(100);
    if (message.text === "b" && !message.JMSRedelivered) throw new Error("once");
  });
  const ids: Record<string, string> = {};
  for (const text of ["a", "b", "c"]) ids[text] = (await producer.send(text, { priority: 9 })).JMSMessageID;
  await cloud.run();
  await producer.send("lost", { deliveryMode: "NON_PERSISTENT" });
  await worker.close();
  await producer.send("lost too", { deliveryMode: "NON_PERSISTENT" });
  await broker.restart();
  return { cloud, ids };
}

describe("the charts of a broker", () => {
  it("tell the depth of its queues and what became of each message", async () => {
    const { cloud } = await played();
    expect(String(queueDepth(cloud))).toMatch(/shop\/orders: at most 3\svisible messages/);
    expect(String(timeline(cloud))).toMatch(
      /Of 5\smessages, 3\sprocessed, 1 delivered more than once, 0 dead-lettered, 2 expired/,
    );
    expect(String(throughput(cloud))).toMatch(/received: 5\sin all/);
    const lives = readMessages(cloud.trace, undefined, Number.POSITIVE_INFINITY);
    expect(lives.map(({ outcome }) => outcome)).toEqual(["deleted", "deleted", "deleted", "purged", "purged"]);
  });

  it("do not take a message's size for its priority", async () => {
    const { cloud } = await played();
    expect(String(ordering(cloud))).not.toMatch(/urgent/);
    for (const life of readMessages(cloud.trace, undefined, Number.POSITIVE_INFINITY))
      expect(life.priority).toBeUndefined();
  });

  it("draw the sequence of one message", async () => {
    const { cloud, ids } = await played();
    const text = String(sequence(cloud, ids.b!));
    for (const step of [/cell -> shop\/orders: sent/, /shop\/orders -> worker: received, attempt 2/, /visible again/]) {
      expect(text).toMatch(step);
    }
  });

  it("and the story of its life", async () => {
    const { cloud, ids } = await played();
    const lines = String(cloud.explain(ids.b!))
      .split("\n")
      .map((line) => line.trim().replace(/^.*? s {2}/, ""));
    expect(lines).toEqual([
      "kept in shop/orders",
      "handed ahead to worker/2, which now holds 2",
      "delivered to worker/2, attempt 1 (by worker)",
      "the listener fails: Error: once (by worker)",
      "back in shop/orders: its listener failed (by worker)",
      "delivered to worker/2, attempt 2 (by worker)",
      "acknowledged: removed from shop/orders (by worker)",
    ]);
  });
});
