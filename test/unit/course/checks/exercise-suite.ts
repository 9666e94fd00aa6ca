/** The tests that every exercise's checks must pass: right answers, mutants of them, the stub, and wrong answers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, failed, reference, run, stub, type Variant } from "./answers";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const POINTS = 5; // of every exercise and every practice

export interface Exercise {
  /** "X8" */
  item: string;
  /** "03-mq" */
  unit: string;
  /** Its checks. */
  ids: string[];
  /** What they are worth together. Default 5. */
  points?: number;
  /** What the item's given cells define for the answers to use; in a notebook those cells are there. Default: nothing. */
  given?: string;
  /** The course's own answer; the variants are changes to it. */
  right: string;
  /** Right answers written differently, by name: "reference" and the files of ../solutions. */
  solutions: Record<string, string>;
  /** By solution, if it has any: each requirement's line, deleted or turned round, so that it still comes to an end. */
  mutants: Record<string, [from: string, to: string][]>;
  /** Wrong in one way each, with the claims that must fail. */
  variants: Variant[];
  /** What the wrong ones are: "broker". */
  thing: string;
  /** Seeds with which each right one must pass. Default 8. */
  seeds?: number;
  /** Seeds with which each wrong one must be found. Default 4. */
  variantSeeds?: number;
}

/** A right answer of ../solutions, without its imports and exports. */
export function solution(item: string, name: string): string {
  const path = join(__dirname, "..", "solutions", item.toLowerCase(), `${name}.ts`);
  return readFileSync(path, "utf8").replace(/^(export |import .*$)/gm, "");
}

/** The answers to an item: the course's own, which answers the given check with all it needs, and others by their files' names. */
export function solutions(item: string, unit: string, check: string, ...others: string[]) {
  const right = reference(unit, check);
  const files = others.map((name) => [name, solution(item, name)]);
  return { right, solutions: { reference: right, ...Object.fromEntries(files) } as Record<string, string> };
}

export function testExercise(exercise: Exercise): void {
  const { item, unit, ids, right, variants, thing } = exercise;
  const { points = POINTS, seeds = SEEDS.length, variantSeeds = 4, given = "" } = exercise;
  const runAnswer = (id: string, source: string, seed: number) => run(id, `${given}\n${source}`, seed);

  describe(`the checks of ${item}`, () => {
    describe.each(Object.entries(exercise.solutions))("with the solution %s", (name, source) => {
      it.each(ids)("%s holds, whatever the seed", async (id) => {
        for (const seed of SEEDS.slice(0, seeds)) {
          const result = await runAnswer(id, source, seed);
          expect(failed(result)).toEqual([]);
          expect(result.earned).toBe(result.points);
        }
      });

      it.each(exercise.mutants[name] ?? [])("catch it when %s becomes %s", async (from, to) => {
        const mutant = changed(source, { name: from, change: [[from, to]], fails: {} });
        const results = await Promise.all(ids.map((id) => runAnswer(id, mutant, 1)));
        expect(results.flatMap(failed)).not.toEqual([]);
      });
    });

    it(`are worth ${points} points together`, async () => {
      const results = await Promise.all(ids.map((id) => runAnswer(id, right, 1)));
      expect(results.reduce((sum, result) => sum + result.points, 0)).toBe(points);
    });

    it.each(ids)("%s gives the stub nothing, and says that there is no answer yet", async (id) => {
      expect(await run(id, stub(unit, id))).toMatchObject({ earned: 0, unanswered: true });
    });

    it.each(variants)(`find the ${thing} that $name`, async (variant) => {
      const source = changed(right, variant);
      for (const [id, claim] of Object.entries(variant.fails)) {
        for (const seed of SEEDS.slice(0, variantSeeds)) {
          const result = await runAnswer(id, source, seed);
          expect(failed(result).join("\n")).toMatch(claim);
          expect(result.earned).toBeLessThan(result.points);
        }
      }
    });
  });
}
