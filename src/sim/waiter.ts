/** An answer that takes virtual time. It remembers who waits, and wakes them in an event of their own. */
import type { Owner } from "./calendar";
import type { Pump } from "./pump";

/** The two ends of such an answer. The first answer counts; later ones have no effect. */
export interface Waiter<T> {
  readonly promise: Promise<T>;
  /** Answers at the present instant. */
  resolve(value: T): void;
  /** Answers with an error at the present instant. */
  reject(error: unknown): void;
}

export class PumpWaiter<T> implements Waiter<T> {
  readonly promise: Promise<T>;
  #resolve!: (value: T) => void;
  #reject!: (error: unknown) => void;
  #answered = false;
  #settled = false;
  readonly #pump: Pump;
  readonly #owner: Owner | null;

  constructor(pump: Pump) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#pump = pump;
    this.#owner = pump.current;
    pump.dirty = true;
    if (this.#owner === null) pump.addWaiter(this);
    else this.#owner.waiting++;
  }

  resolve(value: T): void {
    this.resolveAt(this.#pump.now, value);
  }

  /** Answers at a later virtual time. */
  resolveAt(time: number, value: T): void {
    this.#answer(time, () => this.#resolve(value));
  }

  reject(error: unknown): void {
    this.#answer(this.#pump.now, () => this.#reject(error));
  }

  /** The simulation has broken down: says so at once, outside the calendar. */
  crash(error: unknown): void {
    this.#answered = true;
    this.#settle(() => this.#reject(error));
  }

  #answer(time: number, settle: () => void): void {
    if (this.#answered) return;
    this.#answered = true;
    this.#pump.calendar.schedule(time, () => this.#settle(settle), this.#owner);
  }

  #settle(settle: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#pump.dirty = true;
    if (this.#owner === null) this.#pump.removeWaiter(this);
    else this.#owner.waiting--;
    if (this.#owner?.isStopped !== true) settle();
  }
}
