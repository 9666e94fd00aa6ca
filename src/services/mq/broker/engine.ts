/** What the operations share: connections, sessions, producers and consumers by their ids. */
import type { Trace } from "../../../sim";
import type { World } from "../../service";
import { type Brokers, brokersOf } from "./brokers";
import type { Connection } from "./connection";
import type { Consumer } from "./consumer";
import { closed, connectionFailed } from "./errors";
import type { Producer } from "./producer";
import type { Session } from "./session";

export class Engine {
  readonly brokers: Brokers;
  readonly trace: Trace;
  readonly connections = new Map<string, Connection>();
  readonly sessions = new Map<string, Session>();
  readonly producers = new Map<string, Producer>();
  readonly consumers = new Map<string, Consumer>();

  constructor(readonly world: World) {
    this.brokers = brokersOf(world);
    this.trace = world.sim.trace;
  }

  /** The connection that a call is about; undefined for calls about none. */
  connectionOf(input: {
    Connection?: string;
    Session?: string;
    Producer?: string;
    Consumer?: string;
  }): Connection | undefined {
    if (input.Connection !== undefined) return this.connections.get(input.Connection);
    if (input.Session !== undefined) return this.sessions.get(input.Session)?.connection;
    if (input.Producer !== undefined) return this.producers.get(input.Producer)?.session.connection;
    if (input.Consumer !== undefined) return this.consumers.get(input.Consumer)?.session.connection;
    return undefined;
  }

  /** @throws IllegalStateException for one that is closed or was never there, ConnectionFailedException */
  connection(id: string): Connection {
    return checked(this.connections.get(id));
  }

  session(id: string): Session {
    const session = this.sessions.get(id);
    if (session === undefined) throw closed("Session");
    checked(session.connection);
    session.check();
    return session;
  }

  producer(id: string): Producer {
    const producer = this.producers.get(id);
    if (producer === undefined || producer.isClosed) throw closed("Producer");
    this.session(producer.session.id);
    return producer;
  }

  consumer(id: string): Consumer {
    const consumer = this.consumers.get(id);
    if (consumer === undefined) throw closed("Consumer");
    this.session(consumer.session.id);
    if (consumer.isClosed) throw closed("Consumer");
    return consumer;
  }
}

function checked(connection: Connection | undefined): Connection {
  if (connection === undefined || connection.state === "closed") throw closed("connection");
  if (connection.state === "failed") throw connectionFailed(connection.failure);
  return connection;
}
