/** The rows of a timeline: for each chosen message the bars of its states and the marks of what happened to it. */

import type { Trace } from "../sim/trace";
import { type Life, type Place, readMessages } from "./messages";

export interface Bar {
  life: Life;
  state: "delayed" | "visible" | "inFlight" | "deadLetter" | "omitted";
  from: number;
  to: number;
  attempt: number;
}

export interface Mark {
  life: Life;
  what: "deleted" | "returned" | "duplicate" | "deadLettered" | "expired" | "purged";
  at: number;
}

interface Row {
  life: Life;
  bars: Bar[];
  marks: Mark[];
  open: Bar | undefined;
  omitted: number;
}

/**
 * @param home queues in which a message lives; any other that it moves to is its dead-letter queue
 * @param limit bars and marks of one message; what comes after is one grey bar, counted in `omitted`
 */
export function barsOf(
  trace: Trace,
  chosen: readonly Life[],
  home: ReadonlySet<string>,
  last: number,
  limit: number,
): { bars: Bar[]; marks: Mark[]; omitted: number } {
  const rows = new Map<string, Row>();
  for (const life of chosen)
    rows.set(`${life.queue}\n${life.id}`, { life, bars: [], marks: [], open: undefined, omitted: 0 });
  const byId = new Map(chosen.map((life) => [life.id, rows.get(`${life.queue}\n${life.id}`)!]));
  /** The row of a message, also after it has moved to another queue. */
  const rowOf = (life: Life) => rows.get(`${life.queue}\n${life.id}`) ?? (life.moved ? byId.get(life.id) : undefined);

  const isFull = (row: Row) => row.bars.length + row.marks.length >= limit - 2;
  const close = (row: Row, at: number) => {
    if (row.open === undefined) return;
    row.open.to = at;
    if (row.open.state === "omitted") return; // stays open to the end
    if (at > row.open.from) row.bars.push(row.open);
    row.open = undefined;
  };
  const mark = (row: Row, what: Mark["what"], at: number) => {
    if (isFull(row)) row.omitted++;
    else row.marks.push({ life: row.life, what, at });
  };
  const open = (row: Row, life: Life, place: Exclude<Place, "gone">, at: number) => {
    if (row.open?.state === "omitted") {
      row.omitted++;
      return;
    }
    const elsewhere = life.moved && !home.has(life.queue);
    const state = isFull(row) ? "omitted" : elsewhere ? "deadLetter" : place;
    if (state === "omitted") row.omitted++;
    row.open = { life: row.life, state, from: at, to: at, attempt: life.deliveries };
  };

  readMessages(trace, undefined, last, {
    moves(life, from, at) {
      const row = rowOf(life);
      if (row === undefined) return;
      close(row, at);
      if (life.place !== "gone") {
        if (from === "inFlight") mark(row, "returned", at);
        open(row, life, life.place, at);
      } else if (life.outcome !== "moved" && life.outcome !== "open") mark(row, life.outcome, at);
    },
    receives(life, at, duplicate) {
      const row = duplicate ? rowOf(life) : undefined;
      if (row !== undefined) mark(row, "duplicate", at);
    },
  });
  for (const row of rows.values()) close(row, last);
  const all = [...rows.values()];
  return {
    bars: all.flatMap((row) => (row.open === undefined ? row.bars : [...row.bars, row.open])),
    marks: all.flatMap((row) => row.marks),
    omitted: all.reduce((sum, row) => sum + row.omitted, 0),
  };
}
