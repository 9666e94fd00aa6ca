/** A cell that is compiled again: when its first compilation serves, and when it must not. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createCompiler } from "../../../src/compile";
import { CompiledCells } from "../../../src/compile/compiled-cells";

const own = join(resolve(__dirname, "..", "..", ".."), ".nubelab");
mkdirSync(own, { recursive: true });
const folder = mkdtempSync(join(own, "test-again-"));
const compiler = createCompiler({ cwd: folder });
afterAll(() => {
  compiler.close();
  rmSync(folder, { recursive: true, force: true });
});
const compile = (source: string, previous = "", loopGuard = false) =>
  compiler.compile(source, { name: "cell-1.ts", previous, loopGuard });

/** Writes a file beside the notebook; each time it is a second younger. */
let age = 0;
function write(name: string, text: string): void {
  const file = join(folder, name);
  writeFileSync(file, text);
  utimesSync(file, ++age, age);
}

describe("a cell that is compiled again", () => {
  it("is what it was, over the same earlier declarations", () => {
    const first = compile("const n = 1;\nn + 1");
    expect(compile("const n = 1;\nn + 1").js).toBe(first.js);
    expect(compile("const n = 1;\nn + 1").declarations).toBe(first.declarations);
    expect(compile("const n = 1;\nn + 1").lastExpression).toBe(first.lastExpression);
  });

  it("is checked anew over others, and guarded when that is asked", () => {
    const source = "for (let i = 0; i < n; i++) {}";
    expect(compile(source, "declare const n: number;\n").diagnostics).toEqual([]);
    expect(compile(source, "declare const n: string;\n").diagnostics).not.toEqual([]);
    expect(compile(source, "declare const n: number;\n").js).not.toContain("__tick__");
    expect(compile(source, "declare const n: number;\n", true).js).toContain("__tick__");
  });

  it("is checked anew when a file that it imports has changed, and loads that file once", () => {
    const source = 'import { rate } from "./rate";\nrate * 2';
    write("rate.ts", "export const rate = 2;");
    expect(compile(source).localModules.map((m) => m.path)).toEqual([`${folder}/rate.js`]);
    expect(compile(source).localModules).toEqual([]);
    write("rate.ts", "export const rate = 3;");
    expect(compile(source).localModules.map((m) => m.js)).toEqual([expect.stringContaining("rate = 3")]);
    write("rate.ts", 'export const rate = "fast";');
    expect(compile(source).diagnostics.map((d) => d.code)).toEqual([2362]);
  });

  it("finds a package that was missing the first time", () => {
    const source = 'import { late } from "late";\nlate';
    expect(compile(source).diagnostics.map((d) => d.code)).toEqual([2307]);
    compile("1");
    compiler.complete(source, 12, "");
    const home = join(folder, "node_modules", "late");
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), '{ "name": "late", "version": "1.0.0", "types": "index.d.ts" }');
    writeFileSync(join(home, "index.d.ts"), "export const late: number;");
    expect(compile(source).diagnostics).toEqual([]);
  });
});

describe("the cells compiled last", () => {
  const cell = (js: string) => ({ js }) as ReturnType<typeof compile>;

  it("are 32; the one not asked for the longest makes room", () => {
    const cells = new CompiledCells();
    for (let i = 0; i < 32; i++) cells.set([`${i}`], cell(`${i}`));
    expect(cells.get(["0"])?.js).toBe("0");
    cells.set(["32"], cell("32"));
    expect(cells.get(["1"])).toBeUndefined();
    expect(cells.get(["0"])?.js).toBe("0");
    expect(cells.get(["32"])?.js).toBe("32");
  });

  it("are told apart by each part of the key", () => {
    const cells = new CompiledCells();
    cells.set(["a", "b"], cell("1"));
    expect(cells.get(["ab", ""])).toBeUndefined();
    expect(cells.get(['a","b'])).toBeUndefined();
  });
});
