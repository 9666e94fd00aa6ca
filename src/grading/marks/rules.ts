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
 *
 * rules.schema.json says the same to editors.
 */
import Ajv, { type ErrorObject } from "ajv";
import { parseTimestamp } from "../read/timestamp";
import rulesSchema from "./rules.schema.json";

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

const schema = new Ajv({ verbose: true, allErrors: true, allowUnionTypes: true })
  .addFormat("moment", (text: string) => parseTimestamp(text) !== null)
  .compile<Given>(rulesSchema);

interface Given {
  due?: string | Record<string, string>;
  graceMinutes?: number;
  late?: { percentPerDay?: number; most?: number };
  cutoffDays?: number;
  extra?: string[];
}

/** What may be named in the rules. */
export interface Known {
  units: readonly string[];
  items: readonly string[];
}

/**
 * @param name of the file, for messages
 * @param known names of the course: others are refused
 * @throws Error naming key, rule and value, a line for each fault
 */
export function parseRules(text: string, name: string, known?: Known): Rules {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name}: not valid JSON: ${(cause as Error).message}`, { cause });
  }
  if (!schema(json)) {
    const faults = (schema.errors ?? []).filter(({ keyword }) => keyword !== "if").map((error) => faultOf(error));
    throw new Error(faults.map((fault) => `${name}: ${fault}`).join("\n"));
  }
  const due = Object.entries(typeof json.due === "string" ? { "*": json.due } : (json.due ?? {}));
  const extra = json.extra ?? [];
  if (known) {
    const units = due.map(([unit]) => unit).filter((unit) => unit !== "*" && !known.units.includes(unit));
    const items = extra.filter((item) => !known.items.includes(item));
    const faults = [
      ...units.map((unit) => `due: a unit of the course (${known.units.join(", ")}), not "${unit}"`),
      ...items.map((item) => `extra: an item of the course (${known.items.join(", ")}), not "${item}"`),
    ];
    if (faults.length > 0) throw new Error(faults.map((fault) => `${name}: ${fault}`).join("\n"));
  }
  return {
    due: new Map(due.map(([unit, time]) => [unit, parseTimestamp(time) as number])),
    graceMs: (json.graceMinutes ?? 0) * 60_000,
    percentPerDay: json.late?.percentPerDay ?? 0,
    mostPercent: json.late?.most ?? 100,
    cutoffDays: json.cutoffDays ?? null,
    extra: new Set(extra),
  };
}

/** Every part of the schema says in words what it takes. */
function faultOf({ keyword, instancePath, params, parentSchema, data }: ErrorObject): string {
  const key = instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/") || "the file";
  if (keyword === "additionalProperties") {
    const may = Object.keys(parentSchema?.properties ?? {}).filter((one) => one !== "$schema");
    return `unknown key "${params.additionalProperty}"; there may be: ${may.join(", ")}`;
  }
  return `${key}: ${parentSchema?.description}, not ${JSON.stringify(data)}`;
}

export interface Lateness {
  /** ISO 8601. */
  dueAt: string;
  /** Days begun after the due date, >= 1. */
  days: number;
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
