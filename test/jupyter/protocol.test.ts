/** The Jupyter project's own conformance suite (jupyter_kernel_test), and what it leaves out of the protocol. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jupyterEnvironment, venvProgram } from "../../src/jupyter/places";
import { KernelClient, ROOT } from "./kernel-client";

describe("jupyter_kernel_test", () => {
  it("passes, but for the pager, which the kernel does not have", () => {
    const suite = join(ROOT, "test", "jupyter", "protocol_suite.py");
    const run = spawnSync(venvProgram("python"), [suite], { env: jupyterEnvironment(), encoding: "utf8" });
    expect(run.stderr).toMatch(/OK \(skipped=1\)/);
    const passed = run.stderr.match(/\.\.\. ok$/gm) ?? [];
    expect(passed.length, run.stderr).toBe(12);
  }, 180_000);
});

describe("before TypeScript is loaded", () => {
  it("kernel_info is answered", async () => {
    const kernel = await KernelClient.start(); // starting waits for kernel_info
    const cell = kernel.sendCell("1");
    const info = await kernel.request("kernel_info_request");
    expect(info).toMatchObject({ status: "ok", protocol_version: "5.5", language_info: { name: "typescript" } });
    expect(kernel.outputsOf(cell)).toEqual([]);
    expect((await kernel.ended(cell)).status).toBe("ok");
    kernel.close();
  });
});

describe("requests beside cells", () => {
  let kernel: KernelClient;
  beforeAll(async () => {
    kernel = await KernelClient.start();
  });
  afterAll(() => kernel.shutdown());

  it("complete names of earlier cells, past an emoji too", async () => {
    await kernel.run("const orders = [1, 2];");
    const code = '"🛒"; orders.fil';
    const reply = await kernel.request("complete_request", { code, cursor_pos: [...code].length });
    expect(reply.matches.slice(0, 2)).toEqual(["fill", "filter"]);
    expect([reply.cursor_start, reply.cursor_end]).toEqual([12, 15]);
  });

  it("inspect gives the type of a name of an earlier cell", async () => {
    const reply = await kernel.request("inspect_request", { code: "orders", cursor_pos: 3, detail_level: 0 });
    expect(reply.data["text/plain"]).toContain("number[]");
  });

  it("answer about nothing with nothing", async () => {
    const reply = await kernel.request("inspect_request", { code: "  ", cursor_pos: 1, detail_level: 0 });
    expect(reply).toMatchObject({ status: "ok", found: false });
    expect(await kernel.request("comm_info_request")).toEqual({ status: "ok", comms: {} });
  });

  it("close a comm whose target nobody knows, and go on after a message to it", async () => {
    const comm = { comm_id: "c1", data: {} };
    const opened = kernel.send("shell", "comm_open", { ...comm, target_name: "jupyter.widget" });
    await kernel.until(() => kernel.outputsOf(opened).length > 0);
    expect(kernel.outputsOf(opened)).toMatchObject([{ type: "comm_close", content: comm }]);
    const isIdle = (id: string) =>
      kernel.published.some((o) => o.parent === id && o.content.execution_state === "idle");
    for (const type of ["comm_msg", "comm_close"]) {
      const id = kernel.send("shell", type, comm);
      await kernel.until(() => isIdle(id));
      expect(kernel.outputsOf(id)).toEqual([]);
    }
    expect((await kernel.run("1")).status).toBe("ok");
  });

  it("tell whether code is whole, how far the next line goes in, and that it is no code", async () => {
    const isComplete = (code: string) => kernel.request("is_complete_request", { code });
    expect(await isComplete("const x = await (1);")).toEqual({ status: "complete" });
    expect(await isComplete("function f() {")).toEqual({ status: "incomplete", indent: "  " });
    expect(await isComplete("const = 3")).toEqual({ status: "invalid" });
    expect(await isComplete("const text = `one\ntwo")).toEqual({ status: "incomplete", indent: "" });
    expect(await isComplete("await ")).toEqual({ status: "incomplete", indent: "" });
    expect(await isComplete('"one')).toEqual({ status: "invalid" });
    expect(await isComplete("`one\n\n")).toEqual({ status: "invalid" }); // an empty line ends it all the same
  });

  it("give the history by its end, by range and by pattern, each input once when asked so", async () => {
    const [a] = [await kernel.run("7 + 1")];
    await kernel.run("7 + 2");
    await kernel.run("7 + 1");
    const at = a!.reply.execution_count as number;
    const history = async (content: object) =>
      (await kernel.request("history_request", { output: false, raw: true, ...content })).history as [
        number,
        number,
        string,
      ][];
    expect((await history({ hist_access_type: "tail", n: 2 })).map((h) => h[2])).toEqual(["7 + 2", "7 + 1"]);
    expect(await history({ hist_access_type: "range", session: 0, start: at, stop: at + 2 })).toEqual([
      [1, at, "7 + 1"],
      [1, at + 1, "7 + 2"],
    ]);
    const search = { hist_access_type: "search", pattern: "7 +*" };
    expect((await history(search)).map((h) => h[2])).toEqual(["7 + 1", "7 + 2", "7 + 1"]);
    expect((await history({ ...search, unique: true })).map((h) => h[2]).sort()).toEqual(["7 + 1", "7 + 2"]);
  });

  it("evaluate the expressions that come with a cell, each by itself", async () => {
    const user_expressions = { sum: "base + 2", wrong: "nothing.here" };
    const id = kernel.send("shell", "execute_request", { code: "const base = 40;", silent: false, user_expressions });
    const cell = await kernel.ended(id);
    expect(cell.reply.user_expressions).toMatchObject({
      sum: { status: "ok", data: { "text/plain": "42" } },
      wrong: { status: "error", ename: "TypeScriptError" },
    });
    expect(cell.outputs).toEqual([]);
  });

  it("are framed by busy and idle, on both channels", async () => {
    for (const [channel, type] of [
      ["shell", "complete_request"],
      ["control", "kernel_info_request"],
    ] as const) {
      const id = kernel.send(channel, type, { code: "Ma", cursor_pos: 2 });
      const states = () => kernel.published.filter((o) => o.parent === id).map((o) => o.content.execution_state);
      await kernel.until(() => states().includes("idle"));
      expect(states()).toEqual(["busy", "idle"]);
    }
  });

  it("are answered while a cell runs when they are on the control channel", async () => {
    const id = kernel.sendCell('console.log("go");\nwhile (true);');
    await kernel.printed(id, "go");
    expect(await kernel.request("kernel_info_request", {}, "control")).toMatchObject({ status: "ok" });
    await kernel.interrupt();
    await kernel.ended(id);
  });

  it("a silent cell publishes nothing and does not count", async () => {
    const before = (await kernel.run("1")).reply.execution_count;
    const id = kernel.send("shell", "execute_request", { code: 'console.log("x"); 5', silent: true });
    const cell = await kernel.ended(id);
    expect(cell.outputs).toEqual([]);
    expect(cell.reply.execution_count).toBe(before);
  });
});

describe("shutdown", () => {
  it("ends an idle kernel with exit code 0", async () => {
    const kernel = await KernelClient.start();
    await kernel.run("1");
    expect(await kernel.shutdown()).toBe(0);
  });

  it("ends a kernel that a cell blocks", async () => {
    const kernel = await KernelClient.start();
    const id = kernel.sendCell('console.log("go");\nwhile (true);');
    await kernel.printed(id, "go");
    expect(await kernel.shutdown()).toBe(null); // killed
  });
});
