/** Sessions, producers, consumers and browsers of a connection. Source: JMS 1.1, 4.4 to 4.6. */
import type { DeliveredMessage } from "../../services/mq/broker/message";
import type { AcknowledgeMode } from "../../services/mq/broker/session";
import type { Duration, Process } from "../../sim";
import { toMilliseconds } from "../../sim/duration";
import { callThrough, type Door } from "./door";
import { ConnectionFailedException, IllegalStateException } from "./errors";
import { type DeliveryMode, Destination, Message, type MessageOptions, type PropertyValue } from "./message";

export interface ConsumerSettings {
  /** A condition over headers and properties: `priority = 'high' AND amount > 100`. */
  selector?: string;
  /** Messages handed ahead of time, >= 0. Default 1,000 for queues, 100 durable and 32,766 other for topics. 0: each is fetched. */
  prefetch?: number;
  /** Of a queue: while it is there, other consumers get nothing. Default false. */
  exclusive?: boolean;
  /** Of a topic: not what the same connection sends. Default false. */
  noLocal?: boolean;
}

export interface SendOptions {
  /** PERSISTENT (default) survives a restart of the broker. */
  deliveryMode?: DeliveryMode;
  /** 0 to 9, higher first where the broker's policy has prioritizedMessages. Default 4. */
  priority?: number;
  /** After that it is expired. Default: never. */
  timeToLive?: Duration;
}

/** May be asynchronous; one message at a time in a session. */
export type MessageListener = (message: Message) => unknown;

/** One thread of work. Its listeners run in a process of their own and never at the same time. */
export class Session {
  #listeners: Process | undefined;
  readonly #consumers = new Map<string, MessageConsumer>();

  /** @internal */
  constructor(
    private readonly door: Door,
    /** @internal */ readonly id: string,
    readonly acknowledgeMode: AcknowledgeMode,
    private readonly processName: string,
  ) {}

  get transacted(): boolean {
    return this.acknowledgeMode === "SESSION_TRANSACTED";
  }

  /** A name; the queue itself is made when it is first used. */
  createQueue(name: string): Destination {
    return new Destination("queue", name);
  }

  createTopic(name: string): Destination {
    return new Destination("topic", name);
  }

  /** A queue of this connection alone; it ends with it. */
  async createTemporaryQueue(): Promise<Destination> {
    return Destination.parse((await this.#call("CreateTemporary", { Kind: "queue" })).Destination);
  }

  async createTemporaryTopic(): Promise<Destination> {
    return Destination.parse((await this.#call("CreateTemporary", { Kind: "topic" })).Destination);
  }

  createTextMessage(text: string, options?: MessageOptions): Message {
    return new Message("text", text, options);
  }

  /** Plain data: what JSON can say, dates and bytes. */
  createObjectMessage(object: unknown, options?: MessageOptions): Message {
    return new Message("object", object, options);
  }

  createBytesMessage(bytes: Uint8Array, options?: MessageOptions): Message {
    return new Message("bytes", bytes, options);
  }

  createMapMessage(map: Record<string, PropertyValue>, options?: MessageOptions): Message {
    return new Message("map", map, options);
  }

  /**
   * @param destination undefined: each send names its own
   * @throws JMSSecurityException without the right to write
   */
  async createProducer(destination?: Destination): Promise<MessageProducer> {
    const named = destination === undefined ? {} : { Destination: destination.toString() };
    const { Producer } = await this.#call("CreateProducer", named);
    return new MessageProducer(this.door, this, Producer, destination);
  }

  /** @throws JMSSecurityException without the right to read, InvalidSelectorException, InvalidDestinationException */
  createConsumer(destination: Destination, settings: ConsumerSettings = {}): Promise<MessageConsumer> {
    return this.#consumer(destination, settings, {});
  }

  /**
   * A subscription that stays when its consumer is closed: what is published meanwhile waits. The connection needs a client id.
   * @throws JMSException without a client id, or while the subscription has a consumer
   */
  createDurableSubscriber(topic: Destination, name: string, settings: ConsumerSettings = {}): Promise<MessageConsumer> {
    return this.#consumer(topic, settings, { Durable: name });
  }

  /** Ends a durable subscription; what waits for it is gone. */
  async unsubscribe(name: string): Promise<void> {
    await this.#call("Unsubscribe", { Name: name });
  }

  /** What is in a queue, in order, without taking it: at most 400 messages. */
  async browse(queue: Destination, selector?: string): Promise<Message[]> {
    const { Messages } = await this.#call("Browse", {
      Destination: queue.toString(),
      ...(selector !== undefined && { Selector: selector }),
    });
    return (Messages as DeliveredMessage[]).map((wire) => Message.fromWire(wire, undefined));
  }

  /** @throws TransactionRolledBackException when the connection broke in between, IllegalStateException */
  async commit(): Promise<void> {
    await this.#call("Commit", {});
  }

  /** What was sent is forgotten; what was received comes again after the redelivery delay. */
  async rollback(): Promise<void> {
    await this.#call("Rollback", {});
  }

  /** What was received and not acknowledged comes again after the redelivery delay. */
  async recover(): Promise<void> {
    await this.#call("Recover", {});
  }

  /** A transaction that is open is rolled back. Closing twice is allowed. */
  async close(): Promise<void> {
    await this.#call("CloseSession", {});
  }

  /** @internal */
  read(wire: DeliveredMessage): Message {
    return Message.fromWire(wire, async () => {
      await callThrough(this.door, "Acknowledge", { Consumer: wire.Consumer, MessageID: wire.MessageID });
    });
  }

  /** @internal The process that serves the listeners, started with the first. */
  listen(): void {
    if (this.#listeners?.state === "running") return;
    this.#listeners = this.door.spawn(this.processName, () => this.#serve());
  }

  async #serve(): Promise<void> {
    let done: object | undefined;
    for (;;) {
      let wire: DeliveredMessage | undefined;
      try {
        ({ Message: wire } = await this.#call("Next", done === undefined ? {} : { Done: done }));
      } catch (error) {
        // The connection's own listener hears of it.
        if (error instanceof ConnectionFailedException || error instanceof IllegalStateException) return;
        throw error;
      }
      if (wire === undefined) return;
      const { Consumer, MessageID } = wire;
      done = { Consumer, MessageID };
      try {
        await this.#consumers.get(Consumer)?.messageListener?.(this.read(wire));
      } catch (error) {
        done = {
          Consumer,
          MessageID,
          Error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        };
      }
    }
  }

  async #consumer(destination: Destination, settings: ConsumerSettings, more: object): Promise<MessageConsumer> {
    const { selector, prefetch, exclusive, noLocal } = settings;
    const { Consumer } = await this.#call("CreateConsumer", {
      Destination: destination.toString(),
      ...(selector !== undefined && { Selector: selector }),
      ...(prefetch !== undefined && { Prefetch: prefetch }),
      ...(exclusive !== undefined && { Exclusive: exclusive }),
      ...(noLocal !== undefined && { NoLocal: noLocal }),
      ...more,
    });
    const consumer = new MessageConsumer(this.door, this, Consumer);
    this.#consumers.set(Consumer, consumer);
    return consumer;
  }

  // biome-ignore lint/suspicious/noExplicitAny: each operation has its own answer
  #call(operation: string, input: object): Promise<any> {
    return callThrough(this.door, operation, { Session: this.id, ...input });
  }
}

export class MessageProducer {
  /** For sends that do not say otherwise. */
  deliveryMode: DeliveryMode = "PERSISTENT";
  priority = 4;
  /** 0: for ever. */
  timeToLive: Duration = 0;

  /** @internal */
  constructor(
    private readonly door: Door,
    private readonly session: Session,
    private readonly id: string,
    readonly destination: Destination | undefined,
  ) {}

  /**
   * Sends; in a transacted session nobody sees the message before the commit.
   * @param message a text stands for a text message
   * @param options with `destination` for a producer that has none
   * @returns the message, its headers set
   * @throws JMSSecurityException, InvalidDestinationException, MessageFormatException
   */
  async send(message: Message | string, options: SendOptions & { destination?: Destination } = {}): Promise<Message> {
    const sent = typeof message === "string" ? this.session.createTextMessage(message) : message;
    const { deliveryMode = this.deliveryMode, priority = this.priority, destination } = options;
    const timeToLive = toMilliseconds(options.timeToLive ?? this.timeToLive, "timeToLive");
    const { MessageID, Timestamp, Expiration } = await callThrough(this.door, "Send", {
      Producer: this.id,
      Message: sent.toWire(),
      DeliveryMode: deliveryMode,
      Priority: priority,
      TimeToLive: timeToLive,
      ...(destination !== undefined && { Destination: destination.toString() }),
    });
    sent.JMSMessageID = MessageID;
    sent.JMSTimestamp = Timestamp;
    sent.JMSExpiration = Expiration;
    sent.JMSDestination = destination ?? this.destination;
    sent.JMSDeliveryMode = deliveryMode;
    sent.JMSPriority = priority;
    return sent;
  }

  async close(): Promise<void> {
    await callThrough(this.door, "CloseProducer", { Producer: this.id });
  }
}

export class MessageConsumer {
  /** @internal */
  messageListener: MessageListener | undefined;

  /** @internal */
  constructor(
    private readonly door: Door,
    private readonly session: Session,
    private readonly id: string,
  ) {}

  /**
   * The next message; waits for it in virtual time.
   * @param timeout default: as long as it takes
   * @returns null when the time is over, or the consumer is closed meanwhile
   */
  async receive(timeout?: Duration): Promise<Message | null> {
    const TimeoutMs = timeout === undefined ? 0 : toMilliseconds(timeout, "receive");
    const { Message: wire } = await callThrough(this.door, "Receive", { Consumer: this.id, TimeoutMs });
    return wire === undefined ? null : this.session.read(wire);
  }

  /** The next message if it is here already, else null; an empty look takes 20 ms. */
  async receiveNoWait(): Promise<Message | null> {
    const { Message: wire } = await callThrough(this.door, "Receive", { Consumer: this.id, NoWait: true });
    return wire === undefined ? null : this.session.read(wire);
  }

  /**
   * From now on each message is given to the listener, in the session's own process; the connection must be started. What the
   * listener throws sends the message back, except in CLIENT_ACKNOWLEDGE and transacted sessions, where the session decides.
   */
  async setMessageListener(listener: MessageListener): Promise<void> {
    if (typeof listener !== "function")
      throw new TypeError(`setMessageListener: give a function, not ${typeof listener}`);
    this.messageListener = listener;
    await callThrough(this.door, "SetListener", { Consumer: this.id });
    this.session.listen();
  }

  /** What was received and not acknowledged goes back to the broker. */
  async close(): Promise<void> {
    await callThrough(this.door, "CloseConsumer", { Consumer: this.id });
  }
}
