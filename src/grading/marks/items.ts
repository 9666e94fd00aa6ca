/** Points by item, checks and marks of a person together. */
import { round, type SubmissionRecord } from "../record";
import type { Total } from "./settle";

/** Points of an item; "" where the unit has none, or while its only answer waits for its mark. */
export function earnedOf({ questions, open }: SubmissionRecord, { marks }: Total, item: string): number | "" {
  const earned = questions.filter((question) => question.item === item).map((question) => question.earned);
  const marked = open
    .filter((answer) => answer.item === item)
    .flatMap(({ cell, blank }) => marks.get(cell)?.points ?? (blank ? [0] : []));
  const all = [...earned, ...marked];
  return all.length === 0 ? "" : round(all.reduce((sum, one) => sum + one, 0));
}

const KINDS = "TELXP"; // theory, examples, labs, exercises, practice: the order of the course

/** Every item that the records know, T1 before T2 before T10 before L1. */
export function itemsOf(records: readonly SubmissionRecord[]): string[] {
  const items = new Set(records.flatMap(({ questions, open }) => [...questions, ...open].map(({ item }) => item)));
  const rank = (item: string) => (KINDS.includes(item.charAt(0)) ? KINDS.indexOf(item.charAt(0)) : KINDS.length);
  return [...items].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en", { numeric: true }));
}
