/** What consumers of one broker ask another for. */
import type { Bridge } from "./bridge";
import type { Broker } from "./broker";
import type { DestinationName } from "./patterns";
import type { Taker } from "./taker";
import type { Subscription, Topic } from "./topic";

/** Stands for a client id in the subscriptions of bridges. */
export const NETWORK = "network";

export const keyOf = ({ kind, name }: DestinationName): string => `${kind}:${name}`;

/**
 * Whether consumers of a broker, or of those behind it that a message may still reach, ask for a destination; "durable":
 * subscriptions that stay.
 */
export function demandOf(broker: Broker, destination: DestinationName, bridge: Bridge): "none" | "passing" | "durable" {
  const hops = (bridge.connector.networkTTL ?? 1) - 1;
  const asks = (at: Broker, takers: readonly Taker[], left: number, passed: readonly string[]): boolean =>
    takers.some(({ bridgeTo }) => {
      if (bridgeTo === undefined) return true;
      const next = left > 0 && !passed.includes(bridgeTo) ? at.brokers.find(bridgeTo)?.broker : undefined;
      return (
        next !== undefined &&
        takersOf(next, destination).some((each) => asks(next, [each], left - 1, [...passed, bridgeTo]))
      );
    });
  const passed = [bridge.from.id, broker.id];
  if (destination.kind === "queue")
    return asks(broker, takersOf(broker, destination), hops, passed) ? "passing" : "none";
  const topic: Topic | undefined = broker.topics.get(destination.name);
  const all = [...(topic?.subscriptions ?? [])];
  const own = all.filter(({ options }) => options.bridge === undefined);
  const isBehind = ({ options: { bridge: on } }: Subscription) =>
    on !== undefined && hops > 0 && !passed.includes(on.to) && on.isDurable();
  if (own.some(({ options }) => options.durable !== undefined) || all.some(isBehind)) return "durable";
  return own.length > 0 || asks(broker, takersOf(broker, destination), hops, passed) ? "passing" : "none";
}

function takersOf(broker: Broker, { kind, name }: DestinationName): readonly Taker[] {
  if (kind === "queue") return broker.queues.get(name)?.takers ?? [];
  return [...(broker.topics.get(name)?.subscriptions ?? [])].flatMap(({ takers }) => takers);
}
