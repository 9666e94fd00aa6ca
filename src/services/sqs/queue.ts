/**
 * One queue: its messages and their passages from state to state. Every passage goes through a method here, which keeps the
 * counts, the timer heap, the store, the retention list and the trace together; nobody else changes a message's state.
 * One timer serves all delayed and in-flight messages: it is set for the earliest.
 */
import { PassingMap, type Random, type Scheduled, type Simulation } from "../../sim";
import type { Attempts } from "./attempt";
import type { QueueAttributes } from "./attributes";
import { Counts } from "./counts";
import { Deduplication } from "./dedup";
import type { QueueFacts } from "./facts";
import { FifoStore } from "./fifo";
import type { LongPoll } from "./long-poll";
import { type Content, Message } from "./message";
import { Retention } from "./retention";
import { StandardStore } from "./standard";
import type { Store } from "./store";
import { Deque, TimerHeap } from "./structures";
import type { CallRate } from "./throughput";

export interface QueueOptions {
  sim: Simulation;
  name: string;
  arn: string;
  url: string;
  attributes: QueueAttributes;
  facts: QueueFacts;
  /** Ids and keys of this queue. */
  random: Random;
  callRate: CallRate;
  metricLagMs: number;
  attempts: Attempts;
  /** Messages became available: long polls may be answered. */
  whenReady(queue: Queue): void;
}

const SECOND = 1_000; // ms
const SEQUENCE_START = "18849496"; // AWS's sequence numbers have 20 digits and begin like this

export class Queue {
  readonly sim: Simulation;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly facts: QueueFacts;
  readonly random: Random;
  readonly callRate: CallRate;
  readonly isFifo: boolean;
  readonly createdMs: number;
  modifiedMs: number;
  attributes: QueueAttributes;
  readonly tags = new Map<string, string>();
  /** Tells this queue's receipt handles from others'. */
  readonly key: string;
  readonly counts: Counts;
  readonly deduplication = new Deduplication();
  readonly attempts: Attempts;
  readonly longPolls = new Deque<LongPoll>();
  purgedMs = Number.NEGATIVE_INFINITY;
  isDeleted = false;

  readonly #store: Store;
  readonly #hidden = new TimerHeap<Message>();
  readonly #retention: Retention;
  /** Messages that were received at least once and are still here, by number. */
  readonly #received = new PassingMap<number, Message>();
  readonly #whenReady: (queue: Queue) => void;
  #timer: Scheduled | undefined;
  #numbers = 0;

  constructor(options: QueueOptions) {
    this.sim = options.sim;
    this.name = options.name;
    this.arn = options.arn;
    this.url = options.url;
    this.attributes = options.attributes;
    this.facts = options.facts;
    this.random = options.random;
    this.callRate = options.callRate;
    this.attempts = options.attempts;
    this.isFifo = options.attributes.isFifo;
    this.createdMs = this.sim.now;
    this.modifiedMs = this.sim.now;
    this.key = this.random.uuid().replaceAll("-", "");
    this.counts = new Counts(this.sim, options.metricLagMs);
    this.#whenReady = options.whenReady;
    this.#store = this.isFifo ? new FifoStore() : new StandardStore(this.sim);
    this.#retention = new Retention(
      this.sim,
      () => this.attributes.retentionSeconds * SECOND,
      (message) => {
        this.facts.expired(message);
        this.discard(message);
      },
    );
  }

  /** False when a receive would surely find nothing. */
  get isReady(): boolean {
    return this.#store.isReady;
  }

  /** Every message of the queue in the order of expiry. */
  get messages(): Iterable<Message> {
    return this.#retention;
  }

  /** A message is sent to, or moved into, this queue. The caller writes the fact. */
  join(
    content: Content,
    delayMs: number,
    from?: { queueArn?: string; message: Message; retainedFromMs: number },
  ): Message {
    const number = ++this.#numbers;
    const sequence = this.isFifo ? SEQUENCE_START + String(number).padStart(12, "0") : "";
    const message = new Message(content, number, sequence, from?.queueArn, from?.message);
    if (from !== undefined) message.retainedFromMs = from.retainedFromMs;
    if (delayMs > 0) {
      message.state = "delayed";
      this.counts.delayed++;
      this.#hide(message, this.sim.now + delayMs);
    } else {
      message.state = "available";
      this.counts.available++;
    }
    this.#retention.add(message);
    this.#store.joined(message);
    this.counts.changed();
    return message;
  }

  /** Show available messages in their order; see Store.take. */
  take(most: number, visit: (message: Message) => boolean, passOver?: (message: Message) => boolean): void {
    this.#store.take(most, visit, passOver);
  }

  /**
   * An available message is received, and hidden for so long.
   * @param copyMs a server that missed the receive offers it again after so long; the receiver does not know
   */
  deliver(message: Message, visibilityMs: number, copyMs?: number): void {
    message.state = "inFlight";
    message.receives++;
    message.receiveCount++;
    message.firstReceivedMs ??= this.sim.now;
    message.hiddenMs = this.sim.now;
    message.hasCopy = copyMs !== undefined;
    this.counts.available--;
    this.counts.inFlight++;
    this.#received.set(message.number, message);
    this.facts.received(message, this.sim.now + visibilityMs);
    this.#store.becameInFlight(message);
    this.#hide(message, this.sim.now + (copyMs ?? visibilityMs));
    this.counts.changed();
  }

  /** A message in flight gets a new deadline; with 0 ms it is available at once. */
  changeVisibility(message: Message, visibilityMs: number): void {
    message.changes++;
    this.#hidden.remove(message);
    const dueMs = this.sim.now + visibilityMs;
    this.facts.visibilityChanged(message, dueMs);
    if (visibilityMs === 0) this.#return(message);
    else this.#hide(message, dueMs);
    this.#arm();
  }

  /** A message received with a visibility of 0 is available again after the call that received it. */
  returnAtOnce(message: Message): void {
    this.#hidden.remove(message);
    this.#return(message);
    this.#arm();
  }

  /** A message leaves the queue, from any state. The caller writes the fact. */
  discard(message: Message): void {
    const from = message.state;
    if (from === "available") this.counts.available--;
    else {
      if (from === "inFlight") this.counts.inFlight--;
      else this.counts.delayed--;
      this.#hidden.remove(message);
      if (this.#hidden.length === 0) this.#arm();
    }
    message.state = "gone";
    this.#received.delete(message.number);
    this.#retention.remove(message);
    this.#store.left(message, from);
    this.counts.changed();
  }

  /** The message that a receipt names, if it is still here. */
  received(number: number): Message | undefined {
    return this.#received.get(number);
  }

  /** Was such a number ever given out? */
  hasNumbered(number: number): boolean {
    return number >= 1 && number <= this.#numbers;
  }

  /** New attributes work at once, also on the messages already here where AWS says so. */
  reconfigure(attributes: QueueAttributes): void {
    const before = this.attributes;
    this.attributes = attributes;
    this.modifiedMs = this.sim.now;
    this.#retention.watch();
    // On FIFO a new delay counts for the messages already here; on standard only for those to come.
    if (this.isFifo && before.delaySeconds !== attributes.delaySeconds) {
      for (const message of this.messages) if (message.state === "delayed") this.#redelay(message);
      this.#arm();
    }
  }

  /** Long polls that wait may be answered now. */
  ready(): void {
    if (this.longPolls.length > 0) this.#whenReady(this);
  }

  close(): void {
    this.isDeleted = true;
    this.#timer?.cancel();
    this.#retention.stop();
  }

  #hide(message: Message, dueMs: number): void {
    message.dueMs = dueMs;
    this.#hidden.add(message);
    this.#arm();
  }

  #redelay(message: Message): void {
    this.#hidden.remove(message);
    message.dueMs = Math.max(this.sim.now, message.content.sentMs + this.attributes.delaySeconds * SECOND);
    this.#hidden.add(message);
  }

  #return(message: Message): void {
    message.state = "available";
    this.counts.inFlight--;
    this.counts.available++;
    this.facts.returned(message);
    this.#store.becameAvailable(message);
    this.counts.changed();
  }

  #endDelay(message: Message): void {
    message.state = "available";
    this.counts.delayed--;
    this.counts.available++;
    this.facts.available(message);
    this.#store.becameAvailable(message);
    this.counts.changed();
  }

  readonly #fire = (): void => {
    for (let due = this.#hidden.peek(); due !== undefined && due.dueMs <= this.sim.now; due = this.#hidden.peek()) {
      this.#hidden.remove(due);
      if (due.state === "delayed") this.#endDelay(due);
      else this.#return(due);
    }
    this.#arm();
    this.ready();
  };

  /** Set the timer for the earliest deadline. One that comes too early is left: it looks, and is set again. */
  #arm(): void {
    const earliest = this.#hidden.peek();
    if (earliest === undefined) {
      this.#timer?.cancel();
      this.#timer = undefined;
      return;
    }
    if (this.#timer?.pending === true && this.#timer.time <= earliest.dueMs) return;
    this.#timer?.cancel();
    this.#timer = this.sim.at(earliest.dueMs, this.#fire);
  }
}
