/** What the platforms take back, written into the output folder: their sheet filled in, and the feedback as a zip. */
import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { writeWhole } from "../../files/whole";
import { writeZip } from "../../files/zip";
import type { Course } from "../course";
import { isLateByFile, type Settling, settleAll } from "../marks/settle";
import type { Results } from "../record";
import { feedbackEntries } from "./feedback";
import { fillSheet, openSheet, type Sheet, type SheetPlatform } from "./fill";
import { gradesOf } from "./grades";

export interface HandBackOptions {
  sheet?: Sheet;
  /** The title of the column for the points. */
  column?: string;
}

export interface HandedBack {
  /** Files written, as paths. */
  files: string[];
  /** What the teacher should know, in sentences. */
  notes: string[];
}

/** @throws Error for a file that is no sheet of a platform's */
export const readSheet = (path: string): Sheet => openSheet(readFileSync(path), basename(path));

/** @param folder where writeResults has written */
export async function handBack(
  results: Results,
  folder: string,
  { units }: Course,
  settling: Settling,
  { sheet, column }: HandBackOptions = {},
): Promise<HandedBack> {
  const settled = settleAll(results, settling);
  const out: HandedBack = { files: [], notes: [] };
  const lateByFile = settled.filter(({ record, totals }) =>
    totals.some(({ late }) => isLateByFile(record.submitted, late)),
  );
  if (lateByFile.length > 0) {
    const count = lateByFile.length;
    out.notes.push(
      `${count} lost points for lateness by their files' own times, which copying changes: see the column "submitted" of the class list`,
    );
  }
  const platforms = new Set<SheetPlatform>();
  for (const { origin } of results.records) {
    if (origin.platform === "moodle" || origin.platform === "canvas") platforms.add(origin.platform);
  }
  let found: ReadonlyMap<string, { name: string; id: string }> = new Map();
  if (sheet) {
    platforms.add(sheet.platform);
    const titles = new Map(units.map(({ name, unit }) => [name, Object.values(unit.title)]));
    const people = gradesOf(settled, settling.students);
    const filled = fillSheet(sheet, { people, titles, ...(column === undefined ? {} : { column }) });
    found = filled.found;
    const path = join(folder, `${basename(sheet.name, extname(sheet.name))}-filled.csv`);
    writeWhole(path, filled.bytes);
    out.files.push(path);
    out.notes.push(`${sheet.name}: ${filled.count} grades filled in`, ...filled.notes);
    if (filled.absent.length > 0) out.notes.push(`not in ${sheet.name}: ${filled.absent.join(", ")}`);
    const waiting = people.filter((one) => one.units.some(({ awaiting }) => awaiting > 0)).length;
    if (waiting > 0) out.notes.push(`${waiting} of them still wait for marks of open answers (marks.csv)`);
  }
  for (const platform of platforms) {
    const entries = feedbackEntries(settled, platform, found);
    if (entries.length === 0) continue;
    const path = join(folder, `feedback-${platform}.zip`);
    await writeZip(
      path,
      entries.map(({ name, page }) => [name, join(folder, "report/students", page)]),
    );
    out.files.push(path);
  }
  return out;
}
