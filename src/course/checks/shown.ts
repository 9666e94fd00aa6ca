/** Values as a learner reads them, in notebooks and reports: bounded, one form everywhere. */
import { inspect } from "node:util";

const LONGEST = 2_000; // characters of one value

/** A value as text. A text of several lines, such as a list of calls, is shown as it is. */
export function shown(value: unknown): string {
  const text =
    typeof value === "string" && value.includes("\n")
      ? value
      : inspect(value, { depth: 5, breakLength: 100, compact: 4, maxArrayLength: 40, maxStringLength: 400 });
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
