import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Results, SubmissionRecord } from "../../../../src/grading/record";
import { gradesCsv } from "../../../../src/grading/report/csv";
import { indexPage, pageName, studentPage, teacherPage } from "../../../../src/grading/report/html";

const both = (text: string) => ({ es: text, en: text });
const HOSTILE = `<script>alert(1)</script>"'&`;

const record: SubmissionRecord = {
  student: `=cmd() ${HOSTILE}`,
  members: [`=cmd() ${HOSTILE}`],
  submitted: { at: "2026-03-01T10:00:00.000Z", from: "file", isLate: false },
  origin: { platform: "folder" },
  answers: [{ cell: "x2-queue", how: "cell id", source: `class A {} // ${HOSTILE}`, blank: false }],
  file: "../../etc/<b>.ipynb",
  status: "graded",
  reason: { student: both(""), teacher: both("") },
  level: "isolated",
  trusted: false,
  unit: "02-sqs",
  language: "en",
  hash: "abc",
  seed: "seed-0123",
  points: 1.5,
  possible: 3,
  questions: [
    {
      check: "x2.order",
      cell: "x2-check",
      item: "X2",
      title: { es: "Orden", en: "Order" },
      points: 3,
      earned: 1.5,
      outcome: "partly",
      findings: [
        {
          part: "visible",
          claim: both("seen claim"),
          ok: false,
          weight: 1,
          given: "seen-given",
          observed: HOSTILE,
          expected: "seen-expected",
          hint: both("seen hint"),
        },
        {
          part: "hidden",
          claim: both("kept claim"),
          ok: false,
          weight: 1,
          given: "kept-given",
          observed: "kept-observed",
          expected: "kept-expected",
          hint: both("kept hint"),
        },
        {
          part: "hidden",
          claim: both("held claim"),
          ok: true,
          weight: 1,
          given: "kept-given",
          hint: both("useless hint"),
        },
      ],
      answers: [{ cell: "x2-queue", how: "cell id" }],
      borrowed: [],
      notes: [both(`note ${HOSTILE}`)],
      flags: [],
      output: `printed ${HOSTILE}`,
      durationMs: 1,
    },
  ],
  open: [
    { cell: "t6", item: "T6", possible: 5, text: `my words ${HOSTILE}`, blank: false, scheme: both("kept-scheme") },
  ],
  flags: [],
  notes: [],
  durationMs: 1,
};

const titles = new Map([["02-sqs", { es: "¿Qué cola?", en: "Which queue?" }]]);
const student = studentPage(record, titles, "1.0");
const teacher = teacherPage(record, titles, "1.0");

describe("a student's page", () => {
  it("shows claims, values and hints of visible cases, and the student's own words", () => {
    for (const text of [
      "Which queue?",
      "seen claim",
      "seen-given",
      "seen-expected",
      "seen hint",
      "my words",
      "1.5 / 3",
      "printed",
    ]) {
      expect(student).toContain(text);
    }
    expect(student).toContain("Awaiting the teacher&#39;s marking");
  });

  it("shows only claim and hint of hidden cases; no seed, no marking scheme", () => {
    for (const text of ["kept claim", "kept hint", "held claim"]) expect(student).toContain(text);
    for (const text of ["kept-given", "kept-observed", "kept-expected", "useless hint", "kept-scheme", "seed-0123"]) {
      expect(student).not.toContain(text);
    }
  });

  it("speaks the notebook's language", () => {
    const spanish = studentPage({ ...record, language: "es" }, titles, "1.0");
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain("Espera la corrección del profesor");
  });
});

describe("the teacher's page", () => {
  it("shows everything, and how to repeat it", () => {
    for (const text of ["kept-given", "kept-expected", "kept-scheme", "--seed", "seed-0123"])
      expect(teacher).toContain(text);
  });
});

const results: Results = {
  schema: "nubelab-results/1",
  tool: { name: "nubelab", version: "1.0", node: "v20" },
  startedAt: "2026-01-05T00:00:00.000Z",
  durationMs: 1_000,
  sandbox: {
    level: "limited",
    trusted: true,
    layers: { user: { held: false, how: HOSTILE } } as never,
    passedOver: [],
  },
  limits: {} as never,
  checks: {},
  reused: 0,
  counts: { graded: 1, review: 0, rejected: 1, error: 0 },
  records: [
    record,
    {
      ...record,
      student: "b",
      unit: null,
      status: "rejected",
      questions: [],
      reason: { student: both(""), teacher: both('not JSON, "truly"') },
    },
  ],
  ignored: [HOSTILE],
  missing: [],
};
const index = indexPage(results, "1.0");

describe("every page", () => {
  it.each([
    ["student", student],
    ["teacher", teacher],
    ["index", index],
  ])("escapes what students wrote and lets nothing run: %s", (_name, page) => {
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<b>");
    expect(page).toContain("&lt;script&gt;");
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] as string;
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'`);
  });

  it("has a file name that is safe, readable and its own", () => {
    expect(pageName(record)).toMatch(/^[A-Za-z0-9-]+-[0-9a-f]{10}\.html$/);
    expect(pageName({ ...record, student: "../x" })).not.toContain("/");
    expect(pageName({ ...record, student: "a b" })).not.toBe(pageName({ ...record, student: "a-b" }));
  });

  it("says on the overview when the teacher's word stood in for isolation", () => {
    expect(index).toContain("--trust-submissions");
  });
});

describe("grades.csv", () => {
  const [header, first, second] = gradesCsv(results).split("\n");
  it("has a column a check and a line a submission", () => {
    expect(header).toBe("student,file,unit,status,points,possible,awaiting_manual,02-sqs:x2.order,reason");
    expect(first).toContain(",02-sqs,graded,1.5,3,5,1.5,");
    expect(second).toBe('b,../../etc/<b>.ipynb,,rejected,,,,,"not JSON, ""truly"""');
  });

  it("defuses formulas", () => {
    expect(first).toMatch(/^"'=cmd\(\)/);
  });
});
