/**
 * The metrics of ActiveMQ brokers, each once a minute while the broker runs: counts are those of that minute. The dimension
 * Broker ends in -1 or -2: the node that serves. Messages of a topic's subscriptions count as the topic's; temporary
 * destinations are not told apart, and only the first 1,000 destinations have metrics of their own.
 * Left out: processor, memory, network and disk of a machine that is not there; RabbitMQ.
 * Source: Amazon MQ Developer Guide, "Available CloudWatch metrics for Amazon MQ for ActiveMQ brokers" (read 2026-11).
 */
import type { Trace } from "../../sim";
import { storageOf } from "../mq/limits";
import { MINUTE, SECOND } from "./limits";
import { Broker, COUNTS, type CountName, Destination, type Held } from "./mq-brokers";
import { type Dimension, type Series, sample } from "./series";
import type { Collector, MetricStore } from "./store";

const MONITORED = 1_000; // destinations of a broker
export class MqMetrics implements Collector {
  readonly readers: Collector["readers"];
  readonly #brokers = new Map<string, Broker>();
  /** Which destination a resource belongs to, by the id of its name. */
  readonly #places = new Map<number, { broker: Broker; destination: Destination | undefined }>();
  /** What is in each mailbox, by resource and message. */
  readonly #held = new Map<number, Map<number, Held>>();
  readonly #trace: Trace;

  constructor(private readonly store: MetricStore) {
    const { trace } = store;
    this.#trace = trace;
    const broker = (read: (broker: Broker, row: number) => void) => (row: number) =>
      read(this.#broker(trace.string(trace.resourceOf(row))), row);
    const arrived = (row: number, atMs: number) => this.#join(row, atMs);
    const one = (row: number, count: CountName) => {
      const { destination } = this.#place(trace.resourceOf(row));
      if (destination !== undefined) destination.counts[count]++;
    };
    const consumer = (by: 1 | -1) => (row: number) => {
      const { destination } = this.#place(trace.resourceOf(row));
      if (destination !== undefined) destination.consumers = Math.max(0, destination.consumers + by);
    };
    const producer = (by: 1 | -1) => (row: number) => {
      const resource = trace.resourceOf(row);
      const { producers } = this.#split(resource).broker;
      const name = trace.string(resource);
      producers.set(name, Math.max(0, (producers.get(name) ?? 0) + by));
    };
    this.readers = {
      "mq.BrokerCreated": broker((it, row) => {
        it.instanceType = String(trace.event(row).detail?.instanceType ?? it.instanceType);
      }),
      "mq.SettingsApplied": broker((it, row) => {
        it.instanceType = /hostInstanceType (\S+?)(,|$)/.exec(trace.string(trace.textOf(row)))?.[1] ?? it.instanceType;
      }),
      "mq.BrokerStarted": broker((it, row) => {
        it.isRunning = it.hasRun = true;
        it.node = trace.string(trace.textOf(row)) === "node 2" ? 2 : 1;
      }),
      "mq.BrokerStopped": broker((it) => this.#stop(it)),
      "mq.BrokerCrashed": broker((it) => this.#stop(it)),
      "mq.BrokerDeleted": (row) => {
        const name = trace.string(trace.resourceOf(row));
        const gone = this.#brokers.get(name);
        this.#brokers.delete(name);
        for (const [resource, place] of this.#places) {
          if (place.broker !== gone) continue;
          this.#places.delete(resource);
          this.#held.delete(resource);
        }
      },
      "mq.Connected": broker((it) => {
        it.connections++;
        it.established++;
      }),
      "mq.Disconnected": broker((it) => {
        it.connections = Math.max(0, it.connections - 1);
      }),
      "mq.QueueCreated": (row) => this.#create("Queue", row),
      "mq.TopicCreated": (row) => this.#create("Topic", row),
      "mq.QueueDeleted": (row) => this.#delete(row),
      "mq.TopicDeleted": (row) => this.#delete(row),
      "mq.ConsumerOpened": consumer(1),
      "mq.ConsumerClosed": consumer(-1),
      "mq.ProducerOpened": producer(1),
      "mq.ProducerClosed": producer(-1),
      "mq.Published": (row) => {
        one(row, "EnqueueCount");
        this.#place(trace.resourceOf(row)).broker.enqueued++;
      },
      "mq.Sent": arrived,
      "mq.Moved": arrived,
      "mq.Dispatched": (row, atMs) => {
        one(row, "DispatchCount");
        this.#handed(row, atMs, true);
      },
      "mq.Received": (row, atMs) => this.#handed(row, atMs, true),
      "mq.Returned": (row, atMs) => this.#handed(row, atMs, false),
      "mq.Deleted": (row) => {
        one(row, "DequeueCount");
        this.#place(trace.resourceOf(row)).broker.dequeued++;
        this.#leave(row);
      },
      "mq.Expired": (row) => {
        one(row, "ExpiredCount");
        this.#leave(row);
      },
      "mq.DeadLettered": (row) => this.#leave(row),
      "mq.Lost": (row) => this.#leave(row),
    };
  }

  minute(atMs: number): void {
    const second = this.store.epoch(atMs) / SECOND - MINUTE; // the minute that ends
    for (const broker of this.#brokers.values()) {
      const totals = { size: 0, consumers: 0, producers: 0 };
      const report = (name: string, unit: string, value: number, place?: Destination) =>
        sample(this.#series(broker, name, unit, place).runs, second, value);
      for (const destination of broker.destinations.values()) {
        const { counts, size, inFlight, consumers, waits, waitedMs, kind } = destination;
        const producers = broker.producers.get(destination.resource) ?? 0;
        totals.size += size;
        totals.consumers += consumers;
        totals.producers += producers;
        if (broker.hasRun && destination.isMonitored) {
          for (const name of COUNTS) report(name, "Count", counts[name], destination);
        }
        if (broker.isRunning && destination.isMonitored) {
          report("InFlightCount", "Count", inFlight, destination);
          report("ConsumerCount", "Count", consumers, destination);
          report("ProducerCount", "Count", producers, destination);
          if (kind === "Queue") report("QueueSize", "Count", size, destination);
          if (waits > 0) report("EnqueueTime", "Milliseconds", waitedMs / waits, destination);
        }
        for (const name of COUNTS) counts[name] = 0;
        destination.waits = destination.waitedMs = 0;
      }
      broker.hasRun = broker.isRunning;
      if (!broker.isRunning) continue;
      report("CurrentConnectionsCount", "Count", broker.connections);
      report("EstablishedConnectionsCount", "Count", broker.established);
      report("TotalMessageCount", "Count", totals.size);
      report("TotalConsumerCount", "Count", totals.consumers);
      report("TotalProducerCount", "Count", totals.producers);
      report("TotalEnqueueCount", "Count", broker.enqueued);
      report("TotalDequeueCount", "Count", broker.dequeued);
      report("StorePercentUsage", "Percent", (100 * broker.bytes) / storageOf(broker.instanceType));
    }
  }

  #broker(name: string): Broker {
    let broker = this.#brokers.get(name);
    if (broker === undefined) {
      broker = new Broker(name);
      this.#brokers.set(name, broker);
    }
    return broker;
  }

  #stop(broker: Broker): void {
    broker.isRunning = false;
    broker.established = broker.enqueued = broker.dequeued = 0; // counted since the start
    broker.producers.clear();
    for (const destination of broker.destinations.values()) destination.consumers = 0;
  }

  #create(kind: "Queue" | "Topic", row: number): void {
    const resource = this.#trace.resourceOf(row);
    const { broker, name } = this.#split(resource);
    const isTemporary = name.startsWith("ID:");
    const isMonitored = !isTemporary && broker.destinations.size < MONITORED;
    const destination = new Destination(kind, name, this.#trace.string(resource), isMonitored);
    broker.destinations.set(destination.resource, destination);
    this.#places.set(resource, { broker, destination });
  }

  #delete(row: number): void {
    const resource = this.#trace.resourceOf(row);
    const { broker, destination } = this.#place(resource);
    for (const [each, place] of this.#places) {
      if (place.destination !== destination) continue;
      for (const held of this.#held.get(each)?.values() ?? []) broker.bytes -= held.bytes;
      this.#held.delete(each);
      this.#places.delete(each);
    }
    broker.destinations.delete(this.#trace.string(resource));
  }

  /** "BROKER/QUEUE", "BROKER/TOPIC/SUBSCRIBER": a subscription's messages are its topic's. */
  #place(resource: number): { broker: Broker; destination: Destination | undefined } {
    let place = this.#places.get(resource);
    if (place === undefined) {
      const { broker } = this.#split(resource);
      const name = this.#trace.string(resource);
      let destination: Destination | undefined;
      for (let end = name.length; end > 0 && destination === undefined; end = name.lastIndexOf("/", end - 1)) {
        destination = broker.destinations.get(name.slice(0, end));
      }
      place = { broker, destination };
      this.#places.set(resource, place);
    }
    return place;
  }

  #split(resource: number): { broker: Broker; name: string } {
    const whole = this.#trace.string(resource);
    const slash = whole.indexOf("/");
    return { broker: this.#broker(whole.slice(0, slash)), name: whole.slice(slash + 1) };
  }

  #join(row: number, atMs: number): void {
    const resource = this.#trace.resourceOf(row);
    const { broker, destination } = this.#place(resource);
    const bytes = this.#trace.value(row) || 0;
    let held = this.#held.get(resource);
    if (held === undefined) {
      held = new Map();
      this.#held.set(resource, held);
    }
    held.set(this.#trace.subjectOf(row), { bytes, sinceMs: atMs, isInFlight: false });
    broker.bytes += bytes;
    if (destination === undefined) return;
    destination.size++;
    if (destination.kind === "Topic") return; // counted when it was published
    destination.counts.EnqueueCount++;
    broker.enqueued++;
  }

  #handed(row: number, atMs: number, isInFlight: boolean): void {
    const resource = this.#trace.resourceOf(row);
    const held = this.#held.get(resource)?.get(this.#trace.subjectOf(row));
    const { destination } = this.#place(resource);
    if (held === undefined || destination === undefined || held.isInFlight === isInFlight) return;
    held.isInFlight = isInFlight;
    destination.inFlight += isInFlight ? 1 : -1;
    if (!isInFlight) return;
    destination.waits++;
    destination.waitedMs += atMs - held.sinceMs;
  }

  #leave(row: number): void {
    const resource = this.#trace.resourceOf(row);
    const mailbox = this.#held.get(resource);
    const subject = this.#trace.subjectOf(row);
    const held = mailbox?.get(subject);
    if (held === undefined) return;
    mailbox!.delete(subject);
    const { broker, destination } = this.#place(resource);
    broker.bytes -= held.bytes;
    if (destination === undefined) return;
    destination.size--;
    if (held.isInFlight) destination.inFlight--;
  }

  #series(broker: Broker, name: string, unit: string, place: Destination | undefined): Series {
    const node = `${broker.name}-${broker.node}`;
    const key = `${node}\n${name}\n${place?.kind}\n${place?.name}`;
    let series = broker.series.get(key);
    if (series === undefined) {
      const own: Dimension[] = [{ Name: "Broker", Value: node }];
      if (place !== undefined) own.push({ Name: place.kind, Value: place.name });
      series = this.store.of("AWS/AmazonMQ", name, own, unit);
      broker.series.set(key, series);
    }
    return series;
  }
}
