/** Right and wrong answers to X2 and X7, as a student might write them. */
import type { exercises } from "../../../src/course";

type Message = exercises.Message;

interface Held {
  id: string;
  body: string;
  priority: number;
  attempts: number;
  turn: number;
}

/** X2, right. */
export class GoodQueue implements exercises.SQSQueue {
  #waiting: Held[] = [];
  #turn = 0;
  readonly #maxAttempts: number;
  readonly deadLetters: Held[] = [];

  constructor(options: { maxAttempts?: number } = {}) {
    this.#maxAttempts = options.maxAttempts ?? 3;
  }
  get size() {
    return this.#waiting.length;
  }
  sendMessage(body: string, priority = 0): string {
    const turn = ++this.#turn;
    this.#waiting.push({ id: `m${turn}`, body, priority, attempts: 0, turn });
    return `m${turn}`;
  }
  receiveMessage(): Message | null {
    this.#waiting.sort((a, b) => a.priority - b.priority || this.tie(a, b));
    return this.#waiting.shift() ?? null;
  }
  processMessage(message: Message, handler: (body: string) => void): boolean {
    try {
      handler(message.body);
      return true;
    } catch {
      const held = { ...(message as Held), attempts: message.attempts + 1 };
      if (held.attempts >= this.#maxAttempts) this.deadLetters.push(held);
      else this.#waiting.push(held);
      return false;
    }
  }
  protected tie(a: Held, b: Held): number {
    return a.turn - b.turn;
  }
}

/** X2, wrong: among equals, the last comes first. */
export class LastComesFirst extends GoodQueue {
  protected override tie(a: Held, b: Held): number {
    return b.turn - a.turn;
  }
}

/** X7, right. */
export class GoodExpiringQueue implements exercises.PriorityQueue {
  #held: (exercises.ExpiringMessage & { turn: number })[] = [];
  #sent = 0;
  #processed = 0;
  #expired = 0;

  constructor(readonly clock: exercises.Clock) {}

  get size() {
    return this.#held.length;
  }
  get stats() {
    return { sent: this.#sent, processed: this.#processed, expired: this.#expired, waiting: this.#held.length };
  }
  send(body: string, { priority = 0, ttlMs }: { priority?: number; ttlMs?: number } = {}): string {
    const turn = ++this.#sent;
    const expiresAt = ttlMs === undefined ? null : this.clock.now() + ttlMs;
    this.#held.push({ id: String(turn), body, priority, expiresAt, turn });
    this.#held.sort((a, b) => a.priority - b.priority || a.turn - b.turn);
    return String(turn);
  }
  receive() {
    const found = this.#next();
    if (found === undefined) return null;
    this.#remove(found);
    return found;
  }
  process(handler: (body: string) => void): boolean {
    const found = this.#next();
    if (found === undefined) return false;
    try {
      handler(found.body);
    } catch {
      return false;
    }
    this.#remove(found);
    return true;
  }
  sweep(): number {
    const before = this.#held.length;
    this.#held = this.#held.filter((message) => !this.#isExpired(message));
    this.#expired += before - this.#held.length;
    return before - this.#held.length;
  }
  #isExpired(message: exercises.ExpiringMessage): boolean {
    return message.expiresAt !== null && message.expiresAt <= this.clock.now();
  }
  #next() {
    return this.#held.find((message) => !this.#isExpired(message));
  }
  #remove(message: exercises.ExpiringMessage): void {
    this.#held = this.#held.filter((held) => held !== message);
    this.#processed++;
  }
}
