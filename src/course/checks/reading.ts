/**
 * Marks a callback that only tells a number of the scenario's own, such as a clock that the scenario moves: it must be pure, and its number
 * may change only between calls of the student's or inside a callback. The grader then sends the number along with what it says anyway
 * instead of being asked for it across the process boundary at each reading; in the notebook nothing changes.
 */
const marked = new WeakSet<object>();

/**
 * @example
 * let now = 0;
 * const queue = await student.construct("PriorityQueue", { now: reading(() => now) });
 */
export function reading(tell: () => number): () => number {
  const told = (): number => {
    const value = tell();
    if (!Number.isFinite(value)) throw new RangeError(`a reading must be a finite number, and is ${value}`);
    return value;
  };
  marked.add(told);
  return told;
}

export const isReading = (callback: unknown): callback is () => number =>
  typeof callback === "function" && marked.has(callback);
