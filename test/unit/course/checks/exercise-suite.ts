/** The tests that every exercise's checks must pass: right answers, mutants of them, the stub, and wrong answers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../../src/course/checks/run";
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
  /**
   * By solution: each requirement's line, deleted or turned round, so that it still comes to an end. A solution without any is
   * a change of the course's own answer, and the variants that fit it are its mutants.
   */
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
  const seen = new Fallen();
  const runAnswer = async (id: string, source: string, seed: number) => {
    const result = await run(id, `${given}\n${source}`, seed);
    if (seed === 1) seen.add(result);
    return result;
  };

  describe(`the checks of ${item}`, () => {
    describe.each(Object.entries(exercise.solutions))("with the solution %s", (name, source) => {
      it.each(ids)("%s holds, whatever the seed", async (id) => {
        for (const seed of SEEDS.slice(0, seeds)) {
          const result = await runAnswer(id, source, seed);
          expect(failed(result)).toEqual([]);
          expect(result.earned).toBe(result.points);
        }
      });

      const mutants = exercise.mutants[name] ?? [];
      const caught = new Set<string>();
      it.each(mutants)("catch it when %s becomes %s", async (from, to) => {
        const mutant = changed(source, { name: from, change: [[from, to]], fails: {} });
        const results = await Promise.all(ids.map((id) => runAnswer(id, mutant, 1)));
        for (const result of results) if (failed(result).length > 0) caught.add(result.id);
        expect(results.flatMap(failed)).not.toEqual([]);
      });

      // The course's own answer has all variants besides.
      if (mutants.length > 0 && name !== "reference") {
        it("each check catches one of them", () => {
          expect(ids.filter((id) => !caught.has(id))).toEqual([]);
        });
      }

      const fitting = mutants.length > 0 || name === "reference" ? [] : variants.filter((one) => fits(source, one));
      it.each(fitting)(`catch the ${thing} that is made of it and $name`, async (variant) => {
        const mutant = changed(source, variant);
        const results = await Promise.all(Object.keys(variant.fails).map((id) => runAnswer(id, mutant, 1)));
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

    it("make no claim that nothing fails", () => {
      expect(seen.neverFailed()).toEqual([]);
    });
  });
}

/** Whether all that a variant replaces is in this answer. */
export function fits(source: string, { change }: Variant): boolean {
  return change.every(([from]) => source.includes(from));
}

/** The claims of one seed, and whether any answer made them fall. */
class Fallen {
  readonly #claims = new Map<string, boolean>();

  add({ id, findings }: CheckResult): void {
    for (const { claim, ok } of findings) {
      const name = `${id}: ${claim.en}`;
      this.#claims.set(name, (this.#claims.get(name) ?? false) || !ok);
    }
  }

  neverFailed(): string[] {
    return [...this.#claims].flatMap(([claim, hasFailed]) => (hasFailed ? [] : [claim]));
  }
}
