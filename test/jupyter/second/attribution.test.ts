/** Whose output is it? Of timers, rejections and displays that come when other cells run (../cells.test.ts has the plain cases). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "../kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

/** Runs until the promise that the earlier cell calls `name` has ended. */
const whileAwaiting = (name: string) => kernel.run(`console.log("mine");\nawait ${name};`);

describe("output that comes late", () => {
  it("stays with its cell over several cells after it", async () => {
    const first = kernel.sendCell(`let beats = 0;
let third: () => void = () => {};
const three = new Promise<void>((done) => { third = done; });
const beat = setInterval(() => {
  console.log("beat", ++beats);
  if (beats === 3) { clearInterval(beat); third(); }
}, 30);`);
    await kernel.ended(first);
    const others = [await kernel.run('console.log("a")'), await kernel.run('console.error("b")')];
    const last = await whileAwaiting("three");
    await kernel.printed(first, "beat 3");
    const text = kernel.outputsOf(first).map((o) => o.content.text);
    expect(text.join("")).toBe("beat 1\nbeat 2\nbeat 3\n");
    expect(others.map((cell) => cell.text)).toEqual(["a\n", "b\n"]);
    expect(last.text).toBe("mine\n");
  });

  it("stays with its cell on both streams and as a display", async () => {
    const first = kernel.sendCell(`const shown = new Promise<void>((done) => setTimeout(async () => {
  console.error("to the error stream");
  await (globalThis as any)[Symbol.for("Jupyter.kernel")].display({ "text/plain": "a late display" });
  done();
}, 30));`);
    await kernel.ended(first);
    expect((await whileAwaiting("shown")).text).toBe("mine\n");
    await kernel.until(() => kernel.outputsOf(first).some((o) => o.type === "display_data"));
    expect(kernel.outputsOf(first).map((o) => [o.type, o.content.name ?? o.content.data])).toEqual([
      ["stream", "stderr"],
      ["display_data", { "text/plain": "a late display" }],
    ]);
  });

  it("belongs to the cell whose code scheduled it, not to the cell that defined the function", async () => {
    await kernel.run(
      "function soon(text: string) { return new Promise<void>((done) => setTimeout(() => { console.log(text); done(); }, 30)); }",
    );
    const [first, second] = [kernel.sendCell('void soon("one")'), kernel.sendCell('await soon("two")')];
    const ended = [await kernel.ended(first), await kernel.ended(second)];
    await kernel.printed(first, "one");
    expect(ended[1]!.text).toBe("two\n");
    expect(kernel.outputsOf(first).map((o) => o.content.text)).toEqual(["one\n"]);
  });
});

describe("a rejection that comes late", () => {
  it("is told under its own cell with that cell's number, and the running cell succeeds", async () => {
    const first = kernel.sendCell(`let fail: () => void = () => {};
const asked = new Promise<void>((done) => { fail = done; });
void asked.then(() => {
  void Promise.reject(new RangeError("nobody awaits this"));
});`);
    const { reply } = await kernel.ended(first);
    const other = await kernel.run('fail();\nawait new Promise((done) => setImmediate(done));\nconsole.log("mine");');
    expect([other.status, other.text]).toEqual(["ok", "mine\n"]);
    await kernel.printed(first, "nobody awaits this");
    const [told] = kernel.outputsOf(first);
    const number = reply.execution_count;
    expect(told!.content.name).toBe("stderr");
    expect(told!.content.text).toContain(`Uncaught (in cell ${number}): RangeError: nobody awaits this\n`);
    expect(told!.content.text).toContain(`cell-${number}.ts:4:23`);
  });

  it("of process.exit in a timer is an error too, not an end", async () => {
    const first = kernel.sendCell(`let leave: () => void = () => {};
void new Promise<void>((done) => { leave = done; }).then(() => { setTimeout(() => process.exit(3)); });`);
    await kernel.ended(first);
    await kernel.run("leave();");
    await kernel.printed(first, "ExitDisabled");
    expect(kernel.outputsOf(first)[0]!.content.text).toMatch(/^Uncaught \(in cell \d+\): ExitDisabled: /);
    expect((await kernel.run("1")).status).toBe("ok");
  });
});

describe("stop_on_error", () => {
  it("is asked of the cell that fails, whatever the cells in the queue say", async () => {
    const cells = [
      ['throw new Error("a")', false],
      ["1", true],
      ['throw new Error("b")', true],
      ["2", false],
    ] as const;
    const ids = cells.map(([code, stopOnError]) => kernel.sendCell(code, { stopOnError }));
    const ended = await Promise.all(ids.map((id) => kernel.ended(id)));
    expect(ended.map((cell) => cell.status)).toEqual(["error", "ok", "error", "aborted"]);
    expect(ended[3]!.outputs).toEqual([]);
  });
});
