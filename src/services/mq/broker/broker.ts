/**
 * One broker in the manner of ActiveMQ Classic: its destinations, its connections, what becomes of messages that nobody can
 * have, and what survives when it goes down.
 *   stopped --start--> running --stop | crash--> stopped
 * Left out: wire protocols (the client speaks to it directly), advisory messages, flow control, paging of messages to disk,
 * wildcard consumers of queues, the scheduler, XA transactions. Source: ActiveMQ Classic documentation; Amazon MQ Developer Guide.
 */
import type { Simulation, Trace } from "../../../sim";
import { authenticate, authorize, type Right } from "./authorization";
import type { Brokers } from "./brokers";
import { Connection, type ConnectionOptions } from "./connection";
import type { Consumer } from "./consumer";
import { jms } from "./errors";
import { type BrokerFacts, brokerFactsOf, type Kind } from "./facts";
import { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import { Network } from "./network";
import { type DestinationName, formatDestination, isPattern, matches, partsOf } from "./patterns";
import type { Entry } from "./pending";
import { deadLetterQueueFor } from "./policies";
import { durableKey, Subscription, type SubscriptionOptions, Topic } from "./topic";
import type { BrokerEngine, BrokerSettings, BrokerUser, DestinationView } from "./types";

/** How long nobody serves after a crash, ms. AWS promises neither; a pair "fails over within seconds", one is replaced. */
export const FAILOVER_MS = 30_000;
export const REPLACEMENT_MS = 120_000;

export class Broker implements BrokerEngine {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly facts: BrokerFacts;
  readonly nameId: number;
  readonly queues = new Map<string, Mailbox>();
  readonly topics = new Map<string, Topic>();
  /** By "CLIENT:NAME". */
  readonly durables = new Map<string, Subscription>();
  readonly wildcards = new Set<Subscription>();
  readonly connections = new Set<Connection>();
  /** Who made a temporary destination, by its name. */
  readonly temporary = new Map<string, Connection>();
  readonly network: Network;
  settings: BrokerSettings;
  isRunning = false;
  activeNode: 1 | 2 = 1;
  #next: BrokerSettings;
  #order = 0;
  #ids = 0;
  readonly #dead = new Set<string>();

  constructor(
    readonly brokers: Brokers,
    settings: BrokerSettings,
  ) {
    this.sim = brokers.world.sim;
    this.trace = this.sim.trace;
    this.facts = brokerFactsOf(this.trace);
    this.settings = settings;
    this.#next = settings;
    this.nameId = this.trace.name(settings.name);
    this.network = new Network(this);
  }

  get id(): string {
    return this.settings.id;
  }

  get name(): string {
    return this.settings.name;
  }

  get connectionCount(): number {
    return this.connections.size;
  }

  // ---- life ----------------------------------------------------------------------------------------------------------

  start(cause = -1): void {
    if (this.isRunning) return;
    this.settings = this.#next;
    this.isRunning = true;
    const text = `node ${this.activeNode}`;
    const row = this.trace.append(this.facts.BrokerStarted, this.nameId, { text, cause });
    for (const queue of this.queues.values()) queue.reconfigure();
    for (const topic of this.topics.values()) for (const each of topic.subscriptions) each.reconfigure();
    this.watchFaults();
    for (const each of this.brokers.all()) each.network.start(row);
    this.brokers.started();
  }

  stop(reason: string, cause = -1): void {
    if (!this.isRunning) return;
    this.#halt(this.trace.append(this.facts.BrokerStopped, this.nameId, { text: reason, cause }), reason);
  }

  crash(options: { forMs?: number; cause?: number } = {}): void {
    if (!this.isRunning) return;
    const isPair = this.settings.deploymentMode === "ACTIVE_STANDBY_MULTI_AZ";
    const { forMs = isPair ? FAILOVER_MS : REPLACEMENT_MS, cause = -1 } = options;
    const text = `node ${this.activeNode}`;
    const row = this.trace.append(this.facts.BrokerCrashed, this.nameId, { text, value: forMs, cause });
    this.#halt(row, "java.io.EOFException");
    this.sim.after(forMs, () => {
      if (this.isRunning) return;
      if (isPair) {
        this.activeNode = this.activeNode === 1 ? 2 : 1;
        const over = { text: `node ${this.activeNode}`, cause: row };
        this.start(this.trace.append(this.facts.FailedOver, this.nameId, over));
      } else this.start(row);
    });
  }

  configure(settings: BrokerSettings): void {
    this.#next = settings;
  }

  /** Whether a client finds it at this node (any, when undefined). */
  serves(node: 1 | 2 | undefined): boolean {
    this.noticeFaults();
    return this.isRunning && (node === undefined || node === this.activeNode);
  }

  /** A fault that was declared for it has begun: it goes down until the fault ends. */
  noticeFaults(): void {
    if (!this.isRunning || !this.sim.faults.any || !this.#isDown()) return;
    const end = this.#nextChange();
    this.crash(end === Number.POSITIVE_INFINITY ? {} : { forMs: end - this.sim.now });
  }

  /** Looks again whenever a declared fault begins. */
  watchFaults(): void {
    if (!this.sim.faults.any) return;
    this.noticeFaults();
    const next = this.#nextChange();
    if (this.isRunning && next !== Number.POSITIVE_INFINITY) this.sim.at(next, () => this.watchFaults(), true);
  }

  #isDown(): boolean {
    return this.#faultNames().some((name) => this.sim.faults.isDown(name));
  }

  #nextChange(): number {
    return Math.min(...this.#faultNames().map((name) => this.sim.faults.nextChange(name)));
  }

  #faultNames(): string[] {
    return [this.name, `${this.id}-${this.activeNode}`];
  }

  #halt(row: number, reason: string): void {
    this.isRunning = false;
    this.network.halt("broker down");
    for (const connection of [...this.connections]) {
      connection.interrupt(reason, row);
      this.removeTemporary(connection);
    }
    for (const queue of this.queues.values()) queue.survive();
    for (const topic of this.topics.values()) {
      for (const subscription of topic.subscriptions) {
        subscription.survive();
        if (subscription.options.durable === undefined) topic.subscriptions.delete(subscription);
      }
    }
    for (const each of this.wildcards) if (each.options.durable === undefined) this.wildcards.delete(each);
  }

  // ---- connections ---------------------------------------------------------------------------------------------------

  /** @throws JMSSecurityException, InvalidClientIDException, ResourceAllocationException */
  connect(username: string, password: string, options: Omit<ConnectionOptions, "user">): Connection {
    const user = this.#refusing(() => authenticate(this.settings, username, password));
    const { clientId } = options;
    const other = clientId && [...this.connections].find((connection) => connection.clientId === clientId);
    if (other) {
      throw this.#refused(
        jms(
          "InvalidClientIDException",
          `Broker: ${this.name} - Client: ${clientId} already connected from ${other.id}`,
        ),
      );
    }
    const { maximumConnections = Number.POSITIVE_INFINITY } = this.settings;
    if (this.connections.size >= maximumConnections) {
      throw this.#refused(
        jms(
          "ResourceAllocationException",
          `Exceeded the maximum number of allowed client connections: ${maximumConnections}. See the 'maximumConnections' property of the transport connector`,
        ),
      );
    }
    const connection = new Connection(`ID:${this.name}-${++this.#ids}`, this, { ...options, user });
    this.connections.add(connection);
    const text = this.trace.name(connection.label);
    this.trace.append(this.facts.Connected, this.nameId, { text, detail: { user: username } });
    return connection;
  }

  /** @throws JMSSecurityException */
  authorize(user: BrokerUser, right: Right, destination: DestinationName, cause = -1): void {
    authorize(this.settings, user, right, destination, (reason) => {
      this.trace.append(this.facts.Denied, `${this.name}/${destination.name}`, { text: reason, cause });
    });
  }

  #refusing<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw this.#refused(error as Error);
    }
  }

  #refused(error: Error): Error {
    this.trace.append(this.facts.Denied, this.nameId, { text: error.message });
    return error;
  }

  // ---- destinations --------------------------------------------------------------------------------------------------

  /** A queue, made when it is not there yet. @param user who needs the right to make it; undefined: the broker itself */
  queue(destination: DestinationName, user?: BrokerUser): Mailbox {
    const { name } = destination;
    let queue = this.queues.get(name);
    if (queue !== undefined) return queue;
    if (destination.isTemporary) throw noSuch(destination);
    if (user !== undefined) this.authorize(user, "admin", destination);
    queue = new Mailbox(this, destination, `${this.name}/${name}`);
    this.queues.set(name, queue);
    this.trace.append(this.facts.QueueCreated, queue.resourceId);
    return queue;
  }

  topic(destination: DestinationName, user?: BrokerUser): Topic {
    const { name } = destination;
    let topic = this.topics.get(name);
    if (topic !== undefined) return topic;
    if (destination.isTemporary) throw noSuch(destination);
    if (user !== undefined) this.authorize(user, "admin", destination);
    topic = new Topic(this, destination);
    this.topics.set(name, topic);
    this.trace.append(this.facts.TopicCreated, topic.resourceId);
    for (const each of this.wildcards) if (matches(each.destination.name, name)) topic.subscriptions.add(each);
    return topic;
  }

  makeTemporary(destination: DestinationName, owner: Connection): void {
    const { kind, name } = destination;
    this.authorize(owner.options.user, "admin", destination);
    this.temporary.set(name, owner);
    if (kind === "queue") {
      const queue = new Mailbox(this, destination, `${this.name}/${name}`);
      this.queues.set(name, queue);
      this.trace.append(this.facts.QueueCreated, queue.resourceId);
    } else this.topics.set(name, new Topic(this, destination));
  }

  /** @throws JMSException while somebody consumes, JMSSecurityException, InvalidDestinationException */
  removeDestination(destination: DestinationName, user: BrokerUser | undefined): void {
    const { kind, name } = destination;
    const there = kind === "queue" ? this.queues.get(name) : this.topics.get(name);
    if (there === undefined) throw noSuch(destination);
    if (user !== undefined && !destination.isTemporary) {
      // The right to administer is looked at although the destination exists.
      this.authorize(user, "admin", destination);
    }
    const isUsed = there instanceof Topic ? there.subscriptions.size > 0 : there.takers.length > 0;
    if (isUsed) {
      const what = formatDestination(destination);
      throw jms("JMSException", `Destination still has an active subscription: ${what}`);
    }
    this.#drop(there);
  }

  /** What a connection made for itself ends with it. */
  removeTemporary(connection: Connection): void {
    for (const [name, owner] of this.temporary) {
      if (owner !== connection) continue;
      const there = this.queues.get(name) ?? this.topics.get(name);
      if (there !== undefined) this.#drop(there);
    }
  }

  #drop(there: Mailbox | Topic): void {
    const { name } = there.destination;
    this.temporary.delete(name);
    if (there instanceof Topic) {
      this.topics.delete(name);
      this.trace.append(this.facts.TopicDeleted, there.resourceId);
    } else {
      there.clear();
      this.queues.delete(name);
      this.trace.append(this.facts.QueueDeleted, there.resourceId);
    }
  }

  // ---- subscriptions -------------------------------------------------------------------------------------------------

  /** Subscribes to a topic, or to all whose names match. */
  subscribe(destination: DestinationName, options: SubscriptionOptions, user?: BrokerUser): Subscription {
    const subscription = new Subscription(this, destination, options);
    if (isPattern(destination.name)) {
      this.wildcards.add(subscription);
      for (const topic of this.topics.values()) {
        if (matches(destination.name, topic.name)) topic.subscriptions.add(subscription);
      }
    } else this.topic(destination, user).subscriptions.add(subscription);
    const { durable, label } = options;
    if (durable !== undefined) this.durables.set(durableKey(durable), subscription);
    const detail = { isDurable: durable !== undefined };
    this.trace.append(this.facts.Subscribed, `${this.name}/${destination.name}`, {
      text: this.trace.name(label),
      detail,
    });
    this.demandChanged(destination);
    return subscription;
  }

  unsubscribe(subscription: Subscription): void {
    const { durable, label } = subscription.options;
    this.wildcards.delete(subscription);
    for (const topic of this.topics.values()) topic.subscriptions.delete(subscription);
    if (durable !== undefined) this.durables.delete(durableKey(durable));
    subscription.clear();
    const resource = `${this.name}/${subscription.destination.name}`;
    this.trace.append(this.facts.Unsubscribed, resource, { text: this.trace.name(label) });
    this.demandChanged(subscription.destination);
  }

  consumerClosed(consumer: Consumer): void {
    const { mailbox } = consumer;
    if (mailbox instanceof Subscription && mailbox.options.durable === undefined) this.unsubscribe(mailbox);
  }

  /** A consumer of a connection that has come back, maybe to another broker. */
  attach(consumer: Consumer): void {
    const { mailbox } = consumer;
    if (mailbox instanceof Subscription) {
      const { options, destination } = mailbox;
      const known = options.durable && this.durables.get(durableKey(options.durable));
      consumer.mailbox = known ?? this.subscribe(destination, options);
    } else if (!mailbox.destination.isTemporary) consumer.mailbox = this.queue(mailbox.destination);
    consumer.mailbox.addTaker(consumer);
  }

  // ---- messages ------------------------------------------------------------------------------------------------------

  nextOrder(): number {
    return ++this.#order;
  }

  send(message: MqMessage, user: BrokerUser | undefined, cause: number): void {
    for (const destination of partsOf(message.destination)) {
      const own = destination === message.destination ? message : { ...message, destination };
      if (destination.kind === "queue") this.queue(destination, user).accept(own, cause);
      else this.topic(destination, user).publish(own, cause);
    }
  }

  fact(kind: Kind, { resourceId }: Mailbox, entry: Entry, value: number, text: number): void {
    entry.row = this.trace.add(this.facts[kind], resourceId, entry.message.subject, value, text, entry.row);
  }

  /** Nobody can have it: to the dead-letter queue, unless the policy, its kind or a copy that is there says otherwise. */
  deadLetter(mailbox: Mailbox, entry: Entry, reason: string, isExpired = false): void {
    mailbox.take(entry);
    const { destination, policy } = mailbox;
    const { message } = entry;
    const { processExpired = true, processNonPersistent = false } = policy.deadLetterStrategy ?? {};
    const target = deadLetterQueueFor(policy, destination.kind, destination.name);
    const isKept = (message.isPersistent || processNonPersistent) && (!isExpired || processExpired);
    const key = `${target}\n${message.id}`;
    if (target === undefined || !isKept || this.#dead.has(key) || target === destination.name) {
      if (!isExpired) this.fact("Lost", mailbox, entry, entry.redeliveries, this.trace.name(reason));
      return;
    }
    this.#dead.add(key);
    const queue = this.queue({ kind: "queue", name: target, isTemporary: false });
    const row = this.trace.append(this.facts.DeadLettered, mailbox.resourceId, {
      subject: message.subject,
      value: entry.redeliveries,
      text: queue.resourceId,
      cause: entry.row,
      detail: { reason },
    });
    const { Properties } = message.wire;
    const expiration: Record<string, number> =
      message.expiresMs === Number.POSITIVE_INFINITY ? {} : { originalExpiration: this.sim.start + message.expiresMs };
    const dead: MqMessage = {
      ...message,
      destination: queue.destination,
      original: formatDestination(message.destination),
      isPersistent: true,
      expiresMs: Number.POSITIVE_INFINITY,
      group: undefined,
      wire: { ...message.wire, Properties: { ...Properties, ...expiration, dlqDeliveryFailureCause: reason } },
    };
    queue.accept(dead, row, "Moved", mailbox.resourceId);
  }

  demandChanged(destination: DestinationName): void {
    for (const each of this.brokers.all()) if (each !== this) each.network.demandChanged(this, destination);
  }

  *destinations(): Iterable<DestinationView> {
    const producers = new Map<string, number>();
    for (const connection of this.connections) {
      for (const session of connection.sessions.values()) {
        for (const { destination } of session.producers.values()) {
          if (destination === undefined) continue;
          const key = `${destination.kind}:${destination.name}`;
          producers.set(key, (producers.get(key) ?? 0) + 1);
        }
      }
    }
    for (const { destination, size, handed, takers } of this.queues.values()) {
      const { name, isTemporary } = destination;
      const counts = {
        size,
        inFlight: handed.size,
        consumers: takers.length,
        producers: producers.get(`queue:${name}`) ?? 0,
      };
      yield { kind: "queue", name, isTemporary, ...counts };
    }
    for (const { destination, subscriptions } of this.topics.values()) {
      const { name, isTemporary } = destination;
      const all = [...subscriptions];
      const sum = (of: (each: Subscription) => number) => all.reduce((total, each) => total + of(each), 0);
      yield {
        kind: "topic",
        name,
        isTemporary,
        size: sum((each) => each.size),
        inFlight: sum((each) => each.handed.size),
        consumers: sum((each) => each.takers.length),
        producers: producers.get(`topic:${name}`) ?? 0,
      };
    }
  }
}

function noSuch(destination: DestinationName): Error {
  return jms("InvalidDestinationException", `The destination ${formatDestination(destination)} does not exist.`);
}
