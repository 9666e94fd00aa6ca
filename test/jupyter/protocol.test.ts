/** The Jupyter project's own conformance suite (jupyter_kernel_test), and what it leaves out of the protocol. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jupyterEnvironment, venvProgram } from "../../src/jupyter/places";
import { KernelClient, ROOT } from "./kernel-client";

describe("jupyter_kernel_test", () => {
  it("passes, but for the pager and the welcome message, which the kernel does not have", () => {
    const suite = join(ROOT, "test", "jupyter", "protocol_suite.py");
    const run = spawnSync(venvProgram("python"), [suite], { env: jupyterEnvironment(), encoding: "utf8" });
    expect(run.stderr).toMatch(/OK \(skipped=\d\)/);
    const passed = run.stderr.match(/\.\.\. ok$/gm) ?? [];
    expect(passed.length, run.stderr).toBeGreaterThanOrEqual(11);
  }, 180_000);
});

describe("before TypeScript is loaded", () => {
  it("kernel_info is answered", async () => {
    const kernel = await KernelClient.start(); // starting waits for kernel_info
    const cell = kernel.sendCell("1");
    const info = await kernel.request("kernel_info_request");
    expect(info).toMatchObject({ status: "ok", protocol_version: "5.3", language_info: { name: "typescript" } });
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
