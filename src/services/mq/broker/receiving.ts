/** Calls that receive: consumers, durable subscriptions, browsers, listeners. Source: JMS 1.1, 4.5 "MessageConsumer", 6.11. */
import type { Caller } from "../../service";
import { badRequest } from "./checks";
import { Consumer } from "./consumer";
import type { Engine } from "./engine";
import { jms } from "./errors";
import { BROWSE_PAGE, EMPTY_LOOK_MS, PREFETCH } from "./limits";
import type { Mailbox } from "./mailbox";
import { deliver, fieldOf } from "./message";
import { type DestinationName, formatDestination, isPattern, parseDestination } from "./patterns";
import { policyFor } from "./policies";
import { parseSelector } from "./selector";
import type { Session } from "./session";
import { durableKey } from "./topic";

export interface CreateConsumerInput {
  Session: string;
  Destination: string;
  Selector?: string;
  /** Of a topic: not what the same connection sends. */
  NoLocal?: boolean;
  /** Name of the durable subscription. */
  Durable?: string;
  Prefetch?: number;
  Exclusive?: boolean;
}

export function createConsumer(engine: Engine, input: CreateConsumerInput, caller: Caller): { Consumer: string } {
  const session = engine.session(input.Session);
  const { connection } = session;
  const { broker, clientId } = connection;
  const { user } = connection.options;
  const destination = parseDestination(input.Destination);
  const { Selector: selectorText, NoLocal: noLocal = false, Durable, Exclusive: isExclusive = false } = input;
  const text = selectorText === undefined || selectorText.trim() === "" ? undefined : selectorText;
  const selector = text === undefined ? undefined : parseSelector(text);
  const prefetch = prefetchOf(session, destination, input);
  checkTemporary(session, destination);
  broker.authorize(user, "read", destination, caller.cause);
  const number = connection.count();
  const label = Durable === undefined ? `${connection.label}/${number}` : durableLabel(clientId, Durable, destination);
  let mailbox: Mailbox;
  if (destination.kind === "queue") {
    if (isPattern(destination.name)) {
      throw jms(
        "InvalidDestinationException",
        `a consumer of the queues ${destination.name} is not simulated: name one queue`,
      );
    }
    mailbox = broker.queue(destination, user);
  } else {
    const durable = Durable === undefined ? undefined : { clientId: clientId!, name: Durable };
    const options = { label, durable, selectorText: text, selector, notFrom: noLocal ? connection.id : undefined };
    const known = durable && broker.durables.get(durableKey(durable));
    if (known !== undefined && known.takers.length > 0) {
      throw jms("JMSException", `Durable consumer is in use for client: ${clientId} and subscriptionName: ${Durable}`);
    }
    const isSame = known?.destination.name === destination.name && known.options.selectorText === text;
    // JMS 1.1, 6.11.1: another topic or selector is another subscription; the one before ends.
    if (known !== undefined && !isSame) broker.unsubscribe(known);
    mailbox = known !== undefined && isSame ? known : broker.subscribe(destination, options, user);
  }
  const isQueue = destination.kind === "queue";
  const consumer = new Consumer(
    `${session.id}:${number}`,
    session,
    mailbox,
    {
      prefetch,
      selector: isQueue ? selector : undefined,
      selectorText: text,
      isExclusive: isQueue && isExclusive,
      noLocal: false,
      durable: Durable ?? "",
    },
    label,
  );
  session.consumers.set(consumer.id, consumer);
  engine.consumers.set(consumer.id, consumer);
  mailbox.addTaker(consumer);
  return { Consumer: consumer.id };
}

function durableLabel(clientId: string | undefined, name: string, destination: DestinationName): string {
  if (destination.kind !== "topic") {
    throw jms(
      "InvalidDestinationException",
      `a durable subscription needs a topic, not ${formatDestination(destination)}`,
    );
  }
  if (clientId === undefined) {
    throw jms(
      "JMSException",
      "You cannot create a durable subscriber without specifying a unique clientID on a Connection",
    );
  }
  if (name === "") throw jms("JMSException", "a durable subscription needs a name");
  return `${clientId}:${name}`;
}

function prefetchOf(
  session: Session,
  { kind, name }: DestinationName,
  { Prefetch, Durable }: CreateConsumerInput,
): number {
  if (Prefetch !== undefined) {
    if (!(Number.isInteger(Prefetch) && Prefetch >= 0)) badRequest("prefetch", "a whole number >= 0", Prefetch);
    return Prefetch;
  }
  const policy = policyFor(session.connection.broker.settings.policies, kind, name);
  if (kind === "queue") return policy.queuePrefetch ?? PREFETCH.queue;
  if (Durable !== undefined) return policy.durableTopicPrefetch ?? PREFETCH.durable;
  return policy.topicPrefetch ?? PREFETCH.topic;
}

function checkTemporary({ connection }: Session, { isTemporary, name }: DestinationName): void {
  if (isTemporary && connection.broker.temporary.get(name) !== connection) {
    throw jms("InvalidDestinationException", "Cannot use a Temporary destination from another Connection");
  }
}

export function closeConsumer(engine: Engine, { Consumer: id }: { Consumer: string }): object {
  const consumer = engine.consumers.get(id);
  consumer?.session.closeConsumer(consumer, "consumer closed", false, false);
  return {};
}

export function setListener(engine: Engine, { Consumer: id }: { Consumer: string }): object {
  const consumer = engine.consumer(id);
  if (consumer.options.prefetch === 0) {
    throw jms(
      "JMSException",
      "Illegal prefetch size of zero. This setting is not supported for asynchronous consumers please set a value of at least 1",
    );
  }
  consumer.hasListener = true;
  consumer.session.serveListener();
  return {};
}

export interface ReceiveInput {
  Consumer: string;
  /** Absent or 0: as long as it takes. */
  TimeoutMs?: number;
  NoWait?: boolean;
}

export function receive(engine: Engine, input: ReceiveInput): unknown {
  const consumer = engine.consumer(input.Consumer);
  const { TimeoutMs = 0, NoWait = false } = input;
  if (!(TimeoutMs >= 0)) badRequest("timeout", "milliseconds >= 0", TimeoutMs);
  if (consumer.hasListener) {
    throw jms("IllegalStateException", "Cannot synchronously receive a message when a MessageListener is set");
  }
  if (consumer.receiver !== undefined) {
    throw jms(
      "IllegalStateException",
      "another call waits for a message of this consumer: a session is for one thread of work",
    );
  }
  const entry = consumer.next();
  if (entry !== undefined) return { Message: consumer.session.handOver(consumer, entry, false) };
  const { sim } = engine.world;
  const waiter = sim.waiter<unknown>();
  const waitMs = NoWait ? EMPTY_LOOK_MS : TimeoutMs;
  const { actor } = sim.trace;
  const deadline = NoWait || TimeoutMs > 0 ? sim.after(waitMs, () => giveUp(consumer, waitMs)) : undefined;
  consumer.receiver = { waiter, actor, deadline };
  // One that is handed nothing ahead asks now.
  if (consumer.options.prefetch === 0) consumer.mailbox.roomFreed();
  return waiter.promise;
}

function giveUp(consumer: Consumer, waitMs: number): void {
  const { receiver, mailbox, session } = consumer;
  if (receiver === undefined) return;
  consumer.receiver = undefined;
  const { trace, facts } = mailbox.broker;
  session.as(receiver.actor, () => trace.add(facts.EmptyReceive, mailbox.resourceId, 0, waitMs, consumer.nameId, -1));
  receiver.waiter.resolve({});
}

export interface NextInput {
  Session: string;
  /** How the listener of the message before has ended. */
  Done?: { Consumer: string; MessageID: string; Error?: string };
}

/** The listeners' next message. Answers with nothing when the session is closed. */
export function next(engine: Engine, { Session: id, Done }: NextInput): unknown {
  const session = engine.sessions.get(id);
  if (Done !== undefined) {
    const consumer = engine.consumers.get(Done.Consumer);
    if (consumer !== undefined && !consumer.isClosed) consumer.session.listened(consumer, Done.MessageID, Done.Error);
  }
  if (session === undefined || session.isClosed) return {};
  engine.session(id);
  const { sim } = engine.world;
  const waiter = sim.waiter<unknown>();
  session.listen(waiter, sim.trace.actor);
  return waiter.promise;
}

export function acknowledge(
  engine: Engine,
  { Consumer: id, MessageID }: { Consumer: string; MessageID: string },
): object {
  const consumer = engine.consumer(id);
  consumer.session.acknowledge(consumer, MessageID);
  for (const { mailbox } of consumer.session.consumers.values()) mailbox.roomFreed();
  return {};
}

/** @throws JMSException while it is in use, InvalidDestinationException for one that is not there */
export function unsubscribe(engine: Engine, { Session: id, Name }: { Session: string; Name: string }): object {
  const { connection } = engine.session(id);
  const { broker, clientId = "" } = connection;
  const subscription = broker.durables.get(durableKey({ clientId, name: Name }));
  if (subscription === undefined) {
    throw jms(
      "InvalidDestinationException",
      `No durable subscription exists for clientID: ${clientId} and subscriptionName: ${Name}`,
    );
  }
  if (subscription.takers.length > 0) throw jms("JMSException", "Durable consumer is in use");
  broker.unsubscribe(subscription);
  return {};
}

/** What is in a queue, in order, without taking it. */
export function browse(
  engine: Engine,
  input: { Session: string; Destination: string; Selector?: string },
  caller: Caller,
): object {
  const session = engine.session(input.Session);
  const { broker, options } = session.connection;
  const destination = parseDestination(input.Destination);
  if (destination.kind !== "queue") throw jms("InvalidDestinationException", "only a queue can be browsed");
  const selector =
    input.Selector === undefined || input.Selector.trim() === "" ? undefined : parseSelector(input.Selector);
  checkTemporary(session, destination);
  broker.authorize(options.user, "read", destination, caller.cause);
  const { handed, pending } = broker.queue(destination, options.user);
  const all = [...handed, ...pending.all()].sort((a, b) => a.order - b.order);
  const shown = all
    .filter((entry) => selector === undefined || selector((name) => fieldOf(entry.message, name, entry.redeliveries)))
    .slice(0, BROWSE_PAGE);
  const { start } = broker.sim;
  return { Messages: shown.map(({ message, redeliveries }) => deliver(message, redeliveries, "", start)) };
}
