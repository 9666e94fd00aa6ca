/**
 * The order of a standard queue. AWS promises best effort only; without anomalies we keep it strictly:
 * first come, first served, a delayed message coming when its delay ends; a message that returns takes its old turn, but
 * after three receives it goes to the back (Developer Guide, "Available CloudWatch metrics for Amazon SQS", on age).
 */
import { Fairness, type FairnessClock } from "./fair";
import type { Message, MessageState } from "./message";
import type { Store } from "./store";
import { Deque, Heap } from "./structures";

const RECEIVES_BEFORE_THE_BACK = 3;
/** A take gives up after so many messages passed over, so that a queue of a million costs no scan. */
const PASSED_AT_MOST = 1_000;

/** Available messages by turn. New turns come in order and need no heap; only those that return do. */
export class Line {
  readonly #arrivals = new Deque<Message>();
  readonly #returned = new Heap<Message>((a, b) => a.turn < b.turn);
  #lastTurn = 0;

  push(message: Message): void {
    if (message.turn > this.#lastTurn) {
      this.#lastTurn = message.turn;
      this.#arrivals.push(message);
    } else this.#returned.push(message);
  }

  /** Takes the first message; those that have left the queue meanwhile are dropped on the way. */
  next(): Message | undefined {
    while (this.#arrivals.length > 0 && this.#arrivals.at(0)!.state !== "available") this.#arrivals.shift();
    while (this.#returned.length > 0 && this.#returned.peek()!.state !== "available") this.#returned.pop();
    const [arrival, returned] = [this.#arrivals.at(0), this.#returned.peek()];
    if (returned !== undefined && (arrival === undefined || returned.turn < arrival.turn)) return this.#returned.pop();
    return this.#arrivals.shift();
  }
}

export class StandardStore implements Store {
  readonly #line = new Line();
  #available = 0;
  #turn = 0;
  /** Made when the first message names a tenant: only then is the queue a fair queue. */
  #fairness: Fairness | undefined;

  constructor(private readonly clock: FairnessClock) {}

  get isReady(): boolean {
    return this.#available > 0;
  }

  joined(message: Message): void {
    if (message.content.groupId !== undefined) {
      this.#fairness ??= new Fairness(this.clock, this.#line);
      this.#fairness.sent(message);
    }
    if (message.state === "available") this.becameAvailable(message);
  }

  becameAvailable(message: Message): void {
    this.#available++;
    if (message.turn === 0 || message.receives >= RECEIVES_BEFORE_THE_BACK) message.turn = ++this.#turn;
    this.#fairness?.ended(message);
    if (this.#fairness?.push(message) !== true) this.#line.push(message);
  }

  becameInFlight(message: Message): void {
    this.#available--;
    this.#fairness?.received(message);
  }

  left(message: Message, from: MessageState): void {
    if (from === "available") this.#available--;
    this.#fairness?.ended(message);
    this.#fairness?.left(message);
  }

  take(most: number, visit: (message: Message) => boolean, passOver?: (message: Message) => boolean): void {
    const passed: Message[] = [];
    for (let accepted = 0; accepted < most && passed.length < PASSED_AT_MOST; ) {
      const message = this.#fairness === undefined ? this.#line.next() : this.#fairness.next();
      if (message === undefined) break;
      if (passOver?.(message) === true) passed.push(message);
      else if (visit(message)) accepted++;
    }
    for (const message of passed) if (this.#fairness?.push(message) !== true) this.#line.push(message);
  }
}
