/**
 * What SQS writes into the trace, one method a fact. Names are interned once, so that a fact costs no look-up.
 * Each fact about a message names as its cause the message's fact before: the chain is the message's life.
 */
import type { Name, Trace } from "../../sim";
import type { Message } from "./message";

const KINDS = [
  "QueueCreated",
  "QueueDeleted",
  "Request",
  "Sent",
  "Duplicate",
  "Available",
  "Received",
  "EmptyReceive",
  "VisibilityChanged",
  "Returned",
  "Deleted",
  "Expired",
  "DeadLettered",
  "Moved",
  "Purged",
  "OverLimit",
  "Throttled",
  "Denied",
  "AcknowledgementLost",
] as const;

type Kind = (typeof KINDS)[number];

export class Facts {
  readonly #kinds = {} as Record<Kind, Name>;

  constructor(readonly trace: Trace) {
    for (const kind of KINDS) this.#kinds[kind] = trace.name(`sqs.${kind}`);
  }

  /** A call that is for no queue in particular. */
  request(operation: string): void {
    this.trace.add(this.#kinds.Request, 0, 0, 0, this.trace.name(operation), -1);
  }

  /** The facts of one queue. */
  of(queue: string): QueueFacts {
    return new QueueFacts(this.trace, this.#kinds, this.trace.name(queue));
  }
}

export class QueueFacts {
  constructor(
    private readonly trace: Trace,
    private readonly kinds: Record<Kind, Name>,
    private readonly queue: Name,
  ) {}

  /** One API call. `bytes`: payload in and out, of which 64 KB make a billed request. Returns its row. */
  request(operation: Name, bytes: number, cause: number): number {
    return this.trace.add(this.kinds.Request, this.queue, 0, bytes, operation, cause);
  }

  sent(message: Message, delayMs: number, cause: number): void {
    const { subject, bytes, groupId } = message.content;
    const text = groupId === undefined ? 0 : this.trace.name(groupId);
    message.row = this.trace.add(this.kinds.Sent, this.queue, subject, bytes, text, cause);
    if (delayMs > 0) this.trace.detail("delayMs", delayMs);
  }

  /** A FIFO queue dropped a copy of this message. */
  duplicate(original: { subject: number; row: number; bytes: number }): void {
    this.trace.add(this.kinds.Duplicate, this.queue, original.subject, original.bytes, 0, original.row);
  }

  received(message: Message, visibleAt: number): void {
    this.#next("Received", message, message.receiveCount);
    this.trace.detail("visibleAt", visibleAt);
  }

  emptyReceive(waitedMs: number, cause: number): void {
    this.trace.add(this.kinds.EmptyReceive, this.queue, 0, waitedMs, 0, cause);
  }

  available(message: Message): void {
    this.#next("Available", message, Number.NaN);
  }

  visibilityChanged(message: Message, visibleAt: number): void {
    this.#next("VisibilityChanged", message, visibleAt);
  }

  returned(message: Message): void {
    this.#next("Returned", message, message.receiveCount);
  }

  /** @param how "" by a consumer, "moved" when a move task took it elsewhere */
  deleted(message: Message, how: "" | "moved" = ""): void {
    this.#next("Deleted", message, message.receiveCount, how);
  }

  expired(message: Message): void {
    this.#next("Expired", message, message.receiveCount);
  }

  deadLettered(message: Message, target: string): void {
    this.#next("DeadLettered", message, message.receiveCount, target);
  }

  /** A message came here from another queue, not from a sender. */
  moved(message: Message, source: string, cause: number): void {
    message.row = cause;
    this.#next("Moved", message, message.content.bytes, source);
  }

  acknowledgementLost(message: Message): void {
    this.#next("AcknowledgementLost", message, message.receiveCount);
  }

  purged(messages: number): void {
    this.#queue("Purged", messages, "");
  }

  created(): void {
    this.#queue("QueueCreated", Number.NaN, "");
  }

  removed(): void {
    this.#queue("QueueDeleted", Number.NaN, "");
  }

  overLimit(inFlight: number): void {
    this.#queue("OverLimit", inFlight, "");
  }

  throttled(operation: string): void {
    this.#queue("Throttled", Number.NaN, operation);
  }

  denied(reason: string): void {
    this.#queue("Denied", Number.NaN, reason);
  }

  #next(kind: Kind, message: Message, value: number, text = ""): void {
    const word = text === "" ? 0 : this.trace.name(text);
    message.row = this.trace.add(this.kinds[kind], this.queue, message.content.subject, value, word, message.row);
  }

  #queue(kind: Kind, value: number, text: string): void {
    this.trace.add(this.kinds[kind], this.queue, 0, value, text === "" ? 0 : this.trace.name(text), -1);
  }
}
