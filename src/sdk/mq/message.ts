/** Messages as a client makes and gets them. Source: JMS 1.1, chapter 3. */
import type { BodyKind, DeliveredMessage, WireMessage } from "../../services/mq/broker/message";
import { IllegalStateException, MessageFormatException } from "./errors";

export type PropertyValue = string | number | boolean;

export type DeliveryMode = "PERSISTENT" | "NON_PERSISTENT";

/** A queue or topic by name, made by a session. Prints as "queue://orders". */
export class Destination {
  constructor(
    readonly kind: "queue" | "topic",
    readonly name: string,
    readonly isTemporary = false,
  ) {}

  toString(): string {
    return `${this.isTemporary ? "temp-" : ""}${this.kind}://${this.name}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal */
  static parse(text: string): Destination {
    const [, temporary, kind, name] = /^(temp-)?(queue|topic):\/\/(.*)$/s.exec(text)!;
    return new Destination(kind as "queue" | "topic", name!, temporary !== undefined);
  }
}

export interface MessageOptions {
  properties?: Record<string, PropertyValue>;
  correlationId?: string;
  /** Where an answer is to be sent. */
  replyTo?: Destination;
  type?: string;
}

/**
 * One message. The sender sets properties, JMSCorrelationID, JMSReplyTo and JMSType; the other headers are set by `send` and seen
 * by the receiver. The body is read by the getter of its kind.
 */
export class Message {
  properties: Record<string, PropertyValue>;
  JMSCorrelationID: string | undefined;
  JMSReplyTo: Destination | undefined;
  JMSType: string | undefined;
  JMSMessageID = "";
  JMSDestination: Destination | undefined;
  JMSDeliveryMode: DeliveryMode = "PERSISTENT";
  /** 0 to 9. */
  JMSPriority = 4;
  /** Epoch ms of the virtual clock. */
  JMSTimestamp = 0;
  /** Epoch ms of the virtual clock; 0 for never. */
  JMSExpiration = 0;
  /** It may have been delivered before. */
  JMSRedelivered = false;
  /** 1 at the first delivery. */
  deliveryCount = 0;
  /** Of a dead letter: where it was sent to first. Why it is dead is the property dlqDeliveryFailureCause. */
  originalDestination: Destination | undefined;
  readonly #acknowledge: (() => Promise<void>) | undefined;

  /** @internal Sessions make messages. */
  constructor(
    readonly kind: BodyKind,
    private readonly body: unknown,
    options: MessageOptions = {},
    acknowledge?: () => Promise<void>,
  ) {
    this.properties = { ...options.properties };
    this.JMSCorrelationID = options.correlationId;
    this.JMSReplyTo = options.replyTo;
    this.JMSType = options.type;
    this.#acknowledge = acknowledge;
  }

  /** @throws MessageFormatException when the body is of another kind */
  get text(): string {
    return this.#as("text") as string;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the receiver knows what was sent
  get object(): any {
    return this.#as("object");
  }

  get bytes(): Uint8Array {
    return this.#as("bytes") as Uint8Array;
  }

  get map(): Record<string, PropertyValue> {
    return this.#as("map") as Record<string, PropertyValue>;
  }

  /**
   * CLIENT_ACKNOWLEDGE: acknowledges all that the session has received so far. INDIVIDUAL_ACKNOWLEDGE: this message. In the
   * other modes it does nothing.
   * @throws IllegalStateException for a message that was not received
   */
  async acknowledge(): Promise<void> {
    if (this.#acknowledge === undefined)
      throw new IllegalStateException("only a message that was received can be acknowledged");
    await this.#acknowledge();
  }

  toString(): string {
    const { kind, body } = this;
    const shown = kind === "bytes" ? `${(body as Uint8Array).length} bytes` : JSON.stringify(body);
    return `${kind} message ${this.JMSMessageID || "(not sent)"}: ${shown}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal */
  toWire(): WireMessage {
    const { kind, body, properties, JMSCorrelationID, JMSReplyTo, JMSType } = this;
    return {
      Kind: kind,
      ...(body !== undefined && { Body: body }),
      ...(Object.keys(properties).length > 0 && { Properties: properties }),
      ...(JMSCorrelationID !== undefined && { CorrelationID: JMSCorrelationID }),
      ...(JMSReplyTo !== undefined && { ReplyTo: JMSReplyTo.toString() }),
      ...(JMSType !== undefined && { Type: JMSType }),
    };
  }

  /** @internal */
  static fromWire(wire: DeliveredMessage, acknowledge: (() => Promise<void>) | undefined): Message {
    const message = new Message(
      wire.Kind,
      wire.Body,
      {
        ...(wire.Properties !== undefined && { properties: wire.Properties }),
        ...(wire.CorrelationID !== undefined && { correlationId: wire.CorrelationID }),
        ...(wire.ReplyTo !== undefined && { replyTo: Destination.parse(wire.ReplyTo) }),
        ...(wire.Type !== undefined && { type: wire.Type }),
      },
      acknowledge,
    );
    message.JMSMessageID = wire.MessageID;
    message.JMSDestination = Destination.parse(wire.Destination);
    message.JMSDeliveryMode = wire.DeliveryMode;
    message.JMSPriority = wire.Priority;
    message.JMSTimestamp = wire.Timestamp;
    message.JMSExpiration = wire.Expiration;
    message.JMSRedelivered = wire.Redelivered;
    message.deliveryCount = wire.DeliveryCount;
    if (wire.OriginalDestination !== undefined)
      message.originalDestination = Destination.parse(wire.OriginalDestination);
    return message;
  }

  #as(kind: BodyKind): unknown {
    if (this.kind !== kind) throw new MessageFormatException(`this is a message of kind ${this.kind}, not ${kind}`);
    return this.body;
  }
}
