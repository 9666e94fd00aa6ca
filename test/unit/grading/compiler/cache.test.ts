/** Which compiled cells are kept, with a compiler that only counts. */
import { EventEmitter } from "node:events";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../../../src/grading";
import { CompilerClient } from "../../../../src/grading/compiler/client";
import type { CompileRequest } from "../../../../src/grading/compiler/protocol";
import type { Box, Sandbox } from "../../../../src/grading/sandbox/box";

const KEPT = 500;

/** Answers every request at once; notes the sources that it was asked for. */
function countingSandbox(asked: string[]): Sandbox {
  const [out, err, down, up] = [new PassThrough(), new PassThrough(), new PassThrough(), new PassThrough()];
  createInterface({ input: down }).on("line", (line) => {
    const { id, source } = JSON.parse(line) as CompileRequest;
    asked.push(source);
    up.write(`${JSON.stringify({ id, js: source, declarations: "", diagnostics: [], hasTopLevelAwait: false })}\n`);
  });
  up.write('{"ready":1}\n');
  const child = Object.assign(new EventEmitter(), { stdout: out, stderr: err, stdio: [null, out, err, down, up] });
  const box = { child, kill: () => {}, activity: () => null } as unknown as Box;
  return { root: "/course", start: () => box } as unknown as Sandbox;
}

describe("the compiler's cache", () => {
  it(`keeps ${KEPT} cells; the one that was not asked for the longest goes first`, async () => {
    const asked: string[] = [];
    const compiler = new CompilerClient(countingSandbox(asked), DEFAULT_LIMITS);
    const compile = (source: string) => compiler.compile(source, { name: "cell.ts", previous: "" });
    const fill = async (from: number, count: number) => {
      for (let i = from; i < from + count; i++) await compile(`cell ${i}`);
    };
    await fill(0, KEPT);
    await compile("cell 0"); // kept, and now the last to go
    expect(asked).toHaveLength(KEPT);
    await fill(KEPT, 1); // cell 1 goes
    await compile("cell 0");
    expect(asked).toHaveLength(KEPT + 1);
    await compile("cell 1");
    expect(asked.at(-1)).toBe("cell 1");
    expect(asked).toHaveLength(KEPT + 2);
    compiler.close();
  });
});
