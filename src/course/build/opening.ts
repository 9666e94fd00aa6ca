/**
 * The first code cell of every notebook of the course, the same in all units: opened where nubelab is not installed (with plain
 * tslab, in another folder), it says what is missing and what to do. The import is dynamic and its name no literal, because
 * plain tslab would refuse the whole cell for a module that it does not find.
 */
import type { Language, Text } from "../../sim/language";
import type { SourceCell } from "./percent";

const COMMENT: Text = {
  es: "// ¿Está todo? Si falta algo, esta celda lo dice.",
  en: "// Is everything there? If something is missing, this cell says so.",
};

const MISSING: Text = {
  es: "Falta nubelab: este cuaderno se abrió fuera de la carpeta del curso, o el curso no está instalado. En esa carpeta: npm ci && npm start; npx nubelab doctor dice qué más falta.",
  en: "nubelab is missing: this notebook was opened outside of the course's folder, or the course is not installed. In that folder: npm ci && npm start; npx nubelab doctor says what else is missing.",
};

/** The cells of a unit with the opening cell, in both languages, after its title. */
export function withOpening(cells: readonly SourceCell[]): SourceCell[] {
  const place = cells.findIndex(({ id }) => id !== cells[0]!.id);
  const { line, firstLine } = cells[0]!;
  const opening = (["es", "en"] as const).map(
    (lang): SourceCell => ({
      id: "is-everything-there",
      type: "code",
      lang,
      kind: "demo",
      slide: "skip",
      lines: linesIn(lang),
      line,
      firstLine,
    }),
  );
  return place < 0 ? [...cells, ...opening] : [...cells.slice(0, place), ...opening, ...cells.slice(place)];
}

function linesIn(language: Language): string[] {
  return [
    COMMENT[language],
    'await import("nubelab" as string).then(',
    "  () => undefined,",
    "  (cause) => {",
    `    throw new Error(${JSON.stringify(MISSING[language])}, { cause });`,
    "  },",
    ");",
  ];
}
