import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadUnit, ownAnswers, questionsOf, unitNames } from "../../../../src/course/build";
import { allChecks, findCheck, loadHiddenChecks } from "../../../../src/course/checks";
import { declaredNames } from "../../../../src/grading/read/compare";
import { Random } from "../../../../src/sim/random";
import { EXERCISES } from "../exercises";

describe("the registry of checks", () => {
  it("has unique ids, points, both languages and the item in the id", () => {
    const ids = allChecks().map((check) => check.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
    for (const check of allChecks()) {
      expect(check.id).toMatch(new RegExp(`^${check.item.toLowerCase()}\\.[a-z0-9-]+$`));
      expect(check.points).toBeGreaterThan(0);
      expect(check.needs.length).toBeGreaterThan(0);
      expect(check.title.es).not.toBe("");
      expect(check.title.en).not.toBe("");
    }
  });

  it("has nothing that no cell asks for, or that no right and wrong answers are tried on", () => {
    const ids = allChecks()
      .map(({ id }) => id)
      .sort();
    const asked = unitNames().flatMap((name) => questionsOf(loadUnit(name)).map(({ check }) => check));
    expect(asked.sort()).toEqual(ids);
    expect(EXERCISES.flatMap((exercise) => exercise.ids).sort()).toEqual(ids);
  });

  it("has parameters that are plain data and differ from seed to seed", () => {
    for (const check of allChecks()) {
      const draw = (seed: number) => check.parameters(new Random(seed, check.id));
      expect(structuredClone(draw(1))).toEqual(draw(1));
      expect(new Set([1, 2, 3, 4].map((seed) => JSON.stringify(draw(seed)))).size, check.id).toBeGreaterThan(1);
    }
  });

  it("has every check stand on an answer of its own that it looks at: leaving another one blank costs it nothing", () => {
    const units = unitNames().map((name) => questionsOf(loadUnit(name)));
    const astray = units.flatMap((questions) =>
      questions
        .filter((question, i) => {
          const own = ownAnswers(question, questions.slice(0, i));
          const made = question.program.filter(({ id }) => own.has(id)).flatMap(({ source }) => declaredNames(source));
          return !findCheck(question.check).needs.some((name) => made.includes(name));
        })
        .map(({ check }) => check),
    );
    expect(units.flat().length).toBeGreaterThan(60);
    expect(astray).toEqual([]);
  });

  it("names the checks of the item when an id is unknown", () => {
    expect(() => findCheck("x2.ordr")).toThrow(/there is no check "x2.ordr"; there are: x2\.order, x2\./);
    expect(() => findCheck("zz")).toThrow(/there are: l1\..*x9\./);
  });

  it("loads the hidden parts, each completing a visible check", async () => {
    const hidden = await loadHiddenChecks();
    expect([...hidden.keys()]).toContain("x2.order");
    for (const id of hidden.keys()) expect(findCheck(id).id).toBe(id);
  });

  it("has no hidden part where the folder is not shipped", async () => {
    expect((await loadHiddenChecks(join(tmpdir(), "no-such-folder"))).size).toBe(0);
  });

  it("refuses a hidden file without its export, and a part of no check", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nubelab-hidden-"));
    writeFileSync(join(folder, "x1.js"), "module.exports = {};");
    await expect(loadHiddenChecks(folder)).rejects.toThrow('hidden/x1.js exports no "hiddenChecks"');
    const other = mkdtempSync(join(tmpdir(), "nubelab-hidden-"));
    writeFileSync(join(other, "x1.js"), 'exports.hiddenChecks = [{ id: "x9.nope" }];');
    await expect(loadHiddenChecks(other)).rejects.toThrow('there is no check "x9.nope"');
  });
});
