/** A broker in a topology, with its queues and topics. Who sends and who takes, and its network, is told by broker/. */
import type { Link } from "../link";
import type { Mq } from "./context";

export function* linksOf({ brokers }: Mq): Iterable<Link> {
  for (const { is, running } of brokers.values()) {
    const from = `mq:${is.name}`;
    yield { from };
    for (const { name, isTemporary } of running?.destinations() ?? []) {
      if (!isTemporary) yield { from, to: `mq:${is.name}/${name}`, how: "delivers" };
    }
  }
}
