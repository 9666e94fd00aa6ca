/**
 * What waits in a queue or for a subscription, in the order in which it is to be handed out: by priority where priorities
 * count, then by arrival. What comes back goes to its old place. Adding, taking and coming back to the front cost a step each.
 */
import type { MqMessage } from "./message";
import type { Taker } from "./taker";

/** A message in one queue or subscription. */
export class Entry {
  previous: Entry | undefined;
  next: Entry | undefined;
  isWaiting = false;
  /** Times that it came back after a consumer had, or may have had it. */
  redeliveries = 0;
  /** Who has it. */
  holder: Taker | undefined;
  /** The first of its group that this holder gets. */
  isFirstOfGroup = false;
  /** Place among all that were handed out. */
  dispatchOrder = 0;

  constructor(
    readonly message: MqMessage,
    /** Place among all that came. */
    readonly order: number,
    /** Its last fact. */
    public row: number,
  ) {}
}

const LEVELS = 10;

class Level {
  first: Entry | undefined;
  last: Entry | undefined;
}

export class Pending {
  size = 0;
  readonly #levels: Level[];

  constructor(readonly isPrioritized: boolean) {
    this.#levels = Array.from({ length: isPrioritized ? LEVELS : 1 }, () => new Level());
  }

  add(entry: Entry): void {
    const level = this.#levelOf(entry);
    entry.isWaiting = true;
    this.size++;
    if (level.last === undefined || level.last.order < entry.order) {
      link(level, entry, level.last, undefined);
      return;
    }
    let after = level.first;
    while (after !== undefined && after.order < entry.order) after = after.next;
    link(level, entry, after?.previous, after);
  }

  remove(entry: Entry): void {
    if (!entry.isWaiting) return;
    const level = this.#levelOf(entry);
    if (entry.previous === undefined) level.first = entry.next;
    else entry.previous.next = entry.next;
    if (entry.next === undefined) level.last = entry.previous;
    else entry.next.previous = entry.previous;
    entry.previous = undefined;
    entry.next = undefined;
    entry.isWaiting = false;
    this.size--;
  }

  first(): Entry | undefined {
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const { first } = this.#levels[i]!;
      if (first !== undefined) return first;
    }
    return undefined;
  }

  after(entry: Entry): Entry | undefined {
    if (entry.next !== undefined) return entry.next;
    for (let i = this.#levelNumber(entry) - 1; i >= 0; i--) {
      const { first } = this.#levels[i]!;
      if (first !== undefined) return first;
    }
    return undefined;
  }

  all(): Entry[] {
    const found: Entry[] = [];
    for (let entry = this.first(); entry !== undefined; entry = this.after(entry)) found.push(entry);
    return found;
  }

  #levelOf(entry: Entry): Level {
    return this.#levels[this.#levelNumber(entry)]!;
  }

  #levelNumber({ message }: Entry): number {
    return this.isPrioritized ? message.priority : 0;
  }
}

function link(level: Level, entry: Entry, previous: Entry | undefined, next: Entry | undefined): void {
  entry.previous = previous;
  entry.next = next;
  if (previous === undefined) level.first = entry;
  else previous.next = entry;
  if (next === undefined) level.last = entry;
  else next.previous = entry;
}
