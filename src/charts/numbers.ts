/** Numbers and spans of time as words, in the language in use. */
import { number, say } from "../sim/language";

export { number };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of milliseconds in its natural unit: "0 s", "20 ms", "3.2 s", "12.5 min", "4 h", "3 d". */
export function span(ms: number): string {
  const size = Math.abs(ms);
  if (size === 0) return "0\u00a0s";
  if (size < SECOND) return `${number(ms, size < 10 ? 1 : 0)}\u00a0ms`;
  const unit = timeUnit(size);
  return `${number(ms / unit.ms, 2)}\u00a0${unit.symbol}`;
}

export interface TimeUnit {
  ms: number;
  symbol: string;
}

/** The unit in which an axis over a span of milliseconds reads best. */
export function timeUnit(spanMs: number): TimeUnit {
  if (spanMs <= 3 * MINUTE) return { ms: SECOND, symbol: "s" };
  if (spanMs <= 3 * HOUR) return { ms: MINUTE, symbol: "min" };
  if (spanMs <= 4 * DAY) return { ms: HOUR, symbol: "h" };
  return { ms: DAY, symbol: say({ es: "días", en: "days" }) };
}

/** A time in the axis's unit, short enough for a spec: six significant digits are finer than any pixel. */
export function inUnit(ms: number, unit: TimeUnit): number {
  return short(ms / unit.ms);
}

/** Six significant digits. */
export function short(value: number): number {
  return Number(value.toPrecision(6));
}

/** "1 message", "2 messages". */
export function count(n: number, one: string, many: string): string {
  return `${number(n)}\u00a0${n === 1 ? one : many}`;
}

/** When, from the start, in the words of a Spanish sentence: "a los 10,2 s", "a las 3 h", "al cabo de 1 h". */
export function momentEs(ms: number): string {
  const text = span(ms);
  if (/^-?1\u00a0/.test(text)) return `al cabo de ${text}`;
  return `a ${text.endsWith("h") ? "las" : "los"} ${text}`;
}

/** A name as it may stand in a chart: at most 40 characters, so that no name makes a spec large. */
export function label(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 24)}…${name.slice(-15)}`;
}

/** Value below which a share of the sorted values lies, by nearest rank. NaN when there are none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
