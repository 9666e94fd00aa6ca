/** The whole handout is in the course: every item on cells of both languages, and points that add up to 100 as 00-inicio says. */
import { describe, expect, it } from "vitest";
import { edition, loadUnit, questionsOf, unitNames } from "../../src/course/build";

const ITEMS: Record<string, number> = { T: 11, P: 3, L: 6, E: 6, X: 9 };
const ALL = Object.entries(ITEMS).flatMap(([level, count]) =>
  Array.from({ length: count }, (_, i) => `${level}${i + 1}`),
);
const POINTS: Record<string, number> = { T: 2, L: 3, P: 5, X: 5 };
const units = unitNames().map((name) => loadUnit(name));

type Cell = { metadata: { nubelab?: { item?: string } } };

const itemsIn = (language: "es" | "en") =>
  new Set(
    units.flatMap((unit) =>
      (edition(unit, { language, solved: false }).cells as Cell[]).flatMap(
        ({ metadata }) => metadata.nubelab?.item ?? [],
      ),
    ),
  );

/** What a unit's check cells and open answers are worth, by item. */
function pointsIn(unit: (typeof units)[number]): Map<string, number> {
  const scored = [
    ...questionsOf(unit).map(({ item, points }) => ({ item, points })),
    ...unit.cells
      .filter(({ kind, lang }) => kind === "open" && lang === "es")
      .map(({ item, points }) => ({ item: item!, points: points! })),
  ];
  const sums = new Map<string, number>();
  for (const { item, points } of scored) sums.set(item, (sums.get(item) ?? 0) + points);
  return sums;
}

describe("the handout's items", () => {
  it.each(["es", "en"] as const)("stand on cells of the notebooks in %s, all 35", (language) => {
    expect(ALL).toHaveLength(35);
    const found = itemsIn(language);
    expect(ALL.filter((item) => !found.has(item))).toEqual([]);
    expect([...found].filter((item) => !ALL.includes(item))).toEqual([]);
  });

  it("are worth what their level says, once, and 100 points together", () => {
    const all = units.flatMap((unit) => [...pointsIn(unit)]);
    const right = ALL.filter((item) => item[0] !== "E").map((item) => [item, POINTS[item[0]!]]);
    expect(all.sort()).toEqual(right.sort());
    expect(all.reduce((sum, [, points]) => sum + points, 0)).toBe(100);
  });

  it("add up, unit by unit, to the table of 00-inicio", () => {
    const text = units[0]!.cells.map(({ lines }) => lines.join("\n")).join("\n");
    const table = [...text.matchAll(/^\| \*\*(\d\d)\*\* .* \| (\d+) \|$/gm)].map(
      ([, unit, points]) => `${unit} ${points}`,
    );
    const sums = units
      .slice(1)
      .map((unit) => `${unit.name.slice(0, 2)} ${[...pointsIn(unit).values()].reduce((a, b) => a + b, 0)}`);
    expect(table).toEqual([...sums, ...sums]); // Spanish and English
  });
});
