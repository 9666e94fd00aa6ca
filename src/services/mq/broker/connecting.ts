/** Calls about brokers and connections: to start one, to connect to it by one address or by several in turn, to let it fail. */

import type { Node } from "./brokers";
import { badRequest } from "./checks";
import type { Connection } from "./connection";
import type { Engine } from "./engine";
import { jms, unknownHost, unreachable } from "./errors";
import { RECONNECT_MS } from "./limits";
import { type RedeliveryPolicy, redeliveryPolicyFrom } from "./redelivery";
import { ACKNOWLEDGE_MODES, type AcknowledgeMode, Session } from "./session";
import type { BrokerSettings } from "./types";

const ADDRESS_CHARACTERS = 4_000;

export interface StartBrokerInput {
  Name: string;
  Users?: { Username: string; Password: string; Groups?: string[] }[];
  DeploymentMode?: BrokerSettings["deploymentMode"];
  Authorization?: BrokerSettings["authorization"];
  Policies?: BrokerSettings["policies"];
  NetworkConnectors?: BrokerSettings["networkConnectors"];
}

/** A broker without Amazon MQ around it: it runs at once. */
export function startBroker(engine: Engine, input: StartBrokerInput): { BrokerId: string; Endpoints: string[] } {
  const { Name: name, Users = [], DeploymentMode: deploymentMode = "SINGLE_INSTANCE" } = input;
  if (!/^[\w-]{1,50}$/.test(name)) badRequest("Name", "1 to 50 letters, digits, dashes and underscores", name);
  if (deploymentMode !== "SINGLE_INSTANCE" && deploymentMode !== "ACTIVE_STANDBY_MULTI_AZ") {
    badRequest("DeploymentMode", "SINGLE_INSTANCE or ACTIVE_STANDBY_MULTI_AZ", deploymentMode);
  }
  const { world, brokers } = engine;
  if (brokers.find(name) !== undefined) badRequest("Name", "a name that no other broker has", name);
  const id = `b-${world.sim.random("mq.broker").uuid()}`;
  const broker = brokers.create({
    id,
    name,
    deploymentMode,
    users: Users.map(({ Username, Password, Groups = [] }) => ({
      username: Username,
      password: Password,
      groups: Groups,
    })),
    ...listsOf(input),
  });
  broker.start();
  const nodes = deploymentMode === "SINGLE_INSTANCE" ? [1] : [1, 2];
  return { BrokerId: id, Endpoints: nodes.map((node) => `ssl://${id}-${node}.mq.${world.region}.amazonaws.com:61617`) };
}

function listsOf({ Authorization, Policies, NetworkConnectors }: StartBrokerInput): Partial<BrokerSettings> {
  const lists = { authorization: Authorization, policies: Policies, networkConnectors: NetworkConnectors };
  for (const [name, list] of Object.entries(lists)) {
    if (list !== undefined && !Array.isArray(list)) badRequest(name, "a list", list);
  }
  const entries = (Authorization ?? []).map((entry) => ({
    ...entry,
    read: entry.read ?? [],
    write: entry.write ?? [],
    admin: entry.admin ?? [],
  }));
  return {
    ...(Authorization !== undefined && { authorization: entries }),
    ...(Policies !== undefined && { policies: Policies }),
    ...(NetworkConnectors !== undefined && { networkConnectors: NetworkConnectors }),
  };
}

function brokerAt(engine: Engine, address: string) {
  const node = engine.brokers.find(addressesOf(address)[0]!);
  if (node === undefined) throw unknownHost(address);
  return node.broker;
}

export function crashBroker(engine: Engine, { Broker, ForMs }: { Broker: string; ForMs?: number }): object {
  if (ForMs !== undefined && !(ForMs >= 0)) badRequest("ForMs", "milliseconds >= 0", ForMs);
  brokerAt(engine, Broker).crash(ForMs === undefined ? {} : { forMs: ForMs });
  return {};
}

/** Stops it and starts it again at once: what is not persistent is gone. */
export function restartBroker(engine: Engine, { Broker }: { Broker: string }): object {
  const broker = brokerAt(engine, Broker);
  broker.stop("restart");
  broker.start();
  return {};
}

export interface ConnectInput {
  /** A name, an id, an address, or "failover:(ADDRESS,ADDRESS)". */
  Broker: string;
  Username?: string;
  Password?: string;
  ClientID?: string;
  RedeliveryPolicy?: Partial<RedeliveryPolicy>;
}

/** @throws JMSException when nobody answers at the address; with failover it waits instead */
export function connect(engine: Engine, input: ConnectInput): unknown {
  const { Broker, Username = "", Password = "", ClientID: clientId, RedeliveryPolicy } = input;
  if (Broker.length > ADDRESS_CHARACTERS)
    badRequest("Broker", `at most ${ADDRESS_CHARACTERS} characters`, Broker.length);
  const policy = redeliveryPolicyFrom(RedeliveryPolicy);
  const nodes = addressesOf(Broker).map((address) => nodeAt(engine, address));
  const failover = Broker.startsWith("failover:") ? nodes : undefined;
  const open = (): { Connection: string } | undefined => {
    const node = nodes.find(({ broker, node }) => broker.serves(node));
    if (node === undefined) return undefined;
    const connection = node.broker.connect(Username, Password, { clientId, policy, failover });
    engine.connections.set(connection.id, connection);
    return { Connection: connection.id };
  };
  const opened = open();
  if (opened !== undefined) return opened;
  if (failover === undefined) throw unreachable(Broker);
  const { sim } = engine.world;
  const waiter = sim.waiter<unknown>();
  const { actor } = sim.trace;
  const attempt = () => {
    sim.after(RECONNECT_MS.first, () => {
      sim.trace.actor = actor;
      try {
        const late = open();
        if (late === undefined) engine.brokers.attempts.push(attempt);
        else waiter.resolve(late);
      } catch (error) {
        waiter.reject(error);
      }
    });
  };
  engine.brokers.attempts.push(attempt);
  return waiter.promise;
}

/** "failover:(A,B)?option=1" is A and B. */
function addressesOf(address: string): string[] {
  const list = /^failover:\/{0,2}\(?(.*?)\)?(?:\?.*)?$/.exec(address)?.[1];
  return (list ?? address).split(",").map((each) => each.trim());
}

function nodeAt(engine: Engine, address: string): Node {
  const refusal = engine.brokers.refusal(address);
  if (refusal !== undefined) throw jms("JMSException", refusal);
  const node = engine.brokers.find(address);
  if (node === undefined) throw unknownHost(address);
  return node;
}

type OfConnection = { Connection: string };

export function startConnection(engine: Engine, { Connection }: OfConnection): object {
  const connection = engine.connection(Connection);
  connection.isStarted = true;
  for (const session of connection.sessions.values())
    for (const consumer of session.consumers.values()) consumer.wake();
  return {};
}

export function stopConnection(engine: Engine, { Connection }: OfConnection): object {
  engine.connection(Connection).isStarted = false;
  return {};
}

/** Closing twice is allowed. */
export function closeConnection(engine: Engine, { Connection }: OfConnection): object {
  engine.connections.get(Connection)?.close("closed by the client");
  return {};
}

/** The network between client and broker breaks. */
export function dropConnection(engine: Engine, { Connection }: OfConnection): object {
  engine.connection(Connection).drop("java.net.SocketException: Connection reset");
  return {};
}

/** Answers when the connection has failed, with the reason, or has been closed. */
export function watchConnection(engine: Engine, { Connection }: OfConnection): Promise<unknown> {
  const connection: Connection = engine.connection(Connection);
  const waiter = engine.world.sim.waiter<unknown>();
  connection.watch(waiter);
  return waiter.promise;
}

export function createSession(
  engine: Engine,
  { Connection, AcknowledgeMode }: OfConnection & { AcknowledgeMode: AcknowledgeMode },
): { Session: string } {
  if (!ACKNOWLEDGE_MODES.includes(AcknowledgeMode)) {
    throw jms("JMSException", `acknowledgeMode: one of ${ACKNOWLEDGE_MODES.join(", ")}, not ${AcknowledgeMode}`);
  }
  const connection = engine.connection(Connection);
  const session = new Session(`${connection.id}:${connection.count()}`, connection, AcknowledgeMode);
  connection.sessions.set(session.id, session);
  engine.sessions.set(session.id, session);
  const { broker } = connection;
  broker.trace.append(broker.facts.SessionOpened, broker.nameId, {
    text: session.id,
    detail: { mode: AcknowledgeMode },
  });
  return { Session: session.id };
}
