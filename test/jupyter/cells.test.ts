/** What a cell's run looks like from outside: results, displays, errors with the cell's own lines, outputs under their own cell. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executed, KernelClient } from "./kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

const resultOf = (cell: Executed) => cell.outputs.find((o) => o.type === "execute_result")?.content.data;
const errorOf = (cell: Executed) => cell.outputs.find((o) => o.type === "error")?.content;

describe("the value of the last expression", () => {
  it("is an execute_result", async () => {
    expect(resultOf(await kernel.run("6 * 7"))).toEqual({ "text/plain": "42" });
  });

  it("is shown when it is null and not when it is undefined", async () => {
    expect(resultOf(await kernel.run("null"))).toEqual({ "text/plain": "null" });
    expect((await kernel.run("undefined")).outputs).toEqual([]);
  });

  it("is shown by its own Jupyter.display, also when that returns a promise", async () => {
    const cell = await kernel.run(
      `({ [Symbol.for("Jupyter.display")]: async () => ({ "image/svg+xml": "<svg/>", "application/vnd.vegalite.v5+json": { mark: "point" }, "text/plain": "a chart" }) })`,
    );
    expect(resultOf(cell)).toEqual({
      "image/svg+xml": "<svg/>",
      "application/vnd.vegalite.v5+json": { mark: "point" },
      "text/plain": "a chart",
    });
  });

  it("fails the cell when its display fails", async () => {
    const cell = await kernel.run(
      `({ [Symbol.for("Jupyter.display")]() { throw new RangeError("no data to draw") } })`,
    );
    expect(cell.status).toBe("error");
    expect(errorOf(cell)).toMatchObject({ ename: "RangeError", evalue: "no data to draw" });
  });
});

describe("names of earlier cells", () => {
  it("are visible, also in shorthand and beside properties of the same name", async () => {
    await kernel.run("class Box { size = 3 }\nlet turns = 1;\nfunction makeBox() { return new Box(); }");
    const cell = await kernel.run(
      "const { size: found } = makeBox();\nturns += 1;\nconst both = { Box, turns };\n[found, both.turns, both.Box === Box]",
    );
    expect(resultOf(cell)).toEqual({ "text/plain": "[ 3, 2, true ]" });
  });

  it("can be declared anew, by const, class and import", async () => {
    for (let i = 0; i < 2; i++) {
      const cell = await kernel.run(
        'import { join } from "node:path";\nconst again = join("a", "b");\nclass Same {}\nagain',
      );
      expect(resultOf(cell)).toEqual({ "text/plain": "'a/b'" });
    }
  });

  it("keep their values when a cell that declares them anew fails", async () => {
    await kernel.run("const kept = 1;");
    expect((await kernel.run('const kept = (() => { throw new Error("no") })();')).status).toBe("error");
    expect(resultOf(await kernel.run("kept"))).toEqual({ "text/plain": "1" });
  });

  it("that a failed cell had set are known, and those it did not come to are not", async () => {
    await kernel.run('const reached = "yes";\nif (reached) throw new Error("stop");\nconst missed = 1;');
    expect(resultOf(await kernel.run("reached"))).toEqual({ "text/plain": "'yes'" });
    expect(errorOf(await kernel.run("missed")).evalue).toBe("line 1:1 - TS2304: Cannot find name 'missed'.");
  });

  it("may carry `export`, as in a file", async () => {
    await kernel.run("export const exported = 5;\nexport { exported };");
    expect(resultOf(await kernel.run("exported"))).toEqual({ "text/plain": "5" });
  });
});

describe("top-level await", () => {
  it("works, for await too", async () => {
    const cell = await kernel.run("for await (const x of [Promise.resolve(1), 2]) console.log(await x);");
    expect(cell.text).toBe("1\n2\n");
  });
});

describe("an error", () => {
  it("of a run names cell, line and column of every frame in a cell", async () => {
    const first = await kernel.run(
      'function divide(a: number, b: number) {\n  if (b === 0)\n    throw new RangeError("cannot divide " + a + " by 0");\n  return a / b;\n}',
    );
    const second = await kernel.run("// a comment\ninterface Unused { x: number }\n\n  divide(3, 0);");
    expect(second.status).toBe("error");
    const [a, b] = [first.reply.execution_count, second.reply.execution_count];
    expect(errorOf(second)).toEqual({
      ename: "RangeError",
      evalue: "cannot divide 3 by 0",
      traceback: [
        "RangeError: cannot divide 3 by 0",
        `    at divide (cell-${a}.ts:3:11)`,
        `    at cell-${b}.ts:4:3`,
        "",
        `--> cell-${a}.ts line 3:  throw new RangeError("cannot divide " + a + " by 0");`,
      ],
    });
    expect(second.reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "cannot divide 3 by 0" });
  });

  it("after an await still names its line", async () => {
    const cell = await kernel.run('await new Promise((done) => setImmediate(done));\n\nthrow new Error("later");');
    expect(errorOf(cell).traceback).toContain(`    at cell-${cell.reply.execution_count}.ts:3:7`);
  });

  it("of TypeScript is an error, with the place marked, and nothing runs", async () => {
    const cell = await kernel.run('console.log("ran");\nconst count: string = 4;');
    expect(cell.status).toBe("error");
    expect(cell.text).toBe("");
    expect(errorOf(cell)).toEqual({
      ename: "TypeScriptError",
      evalue: "line 2:7 - TS2322: Type 'number' is not assignable to type 'string'.",
      traceback: [
        "line 2:7 - TS2322: Type 'number' is not assignable to type 'string'.",
        "    const count: string = 4;",
        "          ~~~~~",
      ],
    });
  });

  it("of strictness is one too", async () => {
    const cell = await kernel.run('const found = ["a"].find((x) => x === "b");\nfound.length;');
    expect(errorOf(cell).evalue).toBe("line 2:1 - TS18048: 'found' is possibly 'undefined'.");
  });

  it("that is no Error is shown as what it is", async () => {
    expect(errorOf(await kernel.run('throw "three"'))).toMatchObject({ ename: "Thrown", evalue: "'three'" });
  });

  it("can show itself before its message", async () => {
    const cell = await kernel.run(
      'class Report extends Error { [Symbol.for("Jupyter.display")]() { return { "text/html": "<b>1 of 2</b>", "text/plain": "1 of 2" } } }\nthrow new Report("not yet");',
    );
    expect(cell.outputs.map((o) => o.type)).toEqual(["display_data", "error"]);
  });

  it("of a promise that nobody awaits fails its cell", async () => {
    const cell = await kernel.run('Promise.reject(new TypeError("floating"));\n3');
    expect(errorOf(cell)).toMatchObject({ ename: "TypeError", evalue: "floating" });
  });

  it("of process.exit is contained", async () => {
    const cell = await kernel.run("process.exit(3);");
    expect(errorOf(cell).ename).toBe("ExitDisabled");
    expect((await kernel.run("1")).status).toBe("ok");
  });

  it("of a module cell says what to do", async () => {
    const cell = await kernel.run("/** @module helpers */\nexport const x = 1;");
    expect(errorOf(cell).evalue).toMatch(/@module are not supported/);
  });
});

describe("output", () => {
  it("is gathered in order, streams apart", async () => {
    const cell = await kernel.run('console.log("one");\nconsole.error("two");\nconsole.log("three");');
    expect(cell.outputs.map((o) => [o.content.name, o.content.text])).toEqual([
      ["stdout", "one\n"],
      ["stderr", "two\n"],
      ["stdout", "three\n"],
    ]);
  });

  it("goes to the cell that wrote it, even when another one runs", async () => {
    const first = kernel.sendCell(
      'const later = new Promise<void>((done) => setTimeout(() => { console.log("from the first"); done(); }, 50));',
    );
    const second = await kernel.run('console.log("from the second");\nawait later;');
    await kernel.printed(first, "from the first");
    expect(second.text).toBe("from the second\n");
  });

  it("of a late failure is told under its own cell", async () => {
    const first = kernel.sendCell('void setTimeout(() => { throw new Error("too late"); }, 50);');
    await kernel.ended(first);
    await kernel.printed(first, "too late");
    const [output] = kernel.outputsOf(first);
    expect(output!.content.name).toBe("stderr");
    expect(output!.content.text).toMatch(/^Uncaught \(in cell \d+\): Error: too late\n {4}at .*cell-\d+\.ts:1:31/);
    expect((await kernel.run("1")).status).toBe("ok");
  });

  it("is cut at 1 MiB a cell, and the next cell prints again", async () => {
    const cell = await kernel.run('console.log("x".repeat(3_000_000));\nconsole.log("after");');
    expect(cell.text.length).toBeLessThan(1_048_576 + 100);
    expect(cell.text).toMatch(/\[output of this cell cut at 1 MiB\]\n$/);
    expect((await kernel.run('console.log("again")')).text).toBe("again\n");
  });
});

describe("display from code", () => {
  it("shows, updates and clears", async () => {
    const cell = await kernel.run(`const jupyter = (globalThis as any)[Symbol.for("Jupyter.kernel")];
      await jupyter.display({ "text/plain": "1" }, { displayId: "d" });
      await jupyter.display({ "text/plain": "2" }, { displayId: "d", update: true });
      jupyter.clearOutput(true);`);
    expect(cell.outputs.map((o) => [o.type, o.content.data?.["text/plain"], o.content.transient?.display_id])).toEqual([
      ["display_data", "1", "d"],
      ["update_display_data", "2", "d"],
      ["clear_output", undefined, undefined],
    ]);
  });

  it("of tslab works too", async () => {
    const cell = await kernel.run('import { display } from "tslab";\ndisplay.html("<b>hi</b>");');
    expect(cell.outputs.map((o) => o.content.data)).toEqual([{ "text/html": "<b>hi</b>" }]);
  });
});

describe("imports", () => {
  it("resolve from the notebook's folder: nubelab, its parts and the SDK", async () => {
    const cell = await kernel.run(
      'import { Cloud } from "nubelab";\nimport { SQS } from "@aws-sdk/client-sqs";\nimport { queueDepth } from "nubelab/charts";\nimport { check } from "nubelab/course";\n[Cloud, SQS, queueDepth, check].map((f) => typeof f).join()',
    );
    expect(errorOf(cell)).toBeUndefined();
    expect(resultOf(cell)).toEqual({ "text/plain": "'function,function,function,function'" });
  });
});

describe("the queue of cells", () => {
  it("goes on after a failed cell when stop_on_error is false", async () => {
    const ids = ['throw new Error("a")', "1", "2"].map((code) => kernel.sendCell(code, { stopOnError: false }));
    const cells = await Promise.all(ids.map((id) => kernel.ended(id)));
    expect(cells.map((c) => c.status)).toEqual(["error", "ok", "ok"]);
  });

  it("is aborted after a failed cell when stop_on_error is true, and later cells run", async () => {
    const ids = ['throw new Error("b")', "1", "2"].map((code) => kernel.sendCell(code));
    const cells = await Promise.all(ids.map((id) => kernel.ended(id)));
    expect(cells.map((c) => c.status)).toEqual(["error", "aborted", "aborted"]);
    expect((await kernel.run("3")).status).toBe("ok");
  });
});
