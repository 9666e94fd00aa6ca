/** The answers on which the checks are tried: enough of them, written differently, each wrong one wrong in a named way. */
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../exercises";
import { KNOBS } from "../exercises/p3";
import { changed } from "./answers";
import { fits } from "./exercise-suite";

const LEAST = { solutions: 3, wrong: 8, mutants: 7 };

/** The lines that say something: not braces, not imports. */
const linesOf = (source: string) =>
  new Set(
    source
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => /\w{2,}.*\w{2,}/.test(line) && !line.startsWith("//")),
  );

/** Share of the first one's lines that stand in the other, too. */
function shared(one: string, other: string): number {
  const [lines, others] = [linesOf(one), linesOf(other)];
  return [...lines].filter((line) => others.has(line)).length / lines.size;
}

describe.each(EXERCISES.map((exercise) => [exercise.item, exercise] as const))(
  "the answers to %s",
  (item, exercise) => {
    const { ids, right, solutions, variants, mutants } = exercise;

    it(`are at least ${LEAST.solutions} right ones, no two alike`, () => {
      const texts = Object.values(solutions);
      expect(texts.length).toBeGreaterThanOrEqual(LEAST.solutions);
      expect(new Set(texts).size).toBe(texts.length);
      expect(solutions.reference).toBe(right);
    });

    if (item.startsWith("X")) {
      it("are written differently: most lines of one are not in another", () => {
        const texts = Object.entries(solutions);
        const alike = texts.flatMap(([name, text]) =>
          texts
            .filter(([other, its]) => other !== name && shared(text, its) > 0.5)
            .map(([other]) => `${name} ~ ${other}`),
        );
        expect(alike).toEqual([]);
      });
    }

    it(`are at least ${LEAST.wrong} wrong ones, each with the check and the claim that must fail`, () => {
      expect(variants.length).toBeGreaterThanOrEqual(LEAST.wrong);
      expect(new Set(variants.map((variant) => changed(right, variant))).size).toBe(variants.length);
      for (const { name, fails } of variants) {
        const claims = Object.entries(fails);
        expect(claims.length, name).toBeGreaterThan(0);
        for (const [id, claim] of claims) {
          expect(ids, name).toContain(id);
          expect(claim.test("any other claim at all"), `${name}: ${claim} says nothing`).toBe(false);
        }
      }
    });

    it("are wrong for every check", () => {
      const tried = new Set([
        ...variants.flatMap(({ fails }) => Object.keys(fails)),
        ...(item === "P3" && KNOBS.length > 0 ? ["p3.tuning"] : []),
      ]);
      expect(ids.filter((id) => !tried.has(id))).toEqual([]);
    });

    it("each right one has its mutants", () => {
      expect(Object.keys(mutants).filter((name) => solutions[name] === undefined)).toEqual([]);
      for (const [name, source] of Object.entries(solutions)) {
        const own = mutants[name] ?? [];
        for (const [from, to] of own) expect(source.includes(from) && from !== to, `${name}: ${from}`).toBe(true);
        const made =
          name === "reference" ? variants : own.length > 0 ? own : variants.filter((one) => fits(source, one));
        expect(made.length, name).toBeGreaterThanOrEqual(LEAST.mutants);
      }
    });
  },
);
