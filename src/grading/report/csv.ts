/**
 * grades.csv: a row for each person and unit, a column for each item, the total before and after what the teacher laid down; then those
 * who handed in nothing. Rows stand in the order of the files, columns in the order of the course; the same results give the same bytes.
 */
import { csvOf } from "../lms/csv-text";
import { earnedOf, itemsOf } from "../marks/items";
import { type Settling, settleAll, type Total, UNSETTLED } from "../marks/settle";
import { isScored, type Results, round, type SubmissionRecord } from "../record";

const BEFORE = ["student", "unit", "status"];
const AFTER = ["before_late", "late_percent", "bonus", "total", "possible", "awaiting_marks", "file", "reason"];

type Row = (string | number)[];

/** @returns the file's text, with a header row */
export function gradesCsv(results: Pick<Results, "records" | "missing">, settling: Settling = UNSETTLED): string {
  const items = itemsOf(results.records);
  const rows = settleAll(results, settling).flatMap(({ record, totals }) =>
    totals.map((total) => rowOf(record, total, items)),
  );
  const missing = results.missing.map((student): Row => {
    const nothing: Row = [...items, ...AFTER].map(() => "");
    return [student, "", "missing", ...nothing];
  });
  return csvOf([[...BEFORE, ...items, ...AFTER], ...rows, ...missing]);
}

function rowOf(record: SubmissionRecord, total: Total, items: readonly string[]): Row {
  const { file, unit, status, reason, language } = record;
  const points = isScored(record)
    ? [
        ...items.map((item) => earnedOf(record, total, item)),
        ...[round(total.checks + total.manual), total.late?.percent ?? 0, total.bonus, total.total, total.possible],
        total.awaiting,
      ]
    : [...items, ...AFTER.slice(0, 6)].map(() => "");
  return [total.student, unit ?? "", status, ...points, file, reason.teacher[language]];
}
