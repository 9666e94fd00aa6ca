/** The language of cells: syntax newer than tslab's TypeScript, packages that are ES modules, completion and hover. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executed, KernelClient } from "./kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

const resultOf = (cell: Executed) => cell.outputs.find((o) => o.type === "execute_result")?.content.data["text/plain"];
const errorOf = (cell: Executed) => cell.outputs.find((o) => o.type === "error")?.content;

describe("syntax newer than TypeScript 5.0", () => {
  const CELLS: [name: string, code: string, result: string][] = [
    [
      "using",
      'const log: string[] = [];\n{\n  using file = { [Symbol.dispose]() { log.push("closed"); } };\n  log.push("open");\n}\nlog.join()',
      "'open,closed'",
    ],
    [
      "await using, at the cell's own level: the cell's end disposes",
      'const ends: string[] = [];\nawait using held = { async [Symbol.asyncDispose]() { ends.push("closed"); } };\nends.push("open");',
      "1",
    ],
    ["NoInfer", 'const pick = <T extends string>(all: T[], one: NoInfer<T>) => one;\npick(["a", "b"], "b")', "'b'"],
    ["const type parameters", "const keep = <const T>(x: T): T => x;\nconst one: 1 = keep([1, 2])[0];\none", "1"],
    ["copying array methods", "[[3, 1].toSorted(), [3, 1].toReversed(), [3, 1].with(0, 9)].join(';')", "'1,3;1,3;9,1'"],
    ["inferred type predicates", 'const some = ["a", undefined].filter((x) => x !== undefined);\nsome[0]!.length', "1"],
    ["import attributes", 'import pack from "nubelab/package.json" with { type: "json" };\npack.name', "'nubelab'"],
    [
      "standard decorators",
      "function twice(f: (this: Doubler) => number, _context: ClassMethodDecoratorContext) { return function (this: Doubler) { return 2 * f.call(this); }; }\nclass Doubler { @twice value() { return 4; } }\nnew Doubler().value()",
      "8",
    ],
    [
      "decorator metadata",
      "const mark = (_: unknown, context: DecoratorContext) => { context.metadata.seen = String(context.name); };\nclass Marked { @mark title = 1; }\nMarked[Symbol.metadata]?.seen",
      "'title'",
    ],
    ["satisfies and accessor", "class Cell { accessor size = 2 satisfies number; }\nnew Cell().size", "2"],
  ];
  it.each(CELLS)("%s works", async (_name, code, result) => {
    const cell = await kernel.run(code);
    expect(errorOf(cell)).toBeUndefined();
    expect(resultOf(cell)).toBe(result);
  });

  it("disposes a cell's own `using` at the end of the cell", async () => {
    expect(resultOf(await kernel.run("ends.join()"))).toBe("'open,closed'");
  });

  it("types bytes as the libraries do", async () => {
    const cell = await kernel.run(
      'const bytes: Uint8Array<ArrayBuffer> = new TextEncoder().encode("hi");\nBuffer.from(bytes).toString("hex")',
    );
    expect(errorOf(cell)).toBeUndefined();
    expect(resultOf(cell)).toBe("'6869'");
  });
});

describe("packages that are ES modules alone", () => {
  let folder: string;
  let own: KernelClient;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "nubelab-esm-"));
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ dependencies: { "late-module": "1", "only-import": "1" } }),
    );
    writeFileSync(join(folder, "beside.ts"), 'export const beside: string = "beside";\n');
    const packages = {
      "late-module": { ".": { types: "./index.d.ts", default: "./index.js" } },
      "only-import": { ".": { types: "./index.d.ts", import: "./index.js" } },
    };
    for (const [name, exports] of Object.entries(packages)) {
      const at = join(folder, "node_modules", name);
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, "package.json"), JSON.stringify({ name, version: "1.0.0", type: "module", exports }));
      writeFileSync(
        join(at, "index.js"),
        `const ready = ${name === "late-module" ? "await " : ""}Promise.resolve("${name}");\nexport const name = String(${name === "late-module" ? "ready" : `"${name}"`});\nexport default (n) => n * 2;\n`,
      );
      writeFileSync(
        join(at, "index.d.ts"),
        "/** How it is called. */\nexport declare const name: string;\ndeclare const _default: (n: number) => number;\nexport default _default;\n",
      );
    }
    own = await KernelClient.start(folder);
  });
  afterAll(async () => {
    await own.shutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(["late-module", "only-import"])("are imported by statement and by import(): %s", async (name) => {
    const cell = await own.run(`import twice, { name } from "${name}";\n[twice(4), name].join()`);
    expect(errorOf(cell)).toBeUndefined();
    expect(resultOf(cell)).toBe(`'8,${name}'`);
    expect(resultOf(await own.run("twice(5)"))).toBe("10");
    const dynamic = await own.run(`const late = await import("${name}");\n[late.default(3), late.name].join()`);
    expect(resultOf(dynamic)).toBe(`'6,${name}'`);
    expect(resultOf(await own.run("late.name.length"))).toBe(String(name.length));
  });

  it("stand beside local files and Node's own modules in import()", async () => {
    const cell = await own.run(
      'const [here, path] = await Promise.all([import("./beside"), import("node:path")]);\n[here.beside, path.join("a", "b"), path.default.sep].join()',
    );
    expect(errorOf(cell)).toBeUndefined();
    expect(resultOf(cell)).toBe("'beside,a/b,/'");
  });

  it("are offered inside the quotes of an import", async () => {
    expect(await completed('import x from "lat', own)).toEqual({ matches: ["late-module"], replaced: "lat" });
    expect((await completed('import x from "', own)).matches).toEqual(
      expect.arrayContaining(["late-module", "only-import", "node:fs"]),
    );
    expect((await completed('import x from "./', own)).matches).toContain("beside");
    expect(await completed('import x from "./be|"', own)).toEqual({ matches: ["beside"], replaced: "be" });
  });
});

/** What completion offers at the end of some code (in `code|`, at the bar), and the text that it would replace. */
async function completed(text: string, at: KernelClient = kernel): Promise<{ matches: string[]; replaced: string }> {
  const code = text.replace("|", "");
  const cursor_pos = text.includes("|") ? text.indexOf("|") : code.length;
  const reply = await at.request("complete_request", { code, cursor_pos });
  return { matches: reply.matches, replaced: code.slice(reply.cursor_start, reply.cursor_end) };
}

describe("packages of the course", () => {
  it("have names that carry over to the next cell when they were imported by import()", async () => {
    const cell = await kernel.run('const zx = await import("zx");');
    expect(errorOf(cell)).toBeUndefined();
    expect(resultOf(await kernel.run("typeof zx.$"))).toBe("'function'");
  });
});

describe("completion", () => {
  it("knows the packages in reach, their parts and their exports", async () => {
    expect((await completed('import { Cloud } from "nube|"')).matches).toContain("nubelab");
    expect(await completed('import { SQS } from "@aws-sdk/client-sq|";')).toEqual({
      matches: ["client-sqs"],
      replaced: "client-sq",
    });
    expect((await completed('import { x } from "nubelab/|"')).matches).toEqual(
      expect.arrayContaining(["charts", "course"]),
    );
    expect((await completed('import { Clo| } from "nubelab"')).matches[0]).toBe("Cloud");
  });

  it("replaces what is typed, with members, names of earlier cells and keys of options", async () => {
    await kernel.run('import { Cloud } from "nubelab";\nconst cloud = new Cloud();');
    expect(await completed("cloud.runUn")).toEqual({ matches: ["runUntil"], replaced: "runUn" });
    expect((await completed("clou")).matches[0]).toBe("cloud");
    expect((await completed("new Cloud({ se| })")).matches).toContain("seed");
    expect((await completed('new Cloud({ quotas: "|" })')).matches).toContain("relaxed");
  });
});

describe("inspection", () => {
  const inspected = async (code: string, detail_level = 0): Promise<string> =>
    (await kernel.request("inspect_request", { code, cursor_pos: code.length, detail_level })).data["text/plain"];

  it("shows type and documentation, of the course, of the language and of Node", async () => {
    await kernel.run('import { Cloud as Sky } from "nubelab";\nimport { join } from "node:path";');
    expect(await inspected("Sky")).toMatch(/class Sky/);
    expect(await inspected("[1].map")).toMatch(/map<.*number[\s\S]*Calls a defined callback function/);
    expect(await inspected("join")).toMatch(/join\(\.\.\.paths: string\[\]\): string[\s\S]*Join all arguments/);
  });

  it("writes types out when more detail is asked for", async () => {
    await kernel.run("interface Order { id: string; lines: number[] }\nlet order: Order = { id: 'a', lines: [] };");
    expect(await inspected("order")).not.toContain("lines");
    expect(await inspected("order", 1)).toMatch(/lines: number\[\]/);
    expect(await inspected("console", 1)).toMatch(/Console/); // what TypeScript cannot write out is told by name
  });
});
