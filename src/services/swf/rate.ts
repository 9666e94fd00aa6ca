/** A bucket of tokens on the virtual clock: full at first, filled again at its rate, one token a thing. */
import type { Rate } from "./limits";

const SECOND = 1_000; // ms

export class Bucket {
  #tokens: number;
  #atMs = 0;

  constructor(
    private readonly rate: Rate,
    private readonly clock: { readonly now: number },
  ) {
    this.#tokens = rate.burst;
  }

  /** Takes a token; false when there is none. */
  admits(): boolean {
    const { burst, perSecond } = this.rate;
    const { now } = this.clock;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#atMs) / SECOND) * perSecond);
    this.#atMs = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
