/** Destinations that somebody makes for himself, and the end of destinations. */
import type { Broker } from "./broker";
import type { Connection } from "./connection";
import { jms } from "./errors";
import { Mailbox } from "./mailbox";
import { type DestinationName, formatDestination } from "./patterns";
import { Topic } from "./topic";
import type { BrokerUser } from "./types";

export function makeTemporary(broker: Broker, destination: DestinationName, owner: Connection): void {
  const { kind, name } = destination;
  broker.authorize(owner.options.user, "admin", destination);
  broker.temporary.set(name, owner);
  if (kind === "queue") {
    const queue = new Mailbox(broker, destination, `${broker.name}/${name}`);
    broker.queues.set(name, queue);
    broker.trace.append(broker.facts.QueueCreated, queue.resourceId);
  } else {
    const topic = new Topic(broker, destination);
    broker.topics.set(name, topic);
    broker.trace.append(broker.facts.TopicCreated, topic.resourceId);
  }
}

/** @throws JMSException while somebody consumes, JMSSecurityException, InvalidDestinationException */
export function removeDestination(broker: Broker, destination: DestinationName, user: BrokerUser): void {
  const { kind, name } = destination;
  const there = kind === "queue" ? broker.queues.get(name) : broker.topics.get(name);
  if (there === undefined) throw noSuch(destination);
  // The right to administer is looked at although the destination exists.
  if (!destination.isTemporary) broker.authorize(user, "admin", destination);
  const isUsed = there instanceof Topic ? there.subscriptions.size > 0 : there.takers.length > 0;
  if (isUsed) {
    throw jms("JMSException", `Destination still has an active subscription: ${formatDestination(destination)}`);
  }
  drop(broker, there);
}

/** What a connection made for itself ends with it. */
export function removeTemporary(broker: Broker, connection: Connection): void {
  for (const [name, owner] of broker.temporary) {
    if (owner !== connection) continue;
    const there = broker.queues.get(name) ?? broker.topics.get(name);
    if (there !== undefined) drop(broker, there);
  }
}

export function noSuch(destination: DestinationName): Error {
  return jms("InvalidDestinationException", `The destination ${formatDestination(destination)} does not exist.`);
}

function drop({ temporary, topics, queues, trace, facts }: Broker, there: Mailbox | Topic): void {
  const { name } = there.destination;
  temporary.delete(name);
  if (there instanceof Topic) {
    topics.delete(name);
    trace.append(facts.TopicDeleted, there.resourceId);
  } else {
    there.clear();
    queues.delete(name);
    trace.append(facts.QueueDeleted, there.resourceId);
  }
}
