/**
 * Numbers of the supervisor's that its callbacks only tell, such as a clock (course/checks/reading.ts). Each crosses once as a function, and
 * what has changed is told ahead of the next message, so that the worker answers from what it was told last. The two descriptors
 * may bring news out of order: a turn tells which is newer.
 */
import { pristine as P } from "./primordials";

/** The supervisor's end. */
export class Tellers {
  private readonly told = new Map<string, { tell: () => number; last: number }>();
  private turn = 0;

  /** What is written of a reading besides its id. */
  write(id: string, tell: () => number): string {
    const last = tell();
    this.told.set(id, { tell, last });
    return `"v":${last},"n":${++this.turn}`;
  }

  /** A message, with its end of line, of what has changed since it was told; else "". */
  news(): string {
    const changed: string[] = [];
    for (const [id, entry] of this.told) {
      const now = entry.tell();
      if (now === entry.last) continue;
      entry.last = now;
      changed.push(`["${id}",${++this.turn},${now}]`);
    }
    return changed.length === 0 ? "" : `{"told":[${changed.join(",")}]}\n`;
  }
}

interface Told {
  turn: number;
  value: number;
}

/** The worker's end. */
export class Readings {
  private readonly told = new P.Map<string, Told>();

  hear(id: string, turn: number, value: number): Told {
    const known = P.mapGet(this.told, id) as Told | undefined;
    if (known === undefined) {
      const first = { turn, value };
      P.mapSet(this.told, id, first);
      return first;
    }
    if (turn > known.turn) {
      known.turn = turn;
      known.value = value;
    }
    return known;
  }

  /** The function that the student's code gets. */
  callable(id: string, turn: number, value: number): () => number {
    const told = this.hear(id, turn, value);
    return () => told.value;
  }
}
