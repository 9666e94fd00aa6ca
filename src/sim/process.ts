/**
 * A process: code that lives on the virtual clock (a producer, a consumer, a schedule).
 * Life: running -> done | failed | stopped. While it runs, its calls wait for the clock; they never drive it.
 */
import type { Owner } from "./calendar";
import type { Name } from "./trace";

export type ProcessState = "running" | "done" | "failed" | "stopped";

/** Makes the promise by which somebody waits for a process; the simulation knows who asks. */
export type Join = () => { promise: Promise<unknown>; resolve(value: unknown): void; reject(error: unknown): void };

export class Process implements Owner {
  /** @internal Answers inside the simulation that it waits for. */
  waiting = 0;
  /** @internal */
  readonly isService = false;
  /** @internal Bodies and handlers that have started and not yet settled. */
  open = 0;
  /** @internal True when somebody will hear of a failure through `done`. */
  observed = false;
  #state: ProcessState = "running";
  #outcome: unknown;
  readonly #joins: ReturnType<Join>[] = [];

  /** @internal */
  constructor(
    readonly name: string,
    readonly nameId: Name,
    /** Repeats for ever: run() without a limit would never end. */
    readonly endless: boolean,
    private readonly join: Join,
    readonly origin = "",
  ) {}

  get state(): ProcessState {
    return this.#state;
  }

  /**
   * Settles when the process has ended: with what its body returned, or with the error that ended it. At the top level of a
   * cell, `await process.done` advances the clock until then.
   */
  get done(): Promise<unknown> {
    this.observed = true;
    if (this.#state === "stopped") return Promise.resolve(undefined);
    if (this.#state === "done") return Promise.resolve(this.#outcome);
    if (this.#state === "failed") return Promise.reject(this.#outcome);
    const join = this.join();
    this.#joins.push(join);
    return join.promise;
  }

  toString(): string {
    return `process "${this.name}": ${this.#state}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal */
  get isStopped(): boolean {
    return this.#state === "stopped";
  }

  /** @internal Ends it where it stands: its code never goes on. */
  stop(): void {
    if (this.#state !== "running") return;
    this.#state = "stopped";
    for (const join of this.#joins) join.resolve(undefined);
  }

  /** @internal */
  finish(value: unknown): void {
    if (this.#state !== "running") return;
    this.#state = "done";
    this.#outcome = value;
    for (const join of this.#joins) join.resolve(value);
  }

  /** @internal */
  fail(error: unknown): void {
    if (this.#state !== "running") return;
    this.#state = "failed";
    this.#outcome = error;
    for (const join of this.#joins) join.reject(error);
  }
}
