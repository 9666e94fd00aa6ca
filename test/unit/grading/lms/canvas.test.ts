import { describe, expect, it } from "vitest";
import { fillSheet, openSheet } from "../../../../src/grading/lms/fill";
import { gradesOf } from "../../../../src/grading/lms/grades";
import type { SubmissionRecord } from "../../../../src/grading/record";
import { from, recordOf, settledOf } from "./class";

const titles = new Map([
  ["01-sns", ["¿Quién se entera?", "Who hears of it?"]],
  ["02-sqs", ["¿Qué cola?", "Which queue?"]],
]);
const HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (11),02-sqs queues (12),Current Score\n";
const MANUAL = ",,,,,Manual Posting,,\n";
const POSSIBLE = "    Points Possible,,,,,20,12,(read only)\n";
const TEST = '"Student, Test",99,,,A,,,\n';

const canvas = (user: string, name: string) => from("canvas", user, `${name}_${user}_5001_02-sqs.ipynb`);
const fill = (text: string, records: SubmissionRecord[], column?: string) => {
  const people = gradesOf(settledOf(records));
  const sheet = openSheet(Buffer.from(text), "gradebook.csv");
  const filled = fillSheet(sheet, { people, titles, ...(column ? { column } : {}) });
  return { ...filled, text: filled.bytes.toString() };
};

describe("Canvas's gradebook", () => {
  it("gets the unit's column, on its own scale; other assignments, other students and the test student stay", () => {
    const rows = (grade: string) =>
      `"García, Ana",881,u1,ana@uni.edu,A,17,${grade},85\n"Roe, Zoe",882,u2,zoe,A,"12,5",,\n${TEST}`;
    const text = HEAD + MANUAL + POSSIBLE + rows("");
    const { text: filled, absent, notes } = fill(text, [recordOf("garcaana", 3, canvas("881", "garcaana"))]);
    expect(filled).toBe(HEAD + MANUAL + POSSIBLE + rows("6"));
    expect([absent, notes]).toEqual([[], []]);
  });

  it("finds students by login and by name too, whichever way round", () => {
    const text = `${HEAD}${POSSIBLE}"García, Ana",1,,ana,A,,,\n"Peña, Luis",2,,lp,A,,,\n`;
    const { text: filled } = fill(text, [recordOf("ana", 4), recordOf("Luis Peña", 2)]);
    expect(filled).toBe(`${HEAD}${POSSIBLE}"García, Ana",1,,ana,A,,8,\n"Peña, Luis",2,,lp,A,,4,\n`);
  });

  it("leaves who is excused, may go above the points possible, and writes as the file does", () => {
    const head = "Student;ID;Section;02-sqs (12)\r\n";
    const possible = "Points Possible;;;6,0\r\n";
    const text = `${head}${possible}Ana Gil;1;A;EX\r\nLuis Paz;2;A;\r\n`;
    const luis = recordOf("Luis Paz", 4.5);
    const { text: filled, notes } = fill(text, [recordOf("Ana Gil", 4), luis]);
    expect(filled).toBe(`${head}${possible}Ana Gil;1;A;EX\r\nLuis Paz;2;A;4,5\r\n`);
    expect(notes).toEqual(["Ana Gil: excused in Canvas; the cell was left as it is"]);
  });

  it("gives each unit its own column by name or title; a column that is named gets the sum", () => {
    const text =
      "Student,ID,Section,Week 1: who hears of it? (1),Week 2: which queue? (2),Project (3)\n" +
      "Points Possible,,,6,6,12\nAna Gil,1,A,,,\n";
    const records = [recordOf("Ana Gil", 3), recordOf("Ana Gil", 1, { unit: "01-sns" })];
    expect(fill(text, records).text).toContain("Ana Gil,1,A,1,3,\n");
    expect(fill(text, records, "Project").text).toContain("Ana Gil,1,A,,,4\n");
    expect(fill(text, records, "Project (3)").text).toContain("Ana Gil,1,A,,,4\n");
  });

  it("asks when a column cannot be told", () => {
    const records = [recordOf("Ana Gil", 3)];
    const two = "Student,ID,Section,Essay (1),Lab (2)\nAna Gil,1,A,,\n";
    expect(() => fill(two, records)).toThrow(
      /which assignment is 02-sqs\? .*--column; there are: "Essay \(1\)", "Lab \(2\)"/,
    );
    expect(() => fill(two, records, "Exam")).toThrow(/there is no assignment "Exam" that can be written/);
    const twice = "Student,ID,Section,02-sqs a (1),02-sqs b (2)\nAna Gil,1,A,,\n";
    expect(() => fill(twice, records)).toThrow(/02-sqs fits "02-sqs a \(1\)", "02-sqs b \(2\)"/);
    const one = "Student,ID,Section,Lab (2)\nAna Gil,1,A,\n";
    expect(fill(one, records).text).toContain("Ana Gil,1,A,3\n");
    const both = fill("Student,ID,Section,02-sqs (2)\nAna Gil,1,A,\n", [
      ...records,
      recordOf("Ana Gil", 1, { unit: "01-sns" }),
    ]);
    expect(both.notes).toEqual(["no column is for 01-sns"]);
  });
});
