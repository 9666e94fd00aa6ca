/** One cell to JavaScript: what is carried to the next cell, what is refused, and where in the cell each piece of JavaScript comes from. */
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type CompiledCell, cellFunction, createCompiler } from "../../../src/compile";

const cwd = join(resolve(__dirname, "..", "..", ".."), "notebooks");
const compiler = createCompiler({ cwd });
afterAll(() => compiler.close());

const compile = (source: string, previous = "", loopGuard = false) =>
  compiler.compile(source, { name: "cell-1.ts", previous, loopGuard });

/** Compiles cells one after the other and returns the last. */
function compileAll(...sources: string[]): CompiledCell {
  let cell = compile(sources[0]!);
  for (const source of sources.slice(1)) {
    expect(cell.diagnostics).toEqual([]);
    cell = compile(source, cell.declarations);
  }
  return cell;
}

/** Where in the cell the JavaScript text `js` (its nth occurrence) comes from, as "line:column". */
function origin(cell: CompiledCell, js: string, nth = 1): string {
  let at = -1;
  for (let i = 0; i < nth; i++) at = cell.js.indexOf(js, at + 1);
  expect(at, `${js} in\n${cell.js}`).toBeGreaterThanOrEqual(0);
  const before = cell.js.slice(0, at).split("\n");
  const place = cell.map.find(before.length, before.at(-1)!.length + 1);
  return place ? `${place.line}:${place.column}` : "none";
}

/** Runs cells as a notebook does; returns the shared names. */
async function run(...sources: string[]): Promise<Record<string, unknown>> {
  const exports: Record<string, unknown> = {};
  let previous = "";
  for (const [i, source] of sources.entries()) {
    const cell = compile(source, previous, true);
    expect(cell.diagnostics).toEqual([]);
    previous = cell.declarations;
    await cellFunction(cell, `cell-${i}.ts`)(exports, require);
  }
  return exports;
}

describe("a compiled cell", () => {
  it("hands its names to the next one with their types", () => {
    const cell = compileAll("const total = 3;\ninterface Order { id: string }", "const order: Order = { id: 4 };");
    expect(cell.diagnostics).toEqual([
      {
        line: 1,
        column: 24,
        endLine: 1,
        endColumn: 26,
        code: 2322,
        message: "Type 'number' is not assignable to type 'string'.",
      },
    ]);
  });

  it("carries declarations over cells that do not touch them, and replaces those declared anew", () => {
    const cell = compileAll(
      "const a = 1;\nclass Q { n = 1 }",
      "const b = a;",
      'const a = "text";\nclass Q { s = "" }',
      "a; b; new Q();",
    );
    expect(cell.declarations).toContain('declare const a = "text";');
    expect(cell.declarations).toContain("declare const b = 1;");
    expect(cell.declarations).toContain("s: string;");
    expect(cell.declarations).not.toContain("n: number;");
  });

  it("gives the same answer for the same `previous` any number of times", () => {
    const { declarations } = compile("const a = 1;\nconst b = 2;");
    const once = compile('const a = "x";', declarations);
    const twice = compile('const a = "x";', declarations);
    expect(twice.declarations).toBe(once.declarations);
    expect(compile("a.toFixed();\nb", declarations).diagnostics).toEqual([]);
  });

  it("keeps the declarations it was given when it does not compile", () => {
    const { declarations } = compile("const a = 1;");
    expect(compile("const b: string = a;", declarations)).toMatchObject({ declarations, js: "" });
  });

  it("tells its last expression, and that it has none", () => {
    expect(compile("const n = 1;\nn + 1;").lastExpression).not.toBeNull();
    expect(compile("1;\ninterface After {}").lastExpression).not.toBeNull();
    expect(compile("const n = 1;").lastExpression).toBeNull();
    expect(compile("").lastExpression).toBeNull();
  });

  it("hands on what var makes in blocks and loops, and nothing of its functions", async () => {
    const names = await run(
      "for (var i = 0; i < 3; i++) { var { twice, rest: [last] } = { twice: 2 * i, rest: [i] }; }\nif (i > 2) { let hidden = 1; var seen = hidden; }\nvar i = i + 0;\n[1].forEach(() => { var inner = 1; return inner; });",
      "const all = [i, twice, last, seen].join();\ni = 10;",
      "i += 1;",
    );
    expect(names).toMatchObject({ i: 11, all: "3,4,2,1" });
    expect(Object.keys(names)).not.toContain("inner");
    expect(Object.keys(names)).not.toContain("hidden");
  });

  it("hands on names that begin with underscores", async () => {
    const names = await run("let __n = 1; const _k = 2;", "__n += _k;", "const total = __n + _k;");
    expect(names).toMatchObject({ __n: 3, total: 5 });
  });

  it("keeps a last expression that is void, and runs it", async () => {
    const names = await run("let calls = 0;", "void calls++;\n", "void (calls += 2)");
    expect(names.calls).toBe(3);
  });

  it("tells top-level await, also `for await`, and not one inside a function", () => {
    expect(compile("await null;").hasTopLevelAwait).toBe(true);
    expect(compile("for await (const x of [1]) x;").hasTopLevelAwait).toBe(true);
    expect(compile("const x = await (async () => 1)();").hasTopLevelAwait).toBe(true);
    expect(compile("await using x = { async [Symbol.asyncDispose]() {} };").hasTopLevelAwait).toBe(true);
    expect(compile("class C { async [String(await 1)]() {} }").hasTopLevelAwait).toBe(true);
    expect(compile("async function f() { await 1; for await (const x of [1]) x; }").hasTopLevelAwait).toBe(false);
  });

  it("reads and writes names of earlier cells wherever they stand", async () => {
    const names = await run(
      "class Box { size = 3; static made = 0 }\nlet count = 1;\nconst tag = (s: TemplateStringsArray) => s[0];\nfunction self(this: unknown) { return this; }",
      "const { size: width } = new Box();\nconst both = { Box, count };\ncount += 4;\n({ count } = { count: count + 1 });\nclass Crate extends Box {}\nconst made = Box.made;\nconst word = tag`hi`;\nconst nobody = self();\nconst size = (count: number) => count;",
    );
    expect(names).toMatchObject({ width: 3, count: 6, made: 0, word: "hi", nobody: undefined });
    expect(names.both).toEqual({ Box: names.Box, count: 1 });
    expect((names.size as (n: number) => number)(9)).toBe(9);
  });

  it("assigns variables of earlier cells in every form, and the functions of those cells see it", async () => {
    const names = await run(
      "let n = 1;\nlet big = 1n;\nlet none: number | undefined;\nvar list = [0];\nconst seen = () => [n, big, none, list];",
      "n += 4;\n++n;\nn--;\nconst old = n++;\nbig++;\nbig **= 3n;\nnone ??= 7;\n[list] = [[1, 2]];\nfor (n of [10, 20]);\nlist.push(n);\nconst all = seen();",
      "const fromInside = (() => { const set = (n: number) => n; return set(3); })();\n({ n } = { n: n * 2 });\nconst later = seen()[0];",
    );
    expect(names).toMatchObject({ old: 5, all: [20, 8n, 7, [1, 2, 20]], fromInside: 3, later: 40, n: 40 });
  });

  it("follows a name that is declared anew from the functions of later cells, never from those of its own", async () => {
    const names = await run(
      "let n = 1;\nconst own = () => n;",
      "const bump = () => { n++; return n; };",
      "let n = 10;",
      "const after = [bump(), n, own()];",
      "const n = 5;",
      "const fixed = [n, own()];",
    );
    expect(names).toMatchObject({ after: [11, 11, 1], fixed: [5, 1] });
  });

  it("hands on what only some kinds of statement make", async () => {
    const names = await run(
      'const enum Size { S = 1, L = 4 }\nenum Kind { A, B }\nimport type { Stats } from "node:fs";\nimport { type Dirent, existsSync } from "node:fs";\ninterface Shape { x: number }\ndeclare const ghost: number;',
      "const size: Size = Size.L;\nconst all = [size, Kind.B, typeof existsSync];\nconst s: Shape | Stats | Dirent | null = null;",
    );
    expect(names.all).toEqual([4, 1, "function"]);
  });

  it("does not touch the old value of a name that it declares anew before it has the new one", async () => {
    const exports: Record<string, unknown> = { kept: 1 };
    const cell = compile('const kept = (() => { throw new Error("no"); })();');
    const call = () => cellFunction(cell, "cell-1.ts")(exports, require);
    expect(call).toThrow("no");
    expect(exports.kept).toBe(1);
  });

  it("lets a later cell redefine what an earlier one imported", async () => {
    const names = await run(
      'import { join } from "node:path";',
      'import { join } from "node:path";\nconst a = join("x", "y");',
      "const join = 5;",
    );
    expect(names).toMatchObject({ a: join("x", "y"), join: 5 });
  });

  it("may say export", () => {
    expect(compile("export const a = 1;\nexport { a };\nexport class B {}").diagnostics).toEqual([]);
  });
});

describe("places", () => {
  it("of plain code are exact", () => {
    const cell = compile(
      "// first\ninterface Gone {\n  x: number;\n}\n\nfunction boom(o: any): number {\n  return o.foo.bar;\n}\nboom({});",
    );
    expect(origin(cell, "o.foo.bar")).toBe("7:10");
    expect(origin(cell, "return")).toBe("7:3");
    expect(origin(cell, "boom({})")).toBe("9:1");
  });

  it("of names of earlier cells are exact", () => {
    const cell = compileAll(
      "const queue = { send() {} };\nfunction go() {}",
      "const n: number = 1;  queue.send();\n  go();",
    );
    expect(origin(cell, "exports.queue")).toBe("1:23");
    expect(origin(cell, "send")).toBe("1:29");
    expect(origin(cell, "exports.go")).toBe("2:3");
  });

  it("stay exact under the loop guard and erased types", () => {
    const cell = compile(
      "let total: number = 0;\nfor (let i: number = 0; i < 3; i++) total += i as number;\nthrow total;",
      "",
      true,
    );
    expect(origin(cell, "total += i")).toBe("2:37");
    expect(origin(cell, "throw")).toBe("3:1");
  });

  it("of what the compiler added do not exist", () => {
    const cell = compileAll("let n = 1;", "n + 1");
    expect(origin(cell, "__cell__.ref")).toBe("none");
  });

  it("are those of stack traces", () => {
    const cell = compile('const a: number = 1;\n\n  throw new Error("here");');
    let stack = "";
    try {
      cellFunction(cell, "cell-9.ts")({}, require);
    } catch (error) {
      stack = (error as Error).stack!;
    }
    const [, line, column] = /cell-9\.ts:(\d+):(\d+)/.exec(stack)!;
    expect(cell.map.find(Number(line), Number(column))).toEqual({ line: 3, column: 9 });
  });

  it("on the first line count from its start", () => {
    const cell = compile('const a: number = 1; throw new Error("here");');
    let stack = "";
    try {
      cellFunction(cell, "cell-8.ts")({}, require);
    } catch (error) {
      stack = (error as Error).stack!;
    }
    const [, line, column] = /cell-8\.ts:(\d+):(\d+)/.exec(stack)!;
    expect(cell.map.find(Number(line), Number(column))).toEqual({ line: 1, column: 28 });
  });
});

describe("a complaint", () => {
  it("stands at the cell's own line and column", () => {
    expect(
      compile("\n\nlet x: string = 1;\nnowhere;").diagnostics.map((d) => [d.line, d.column, d.endColumn, d.code]),
    ).toEqual([
      [3, 5, 6, 2322],
      [4, 1, 8, 2304],
    ]);
  });

  it("with several parts is one", () => {
    const { diagnostics } = compile("const f: (a: string) => void = (a: number) => {};");
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.message).toMatch(/is not assignable[\s\S]*Types of parameters/);
  });

  it("comes from strict checks, unless they are off", () => {
    const loose = createCompiler({ cwd, strict: false });
    const source = 'const s = ["a"].find((x) => x);\ns.length;';
    expect(compile(source).diagnostics.map((d) => d.code)).toEqual([18048]);
    expect(loose.compile(source, { name: "cell-1.ts", previous: "" }).diagnostics).toEqual([]);
    loose.close();
  });

  it("about syntax names the place", () => {
    expect(compile("const = 5;").diagnostics[0]).toMatchObject({ line: 1, column: 7 });
  });

  it("refuses module cells in words", () => {
    for (const tag of ["module helpers", "browser"]) {
      const [only] = compile(`// a note\n/** @${tag} */\nconst a = 1;`).diagnostics;
      expect(only).toMatchObject({
        line: 2,
        column: 1,
        message: expect.stringContaining("not supported in this course"),
      });
    }
    expect(compile("const text = `/** @module x */`;").diagnostics).toEqual([]);
  });
});

describe("imports", () => {
  it("of the SDK and of Node resolve from notebooks and from notebooks/en", () => {
    const english = createCompiler({ cwd: join(cwd, "en") });
    const source =
      'import { SQS } from "@aws-sdk/client-sqs";\nimport { readFileSync } from "node:fs";\nnew SQS({}).sendMessage({ QueueUrl: 3 });';
    for (const one of [compiler, english]) {
      const { diagnostics } = one.compile(source, { name: "cell-1.ts", previous: "" });
      expect(diagnostics.map((d) => [d.line, d.code])).toEqual([[3, 2322]]);
    }
    english.close();
  });

  it("of an unknown package say so at the import", () => {
    expect(compile('import { x } from "no-such-package";\nx;').diagnostics[0]).toMatchObject({
      line: 1,
      column: 19,
      code: 2307,
    });
  });
});

describe("the loop guard", () => {
  const ticks = (source: string) => {
    let count = 0;
    const cell = compile(source, "", true);
    cellFunction(cell, "cell-1.ts")({}, require, { tick: () => count++ });
    return count;
  };

  it("asks in each round of each kind of loop", () => {
    expect(ticks("for (let i = 0; i < 3; i++);")).toBe(3);
    expect(ticks("for (const x of [1, 2]) x;")).toBe(2);
    expect(ticks("for (const x in { a: 1 }) x;")).toBe(1);
    expect(ticks("let i = 0; while (i < 4) i++;")).toBe(4);
    expect(ticks("let i = 0; do { i++; } while (i < 2);")).toBe(2);
    expect(ticks("for (let i = 0; i < 2; i++) { for (let j = 0; j < 2; j++); }")).toBe(6);
  });

  it("keeps labels, continue and break", () => {
    expect(ticks("outer: for (let i = 0; i < 3; i++) { for (;;) { if (i === 1) break outer; continue outer; } }")).toBe(
      4,
    );
  });

  it("is not there unless asked for", () => {
    expect(compile("while (false);").js).not.toContain("__tick__");
  });
});
