/** What people bring along from modules, scripts and other kernels, and what they then see. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient, ROOT } from "../kernel-client";

const FOLDER = join(ROOT, "notebooks", "en");
let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start(FOLDER);
});
afterAll(() => kernel.shutdown());

const value = async (code: string): Promise<string> => {
  const cell = await kernel.run(code);
  expect(cell.status, cell.text).toBe("ok");
  return cell.outputs.find((output) => output.type === "execute_result")?.content.data["text/plain"];
};
const error = async (code: string) => (await kernel.run(code)).outputs.find((o) => o.type === "error")?.content;

describe("a cell knows where it is", () => {
  it("by import.meta, as a module does", async () => {
    expect(await value("import.meta.dirname")).toBe(`'${FOLDER}'`);
    expect(await value("import.meta.url.replace(/cell-\\d+/, 'cell')")).toBe(
      `'${pathToFileURL(join(FOLDER, "cell.ts"))}'`,
    );
    expect(await value('[import.meta.resolve("node:fs"), import.meta.resolve("vega").slice(0, 8)]')).toBe(
      "[ 'node:fs', 'file:///' ]",
    );
  });

  it("by __dirname and __filename, as a script does, also in functions and shorthand", async () => {
    expect(await value("const here = () => __dirname;\nhere()")).toBe(`'${FOLDER}'`);
    expect(await value("const { __dirname: at } = { __dirname };\nat === here()")).toBe("true");
    expect(await value("__filename.startsWith(here())")).toBe("true");
  });

  it("unless the names are its own", async () => {
    expect(await value('const inner = () => { const __dirname = "mine"; return __dirname; };\ninner()')).toBe("'mine'");
    await kernel.run('const __filename = "ours";');
    expect(await value("({ __filename }).__filename + __filename")).toBe("'oursours'");
  });
});

describe("promises and timers", () => {
  it("are shown as Node shows them, without the cell that they belong to", async () => {
    expect(await value("[1, 2].map(async (n) => n)")).toBe("[ Promise { 1 }, Promise { 2 } ]");
    const { text } = await kernel.run("console.log(Promise.resolve({ deep: Promise.resolve([[1]]) }));");
    expect(text).toBe("Promise { { deep: Promise { [Array] } } }\n");
    const timer = await value("const timer = setTimeout(() => {}, 1);\ntimer");
    expect(timer).toMatch(/^Timeout \{/);
    expect(timer).not.toContain("kResourceStore");
  });

  it("keep what a class of theirs is called", async () => {
    expect(await value("class Later extends Promise<number> {}\n[Later.resolve(3)]")).toBe("[ Later [Promise] { 3 } ]");
  });
});

describe("a mistake of syntax", () => {
  it.each([
    ["const o = { a: 1", "line 1:17 - TS1005: '}' expected."],
    ["foo(", "line 1:5 - TS1005: ')' expected."],
    ["total?", "line 1:7 - TS1109: Expression expected."],
    ["if (true) {\n  1;", "line 2:5 - TS1005: '}' expected."],
    ["`unclosed", "line 1:10 - TS1160: Unterminated template literal."],
  ])("is told at its place in the cell, and nothing is guessed after it: %s", async (code, evalue) => {
    const { traceback, ...told } = await error(code);
    expect(told).toEqual({ ename: "TypeScriptError", evalue });
    expect(traceback.filter((line: string) => line.includes("TS"))).toEqual([evalue]);
  });

  it("that JavaScript finds shows no line of the kernel's own", async () => {
    const { ename, traceback } = await error('new Function("a b")');
    expect(ename).toBe("SyntaxError");
    expect(traceback.join("\n")).not.toContain(join(ROOT, "dist", "jupyter"));
  });
});

describe("a signal to the kernel itself", () => {
  it("is an error, not an end; asking whether it lives is allowed", async () => {
    expect((await error('process.kill(process.pid, "SIGTERM")')).ename).toBe("ExitDisabled");
    expect(await value("process.kill(process.pid, 0)")).toBe("true");
  });
});
