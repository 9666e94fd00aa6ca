/**
 * Seeded chance in named substreams: each name has its own generator, so that a new consumer of chance does not change
 * what the others draw (common random numbers; Law, Simulation Modeling and Analysis, ch. 7 and 11).
 * Generator: xoroshiro128+ (Blackman and Vigna) from pure-rand, its 128-bit state taken from SHA-256 of seed and name.
 */
import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

const TWO_32 = 0x1_0000_0000;
const TWO_53 = 0x20_0000_0000_0000;

const HEX = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
/** A UUID is written into bytes and read out as one flat string: joined from pieces it would take seven times the memory. */
const uuid = Buffer.from("00000000-0000-0000-0000-000000000000", "latin1");
const UUID_DIGITS = Uint8Array.from([...uuid.keys()].filter((i) => uuid[i] === HEX[0]));
const VERSION_AT = 14;
const VARIANT_DIGIT = 16;

/** One substream. Equal seed and name give equal draws, on every machine. */
export class Random {
  readonly #generator: { next(): number };

  constructor(seed: number | string, name: string) {
    const digest = createHash("sha256")
      .update(`${typeof seed}:${seed}\n${name}`)
      .digest();
    this.#generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  }

  /** Uniform on [0, 1), 53 bits. */
  uniform(): number {
    const high = this.#generator.next() >>> 5;
    const low = this.#generator.next() >>> 6;
    return (high * 0x400_0000 + low) / TWO_53;
  }

  /**
   * A whole number from low to high, both included, without bias.
   * @throws RangeError unless both are safe integers, low <= high and they span less than 2^32
   */
  integer(low: number, high: number): number {
    const span = high - low + 1;
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || span < 1 || span > TWO_32) {
      throw new RangeError(`integer: needs whole numbers low <= high less than 2^32 apart, not ${low} and ${high}`);
    }
    const limit = TWO_32 - (TWO_32 % span);
    for (;;) {
      const draw = this.#generator.next() >>> 0;
      if (draw < limit) return low + (draw % span);
    }
  }

  /** Exponential with the given mean (> 0), in the mean's own unit: the gaps of a Poisson process. */
  exponential(mean: number): number {
    if (!(mean > 0) || !Number.isFinite(mean)) throw new RangeError(`exponential: the mean must be > 0, not ${mean}`);
    return -Math.log(1 - this.uniform()) * mean;
  }

  /** True with the given probability, 0 to 1. */
  bernoulli(probability: number): boolean {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`bernoulli: a probability lies between 0 and 1, not ${probability}`);
    }
    return this.uniform() < probability;
  }

  /** One element, each as likely as the others. Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("pick: the list is empty");
    return items[this.integer(0, items.length - 1)]!;
  }

  /** A shuffled copy (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }

  /** Bytes, each uniform. */
  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#generator.next() & 0xff);
  }

  /** A version 4 UUID (RFC 9562), the form of AWS message ids. */
  uuid(): string {
    for (let i = 0; i < UUID_DIGITS.length; i += 8) {
      let word = this.#generator.next();
      for (let digit = i; digit < i + 8; digit++) {
        const value = word >>> 28;
        word <<= 4;
        // The variant is the bits 10, then two of chance.
        uuid[UUID_DIGITS[digit]!] = HEX[digit === VARIANT_DIGIT ? (value & 0x3) | 0x8 : value]!;
      }
    }
    uuid[VERSION_AT] = HEX[4]!;
    return uuid.toString("latin1");
  }
}
