/**
 * Retention: a message leaves its queue when it is old enough, whatever its state. The messages of a queue stand in the
 * order of expiry, and one background timer watches the first: no event per message, and nothing that keeps a run going.
 * An array, not a chain: each link from an old message to a new one would be work for the garbage collector. A message that
 * has left stays in its place until it comes to the front, or until half of all have left.
 */
import type { Scheduled, Simulation } from "../../sim";
import type { Message } from "./message";

const SWEEP_ABOVE = 1_024; // places of messages that have left; below this a sweep costs more than it frees

export class Retention {
  #messages: Message[] = [];
  /** Where the oldest that is still here stands; before it nobody is. */
  #first = 0;
  /** Messages from there on that have left. */
  #left = 0;
  #timer: Scheduled | undefined;

  constructor(
    private readonly sim: Simulation,
    private readonly retentionMs: () => number,
    private readonly expire: (message: Message) => void,
  ) {}

  /** The message is in the queue already: its state is not "gone". */
  add(message: Message): void {
    const messages = this.#messages;
    // A message that was dead-lettered is older than those that were sent here: look for its place from the new end.
    let place = messages.length;
    while (place > this.#first && messages[place - 1]!.retainedFromMs > message.retainedFromMs) place--;
    if (place === messages.length) messages.push(message);
    else messages.splice(place, 0, message);
    if (this.#timer?.pending !== true || place === this.#first) this.watch();
  }

  /** The message has left the queue: its state is "gone". */
  remove(message: Message): void {
    this.#left++;
    const messages = this.#messages;
    if (messages[this.#first] === message) {
      for (; this.#first < messages.length && messages[this.#first]!.state === "gone"; this.#first++) this.#left--;
    }
    const spare = this.#first + this.#left;
    if (spare === messages.length) messages.length = 0;
    else if (spare <= SWEEP_ABOVE || spare * 2 <= messages.length) return;
    // A new array: whoever goes through the messages meanwhile goes on in the old one.
    else this.#messages = messages.filter(({ state }) => state !== "gone");
    this.#first = 0;
    this.#left = 0;
  }

  /** Every message of the queue, the one that expires first in front. */
  *[Symbol.iterator](): Iterator<Message> {
    const messages = this.#messages;
    for (let i = this.#first; i < messages.length; i++) if (messages[i]!.state !== "gone") yield messages[i]!;
  }

  get oldest(): Message | undefined {
    return this.#messages[this.#first];
  }

  /** Set the timer for the oldest; call it again when the retention period has changed. */
  watch(): void {
    const { oldest } = this;
    if (oldest === undefined) return;
    const dueMs = Math.max(this.sim.now, oldest.retainedFromMs + this.retentionMs());
    // A timer that comes too early costs one look; setting a new one for each deleted head would cost more.
    if (this.#timer?.pending === true && this.#timer.time <= dueMs) return;
    this.#timer?.cancel();
    this.#timer = this.sim.at(dueMs, () => this.#look(), true);
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #look(): void {
    const limit = this.sim.now - this.retentionMs();
    for (let oldest = this.oldest; oldest !== undefined && oldest.retainedFromMs <= limit; oldest = this.oldest) {
      this.expire(oldest);
    }
    this.watch();
  }
}
