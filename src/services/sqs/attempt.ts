/**
 * ReceiveRequestAttemptId on FIFO queues: a receive whose answer was lost can be repeated within 5 minutes and gets the same
 * messages with the same handles, as long as none was deleted, came back or had its visibility changed. Else AWS does not
 * say; we take the call for a new receive. A repeat does not count as another receive.
 * Source: API reference, ReceiveMessage (read 2026-11).
 */
import { DEDUPLICATION_MS } from "./limits";
import type { Message } from "./message";
import { Deque } from "./structures";

interface Attempt {
  readonly messages: readonly { message: Message; receives: number; changes: number }[];
  readonly untilMs: number;
}

export class Attempts {
  readonly #attempts = new Map<string, Attempt>();
  readonly #window = new Deque<{ id: string; attempt: Attempt }>();

  /** The messages to give again, or undefined when this is a new receive. */
  repeated(id: string, nowMs: number): readonly Message[] | undefined {
    this.#forget(nowMs);
    const attempt = this.#attempts.get(id);
    const untouched = attempt?.messages.every(
      ({ message, receives, changes }) =>
        message.state === "inFlight" && message.receives === receives && message.changes === changes,
    );
    return untouched === true ? attempt!.messages.map(({ message }) => message) : undefined;
  }

  remember(id: string, messages: readonly Message[], nowMs: number): void {
    const attempt: Attempt = {
      messages: messages.map((message) => ({ message, receives: message.receives, changes: message.changes })),
      untilMs: nowMs + DEDUPLICATION_MS,
    };
    this.#attempts.set(id, attempt);
    this.#window.push({ id, attempt });
  }

  #forget(nowMs: number): void {
    for (
      let first = this.#window.at(0);
      first !== undefined && first.attempt.untilMs <= nowMs;
      first = this.#window.at(0)
    ) {
      this.#window.shift();
      // A later attempt with the same id has taken its place.
      if (this.#attempts.get(first.id) === first.attempt) this.#attempts.delete(first.id);
    }
  }
}
