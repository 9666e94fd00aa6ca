/** Cells that print far too much: nothing is lost below the limit, nothing grows above it, and the kernel still listens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "../kernel-client";

const LINES = 100_000;
const LIMIT = 1_048_576;

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

describe("a flood of small writes", () => {
  it("arrives whole and in order, in far fewer messages", async () => {
    const cell = await kernel.run(`for (let i = 0; i < ${LINES}; i++) console.log(i);`);
    expect(cell.text).toBe(Array.from({ length: LINES }, (_, i) => `${i}\n`).join(""));
    expect(cell.outputs.length).toBeLessThan(LINES / 100);
  });

  it("arrives whole when it comes from many turns of the event loop", async () => {
    const cell = await kernel.run(
      "for (let i = 0; i < 20_000; i++) {\n  process.stdout.write(i + ';');\n  if (i % 100 === 0) await new Promise((done) => setImmediate(done));\n}",
    );
    expect(cell.text).toBe(Array.from({ length: 20_000 }, (_, i) => `${i};`).join(""));
  });

  it("keeps the order of the two streams", async () => {
    const cell = await kernel.run("for (let i = 0; i < 500; i++) (i % 2 ? console.error : console.log)(i);");
    expect(cell.outputs.map((o) => [o.content.name, o.content.text])).toEqual(
      Array.from({ length: 500 }, (_, i) => [i % 2 ? "stderr" : "stdout", `${i}\n`]),
    );
  });

  it("that never ends is cut, and an interrupt ends it", async () => {
    const id = kernel.sendCell('for (;;) console.log("again and again");');
    await kernel.printed(id, "cut at 1 MiB");
    await kernel.interrupt();
    const cell = await kernel.ended(id);
    expect(cell.reply.ename).toBe("Interrupted");
    expect(cell.text.length).toBeLessThan(LIMIT + 100);
    expect((await kernel.run('console.log("calm")')).text).toBe("calm\n");
  });
});

describe("one huge write", () => {
  it("is cut on the error stream and for raw bytes too, and says so once", async () => {
    for (const write of [
      'console.error("x".repeat(5_000_000))',
      "process.stdout.write(Buffer.alloc(5_000_000, 120))",
    ]) {
      const cell = await kernel.run(`${write};\n${write};`);
      expect(cell.text.length).toBeLessThan(LIMIT + 100);
      expect(cell.text.match(/cut at 1 MiB/g)).toHaveLength(1);
    }
  });

  it("of an object as the last value is shortened by its own inspection", async () => {
    const cell = await kernel.run("Array.from({ length: 1_000_000 }, (_, i) => i)");
    const shown = cell.outputs[0]!.content.data["text/plain"] as string;
    expect(shown).toContain("... 999900 more items");
    expect(shown.length).toBeLessThan(10_000);
  });

  it("of a display past 16 MiB fails its cell with the limit in its words, and the next cell draws", async () => {
    await kernel.run('const jupyter = (globalThis as any)[Symbol.for("Jupyter.kernel")];');
    const cell = await kernel.run('await jupyter.display({ "text/plain": "x".repeat(17 << 20) });');
    expect(cell.reply).toMatchObject({
      status: "error",
      ename: "RangeError",
      evalue: expect.stringContaining("16 MiB"),
    });
    const next = await kernel.run('await jupyter.display({ "text/plain": "small" });');
    expect(next.outputs.map((o) => o.content.data)).toEqual([{ "text/plain": "small" }]);
  });
});
