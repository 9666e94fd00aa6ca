/**
 * The bridges of a broker to others: whatever consumers of the other broker ask for is taken out of the queues and topics here
 * and handed over there. A message leaves here when the other broker has it and has said so; when the bridge breaks in between,
 * it is sent again, and the other broker knows it by its id: nothing lost, nothing twice. Order is kept along a bridge.
 * Left out: static destinations, replay of messages that are stuck at a broker without consumers, priorities of consumers.
 * Source: ActiveMQ Classic, "Networks of Brokers".
 */
import type { Broker } from "./broker";
import type { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import { type DestinationName, matches } from "./patterns";
import type { Entry } from "./pending";
import type { Taker } from "./taker";
import { durableKey, Subscription, type Topic } from "./topic";
import type { NetworkConnector } from "./types";

const PREFETCH = 1_000;
const LATENCY_MS = 10;
/** Stands for a client id in the subscriptions of bridges. */
const NETWORK = "network";

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

/** From one broker to another, one way. */
class Bridge {
  target: Broker | undefined;
  #isUp = false;
  readonly #takers = new Map<string, BridgeTaker>();

  constructor(
    readonly from: Broker,
    readonly connector: NetworkConnector,
  ) {}

  get latencyMs(): number {
    return this.connector.latencyMs ?? LATENCY_MS;
  }

  start(cause: number): void {
    if (this.#isUp) return;
    this.target = this.#find();
    const { from, target, connector } = this;
    if (target === undefined) return;
    if (!this.isReachable()) return this.#waitForHealing();
    const { userName, password } = connector;
    if (userName !== undefined) {
      const user = target.settings.users.find(({ username }) => username === userName);
      if (user === undefined || (password !== undefined && user.password !== password)) {
        const reason = `Network connector ${connector.name} of ${from.name}: User name [${userName}] or password is invalid.`;
        target.trace.append(target.facts.Denied, target.nameId, { text: reason, cause });
        return;
      }
    }
    this.#isUp = true;
    from.trace.append(from.facts.BridgeStarted, from.nameId, { text: target.name, cause });
    for (const { destination } of target.queues.values()) this.#sync(destination);
    for (const { destination } of target.topics.values()) this.#sync(destination);
  }

  /** Brokers tell each other about their consumers; it takes as long as a message. */
  demandChanged(destination: DestinationName): void {
    if (this.#isUp) this.from.sim.after(this.latencyMs, () => this.#isUp && this.#sync(destination));
  }

  break(reason: string): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    const { from, target } = this;
    from.trace.append(from.facts.BridgeStopped, from.nameId, { text: target!.name, detail: { why: reason } });
    for (const [key, taker] of this.#takers) {
      taker.close(reason);
      const isKept = taker.mailbox instanceof Subscription && taker.isDurable;
      if (!isKept) {
        this.#takers.delete(key);
        if (taker.mailbox instanceof Subscription) from.unsubscribe(taker.mailbox);
      }
    }
    this.#waitForHealing();
  }

  isReachable(): boolean {
    const { from, target } = this;
    const { faults } = from.sim;
    if (!from.isRunning || target === undefined || !target.serves(undefined)) return false;
    return !faults.any || !faults.separated(from.name, target.name);
  }

  /** Not over more brokers than allowed, and not back to one where it was. */
  carries({ path }: MqMessage): boolean {
    return path.length < (this.connector.networkTTL ?? 1) && !path.includes(this.target!.id);
  }

  forward(entry: Entry, taker: BridgeTaker): void {
    const { from, latencyMs } = this;
    const target = this.target!;
    const { mailbox } = taker;
    from.fact("Forwarded", mailbox, entry, entry.message.bytes, target.nameId);
    const { row } = entry;
    const onTheWay = (act: () => void) =>
      from.sim.after(latencyMs, () => {
        if (!taker.has(entry)) return;
        if (this.isReachable()) act();
        else this.break("not reachable");
      });
    onTheWay(() => {
      target.network.accept(entry.message, mailbox, from, row);
      onTheWay(() => taker.arrived(entry));
    });
  }

  #sync(destination: DestinationName): void {
    if (!this.isReachable()) return this.break("not reachable");
    const key = keyOf(destination);
    const demand = this.#isIncluded(destination) ? demandOf(this.target!, destination, this) : "none";
    const taker = this.#takers.get(key);
    if (demand === "none") {
      this.#takers.delete(key);
      taker?.leave();
      const left = taker?.mailbox ?? this.from.durables.get(durableKey(this.#subscriber(destination)));
      if (left instanceof Subscription) this.from.unsubscribe(left);
      return;
    }
    if (taker !== undefined) {
      taker.isDurable = demand === "durable";
      if (taker.isClosed) taker.open();
      return;
    }
    const made = new BridgeTaker(this, this.#mailbox(destination), demand === "durable");
    this.#takers.set(key, made);
    made.open();
  }

  #mailbox(destination: DestinationName): Mailbox {
    const { from, target } = this;
    if (destination.kind === "queue") return from.queue(destination);
    const bridge = {
      to: target!.id,
      carries: (message: MqMessage) => this.carries(message),
      isDurable: () => this.#takers.get(keyOf(destination))?.isDurable ?? false,
    };
    // What an earlier life of this bridge left behind goes on.
    const known = from.durables.get(durableKey(this.#subscriber(destination)));
    if (known !== undefined) {
      known.options.bridge = bridge;
      return known;
    }
    return from.subscribe(destination, {
      label: `network:${target!.name}`,
      durable: this.#subscriber(destination),
      selectorText: undefined,
      selector: undefined,
      notFrom: undefined,
      bridge,
    });
  }

  #subscriber({ name }: DestinationName): { clientId: string; name: string } {
    return { clientId: NETWORK, name: `${this.target!.id}:${name}` };
  }

  #isIncluded({ kind, name, isTemporary }: DestinationName): boolean {
    if (isTemporary) return false;
    const { included, excluded = [] } = this.connector;
    const isIn = (list: readonly { queue?: string; topic?: string }[]) =>
      list.some((each) => {
        const pattern = kind === "queue" ? each.queue : each.topic;
        return pattern !== undefined && matches(pattern, name);
      });
    return (included === undefined || isIn(included)) && !isIn(excluded);
  }

  #find(): Broker | undefined {
    const list =
      /^(?:static|masterslave|failover):\(?(.*?)\)?(?:\?.*)?$/.exec(this.connector.uri)?.[1] ?? this.connector.uri;
    for (const address of list.split(",")) {
      const node = this.from.brokers.find(address.trim());
      if (node !== undefined) return node.broker;
    }
    return undefined;
  }

  /** Tries again when a declared fault of either side ends; a broker that starts tries by itself. */
  #waitForHealing(): void {
    const { from, target } = this;
    const { faults } = from.sim;
    if (target === undefined || !faults.any) return;
    const next = Math.min(faults.nextChange(from.name), faults.nextChange(target.name));
    if (next !== Number.POSITIVE_INFINITY) from.sim.at(next, () => this.start(-1));
  }
}

const keyOf = ({ kind, name }: DestinationName): string => `${kind}:${name}`;

/**
 * Whether consumers of a broker, or of those behind it that a message may still reach, ask for a destination; "durable":
 * subscriptions that stay.
 */
function demandOf(broker: Broker, destination: DestinationName, bridge: Bridge): "none" | "passing" | "durable" {
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

/** Takes for one destination on behalf of the other broker. */
class BridgeTaker implements Taker {
  readonly id: string;
  readonly nameId: number;
  readonly isExclusive = false;
  readonly bridgeTo: string;
  isClosed = true;
  readonly #onTheWay = new Set<Entry>();

  constructor(
    readonly bridge: Bridge,
    readonly mailbox: Mailbox,
    public isDurable: boolean,
  ) {
    const target = bridge.target!;
    this.id = `network:${target.name}`;
    this.nameId = bridge.from.trace.name(this.id);
    this.bridgeTo = target.id;
  }

  get ahead(): number {
    return this.#onTheWay.size;
  }

  room(): number {
    return this.isClosed ? 0 : PREFETCH - this.#onTheWay.size;
  }

  wants(message: MqMessage): boolean {
    return this.bridge.carries(message);
  }

  push(entry: Entry): void {
    this.#onTheWay.add(entry);
    this.bridge.forward(entry, this);
  }

  has(entry: Entry): boolean {
    return this.#onTheWay.has(entry);
  }

  open(): void {
    this.isClosed = false;
    this.mailbox.addTaker(this);
  }

  /** Nobody asks there any more; what is on its way still arrives. */
  leave(): void {
    this.isClosed = true;
    this.mailbox.removeTaker(this);
  }

  close(reason: string): void {
    this.leave();
    const back = [...this.#onTheWay];
    this.#onTheWay.clear();
    for (const entry of back) this.mailbox.restore(entry, reason);
    this.mailbox.dispatch();
  }

  /** The other broker has it. */
  arrived(entry: Entry): void {
    this.#onTheWay.delete(entry);
    this.mailbox.settle(entry, this.bridge.from.trace.name("moved"));
    if (!this.isClosed) this.mailbox.roomFreed();
  }
}
