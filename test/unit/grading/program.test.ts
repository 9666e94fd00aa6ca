/** Whose mistake is it when a cell does not compile? A compiler that refuses the cells it is told to. */
import { describe, expect, it } from "vitest";
import type { Question } from "../../../src/course/build";
import type { CompilerClient } from "../../../src/grading/compiler/client";
import type { Compiled } from "../../../src/grading/compiler/protocol";
import type { Matched } from "../../../src/grading/match";
import { compileProgram } from "../../../src/grading/program";

const refusing = (...refused: string[]) =>
  ({
    compile: (_source: string, { name, previous }: { name: string; previous: string }): Promise<Compiled> => {
      const isRefused = refused.includes(name);
      const diagnostics = isRefused ? [{ code: 2304, line: 1, column: 1, message: "Cannot find name 'x'." }] : [];
      return Promise.resolve({
        js: isRefused ? "" : "1;",
        declarations: previous,
        diagnostics,
        hasTopLevelAwait: false,
      } as unknown as Compiled);
    },
  }) as unknown as CompilerClient;

const question = {
  check: "x1.one",
  program: [
    { id: "setup", kind: "given", source: "import {} from 'nubelab';" },
    { id: "answer", kind: "answer", source: "class A {}" },
    { id: "use", kind: "given", source: "new A();" },
  ],
} as unknown as Question;
const answered = {
  answers: new Map([["answer", { source: "class A { mine = 1 }", blank: false }]]),
  extras: [],
} as unknown as Matched;

const compile = (compiler: CompilerClient) => compileProgram(question, new Set(["answer"]), answered, compiler);

describe("a cell that does not compile", () => {
  it("is ready when all do", async () => {
    expect(await compile(refusing())).toMatchObject({ kind: "ready", borrowed: [] });
  });
  it("before anything of the student's, is the course's fault and costs nobody points", async () => {
    await expect(compile(refusing("setup.ts"))).rejects.toThrow("the course's own cell setup does not compile");
  });
  it("is the student's when it is the answer", async () => {
    expect(await compile(refusing("answer.ts"))).toMatchObject({ kind: "type-error", cell: "answer" });
  });
  it("after the answer, is told with its name", async () => {
    expect(await compile(refusing("use.ts"))).toMatchObject({ kind: "type-error", cell: "use" });
  });
});
