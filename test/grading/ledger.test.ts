/** What is finished is kept: a run that was killed goes on, equal submissions are not graded again, changed ones are. */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Course, type GradeOptions, grade, type Results } from "../../src/grading";
import { gradesCsv } from "../../src/grading/report/csv";
import { findProgram } from "../../src/grading/sandbox/programs";
import { answering, blank, smallCourse, solved } from "./fixtures";

let folder: string;
let ledger: string;
let course: Course;
let whole: Results;

const save = (student: string, book: object) =>
  writeFileSync(join(folder, "class", `${student}.ipynb`), JSON.stringify(book));
const run = (more: Partial<GradeOptions> = {}) =>
  grade({
    paths: [join(folder, "class")],
    secret: "s",
    course,
    ledger,
    trust: findProgram("bwrap") === null,
    ...more,
  });
const stable = ({ records }: Results) => JSON.stringify(records);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-ledger-"));
  ledger = join(folder, "ledger.jsonl");
  course = await smallCourse();
  mkdirSync(join(folder, "class"));
  save("ana", solved());
  save("eva", blank());
  save("luis", answering({ "x2-queue": "process.exit(1);" }));
  writeFileSync(join(folder, "class/zoe.ipynb"), "{");
  whole = await run();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the ledger", () => {
  it("keeps every finished record, readable by nobody else", () => {
    const lines = readFileSync(ledger, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    expect(statSync(ledger).mode & 0o077).toBe(0);
    expect(whole.reused).toBe(0);
    expect(Object.keys(whole.checks)).toEqual(["02-sqs"]);
  });

  it("grades nothing twice", async () => {
    const again = await run();
    expect(again.reused).toBe(4);
    expect(stable(again)).toBe(stable(whole));
    expect(gradesCsv(again)).toBe(gradesCsv(whole));
  });

  it("goes on where a kill cut a line short, at any place of it", async () => {
    const bytes = readFileSync(ledger);
    const second = bytes.indexOf(10) + 1;
    for (const cut of [0, 1, second - 1, second, second + 40]) {
      writeFileSync(ledger, bytes.subarray(0, cut));
      const resumed = await run();
      expect(resumed.reused, `cut at ${cut}`).toBe(cut < second ? 0 : 1);
      expect(gradesCsv(resumed), `cut at ${cut}`).toBe(gradesCsv(whole));
      expect(readFileSync(ledger, "utf8").trimEnd().split("\n")).toHaveLength(4);
    }
  }, 120_000);

  it("grades anew what has changed: the file, the seed, the limits, the checks", async () => {
    save("eva", answering({ "x7-queue": "// nothing" }, blank()));
    expect((await run()).reused).toBe(3);
    expect((await run({ seed: "0123456789abcdef" })).reused).toBe(0);
    expect((await run({ limits: { wallMs: 9_000 } })).reused).toBe(0);
    const [unit] = course.units;
    if (!unit) throw new Error("no unit");
    const questions = { ...unit.questions, es: unit.questions.es.slice(1) };
    expect((await run({ course: { ...course, units: [{ ...unit, questions }] } })).reused).toBe(1); // the rejected file
  }, 120_000);

  it("tries again what the grader itself failed on", async () => {
    const broken = {
      ...course,
      judgeOf: () => {
        throw new Error("no such check");
      },
    };
    const other = join(folder, "other.jsonl");
    const failed = await run({ course: broken, ledger: other });
    expect(failed.counts).toEqual({ graded: 0, review: 0, rejected: 1, error: 3 });
    for (const record of failed.records.slice(0, 3))
      expect(record.reason.teacher.en).toBe("The grader failed: no such check");
    const mended = await run({ ledger: other });
    expect([mended.counts.error, mended.reused]).toEqual([0, 1]);
  }, 120_000);

  it("says which line is no record", async () => {
    appendFileSync(ledger, '{"key":1}\n');
    await expect(run()).rejects.toThrow(/ledger\.jsonl: line \d+ is no record/);
  });
});
