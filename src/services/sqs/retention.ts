/**
 * Retention: a message leaves its queue when it is old enough, whatever its state. The messages of a queue form a list in the
 * order of expiry, and one background timer watches its head: no event per message, and nothing that keeps a run going.
 */
import type { Scheduled, Simulation } from "../../sim";
import type { Message } from "./message";

export class Retention {
  #oldest: Message | undefined;
  #newest: Message | undefined;
  #timer: Scheduled | undefined;

  constructor(
    private readonly sim: Simulation,
    private readonly retentionMs: () => number,
    private readonly expire: (message: Message) => void,
  ) {}

  add(message: Message): void {
    // A message that was dead-lettered is older than those that were sent here: look for its place from the new end.
    let older = this.#newest;
    while (older !== undefined && older.retainedFromMs > message.retainedFromMs) older = older.older;
    const newer = older === undefined ? this.#oldest : older.newer;
    message.older = older;
    message.newer = newer;
    if (older === undefined) this.#oldest = message;
    else older.newer = message;
    if (newer === undefined) this.#newest = message;
    else newer.older = message;
    if (this.#timer?.pending !== true || older === undefined) this.watch();
  }

  remove(message: Message): void {
    const { older, newer } = message;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    message.older = undefined;
    message.newer = undefined;
  }

  /** Every message of the queue, the one that expires first in front. */
  *[Symbol.iterator](): Iterator<Message> {
    for (let message = this.#oldest; message !== undefined; ) {
      const next: Message | undefined = message.newer;
      yield message;
      message = next;
    }
  }

  get oldest(): Message | undefined {
    return this.#oldest;
  }

  /** Set the timer for the head; call it again when the retention period has changed. */
  watch(): void {
    if (this.#oldest === undefined) return;
    const dueMs = Math.max(this.sim.now, this.#oldest.retainedFromMs + this.retentionMs());
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
    while (this.#oldest !== undefined && this.#oldest.retainedFromMs <= limit) this.expire(this.#oldest);
    this.watch();
  }
}
