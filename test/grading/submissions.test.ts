/** Every fixture of fixtures.ts in one run of the grader, as a class hands them in; each gets its own record, whatever the others do. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grade, type QuestionResult, type Results, type SubmissionRecord } from "../../src/grading";
import { findProgram } from "../../src/grading/sandbox/programs";
import { fixtures, smallCourse } from "./fixtures";

const FULL = { "l2.queues": 0.5, "l2.sender": 0.5, "x2.order": 1.5, "x7.priority": 1 };

let folder: string;
let results: Results;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-class-"));
  for (const { name, bytes } of fixtures) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "02-sqs.ipynb"), bytes());
  }
  symlinkSync("/etc/passwd", join(folder, "link.ipynb"));
  writeFileSync(join(folder, "notes.txt"), "no notebook");
  results = await grade({
    paths: [folder],
    secret: "a secret of the tests",
    course: await smallCourse(),
    trust: findProgram("bwrap") === null,
    limits: { wallMs: 6_000 },
  });
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recordOf = (student: string): SubmissionRecord => {
  const found = results.records.filter((record) => record.student === student);
  expect(found, `records of ${student}`).toHaveLength(1);
  return found[0] as SubmissionRecord;
};

const textOf = ({ findings, notes }: QuestionResult): string =>
  [
    ...findings
      .filter((finding) => !finding.ok)
      .map(({ claim, observed, hint }) => `${claim.en}\n${observed}\n${hint?.en}`),
    ...notes.map((note) => note.en),
  ].join("\n");

describe("a class of submissions", () => {
  for (const { name, expected } of fixtures) {
    it(`${name}: gets the points and the message it must get`, () => {
      const record = recordOf(name);
      expect(record.status, JSON.stringify(record.reason)).toBe(expected.status);
      if (expected.reason) expect(record.reason.teacher.en).toMatch(expected.reason);
      if (expected.status === "rejected") {
        expect(record.questions).toEqual([]);
        return;
      }
      const wanted = {
        "l2.queues": expected.queues,
        "l2.sender": expected.sender,
        "x2.order": expected.x2,
        "x7.priority": expected.x7,
      };
      for (const [check, want] of Object.entries(wanted)) {
        const question = record.questions.find((one) => one.check === check) as QuestionResult;
        const full = FULL[check as keyof typeof FULL];
        expect(question.outcome, `${check}: ${textOf(question)}`).toBe(want?.outcome ?? "passed");
        if (want?.earned === "some") {
          expect(question.earned).toBeGreaterThan(0);
          expect(question.earned).toBeLessThan(full);
        } else expect(question.earned, check).toBe(want?.earned ?? full);
        if (want?.says) expect(textOf(question)).toMatch(want.says);
      }
      const sum = record.questions.reduce((total, question) => total + question.earned, 0);
      expect(record.points).toBeCloseTo(sum, 5);
      expect(record.possible).toBe(3.5);
      if (expected.note) {
        const notes = [...record.notes.map((note) => note.en), ...record.questions.map(textOf)].join("\n");
        expect(notes).toMatch(expected.note);
      }
    });
  }

  it("gives exactly one record to every submission, in the order of the files", () => {
    const students = [...fixtures.map(({ name }) => name), "link"].sort();
    expect(results.records.map((record) => record.student).sort()).toEqual(students);
    expect(results.counts.error).toBe(0);
    const { graded, review, rejected } = results.counts;
    expect(graded + review + rejected).toBe(fixtures.length + 1);
  });

  it("never opens a link", () => {
    expect(recordOf("link")).toMatchObject({
      status: "rejected",
      reason: { teacher: { en: "It is a link, not a file." } },
    });
  });

  it("lists what is no notebook", () => {
    expect(results.ignored).toEqual(["notes.txt"]);
  });

  it("lends the reference where a prerequisite is missing, and says so", () => {
    const sender = recordOf("missing-prerequisite").questions.find((question) => question.check === "l2.sender");
    expect(sender).toMatchObject({ earned: 0.5, borrowed: ["l2-queues"] });
  });

  it("keeps open answers for a person, with their text", () => {
    const [answer] = recordOf("right").open;
    expect(answer).toMatchObject({ cell: "t6-answer", possible: 2, blank: false });
    expect(answer?.text.length).toBeGreaterThan(20);
    expect(recordOf("blank").open[0]).toMatchObject({ blank: true });
  });

  it("writes the level of the sandbox into every record", () => {
    for (const { level, trusted } of results.records)
      expect([level, trusted]).toEqual([results.sandbox.level, results.sandbox.trusted]);
    if (findProgram("bwrap")) expect(results.sandbox.level).toBe("isolated");
  });
});
