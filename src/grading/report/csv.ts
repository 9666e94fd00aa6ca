/** grades.csv: one line a submission, one column a check, in the order of the course. Formulas in names are defused. */
import { stringify } from "csv-stringify/sync";
import { type Results, round, type SubmissionRecord } from "../record";

/** @returns the file's text, with a header line */
export function gradesCsv({ records }: Pick<Results, "records">): string {
  const checks = checkColumns(records);
  const header = ["student", "file", "unit", "status", "points", "possible", "awaiting_manual", ...checks, "reason"];
  const rows = records.map((record) => {
    const earned = new Map(record.questions.map((question) => [`${record.unit}:${question.check}`, question.earned]));
    const awaiting = record.open.filter((answer) => !answer.blank).reduce((sum, answer) => sum + answer.possible, 0);
    const isScored = record.status === "graded" || record.status === "review";
    const points = isScored ? [record.points, record.possible, round(awaiting)] : ["", "", ""];
    return [
      record.student,
      record.file,
      record.unit ?? "",
      record.status,
      ...points,
      ...checks.map((check) => earned.get(check) ?? ""),
      record.reason.teacher[record.language],
    ];
  });
  return stringify([header, ...rows], { escape_formulas: true });
}

function checkColumns(records: readonly SubmissionRecord[]): string[] {
  const byUnit = new Map<string, string[]>();
  for (const { unit, questions } of records) {
    if (unit && questions.length > 0 && !byUnit.has(unit)) {
      byUnit.set(
        unit,
        questions.map((question) => `${unit}:${question.check}`),
      );
    }
  }
  return [...byUnit.keys()].sort().flatMap((unit) => byUnit.get(unit) ?? []);
}
