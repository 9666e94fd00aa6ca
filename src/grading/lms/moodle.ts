/**
 * Moodle's offline grading worksheet: the file that the teacher downloads, with the points and a comment filled in. Its importer
 * finds columns by their exact headings in the site's language, rows by the number in the first one, and leaves out grades above the
 * maximum (mod/assign/feedback/offline in moodle/moodle). The headings here are those of lang/en and lang/es.
 */
import { commentOf, isOurs, sumOf } from "./grades";
import { decimalsOf, type Filled, Filling, type FillRequest, listed, numberIn, scaled, valueAt } from "./sheet";

const HEADINGS = {
  id: ["Identifier", "Identificador"],
  name: ["Full name", "Nombre completo"],
  grade: ["Grade", "Calificación"],
  most: ["Maximum Grade", "Maximum grade", "Calificación máxima"],
  locked: ["Grade can be changed", "La calificación puede ser cambiada"],
  comment: ["Feedback comments", "Comentarios de retroalimentación"],
};
const NO = ["no"]; // in both languages

const NUMBERED = /^\D+(\d+)$/; // Participant 123

export function isMoodleSheet(header: readonly string[], first: readonly string[] = []): boolean {
  return HEADINGS.id.includes(header[0] ?? "") || (header.length >= 4 && NUMBERED.test(first[0] ?? ""));
}

/** @throws Error when the column of the points cannot be told */
export function fillMoodle({ sheet, name, people, column }: FillRequest): Filled {
  const [header = [], ...rows] = sheet.rows;
  const titles = header.map(({ value }) => value);
  const place = (key: keyof typeof HEADINGS) => titles.findIndex((title) => HEADINGS[key].includes(title));
  const gradeAt = column === undefined ? place("grade") : titles.indexOf(column);
  if (gradeAt < 0) {
    const which = column === undefined ? "which column is for the points?" : `there is no column "${column}".`;
    throw new Error(`${name}: ${which} Name it with --column; there are: ${listed(titles)}`);
  }
  const at = { name: place("name"), most: place("most"), locked: place("locked"), comment: place("comment") };
  const write = decimalsOf(
    rows.flatMap((row) => [valueAt(row, at.most), valueAt(row, gradeAt)]),
    ".",
  );
  const filling = new Filling(sheet, people, "moodle");
  for (const row of rows) {
    const id = NUMBERED.exec(valueAt(row, 0))?.[1];
    const names = [valueAt(row, at.name), ...row.slice(1, gradeAt).map((field) => field.value)];
    const field = row[gradeAt];
    const grades = field && filling.personOf(id, names);
    if (!grades) continue;
    const called = valueAt(row, at.name) || grades.student;
    if (NO.includes(valueAt(row, at.locked).trim().toLowerCase())) {
      filling.notes.push(`${called}: the grade is locked in Moodle; the row was left as it is`);
      continue;
    }
    const { total, possible } = sumOf(grades.units);
    const most = numberIn(valueAt(row, at.most));
    const points = scaled(total, possible, most);
    if (most !== undefined && points > most)
      filling.notes.push(`${called}: ${points} is above Moodle's maximum; ${most} was written`);
    filling.points(field, write(Math.min(points, most ?? points)));
    const comment = row[at.comment];
    if (comment && isOurs(comment.value)) filling.comment(comment, commentOf(grades.units));
  }
  return filling.done();
}
