/**
 * A client's connection.
 *   open --the broker goes--> interrupted (failover) --some node serves--> open
 *                         \-> failed (without failover)            open --close--> closed
 * While it is interrupted, calls wait. What the client had and had not acknowledged is not its own any more.
 * Source: JMS 1.1, 4.3; ActiveMQ Classic, "Failover Transport Reference" (first try after 10 ms, then twice as long each time, at
 * most 30 s).
 */
import type { Waiter } from "../../../sim";
import type { Broker } from "./broker";
import { removeTemporary } from "./destinations";
import { connectionFailed } from "./errors";
import { RECONNECT_MS } from "./limits";
import type { RedeliveryPolicy } from "./redelivery";
import type { Session } from "./session";
import type { BrokerUser } from "./types";

export interface ConnectionOptions {
  readonly clientId: string | undefined;
  readonly user: BrokerUser;
  readonly policy: RedeliveryPolicy;
  /** In the order in which they are tried; brokers by id, with a node or any. */
  readonly failover: readonly { readonly broker: Broker; readonly node: 1 | 2 | undefined }[] | undefined;
}

export class Connection {
  readonly sessions = new Map<string, Session>();
  isStarted = false;
  state: "open" | "interrupted" | "failed" | "closed" = "open";
  failure = "";
  #counter = 0;
  #interruptedMs = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #watchers: Waiter<unknown>[] = [];

  constructor(
    readonly id: string,
    public broker: Broker,
    readonly options: ConnectionOptions,
  ) {}

  get clientId(): string | undefined {
    return this.options.clientId;
  }

  get policy(): RedeliveryPolicy {
    return this.options.policy;
  }

  /** How the trace calls it. */
  get label(): string {
    return this.options.clientId ?? this.id;
  }

  count(): number {
    return ++this.#counter;
  }

  /** A call made while it is interrupted: made again when it is back. */
  whenBack(call: () => unknown, waiter: Waiter<unknown>): void {
    this.#waiting.push(() => {
      try {
        const answer = call();
        if (!(answer instanceof Promise)) return waiter.resolve(answer);
        answer.then(
          (value) => waiter.resolve(value),
          (error: unknown) => waiter.reject(error),
        );
      } catch (error) {
        waiter.reject(error);
      }
    });
  }

  /** Answers when the connection fails. */
  watch(waiter: Waiter<unknown>): void {
    this.#watchers.push(waiter);
  }

  /** Its broker has gone. */
  interrupt(reason: string, cause: number): void {
    if (this.state !== "open") return;
    const { broker } = this;
    const text = broker.trace.name(this.label);
    broker.trace.append(broker.facts.Disconnected, broker.nameId, { text, cause, detail: { why: reason } });
    broker.connections.delete(this);
    for (const session of this.sessions.values()) {
      session.interrupt();
      for (const consumer of session.consumers.values()) consumer.forget();
      for (const producer of session.producers.values()) producer.tell(false);
    }
    if (this.options.failover !== undefined) {
      this.state = "interrupted";
      this.#interruptedMs = broker.sim.now;
      broker.brokers.waiting.add(this);
      this.tryAgain();
      return;
    }
    this.state = "failed";
    this.failure = reason;
    const error = connectionFailed(reason);
    for (const session of this.sessions.values()) session.fail(error);
    for (const watcher of this.#watchers.splice(0)) watcher.resolve({ Reason: error.message });
  }

  /** At the next instant at which the client tries again, if somebody serves by now; else who starts will call again. */
  tryAgain(): void {
    const node = this.options.failover!.find(({ broker, node }) => broker.serves(node));
    if (node === undefined || this.state !== "interrupted") return;
    const { sim } = this.broker;
    let at = this.#interruptedMs;
    for (let wait = RECONNECT_MS.first; at < sim.now || at === this.#interruptedMs; wait *= 2) {
      at += Math.min(wait, RECONNECT_MS.longest);
    }
    sim.at(at, () => {
      if (this.state !== "interrupted") return;
      const found = this.options.failover!.find(({ broker, node }) => broker.serves(node));
      if (found !== undefined) this.#reconnect(found.broker);
    });
  }

  close(why: string): void {
    if (this.state === "closed") return;
    const wasOpen = this.state === "open";
    this.state = "closed";
    this.broker.brokers.waiting.delete(this);
    for (const session of [...this.sessions.values()]) session.close(why);
    this.sessions.clear();
    for (const watcher of this.#watchers.splice(0)) watcher.resolve({});
    for (const call of this.#waiting.splice(0)) call();
    const { broker } = this;
    if (!wasOpen) return;
    broker.connections.delete(this);
    removeTemporary(broker, this);
    broker.trace.append(broker.facts.Disconnected, broker.nameId, {
      text: broker.trace.name(this.label),
      detail: { why },
    });
  }

  /** The socket breaks, the broker stays: it takes back what the client had. */
  drop(reason: string): void {
    if (this.state !== "open") return;
    const { broker } = this;
    const consumers = [...this.sessions.values()].flatMap((session) => [...session.consumers.values()]);
    for (const session of this.sessions.values()) {
      for (const { mailbox, entry } of session.orphans.splice(0)) {
        entry.redeliveries++;
        mailbox.restore(entry, "connection lost");
        session.isDoomed = true;
      }
    }
    for (const consumer of consumers) {
      consumer.mailbox.removeTaker(consumer);
      if (consumer.session.isTransacted && consumer.delivered.length > 0) consumer.session.isDoomed = true;
      consumer.giveBack("connection lost", true);
    }
    removeTemporary(broker, this);
    this.interrupt(reason, -1);
    for (const consumer of consumers) {
      broker.consumerClosed(consumer);
      consumer.mailbox.dispatch();
    }
  }

  #reconnect(broker: Broker): void {
    this.broker = broker;
    this.state = "open";
    broker.brokers.waiting.delete(this);
    broker.connections.add(this);
    broker.trace.append(broker.facts.Connected, broker.nameId, {
      text: broker.trace.name(this.label),
      detail: { user: this.options.user.username, how: "failover" },
    });
    for (const session of this.sessions.values()) {
      for (const consumer of session.consumers.values()) broker.attach(consumer);
      for (const producer of session.producers.values()) producer.tell(true);
    }
    for (const call of this.#waiting.splice(0)) call();
  }
}
