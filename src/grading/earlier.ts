/**
 * What an output folder holds from runs before. A run over one student's notebook, or over the next zip, leaves the rows of the others
 * as they are; a run over the same path again replaces all that came from there, so that who is gone from it is gone. What was no
 * notebook of the course gives way to anything that its student hands in later.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { countsOf, RESULTS_FILE, type Results, SCHEMA, type SubmissionRecord } from "./record";

/**
 * The records in the folder; none in a new one.
 * @throws Error for a results.json that is none of this version
 */
export function readEarlier(folder: string): SubmissionRecord[] {
  const path = join(folder, RESULTS_FILE);
  if (!existsSync(path)) return [];
  let found: Partial<Results>;
  try {
    found = JSON.parse(readFileSync(path, "utf8")) as Partial<Results>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    found = {};
  }
  if (found.schema === SCHEMA && Array.isArray(found.records)) return found.records;
  throw new Error(`${path} holds no results of this version (${SCHEMA}): move it away, or choose another folder`);
}

/**
 * The results with the earlier records that the run did not look at, each at its old place.
 * @param paths what the run was given
 * @returns also how many records stayed
 */
export function withEarlier(
  results: Results,
  earlier: readonly SubmissionRecord[],
  paths: readonly string[],
): { results: Results; stayed: number } {
  const anew = new Map(results.records.flatMap((record) => keysOf(record).map((key) => [key, record] as const)));
  const present = new Set(results.records.flatMap(({ members }) => members));
  const records = new Set<SubmissionRecord>();
  let stayed = 0;
  for (const record of earlier) {
    for (const key of keysOf(record)) if (anew.has(key)) records.add(anew.get(key) as SubmissionRecord);
    if (isUnder(record, paths)) continue;
    const isReplaced = (student: string) =>
      record.unit === null ? present.has(student) : anew.has(keyOf(student, record));
    const members = record.members.filter((student) => !isReplaced(student));
    if (members.length === 0) continue;
    records.add({ ...record, members });
    stayed++;
  }
  if (stayed === 0) return { results, stayed };
  const all = [...new Set([...records, ...results.records])];
  const there = new Set(all.flatMap(({ members }) => members));
  const missing = results.missing.filter((student) => !there.has(student));
  return { results: { ...results, records: all, counts: countsOf(all), missing }, stayed };
}

const keyOf = (student: string, { unit }: SubmissionRecord) => `${student}\n${unit ?? ""}`;
const keysOf = (record: SubmissionRecord) => record.members.map((student) => keyOf(student, record));

/** Of a record that does not tell where it came from, the newer run decides. */
function isUnder({ origin: { under } }: SubmissionRecord, paths: readonly string[]): boolean {
  if (under === undefined) return true;
  return paths.some((path) => {
    const way = relative(resolve(path), under);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(path, way) === under);
  });
}
