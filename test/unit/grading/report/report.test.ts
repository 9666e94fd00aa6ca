import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { itemsOf } from "../../../../src/grading/marks/items";
import { parseRules } from "../../../../src/grading/marks/rules";
import { totalOf, UNSETTLED } from "../../../../src/grading/marks/settle";
import { BONUS, markKey } from "../../../../src/grading/marks/sheet";
import type { Results, SubmissionRecord } from "../../../../src/grading/record";
import { classPages } from "../../../../src/grading/report/class-page";
import { gradesCsv } from "../../../../src/grading/report/csv";
import { studentPage, teacherPage } from "../../../../src/grading/report/html";
import { marksPage } from "../../../../src/grading/report/marks-page";
import { pageName } from "../../../../src/grading/report/page";
import { type ReservedView, studentView, teacherView } from "../../../../src/grading/report/view";

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
      notes: [both(`note ${HOSTILE}`), { ...both("stray note"), stray: true }],
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
const frame = { titles, version: "1.0" };
const total = totalOf(record, record.student, UNSETTLED);
const pageOf = (one: SubmissionRecord, its = total) => studentPage(studentView(one, its), frame);
const student = pageOf(record);
const teacher = teacherPage(teacherView(record, [total]), frame, [{ student: record.student, page: pageName(record) }]);
const marks = marksPage([{ record, totals: [total] }], "1.0");

describe("a cell that does not compile", () => {
  const broken = (check: string, observed: string) => ({
    ...record.questions[0]!,
    ...{ check, title: both(`title of ${check}`), outcome: "type-error" as const, earned: 0 },
    findings: [
      {
        part: "visible" as const,
        claim: both("Your answer compiles"),
        ok: false,
        weight: 1,
        given: "x2-queue",
        observed,
      },
    ],
  });
  const questions = [
    broken("x2.order", "3: no"),
    broken("x2.limit", "3: no"),
    broken("x2.flow", "4: other"),
    broken("x2.retry", "3: no"),
  ];

  it.each(["student", "teacher"])("is told once for its item on the page of the %s", (whose) => {
    const one = { ...record, questions };
    const view = whose === "student" ? studentView(one, total) : teacherView(one, [total]);
    const cases = view.items[0]!.questions.map(({ cases }) => cases);
    const details = cases.map(([first]) => first!.details.find(({ label }) => label === "observed")?.text);
    expect(details).toEqual(["3: no", undefined, "4: other", undefined]);
    expect(cases[3]!.map(({ claim, ok }) => [claim, ok])).toEqual([
      ['Your answer compiles: it is the same mistake as in "title of x2.order", above', false],
    ]);
  });

  it("is told in full in the record, whatever the pages say", () => {
    studentView({ ...record, questions }, total);
    expect(questions.map(({ findings }) => findings[0]!.observed)).toEqual(["3: no", "3: no", "4: other", "3: no"]);
  });
});

describe("a student's page", () => {
  it("shows claims, values and hints of visible cases, and the student's own words", () => {
    for (const text of [
      "Which queue?",
      "seen claim",
      "seen-given",
      "seen-expected",
      "seen hint",
      "my words",
      "1.5 / 8",
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

  it("has no place for what a reserved case holds, and none for what ran beside one", () => {
    const held: ReservedView = { claim: "c", ok: false, hint: "" };
    // @ts-expect-error a reserved case has no details on a student's page
    const leak: ReservedView = { ...held, details: [{ label: "given", text: "kept-given" }] };
    expect(leak.claim).toBe("c");
    const view = studentView(record, total);
    expect(Object.keys(view.items[0]?.questions[0]?.reserved[0] ?? {}).sort()).toEqual(["claim", "hint", "ok"]);
    expect(JSON.stringify(view)).not.toMatch(/kept-(given|observed|expected|scheme)|seed-0123|printed|stray|useless/);
    expect(JSON.stringify(teacherView(record, [total]))).toMatch(/printed.*|stray/);
    const [question] = record.questions;
    if (!question) throw new Error("no question");
    const seen = { ...question, findings: question.findings.filter(({ part }) => part === "visible") };
    expect(pageOf({ ...record, questions: [seen] })).toContain("printed"); // nothing reserved ran beside it
    const fault = { part: "hidden" as const, claim: both("c"), ok: false, weight: 1, hint: both("says kept-given") };
    const threw = { ...question, findings: [{ ...fault, fault: "threw" as const }] };
    expect(pageOf({ ...record, questions: [threw] })).not.toContain("kept-given");
    const slow = { ...question, findings: [{ ...fault, fault: "timeout" as const, hint: both("no answer in time") }] };
    expect(pageOf({ ...record, questions: [slow] })).toContain("no answer in time");
  });

  it("says how the points come about, and the mark and the comment of an answer", () => {
    const late = { dueAt: "2026-02-27T00:00:00.000Z", days: 2, percent: 20 };
    const page = pageOf(record, {
      ...{ ...total, checks: 1.5, manual: 4, late, bonus: 1, total: 5.4, awaiting: 0 },
      marks: new Map([["t6", { points: 4, comment: `Well put ${HOSTILE}` }]]),
    });
    for (const text of ["5.4 / 8", "Before lateness: 5.5", "−20 % (2 days begun)", "Bonus: 1", "4 / 5", "Well put"])
      expect(page).toContain(text);
    expect(page).not.toContain("<script");
  });

  it("speaks the notebook's language", () => {
    const spanish = pageOf({ ...record, language: "es" });
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
      members: ["b"],
      unit: null,
      status: "rejected",
      questions: [],
      reason: { student: both(""), teacher: both('not JSON, "truly"') },
    },
  ],
  ignored: [HOSTILE],
  missing: [],
};
let index: string;
let alike: string;
beforeAll(async () => {
  ({ index, alike } = await classPages(results, UNSETTLED, frame));
});

describe("every page", () => {
  it.each([
    ["student", () => student],
    ["teacher", () => teacher],
    ["marks", () => marks],
    ["index", () => index],
    ["alike", () => alike],
  ])("escapes what students wrote and lets nothing run: %s", (_name, pageOfIt) => {
    const page = pageOfIt();
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<b>");
    if (page !== alike) expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/ style="|<[^>]+ on[a-z]+=|href="(?!#|[\w./-]+\.html)/);
    expect(page).toMatch(/<a class="skip" href="#main">/);
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

describe("the page of marks", () => {
  it("has the marking scheme beside the answer, and the mark when there is one", () => {
    for (const text of ["02-sqs · T6 (t6) · 5 points", "my words", "kept-scheme", "no mark yet", "0 of 1 marked"])
      expect(marks).toContain(text);
    const given = { ...total, marks: new Map([["t6", { points: 3, comment: "short" }]]), changed: new Set(["t6"]) };
    const page = marksPage([{ record, totals: [given] }], "1.0");
    for (const text of ["3 / 5", "short", "has changed since it was marked", "1 of 1 marked"])
      expect(page).toContain(text);
  });
});

describe("grades.csv", () => {
  const [header, first, second, third] = gradesCsv({ ...results, missing: ["zoe"] }).split("\n");
  it("has a column an item, and a row for each person and unit, and who handed in nothing", () => {
    expect(header).toBe(
      "student,unit,status,T6,X2,before_late,late_percent,bonus,total,possible,awaiting_marks,file,reason",
    );
    expect(first).toContain(",02-sqs,graded,,1.5,1.5,0,0,1.5,8,5,");
    expect(second).toBe('b,,rejected,,,,,,,,,../../etc/<b>.ipynb,"not JSON, ""truly"""');
    expect(third).toBe("zoe,,missing,,,,,,,,,,");
  });

  it("has the marks in their items, and the total after lateness; each member has their own row", () => {
    const rules = parseRules('{"due": "2026-02-27 10:00", "late": {"percentPerDay": 10}}', "r.json");
    const mark = (points: number) => ({ points, comment: "", answerHash: "" });
    const given = new Map([
      [markKey("ana", "02-sqs", "t6"), mark(4)],
      [markKey("luis", "02-sqs", "t6"), mark(2.5)],
      [markKey("luis", "02-sqs", BONUS), mark(0.5)],
    ]);
    const records = [{ ...record, student: "ana", members: ["ana", "luis"] }];
    const [, ana, luis] = gradesCsv({ records, missing: [] }, { marks: given, rules }).split("\n");
    expect(ana).toContain("ana,02-sqs,graded,4,1.5,5.5,20,0,4.4,8,0,");
    expect(luis).toContain("luis,02-sqs,graded,2.5,1.5,4,20,0.5,3.7,8,0,");
  });

  it("orders items as the course does", () => {
    const question = (item: string) => ({ item, points: 1, earned: 1 });
    const questions = ["X10", "X2", "L1", "P1"].map(question);
    const open = ["T10", "T2"].map((item) => ({ item }));
    expect(itemsOf([{ questions, open } as never])).toEqual(["T2", "T10", "L1", "X2", "X10", "P1"]);
  });

  it("defuses formulas", () => {
    expect(first).toMatch(/^"'=cmd\(\)/);
  });
});
