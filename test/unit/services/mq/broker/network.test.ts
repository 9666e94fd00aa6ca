/** Several brokers, one network: demand, latency, partitions. Source: ActiveMQ Classic, "Networks of Brokers". */
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../../src/sdk/cloud";
import type { Connection, MessageConsumer } from "../../../../../src/sdk/mq";
import type { NetworkConnector } from "../../../../../src/services/mq/broker/types";
import { connected } from "../../../sdk/mq/world";

const to = (uri: string, more: Partial<NetworkConnector> = {}): NetworkConnector => ({
  name: `to ${uri}`,
  uri,
  ...more,
});

async function network(
  cloud: Cloud,
  connectors: Record<string, NetworkConnector[]>,
): Promise<Record<string, Connection>> {
  const made: Record<string, Connection> = {};
  for (const [name, networkConnectors] of Object.entries(connectors)) {
    const broker = await cloud.startBroker(name, { networkConnectors });
    made[name] = await connected(broker, `client of ${name}`);
  }
  return made;
}

async function texts(consumer: MessageConsumer, most = 100): Promise<string[]> {
  const got: string[] = [];
  for (let i = 0; i < most; i++) {
    const message = await consumer.receive(100);
    if (message === null) break;
    got.push(message.text);
  }
  return got;
}

async function consume(connection: Connection, name: string) {
  const session = await connection.createSession();
  return session.createConsumer(session.createQueue(name));
}

async function send(connection: Connection, name: string, bodies: readonly string[]) {
  const session = await connection.createSession();
  const producer = await session.createProducer(session.createQueue(name));
  for (const body of bodies) await producer.send(body);
}

async function holds(connection: Connection, name: string): Promise<string[]> {
  const session = await connection.createSession();
  return (await session.browse(session.createQueue(name))).map(({ text }) => text);
}

const TEN = Array.from({ length: 10 }, (_, i) => `m${i}`);

describe("a network of brokers", () => {
  it("takes messages to where somebody asks for them, in order, after the latency", async () => {
    const cloud = new Cloud();
    const { north, south } = await network(cloud, { south: [], north: [to("static:(south)", { latencyMs: 25 })] });
    await send(north!, "q", TEN);
    await cloud.run();
    expect(await holds(north!, "q")).toEqual(TEN);
    const consumer = await consume(south!, "q");
    const first = await consumer.receive();
    expect(cloud.now).toBe(50); // the news of the consumer, and the message
    expect([first!.text, ...(await texts(consumer))]).toEqual(TEN);
    expect(await holds(north!, "q")).toEqual([]);
  });

  it("goes one way, unless it is duplex", async () => {
    for (const duplex of [false, true]) {
      const cloud = new Cloud();
      const { north, south } = await network(cloud, { south: [], north: [to("static:(south)", { duplex })] });
      const consumer = await consume(north!, "q");
      await send(south!, "q", ["a"]);
      expect(await texts(consumer)).toEqual(duplex ? ["a"] : []);
    }
  });

  it("takes a message over as many brokers as networkTTL says", async () => {
    for (const networkTTL of [1, 2]) {
      const cloud = new Cloud();
      const made = await network(cloud, {
        c: [],
        b: [to("c", { networkTTL })],
        a: [to("b", { networkTTL })],
      });
      const consumer = await consume(made.c!, "q");
      await cloud.run();
      await send(made.a!, "q", ["a"]);
      expect(await texts(consumer)).toEqual(networkTTL === 2 ? ["a"] : []);
    }
  });

  it("does not send a message round in a ring", async () => {
    const cloud = new Cloud();
    const rings = { networkTTL: 5 };
    const made = await network(cloud, { a: [to("b", rings)], b: [to("c", rings)], c: [to("a", rings)] });
    const session = await made.b!.createSession();
    const got: string[] = [];
    for (const name of ["a", "b", "c"]) {
      const own = await made[name]!.createSession();
      const consumer = await own.createConsumer(own.createTopic("t"));
      await consumer.setMessageListener(({ text }) => got.push(`${name}: ${text}`));
    }
    await cloud.run();
    await (await session.createProducer(session.createTopic("t"))).send("x");
    await cloud.run();
    expect(got.sort()).toEqual(["a: x", "b: x", "c: x"]);
  });

  it("carries topics to durable subscriptions that are away", async () => {
    const cloud = new Cloud();
    const { north, south } = await network(cloud, { south: [], north: [to("south")] });
    const session = await south!.createSession();
    const topic = session.createTopic("t");
    await (await session.createDurableSubscriber(topic, "d")).close();
    await cloud.run();
    const other = await north!.createSession();
    await (await other.createProducer(topic)).send("a");
    await cloud.run();
    expect(await texts(await session.createDurableSubscriber(topic, "d"))).toEqual(["a"]);
  });

  it("carries only what is included and not excluded", async () => {
    const cloud = new Cloud();
    const { north, south } = await network(cloud, {
      south: [],
      north: [to("south", { included: [{ queue: "A.>" }], excluded: [{ queue: "A.SECRET" }] })],
    });
    for (const [name, expected] of [
      ["A.OPEN", ["a"]],
      ["A.SECRET", []],
      ["B", []],
    ] as const) {
      const consumer = await consume(south!, name);
      await send(north!, name, ["a"]);
      expect(await texts(consumer)).toEqual(expected);
    }
  });

  it("needs a user that the other broker knows", async () => {
    const cloud = new Cloud();
    const { north, south } = await network(cloud, { south: [], north: [to("south", { userName: "nobody" })] });
    const consumer = await consume(south!, "q");
    await send(north!, "q", ["a"]);
    expect(await texts(consumer)).toEqual([]);
    const [denied] = [...cloud.trace.events({ kinds: ["mq.Denied"] })];
    expect(denied?.text).toBe("Network connector to south of north: User name [nobody] or password is invalid.");
  });
});

describe("a partition between two brokers", () => {
  const partitioned = (from: number, until: number) =>
    new Cloud({ faults: (faults) => faults.partition(["north"], ["south"], { from, until }) });

  it("keeps messages where they are, and they arrive in order when it heals", async () => {
    const cloud = partitioned(1_000, 60_000);
    const { north, south } = await network(cloud, { south: [], north: [to("south")] });
    const consumer = await consume(south!, "q");
    await cloud.run({ for: 2_000 });
    await send(north!, "q", TEN);
    await cloud.run({ for: 2_000 });
    expect(await holds(north!, "q")).toEqual(TEN);
    const first = await consumer.receive();
    expect(cloud.now).toBe(60_010);
    expect([first!.text, ...(await texts(consumer))]).toEqual(TEN);
    const kinds = [...cloud.trace.events({ kinds: ["mq.BridgeStarted", "mq.BridgeStopped"] })].map(({ kind }) => kind);
    expect(kinds).toEqual(["mq.BridgeStarted", "mq.BridgeStopped", "mq.BridgeStarted"]);
  });

  it("in the middle of a transfer doubles nothing: what had arrived is known by its id", async () => {
    // The message leaves at 20, arrives at 30, and its receipt would be back at 40.
    const cloud = partitioned(35, 5_000);
    const { north, south } = await network(cloud, { south: [], north: [to("south")] });
    const consumer = await consume(south!, "q");
    await cloud.run({ for: 20 });
    await send(north!, "q", ["a", "b"]);
    await cloud.run();
    expect(await texts(consumer)).toEqual(["a", "b"]);
    expect([...cloud.trace.events({ kinds: ["mq.Duplicate"] })]).toHaveLength(2);
    expect(await holds(north!, "q")).toEqual([]);
  });

  it("keeps what durable subscriptions of the other side are to get", async () => {
    const cloud = partitioned(1_000, 60_000);
    const { north, south } = await network(cloud, { south: [], north: [to("south")] });
    const session = await south!.createSession();
    const topic = session.createTopic("t");
    const durable = await session.createDurableSubscriber(topic, "d");
    const passing = await session.createConsumer(topic);
    await cloud.run({ for: 2_000 });
    const other = await north!.createSession();
    await (await other.createProducer(topic)).send("a");
    await cloud.run();
    expect(await texts(durable)).toEqual(["a"]);
    expect(await texts(passing)).toEqual(["a"]);
  });

  it("or the end of one of them loses nothing that is persistent", async () => {
    const cloud = new Cloud();
    const { north, south } = await network(cloud, { south: [], north: [to("south")] });
    await (await consume(south!, "q")).close();
    await send(north!, "q", TEN);
    await cloud.broker("south").crash({ for: 1_000 });
    await cloud.broker("north").crash({ for: 2_000 });
    await cloud.run();
    const again = await connected(cloud.broker("south"), "again");
    expect(await texts(await consume(again, "q"))).toEqual(TEN);
  });
});
