/** A broker in a topology, with its queues and topics. Who sends and who takes, and its network, is told by broker/. */
import type { Link } from "../link";
import { nodeOf } from "./broker";
import type { Mq } from "./context";

export function* linksOf({ brokers }: Mq): Iterable<Link> {
  for (const { is, running } of brokers.values()) {
    const from = `mq:${is.name}`;
    yield { from };
    for (const destination of running?.destinations() ?? []) {
      if (!destination.isTemporary) yield { from, to: nodeOf(is.name, destination), how: "delivers" };
    }
  }
}
