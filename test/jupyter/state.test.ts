/** What one cell leaves to the next: variables that live, names declared anew, promises that are awaited. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executed, KernelClient } from "./kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

const resultOf = (cell: Executed) => cell.outputs.find((o) => o.type === "execute_result")?.content.data["text/plain"];
const errorOf = (cell: Executed) => cell.outputs.find((o) => o.type === "error")?.content;

/** Runs cells in order, each of which must succeed; returns the last result. */
async function results(...cells: string[]): Promise<string | undefined> {
  let last: string | undefined;
  for (const code of cells) {
    const cell = await kernel.run(code);
    expect(errorOf(cell), code).toBeUndefined();
    last = resultOf(cell);
  }
  return last;
}

describe("a variable", () => {
  it("that a later cell assigns is seen by the functions of its own cell, and the other way round", async () => {
    expect(await results("let n = 0;\nfunction f() { return n; }", "n = 5;", "f()")).toBe("5");
    expect(await results("const up = () => ++n;", "up();", "[n, f()].join()")).toBe("'6,6'");
  });

  it("is seen where a callback of an earlier cell changes it", async () => {
    expect(
      await results(
        "let done = false;",
        "const waiting = new Promise<void>((end) => setImmediate(() => { done = true; end(); }));",
        "await waiting;",
        "done",
      ),
    ).toBe("true");
  });

  it("keeps what a failed cell had assigned", async () => {
    await kernel.run("let tries = 0;");
    await kernel.run('tries = 1;\nthrow new Error("stop");');
    expect(await results("tries")).toBe("1");
  });

  it("of a cell that is run again is new for the functions of later cells", async () => {
    await results('let rate = 1;\nconst describe = () => "rate";', "const total = (x: number) => x * rate;");
    expect(await results("let rate = 3;", "total(2)")).toBe("6");
  });
});

describe("a name", () => {
  it("may be exported, and declared anew as another kind of thing", async () => {
    expect(await results("export let x = 1;", "export function x() { return 2; }", "x()")).toBe("2");
    expect(await results("export class x { y = 3; }", "new x().y")).toBe("3");
    expect(await results("enum x { A = 4 }", "x.A")).toBe("4");
    expect(await results('import x from "node:path";', "typeof x.join")).toBe("'function'");
  });
});

describe("waiting", () => {
  it("a last expression that is a promise is awaited, and its value is the result", async () => {
    expect(await results("Promise.resolve(41).then((n) => n + 1)")).toBe("42");
    expect(await results("(async () => [1, 2])()")).toBe("[ 1, 2 ]");
    expect((await kernel.run("Promise.resolve()")).outputs).toEqual([]);
  });

  it("a last expression that rejects fails the cell, and one that never settles is interrupted", async () => {
    const cell = await kernel.run('Promise.reject(new RangeError("no"))');
    expect(errorOf(cell)).toMatchObject({ ename: "RangeError", evalue: "no" });
    const id = kernel.sendCell('console.log("go");\nnew Promise(() => {})');
    await kernel.printed(id, "go");
    await kernel.interrupt();
    expect((await kernel.ended(id)).reply.ename).toBe("Interrupted");
  });

  it("stands wherever a statement may", async () => {
    expect(await results("await (Promise.resolve(3))")).toBe("3");
    expect(await results("let sum = 0;\nfor await (const x of [Promise.resolve(1), 2]) sum += x;\nsum")).toBe("3");
    expect(await results("if (await Promise.resolve(true)) { sum = await Promise.resolve(9); }\nsum")).toBe("9");
    expect(await results("const { a, ...rest } = await Promise.resolve({ a: 1, b: 2 });", "[a, rest.b].join()")).toBe(
      "'1,2'",
    );
  });
});
