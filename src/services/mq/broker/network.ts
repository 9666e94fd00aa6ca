/**
 * The bridges of a broker to others, and what comes over theirs. Left out: static destinations, replay of messages that are stuck
 * at a broker without consumers, priorities of consumers. Source: ActiveMQ Classic, "Networks of Brokers".
 */
import { Bridge } from "./bridge";
import type { Broker } from "./broker";
import type { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import type { DestinationName } from "./patterns";
import type { NetworkConnector } from "./types";

export class Network {
  #bridges: Bridge[] = [];
  /** The broker's own connectors have their bridges; others may have given it the other half of theirs before. */
  #isMade = false;
  /** Ids of messages that came over a bridge. */
  readonly #seen = new Set<string>();

  constructor(readonly broker: Broker) {}

  /** Makes and starts what is configured; bridges that cannot be started wait for a change. */
  start(cause: number): void {
    const { broker } = this;
    if (!broker.isRunning) return;
    if (!this.#isMade) {
      this.#isMade = true;
      for (const connector of broker.settings.networkConnectors ?? [])
        this.#bridges.push(new Bridge(broker, connector));
    }
    for (const bridge of this.#bridges) {
      bridge.start(cause);
      const { target, connector } = bridge;
      if (target === undefined || !connector.duplex) continue;
      const back = { ...connector, name: `${connector.name} (back)`, uri: broker.id, duplex: false };
      const { userName: _user, password: _password, ...open } = back;
      target.network.adopt(open, cause);
    }
  }

  /** The other half of a duplex connector. */
  adopt(connector: NetworkConnector, cause: number): void {
    let bridge = this.#bridges.find((each) => each.connector.name === connector.name);
    if (bridge === undefined) {
      bridge = new Bridge(this.broker, connector);
      this.#bridges.push(bridge);
    }
    bridge.start(cause);
  }

  halt(reason: string): void {
    for (const bridge of this.#bridges) bridge.break(reason);
    this.#bridges = [];
    this.#isMade = false;
    for (const each of this.broker.brokers.all()) each.network.lost(this.broker, reason);
  }

  lost(other: Broker, reason: string): void {
    for (const bridge of this.#bridges) if (bridge.target === other) bridge.break(reason);
  }

  demandChanged(other: Broker, destination: DestinationName): void {
    for (const bridge of this.#bridges) if (bridge.target === other) bridge.demandChanged(destination);
  }

  /** @returns false when it is here already */
  accept(message: MqMessage, from: Mailbox, via: Broker, cause: number): boolean {
    const { broker } = this;
    const key = `${from.destination.kind}:${message.destination.name}:${message.id}`;
    const { trace, facts } = broker;
    if (this.#seen.has(key)) {
      trace.add(facts.Duplicate, broker.nameId, message.subject, message.bytes, trace.name(via.name), cause);
      return false;
    }
    this.#seen.add(key);
    const own = { ...message, path: [...message.path, via.id] };
    if (message.destination.kind === "queue") {
      broker.queue(message.destination).accept(own, cause, "Moved", from.resourceId);
    } else broker.topic(message.destination).publish(own, cause);
    return true;
  }
}
