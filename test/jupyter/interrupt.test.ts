/** An interrupt reaches a cell wherever it is, and only that cell. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
  await kernel.run("1"); // TypeScript is loaded: what follows measures interrupts
});
afterAll(async () => {
  expect(await kernel.shutdown()).toBe(0);
});

/** Runs a cell until it has printed "go", interrupts it, and checks that the kernel goes on. */
async function interrupted(code: string): Promise<void> {
  const id = kernel.sendCell(code);
  await kernel.printed(id, "go");
  expect(await kernel.interrupt()).toMatchObject({ status: "ok" });
  const cell = await kernel.ended(id);
  expect(cell.reply).toMatchObject({ status: "error", ename: "Interrupted" });
  expect((await kernel.run("let sum = 0;\nfor (let i = 0; i < 1000; i++) sum += i;\nsum")).status).toBe("ok");
}

describe("interrupt", () => {
  it("ends a synchronous loop", () => interrupted('console.log("go");\nwhile (true);'));

  it("ends synchronous code that has no loop of its own", () =>
    interrupted(
      'console.log("go");\nconst fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2));\nfib(70);',
    ));

  it("ends an await that nobody will answer", () => interrupted('console.log("go");\nawait new Promise(() => {});'));

  it("ends a loop that runs after an await", () =>
    interrupted('console.log("go");\nawait new Promise((done) => setTimeout(done, 1));\nfor (;;);'));

  it.each([
    ["a function", "function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(70);"],
    ["an arrow", "const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2));\nfib(70);"],
    [
      "a method",
      "new (class { fib(n: number): number { return n < 2 ? n : this.fib(n - 1) + this.fib(n - 2); } })().fib(70);",
    ],
  ])("ends %s that calls itself after an await", (_kind, code) =>
    interrupted(`console.log("go");\nawait null;\n${code}`),
  );

  it.skipIf(process.platform === "win32")("ends a program that the cell waits for", () =>
    interrupted('console.log("go");\nrequire("node:child_process").execSync("sleep 600");'),
  );

  it("ends a loop that swallows errors", () =>
    interrupted('console.log("go");\nawait null;\nfor (;;) { try { for (;;); } catch {} }'));

  it("ends the loop that an interrupted await leaves behind, and no loop of other cells", async () => {
    const id = kernel.sendCell(
      'let open: () => void = () => {};\nconst gate = new Promise<void>((done) => { open = done; });\nsetTimeout(open, 400);\nconsole.log("go");\nawait gate;\nfor (;;);',
    );
    await kernel.printed(id, "go");
    await kernel.interrupt();
    expect((await kernel.ended(id)).reply.ename).toBe("Interrupted");
    // the gate opens while this cell awaits; its own loop must survive what stops the other one
    const next = await kernel.run(
      "await new Promise((done) => setTimeout(done, 600));\nlet rounds = 0;\nfor (let i = 0; i < 100; i++) rounds++;\nrounds",
    );
    expect(next.outputs.map((o) => o.content.data)).toEqual([{ "text/plain": "100" }]);
  });

  it("ends a run of the simulation, and the simulation can be asked afterwards", async () => {
    await kernel.run(
      'import { Cloud } from "nubelab";\nconst cloud = new Cloud();\nlet beats = 0;\ncloud.every(1, () => { beats++; });',
    );
    await interrupted('console.log("go");\nawait cloud.run({ for: { days: 3650 } });');
    const before = await kernel.run("const reached = cloud.now;\nreached > 0");
    expect(before.outputs.map((o) => o.content.data)).toEqual([{ "text/plain": "true" }]);
    const after = await kernel.run("await new Promise((done) => setTimeout(done, 100));\ncloud.now === reached");
    expect(after.outputs.map((o) => o.content.data)).toEqual([{ "text/plain": "true" }]);
  });

  it("does nothing when no cell runs", async () => {
    await kernel.interrupt();
    expect((await kernel.run("for (let i = 0; i < 10; i++);\n1")).status).toBe("ok");
  });
});
