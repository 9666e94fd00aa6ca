import { describe, expect, it } from "vitest";
import { fillSheet, openSheet } from "../../../../src/grading/lms/fill";
import { gradesOf } from "../../../../src/grading/lms/grades";
import { NO_RULES } from "../../../../src/grading/marks/rules";
import { markKey } from "../../../../src/grading/marks/sheet";
import { parseClassList } from "../../../../src/grading/read/students";
import type { SubmissionRecord } from "../../../../src/grading/record";
import { from, recordOf, settledOf } from "./class";

const HEAD =
  '\uFEFFIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"\r\n';
const row = (id: number, name: string, email: string, grade = "", more: { locked?: boolean; comment?: string } = {}) =>
  `"Participant ${id}","${name}",${email},"Submitted for grading, ",${grade},10.00,${more.locked ? "No" : "Yes"},"Monday, 2 March 2026, 12:00 PM",-,${more.comment ?? ""}\r\n`;

const moodle = (id: string, name: string) => from("moodle", id, `${name}_${id}_assignsubmission_file_`);
const fill = (text: string, records: SubmissionRecord[], more: { students?: string; column?: string } = {}) => {
  const students = more.students ? parseClassList(Buffer.from(more.students), "class.csv") : undefined;
  const settling = { marks: new Map(), rules: NO_RULES, ...(students ? { students } : {}) };
  const people = gradesOf(settledOf(records, settling), students);
  const { column } = more;
  const sheet = openSheet(Buffer.from(text), "worksheet.csv");
  const filled = fillSheet(sheet, { people, titles: new Map(), ...(column ? { column } : {}) });
  return { ...filled, text: filled.bytes.toString() };
};

describe("Moodle's worksheet", () => {
  it("is filled by participant number, on its own scale, with a comment; every other byte stays", () => {
    const other = row(4713, "Zoe Roe", "zoe@uni.edu", "7.50", { comment: '"kept, as it is"' });
    const text = HEAD + row(4711, "Ana García", "ana@uni.edu") + other;
    const { text: filled, count, absent } = fill(text, [recordOf("Ana García", 3, moodle("4711", "Ana García"))]);
    const comment = { comment: '"nubelab: T6 …, X2 3 = 3 / 6"' };
    expect(filled).toBe(HEAD + row(4711, "Ana García", "ana@uni.edu", "5", comment) + other); // 3 of 6, out of 10
    expect([count, absent]).toEqual([1, []]);
  });

  it("is filled by name or e-mail for who handed in elsewhere; two of one name are not guessed", () => {
    const text =
      HEAD + row(1, "Peña Ruiz, Luis", "l@uni.edu") + row(2, "Ana Gil", "a1@uni.edu") + row(3, "Ana Gil", "a2@uni.edu");
    const students = "student,name,email\na1,Ana Gil,a1@uni.edu\na2,Ana Gil,a2@uni.edu\nluis pena ruiz,,\n";
    const records = [recordOf("a2", 4), recordOf("a1", 2), recordOf("luis pena ruiz", 4), recordOf("nobody", 1)];
    const { text: filled, absent } = fill(text, records, { students });
    const grades = filled
      .split("\r\n")
      .slice(1, 4)
      .map((line) => /grading, ",([^,]*)/.exec(line)?.[1]);
    expect(grades).toEqual(["6.67", "3.33", "6.67"]);
    expect(absent).toEqual(["nobody"]);
  });

  it("does not take a team's number for a participant's", () => {
    const text = HEAD + row(55, "Zoe Roe", "z@uni.edu") + row(56, "Ana Gil", "a@uni.edu");
    const record = recordOf("Team A", 4, { ...moodle("55", "Team A"), members: ["Team A", "Ana Gil"] });
    const { text: filled } = fill(text, [record]);
    const [, zoe = "", ana = ""] = filled.split("\r\n");
    expect(zoe).toContain('grading, ",,10.00');
    expect(ana).toContain('grading, ",6.67,10.00');
  });

  it("leaves a locked grade and a teacher's own comment, writes over one of ours, and never goes above the maximum", () => {
    const text =
      HEAD +
      row(1, "Ana Gil", "a@uni.edu", "1.00", { comment: "mine" }) +
      row(2, "Luis Paz", "l@uni.edu", "1.00", { comment: '"nubelab: X2 1 = 1 / 4"' }) +
      row(3, "Eva Sol", "e@uni.edu", "1.00", { locked: true });
    const records = ["Ana Gil", "Luis Paz", "Eva Sol"].map((name, i) => recordOf(name, 4, moodle(String(i + 1), name)));
    const bonus = new Map([[markKey("Ana Gil", "02-sqs", "bonus"), { points: 5, comment: "", answerHash: "" }]]);
    const people = gradesOf(settledOf(records, { marks: bonus, rules: NO_RULES }));
    const { bytes, notes } = fillSheet(openSheet(Buffer.from(text), "w.csv"), { people, titles: new Map() });
    const [, ana = "", luis = "", eva = ""] = bytes.toString().split("\r\n");
    expect(ana).toMatch(/",10,10\.00.*,mine$/);
    expect(luis).toMatch(/",6\.67,10\.00.*"?nubelab: T6 …, X2 4 = 4 \/ 6"?$/);
    expect(eva).toMatch(/",1\.00,10\.00/);
    expect(notes.join("\n")).toMatch(/Ana Gil: 15 is above Moodle's maximum; 10 was written/);
    expect(notes.join("\n")).toMatch(/Eva Sol: the grade is locked/);
  });

  it("speaks Spanish, with decimal commas where the site has them; any other language by --column", () => {
    const text =
      "Identificador,Nombre completo,Calificación,Calificación máxima,Última modificación (calificación)\n" +
      'Participante 9,Ana Gil,,"10,00",-\n';
    const records = [recordOf("Ana Gil", 4, moodle("9", "Ana Gil"))];
    expect(fill(text, records).text).toContain('Ana Gil,"6,67","10,00",-');
    const french = "Identifiant,Nom complet,Note,Statut\nParticipant 9,Ana Gil,,x\n";
    expect(() => fill(french, records)).toThrow(
      /which column is for the points\? .*--column.*"Identifiant", "Nom complet", "Note", "Statut"/,
    );
    expect(() => fill(french, records, { column: "Notes" })).toThrow(/there is no column "Notes"/);
    expect(fill(french, records, { column: "Note" }).text).toBe(french.replace("Gil,,", "Gil,4,"));
  });

  it("is not any CSV", () => {
    expect(() => openSheet(Buffer.from("student,total\nana,3\n"), "grades.csv")).toThrow(
      /grades\.csv: neither Moodle's grading worksheet .* nor Canvas's gradebook export/,
    );
  });
});
