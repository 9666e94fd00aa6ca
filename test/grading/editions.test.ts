/** The course's own notebooks: solved they get every point in both languages, as handed out they get none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, notebookText, unitNames } from "../../src/course/build";
import { type Course, grade, openCourse, type Results, type SubmissionRecord } from "../../src/grading";
import { findProgram } from "../../src/grading/sandbox/programs";

let folder: string;
let course: Course;
let results: Results;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-editions-"));
  course = await openCourse();
  for (const name of unitNames()) {
    for (const language of ["es", "en"] as const) {
      for (const solved of [true, false]) {
        const student = `${solved ? "solved" : "blank"}-${language}`;
        mkdirSync(join(folder, student), { recursive: true });
        writeFileSync(
          join(folder, student, `${name}.ipynb`),
          notebookText(edition(loadUnit(name), { language, solved })),
        );
      }
    }
  }
  results = await grade({ paths: [folder], secret: "s", course, trust: findProgram("bwrap") === null });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const failures = ({ questions }: SubmissionRecord) =>
  questions.flatMap(({ check, findings }) =>
    findings
      .filter((finding) => !finding.ok)
      .map((finding) => `${check}: ${finding.claim.en} (${finding.observed ?? finding.hint?.en})`),
  );

describe("the course's own editions", () => {
  for (const name of unitNames()) {
    for (const language of ["es", "en"] as const) {
      const recordOf = (kind: string) =>
        results.records.find(
          (record) => record.student === `${kind}-${language}` && record.unit === name,
        ) as SubmissionRecord;

      it(`${name} solved, in ${language}: every point`, () => {
        const record = recordOf("solved");
        expect(failures(record)).toEqual([]);
        expect(record).toMatchObject({ status: "graded", language, points: record.possible, flags: [] });
        expect(record.questions.map(({ check }) => check)).toEqual(
          course.units.find((unit) => unit.name === name)?.questions[language].map(({ check }) => check),
        );
      });

      it(`${name} as handed out, in ${language}: none, and no answer yet`, () => {
        const record = recordOf("blank");
        expect(record).toMatchObject({ status: "graded", language, points: 0, flags: [] });
        for (const { outcome } of record.questions) expect(outcome).toBe("no-answer");
        for (const { blank } of record.open) expect(blank).toBe(true);
      });
    }
  }
});
