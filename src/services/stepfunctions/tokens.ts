/** Tasks that somebody outside has to answer, by their tokens: callbacks and activities. */
import type { StatesError } from "./states-error";

export interface PendingTask {
  readonly token: string;
  succeed(output: unknown): void;
  fail(error: StatesError): void;
  heartbeat(): void;
}

export class Tokens {
  readonly #pending = new Map<string, PendingTask>();
  /** Tokens of tasks that are over: they are told apart from those that never were. */
  readonly #spent = new Set<string>();

  add(task: PendingTask): void {
    this.#pending.set(task.token, task);
  }

  get(token: string): PendingTask | undefined {
    return this.#pending.get(token);
  }

  remove(token: string): void {
    if (this.#pending.delete(token)) this.#spent.add(token);
  }

  isSpent(token: string): boolean {
    return this.#spent.has(token);
  }
}
