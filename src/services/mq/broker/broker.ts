/**
 * One broker in the manner of ActiveMQ Classic: its destinations, its connections, what becomes of messages that nobody can
 * have, and what survives when it goes down.
 *   stopped --start--> running --stop | crash--> stopped
 * Left out: wire protocols (the client speaks to it directly), advisory messages, flow control, paging of messages to disk,
 * wildcard consumers of queues, the scheduler, XA transactions. Source: ActiveMQ Classic documentation; Amazon MQ Developer Guide.
 */
import type { Simulation, Trace } from "../../../sim";
import { admit } from "./admission";
import { authorize, type Right } from "./authorization";
import type { Brokers } from "./brokers";
import type { Connection, ConnectionOptions } from "./connection";
import type { Consumer } from "./consumer";
import { DeadLetters } from "./dead-letters";
import { noSuch, removeTemporary } from "./destinations";
import { type BrokerFacts, brokerFactsOf, type Kind } from "./facts";
import { noticeFaults, watchFaults } from "./fault-watch";
import { FAILOVER_MS, REPLACEMENT_MS } from "./limits";
import { Mailbox } from "./mailbox";
import type { MqMessage } from "./message";
import { Network } from "./network";
import { type DestinationName, isPattern, matches, partsOf } from "./patterns";
import type { Entry } from "./pending";
import { durableKey, Subscription, type SubscriptionOptions, Topic } from "./topic";
import type { BrokerEngine, BrokerSettings, BrokerUser, DestinationView } from "./types";
import { viewsOf } from "./views";

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
  readonly #deadLetters = new DeadLetters(this);

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
    watchFaults(this);
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
    noticeFaults(this);
  }

  #halt(row: number, reason: string): void {
    this.isRunning = false;
    this.network.halt("broker down");
    for (const connection of [...this.connections]) {
      connection.interrupt(reason, row);
      removeTemporary(this, connection);
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
    return admit(this, username, password, options, () => `ID:${this.name}-${++this.#ids}`);
  }

  /** @throws JMSSecurityException */
  authorize(user: BrokerUser, right: Right, destination: DestinationName, cause = -1): void {
    authorize(this.settings, user, right, destination, (reason) => {
      this.trace.append(this.facts.Denied, `${this.name}/${destination.name}`, { text: reason, cause });
    });
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

  /** Nobody can have it. */
  deadLetter(mailbox: Mailbox, entry: Entry, reason: string, isExpired = false): void {
    this.#deadLetters.keep(mailbox, entry, reason, isExpired);
  }

  demandChanged(destination: DestinationName): void {
    for (const each of this.brokers.all()) if (each !== this) each.network.demandChanged(this, destination);
  }

  destinations(): Iterable<DestinationView> {
    return viewsOf(this);
  }
}
