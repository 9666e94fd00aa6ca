/** What only the solved edition has, for teachers: for every item common mistakes and an oral question, and marking schemes that add up. */
import { describe, expect, it } from "vitest";
import { edition, loadUnit, type NotebookCell, unitNames } from "../../src/course/build";
import type { Language } from "../../src/sim/language";

const WORDS = {
  es: {
    paragraph: /^\*\*Para el docente · (.*?)\.\*\*/,
    mistakes: /\*Errores comunes|sin puntos: /,
    oral: /\*Pregunta oral[^*]*\*: «[^»]+\?/,
    head: "| | errores comunes | pregunta oral |",
    scheme: /\*\*Pauta \((\d+) puntos/,
    mistake: /\*Error(es)? com(ún|unes)\*/,
    to: / a /,
  },
  en: {
    paragraph: /^\*\*For the teacher · (.*?)\.\*\*/,
    mistakes: /\*Common mistakes|which has no points: /,
    oral: /\*Oral question[^*]*\*: "[^"]+\?/,
    head: "| | common mistakes | oral question |",
    scheme: /\*\*Marking \((\d+) points/,
    mistake: /\*Common mistakes?\*/,
    to: / to /,
  },
};

const textOf = ({ source }: NotebookCell) => source.join("");
const UNITS = unitNames().flatMap((name) => (["es", "en"] as const).map((language) => [name, language] as const));

/** "L1, E1 y T1 a T5" -> L1, E1, T1 ... T5. */
function itemsIn(text: string, to: RegExp): string[] {
  return text.split(/, | y | and /).flatMap((part) => {
    const [first, last] = part.split(to);
    const [level, from] = [first![0]!, Number(first!.slice(1))];
    const until = last === undefined ? from : Number(last.slice(1));
    return Array.from({ length: until - from + 1 }, (_, i) => `${level}${from + i}`);
  });
}

/** The items that a teacher's cell tells both of: what goes wrong, what to ask. */
function guidedBy(text: string, language: Language): string[] {
  const { paragraph, mistakes, oral, head } = WORDS[language];
  const named = paragraph.exec(text)?.[1];
  if (named !== undefined) {
    return mistakes.test(text) && oral.test(text) ? itemsIn(named, WORDS[language].to) : [];
  }
  const [, table] = text.split(`${head}\n`);
  return [...(table ?? "").matchAll(/^\| ([TPLEX]\d+)\b[^|]*\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, item]) => item!);
}

describe("the teacher's guide", () => {
  it.each(UNITS)("is there, and tells of each item what goes wrong and what to ask: %s in %s", (name, language) => {
    const cells = edition(loadUnit(name), { language, solved: true }).cells;
    const guides = cells.filter(({ metadata }) => metadata.nubelab.kind === "teacher").map(textOf);
    expect(guides).not.toEqual([]);
    const items = [...new Set(cells.flatMap(({ metadata }) => metadata.nubelab.item ?? []))];
    const guided = new Set(guides.flatMap((text) => guidedBy(text, language)));
    expect(items.filter((item) => !guided.has(item))).toEqual([]);
  });

  it.each(UNITS)("has a scheme for each answer that is marked by hand: %s in %s", (name, language) => {
    const { scheme, mistake } = WORDS[language];
    for (const cell of edition(loadUnit(name), { language, solved: true }).cells) {
      if (cell.metadata.nubelab.kind !== "open") continue;
      const text = textOf(cell);
      expect(Number(scheme.exec(text)?.[1]), cell.id).toBe(cell.metadata.nbgrader?.points);
      expect(text, cell.id).toMatch(mistake);
    }
  });

  it.each(UNITS)("is not in the student's edition: %s in %s", (name, language) => {
    const { paragraph, head, scheme } = WORDS[language];
    const cells = edition(loadUnit(name), { language, solved: false }).cells;
    const told = cells.filter(
      (cell) => [paragraph, scheme].some((sign) => sign.test(textOf(cell))) || textOf(cell).includes(head),
    );
    expect(told.map(({ id }) => id)).toEqual([]);
  });
});
