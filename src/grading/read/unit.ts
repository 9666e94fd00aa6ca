/** Which unit a notebook is, and in which language: what it says itself, else its file's name, else its cells. */
import type { Unit } from "../../course/build";
import { cellsIn } from "../../course/build";
import type { Language } from "../../sim/language";
import { sameText } from "./compare";
import type { SubmittedNotebook } from "./notebook";

export interface Recognised {
  unit: string;
  how: "metadata" | "file name" | "cells";
}

/** null when it is no unit of the course. */
export function recogniseUnit(
  notebook: SubmittedNotebook,
  file: string,
  units: readonly { name: string; answers: readonly string[] }[],
): Recognised | null {
  const named = (name: string | undefined) => units.find((unit) => unit.name === name)?.name;
  const declared = named(notebook.unit);
  if (declared) return { unit: declared, how: "metadata" };
  const inName = units.find(({ name }) => file.toLowerCase().includes(name));
  if (inName) return { unit: inName.name, how: "file name" };
  const ids = new Set(notebook.cells.flatMap((cell) => [cell.id, cell.gradeId]));
  const scores = units.map(({ name, answers }) => ({ name, score: answers.filter((id) => ids.has(id)).length }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a), { name: "", score: 0 });
  return best.score > 0 ? { unit: best.name, how: "cells" } : null;
}

/** The language of most of its prose; Spanish when nothing speaks for either. */
export function recogniseLanguage(notebook: SubmittedNotebook, unit: Unit): Language {
  if (notebook.language) return notebook.language;
  const prose = new Set(notebook.cells.filter((cell) => cell.type === "markdown").map((cell) => sameText(cell.source)));
  const count = (language: Language) =>
    cellsIn(unit, language).filter((cell) => cell.lang !== undefined && prose.has(sameText(cell.lines.join("\n"))))
      .length;
  return count("en") > count("es") ? "en" : "es";
}
