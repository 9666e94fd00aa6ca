import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { latenessOf, NO_RULES, parseRules } from "../../../../src/grading/marks/rules";
import { totalOf } from "../../../../src/grading/marks/settle";
import { marksSheet, readMarks } from "../../../../src/grading/marks/sheet";
import type { SubmissionRecord } from "../../../../src/grading/record";

const both = (text: string) => ({ es: text, en: text });
const record = {
  student: "ana",
  members: ["ana", "luis"],
  unit: "02-sqs",
  language: "en",
  submitted: { at: "2026-03-02T12:00:00.000Z", from: "timestamp.txt", isLate: false },
  questions: [
    { item: "X2", points: 4, earned: 3 },
    { item: "X9", points: 2, earned: 2 },
  ],
  open: [{ cell: "t6-answer", item: "T6", possible: 2, text: "=my words", blank: false, scheme: both("look for it") }],
} as unknown as SubmissionRecord;

const possible = (unit: string, cell: string) => (unit === "02-sqs" && cell === "t6-answer" ? 2 : undefined);
const read = (text: string) => readMarks(Buffer.from(text), "marks.csv", possible);

describe("marks", () => {
  it("come back from the sheet that was written, and stand in the next one", () => {
    const sheet = marksSheet([record], new Map());
    expect(sheet).toContain("'=my words"); // no formula
    expect(read(sheet).size).toBe(0);
    const filled = sheet.replace("T6,2,,,", 'T6,2,1.5,"good, short",');
    const marks = read(filled);
    expect([...marks.values()]).toMatchObject([{ points: 1.5, comment: "good, short" }]);
    expect(read(marksSheet([record], marks))).toEqual(marks);
  });

  it("keep a comment without a mark, which still waits, and the marks of others than this run's", () => {
    const marks = read("student;unit;cell;mark;comment\nana;02-sqs;t6-answer;;ask her\nzoe;02-sqs;t6-answer;1,5;");
    expect(totalOf(record, "ana", { marks, rules: NO_RULES })).toMatchObject({ awaiting: 2, manual: 0 });
    const again = read(marksSheet([record], marks));
    expect([...again.values()].map(({ points, comment }) => [points, comment])).toEqual([
      [null, "ask her"],
      [1.5, ""],
    ]);
  });

  it("beyond the points, for no answer, or twice, are refused by row, column, rule and value, all at once", () => {
    const rows = [
      "ana,02-sqs,t6-answer,3",
      "",
      "ana,02-sqs,nope,1",
      "eva,02-sqs,t6-answer,1",
      "eva,02-sqs,t6-answer,1",
      "luis,02-sqs,t6-answer,good",
      "ana,02-sqs,t6-answer,-1",
      ",02-sqs,t6-answer,1",
      "ana,02-sqs,bonus,Infinity",
    ];
    const refused = () => read(["student,unit,cell,mark", ...rows].join("\n"));
    expect(refused).toThrow(
      [
        'marks.csv: row 2 (ana, 02-sqs, t6-answer), column "mark": a number from 0 to 2, not "3"',
        'marks.csv: row 4 (ana, 02-sqs, nope), column "cell": an answer in words of the unit, or "bonus", not "nope"',
        'marks.csv: row 6 (eva, 02-sqs, t6-answer), column "mark": one for each answer; row 5 marks the same, not twice',
        'marks.csv: row 7 (luis, 02-sqs, t6-answer), column "mark": a number from 0 to 2, not "good"',
        'marks.csv: row 8 (ana, 02-sqs, t6-answer), column "mark": a number from 0 to 2, not "-1"',
        'marks.csv: row 9 (, 02-sqs, t6-answer), column "student": a student\'s id, not nothing',
        'marks.csv: row 10 (ana, 02-sqs, bonus), column "mark": a number, not "Infinity"',
      ].join("\n"),
    );
    expect(() => read("student,unit,cell\n")).toThrow(/"mark" is missing/);
  });

  it("are the group's unless a member has one of their own; a mark for a changed answer is kept and said", () => {
    const marks = read(
      "student,unit,cell,mark,answer_hash\nana,02-sqs,t6-answer,1,old\nluis,02-sqs,t6-answer,2,\nluis,02-sqs,bonus,0.5,",
    );
    const ana = totalOf(record, "ana", { marks, rules: NO_RULES });
    expect(ana).toMatchObject({ checks: 5, manual: 1, awaiting: 0, total: 6, possible: 8 });
    expect(ana.notes.map(({ en }) => en)).toEqual([
      "The answer t6-answer has changed since it was marked; its mark is kept.",
    ]);
    expect(totalOf(record, "luis", { marks, rules: NO_RULES })).toMatchObject({ manual: 2, bonus: 0.5, total: 7.5 });
    expect(totalOf(record, "ana", { marks: new Map(), rules: NO_RULES })).toMatchObject({ awaiting: 2, total: 5 });
  });
});

describe("rules", () => {
  it("take off for each day begun, and leave extra items out of what can be had", () => {
    const rules = parseRules(
      '{"due": "2026-03-01", "late": {"percentPerDay": 10, "most": 50}, "extra": ["X9"]}',
      "r.json",
    );
    expect(totalOf(record, "ana", { marks: new Map(), rules })).toMatchObject({
      late: { days: 2, percent: 20 },
      total: 4,
      possible: 6,
    });
  });

  it("know grace, the most and the end", () => {
    const rules = parseRules(
      '{"graceMinutes": 10, "late": {"percentPerDay": 30, "most": 50}, "cutoffDays": 3}',
      "r.json",
    );
    const day = 86_400_000;
    expect(latenessOf(600_000, 0, rules)).toBeNull();
    expect(latenessOf(600_001, 0, rules)).toMatchObject({ days: 1, percent: 30 });
    expect(latenessOf(2.5 * day, 0, rules)).toMatchObject({ percent: 50 });
    expect(latenessOf(3 * day + 1, 0, rules)).toMatchObject({ percent: 100 });
    expect(latenessOf(1, undefined, rules)).toBeNull();
  });

  it("say by whose clock it is late, and where the platform disagrees", () => {
    const submitted = { at: "2026-03-02T12:00:00.000Z", from: "file" as const, isLate: false };
    const rules = parseRules('{"due": "2026-03-01", "late": {"percentPerDay": 10}}', "r.json");
    const notes = (submittedAt: typeof submitted, given = rules) =>
      totalOf({ ...record, open: [], submitted: submittedAt }, "ana", { marks: new Map(), rules: given }).notes;
    expect(notes(submitted)[0]?.en).toMatch(/by the file's time/);
    expect(notes({ ...submitted, isLate: true }, NO_RULES)[0]?.en).toMatch(/no due date was given/);
    expect(notes({ ...submitted, at: "2026-02-02T12:00:00.000Z", isLate: true })[0]?.en).toMatch(/here it is in time/);
    expect(notes({ ...submitted, at: "2026-02-02T12:00:00.000Z" })).toEqual([]);
  });

  it("that are wrong are refused by key, rule and value, all at once", () => {
    expect(() => parseRules('{"due": "soon"}', "r.json")).toThrow(/r.json: due: a time like .* not "soon"/);
    expect(() => parseRules('{"due": {"02-sqs": 5}}', "r.json")).toThrow(/r.json: due.02-sqs: a time like .* not 5/);
    expect(() => parseRules('{"dew": 1}', "r.json")).toThrow(
      /unknown key "dew"; there may be: due, graceMinutes, late/,
    );
    expect(() => parseRules('{"late": {"percentPerWeek": 1}}', "r.json")).toThrow(/unknown key "percentPerWeek"/);
    expect(() => parseRules('{"graceMinutes": -1, "late": {"most": 101}}', "r.json")).toThrow(
      "r.json: graceMinutes: a number from 0, not -1\nr.json: late.most: a number from 0 to 100, not 101",
    );
    expect(() => parseRules("[]", "r.json")).toThrow(/r.json: the file: an object, not \[\]/);
    expect(() => parseRules("{", "r.json")).toThrow(/r.json: not valid JSON/);
  });

  it("may be what README shows", () => {
    const readme = readFileSync(join(__dirname, "../../../../README.md"), "utf8");
    const example = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const rules = parseRules(example, "README.md", { units: ["02-sqs"], items: ["X9"] });
    expect(rules).toMatchObject({ graceMs: 900_000, percentPerDay: 10, mostPercent: 50, cutoffDays: 7 });
    expect(new Date(rules.due.get("02-sqs") ?? 0).toISOString()).toBe("2026-03-01T22:59:00.000Z");
  });

  it("name units and items that there are", () => {
    const known = { units: ["02-sqs"], items: ["X2", "X9"] };
    expect(parseRules('{"due": {"02-sqs": "2026-03-01"}, "extra": ["X9"]}', "r.json", known).extra).toContain("X9");
    expect(() => parseRules('{"due": {"2-sqs": "2026-03-01"}, "extra": ["X99"]}', "r.json", known)).toThrow(
      'r.json: due: a unit of the course (02-sqs), not "2-sqs"\nr.json: extra: an item of the course (X2, X9), not "X99"',
    );
  });
});
