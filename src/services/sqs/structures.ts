/** The three small structures that the queues are made of: a double-ended list, a heap, and a heap one can take out of. */

/** First in, first out, without copying: a ring of chunks would do no better at these sizes. */
export class Deque<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** The item in place i from the front; undefined beyond the end. */
  at(i: number): T | undefined {
    return this.#items[this.#head + i];
  }

  shift(): T | undefined {
    if (this.#head === this.#items.length) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    // Half of it is spent: give the room back. Amortised, each item is moved at most once.
    if (this.#head >= 1_024 && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    } else if (this.#head === this.#items.length) {
      this.#items.length = 0;
      this.#head = 0;
    }
    return item;
  }
}

/** A binary heap; the least item first. */
export class Heap<T> {
  readonly #items: T[] = [];

  constructor(private readonly before: (a: T, b: T) => boolean) {}

  get length(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(item, items[parent]!)) break;
      items[i] = items[parent]!;
      i = parent;
    }
    items[i] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.before(items[child + 1]!, items[child]!)) child++;
      if (!this.before(items[child]!, last)) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = last;
    return top;
  }
}

/** What an item needs to be found again in a TimerHeap. */
export interface Timed {
  /** Virtual ms at which it is due. */
  dueMs: number;
  /** Among equal times the lower goes first. */
  readonly number: number;
  /** Its place in the heap, -1 outside; the heap's own. */
  heapIndex: number;
}

/** A heap by (dueMs, number) whose items know their place, so that one can be taken out in O(log n). */
export class TimerHeap<T extends Timed> {
  readonly #items: T[] = [];

  get length(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  add(item: T): void {
    this.#items.push(item);
    this.#up(item, this.#items.length - 1);
  }

  remove(item: T): void {
    const i = item.heapIndex;
    item.heapIndex = -1;
    const last = this.#items.pop()!;
    if (last === item) return;
    this.#up(last, i);
    this.#down(last, last.heapIndex);
  }

  /** All items, in no order. */
  values(): readonly T[] {
    return this.#items;
  }

  #up(item: T, from: number): void {
    const items = this.#items;
    let i = from;
    while (i > 0) {
      const parent = items[(i - 1) >> 1]!;
      if (!earlier(item, parent)) break;
      items[i] = parent;
      parent.heapIndex = i;
      i = (i - 1) >> 1;
    }
    items[i] = item;
    item.heapIndex = i;
  }

  #down(item: T, from: number): void {
    const items = this.#items;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && earlier(items[child + 1]!, items[child]!)) child++;
      const below = items[child]!;
      if (!earlier(below, item)) break;
      items[i] = below;
      below.heapIndex = i;
      i = child;
    }
    items[i] = item;
    item.heapIndex = i;
  }
}

function earlier(a: Timed, b: Timed): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.number < b.number);
}
