/** A broker in a topology: its queues and topics, and how much each is used. Network connectors lead from broker to broker. */
import type { Link } from "../link";
import type { Mq } from "./context";

export function* linksOf({ brokers, running }: Mq): Iterable<Link> {
  for (const { is, running: broker } of brokers.values()) {
    const from = `mq:${is.name}`;
    yield { from };
    if (broker === undefined) continue;
    for (const { kind, name, isTemporary } of broker.destinations()) {
      if (!isTemporary) yield { from, to: `mq-${kind}:${name}`, how: "delivers" };
    }
    for (const { uri, duplex } of broker.settings.networkConnectors ?? []) {
      for (const address of addressesIn(uri)) {
        const to = running.find(address)?.broker.name;
        if (to !== undefined && to !== is.name) {
          yield { from, to: `mq:${to}`, how: "delivers", label: duplex ? "<->" : undefined };
        }
      }
    }
  }
}

/** "static:(ssl://a:61617,ssl://b:61617)?x=y" names two. */
function addressesIn(uri: string): string[] {
  const list = /\(([^)]*)\)/.exec(uri)?.[1] ?? uri;
  return list.split(",").map((address) => address.trim());
}
