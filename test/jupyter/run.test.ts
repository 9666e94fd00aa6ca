/** `runNotebook`: executes with the course kernel, writes the executed copy, tells which cell failed and why. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNotebook } from "../../src/jupyter";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-run-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function notebook(name: string, ...cells: string[]): string {
  const path = join(folder, name);
  const code = (source: string, i: number) => ({
    cell_type: "code",
    id: `c${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  });
  writeFileSync(path, JSON.stringify({ cells: cells.map(code), metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return path;
}
const outputsOf = (path: string): { output_type: string }[][] =>
  JSON.parse(readFileSync(path, "utf8")).cells.map((cell: { outputs: [] }) => cell.outputs);

describe("runNotebook", () => {
  it("runs every cell, tells its progress, and leaves the notebook as it was", async () => {
    const path = notebook("good.ipynb", "const a = 20;", "", "a + 1");
    const before = readFileSync(path, "utf8");
    const progress: [number, number][] = [];
    const out = join(folder, "out", "good.ipynb");
    const result = await runNotebook(path, { out, onProgress: (done, cells) => progress.push([done, cells]) });
    expect(result).toEqual({ out, cells: 2, executed: 2, failures: [], broken: null });
    expect(progress).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
      [2, 2],
    ]);
    expect(outputsOf(out)[2]).toMatchObject([{ output_type: "execute_result", data: { "text/plain": ["21"] } }]);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  it("stops at the first failed cell and names it", async () => {
    const path = notebook("bad.ipynb", "1", 'throw new RangeError("too far");', "2");
    const result = await runNotebook(path, { out: join(folder, "bad.out.ipynb") });
    expect(result).toMatchObject({ cells: 3, executed: 2, broken: null });
    expect(result.failures).toMatchObject([{ index: 1, id: "c1", number: 2, ename: "RangeError", evalue: "too far" }]);
    expect(result.failures[0]!.traceback).toContain("    at cell-2.ts:1:7");
    expect(outputsOf(result.out).map((o) => o.length)).toEqual([1, 1, 0]);
  });

  it("goes on after failed cells when asked to, type errors too", async () => {
    const path = notebook("both.ipynb", 'throw new Error("one");', "const n: string = 2;", '"end"');
    const result = await runNotebook(path, { out: join(folder, "both.out.ipynb"), keepGoing: true });
    expect(result.failures.map((f) => [f.index, f.ename])).toEqual([
      [0, "Error"],
      [1, "TypeScriptError"],
    ]);
    expect(outputsOf(result.out)[2]).toHaveLength(1);
  });

  it("ends a cell that is over its limit", async () => {
    const path = notebook("slow.ipynb", "await new Promise(() => {});");
    const result = await runNotebook(path, { out: join(folder, "slow.out.ipynb"), timeoutSeconds: 1 });
    expect(result.broken).toMatch(/timed out/i);
  });

  it("refuses what is not there and what has no solved edition", async () => {
    await expect(runNotebook(join(folder, "none.ipynb"))).rejects.toThrow("there is no such notebook");
    await expect(runNotebook(notebook("own.ipynb", "1"), { solved: true })).rejects.toThrow(
      /own\.ipynb: only the notebooks of the course/,
    );
  });
});
