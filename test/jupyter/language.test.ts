/** The language of cells: syntax newer than tslab's TypeScript, packages that are ES modules, completion and hover. */
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
