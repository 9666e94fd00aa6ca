/**
 * The event calendar: a binary heap keyed by (time, sequence), so that equal times keep the order in which they were
 * scheduled. Cancelling is lazy: a cancelled entry is dropped when it surfaces, or in a sweep when half are dead.
 */

/** Who an event runs for. `null` is the top level of a cell. */
export interface Owner {
  /** Shown in the trace; "" for the services themselves. */
  readonly name: string;
  /** Answers that this owner is waiting for inside the simulation. */
  waiting: number;
  /** The services' own timers, as against users' processes. */
  readonly isService: boolean;
  /** Its code must not go on: what it waits for never comes. */
  readonly isStopped?: boolean;
  /** What it works for, where that has an id of its own: an invocation's request id. */
  readonly origin?: string;
}

/** An entry of the calendar: pending, then run once or cancelled. */
export class Scheduled {
  #calendar: Calendar | undefined;

  constructor(
    calendar: Calendar,
    /** Virtual milliseconds since the start. */
    readonly time: number,
    /** Order among equal times. */
    readonly sequence: number,
    /** @internal */ readonly handler: () => unknown,
    /** @internal */ readonly owner: Owner | null,
    /** Background events do not keep run() going (a retention timer four days ahead, say). */
    readonly background: boolean,
  ) {
    this.#calendar = calendar;
  }

  /** True until it has run or was cancelled. */
  get pending(): boolean {
    return this.#calendar !== undefined;
  }

  /** Takes it off the calendar. Returns false when it had already run or been cancelled. */
  cancel(): boolean {
    const calendar = this.#calendar;
    if (calendar === undefined) return false;
    this.#calendar = undefined;
    calendar.cancelled(this);
    return true;
  }

  /** @internal Marks it as taken off to be run. */
  taken(): void {
    this.#calendar = undefined;
  }
}

const SWEEP_ABOVE = 1_024; // dead entries; below this a sweep costs more than it frees

export class Calendar {
  #heap: Scheduled[] = [];
  #sequence = 0;
  #dead = 0;
  #background = 0;

  /** Live entries. */
  get size(): number {
    return this.#heap.length - this.#dead;
  }

  /** Live entries that keep run() going. */
  get foreground(): number {
    return this.size - this.#background;
  }

  schedule(time: number, handler: () => unknown, owner: Owner | null, background = false): Scheduled {
    const entry = new Scheduled(this, time, this.#sequence++, handler, owner, background);
    if (background) this.#background++;
    this.#up(entry);
    return entry;
  }

  /** The next live entry, left in place. */
  peek(): Scheduled | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || top.pending) return top;
      this.#removeTop();
      this.#dead--;
    }
  }

  /** Takes off the entry that peek() has just shown. */
  take(entry: Scheduled): void {
    entry.taken();
    if (entry.background) this.#background--;
    this.#removeTop();
  }

  /** @internal */
  cancelled(entry: Scheduled): void {
    this.#dead++;
    if (entry.background) this.#background--;
    if (this.#dead > SWEEP_ABOVE && this.#dead * 2 > this.#heap.length) this.#sweep();
  }

  #sweep(): void {
    const live = this.#heap.filter((entry) => entry.pending);
    live.sort((a, b) => a.time - b.time || a.sequence - b.sequence); // a sorted array is a heap
    this.#heap = live;
    this.#dead = 0;
  }

  #up(entry: Scheduled): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent]!;
      if (above.time <= entry.time) break; // an older sequence is already above among equals
      heap[i] = above;
      i = parent;
    }
    heap[i] = entry;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    const length = heap.length;
    if (length === 0) return;
    const firstLeaf = length >> 1;
    let i = 0;
    while (i < firstLeaf) {
      let child = 2 * i + 1;
      const right = child + 1;
      if (right < length && before(heap[right]!, heap[child]!)) child = right;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

function before(a: Scheduled, b: Scheduled): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}
