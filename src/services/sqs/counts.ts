/**
 * How many messages a queue holds in each state. Exact inside; what users are told lags behind by the metric lag, which is 0
 * unless the anomaly is on.
 */
import { Deque } from "./structures";

export interface Count {
  readonly available: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export class Counts {
  available = 0;
  inFlight = 0;
  delayed = 0;
  /** Changes within the lag, oldest first; the one in front is what is shown. */
  readonly #past = new Deque<Count & { atMs: number }>();

  constructor(
    private readonly clock: { readonly now: number },
    private readonly lagMs: number,
  ) {}

  /** To be called after every change, and cheap when there is no lag. */
  changed(): void {
    if (this.lagMs === 0) return;
    this.#past.push({ ...this.#now(), atMs: this.clock.now });
    this.#trim();
  }

  /** The counts as users see them. */
  approximate(): Count {
    if (this.lagMs === 0) return this.#now();
    this.#trim();
    const first = this.#past.at(0);
    return first === undefined || first.atMs > this.clock.now - this.lagMs
      ? { available: 0, inFlight: 0, delayed: 0 }
      : first;
  }

  #now(): Count {
    return { available: this.available, inFlight: this.inFlight, delayed: this.delayed };
  }

  #trim(): void {
    const seenMs = this.clock.now - this.lagMs;
    while ((this.#past.at(1)?.atMs ?? Number.POSITIVE_INFINITY) <= seenMs) this.#past.shift();
  }
}
