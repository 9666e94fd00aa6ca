/**
 * A consumer: what it was handed ahead (its prefetch buffer), what its client has and has not acknowledged, and who waits for
 * the next. After a rollback nothing is delivered until the redelivery delay is over, so that the order stays.
 *   buffer -> delivered -> acknowledged,   delivered -> buffer (rolled back) | mailbox (closed)
 */
import type { Name, Scheduled, Waiter } from "../../../sim";
import type { Mailbox } from "./mailbox";
import { type DeliveredMessage, deliver, fieldOf, type MqMessage } from "./message";
import type { Entry } from "./pending";
import { exceeded, isExceeded, nextDelay } from "./redelivery";
import type { Selector } from "./selector";
import type { Session } from "./session";
import type { Taker } from "./taker";

/** A call that waits for a message. */
export interface Receiver {
  readonly waiter: Waiter<unknown>;
  /** On whose behalf facts are written. */
  readonly actor: Name;
  readonly deadline: Scheduled | undefined;
}

export interface ConsumerOptions {
  readonly prefetch: number;
  readonly selector: Selector | undefined;
  readonly selectorText: string | undefined;
  readonly isExclusive: boolean;
  readonly noLocal: boolean;
  /** Name of the durable subscription, "" for none. */
  readonly durable: string;
}

export class Consumer implements Taker {
  readonly bridgeTo = undefined;
  readonly nameId: Name;
  readonly isExclusive: boolean;
  buffer: Entry[] = [];
  delivered: Entry[] = [];
  /** Consumed and to be acknowledged with others later (DUPS_OK on a topic). */
  lazy: Entry[] = [];
  /** Acknowledgements that never arrived. */
  readonly unheard: Entry[] = [];
  /** With its listener now. */
  inListener: Entry | undefined;
  hasListener = false;
  receiver: Receiver | undefined;
  isClosed = false;
  #blockedUntil = 0;
  #delay = 0;

  constructor(
    readonly id: string,
    readonly session: Session,
    public mailbox: Mailbox,
    readonly options: ConsumerOptions,
    label: string,
  ) {
    this.nameId = mailbox.broker.trace.name(label);
    this.isExclusive = options.isExclusive;
  }

  get ahead(): number {
    return this.buffer.length;
  }

  room(): number {
    const { prefetch } = this.options;
    if (this.isClosed) return 0;
    if (prefetch === 0) return this.receiver !== undefined && this.buffer.length === 0 ? 1 : 0;
    return prefetch - this.buffer.length - (this.inListener === undefined ? 0 : 1);
  }

  wants(message: MqMessage, redeliveries: number): boolean {
    const { selector, noLocal } = this.options;
    if (noLocal && message.connection === this.session.connection.id) return false;
    return selector === undefined || selector((name) => fieldOf(message, name, redeliveries));
  }

  push(entry: Entry): void {
    this.buffer.push(entry);
    this.wake();
  }

  /** Gives the next message to whoever waits for it. */
  wake(): void {
    const { session } = this;
    if (this.receiver !== undefined) {
      const { receiver } = this;
      // Looking for a message may bring others in, which must not be given to the same call.
      this.receiver = undefined;
      const entry = this.next();
      if (entry === undefined) {
        this.receiver = receiver;
        if (this.options.prefetch === 0) this.mailbox.roomFreed();
        return;
      }
      receiver.deadline?.cancel();
      session.as(receiver.actor, () => receiver.waiter.resolve({ Message: session.handOver(this, entry, false) }));
    } else if (this.hasListener) session.serveListener();
  }

  /** Takes the next message that may be delivered now out of the buffer. */
  next(): Entry | undefined {
    const { session, mailbox } = this;
    const { sim } = mailbox.broker;
    if (!session.connection.isStarted || sim.now < this.#blockedUntil) return undefined;
    for (;;) {
      const entry = this.buffer.shift();
      if (entry === undefined) return undefined;
      if (mailbox.isExpired(entry)) mailbox.expire(entry);
      else if (isExceeded(session.policy, entry.redeliveries)) {
        mailbox.broker.deadLetter(mailbox, entry, exceeded(session.policy, entry.redeliveries, undefined));
      } else return entry;
      mailbox.roomFreed();
    }
  }

  /** As its client sees the message. */
  show(entry: Entry): DeliveredMessage {
    const { start } = this.mailbox.broker.sim;
    const more = entry.isFirstOfGroup ? { JMSXGroupFirstForConsumer: true } : undefined;
    entry.isFirstOfGroup = false;
    return deliver(entry.message, entry.redeliveries, this.id, start, more);
  }

  acknowledge(entries: readonly Entry[]): void {
    const { mailbox } = this;
    const { faults } = mailbox.broker.sim;
    for (const entry of entries) {
      if (faults.any && faults.strikes("lostAcknowledgement", mailbox.resource)) {
        mailbox.broker.fact("AcknowledgementLost", mailbox, entry, entry.redeliveries + 1, 0);
        this.unheard.push(entry);
      } else mailbox.settle(entry);
    }
  }

  /** What the client has and has not acknowledged comes again, here and in order, or is dead after too many times. */
  rollback(why: string, cause?: string): void {
    const { mailbox, session, delivered } = this;
    const { broker } = mailbox;
    this.inListener = undefined;
    const last = delivered.at(-1);
    if (last === undefined) return;
    this.delivered = [];
    const { policy } = session;
    this.#delay =
      last.redeliveries > 0
        ? nextDelay(policy, this.#delay, () => broker.sim.random(`mq.redelivery:${this.id}`))
        : policy.initialRedeliveryDelay;
    const word = broker.trace.name(why);
    for (const entry of delivered) {
      entry.redeliveries++;
      broker.fact("Returned", mailbox, entry, entry.redeliveries, word);
    }
    if (isExceeded(policy, last.redeliveries)) {
      this.#delay = 0;
      for (const entry of delivered) {
        broker.deadLetter(mailbox, entry, exceeded(policy, entry.redeliveries, cause));
      }
      mailbox.roomFreed();
      this.wake();
      return;
    }
    this.buffer = [...delivered, ...this.buffer];
    if (this.#delay === 0) this.wake();
    else {
      this.#blockedUntil = broker.sim.now + this.#delay;
      broker.sim.at(this.#blockedUntil, () => this.isClosed || this.wake());
    }
  }

  /**
   * Gives back what it has. What the client has seen counts as redelivered; when the connection broke, nobody knows what it
   * has seen, so all that it had does.
   */
  giveBack(why: string, isBroken: boolean): void {
    const { mailbox } = this;
    if (!isBroken) this.acknowledge(this.lazy.splice(0));
    const seen = [...this.unheard.splice(0), ...this.lazy, ...this.delivered];
    for (const entry of isBroken ? [...seen, ...this.buffer] : seen) entry.redeliveries++;
    const all = [...seen, ...this.buffer];
    this.forget();
    for (const entry of all) mailbox.restore(entry, why);
  }

  /** The broker has gone: nothing that it had counts any more. */
  forget(): void {
    this.buffer = [];
    this.delivered = [];
    this.lazy = [];
    this.unheard.length = 0;
    this.inListener = undefined;
    this.#blockedUntil = 0;
    this.#delay = 0;
  }
}
