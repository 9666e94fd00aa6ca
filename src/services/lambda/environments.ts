/**
 * The environments of one function that are warm and have nothing to do. The one that was used last is used again first, and
 * one that has been idle for long is gone: both as AWS is observed to do, without a promise.
 */
import { IDLE_MS } from "./limits";

export class Environments {
  /** When each became idle, and its log stream; the latest last. */
  readonly #idle: { sinceMs: number; logStream: string }[] = [];
  #generation = 0;

  /** What an environment must still belong to when it comes back: a change of code or settings starts anew. */
  get generation(): number {
    return this.#generation;
  }

  /** The log stream of a warm environment; undefined when there is none. */
  take(nowMs: number): string | undefined {
    const last = this.#idle.pop();
    if (last === undefined) return undefined;
    if (nowMs - last.sinceMs < IDLE_MS) return last.logStream;
    this.#idle.length = 0; // the others have been idle for longer still
    return undefined;
  }

  release(nowMs: number, logStream: string, generation: number): void {
    if (generation === this.#generation) this.#idle.push({ sinceMs: nowMs, logStream });
  }

  /** All of them are taken down, also those at work as soon as they have done. */
  renew(): void {
    this.#idle.length = 0;
    this.#generation++;
  }
}
