/**
 * A bridge from one broker to another, one way: whatever consumers of the other broker ask for is taken out of the queues and
 * topics here and handed over there. A message leaves here when the other broker has it and has said so; when the bridge breaks in
 * between, it is sent again, and the other broker knows it by its id: nothing lost, nothing twice. Order is kept along a bridge.
 *   down --both run and reach each other--> up --one goes, or a partition is noticed--> down
 */
import { BridgeTaker } from "./bridge-taker";
import type { Broker } from "./broker";
import { demandOf, keyOf, NETWORK } from "./demand";
import { BRIDGE_LATENCY_MS } from "./limits";
import type { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import { type DestinationName, matches } from "./patterns";
import type { Entry } from "./pending";
import { durableKey, Subscription } from "./topic";
import type { NetworkConnector } from "./types";

export class Bridge {
  target: Broker | undefined;
  #isUp = false;
  readonly #takers = new Map<string, BridgeTaker>();

  constructor(
    readonly from: Broker,
    readonly connector: NetworkConnector,
  ) {}

  get latencyMs(): number {
    return this.connector.latencyMs ?? BRIDGE_LATENCY_MS;
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
    const { row, dispatchOrder } = entry;
    const onTheWay = (act: () => void) =>
      from.sim.after(latencyMs, () => {
        // Called back meanwhile, maybe to set out a second time.
        if (!taker.has(entry) || entry.dispatchOrder !== dispatchOrder) return;
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
