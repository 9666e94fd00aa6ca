/** One table, two doors: the broker's operations, and the client in the manner of JMS. */
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import {
  type Connection,
  Destination,
  Message,
  type MessageConsumer,
  type MessageProducer,
  type Session,
} from "../../../src/sdk/mq";
import { ACTIVEMQ_SHAPES } from "../../../src/sdk/mq/operations";
import { ACTIVEMQ_OPERATIONS, createActiveMq } from "../../../src/services/mq/broker";
import type { World } from "../../../src/services/service";
import { Simulation } from "../../../src/sim";
import { ACCOUNT, ROOT } from "../../unit/services/world";
import type { Door } from "./case";
import { BROKERS, CASES } from "./mq-broker.cases";
import { describeCases, operationsIn } from "./suite";

function direct(): Door {
  const sim = new Simulation({ seed: 1 });
  const world = { sim, account: ACCOUNT, region: "us-east-1" } as World;
  const mq = createActiveMq(world);
  for (const broker of BROKERS) mq.call("StartBroker", structuredClone(broker), ROOT);
  return {
    call: async (operation, input) => mq.call(operation, structuredClone(input), ROOT),
    wait: (ms) => sim.run({ for: ms }),
  };
}

/** The same steps, said with the client's own words; things stand for their ids. */
function throughClient(): Door {
  const cloud = new Cloud({ seed: 1 });
  const things = new Map<string, unknown>();
  const received = new Map<string, Message>();
  let number = 0;
  const keep = (kind: string, thing: unknown) => {
    const id = `${kind} ${++number}`;
    things.set(id, thing);
    return { [kind]: id };
  };
  const ready = (async () => {
    for (const broker of BROKERS) {
      const { Name, Users, ...more } = broker as typeof broker & {
        Authorization?: [];
        DeploymentMode?: "SINGLE_INSTANCE";
      };
      await cloud.startBroker(Name, {
        users: Users.map(({ Username, Password, ...rest }) => ({
          username: Username,
          password: Password,
          groups: "Groups" in rest ? [...rest.Groups] : [],
        })),
        ...(more.Authorization && { authorization: more.Authorization }),
        ...(more.DeploymentMode && { deploymentMode: more.DeploymentMode }),
      });
    }
  })();
  const destination = (text: string) =>
    /^(temp-)?(queue|topic):\/\/./.test(text) ? Destination.parse(text) : (text as unknown as Destination);
  // biome-ignore lint/suspicious/noExplicitAny: each step knows its input
  const calls: Record<string, (input: any) => Promise<unknown>> = {
    StartBroker: ({ Name, Users, Policies }) =>
      cloud.startBroker(Name, {
        users: Users.map((u: { Username: string; Password: string; Groups: string[] }) => ({
          username: u.Username,
          password: u.Password,
          groups: u.Groups,
        })),
        policies: Policies,
      }),
    RestartBroker: ({ Broker }) => cloud.broker(Broker).restart(),
    CrashBroker: ({ Broker, ForMs }) => cloud.broker(Broker).crash(ForMs === undefined ? {} : { for: ForMs }),
    Connect: async ({ Broker, Username, Password, ClientID, RedeliveryPolicy }) =>
      keep(
        "Connection",
        await cloud.broker(Broker).createConnection({
          username: Username ?? "",
          password: Password ?? "",
          ...(ClientID && { clientId: ClientID }),
          ...(RedeliveryPolicy && { redeliveryPolicy: RedeliveryPolicy }),
        }),
      ),
    StartConnection: ({ Connection }) => (things.get(Connection) as Connection).start(),
    StopConnection: ({ Connection }) => (things.get(Connection) as Connection).stop(),
    DropConnection: ({ Connection }) => (things.get(Connection) as Connection).drop(),
    CloseConnection: ({ Connection }) => (things.get(Connection) as Connection).close(),
    DeleteDestination: ({ Connection, Destination }) =>
      (things.get(Connection) as Connection).deleteDestination(destination(Destination)),
    CreateSession: async ({ Connection, AcknowledgeMode }) =>
      keep("Session", await (things.get(Connection) as Connection).createSession(AcknowledgeMode)),
    CloseSession: ({ Session }) => (things.get(Session) as Session).close(),
    Commit: ({ Session }) => (things.get(Session) as Session).commit(),
    Rollback: ({ Session }) => (things.get(Session) as Session).rollback(),
    Recover: ({ Session }) => (things.get(Session) as Session).recover(),
    Unsubscribe: ({ Session, Name }) => (things.get(Session) as Session).unsubscribe(Name),
    Browse: async ({ Session, Destination, Selector }) => ({
      Messages: (await (things.get(Session) as Session).browse(destination(Destination), Selector)).map(shown),
    }),
    CreateTemporary: async ({ Session, Kind }) => {
      const session = things.get(Session) as Session;
      const made = Kind === "topic" ? await session.createTemporaryTopic() : await session.createTemporaryQueue();
      return { Destination: String(made) };
    },
    CreateProducer: async ({ Session, Destination }) =>
      keep(
        "Producer",
        await (things.get(Session) as Session).createProducer(
          Destination === undefined ? undefined : destination(Destination),
        ),
      ),
    CloseProducer: ({ Producer }) => (things.get(Producer) as MessageProducer).close(),
    CreateConsumer: async ({ Session, Destination, Durable, Selector, Prefetch, Exclusive, NoLocal }) => {
      const session = things.get(Session) as Session;
      const settings = {
        ...(Selector !== undefined && { selector: Selector }),
        ...(Prefetch !== undefined && { prefetch: Prefetch }),
        ...(Exclusive !== undefined && { exclusive: Exclusive }),
        ...(NoLocal !== undefined && { noLocal: NoLocal }),
      };
      const to = destination(Destination);
      return keep(
        "Consumer",
        Durable === undefined
          ? await session.createConsumer(to, settings)
          : await session.createDurableSubscriber(to, Durable, settings),
      );
    },
    CloseConsumer: ({ Consumer }) => (things.get(Consumer) as MessageConsumer).close(),
    Send: async ({ Producer, Message: wire, Destination, DeliveryMode, Priority, TimeToLive }) => {
      const message = new Message(wire.Kind, wire.Body, {
        ...(wire.Properties && { properties: wire.Properties }),
        ...(wire.CorrelationID && { correlationId: wire.CorrelationID }),
        ...(wire.ReplyTo && { replyTo: destination(wire.ReplyTo) }),
        ...(wire.Type && { type: wire.Type }),
      });
      const sent = await (things.get(Producer) as MessageProducer).send(message, {
        ...(Destination !== undefined && { destination: destination(Destination) }),
        ...(DeliveryMode !== undefined && { deliveryMode: DeliveryMode }),
        ...(Priority !== undefined && { priority: Priority }),
        ...(TimeToLive !== undefined && { timeToLive: TimeToLive }),
      });
      return { MessageID: sent.JMSMessageID, Timestamp: sent.JMSTimestamp, Expiration: sent.JMSExpiration };
    },
    Receive: async ({ Consumer, TimeoutMs, NoWait }) => {
      const consumer = things.get(Consumer) as MessageConsumer;
      const message = NoWait ? await consumer.receiveNoWait() : await consumer.receive(TimeoutMs);
      if (message === null) return {};
      received.set(message.JMSMessageID, message);
      return { Message: shown(message) };
    },
    Acknowledge: ({ MessageID }) => received.get(MessageID)!.acknowledge(),
  };
  return {
    async call(operation, input) {
      await ready;
      return (await calls[operation]!(input)) ?? {};
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

/** A message of the client as the broker would say it. */
function shown(message: Message): object {
  const { kind, properties } = message;
  return {
    Kind: kind,
    ...(kind !== "empty" && { Body: message[kind] }),
    ...(Object.keys(properties).length > 0 && { Properties: properties }),
    CorrelationID: message.JMSCorrelationID,
    ReplyTo: message.JMSReplyTo && String(message.JMSReplyTo),
    MessageID: message.JMSMessageID,
    Destination: String(message.JMSDestination),
    OriginalDestination: message.originalDestination && String(message.originalDestination),
    DeliveryMode: message.JMSDeliveryMode,
    Priority: message.JMSPriority,
    Timestamp: message.JMSTimestamp,
    Expiration: message.JMSExpiration,
    Redelivered: message.JMSRedelivered,
    DeliveryCount: message.deliveryCount,
  };
}

describeCases("the broker", CASES, { direct, throughSdk: throughClient });

describe("the table of the broker", () => {
  it("has a row for every operation; listeners and failures have tests of their own", () => {
    const used = operationsIn(CASES);
    const elsewhere = ["Next", "SetListener", "WatchConnection"];
    expect([...ACTIVEMQ_OPERATIONS].sort()).toEqual([...used, ...elsewhere].sort());
  });

  it("has a shape for every operation", () => {
    expect([...ACTIVEMQ_SHAPES.keys()].sort()).toEqual([...ACTIVEMQ_OPERATIONS].sort());
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/^(JMS 1\.1, \d|ActiveMQ, |Guide: |ours)/);
  });
});
