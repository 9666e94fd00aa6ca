/** Writes a run's results: results.json, grades.csv, report/index.html, report/teacher/*.html, report/students/*.html. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Results } from "../record";
import { gradesCsv } from "./csv";
import { indexPage, pageName, studentPage, teacherPage, type UnitTitles } from "./html";

/** @param folder the output folder; made if missing */
export function writeResults(results: Results, folder: string, titles: UnitTitles): void {
  const { version } = results.tool;
  for (const name of ["report/teacher", "report/students"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(folder, "grades.csv"), gradesCsv(results));
  writeFileSync(join(folder, "report/index.html"), indexPage(results, version));
  for (const record of results.records) {
    writeFileSync(join(folder, "report/teacher", pageName(record)), teacherPage(record, titles, version));
    writeFileSync(join(folder, "report/students", pageName(record)), studentPage(record, titles, version));
  }
}
