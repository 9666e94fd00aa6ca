/** How every unit opens and ends, in both languages: what is missing, words, time, group; summary, recall, challenge, real AWS; the labs' notes. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { edition, loadUnit, type NotebookCell, unitNames } from "../../src/course/build";
import type { Language } from "../../src/sim/language";

const WORDS = {
  es: {
    time: "Tiempo",
    console: "En la consola real",
    ends: ["En resumen", "¿Lo entendiste? Sin código", "Reto (se puede saltar)", "En qué se distingue el AWS real"],
    cleanUp: /\*\*(Limpia|pon antes una alerta de presupuesto)\*\*/,
    missing: /Falta nubelab.*npm ci && npm start/s,
    hours: { una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7 } as Record<string, number>,
    half: /y media/,
  },
  en: {
    time: "Time",
    console: "In the real console",
    ends: ["In short", "Did you get it? Without code", "Challenge (may be skipped)", "Where real AWS differs"],
    cleanUp: /\*\*(Clean up|set a budget alert first)\*\*/,
    missing: /nubelab is missing.*npm ci && npm start/s,
    hours: { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 } as Record<string, number>,
    half: /and a half/,
  },
};

const LANGUAGES = ["es", "en"] as const;
const UNITS = unitNames().flatMap((name) => LANGUAGES.map((language) => [name, language] as const));
const cellsOf = (name: string, language: Language) => edition(loadUnit(name), { language, solved: false }).cells;
const textOf = ({ source }: NotebookCell) => source.join("");
const itemOf = ({ metadata }: NotebookCell) => metadata.nubelab.item;

/** What stands before the first item: the opening. Unit 00 has no items. */
function openingOf(name: string, language: Language): NotebookCell[] {
  const cells = cellsOf(name, language);
  const first = cells.findIndex((cell) => itemOf(cell) !== undefined);
  return first < 0 ? cells : cells.slice(0, first);
}

/** "unas dos horas y media" -> 150. */
function minutesSaid(text: string, language: Language): number | undefined {
  const { time, hours, half } = WORDS[language];
  const said = new RegExp(`\\*\\*${time}:\\*\\* (?<said>[^:;.]*)`).exec(text)?.groups?.said;
  const whole = said?.split(" ").find((word) => hours[word] !== undefined);
  return said === undefined || whole === undefined ? undefined : (hours[whole]! + (half.test(said) ? 0.5 : 0)) * 60;
}

/** The rows of the table in 00-inicio: unit, items, minutes. */
function tableOfUnits(language: Language): { unit: string; items: string[]; minutes: number }[] {
  const text = cellsOf("00-inicio", language).map(textOf).join("\n");
  return [...text.matchAll(/^\| \*\*(\d\d)\*\* [^|]* \| ([^|]*) \| (\d+) \| \d* ?\|$/gm)].map(
    ([, unit, items, minutes]) => ({
      unit: unit!,
      items: itemsIn(items!),
      minutes: Number(minutes),
    }),
  );
}

/** "T1–T3, E1" -> T1, T2, T3, E1. */
function itemsIn(text: string): string[] {
  return [...text.matchAll(/\b([TPLEX])(\d+)(?:–[TPLEX](\d+))?/g)].flatMap(([, level, from, to]) =>
    Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => `${level}${Number(from) + i}`),
  );
}

describe("a notebook opened with plain tslab", () => {
  it.each(LANGUAGES)("says in its first code cell what is missing, in %s", async (language) => {
    const folder = mkdtempSync(join(tmpdir(), "nubelab-plain-")); // outside of the project: no nubelab there
    try {
      const first = cellsOf("00-inicio", language).find(({ cell_type }) => cell_type === "code")!;
      const { isDone, said } = await runPlainly(folder, textOf(first));
      expect(said).toMatch(WORDS[language].missing);
      expect(isDone).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(UNITS)("begins with that cell, right after its title: %s in %s", (name, language) => {
    const [title, opening] = cellsOf(name, language);
    expect(textOf(title!)).toMatch(/^# .*\?\n/);
    expect(opening!.cell_type).toBe("code");
    expect(textOf(opening!)).toMatch(WORDS[language].missing);
  });
});

/** A cell in tslab as its own kernel runs it. */
async function runPlainly(cwd: string, source: string): Promise<{ isDone: boolean; said: string }> {
  const requireTslab = createRequire(createRequire(__filename).resolve("tslab/package.json"));
  const node = requireTslab("./dist/converter.js").createConverter({ isBrowser: false, cwd });
  const said: string[] = [];
  const tell = (...texts: unknown[]) => said.push(...texts.map(String));
  const executor = requireTslab("./dist/executor.js").createExecutor(cwd, { node }, { log: tell, error: tell });
  try {
    return { isDone: await executor.execute(source), said: said.join("\n") };
  } finally {
    node.close();
  }
}

describe("the opening of a unit", () => {
  it.each(UNITS)("says how long it takes, as the table of 00-inicio has it: %s in %s", (name, language) => {
    const row = tableOfUnits(language).find(({ unit }) => name.startsWith(unit));
    expect(row).toBeDefined();
    expect(minutesSaid(openingOf(name, language).map(textOf).join("\n"), language)).toBe(row!.minutes);
  });

  it.each(UNITS)("lists in that table what the unit has: %s in %s", (name, language) => {
    const { items } = tableOfUnits(language).find(({ unit }) => name.startsWith(unit))!;
    const there = new Set(cellsOf(name, language).flatMap((cell) => itemOf(cell) ?? []));
    expect([...items].sort()).toEqual([...there].sort());
  });

  it.each(LANGUAGES)("the minutes in %s add up", (language) => {
    const text = cellsOf("00-inicio", language).map(textOf).join("\n");
    const sum = tableOfUnits(language).reduce((total, { minutes }) => total + minutes, 0);
    expect(text).toContain(`| **${sum}** | **100** |`);
  });

  it.each(UNITS.filter(([name]) => name !== "00-inicio"))(
    "has words and a group's names: %s in %s",
    (name, language) => {
      const opening = openingOf(name, language).map(textOf);
      expect(opening.filter((text) => /^\|---\|---\|$/m.test(text))).not.toEqual([]);
      expect(opening.filter((text) => /^const (grupo|group) = \["/.test(text))).toHaveLength(1);
    },
  );
});

describe("the end of a unit", () => {
  it.each(UNITS)(
    "is a summary, recall, a challenge and real AWS, with a warning to clean up: %s in %s",
    (name, language) => {
      const { ends, cleanUp } = WORDS[language];
      const cells = cellsOf(name, language);
      const last = Math.max(...cells.flatMap((cell, index) => (itemOf(cell) === undefined ? [] : [index])));
      const after = cells.slice(last + 1).filter(({ cell_type }) => cell_type === "markdown");
      const headings = after.flatMap((cell) =>
        [.../^## (.*)$/gm[Symbol.matchAll](textOf(cell))].map(([, text]) => text!),
      );
      expect(headings.filter((heading) => ends.includes(heading))).toEqual(ends);
      expect(after.map(textOf).join("\n")).toMatch(cleanUp);
      const recall = after.find((cell) => textOf(cell).startsWith(`## ${ends[1]}`))!;
      expect(textOf(recall).match(/^\d+\. .*\?/gm)?.length).toBeGreaterThanOrEqual(3);
    },
  );
});

describe("a lab", () => {
  const labs = UNITS.flatMap(([name, language]) =>
    [...new Set(cellsOf(name, language).flatMap((cell) => itemOf(cell) ?? []))]
      .filter((item) => /^[LP]/.test(item))
      .map((item) => [item, name, language] as const),
  );

  it.each(labs)("has a note for the real console: %s of %s in %s", (item, name, language) => {
    const text = cellsOf(name, language)
      .filter((cell) => itemOf(cell) === item)
      .map(textOf)
      .join("\n");
    expect(text).toContain(`<details><summary>${WORDS[language].console}</summary>`);
  });
});
