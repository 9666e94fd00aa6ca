/**
 * A message as the broker keeps it: what the producer gave, which never changes, and what the broker knows of it. Its size is
 * counted as that of its body and properties written as JSON. Source: JMS 1.1, chapter 3 "JMS Message Model".
 */
import type { Subject } from "../../../sim";
import { type DestinationName, formatDestination } from "./patterns";
import type { Value } from "./selector";

export type BodyKind = "text" | "object" | "bytes" | "map" | "empty";

/** As clients send and receive it. */
export interface WireMessage {
  Kind: BodyKind;
  /** Text; bytes; a map of values; or any plain data. */
  Body?: unknown;
  Properties?: Record<string, string | number | boolean>;
  CorrelationID?: string;
  ReplyTo?: string;
  Type?: string;
}

export interface MqMessage {
  readonly id: string;
  readonly subject: Subject;
  /** Where the producer sent it. */
  readonly destination: DestinationName;
  readonly wire: Readonly<WireMessage>;
  readonly bytes: number;
  readonly isPersistent: boolean;
  /** 0 to 9. */
  readonly priority: number;
  /** Epoch ms. */
  readonly timestamp: number;
  /** Virtual ms, Infinity for never. Still good at that very instant. */
  readonly expiresMs: number;
  /** JMSXGroupID. */
  readonly group: string | undefined;
  readonly groupSeq: number;
  /** Connection that sent it. */
  readonly connection: string;
  /** Brokers that it has crossed, the first included. */
  readonly path: readonly string[];
  /** Of a dead letter: where it was sent to first. */
  readonly original?: string;
}

/** What a consumer gets. */
export interface DeliveredMessage extends WireMessage {
  MessageID: string;
  Destination: string;
  DeliveryMode: "PERSISTENT" | "NON_PERSISTENT";
  Priority: number;
  /** Epoch ms. */
  Timestamp: number;
  /** Epoch ms; 0 for never. */
  Expiration: number;
  Redelivered: boolean;
  DeliveryCount: number;
  /** Of a dead letter: where it was sent to first. */
  OriginalDestination?: string;
  /** The consumer that has it. */
  Consumer: string;
}

export function sizeOf({ Body, Properties }: WireMessage): number {
  const body = Body instanceof Uint8Array ? Body.byteLength : Body === undefined ? 0 : jsonBytes(Body);
  return body + (Properties === undefined ? 0 : jsonBytes(Properties));
}

function jsonBytes(value: unknown): number {
  return typeof value === "string" ? Buffer.byteLength(value) : Buffer.byteLength(JSON.stringify(value) ?? "");
}

/** A header field or property as selectors see it. JMS 1.1, 3.8.1.1: the modes as words, ids and types as text. */
export function fieldOf(message: MqMessage, name: string, redeliveries: number): Value {
  const { wire } = message;
  switch (name) {
    case "JMSDeliveryMode":
      return message.isPersistent ? "PERSISTENT" : "NON_PERSISTENT";
    case "JMSPriority":
      return message.priority;
    case "JMSMessageID":
      return message.id;
    case "JMSTimestamp":
      return message.timestamp;
    case "JMSCorrelationID":
      return wire.CorrelationID ?? null;
    case "JMSType":
      return wire.Type ?? null;
    case "JMSRedelivered":
      return redeliveries > 0;
    case "JMSXDeliveryCount":
      return redeliveries + 1;
    default: {
      const properties = wire.Properties;
      return properties !== undefined && Object.hasOwn(properties, name) ? properties[name]! : null;
    }
  }
}

export function deliver(
  message: MqMessage,
  redeliveries: number,
  consumer: string,
  startEpochMs: number,
  more?: Record<string, string | number | boolean>,
): DeliveredMessage {
  const properties = more === undefined ? message.wire.Properties : { ...message.wire.Properties, ...more };
  return {
    ...message.wire,
    ...(properties !== undefined && { Properties: properties }),
    MessageID: message.id,
    Destination: formatDestination(message.destination),
    DeliveryMode: message.isPersistent ? "PERSISTENT" : "NON_PERSISTENT",
    Priority: message.priority,
    Timestamp: message.timestamp,
    Expiration: message.expiresMs === Number.POSITIVE_INFINITY ? 0 : startEpochMs + message.expiresMs,
    Redelivered: redeliveries > 0,
    DeliveryCount: redeliveries + 1,
    ...(message.original !== undefined && { OriginalDestination: message.original }),
    Consumer: consumer,
  };
}
