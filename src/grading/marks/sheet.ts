/**
 * The marks that a person gives: a CSV that the grader writes with a line for each answer in words, and reads again with --marks. Marks
 * are kept by student, unit and cell, so they survive any number of runs; a mark for an answer that has changed since is kept and said.
 *
 *   student,unit,cell,item,possible,mark,comment,answer,scheme,answer_hash
 *
 * Only student, unit, cell, mark, comment and answer_hash are read. A line with the cell "bonus" adds its mark to the unit's total.
 */
import { createHash } from "node:crypto";
import { stringify } from "csv-stringify/sync";
import { readCsv } from "../lms/csv-text";
import type { SubmissionRecord } from "../record";

export interface Mark {
  points: number;
  comment: string;
  /** Of the answer that was marked; "" when the sheet does not say. */
  answerHash: string;
}

/** By student, unit and cell. */
export type Marks = ReadonlyMap<string, Mark>;

/** The cell of a line that adds to the total. */
export const BONUS = "bonus";

export const markKey = (student: string, unit: string, cell: string) => `${student}\n${unit}\n${cell}`;
export const answerHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

const COLUMNS = ["student", "unit", "cell", "item", "possible", "mark", "comment", "answer", "scheme", "answer_hash"];

/** The sheet of a run: marks that there are stand in it, the others are empty. */
export function marksSheet(records: readonly SubmissionRecord[], marks: Marks): string {
  const lines = records.flatMap(({ student, unit, language, open }) =>
    open
      .filter(({ blank }) => !blank)
      .map(({ cell, item, possible, text, scheme }) => {
        const mark = marks.get(markKey(student, unit ?? "", cell));
        const hash = answerHash(text);
        return [
          student,
          unit,
          cell,
          item,
          possible,
          mark?.points ?? "",
          mark?.comment ?? "",
          text,
          scheme[language],
          hash,
        ];
      }),
  );
  const bonuses = [...marks].flatMap(([key, { points, comment }]) => {
    const [student, unit, cell] = key.split("\n");
    return cell === BONUS ? [[student, unit, cell, "", "", points, comment, "", "", ""]] : [];
  });
  return stringify([COLUMNS, ...lines, ...bonuses], { escape_formulas: true, bom: true });
}

/**
 * Reads a sheet that was filled in.
 * @param possible the most that an answer can earn, by unit and cell; undefined for a cell that is no open answer
 * @throws Error naming entry, column, rule and value
 */
export function readMarks(
  bytes: Buffer,
  name: string,
  possible: (unit: string, cell: string) => number | undefined,
): Marks {
  const { rows } = readCsv(bytes, name);
  const [header = [], ...lines] = rows;
  const columns = header.map(({ value }) => value.trim().toLowerCase());
  const missing = ["student", "unit", "cell", "mark"].find((column) => !columns.includes(column));
  if (missing) throw new Error(`${name}: the column "${missing}" is missing`);
  const marks = new Map<string, Mark>();
  for (const [index, fields] of lines.entries()) {
    const text = (column: string) => plain(fields[columns.indexOf(column)]?.value ?? "");
    const [student, unit, cell, written] = [text("student"), text("unit"), text("cell"), text("mark").trim()];
    if (written === "") continue; // not marked yet
    const where = `${name}: entry ${index + 1} (${student}, ${unit}, ${cell})`;
    const points = Number(written.replace(",", "."));
    const most = cell === BONUS ? Number.POSITIVE_INFINITY : possible(unit, cell);
    if (most === undefined) throw new Error(`${where}, cell: the unit has no answer in words with that name`);
    const isInRange = Number.isFinite(points) && (cell === BONUS || (points >= 0 && points <= most));
    if (!isInRange) {
      throw new Error(`${where}, mark: a number${cell === BONUS ? "" : ` from 0 to ${most}`}, not "${written}"`);
    }
    const key = markKey(student, unit, cell);
    if (marks.has(key)) throw new Error(`${where}: marked twice in this sheet`);
    marks.set(key, { points, comment: text("comment"), answerHash: text("answer_hash") });
  }
  return marks;
}

/** Undoes the apostrophe that keeps spreadsheets from running what looks like a formula. */
const plain = (text: string) => text.replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/, "");
