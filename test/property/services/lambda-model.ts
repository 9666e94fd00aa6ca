/**
 * A plain model of a queue that feeds a function, written from AWS's documentation and from nothing in src/services. It hears
 * what was sent, what the handler is given and what the handler answers, and knows what may come next:
 *   sent -> given (receive 1) -> answered well: gone for good
 *              ^------------- failed, or given up after a throttle: hidden until the visibility timeout ends
 *   after maxReceiveCount receives: never given again, found among the dead letters
 * On a FIFO queue nothing of a group is given while an earlier message of it is neither gone nor dead.
 */

export interface Limits {
  readonly isFifo: boolean;
  readonly batchSize: number;
  readonly visibilityMs: number;
  readonly maxReceiveCount: number;
  /** Batches at once: the lower of MaximumConcurrency and the reservation. */
  readonly concurrency: number;
  /** Batches may find no place and be given up: their receives count, and nobody but the queue sees them. */
  readonly isThrottled: boolean;
}

export interface Given {
  id: string;
  body: string;
  receiveCount: number;
}

interface ModelMessage {
  readonly body: string;
  readonly group: string;
  receives: number;
  /** When the last receive was, at the latest: when it was given. */
  givenMs: number;
  state: "waiting" | "given" | "gone";
}

/** The implementation did what no AWS may do. */
export class ModelViolation extends Error {}

export class MappingModel {
  readonly messages = new Map<string, ModelMessage>();
  #running = 0;
  /** FIFO, throttled: passed over by a later one of their group; they must be dead by then. */
  readonly #passedOver = new Set<string>();
  mostRunning = 0;
  retries = 0;

  constructor(readonly limits: Limits) {}

  sent(id: string, body: string, group: string): void {
    check(!this.messages.has(id), `the id ${id} was given twice`);
    this.messages.set(id, { body, group, receives: 0, givenMs: Number.NEGATIVE_INFINITY, state: "waiting" });
  }

  /** The handler begins with a batch. */
  given(nowMs: number, batch: readonly Given[]): void {
    const { batchSize, concurrency, maxReceiveCount, visibilityMs, isFifo } = this.limits;
    this.mostRunning = Math.max(this.mostRunning, ++this.#running);
    check(this.#running <= concurrency, `${this.#running} batches at once, of ${concurrency}`);
    check(batch.length >= 1 && batch.length <= batchSize, `a batch of ${batch.length}, of at most ${batchSize}`);
    check(new Set(batch.map(({ id }) => id)).size === batch.length, "a batch holds a message twice");
    for (const { id, body, receiveCount } of batch) {
      const message = this.messages.get(id);
      if (message === undefined) throw new ModelViolation(`${id} was never sent`);
      check(!this.#passedOver.has(id), `${id} came after a later one of its group`);
      check(message.body === body, `${id} has the body ${body}, not ${message.body}`);
      check(message.state === "waiting", `${id} was given while it is ${message.state}`);
      check(receiveCount > message.receives, `${id}: receive ${receiveCount} after ${message.receives}`);
      check(receiveCount <= maxReceiveCount, `${id}: receive ${receiveCount} of ${maxReceiveCount}`);
      const missed = receiveCount - message.receives;
      // Receives in between were of batches that found no place: each has hidden the message once.
      const earliest = message.givenMs === Number.NEGATIVE_INFINITY ? 0 : message.givenMs + visibilityMs * (missed - 1);
      check(nowMs >= earliest, `${id} came after ${nowMs - message.givenMs} ms, before its visibility timeout`);
      if (message.receives > 0) this.retries++;
      message.receives = receiveCount;
      message.givenMs = nowMs;
    }
    if (isFifo) this.#checkGroups(batch);
    for (const { id } of batch) this.messages.get(id)!.state = "given";
  }

  /** The handler has ended: these messages are done, the others are not. */
  answered(batch: readonly Given[], isDone: (id: string) => boolean): void {
    this.#running--;
    for (const { id } of batch) this.messages.get(id)!.state = isDone(id) ? "gone" : "waiting";
  }

  /** Nothing moves any more: every message is gone or dead, and the dead had their receives. */
  ended(deadLetters: readonly { id: string; receiveCount: number }[]): void {
    const dead = new Map(deadLetters.map(({ id, receiveCount }) => [id, receiveCount]));
    check(dead.size === deadLetters.length, "a dead letter was found twice");
    for (const [id, { state, body }] of this.messages) {
      check(state !== "given", `${id} (${body}) is with a handler for ever`);
      check((state === "gone") !== dead.has(id), `${id} (${body}) is ${state === "gone" ? "gone and dead" : "lost"}`);
    }
    for (const id of this.#passedOver) check(dead.has(id), `${id} was passed over by its group and is not dead`);
    for (const [id, receiveCount] of dead) {
      check(this.messages.has(id), `the dead letter ${id} was never sent`);
      // Its receive from the dead-letter queue counts too.
      const { maxReceiveCount } = this.limits;
      check(
        receiveCount === maxReceiveCount + 1,
        `${id} is dead after ${receiveCount - 1} receives, not ${maxReceiveCount}`,
      );
    }
  }

  /** In the order of sending, with no gap but what is gone or dead. */
  #checkGroups(batch: readonly Given[]): void {
    const inBatch = new Set(batch.map(({ id }) => id));
    const place = new Map(batch.map(({ id }, i) => [id, i]));
    const last = new Map<string, number>();
    for (const [id, { group, state, receives }] of this.messages) {
      if (inBatch.has(id)) {
        check(place.get(id)! >= (last.get(group) ?? 0), `group ${group} is out of order in its batch`);
        last.set(group, place.get(id)!);
        continue;
      }
      const isOver = state === "gone" || receives >= this.limits.maxReceiveCount;
      if (isOver) continue;
      const later = batch.find(
        (each) => this.messages.get(each.id)!.group === group && isAfter(this.messages, each.id, id),
      );
      if (later !== undefined && this.limits.isThrottled) this.#passedOver.add(id);
      else check(later === undefined, `${later?.id} was given before ${id} of its group ${group}`);
    }
  }
}

function isAfter(messages: ReadonlyMap<string, unknown>, id: string, other: string): boolean {
  const order = [...messages.keys()];
  return order.indexOf(id) > order.indexOf(other);
}

function check(holds: boolean, violation: string): void {
  if (!holds) throw new ModelViolation(violation);
}
