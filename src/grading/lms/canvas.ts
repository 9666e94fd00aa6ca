/**
 * Canvas's gradebook export with the points of one or more assignments filled in; every other cell stays as it was, other assignments of
 * the same students too. Columns of an assignment are "Title (id)"; a row "Points Possible" follows the header, after blank or "Manual
 * Posting" rows (lib/gradebook_importer.rb in instructure/canvas-lms).
 */

import { looseName } from "../read/names";
import type { Field } from "./csv-text";
import { type PersonGrades, sumOf, type UnitGrade } from "./grades";
import { decimalsOf, type Filled, Filling, type FillRequest, listed, numberIn, scaled, valueAt } from "./sheet";

const ASSIGNMENT = /^(?<title>.*?)\s*\((?<id>\d+)\)$/s;
const POSSIBLE = "points possible";
const TEST_STUDENT = "student, test";
const EXCUSED = "EX";

export const isCanvasSheet = (header: readonly string[]): boolean =>
  header[0] === "Student" && header.slice(0, 3).includes("ID");

interface Target {
  at: number;
  /** Of which units its points are. */
  units: readonly string[];
}

/** @throws Error when the columns cannot be told */
export function fillCanvas(request: FillRequest): Filled {
  const { sheet, people } = request;
  const [header = [], ...rows] = sheet.rows;
  const titles = header.map(({ value }) => value);
  const isPossible = (row: readonly Field[]) => valueAt(row, 0).trim().toLowerCase() === POSSIBLE;
  const possible = rows.find(isPossible) ?? [];
  const open = titles.flatMap((title, at) =>
    ASSIGNMENT.test(title) && !/read.?only/i.test(valueAt(possible, at)) ? [at] : [],
  );
  const targets = targetsOf(request, titles, open);
  const named = ["Student", "SIS Login ID", "SIS User ID"].map((title) => titles.indexOf(title));
  const write = decimalsOf(
    rows.flatMap((row) => open.map((at) => valueAt(row, at))),
    sheet.delimiter === ";" ? "," : ".",
  );
  const filling = new Filling(sheet, people, "canvas");
  for (const row of rows) {
    const called = valueAt(row, 0).trim();
    const id = valueAt(row, titles.indexOf("ID")).trim();
    if (isPossible(row) || called.toLowerCase() === TEST_STUDENT || id === "") continue;
    const grades = filling.personOf(
      id,
      named.map((at) => valueAt(row, at)),
    );
    if (!grades) continue;
    for (const { at, units } of targets) {
      const own = grades.units.filter(({ unit }) => units.includes(unit));
      const field = row[at];
      if (own.length === 0 || !field) continue;
      if (field.value.trim().toUpperCase() === EXCUSED) {
        filling.notes.push(`${called}: excused in Canvas; the cell was left as it is`);
        continue;
      }
      filling.points(field, write(pointsOf(own, numberIn(valueAt(possible, at)))));
    }
  }
  const placed = new Set(targets.flatMap(({ units }) => units));
  for (const unit of unitsOf(people)) if (!placed.has(unit)) filling.notes.push(`no column is for ${unit}`);
  return filling.done();
}

function pointsOf(units: readonly UnitGrade[], most: number | undefined): number {
  const { total, possible } = sumOf(units);
  return scaled(total, possible, most === 0 ? undefined : most);
}

const unitsOf = (people: readonly PersonGrades[]) =>
  [...new Set(people.flatMap(({ units }) => units.map(({ unit }) => unit)))].sort();

/** The columns that points go to: the one that is named, else the one that bears a unit's name or title, else the only one. */
function targetsOf(
  { name, people, column, titles: units }: FillRequest,
  titles: readonly string[],
  open: readonly number[],
) {
  const bare = (at: number) => ASSIGNMENT.exec(titles[at] ?? "")?.groups?.title ?? "";
  const all = unitsOf(people);
  const ask = (why: string) =>
    new Error(
      `${name}: ${why} Name the column with --column; there are: ${listed(open.map((at) => titles[at] ?? ""))}`,
    );
  if (column !== undefined) {
    const at = open.find((one) => titles[one] === column || bare(one) === column);
    if (at === undefined) throw ask(`there is no assignment "${column}" that can be written.`);
    return [{ at, units: all }];
  }
  const targets: Target[] = all.flatMap((unit) => {
    const names = [unit, ...(units.get(unit) ?? [])].map(looseName);
    const at = open.filter((one) => names.some((its) => ` ${looseName(bare(one))} `.includes(` ${its} `)));
    if (at.length > 1) throw ask(`${unit} fits ${listed(at.map((one) => titles[one] ?? ""))}.`);
    return at.map((one) => ({ at: one, units: [unit] }));
  });
  if (targets.length > 0) return targets;
  const [only] = open;
  if (all.length === 1 && open.length === 1 && only !== undefined) return [{ at: only, units: all }];
  throw ask(`which assignment is ${all.join(", ")}?`);
}
