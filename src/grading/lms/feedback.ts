/**
 * How the students' pages are called in the zip that a platform hands back to them.
 * moodle  {Full name}_{participant}_assignsubmission_file_/nubelab-{unit}.html   (mod/assign/feedback/file/importziplib.php)
 * canvas  {name}_{user}_{attachment}_nubelab-{unit}.html                         (found by its first two numbers)
 */
import type { Settled } from "../marks/settle";
import { pageName } from "../report/page";
import type { SheetPlatform } from "./fill";

/** Where in the zip, and which page of report/students. */
export interface FeedbackEntry {
  name: string;
  page: string;
}

const CANVAS_PREFIX = /^(?:.+?)(?:_LATE)?_\d+_\d+_/s;
const CANVAS_ANONYMOUS_PREFIX = /^anon_[A-Za-z0-9]+?(?:_LATE)?_\d+_/s;

/**
 * @param found who has a row in the platform's sheet; for those who did not hand in through it
 * @returns in the order of the records; a member of a group has a page of their own where the platform can take one
 */
export function feedbackEntries(
  settled: readonly Settled[],
  platform: SheetPlatform,
  found: ReadonlyMap<string, { name: string; id: string }> = new Map(),
): FeedbackEntry[] {
  const taken = new Map<string, number>();
  return settled.flatMap(({ record, totals }) =>
    totals.flatMap(({ student }) => {
      const { origin } = record;
      const place = origin.platform === platform && student === record.student ? origin.place : undefined;
      const key = `${student}\n${record.unit}`;
      const before = taken.get(key) ?? 0;
      taken.set(key, before + 1);
      const parts = ["nubelab", ...(record.unit ? [record.unit] : []), ...(before > 0 ? [before + 1] : [])];
      const file = `${parts.join("-")}.html`;
      const name = platform === "moodle" ? moodleName(place, found.get(student), file) : canvasName(place, file);
      return name === undefined ? [] : [{ name, page: pageName(record, student) }];
    }),
  );
}

function moodleName(place: string | undefined, row: { name: string; id: string } | undefined, file: string) {
  if (place !== undefined) return `${place}/${file}`;
  if (!row?.id) return undefined;
  const name = row.name.replace(/[_/\\]/g, " "); // the importer splits at "_"
  return `${name}_${row.id}_assignsubmission_file_/${file}`;
}

function canvasName(place: string | undefined, file: string): string | undefined {
  const prefix = CANVAS_ANONYMOUS_PREFIX.exec(place ?? "")?.[0] ?? CANVAS_PREFIX.exec(place ?? "")?.[0];
  return prefix && `${prefix}${file}`;
}
