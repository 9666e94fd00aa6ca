/** Lines of errors where counting is hard: erased types, emoji, Windows line ends, code that runs later or elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "../kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

/** The place that the error names first, and the line of source that is shown for it. */
async function placeOf(code: string): Promise<[place: string, shown: string]> {
  const cell = await kernel.run(code);
  const error = cell.outputs.find((o) => o.type === "error")?.content;
  const traceback = (error?.traceback ?? []) as string[];
  const frame = traceback.map((line) => /cell-(\d+)\.ts:\d+:\d+/.exec(line)).find((match) => match !== null);
  expect(frame?.[1], traceback.join("\n")).toBe(String(cell.reply.execution_count));
  return [frame![0].replace(/^cell-\d+\.ts:/, ""), traceback.at(-1)!.replace(/^--> cell-\d+\.ts /, "")];
}

describe("the line of an error", () => {
  it.each([
    [
      "after types that leave nothing behind",
      'interface Order { id: string }\ntype Total = number;\nenum Size { Small, Large }\ndeclare const unused: Order;\n\nthrow new Error("x");',
      ["6:7", 'line 6:  throw new Error("x");'],
    ],
    [
      "behind emoji and accents on the same line",
      'const cart = "🛒🍕 más"; throw new Error("x");',
      ["1:32", 'line 1:  const cart = "🛒🍕 más"; throw new Error("x");'],
    ],
    ["with Windows line ends", 'const a = 1;\r\n\r\nthrow new Error("x");', ["3:7", 'line 3:  throw new Error("x");']],
    [
      "below a template of several lines",
      'const text = `one\ntwo\n\n`;\n  throw new Error("x");',
      ["5:9", 'line 5:  throw new Error("x");'],
    ],
    [
      "in a callback of a library",
      '[1, 2].map((n) => n)\n  .forEach((n) => {\n    if (n === 2) throw new Error("x");\n  });',
      ["3:24", 'line 3:  if (n === 2) throw new Error("x");'],
    ],
    [
      "in a private method of a class, after an await",
      'class Till {\n  async #open(): Promise<never> {\n    await null;\n    throw new Error("x");\n  }\n  open() { return this.#open(); }\n}\nawait new Till().open();',
      ["4:11", 'line 4:  throw new Error("x");'],
    ],
    ["of something that is undefined", "const rows: any = {};\nrows.first\n  .second;", ["3:4", "line 3:  .second;"]],
  ])("is the cell's own %s", async (_, code, place) => {
    expect(await placeOf(code)).toEqual(place);
  });

  it("of a type error too, after Windows line ends and emoji", async () => {
    const cell = await kernel.run('const face = "🙂";\r\nconst total: number = "12";');
    expect(cell.reply.evalue).toBe("line 2:7 - TS2322: Type 'string' is not assignable to type 'number'.");
  });

  it("of a function of an earlier cell is that cell's, even when a later cell has redefined its neighbours", async () => {
    const { reply } = await kernel.run(
      "const rate = 2;\n\nfunction bill(n: number): number {\n  return n.toFixed(200).length;\n}",
    );
    await kernel.run("const rate = 3;");
    const failed = await kernel.run("\n\nbill(1);");
    const frames = (failed.reply.traceback as string[]).filter((line) => /^ {4}at .*cell-/.test(line));
    expect(frames).toEqual([
      expect.stringMatching(new RegExp(`bill \\(cell-${reply.execution_count}\\.ts:4:\\d+\\)`)),
      expect.stringContaining(`cell-${failed.reply.execution_count}.ts:3:1`),
    ]);
  });
});
