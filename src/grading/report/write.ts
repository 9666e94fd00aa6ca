/**
 * Writes what a run gives: results.json with its schema, grades.csv, marks.csv and marks.html, report/index.html, report/alike.html,
 * report/teacher/*.html, report/students/*.html. Each file is there whole or as it was.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../files/whole";
import { type Settling, settleAll, UNSETTLED } from "../marks/settle";
import { marksSheet } from "../marks/sheet";
import { RESULTS_FILE, type Results } from "../record";
import type { Starters } from "./alike/view";
import { classPages } from "./class-page";
import { gradesCsv } from "./csv";
import { studentPage, teacherPage } from "./html";
import { marksPage } from "./marks-page";
import { pageName, type UnitTitles } from "./page";
import { published, SCHEMA_FILE, schemaText } from "./published";
import { studentView, teacherView } from "./view";

export interface WriteOptions {
  /** Marks of a person and rules; default none. */
  settling?: Settling;
  /** The answer cells as handed out, so that what everyone was given is not found alike. */
  starters?: Starters;
}

/** Where marks stand between two runs, in the output folder. */
export const MARKS_FILE = "marks.csv";

/** @param folder the output folder; made if missing */
export async function writeResults(
  results: Results,
  folder: string,
  titles: UnitTitles,
  { settling = UNSETTLED, starters }: WriteOptions = {},
): Promise<void> {
  const frame = { titles, version: results.tool.version };
  const settled = settleAll(results, settling);
  for (const name of ["teacher", "students"]) {
    rmSync(join(folder, "report", name), { recursive: true, force: true }); // pages of who is gone
    mkdirSync(join(folder, "report", name), { recursive: true });
  }
  const write = (name: string, text: string) => writeWhole(join(folder, name), text);
  write(RESULTS_FILE, `${JSON.stringify(published(results, settled), null, 1)}\n`);
  write(SCHEMA_FILE, schemaText());
  write("grades.csv", gradesCsv(results, settling));
  write(MARKS_FILE, marksSheet(results.records, settling.marks));
  write("marks.html", marksPage(settled, frame.version));
  for (const { record, totals } of settled) {
    const pages = totals.map(({ student }) => ({ student, page: pageName(record, student) }));
    write(`report/teacher/${pageName(record)}`, teacherPage(teacherView(record, totals), frame, pages));
    for (const total of totals) {
      write(`report/students/${pageName(record, total.student)}`, studentPage(studentView(record, total), frame));
    }
  }
  const { index, alike } = await classPages(results, settling, frame, starters);
  write("report/index.html", index);
  write("report/alike.html", alike);
}
