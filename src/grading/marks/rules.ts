/**
 * What a teacher lays down beside the points of the checks, in a JSON file given with --rules. Every key may be missing.
 *
 *   {
 *     "due": "2026-03-01 23:59 +01:00",          for every unit, or { "02-sqs": "...", "03-mq": "..." }
 *     "graceMinutes": 15,                         late only after that; then counted from the due date
 *     "late": { "percentPerDay": 10, "most": 50 },  of what was earned, for each day begun; "most" default 100
 *     "cutoffDays": 7,                            later than that earns nothing
 *     "extra": ["X9"]                             items whose points count when earned and are not missed otherwise
 *   }
 */
import { parseTimestamp } from "../read/timestamp";

export interface Rules {
  /** By unit; "*" for all others. Milliseconds since 1970. */
  due: ReadonlyMap<string, number>;
  graceMs: number;
  percentPerDay: number;
  mostPercent: number;
  cutoffDays: number | null;
  extra: ReadonlySet<string>;
}

export const NO_RULES: Rules = {
  due: new Map(),
  graceMs: 0,
  percentPerDay: 0,
  mostPercent: 100,
  cutoffDays: null,
  extra: new Set(),
};

const KEYS = ["due", "graceMinutes", "late", "cutoffDays", "extra"];
const LATE_KEYS = ["percentPerDay", "most"];

/** @throws Error naming key, rule and value */
export function parseRules(text: string, name: string): Rules {
  const bad = (key: string, rule: string, value: unknown) =>
    new Error(`${name}: ${key}: ${rule}, not ${JSON.stringify(value)}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name}: not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const object = (value: unknown, key: string, keys: readonly string[] | null): Record<string, unknown> => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad(key, "an object", value);
    const unknown = keys && Object.keys(value).find((one) => !keys.includes(one));
    if (unknown) throw new Error(`${name}: unknown key "${unknown}"; there may be: ${keys.join(", ")}`);
    return value as Record<string, unknown>;
  };
  const number = (value: unknown, key: string, most = Number.POSITIVE_INFINITY): number => {
    if (typeof value === "number" && value >= 0 && value <= most) return value;
    throw bad(key, most === 100 ? "a number from 0 to 100" : "a number from 0", value);
  };
  const time = (value: unknown, key: string): number => {
    const at = typeof value === "string" ? parseTimestamp(value) : null;
    if (at === null) throw bad(key, 'a time like "2026-03-01 23:59 +01:00"', value);
    return at;
  };
  const given = object(json, "the file", KEYS);
  const due = new Map<string, number>();
  if (typeof given.due === "object" && given.due !== null) {
    for (const [unit, value] of Object.entries(object(given.due, "due", null)))
      due.set(unit, time(value, `due.${unit}`));
  } else if (given.due !== undefined) due.set("*", time(given.due, "due"));
  const late = object(given.late ?? {}, "late", LATE_KEYS);
  const extra = given.extra ?? [];
  if (!Array.isArray(extra) || !extra.every((item) => typeof item === "string")) {
    throw bad("extra", 'a list of items like "X9"', extra);
  }
  return {
    due,
    graceMs: number(given.graceMinutes ?? 0, "graceMinutes") * 60_000,
    percentPerDay: number(late.percentPerDay ?? 0, "late.percentPerDay", 100),
    mostPercent: number(late.most ?? 100, "late.most", 100),
    cutoffDays: given.cutoffDays === undefined ? null : number(given.cutoffDays, "cutoffDays"),
    extra: new Set(extra),
  };
}

export interface Lateness {
  /** ISO 8601. */
  dueAt: string;
  /** Days begun after the due date, >= 1; null when only the platform says that it is late. */
  days: number | null;
  /** Of what was earned, taken off: 0 to 100. */
  percent: number;
}

const DAY = 86_400_000;

/**
 * How late a submission is.
 * @param dueMs its due date, the student's extension included; undefined when there is none
 * @returns null when it is in time
 */
export function latenessOf(submittedMs: number, dueMs: number | undefined, rules: Rules): Lateness | null {
  if (dueMs === undefined || submittedMs <= dueMs + rules.graceMs) return null;
  const days = Math.ceil((submittedMs - dueMs) / DAY);
  const isCut = rules.cutoffDays !== null && submittedMs > dueMs + rules.cutoffDays * DAY;
  const percent = isCut ? 100 : Math.min(rules.mostPercent, days * rules.percentPerDay);
  return { dueAt: new Date(dueMs).toISOString(), days, percent };
}
