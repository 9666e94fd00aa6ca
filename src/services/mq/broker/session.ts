/**
 * A session: one thread of work. It decides when what was received counts as acknowledged, and holds the messages of a
 * transaction until its end.
 *   AUTO_ACKNOWLEDGE         when receive has returned, or the listener has
 *   DUPS_OK_ACKNOWLEDGE      the same on queues; on topics once half the prefetch has been consumed
 *   CLIENT_ACKNOWLEDGE       all of the session so far, when one message is acknowledged
 *   INDIVIDUAL_ACKNOWLEDGE   each message for itself
 *   SESSION_TRANSACTED       at the commit, together with what was sent
 * Source: JMS 1.1, 4.4.10 to 4.4.13; ActiveMQMessageConsumer of ActiveMQ Classic for where the client does more than JMS says.
 */
import type { Name, Waiter } from "../../../sim";
import type { Connection } from "./connection";
import type { Consumer, Receiver } from "./consumer";
import { closed, jms } from "./errors";
import type { Mailbox } from "./mailbox";
import type { DeliveredMessage } from "./message";
import type { Entry } from "./pending";
import type { Producer } from "./producer";
import type { RedeliveryPolicy } from "./redelivery";

export const ACKNOWLEDGE_MODES = [
  "AUTO_ACKNOWLEDGE",
  "CLIENT_ACKNOWLEDGE",
  "DUPS_OK_ACKNOWLEDGE",
  "INDIVIDUAL_ACKNOWLEDGE",
  "SESSION_TRANSACTED",
] as const;

export type AcknowledgeMode = (typeof ACKNOWLEDGE_MODES)[number];

export class Session {
  readonly consumers = new Map<string, Consumer>();
  readonly producers = new Map<string, Producer>();
  /** Sent in the transaction that is open. */
  sends: (() => void)[] = [];
  /** Received in it by consumers that are closed by now. */
  readonly orphans: { mailbox: Mailbox; entry: Entry }[] = [];
  isClosed = false;
  /** The connection broke in the middle of a transaction. */
  isDoomed = false;
  #listening: Receiver | undefined;

  constructor(
    readonly id: string,
    readonly connection: Connection,
    readonly mode: AcknowledgeMode,
  ) {}

  get policy(): RedeliveryPolicy {
    return this.connection.policy;
  }

  get isTransacted(): boolean {
    return this.mode === "SESSION_TRANSACTED";
  }

  /** Facts of the call are another's: whoever waits for the answer. */
  as<T>(actor: Name, act: () => T): T {
    const { trace } = this.connection.broker;
    const before = trace.actor;
    trace.actor = actor;
    try {
      return act();
    } finally {
      trace.actor = before;
    }
  }

  /** The client has the message from now on. */
  handOver(consumer: Consumer, entry: Entry, isListener: boolean): DeliveredMessage {
    const { mailbox } = consumer;
    mailbox.broker.fact("Received", mailbox, entry, entry.redeliveries + 1, consumer.nameId);
    const message = consumer.show(entry);
    if (isListener) {
      consumer.inListener = entry;
      consumer.delivered.push(entry);
    } else {
      this.#consumed(consumer, entry);
      mailbox.roomFreed();
    }
    return message;
  }

  /** Waits for a message for any consumer with a listener. */
  listen(waiter: Waiter<unknown>, actor: Name): void {
    if (this.#listening !== undefined) throw jms("IllegalStateException", "The session's listeners already run");
    this.#listening = { waiter, actor, deadline: undefined };
    this.serveListener();
  }

  serveListener(): void {
    const call = this.#listening;
    if (call === undefined) return;
    // Looking for a message may bring others in, which must not be given to the same call.
    this.#listening = undefined;
    const ready = [...this.consumers.values()].filter(({ hasListener, buffer }) => hasListener && buffer.length > 0);
    ready.sort((a, b) => a.buffer[0]!.dispatchOrder - b.buffer[0]!.dispatchOrder);
    for (const consumer of ready) {
      const entry = consumer.next();
      if (entry === undefined) continue;
      this.as(call.actor, () => call.waiter.resolve({ Message: this.handOver(consumer, entry, true) }));
      return;
    }
    this.#listening = call;
    const isNew = (consumer: Consumer) =>
      consumer.hasListener && consumer.buffer.length > 0 && !ready.includes(consumer);
    if ([...this.consumers.values()].some(isNew)) this.serveListener();
  }

  /** The listener has ended. @param error what it threw */
  listened(consumer: Consumer, messageId: string, error: string | undefined): void {
    const entry = consumer.inListener;
    if (entry === undefined || entry.message.id !== messageId) return; // closed or broken off meanwhile
    consumer.inListener = undefined;
    const { mailbox } = consumer;
    if (error !== undefined) {
      mailbox.broker.fact("ListenerFailed", mailbox, entry, entry.redeliveries + 1, mailbox.broker.trace.name(error));
    }
    const isJms = this.mode === "CLIENT_ACKNOWLEDGE" || this.isTransacted;
    if (error !== undefined && !isJms) consumer.rollback("listener failed", error);
    else if (!isJms && this.mode !== "INDIVIDUAL_ACKNOWLEDGE") {
      consumer.delivered = consumer.delivered.filter((each) => each !== entry);
      this.#consumed(consumer, entry);
    }
    consumer.mailbox.roomFreed();
  }

  /** @throws IllegalStateException for a consumer that is closed */
  acknowledge(consumer: Consumer, messageId: string): void {
    if (this.mode === "INDIVIDUAL_ACKNOWLEDGE") {
      const entry = consumer.delivered.find(({ message }) => message.id === messageId);
      if (entry === undefined) return;
      consumer.delivered = consumer.delivered.filter((each) => each !== entry);
      consumer.acknowledge([entry]);
    } else if (this.mode === "CLIENT_ACKNOWLEDGE") {
      for (const each of this.consumers.values()) each.acknowledge(each.delivered.splice(0));
    }
  }

  commit(): void {
    this.#needsTransaction();
    if (this.isDoomed) {
      this.rollback();
      throw jms(
        "TransactionRolledBackException",
        `The connection to the broker broke while the transaction of session ${this.id} was open: it was rolled back`,
      );
    }
    const { broker } = this.connection;
    const consumers = [...this.consumers.values()];
    const received = consumers.reduce((sum, { delivered }) => sum + delivered.length, this.orphans.length);
    const sends = this.sends.splice(0);
    const detail = { received, sent: sends.length };
    broker.trace.append(broker.facts.Committed, broker.nameId, {
      text: this.id,
      value: received + sends.length,
      detail,
    });
    for (const consumer of consumers) consumer.acknowledge(consumer.delivered.splice(0));
    for (const { mailbox, entry } of this.orphans.splice(0)) mailbox.settle(entry);
    for (const send of sends) send();
    for (const { mailbox } of consumers) mailbox.roomFreed();
  }

  rollback(): void {
    this.#needsTransaction();
    const { broker } = this.connection;
    this.isDoomed = false;
    const consumers = [...this.consumers.values()];
    const received = consumers.reduce((sum, { delivered }) => sum + delivered.length, this.orphans.length);
    const detail = { received, sent: this.sends.length };
    broker.trace.append(broker.facts.RolledBack, broker.nameId, {
      text: this.id,
      value: received + this.sends.length,
      detail,
    });
    this.sends = [];
    for (const consumer of consumers) consumer.rollback("rolled back");
    this.#returnOrphans();
  }

  recover(): void {
    if (this.isTransacted) throw jms("IllegalStateException", "This session is transacted");
    for (const consumer of this.consumers.values()) consumer.rollback("recover");
  }

  close(why: string, isBroken = false): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const { broker } = this.connection;
    this.sends = [];
    for (const consumer of [...this.consumers.values()]) this.closeConsumer(consumer, why, isBroken, true);
    for (const producer of this.producers.values()) producer.tell(false);
    this.#returnOrphans();
    this.#listening?.waiter.resolve({});
    this.#listening = undefined;
    broker.trace.append(broker.facts.SessionClosed, broker.nameId, { text: this.id, detail: { why } });
  }

  closeConsumer(consumer: Consumer, why: string, isBroken: boolean, isWhole: boolean): void {
    if (consumer.isClosed) return;
    consumer.isClosed = true;
    this.consumers.delete(consumer.id);
    consumer.receiver?.deadline?.cancel();
    consumer.receiver?.waiter.resolve({});
    consumer.receiver = undefined;
    const { mailbox } = consumer;
    mailbox.removeTaker(consumer);
    if (this.isTransacted && !isWhole) {
      for (const entry of consumer.delivered.splice(0)) this.orphans.push({ mailbox, entry });
    }
    consumer.giveBack(why, isBroken);
    mailbox.broker.consumerClosed(consumer);
    mailbox.dispatch();
  }

  /** The broker has gone; the session will be there again with the connection. */
  interrupt(): void {
    if (this.isTransacted && (this.sends.length + this.orphans.length > 0 || this.#hasDelivered()))
      this.isDoomed = true;
    this.sends = [];
    this.orphans.length = 0;
  }

  /** The connection is lost for good: who waits hears of it. */
  fail(error: Error): void {
    for (const { receiver } of this.consumers.values()) {
      receiver?.deadline?.cancel();
      receiver?.waiter.reject(error);
    }
    for (const consumer of this.consumers.values()) consumer.receiver = undefined;
    this.#listening?.waiter.reject(error);
    this.#listening = undefined;
  }

  check(): void {
    if (this.isClosed) throw closed("Session");
  }

  #hasDelivered(): boolean {
    return [...this.consumers.values()].some(({ delivered }) => delivered.length > 0);
  }

  #needsTransaction(): void {
    if (!this.isTransacted) throw jms("IllegalStateException", "Not a transacted session");
  }

  #returnOrphans(): void {
    for (const { mailbox, entry } of this.orphans.splice(0)) {
      entry.redeliveries++;
      mailbox.restore(entry, "rolled back");
      mailbox.dispatch();
    }
  }

  /** What follows from the mode when a message has been consumed. */
  #consumed(consumer: Consumer, entry: Entry): void {
    const isQueue = consumer.mailbox.destination.kind === "queue";
    if (this.mode === "AUTO_ACKNOWLEDGE" || (this.mode === "DUPS_OK_ACKNOWLEDGE" && isQueue)) {
      consumer.acknowledge([entry]);
    } else if (this.mode === "DUPS_OK_ACKNOWLEDGE") {
      consumer.lazy.push(entry);
      if (consumer.lazy.length >= consumer.options.prefetch / 2) consumer.acknowledge(consumer.lazy.splice(0));
    } else consumer.delivered.push(entry);
  }
}
