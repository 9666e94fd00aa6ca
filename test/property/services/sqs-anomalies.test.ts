/** With the anomalies on, a standard queue still delivers at least once, and invents nothing. Seeds in the titles. */
import { describe, expect, it } from "vitest";
import type { Anomalies } from "../../../src/services/service";
import { makeWorld, type TestWorld } from "../../unit/services/world";

const MESSAGES = 300;
const STRONG: Partial<Anomalies> = { duplicateDelivery: 0.2, reorder: 0.3, shortPollSampling: 0.5 };

interface Story {
  sent: string[];
  /** Message ids in the order of receipt. */
  received: string[];
  counts: Map<string, number[]>;
  emptyPolls: number;
  hash: string;
}

/** Sends all, then receives and deletes until nothing has come for ten minutes. */
async function tell(seed: number, anomalies: Partial<Anomalies>, more?: (world: TestWorld) => void): Promise<Story> {
  const world = makeWorld({ seed, anomalies });
  more?.(world);
  const url = await world.queue("q", { VisibilityTimeout: "5" });
  const story: Story = { sent: [], received: [], counts: new Map(), emptyPolls: 0, hash: "" };
  const bodies = new Map<string, string>();
  for (let i = 0; i < MESSAGES; i++) {
    const { MessageId } = await world.call("SendMessage", { QueueUrl: url, MessageBody: `m${i}` });
    story.sent.push(MessageId);
    bodies.set(MessageId, `m${i}`);
  }
  for (let idle = 0; idle < 20; ) {
    const { Messages = [] } = await world.call("ReceiveMessage", {
      QueueUrl: url,
      MaxNumberOfMessages: 1 + (story.received.length % 10),
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    });
    for (const { MessageId, Body, ReceiptHandle, Attributes } of Messages) {
      expect(Body).toBe(bodies.get(MessageId));
      story.received.push(MessageId);
      story.counts.set(MessageId, [...(story.counts.get(MessageId) ?? []), Number(Attributes.ApproximateReceiveCount)]);
      await world.call("DeleteMessage", { QueueUrl: url, ReceiptHandle });
    }
    if (Messages.length === 0) story.emptyPolls++;
    idle = Messages.length === 0 ? idle + 1 : 0;
    if (idle > 3) await world.sim.run({ for: 30_000 });
  }
  story.hash = world.sim.trace.hash();
  return story;
}

describe("a standard queue with strong anomalies (seeds 1 to 20)", () => {
  it("delivers every message at least once, with receive counts that rise by one", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { sent, received, counts } = await tell(seed, STRONG);
      expect(new Set(received), `seed ${seed}`).toEqual(new Set(sent));
      for (const list of counts.values()) expect(list).toEqual(list.map((_count, i) => i + 1));
    }
  });

  it("delivers some twice, though each was deleted, and some out of order", async () => {
    const { sent, received, emptyPolls } = await tell(1, STRONG);
    expect(received.length).toBeGreaterThan(MESSAGES * 1.1);
    expect(received.slice(0, 50)).not.toEqual(sent.slice(0, 50));
    expect(emptyPolls).toBeGreaterThan(20);
  });

  it("tells the same story for the same seed, another for another", async () => {
    const hashes = [await tell(7, STRONG), await tell(7, STRONG), await tell(8, STRONG)].map(({ hash }) => hash);
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it("delivers again what it was told to forget when acknowledgements are lost", async () => {
    const { sent, received } = await tell(3, {}, ({ sim }) =>
      sim.faults.loseAcknowledgements("q", { probability: 0.5 }),
    );
    expect(new Set(received)).toEqual(new Set(sent));
    expect(received.length).toBeGreaterThan(MESSAGES * 1.5);
  });

  it("keeps strictly to order and delivers once when no anomaly is on", async () => {
    const { sent, received } = await tell(5, {});
    expect(received).toEqual(sent);
  });
});
