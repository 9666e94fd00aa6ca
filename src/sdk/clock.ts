/** Spans of virtual time as people read them. */
import { language } from "../sim/language";

const SECOND = 1_000;
const UNITS: [name: string, ms: number][] = [
  ["d", 86_400 * SECOND],
  ["h", 3_600 * SECOND],
  ["min", 60 * SECOND],
];

/** 1250 -> "1.25 s"; 93784000 -> "1 d 2 h 3 min 4 s". */
export function clock(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * size;
  }
  const seconds = Math.round(rest) / SECOND;
  if (seconds > 0 || parts.length === 0) {
    parts.push(`${language() === "es" ? String(seconds).replace(".", ",") : seconds} s`);
  }
  return parts.join(" ");
}
