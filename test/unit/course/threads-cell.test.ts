/** Threads made in cells, as the notebook's kernel compiles and runs them. */
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cellFunction, createCompiler } from "../../../src/compile";
import { useLanguage } from "../../../src/sim";

useLanguage("en");

const cwd = join(resolve(__dirname, "..", "..", ".."), "notebooks");
const compiler = createCompiler({ cwd });
afterAll(() => compiler.close());

async function run(...sources: string[]): Promise<Record<string, unknown>> {
  const exports: Record<string, unknown> = {};
  let previous = "";
  for (const [i, source] of sources.entries()) {
    const cell = compiler.compile(source, { name: `cell-${i}.ts`, previous, loopGuard: true });
    expect(cell.diagnostics).toEqual([]);
    previous = cell.declarations;
    await cellFunction(cell, `cell-${i}.ts`)(exports, require);
  }
  return exports;
}

describe("a service thread of a cell", () => {
  it("runs a function with loops, types and awaits, in the next cell", async () => {
    const exports = await run(
      `import { ServiceThread } from "nubelab/course";
       const sums = new ServiceThread("sums", async (upTo: number, { data, sleep }) => {
         let sum = 0;
         for (let i = 1; i <= upTo; i++) sum += i * data;
         while (sum < 0) sum++;
         await sleep(1);
         return sum;
       }, { data: 2 });`,
      `const answer: number = await sums.ask(100);
       await sums.close();`,
    );
    expect(exports.answer).toBe(10_100);
  });

  it("names what it takes from an earlier cell", async () => {
    const exports = await run(
      `const price = 3; const cloud = { region: "x" };`,
      `import { ServiceThread } from "nubelab/course";
       const shop = new ServiceThread("shop", (n: number) => n * price);
       const why = String(await shop.ask(2).catch((error: Error) => error.message));
       await shop.close();`,
    );
    expect(exports.why).toMatch(/^thread "shop": its function uses price from outside/);
  });
});
