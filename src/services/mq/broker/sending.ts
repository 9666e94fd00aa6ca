/** Calls that send. Source: JMS 1.1, 4.6 "MessageProducer". */
import type { Caller } from "../../service";
import { badRequest } from "./checks";
import type { Engine } from "./engine";
import { jms } from "./errors";
import { PRIORITY } from "./limits";
import { type MqMessage, sizeOf, type WireMessage } from "./message";
import { formatDestination, isPattern, parseDestination, partsOf } from "./patterns";
import { Producer } from "./producer";

const KINDS = ["text", "object", "bytes", "map", "empty"];

/** @throws JMSSecurityException already here when the destination is known */
export function createProducer(
  engine: Engine,
  input: { Session: string; Destination?: string },
  caller: Caller,
): object {
  const session = engine.session(input.Session);
  const { connection } = session;
  const destination = input.Destination === undefined ? undefined : parseDestination(input.Destination);
  if (destination !== undefined) {
    for (const part of partsOf(destination))
      connection.broker.authorize(connection.options.user, "write", part, caller.cause);
  }
  const producer = new Producer(`${session.id}:${connection.count()}`, session, destination);
  session.producers.set(producer.id, producer);
  engine.producers.set(producer.id, producer);
  producer.tell(true);
  return { Producer: producer.id };
}

export function closeProducer(engine: Engine, input: { Producer: string }): object {
  const producer = engine.producers.get(input.Producer);
  if (producer !== undefined) {
    producer.isClosed = true;
    producer.tell(false);
    producer.session.producers.delete(producer.id);
  }
  return {};
}

export interface SendInput {
  Producer: string;
  /** Only for a producer without a destination of its own. */
  Destination?: string;
  Message: WireMessage;
  DeliveryMode?: "PERSISTENT" | "NON_PERSISTENT";
  Priority?: number;
  /** Ms; 0 for ever. */
  TimeToLive?: number;
}

export function send(engine: Engine, input: SendInput, caller: Caller): object {
  const producer = engine.producer(input.Producer);
  const { session } = producer;
  const { connection } = session;
  const { broker } = connection;
  const { user } = connection.options;
  const { DeliveryMode = "PERSISTENT", Priority = PRIORITY.default, TimeToLive = 0, Message: wire } = input;
  if (!(Number.isInteger(Priority) && Priority >= PRIORITY.lowest && Priority <= PRIORITY.highest)) {
    badRequest("priority", "a whole number from 0 to 9", Priority);
  }
  if (!(TimeToLive >= 0)) badRequest("timeToLive", "milliseconds >= 0", TimeToLive);
  if (DeliveryMode !== "PERSISTENT" && DeliveryMode !== "NON_PERSISTENT") {
    badRequest("deliveryMode", "PERSISTENT or NON_PERSISTENT", DeliveryMode);
  }
  checkMessage(wire);
  const destination = destinationOf(producer, input.Destination);
  for (const part of partsOf(destination)) {
    if (isPattern(part.name))
      throw jms("InvalidDestinationException", `cannot send to the pattern ${formatDestination(part)}`);
    broker.authorize(user, "write", part, caller.cause);
    if (part.kind === "queue") broker.queue(part, user);
    else broker.topic(part, user);
  }
  const { sim } = broker;
  const id = producer.nextMessageId();
  const { JMSXGroupID: group, JMSXGroupSeq: seq } = wire.Properties ?? {};
  const message: MqMessage = {
    id,
    subject: sim.trace.subject(id),
    destination,
    wire,
    bytes: sizeOf(wire),
    isPersistent: DeliveryMode === "PERSISTENT",
    priority: Priority,
    timestamp: sim.start + sim.now,
    expiresMs: TimeToLive === 0 ? Number.POSITIVE_INFINITY : sim.now + TimeToLive,
    group: group === undefined ? undefined : String(group),
    groupSeq: typeof seq === "number" ? seq : 0,
    connection: connection.id,
    path: [],
  };
  const cause = caller.cause ?? -1;
  if (session.isTransacted) session.sends.push(() => connection.broker.send(message, user, cause));
  else broker.send(message, user, cause);
  return {
    MessageID: id,
    Timestamp: message.timestamp,
    Expiration: TimeToLive === 0 ? 0 : sim.start + message.expiresMs,
  };
}

function destinationOf({ destination }: Producer, given: string | undefined) {
  if (destination !== undefined && given !== undefined) {
    throw jms("JMSException", `This producer can only send messages to: ${formatDestination(destination)}`);
  }
  if (destination !== undefined) return destination;
  if (given === undefined) throw jms("InvalidDestinationException", "A destination must be specified.");
  return parseDestination(given);
}

function checkMessage({ Kind, Properties = {} }: WireMessage): void {
  if (!KINDS.includes(Kind)) badRequest("message", `one of ${KINDS.join(", ")}`, Kind);
  for (const [name, value] of Object.entries(Properties)) {
    if (name === "") throw jms("JMSException", "Property name cannot be empty or null");
    const isNumberOk = typeof value === "number" ? Number.isFinite(value) : true;
    if (!["string", "number", "boolean"].includes(typeof value) || !isNumberOk) {
      const given = value === null ? "null" : typeof value;
      throw jms(
        "MessageFormatException",
        `Only objectified primitive objects and String types are allowed but was: ${given} (property ${name})`,
      );
    }
  }
}
