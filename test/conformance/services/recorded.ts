/**
 * The cases recorded from AWS, kept beside the project: ../shared/conformance, or the folder in NUBELAB_CONFORMANCE.
 * Where they are absent, suites that need them are skipped by name.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";

const folder = process.env.NUBELAB_CONFORMANCE ?? resolve(__dirname, "../../../../shared/conformance");

export function hasRecorded(file: string): boolean {
  return existsSync(join(folder, file));
}

/** The rows of a .jsonl file, or the list in a .json file. */
export function recorded<T>(file: string): T[] {
  const text = readFileSync(join(folder, file), "utf8");
  if (file.endsWith(".json")) return JSON.parse(text);
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

/** How a file went. */
export interface Score {
  reached: number;
  of: number;
  /** id and what happened instead */
  missed: { id: string; why: string }[];
}

/** Runs every case; `run` answers undefined when it was reached, else what happened instead. */
export function score<T extends { id: string }>(cases: readonly T[], run: (each: T) => string | undefined): Score {
  const missed: Score["missed"] = [];
  for (const each of cases) {
    const why = run(each);
    if (why !== undefined) missed.push({ id: each.id, why });
  }
  return { reached: cases.length - missed.length, of: cases.length, missed };
}

/** A committed score, with the reason for each case that is not reached, by its id. */
export interface Committed {
  reached: number;
  of: number;
  reasons: Record<string, string>;
}

/** Of each file at least so much is needed, whatever is committed. */
const LEAST = 0.95;

/**
 * Prints the score, and holds it against the committed one: it may not fall.
 * @throws AssertionError that names what has become worse, or a case that is missed without a reason
 */
export function hold(file: string, result: Score, committed: Committed): void {
  console.log(report(file, result, committed.reasons));
  const share = result.reached / result.of;
  const unexplained = result.missed.filter(({ id }) => committed.reasons[id] === undefined);
  expect(unexplained, `${file}: missed, and scores.json gives no reason`).toEqual([]);
  expect(share, `${file}: the share of cases reached has fallen`).toBeGreaterThanOrEqual(
    committed.reached / committed.of,
  );
  expect(share, `${file}: the share of cases reached`).toBeGreaterThanOrEqual(LEAST);
}

/** One line for the summary, and one for each case that was not reached. */
export function report(file: string, { reached, of, missed }: Score, reasons: Record<string, string>): string {
  const lines = [`${file}: ${reached} of ${of} recorded cases reached`];
  for (const { id, why } of missed) lines.push(`  not reached: ${id}: ${reasons[id] ?? why}`);
  return lines.join("\n");
}
