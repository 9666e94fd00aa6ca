/** Counts of one queue over time: every change of visible, in flight and delayed, and what a chart needs of them. */
import type { Place } from "./messages";
import type { Window } from "./source";

export const STATES = ["visible", "inFlight", "delayed"] as const;
export type State = (typeof STATES)[number];
export type Counts = Record<State, number>;

/** One interval of a summary: average, lowest and highest of each state. */
export interface Interval {
  from: number;
  to: number;
  average: Counts;
  low: Counts;
  high: Counts;
}

interface Summary {
  peak: Record<State, { count: number; at: number }>;
  end: Counts;
  average: Counts;
}

export class DepthSeries {
  readonly #at: number[] = [];
  readonly #counts: Record<State, number[]> = { visible: [], inFlight: [], delayed: [] };
  readonly #now: Counts = { visible: 0, inFlight: 0, delayed: 0 };

  #summary: { window: Window; of: Summary } | undefined; // asked for again and again once the trace is read

  constructor(readonly queue: string) {}

  /** Changes recorded, several of which may share an instant. */
  get changes(): number {
    return this.#at.length;
  }

  move(from: Place | undefined, to: Place, at: number): void {
    if (from !== undefined && from !== "gone") this.#now[from]--;
    if (to !== "gone") this.#now[to]++;
    this.#at.push(at);
    for (const state of STATES) this.#counts[state].push(this.#now[state]);
  }

  /** States that last in the window: visible always, another if it is ever above zero for longer than an instant. */
  states(window: Window): State[] {
    const { average } = this.summary(window);
    return STATES.filter((state) => state === "visible" || average[state] > 0);
  }

  /**
   * The exact steps of a window, one row per instant; an instant in which the count rose and fell again has a row before it
   * for its highest value. Undefined when there would be more than `limit` rows.
   */
  steps(window: Window, limit: number): (Counts & { at: number })[] | undefined {
    const rows: (Counts & { at: number })[] = [{ at: window.from, ...this.#before(window.from) }];
    let last = rows[0]!;
    for (let i = this.#first(window.from); i < this.#at.length && this.#at[i]! <= window.to; ) {
      const at = this.#at[i]!;
      let highest = i;
      let end = i;
      while (end + 1 < this.#at.length && this.#at[end + 1] === at) {
        end++;
        if (this.#counts.visible[end]! > this.#counts.visible[highest]!) highest = end;
      }
      const after = this.#row(end);
      if (this.#counts.visible[highest]! > Math.max(after.visible, last.visible)) rows.push(this.#row(highest));
      if (at === window.from && rows.length === 1) rows.pop();
      rows.push(after);
      last = after;
      i = end + 1;
      if (rows.length > limit) return undefined;
    }
    if (last.at < window.to) rows.push({ ...last, at: window.to });
    return rows;
  }

  /** The window in equal intervals. */
  intervals(window: Window, number: number): Interval[] {
    const width = (window.to - window.from) / number;
    const current = this.#before(window.from);
    let next = this.#first(window.from);
    const found: Interval[] = [];
    for (let k = 0; k < number; k++) {
      const from = window.from + k * width;
      const to = k === number - 1 ? window.to : from + width;
      const low = { ...current };
      const high = { ...current };
      const area: Counts = { visible: 0, inFlight: 0, delayed: 0 };
      let since = from;
      for (; next < this.#at.length; next++) {
        const at = this.#at[next]!;
        if (k === number - 1 ? at > to : at >= to) break;
        for (const state of STATES) {
          area[state] += current[state] * (at - since);
          const value = this.#counts[state][next]!;
          current[state] = value;
          if (value < low[state]) low[state] = value;
          if (value > high[state]) high[state] = value;
        }
        since = at;
      }
      const average = { ...current };
      for (const state of STATES) {
        average[state] = (area[state] + current[state] * (to - since)) / (to - from);
      }
      found.push({ from, to, average, low, high });
    }
    return found;
  }

  /** Highest count of each state and when it was first reached, counts at the end, averages over time. */
  summary(window: Window): Summary {
    if (this.#summary?.window !== window) this.#summary = { window, of: this.#summarise(window) };
    return this.#summary.of;
  }

  #summarise(window: Window): Summary {
    const current = this.#before(window.from);
    const peak = {} as Record<State, { count: number; at: number }>;
    for (const state of STATES) peak[state] = { count: current[state], at: window.from };
    const area: Counts = { visible: 0, inFlight: 0, delayed: 0 };
    let since = window.from;
    const pass = (until: number) => {
      for (const state of STATES) area[state] += current[state] * (until - since);
      since = until;
    };
    for (let i = this.#first(window.from); i < this.#at.length && this.#at[i]! <= window.to; i++) {
      const at = this.#at[i]!;
      pass(at);
      for (const state of STATES) {
        const value = this.#counts[state][i]!;
        current[state] = value;
        if (value > peak[state].count) peak[state] = { count: value, at };
      }
    }
    pass(window.to);
    const average = { ...current };
    const lasts = window.to - window.from;
    if (lasts > 0) for (const state of STATES) average[state] = area[state] / lasts;
    return { peak, end: current, average };
  }

  #row(i: number): Counts & { at: number } {
    return {
      at: this.#at[i]!,
      visible: this.#counts.visible[i]!,
      inFlight: this.#counts.inFlight[i]!,
      delayed: this.#counts.delayed[i]!,
    };
  }

  /** First change at or after a time. */
  #first(time: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #before(time: number): Counts {
    const i = this.#first(time) - 1;
    if (i < 0) return { visible: 0, inFlight: 0, delayed: 0 };
    const { at: _, ...counts } = this.#row(i);
    return counts;
  }
}
