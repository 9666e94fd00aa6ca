/** The queues and topics of a broker as they are now, for metrics, listings and topology. Looking leaves no fact. */
import type { Broker } from "./broker";
import type { DestinationKind, DestinationView } from "./types";

export function* viewsOf(broker: Broker): Iterable<DestinationView> {
  const producers = producersOf(broker);
  const producersAt = (kind: DestinationKind, name: string): number => producers.get(`${kind}:${name}`) ?? 0;
  for (const { destination, size, handed, takers } of broker.queues.values()) {
    const { name, isTemporary } = destination;
    const counts = { size, inFlight: handed.size, consumers: takers.length, producers: producersAt("queue", name) };
    yield { kind: "queue", name, isTemporary, ...counts };
  }
  for (const { destination, subscriptions } of broker.topics.values()) {
    const { name, isTemporary } = destination;
    const counts = { size: 0, inFlight: 0, consumers: 0, producers: producersAt("topic", name) };
    for (const { size, handed, takers } of subscriptions) {
      counts.size += size;
      counts.inFlight += handed.size;
      counts.consumers += takers.length;
    }
    yield { kind: "topic", name, isTemporary, ...counts };
  }
}

function producersOf({ connections }: Broker): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { sessions } of connections) {
    for (const { producers } of sessions.values()) {
      for (const { destination } of producers.values()) {
        if (destination === undefined) continue;
        const key = `${destination.kind}:${destination.name}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}
