/**
 * FIFO deduplication: for 5 minutes from a send its deduplication id is remembered, also when the message is long gone.
 * A send with a remembered id is answered like the first, and nothing is delivered.
 * Source: Developer Guide, "Exactly-once processing in Amazon SQS" (read 2026-11).
 */
import { hash } from "node:crypto";
import { DEDUPLICATION_MS } from "./limits";
import { Deque } from "./structures";

/** What the first send was answered, and its trace. */
export interface Original {
  readonly id: string;
  readonly sequenceNumber: string;
  readonly subject: number;
  readonly row: number;
  readonly bytes: number;
}

export class Deduplication {
  readonly #originals = new Map<string, Original>();
  /** In the order of forgetting: the window is the same for all. */
  readonly #window = new Deque<{ key: string; untilMs: number }>();

  /** The message sent with this key within the last 5 minutes, if there was one. */
  find(key: string, nowMs: number): Original | undefined {
    this.#forget(nowMs);
    return this.#originals.get(key);
  }

  remember(key: string, original: Original, nowMs: number): void {
    this.#originals.set(key, original);
    this.#window.push({ key, untilMs: nowMs + DEDUPLICATION_MS });
  }

  #forget(nowMs: number): void {
    for (let first = this.#window.at(0); first !== undefined && first.untilMs <= nowMs; first = this.#window.at(0)) {
      this.#window.shift();
      this.#originals.delete(first.key);
    }
  }
}

/** Content-based deduplication: the SHA-256 of the body, not of the attributes. */
export function contentId(body: string): string {
  return hash("sha256", body, "hex");
}
