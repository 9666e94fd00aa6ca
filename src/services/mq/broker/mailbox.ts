/**
 * A queue, or what waits for one subscription of a topic: both hold messages, hand them out in turn and get them back.
 *   waiting -> handed out (prefetched, then delivered) -> acknowledged | expired | dead
 *      ^---------- returned, to its old place ----------|
 * Invariants: a message is in one of these states; of those that wait, none that some taker has room for stays behind one of
 * lower rank; the messages of a group go to one taker for as long as it is there.
 * Source: ActiveMQ Classic, "What is the Prefetch Limit For", "Exclusive Consumer", "Message Groups".
 */
import type { Name, Scheduled } from "../../../sim";
import type { Broker } from "./broker";
import { EXPIRE_PERIOD_MS } from "./limits";
import type { MqMessage } from "./message";
import type { DestinationName } from "./patterns";
import { Entry, Pending } from "./pending";
import { policyFor } from "./policies";
import type { Taker } from "./taker";
import type { DestinationPolicy } from "./types";

export class Mailbox {
  pending: Pending;
  readonly takers: Taker[] = [];
  /** What takers have. */
  readonly handed = new Set<Entry>();
  policy: DestinationPolicy;
  readonly resourceId: Name;
  readonly #groups = new Map<string, Taker>();
  #turn = 0;
  /** Nobody can take anything of what waits. */
  #isSettled = false;
  #expiry: Scheduled | undefined;

  constructor(
    readonly broker: Broker,
    readonly destination: DestinationName,
    /** "shop/orders" */
    readonly resource: string,
  ) {
    this.policy = policyFor(broker.settings.policies, destination.kind, destination.name);
    this.pending = new Pending(this.policy.prioritizedMessages ?? false);
    this.resourceId = broker.trace.name(resource);
  }

  get size(): number {
    return this.pending.size + this.handed.size;
  }

  /** Keeps a message, and hands it out if somebody has room. Returns the row of its fact. */
  accept(message: MqMessage, cause: number, how: "Sent" | "Moved" = "Sent", text: Name = 0): number {
    const { trace, facts } = this.broker;
    const word = text === 0 && message.group !== undefined ? trace.name(message.group) : text;
    const row = trace.add(facts[how], this.resourceId, message.subject, message.bytes, word, cause);
    const entry = new Entry(message, this.broker.nextOrder(), row);
    this.pending.add(entry);
    if (message.expiresMs !== Number.POSITIVE_INFINITY) this.#watchExpiry(message.expiresMs);
    if (this.takers.length === 0) return row;
    if (this.#isSettled) this.#offer(entry);
    else this.dispatch();
    return row;
  }

  addTaker(taker: Taker): void {
    this.takers.push(taker);
    this.#tell("ConsumerOpened", taker);
    this.#isSettled = false;
    this.broker.demandChanged(this.destination);
    this.dispatch();
  }

  /** What it has is to be returned by the caller. */
  removeTaker(taker: Taker): void {
    const place = this.takers.indexOf(taker);
    if (place === -1) return;
    this.takers.splice(place, 1);
    this.#tell("ConsumerClosed", taker);
    if (this.#turn > place) this.#turn--;
    for (const [group, owner] of this.#groups) if (owner === taker) this.#groups.delete(group);
    this.#isSettled = false;
    this.broker.demandChanged(this.destination);
  }

  /** A taker has room again. */
  roomFreed(): void {
    this.#isSettled = false;
    this.dispatch();
  }

  dispatch(): void {
    if (!this.broker.isRunning || this.takers.length === 0) return;
    for (let entry = this.pending.first(); entry !== undefined; ) {
      if (!this.takers.some((taker) => taker.room() > 0)) break;
      const next = this.pending.after(entry);
      this.#offer(entry);
      // What was handed out may have led to more: the place after it may be gone.
      entry = next === undefined || next.isWaiting ? next : this.pending.first();
    }
    this.#isSettled = true;
  }

  /** Acknowledged. @param how "moved" when another broker has it now */
  settle(entry: Entry, how: Name = 0): void {
    if (!this.handed.delete(entry)) return;
    entry.holder = undefined;
    this.broker.fact("Deleted", this, entry, entry.redeliveries + 1, how);
  }

  /** Handed out, and back: waits at its old place again. The caller dispatches. */
  restore(entry: Entry, why: string): void {
    if (!this.handed.delete(entry)) return;
    entry.holder = undefined;
    this.broker.fact("Returned", this, entry, entry.redeliveries, this.broker.trace.name(why));
    this.pending.add(entry);
    this.#isSettled = false;
  }

  /** Takes a message out, wherever it is, without a fact. */
  take(entry: Entry): void {
    this.pending.remove(entry);
    this.handed.delete(entry);
    entry.holder = undefined;
  }

  isExpired({ message }: Entry): boolean {
    return this.broker.sim.now > message.expiresMs;
  }

  /** Past its time: gone, or a dead letter. */
  expire(entry: Entry): void {
    this.broker.fact("Expired", this, entry, entry.redeliveries, 0);
    this.broker.deadLetter(this, entry, "Message Expired", true);
  }

  /** The broker goes down: what is not persistent is lost, the rest waits again, its redeliveries forgotten. */
  survive(): void {
    this.takers.length = 0;
    this.#groups.clear();
    this.#isSettled = false;
    const all = [...this.handed, ...this.pending.all()];
    for (const entry of all) {
      const wasHanded = this.handed.has(entry);
      this.take(entry);
      if (!entry.message.isPersistent) this.broker.fact("Lost", this, entry, entry.redeliveries, 0);
      else {
        if (wasHanded) this.broker.fact("Returned", this, entry, 0, this.broker.trace.name("broker restart"));
        entry.redeliveries = 0;
        this.pending.add(entry);
      }
    }
  }

  /** The broker starts anew: a policy may have changed. */
  reconfigure(): void {
    const { kind, name } = this.destination;
    this.policy = policyFor(this.broker.settings.policies, kind, name);
    const waiting = this.pending.all();
    for (const entry of waiting) this.pending.remove(entry);
    this.pending = new Pending(this.policy.prioritizedMessages ?? false);
    for (const entry of waiting) this.pending.add(entry);
  }

  /** Its end: what it holds goes with it. */
  clear(): void {
    this.#expiry?.cancel();
    for (const entry of [...this.handed, ...this.pending.all()]) this.take(entry);
  }

  #tell(what: "ConsumerOpened" | "ConsumerClosed", { nameId }: Taker): void {
    const { trace, facts } = this.broker;
    trace.add(facts[what], this.resourceId, 0, Number.NaN, nameId, -1);
  }

  #offer(entry: Entry): void {
    if (this.isExpired(entry)) {
      this.expire(entry);
      return;
    }
    const taker = this.#choose(entry);
    if (taker === undefined) return;
    const { trace, facts } = this.broker;
    this.pending.remove(entry);
    this.handed.add(entry);
    entry.holder = taker;
    entry.dispatchOrder = this.broker.nextOrder();
    if (taker.bridgeTo === undefined) {
      const { subject } = entry.message;
      entry.row = trace.add(facts.Dispatched, this.resourceId, subject, taker.ahead + 1, taker.nameId, entry.row);
    }
    taker.push(entry);
  }

  #choose(entry: Entry): Taker | undefined {
    const { message, redeliveries } = entry;
    const canTake = (taker: Taker) => taker.room() > 0 && taker.wants(message, redeliveries);
    const exclusive = this.takers.find(({ isExclusive }) => isExclusive);
    if (exclusive !== undefined) return canTake(exclusive) ? exclusive : undefined;
    if (message.group !== undefined) {
      const owner = this.#groups.get(message.group);
      if (owner !== undefined) {
        if (!canTake(owner)) return undefined;
        if (message.groupSeq < 0) this.#groups.delete(message.group);
        return owner;
      }
    }
    for (let i = 0; i < this.takers.length; i++) {
      const place = (this.#turn + i) % this.takers.length;
      const taker = this.takers[place]!;
      if (!canTake(taker)) continue;
      this.#turn = (place + 1) % this.takers.length;
      if (message.group !== undefined && message.groupSeq >= 0) {
        this.#groups.set(message.group, taker);
        entry.isFirstOfGroup = true;
      }
      return taker;
    }
    return undefined;
  }

  /** The broker looks through what waits every so often, not at the very instant. */
  #watchExpiry(expiresMs: number): void {
    const period = this.policy.expireMessagesPeriod ?? EXPIRE_PERIOD_MS;
    if (period === 0) return;
    const due = (Math.floor(expiresMs / period) + 1) * period;
    if (this.#expiry?.pending) {
      if (this.#expiry.time <= due) return;
      this.#expiry.cancel();
    }
    this.#expiry = this.broker.sim.at(
      due,
      () => {
        if (this.broker.isRunning)
          for (const entry of this.pending.all()) if (this.isExpired(entry)) this.expire(entry);
        const left = this.pending.all().map(({ message }) => message.expiresMs);
        const next = left.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
        if (next !== Number.POSITIVE_INFINITY) this.#watchExpiry(Math.max(next, this.broker.sim.now));
      },
      true,
    );
  }
}
