/**
 * Every threat to a grade that the course was planned against, 1 to 57, as one class in one run:
 *  1- 7 loops, promises, exits, bombs, full disks      8- 9 endless output           10-16 forged results
 * 17 the kernel's connection  18-27 edited notebooks  28-34 files that are no notebooks of this course, or two
 * 35-38 reading and sending what is not theirs        39-43 links, zips, names      44 markup in a report
 * 45-50 what outlives, catches or leaves its process  51-54 asking whether it is graded, learned answers, load, chance
 * 55-57 type errors, no answer, names that are paths
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check } from "../../../src/course/check";
import { type SubmissionRecord, writeResults } from "../../../src/grading";
import { readCsv } from "../../../src/grading/lms/csv-text";
import { findProgram } from "../../../src/grading/sandbox/programs";
import { editing } from "./cases-editing";
import { forging } from "./cases-forging";
import { CANARY, MARK, reaching } from "./cases-reaching";
import { reading } from "./cases-reading";
import { running } from "./cases-running";
import { zipping } from "./cases-zips";
import { commandsWith, type GradedClass, gradeClass } from "./class";
import { learnedQueue, SEEN_SEED } from "./learned";
import { POINTS, studentOf, THREATS, type Threat } from "./threat";
import { expectVerdict, saidIn } from "./verdict";

const threats: Threat[] = [...reading, ...zipping, ...editing, ...running, ...reaching, ...forging].sort(
  (a, b) => a.id - b.id,
);

let graded: GradedClass;
/** Temporary folders of this process. */
const ownFolders = () =>
  readdirSync(tmpdir()).filter((name) => new RegExp(`^nubelab-[a-z]+-${process.pid}-`).test(name));

beforeAll(async () => {
  process.env.NUBELAB_SECRET_OF_A_TEST = CANARY;
  graded = await gradeClass(threats);
  delete process.env.NUBELAB_SECRET_OF_A_TEST;
}, 600_000);
afterAll(() => graded.close());

const recordOf = (student: string): SubmissionRecord => {
  const found = graded.results.records.filter((record) => record.student === student);
  expect(found, `records of ${student}`).toHaveLength(1);
  return found[0] as SubmissionRecord;
};

describe("the threats", () => {
  it(`are all there, 1 to ${THREATS}`, () => {
    const ids = [...new Set(threats.map(({ id }) => id))].sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: THREATS }, (_, i) => i + 1));
    const students = threats.map(studentOf);
    expect(new Set(students).size).toBe(students.length);
  });

  for (const threat of threats) {
    it(`${threat.id}, ${threat.name}`, () => expectVerdict(recordOf(studentOf(threat)), threat.verdict));
  }

  it("get one record each, and none is the grader's own failure", () => {
    const { records, counts } = graded.results;
    expect(records.map(({ student }) => student).sort()).toEqual(threats.map(studentOf).sort());
    expect(counts.error).toBe(0);
    if (findProgram("bwrap")) expect(graded.results.sandbox.level).toBe("isolated");
  });

  it("37: nothing reached the network", () => expect(graded.connections).toBe(0));
  it("5 and 48: no process is left", () => expect(commandsWith(MARK)).toEqual([]));
  it("16: nothing was written to this machine", () => {
    expect(existsSync("/tmp/owned")).toBe(false);
    expect(ownFolders()).toEqual([]);
  });

  it("38: no secret of the supervisor's is in a record", () => {
    expect(JSON.stringify(graded.results.records)).not.toContain(CANARY);
  });

  it("43: no cell of grades.csv is a formula, and names with commas and quotes keep their columns", async () => {
    const out = join(graded.folder, "out");
    await writeResults(graded.results, out, new Map());
    const { rows } = readCsv(readFileSync(join(out, "grades.csv")), "grades.csv");
    for (const row of rows) {
      expect(row).toHaveLength(rows[0]?.length ?? 0);
      for (const { value } of row) expect(value).not.toMatch(/^[=+\-@\t\r]/);
    }
  });

  it("44: reports hold no markup and no escapes of a student's, and forbid scripts", () => {
    const out = join(graded.folder, "out");
    const pages = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(threats.length);
    for (const page of pages) {
      const html = readFileSync(join(out, page), "utf8");
      expect(html, page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'/);
      for (const raw of ["<script>alert", "<img src=x", "\u001b"])
        expect(html.includes(raw), `${page}: ${raw}`).toBe(false);
    }
  });

  it("52: what was learned by heart is right where it was learned", async () => {
    const report = await check("x2.order", { SQSQueue: learnedQueue() }, { seed: SEEN_SEED });
    expect(report.ok).toBe(true);
  });

  it("54: chance and clock are the same for the same submission", () => {
    const [first, second] = ["", "-again"].map((end) => recordOf(`54-chance-and-clock${end}`));
    const seen = ({ questions }: SubmissionRecord) =>
      questions.map(({ findings, output, earned }) => [findings, output, earned]);
    expect(first?.hash).toBe(second?.hash);
    expect(seen(first as SubmissionRecord)).toEqual(seen(second as SubmissionRecord));
    expect(saidIn(first as SubmissionRecord)).not.toBe("");
  });

  it("give nobody more than the course has", () => {
    for (const { points, questions } of graded.results.records) {
      expect(points).toBeLessThanOrEqual(POINTS.x2 + POINTS.x7);
      for (const { earned, points: most } of questions) expect(earned).toBeLessThanOrEqual(most);
    }
  });
});
