/**
 * What the grader compiles: for each check, the given cells and the answers, and nothing else of the unit. That all cells of
 * all editions compile is seen by running them (run-solved.test.ts). Needs dist.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CellCompiler, createCompiler } from "../../src/compile";
import { loadUnit, projectRoot, questionsOf, unitNames } from "../../src/course/build";

let compiler: CellCompiler;
beforeAll(() => {
  compiler = createCompiler({ cwd: join(projectRoot(), "notebooks") });
});
afterAll(() => compiler.close());

describe("the program of a question", () => {
  const questions = unitNames().flatMap((name) => questionsOf(loadUnit(name)));
  it.each(questions)("$check: the given cells are enough for the reference answer, and for the stub", ({ program }) => {
    for (const pick of ["source", "stub"] as const) {
      let previous = "";
      for (const cell of program) {
        const source = pick === "stub" && cell.stub !== undefined ? cell.stub.en : cell.source;
        const compiled = compiler.compile(source, { name: `${cell.id}.ts`, previous });
        expect(compiled.diagnostics, `${cell.id}, ${pick}`).toEqual([]);
        previous = compiled.declarations;
      }
    }
  });

  it("notices a mistake", () => {
    expect(compiler.compile("const n: number = 'text';", { name: "a.ts", previous: "" }).diagnostics).toHaveLength(1);
  });
});
