/** A broker as its clients see it, and their connections. Source: JMS 1.1, 4.2 "Administered objects", 4.3 "Connection". */
import type { RedeliveryPolicy } from "../../services/mq/broker/redelivery";
import type { AcknowledgeMode } from "../../services/mq/broker/session";
import type { Duration } from "../../sim";
import { toMilliseconds } from "../../sim/duration";
import { callThrough, type Door } from "./door";
import { JMSException } from "./errors";
import type { Destination } from "./message";
import { Session } from "./session";

export interface ConnectionSettings {
  username: string;
  password: string;
  /** Who the client is, for its durable subscriptions; one connection at a time may have it. Default none. */
  clientId?: string;
  /** When and how often messages come again. Default 6 times, 1 s apart. */
  redeliveryPolicy?: Partial<RedeliveryPolicy>;
}

/** What JMS calls a connection factory: the way to one broker. */
export class Broker {
  /** @internal */
  constructor(
    private readonly door: Door,
    /** A name, an id, an endpoint such as "ssl://b-...-1.mq.us-east-1.amazonaws.com:61617", or "failover:(A,B)". */
    readonly address: string,
  ) {}

  /**
   * Opens a connection; nothing is delivered before `start()`. With "failover:(...)" it waits until a node serves.
   * @throws JMSSecurityException for a wrong user or password, InvalidClientIDException, JMSException when nobody answers
   */
  async createConnection(settings: ConnectionSettings): Promise<Connection> {
    const { username, password, clientId, redeliveryPolicy } = settings;
    const { Connection: id } = await callThrough(this.door, "Connect", {
      Broker: this.address,
      Username: username,
      Password: password,
      ...(clientId !== undefined && { ClientID: clientId }),
      ...(redeliveryPolicy !== undefined && { RedeliveryPolicy: redeliveryPolicy }),
    });
    return new Connection(this.door, id, clientId);
  }

  /** The active node fails. @param for until somebody serves again; default 30 s with a standby, 2 minutes without */
  async crash(options: { for?: Duration } = {}): Promise<void> {
    const time = options.for === undefined ? {} : { ForMs: toMilliseconds(options.for, "crash for") };
    await callThrough(this.door, "CrashBroker", { Broker: this.address, ...time });
  }

  /** Stops it and starts it again at once: what is not persistent is gone, connections break. */
  async restart(): Promise<void> {
    await callThrough(this.door, "RestartBroker", { Broker: this.address });
  }
}

export class Connection {
  #sessions = 0;

  /** @internal */
  constructor(
    private readonly door: Door,
    private readonly id: string,
    readonly clientId: string | undefined,
  ) {}

  /** From now on messages are delivered. */
  async start(): Promise<void> {
    await callThrough(this.door, "StartConnection", { Connection: this.id });
  }

  /** Nothing more is delivered until `start()`. */
  async stop(): Promise<void> {
    await callThrough(this.door, "StopConnection", { Connection: this.id });
  }

  /**
   * @param acknowledgeMode default AUTO_ACKNOWLEDGE; SESSION_TRANSACTED for a transacted session
   * @param name of the process in which its listeners run, as the trace shows it; default the client id
   */
  async createSession(
    acknowledgeMode: AcknowledgeMode = "AUTO_ACKNOWLEDGE",
    options: { name?: string } = {},
  ): Promise<Session> {
    const { Session: id } = await callThrough(this.door, "CreateSession", {
      Connection: this.id,
      AcknowledgeMode: acknowledgeMode,
    });
    const own = this.clientId ?? this.id;
    const name = options.name ?? (++this.#sessions === 1 ? own : `${own} ${this.#sessions}`);
    return new Session(this.door, id, acknowledgeMode, name);
  }

  /** Called once, in a process of its own, when the connection has failed. */
  onException(listener: (error: JMSException) => unknown): void {
    this.door.spawn(`${this.clientId ?? this.id} watch`, async () => {
      const { Reason } = await callThrough(this.door, "WatchConnection", { Connection: this.id });
      if (Reason !== undefined) await listener(new JMSException(Reason));
    });
  }

  /** @throws JMSException while somebody consumes, JMSSecurityException without the right to administer */
  async deleteDestination(destination: Destination): Promise<void> {
    await callThrough(this.door, "DeleteDestination", {
      Connection: this.id,
      Destination: destination.toString(),
    });
  }

  /** The network breaks, here and now: for trying out what a client does then. */
  async drop(): Promise<void> {
    await callThrough(this.door, "DropConnection", { Connection: this.id });
  }

  /** Ends its sessions, temporary destinations and, in transactions that are open, what was done. Closing twice is allowed. */
  async close(): Promise<void> {
    await callThrough(this.door, "CloseConnection", { Connection: this.id });
  }
}
