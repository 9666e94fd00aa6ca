/** What the chart of a workflow draws, whichever service ran it: rows, bars in them, marks on them. */

/** How a stretch of time went: waiting by plan, still under way, ended well, ended badly, given up. */
export type Phase = "waiting" | "working" | "done" | "failed" | "aborted";

export type Happening = "instant" | "retried" | "failed" | "timedOut" | "caught";

export interface Bar {
  row: string;
  /** For the tooltip: "attempt 2 of charge". */
  what: string;
  from: number;
  to: number;
  phase: Phase;
  /** Drawn thick: somebody works. Thin: a state, or a task that waits for somebody. */
  isWork: boolean;
}

export interface Mark {
  row: string;
  at: number;
  what: Happening;
  /** For the tooltip: the error, the attempt. */
  text: string;
}

/** One run of one workflow. */
export interface Gantt {
  /** Of the machine or the workflow, and of the run. */
  name: string;
  /** From top to bottom. */
  rows: string[];
  bars: Bar[];
  marks: Mark[];
  from: number;
  to: number;
  /** What the vertical axis lists. */
  rowTitle: string;
  sentence: string;
  notes: string[];
}

/** A run that could be drawn. */
export interface RunOf {
  resource: string;
  /** ARN or run id. */
  id: string;
  /** Row of its beginning. */
  row: number;
}

/** Puts things that overlap in time side by side: the same name again, with a number. */
export class Lanes {
  readonly #ends = new Map<string, number[]>();
  readonly rows: string[] = [];
  /** What found no place. */
  dropped = 0;

  /** @param most rows in all */
  constructor(private readonly most: number) {}

  /**
   * The row for something that begins now, or undefined when there is no room. Its lane is taken until `leave`.
   * @param at virtual ms, never before an earlier one
   */
  enter(name: string): { row: string; lane: number } | undefined {
    let lanes = this.#ends.get(name);
    if (lanes === undefined) {
      lanes = [];
      this.#ends.set(name, lanes);
    }
    let lane = lanes.indexOf(0);
    if (lane === -1) {
      if (this.rows.length >= this.most) {
        this.dropped++;
        return undefined;
      }
      lane = lanes.length;
      lanes.push(0);
      const row = rowName(name, lane);
      const before = lane === 0 ? -1 : this.rows.indexOf(rowName(name, lane - 1));
      this.rows.splice(before === -1 ? this.rows.length : before + 1, 0, row);
    }
    lanes[lane] = 1;
    return { row: rowName(name, lane), lane };
  }

  leave(name: string, lane: number): void {
    this.#ends.get(name)![lane] = 0;
  }
}

function rowName(name: string, lane: number): string {
  return lane === 0 ? name : `${name} (${lane + 1})`;
}
