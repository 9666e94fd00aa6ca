/**
 * The broker as a service of its own: what a client in the manner of JMS asks of it, operation by operation. Amazon MQ is
 * managed through "mq"; messages go through here. Left out: wire protocols (OpenWire, AMQP, MQTT, STOMP, WebSocket).
 */
import type { Link, NodeName } from "../../link";
import type { Caller, Service, World } from "../../service";
import type { Broker } from "./broker";
import * as connecting from "./connecting";
import { makeTemporary, removeDestination } from "./destinations";
import { Engine } from "./engine";
import { jms } from "./errors";
import { type DestinationName, formatDestination, parseDestination } from "./patterns";
import { deadLetterQueueFor } from "./policies";
import * as receiving from "./receiving";
import * as sending from "./sending";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (engine: Engine, input: any, caller: Caller) => unknown;

const session =
  (act: "commit" | "rollback" | "recover") =>
  (engine: Engine, input: { Session: string }): object => {
    engine.session(input.Session)[act]();
    return {};
  };

/** Closing twice is allowed. */
function closeSession(engine: Engine, input: { Session: string }): object {
  const found = engine.sessions.get(input.Session);
  found?.close("session closed");
  found?.connection.sessions.delete(input.Session);
  return {};
}

function createTemporary(engine: Engine, input: { Session: string; Kind: string }): object {
  const { connection } = engine.session(input.Session);
  const kind = input.Kind === "topic" ? "topic" : "queue";
  const destination = { kind, isTemporary: true, name: `${connection.id}:${connection.count()}` } as const;
  makeTemporary(connection.broker, destination, connection);
  return { Destination: formatDestination(destination) };
}

function deleteDestination(engine: Engine, input: { Connection: string; Destination: string }): object {
  const { broker, options } = engine.connection(input.Connection);
  removeDestination(broker, parseDestination(input.Destination), options.user);
  return {};
}

const operations = new Map<string, Run>(
  Object.entries({
    Acknowledge: receiving.acknowledge,
    Browse: receiving.browse,
    CloseConnection: connecting.closeConnection,
    CloseConsumer: receiving.closeConsumer,
    CloseProducer: sending.closeProducer,
    CloseSession: closeSession,
    Commit: session("commit"),
    Connect: connecting.connect,
    CrashBroker: connecting.crashBroker,
    CreateConsumer: receiving.createConsumer,
    CreateProducer: sending.createProducer,
    CreateSession: connecting.createSession,
    CreateTemporary: createTemporary,
    DeleteDestination: deleteDestination,
    DropConnection: connecting.dropConnection,
    Next: receiving.next,
    Receive: receiving.receive,
    Recover: session("recover"),
    RestartBroker: connecting.restartBroker,
    Rollback: session("rollback"),
    Send: sending.send,
    SetListener: receiving.setListener,
    StartBroker: connecting.startBroker,
    StartConnection: connecting.startConnection,
    StopConnection: connecting.stopConnection,
    Unsubscribe: receiving.unsubscribe,
    WatchConnection: connecting.watchConnection,
  } satisfies Record<string, Run>),
);

/** The operations that are answered. */
export const ACTIVEMQ_OPERATIONS: readonly string[] = [...operations.keys()];

/** They do not wait for a connection that is interrupted. */
const AT_ONCE = new Set(["CloseConnection", "DropConnection", "StartConnection", "StopConnection", "WatchConnection"]);

/** The brokers of a world, on its clock, calendar and trace. */
export function createActiveMq(world: World): Service {
  const engine = new Engine(world);
  return {
    name: "activemq",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw jms("JMSException", `the broker has no operation ${operation}`);
      if (AT_ONCE.has(operation)) return run(engine, input, caller);
      const connection = engine.connectionOf(input);
      connection?.broker.noticeFaults();
      if (connection?.state !== "interrupted") return run(engine, input, caller);
      const { trace } = engine;
      const { actor } = trace;
      const waiter = world.sim.waiter<unknown>();
      connection.whenBack(() => {
        const before = trace.actor;
        trace.actor = actor;
        try {
          return run(engine, input, caller);
        } finally {
          trace.actor = before;
        }
      }, waiter);
      return waiter.promise;
    },
    links: () => linksOf(engine),
  };
}

function* linksOf({ brokers }: Engine): Iterable<Link> {
  for (const broker of brokers.all()) {
    const { name, settings } = broker;
    yield { from: `mq:${name}` };
    for (const { uri } of settings.networkConnectors ?? []) {
      const target = brokers.find(/\(([^),]*)/.exec(uri)?.[1] ?? uri);
      if (target !== undefined) yield { from: `mq:${name}`, to: `mq:${target.broker.name}`, how: "delivers" };
    }
    yield* clientsOf(broker);
    for (const { destination, policy } of broker.queues.values()) {
      const dead = deadLetterQueueFor(policy, "queue", destination.name);
      if (dead === undefined || dead === destination.name || !broker.queues.has(dead)) continue;
      yield { from: nodeOf(name, destination), to: `mqqueue:${name}/${dead}`, how: "deadLetters" };
    }
  }
}

/** A queue or topic in a topology: "mqqueue:shop/orders". */
export function nodeOf(broker: string, { kind, name }: Pick<DestinationName, "kind" | "name">): NodeName {
  return `mq${kind}:${broker}/${name}`;
}

/** Who sends to what, and who gets what. */
function* clientsOf({ name, connections }: Broker): Iterable<Link> {
  for (const { label, sessions } of connections) {
    for (const { producers, consumers } of sessions.values()) {
      for (const { destination } of producers.values()) {
        if (destination === undefined || destination.isTemporary) continue;
        yield { from: label, to: nodeOf(name, destination), how: "delivers" };
      }
      for (const { mailbox } of consumers.values()) {
        if (mailbox.destination.isTemporary) continue;
        yield { from: nodeOf(name, mailbox.destination), to: label, how: "delivers" };
      }
    }
  }
}
