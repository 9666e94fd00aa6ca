/** What a value may be: names, lengths, spans of seconds, priorities, tags. Each check throws ValidationException. */
import { violation } from "./errors";
import { EXECUTION_SECONDS, EXECUTION_TAGS, LENGTH } from "./limits";

export const CHILD_POLICIES = ["TERMINATE", "REQUEST_CANCEL", "ABANDON"] as const;
export type ChildPolicy = (typeof CHILD_POLICIES)[number];

const PRIORITY = { least: -2_147_483_648, most: 2_147_483_647 };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that AWS forbids
const FORBIDDEN = /[:/|\u0000-\u001f\u007f-\u009f]/;

export function checkLength(value: string | undefined, member: string, most: number, least = 0): void {
  if (value === undefined) return;
  if (value.length < least) throw violation(value, member, `have length greater than or equal to ${least}`);
  if (value.length > most) {
    throw violation(`${value.slice(0, 40)}...`, member, `have length less than or equal to ${most}`);
  }
}

/** Names, versions and ids: no ":", "/", "|", no control characters, not "arn", no blank at either end. */
export function checkName(value: string | undefined, member: string, most: number = LENGTH.name): void {
  checkLength(value, member, most, 1);
  if (value === undefined) return;
  if (FORBIDDEN.test(value)) throw violation(value, member, "not contain ':', '/', '|' or control characters");
  if (value === "arn") throw violation(value, member, "not be the string 'arn'");
  if (value !== value.trim()) throw violation(value, member, "not start or end with whitespace");
}

export function checkOneOf(value: string | undefined, member: string, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value)) {
    throw violation(value, member, `satisfy enum value set: [${values.join(", ")}]`);
  }
}

/** Whole seconds, >= 0, as text; NONE where that is allowed. */
export function checkSeconds(value: string | undefined, member: string, none: "none" | "no none" = "none"): void {
  if (value === undefined || (none === "none" && value === "NONE")) return;
  checkLength(value, member, LENGTH.duration, 1);
  if (/^\d+$/.test(value)) return;
  throw violation(value, member, `be a whole number of seconds${none === "none" ? " or NONE" : ""}`);
}

/** An execution lasts a year at most, and NONE is refused. */
export function checkExecutionSeconds(value: string | undefined, member: string, none?: "none"): void {
  checkSeconds(value, member, none ?? "no none");
  if (value !== undefined && value !== "NONE" && Number(value) > EXECUTION_SECONDS) {
    throw violation(value, member, `be at most ${EXECUTION_SECONDS} seconds (a year)`);
  }
}

export function checkPriority(value: string | undefined, member: string): void {
  if (value === undefined) return;
  const number = Number(value);
  const fits = /^-?\d+$/.test(value) && number >= PRIORITY.least && number <= PRIORITY.most;
  if (!fits) throw violation(value, member, `be a whole number from ${PRIORITY.least} to ${PRIORITY.most}`);
}

/** Tags of an execution. */
export function checkTagList(tags: readonly string[] | undefined, member: string): void {
  if (tags === undefined) return;
  if (tags.length > EXECUTION_TAGS) {
    throw violation(`[${tags.join(", ")}]`, member, `have length less than or equal to ${EXECUTION_TAGS}`);
  }
  for (const [i, tag] of tags.entries()) checkLength(tag, `${member}.${i + 1}.member`, LENGTH.tag, 1);
}

/** Milliseconds of a checked span; undefined for NONE. */
export function msOf(seconds: string | undefined): number | undefined {
  return seconds === undefined || seconds === "NONE" ? undefined : Number(seconds) * 1_000;
}
