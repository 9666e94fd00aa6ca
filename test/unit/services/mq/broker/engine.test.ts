/** A broker as management holds it: life, settings, faults, what is seen from outside. */
import { describe, expect, it } from "vitest";
import { createActiveMq } from "../../../../../src/services/mq/broker";
import { brokersOf } from "../../../../../src/services/mq/broker/brokers";
import type { BrokerSettings } from "../../../../../src/services/mq/broker/types";
import type { World } from "../../../../../src/services/service";
import { Simulation } from "../../../../../src/sim";
import { ROOT } from "../../world";

const ID = "b-1234a5b6-78cd-901e-2fab-3c45d6e178f9";
const ANA = { username: "ana", password: "ana", groups: ["clerks"] };
const settings = (more: Partial<BrokerSettings> = {}): BrokerSettings => ({
  id: ID,
  name: "shop",
  deploymentMode: "SINGLE_INSTANCE",
  users: [ANA],
  ...more,
});
const endpoint = (node: number) => `ssl://${ID}-${node}.mq.us-east-1.amazonaws.com:61617`;

function setUp(more: Partial<BrokerSettings> = {}) {
  const sim = new Simulation({ seed: 1 });
  const world = { sim, account: "123456789012", region: "us-east-1" } as World;
  const mq = createActiveMq(world);
  const broker = brokersOf(world).create(settings(more));
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
  const call = (operation: string, input: object): any => mq.call(operation, input, ROOT);
  const connect = (Broker = "shop", user = ANA) =>
    call("Connect", { Broker, Username: user.username, Password: user.password }).Connection as string;
  const session = (Connection = connect()) =>
    call("CreateSession", { Connection, AcknowledgeMode: "AUTO_ACKNOWLEDGE" }).Session as string;
  const send = (Session: string, queue: string, Priority = 4) => {
    const { Producer } = call("CreateProducer", { Session, Destination: `queue://${queue}` });
    return call("Send", { Producer, Priority, Message: { Kind: "text", Body: "hello" } });
  };
  return { sim, world, mq, broker, call, connect, session, send };
}

describe("a broker", () => {
  it("does not run before it is started, and is found by name, id and the endpoint of its active node", () => {
    const { broker, connect } = setUp({ deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" });
    expect(broker.isRunning).toBe(false);
    expect(() => connect()).toThrow(/Connection refused/);
    broker.start();
    for (const address of ["shop", ID, endpoint(1), `failover:(${endpoint(2)},${endpoint(1)})`]) {
      expect(connect(address)).toMatch(/^ID:shop-\d$/);
    }
    expect(() => connect(endpoint(2))).toThrow(/Connection refused/);
    expect(broker.connectionCount).toBe(4);
  });

  it("takes new users, rights and policies when it starts again", () => {
    const { broker, connect, session, send, call } = setUp();
    broker.start();
    send(session(), "q", 1);
    const ben = { username: "ben", password: "ben", groups: ["clerks"] };
    broker.configure(
      settings({
        users: [ben],
        authorization: [{ queue: "q", read: ["clerks"], write: [], admin: [] }],
        policies: [{ queue: ">", prioritizedMessages: true }],
      }),
    );
    expect(() => connect("shop", ben)).toThrow(/password is invalid/);
    send(session(), "q", 9);
    broker.stop("reboot");
    broker.start();
    expect(() => connect()).toThrow("User name [ana] or password is invalid.");
    const own = session(connect("shop", ben));
    expect(() => send(own, "q")).toThrow("User ben is not authorized to write to: queue://q");
    const { Messages } = call("Browse", { Session: own, Destination: "queue://q" });
    expect(Messages.map(({ Priority }: { Priority: number }) => Priority)).toEqual([1, 9]); // a browser sees arrival order
    const { Consumer } = call("CreateConsumer", { Session: own, Destination: "queue://q" });
    call("StartConnection", { Connection: own.replace(/:\d+$/, "") });
    expect(call("Receive", { Consumer }).Message.Priority).toBe(9);
  });

  it("holds its maximum of connections", () => {
    const { broker, connect } = setUp({ maximumConnections: 1 });
    broker.start();
    connect();
    expect(() => connect()).toThrow(/Exceeded the maximum number of allowed client connections: 1/);
  });

  it("tells its destinations: what waits, what is handed out, who is there", () => {
    const { broker, session, send, call } = setUp();
    broker.start();
    const own = session();
    send(own, "q");
    send(own, "q");
    call("CreateConsumer", { Session: own, Destination: "queue://q", Prefetch: 1 });
    call("CreateConsumer", { Session: own, Destination: "topic://t" });
    expect([...broker.destinations()]).toEqual([
      { kind: "queue", name: "q", isTemporary: false, size: 2, inFlight: 1, consumers: 1, producers: 2 },
      { kind: "topic", name: "t", isTemporary: false, size: 0, inFlight: 0, consumers: 1, producers: 0 },
    ]);
  });

  it("with a standby is served by the other node after a crash, alone by itself again", async () => {
    for (const [deploymentMode, node, ms] of [
      ["ACTIVE_STANDBY_MULTI_AZ", 2, 30_000],
      ["SINGLE_INSTANCE", 1, 120_000],
    ] as const) {
      const { sim, broker } = setUp({ deploymentMode });
      broker.start();
      broker.crash();
      expect(broker.isRunning).toBe(false);
      await sim.run();
      expect([broker.isRunning, broker.activeNode, sim.now]).toEqual([true, node, ms]);
    }
  });

  it("goes down while a fault says so", async () => {
    const { sim, broker, connect } = setUp();
    sim.faults.down("shop", { from: 1_000, until: 5_000 });
    broker.start();
    connect();
    await sim.run({ for: 1_000 });
    expect(() => connect()).toThrow(/Connection refused/);
    await sim.run();
    expect(sim.now).toBe(5_000);
    connect();
  });

  it("is gone for good when it is removed; ids and names are its own", () => {
    const { world, broker, connect } = setUp();
    broker.start();
    expect(() => brokersOf(world).create(settings({ name: "other" }))).toThrow(RangeError);
    expect(() => brokersOf(world).create(settings({ id: "b-2" }))).toThrow(RangeError);
    brokersOf(world).remove(ID);
    expect(() => connect()).toThrow(/UnknownHostException/);
  });

  it("draws itself: clients, queues, dead letters, networks", () => {
    const { broker, session, send, call, mq } = setUp({ networkConnectors: [{ name: "n", uri: "static:(other)" }] });
    call("StartBroker", { Name: "other" });
    broker.start();
    const own = session();
    send(own, "q");
    call("CreateConsumer", { Session: own, Destination: "queue://ActiveMQ.DLQ" });
    expect([...mq.links!()]).toEqual([
      { from: "mq:shop" },
      { from: "mq:shop", to: "mq:other", how: "delivers" },
      { from: "ID:shop-1", to: "mqqueue:shop/q", how: "delivers" },
      { from: "mqqueue:shop/ActiveMQ.DLQ", to: "ID:shop-1", how: "delivers" },
      { from: "mqqueue:shop/q", to: "mqqueue:shop/ActiveMQ.DLQ", how: "deadLetters" },
      { from: "mq:other" },
    ]);
  });
});
