/** The sandboxed compiler: kept warm, replaced when stuck, and blind to this machine. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, openSandbox } from "../../src/grading";
import { CompilerClient } from "../../src/grading/compiler/client";
import type { Sandbox } from "../../src/grading/sandbox/box";
import { packageRoot } from "../../src/grading/sandbox/files";

/** Many seconds of work for TypeScript, six times over: ten thousand texts against ten thousand others. */
const ENDLESS = `type D = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type N<P extends string> = \`\${P}\${D}\${D}\${D}\${D}\`;
type Turned<T> = T extends \`\${infer A}\${infer B}\` ? \`\${B}\${A}\` : never;
type Pairs<P extends string, T = N<P>> = T extends \`\${infer A}\${infer B}\` ? Exclude<N<P>, \`\${B}\${A}\`> extends infer R ? Turned<R> : never : never;
${[..."abcdef"].map((letter) => `let ${letter}: Pairs<"${letter}"> = "x";`).join("\n")}`;

let sandbox: Sandbox;
let compiler: CompilerClient;

beforeAll(async () => {
  ({ sandbox } = await openSandbox(packageRoot()));
  compiler = new CompilerClient(sandbox, { ...DEFAULT_LIMITS, compileMs: 8_000 });
  await compiler.start();
});
afterAll(() => {
  compiler.close();
  sandbox.close();
});

const compile = (source: string, previous = "") => compiler.compile(source, { name: "cell.ts", previous });

describe("the sandboxed compiler", () => {
  it("carries declarations from cell to cell and points at the line of an error", async () => {
    const first = await compile("const n: number = 1;");
    expect(first).toMatchObject({ diagnostics: [], hasTopLevelAwait: false });
    const second = await compile("const ok = n + 1;\nconst no: string = n;", first.declarations);
    expect(second.diagnostics).toMatchObject([{ line: 2, code: 2322 }]);
    expect((await compile("await Promise.resolve(n)", first.declarations)).hasTopLevelAwait).toBe(true);
  });

  it("knows the course library and what cells import", async () => {
    const source =
      'import { Cloud } from "nubelab";\nimport { SQS } from "@aws-sdk/client-sqs";\nconst sqs = new Cloud().client(SQS);';
    expect((await compile(source)).diagnostics).toEqual([]);
  });

  it("sees no file outside the course library", async () => {
    for (const path of [
      "/etc/passwd",
      "/course/src/course/units/02-sqs",
      "/course/dist/course/checks/hidden/x2",
      `${packageRoot()}/package.json`,
    ]) {
      expect((await compile(`import * as seen from ${JSON.stringify(path)};`)).diagnostics, path).not.toEqual([]);
    }
  });

  it("compiles an equal cell once", () => {
    expect(compile("const once = 1;")).toBe(compile("const once = 1;"));
  });

  it("is replaced when a cell keeps it too long; those who wait are served", async () => {
    const hasty = new CompilerClient(sandbox, { ...DEFAULT_LIMITS, compileMs: 3_000 });
    const quick = (source: string) => hasty.compile(source, { name: "cell.ts", previous: "" });
    try {
      const [stuck, ...others] = await Promise.all([quick(ENDLESS), quick("const a = 1;"), quick("const b = 2;")]);
      expect(stuck.diagnostics).toMatchObject([{ message: "TypeScript took longer than 3 s on this cell" }]);
      for (const other of others) expect(other.diagnostics).toEqual([]);
      expect(hasty.restarts).toBe(1);
    } finally {
      hasty.close();
    }
  }, 60_000);
});
