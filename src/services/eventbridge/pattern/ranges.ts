/**
 * Numeric ranges, found by a number that lies in them: an interval tree laid out in an array sorted by lower bound, each
 * place knowing the highest upper bound below it (Cormen et al., Introduction to Algorithms, "Augmenting data structures").
 */
import { inRange } from "./evaluate";
import type { Test } from "./syntax";

type Range = Test & { op: "numeric" };

export class Ranges<N> {
  readonly #items: { range: Range; target: N }[] = [];
  #highest: Float64Array | undefined; // undefined after a change

  add(range: Range, target: N): void {
    this.#items.push({ range, target });
    this.#highest = undefined;
  }

  find(value: number, tell: (target: N) => void): void {
    const highest = this.#highest ?? this.#arrange();
    this.#within(0, this.#items.length, value, highest, tell);
  }

  #within(from: number, to: number, value: number, highest: Float64Array, tell: (target: N) => void): void {
    if (from >= to) return;
    const middle = (from + to) >>> 1;
    if (highest[middle]! < value) return;
    this.#within(from, middle, value, highest, tell);
    const { range, target } = this.#items[middle]!;
    if (range.low > value) return;
    if (inRange(range, value)) tell(target);
    this.#within(middle + 1, to, value, highest, tell);
  }

  #arrange(): Float64Array {
    this.#items.sort((a, b) => a.range.low - b.range.low || 0);
    const highest = new Float64Array(this.#items.length);
    const fill = (from: number, to: number): number => {
      if (from >= to) return Number.NEGATIVE_INFINITY;
      const middle = (from + to) >>> 1;
      const high = Math.max(this.#items[middle]!.range.high, fill(from, middle), fill(middle + 1, to));
      highest[middle] = high;
      return high;
    };
    fill(0, this.#items.length);
    this.#highest = highest;
    return highest;
  }
}
