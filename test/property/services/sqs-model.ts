/**
 * A plain reference model of one SQS queue and its dead-letter queue, written from AWS's documentation and from nothing in
 * src/services. It knows what an answer may be, not how it is computed: which messages may come, how many must, and that
 * nothing else does. The order between FIFO groups is left open, and so is the order of a standard queue.
 *
 * A message that was received maxReceiveCount times and is available again is "spent": it must not come from its queue any
 * more, and is found in the dead-letter queue as soon as a receive has passed it.
 */

export interface ModelOptions {
  isFifo: boolean;
  visibilityMs: number;
  retentionMs: number;
  delayMs: number;
  /** 0: no dead-letter queue. */
  maxReceiveCount: number;
  contentBased?: boolean;
}

export interface Received {
  MessageId: string;
  Body: string;
  ReceiptHandle: string;
  Attributes: { ApproximateReceiveCount: string; MessageGroupId?: string };
}

type State = "delayed" | "available" | "inFlight";

interface ModelMessage {
  id: string;
  body: string;
  group: string;
  place: number;
  sentMs: number;
  state: State;
  dueMs: number;
  hiddenMs: number;
  receives: number;
  handle: string;
  isInDeadLetterQueue: boolean;
  /** Receives since it is in the dead-letter queue. */
  receivesThere: number;
}

const DEDUPLICATION_MS = 300_000;
const LONGEST_HIDDEN_MS = 43_200_000;

/** The implementation did what no SQS may do. */
export class ModelViolation extends Error {}

export class SqsModel {
  readonly live = new Map<string, ModelMessage>();
  readonly byHandle = new Map<string, string>();
  readonly everSent = new Set<string>();
  readonly everReceived = new Set<string>();
  #place = 0;
  readonly #duplicates = new Map<string, { id: string; untilMs: number }>();

  constructor(readonly options: ModelOptions) {}

  /** Let time pass: delays and timeouts end, old messages go. */
  advance(nowMs: number): void {
    for (const message of this.live.values()) {
      if (message.state !== "available" && message.dueMs <= nowMs) message.state = "available";
      if (nowMs - message.sentMs >= this.options.retentionMs) this.live.delete(message.id);
    }
  }

  sent(nowMs: number, id: string, body: string, group: string, deduplicationId: string, ownDelayMs?: number): void {
    this.advance(nowMs);
    if (this.options.isFifo) {
      const first = this.#duplicates.get(deduplicationId);
      if (first !== undefined && nowMs < first.untilMs) {
        check(id === first.id, `a copy of ${first.id} within 5 minutes was answered as ${id}`);
        return;
      }
      this.#duplicates.set(deduplicationId, { id, untilMs: nowMs + DEDUPLICATION_MS });
    }
    check(!this.everSent.has(id), `the id ${id} was given twice`);
    this.everSent.add(id);
    const delayMs = ownDelayMs ?? this.options.delayMs;
    this.live.set(id, {
      id,
      body,
      group,
      place: this.#place++,
      sentMs: nowMs,
      state: delayMs > 0 ? "delayed" : "available",
      dueMs: nowMs + delayMs,
      hiddenMs: 0,
      receives: 0,
      handle: "",
      isInDeadLetterQueue: false,
      receivesThere: 0,
    });
  }

  /** How many messages a receive from the main queue could get now. */
  receivable(nowMs: number): number {
    this.advance(nowMs);
    return this.#candidates(false).length;
  }

  /** A long poll ended with nothing: nothing may have been waiting before its last instant. */
  foundNothing(nowMs: number): void {
    this.advance(nowMs - 0.5); // times are whole ms; what becomes available at the very end may just miss it
    const { length } = this.#candidates(false);
    check(length === 0, `a long poll ended with nothing, and ${length} messages were waiting`);
    this.advance(nowMs);
  }

  /** Judge an answer of the main queue. `atLeast`: what must come when so much was waiting. */
  received(nowMs: number, messages: readonly Received[], most: number, visibilityMs: number): void {
    this.advance(nowMs);
    const candidates = this.#candidates(false);
    const expected = Math.min(most, candidates.length);
    check(messages.length === expected, `${messages.length} messages came, ${expected} were due`);
    const allowed = new Set(candidates.map(({ id }) => id));
    if (this.options.isFifo) this.#checkGroups(messages, candidates);
    for (const each of messages) {
      check(allowed.has(each.MessageId), `${each.MessageId} came, which was ${this.#describe(each.MessageId)}`);
      allowed.delete(each.MessageId);
      this.#take(nowMs, each, visibilityMs);
    }
  }

  /** Judge an answer of the dead-letter queue: only spent messages, each exactly after maxReceiveCount receives. */
  receivedDead(nowMs: number, messages: readonly Received[], visibilityMs: number): void {
    this.advance(nowMs);
    for (const each of messages) {
      const message = this.live.get(each.MessageId);
      check(
        message !== undefined,
        `${each.MessageId} is in the dead-letter queue, and was ${this.#describe(each.MessageId)}`,
      );
      if (!message.isInDeadLetterQueue) {
        check(this.isSpent(message), `${message.id} was dead-lettered after ${message.receives} receives`);
        check(
          message.receives === this.options.maxReceiveCount,
          `${message.id} was dead-lettered after ${message.receives} receives, not ${this.options.maxReceiveCount}`,
        );
        message.isInDeadLetterQueue = true;
      }
      check(message.state === "available", `${message.id} came from the dead-letter queue while ${message.state}`);
      this.#take(nowMs, each, visibilityMs);
      message.receivesThere++;
    }
  }

  /** What a delete must answer: true for success, false for an expired handle (FIFO). */
  deleted(nowMs: number, handle: string): boolean {
    this.advance(nowMs);
    const message = this.#of(handle);
    if (message === undefined) return true;
    const isLatest = message.handle === handle;
    if (this.options.isFifo && (!isLatest || message.state !== "inFlight")) return false;
    if (isLatest) this.live.delete(message.id);
    return true;
  }

  /** What a change of visibility must answer: true for success. */
  visibilityChanged(nowMs: number, handle: string, visibilityMs: number): boolean {
    this.advance(nowMs);
    const message = this.#of(handle);
    if (message === undefined || message.handle !== handle || message.state !== "inFlight") return false;
    if (nowMs - message.hiddenMs + visibilityMs > LONGEST_HIDDEN_MS) return false;
    message.dueMs = nowMs + visibilityMs;
    if (visibilityMs === 0) message.state = "available";
    return true;
  }

  purged(nowMs: number): void {
    this.advance(nowMs);
    // A spent message may be in either queue: purging is only done when none is.
    for (const message of this.live.values()) if (!message.isInDeadLetterQueue) this.live.delete(message.id);
  }

  get hasSpent(): boolean {
    return [...this.live.values()].some((message) => !message.isInDeadLetterQueue && this.isSpent(message));
  }

  /** Counts of both queues together: where spent messages are is not known, that they are somewhere is. */
  counts(nowMs: number): { available: number; inFlight: number; delayed: number } {
    this.advance(nowMs);
    const all = [...this.live.values()];
    const inState = (state: State): number => all.filter((message) => message.state === state).length;
    return { available: inState("available"), inFlight: inState("inFlight"), delayed: inState("delayed") };
  }

  #candidates(isDead: boolean): ModelMessage[] {
    const here = [...this.live.values()].filter((message) => message.isInDeadLetterQueue === isDead);
    if (!this.options.isFifo) return here.filter((message) => message.state === "available" && !this.isSpent(message));
    const blocked = new Set(here.filter(({ state }) => state === "inFlight").map(({ group }) => group));
    const candidates: ModelMessage[] = [];
    for (const message of here.sort((a, b) => a.place - b.place)) {
      if (blocked.has(message.group)) continue;
      if (message.state === "delayed") blocked.add(message.group);
      else if (!this.isSpent(message)) candidates.push(message);
    }
    return candidates;
  }

  /** Of each group the answer holds the first ones, in order. */
  #checkGroups(messages: readonly Received[], candidates: readonly ModelMessage[]): void {
    const due = new Map<string, string[]>();
    for (const { group, id } of candidates) due.set(group, [...(due.get(group) ?? []), id]);
    for (const { MessageId, Attributes } of messages) {
      const next = due.get(Attributes.MessageGroupId ?? "")?.shift();
      check(next === MessageId, `group ${Attributes.MessageGroupId}: ${MessageId} came before ${next}`);
    }
  }

  #take(nowMs: number, each: Received, visibilityMs: number): void {
    const message = this.live.get(each.MessageId)!;
    check(each.Body === message.body, `${message.id} came with another body`);
    message.receives++;
    check(
      Number(each.Attributes.ApproximateReceiveCount) === message.receives,
      `${message.id} was received ${message.receives} times and says ${each.Attributes.ApproximateReceiveCount}`,
    );
    check(!this.byHandle.has(each.ReceiptHandle), `the handle ${each.ReceiptHandle} was given twice`);
    message.handle = each.ReceiptHandle;
    this.byHandle.set(each.ReceiptHandle, message.id);
    this.everReceived.add(message.id);
    message.hiddenMs = nowMs;
    message.dueMs = nowMs + visibilityMs;
    message.state = visibilityMs === 0 ? "available" : "inFlight";
  }

  /** Received as often as it may be from the main queue. */
  isSpent(message: ModelMessage): boolean {
    const { maxReceiveCount } = this.options;
    return maxReceiveCount > 0 && !message.isInDeadLetterQueue && message.receives >= maxReceiveCount;
  }

  #of(handle: string): ModelMessage | undefined {
    return this.live.get(this.byHandle.get(handle) ?? "");
  }

  #describe(id: string): string {
    const message = this.live.get(id);
    if (message !== undefined) return `${message.state}, received ${message.receives} times`;
    return this.everSent.has(id) ? "gone" : "never sent";
  }
}

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ModelViolation(message);
}
