/** The code cache of TypeScript: written once, taken by the next process, replaced when V8 refuses it. Needs dist. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { typeScriptVersion } from "../../../src/compile";

const ROOT = resolve(__dirname, "..", "..", "..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cacheFile = () => join(folder, "below", readdirSync(join(folder, "below"))[0]!);

/** In a process of its own, since V8 does not look at the cache of what it has compiled already. */
function start(): { used: boolean; codes: number[] } {
  const program = `
    const { createCompiler, loadTypeScriptCached } = require(${JSON.stringify(join(ROOT, "dist", "compile"))});
    const cache = loadTypeScriptCached(${JSON.stringify(join(folder, "below"))});
    const compiler = createCompiler({ cwd: ${JSON.stringify(join(ROOT, "notebooks"))} });
    const { diagnostics } = compiler.compile("const n: string = 1", { name: "cell-1.ts", previous: "" });
    cache.save();
    compiler.close();
    console.log(JSON.stringify({ used: cache.used, codes: diagnostics.map((d) => d.code) }));`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }));
}

describe("the code cache", () => {
  it("is written by one process and used by the next, which compiles as before", () => {
    expect(start()).toEqual({ used: false, codes: [2322] });
    const written = statSync(cacheFile());
    expect(cacheFile()).toContain(`typescript-${typeScriptVersion()}-node-${process.versions.node}-${process.arch}`);
    expect(start()).toEqual({ used: true, codes: [2322] });
    expect(statSync(cacheFile()).ino).toBe(written.ino); // left alone
  });

  it("that V8 refuses is written anew", () => {
    start();
    writeFileSync(cacheFile(), "not a code cache");
    expect(start()).toEqual({ used: false, codes: [2322] });
    expect(start().used).toBe(true);
  });
});
