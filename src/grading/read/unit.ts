/** Which unit a notebook is, and in which language: what it says itself, else its file's name, else its cells. */
import type { SourceCell, Unit } from "../../course/build";
import { cellsIn } from "../../course/build";
import type { Language } from "../../sim/language";
import { sameText } from "./compare";
import type { SubmittedNotebook } from "./notebook";

export interface Recognised {
  unit: string;
  how: "metadata" | "file name" | "cells";
}

interface Candidate {
  name: string;
  /** Ids of the cells that students write in. */
  answers: readonly string[];
  unit: Unit;
}

/** null when it is no unit of the course. */
export function recogniseUnit(
  notebook: SubmittedNotebook,
  file: string,
  units: readonly Candidate[],
): Recognised | null {
  const named = (name: string | undefined) => units.find((unit) => unit.name === name);
  const declared = named(notebook.unit);
  if (declared && sharedWith(notebook, declared) > 0) return { unit: declared.name, how: "metadata" };
  const inName = unitNamed(file, units);
  if (inName && sharedWith(notebook, inName) > 0) return { unit: inName.name, how: "file name" };
  const scores = units.map((unit) => ({ name: unit.name, score: sharedWith(notebook, unit) }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a), { name: "", score: 0 });
  return best.score > 0 ? { unit: best.name, how: "cells" } : null;
}

/** The unit whose name is in the file's. */
export function unitNamed<U extends { name: string }>(file: string, units: readonly U[]): U | undefined {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  return units.find((unit) => name.includes(unit.name));
}

/** How many cells of the unit are in the notebook, by the ids of its answers or by their text. */
function sharedWith(notebook: SubmittedNotebook, { unit, answers }: Candidate): number {
  const ids = new Set(notebook.cells.flatMap((cell) => [cell.id, cell.gradeId]));
  const texts = new Set(notebook.cells.map((cell) => sameText(cell.source)));
  const isThere = (cell: SourceCell) =>
    sameText(cell.lines.join("\n")) !== "" && texts.has(sameText(cell.lines.join("\n")));
  return answers.filter((id) => ids.has(id)).length + unit.cells.filter(isThere).length;
}

/** The language of most of its cells; Spanish when nothing speaks for either. */
export function recogniseLanguage(notebook: SubmittedNotebook, unit: Unit): Language {
  if (notebook.language) return notebook.language;
  const texts = new Set(notebook.cells.map((cell) => sameText(cell.source)));
  const count = (language: Language) =>
    cellsIn(unit, language).filter((cell) => cell.lang !== undefined && texts.has(sameText(cell.lines.join("\n"))))
      .length;
  return count("en") > count("es") ? "en" : "es";
}
