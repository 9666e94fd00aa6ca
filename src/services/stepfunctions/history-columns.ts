/**
 * The events of all executions, column by column, as the trace keeps its facts: a machine that runs a hundred thousand times would
 * otherwise be mostly garbage collection. An event's row leads to the row before it in the same execution.
 */
import type { EventLabel } from "./event-label";

const CHUNK_BITS = 13;
const ROWS = 1 << CHUNK_BITS;
const MASK = ROWS - 1;

/** 8,192 rows: columns grow a chunk at a time, without copying. */
class Chunk {
  readonly label = new Array<EventLabel>(ROWS);
  readonly value = new Array<unknown>(ROWS);
  readonly at = new Float64Array(ROWS);
  readonly previousId = new Uint32Array(ROWS);
  readonly before = new Int32Array(ROWS);
}

export interface HistoryRow {
  readonly label: EventLabel;
  readonly value: unknown;
  /** Virtual ms. */
  readonly atMs: number;
  /** Id of the event that it follows; 0 for none. */
  readonly previousId: number;
  /** Row of the event before it in the same execution; -1 for the first. */
  readonly before: number;
}

export class HistoryColumns {
  readonly #chunks: Chunk[] = [];
  #length = 0;

  /** Returns the row. */
  add(label: EventLabel, value: unknown, atMs: number, previousId: number, before: number): number {
    const row = this.#length++;
    const i = row & MASK;
    if (i === 0) this.#chunks.push(new Chunk());
    const chunk = this.#chunks[row >>> CHUNK_BITS]!;
    chunk.label[i] = label;
    chunk.value[i] = value;
    chunk.at[i] = atMs;
    chunk.previousId[i] = previousId;
    chunk.before[i] = before;
    return row;
  }

  at(row: number): HistoryRow {
    const chunk = this.#chunks[row >>> CHUNK_BITS]!;
    const i = row & MASK;
    return {
      label: chunk.label[i]!,
      value: chunk.value[i],
      atMs: chunk.at[i]!,
      previousId: chunk.previousId[i]!,
      before: chunk.before[i]!,
    };
  }
}
