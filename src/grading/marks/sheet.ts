/**
 * The marks that a person gives: a CSV that the grader writes with a row for each answer in words, and reads again in the next run. Marks
 * are kept by student, unit and cell, so they survive any number of runs; a mark for an answer that has changed since is kept and said.
 *
 *   student,unit,cell,item,possible,mark,comment,answer,scheme,answer_hash
 *
 * Only student, unit, cell, mark, comment and answer_hash are read. A row with the cell "bonus" adds its mark to the unit's total.
 */
import { createHash } from "node:crypto";
import { asWritten, csvOf, readCsv } from "../lms/csv-text";
import type { SubmissionRecord } from "../record";

export interface Mark {
  /** null while there is only a comment. */
  points: number | null;
  comment: string;
  /** Of the answer that was marked; "" when the sheet does not say. */
  answerHash: string;
}

/** By student, unit and cell. */
export type Marks = ReadonlyMap<string, Mark>;

/** The cell of a row that adds to the total. */
export const BONUS = "bonus";

export const markKey = (student: string, unit: string, cell: string) => `${student}\n${unit}\n${cell}`;
export const answerHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

const COLUMNS = ["student", "unit", "cell", "item", "possible", "mark", "comment", "answer", "scheme", "answer_hash"];
const MOST_FAULTS = 20; // told at a time

/** The sheet of a run: marks that there are stand in it, the others are empty; marks of others than this run's come last. */
export function marksSheet(records: readonly SubmissionRecord[], marks: Marks): string {
  const listed = new Set<string>();
  const rows = records.flatMap(({ student, unit, language, open }) =>
    open
      .filter(({ blank }) => !blank)
      .map(({ cell, item, possible, text, scheme }) => {
        const key = markKey(student, unit ?? "", cell);
        listed.add(key);
        const { points = null, comment = "" } = marks.get(key) ?? {};
        const mark = points ?? "";
        return [student, unit ?? "", cell, item, possible, mark, comment, text, scheme[language], answerHash(text)];
      }),
  );
  const others = [...marks].flatMap(([key, { points, comment, answerHash }]) => {
    const [student = "", unit = "", cell = ""] = key.split("\n");
    return listed.has(key) ? [] : [[student, unit, cell, "", "", points ?? "", comment, "", "", answerHash]];
  });
  return csvOf([COLUMNS, ...rows, ...others], { bom: true });
}

/**
 * Reads a sheet that was filled in.
 * @param possible the most that an answer can earn, by unit and cell; undefined for a cell that is no open answer
 * @throws Error naming row, column, rule and value, a line for each fault
 */
export function readMarks(
  bytes: Buffer,
  name: string,
  possible: (unit: string, cell: string) => number | undefined,
): Marks {
  const { rows, numbers } = readCsv(bytes, name);
  const [header = [], ...lines] = rows;
  const columns = header.map(({ value }) => value.trim().toLowerCase());
  const missing = ["student", "unit", "cell", "mark"].find((column) => !columns.includes(column));
  if (missing) throw new Error(`${name}: the column "${missing}" is missing`);
  const marks = new Map<string, Mark>();
  const firstRows = new Map<string, number>();
  const faults: string[] = [];
  for (const [index, fields] of lines.entries()) {
    const text = (column: string) => asWritten(fields[columns.indexOf(column)]?.value ?? "");
    const [student, unit, cell, written] = [text("student"), text("unit"), text("cell"), text("mark").trim()];
    const comment = text("comment");
    if (written === "" && comment.trim() === "") continue; // not marked yet
    const row = numbers[index + 1] as number;
    const fault = (column: string, what: string) =>
      faults.push(`${name}: row ${row} (${[student, unit, cell].join(", ")}), column "${column}": ${what}`);
    const most = cell === BONUS ? Number.POSITIVE_INFINITY : possible(unit, cell);
    if (student.trim() === "") fault("student", "a student's id, not nothing");
    else if (most === undefined) fault("cell", `an answer in words of the unit, or "${BONUS}", not "${cell}"`);
    else {
      const points = written === "" ? null : Number(written.replace(",", "."));
      const isInRange = points === null || (Number.isFinite(points) && (cell === BONUS || points >= 0));
      const key = markKey(student, unit, cell);
      const earlier = firstRows.get(key);
      if (!isInRange || (points ?? 0) > most) {
        fault("mark", `a number${cell === BONUS ? "" : ` from 0 to ${most}`}, not "${written}"`);
      } else if (earlier !== undefined) fault("mark", `one for each answer; row ${earlier} marks the same, not twice`);
      marks.set(key, { points, comment, answerHash: text("answer_hash") });
      firstRows.set(key, earlier ?? row);
    }
  }
  const more = faults.length - MOST_FAULTS;
  if (more > 0) faults.splice(MOST_FAULTS, more, `${name}: and ${more} more`);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return marks;
}
