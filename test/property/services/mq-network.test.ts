/**
 * Three brokers in a row under partitions and crashes: every persistent message reaches its consumer, and each durable
 * subscription, exactly once and in its producer's order. Seeds in the titles.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import type { MessageConsumer } from "../../../src/sdk/mq";

interface Break {
  kind: "partition" | "crash";
  /** Of the row: 0, 1 or 2; a partition is between it and the next. */
  where: number;
  atMs: number;
  forMs: number;
}

interface Scenario {
  seed: number;
  latencyMs: number;
  messages: number;
  gapMs: number;
  /** Where queue's consumer is; its producers are everywhere. */
  consumerAt: number;
  breaks: Break[];
}

const NAMES = ["north", "middle", "south"];

const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  latencyMs: fc.constantFrom(0, 10, 200),
  messages: fc.integer({ min: 1, max: 12 }),
  gapMs: fc.constantFrom(0, 30, 250),
  consumerAt: fc.integer({ min: 0, max: 2 }),
  breaks: fc.array(
    fc.record({
      kind: fc.constantFrom<Break["kind"]>("partition", "crash"),
      where: fc.integer({ min: 0, max: 2 }),
      atMs: fc.integer({ min: 0, max: 4_000 }),
      forMs: fc.integer({ min: 1, max: 3_000 }),
    }),
    { maxLength: 5 },
  ),
});

const totals = { received: 0, duplicates: 0, forwarded: 0, stops: 0 };

async function play(s: Scenario): Promise<string> {
  const cloud = new Cloud({
    seed: s.seed,
    faults: (faults) => {
      for (const { kind, where, atMs, forMs } of s.breaks) {
        if (kind !== "partition" || where === 2) continue;
        faults.partition([NAMES[where]!], [NAMES[where + 1]!], { from: atMs, until: atMs + forMs });
      }
    },
  });
  for (const [i, name] of NAMES.entries()) {
    const next = NAMES[i + 1];
    const connector = { name: "row", uri: `static:(${next})`, duplex: true, networkTTL: 3, latencyMs: s.latencyMs };
    await cloud.startBroker(name, next === undefined ? {} : { networkConnectors: [connector] });
  }
  const connect = async (at: number, clientId: string) => {
    const way = cloud.broker(`failover:(${NAMES[at]})`);
    const connection = await way.createConnection({ username: "student", password: "student", clientId });
    await connection.start();
    return connection.createSession();
  };
  const got: Record<string, string[]> = {};
  /** Acknowledged at the instant in which it is handed over: no break can come in between. */
  const listen = (who: string, consumer: MessageConsumer) => {
    got[who] = [];
    cloud.spawn(who, async () => {
      for (;;) got[who]!.push((await consumer.receive())!.text);
    });
  };
  const consumer = await connect(s.consumerAt, "consumer");
  listen("q", await consumer.createConsumer(consumer.createQueue("q")));
  for (const [i, name] of NAMES.entries()) {
    const session = await connect(i, `subscriber ${name}`);
    listen(name, await session.createDurableSubscriber(session.createTopic("t"), "d"));
  }
  await cloud.run(); // the news of the consumers has gone round
  const began = cloud.now;
  for (const [i, name] of NAMES.entries()) {
    cloud.spawn(`producer ${name}`, async () => {
      const session = await connect(i, `producer ${name}`);
      const producer = await session.createProducer();
      for (let k = 0; k < s.messages; k++) {
        await producer.send(`${name} ${k}`, { destination: session.createQueue("q") });
        await producer.send(`${name} ${k}`, { destination: session.createTopic("t") });
        await cloud.sleep(s.gapMs);
      }
    });
  }
  for (const { kind, where, atMs, forMs } of s.breaks) {
    if (kind !== "crash") continue;
    cloud.spawn("storm", async () => {
      await cloud.sleep(Math.max(0, atMs - began));
      await cloud.broker(NAMES[where]!).crash({ for: forMs });
    });
  }
  await cloud.run();

  const sent = NAMES.flatMap((name) => Array.from({ length: s.messages }, (_, k) => `${name} ${k}`));
  for (const [who, texts] of Object.entries(got)) {
    expect([...texts].sort(), who).toEqual([...sent].sort());
    for (const name of NAMES) {
      const numbers = texts.filter((text) => text.startsWith(name)).map((text) => Number(text.split(" ")[1]));
      expect(numbers, `${who} from ${name}`).toEqual([...numbers].sort((a, b) => a - b));
    }
    totals.received += texts.length;
  }
  const count = (kind: string) => [...cloud.trace.events({ kinds: [kind] })].length;
  totals.duplicates += count("mq.Duplicate");
  totals.forwarded += count("mq.Forwarded");
  totals.stops += count("mq.BridgeStopped");
  return cloud.trace.hash();
}

describe("three brokers in a row", () => {
  it("lose nothing, double nothing, keep each producer's order (seed 88001, 150 runs)", async () => {
    const property = fc.asyncProperty(scenario, async (s) => {
      await play(s);
    });
    await fc.assert(property, { seed: 88_001, numRuns: 150 });
  }, 120_000);

  it("tell the same story for the same seed (seed 42002, 10 runs)", async () => {
    const property = fc.asyncProperty(scenario, async (s) => {
      expect(await play(s)).toBe(await play(s));
    });
    await fc.assert(property, { seed: 42_002, numRuns: 10 });
  }, 60_000);

  afterAll(() => {
    expect(totals.received).toBeGreaterThan(5_000);
    expect(totals.forwarded).toBeGreaterThan(2_000);
    expect(totals.duplicates).toBeGreaterThan(5);
    expect(totals.stops).toBeGreaterThan(50);
  });
});
