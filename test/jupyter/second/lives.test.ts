/** Kernels as Jupyter keeps them: restarted on the same ports, and two beside each other. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { KernelClient } from "../kernel-client";

vi.setConfig({ testTimeout: 240_000 }); // a test starts two or three kernels, on a machine that is busy with others

let kernels: KernelClient[] = [];
afterEach(async () => {
  for (const kernel of kernels) await kernel.shutdown();
  kernels = [];
});
async function started(): Promise<KernelClient> {
  const kernel = await KernelClient.start();
  kernels.push(kernel);
  return kernel;
}

describe("a restart", () => {
  it("says that it is one, and the same client goes on with a kernel that knows nothing", async () => {
    const kernel = await started();
    await kernel.run("const kept = 1;");
    const pid = (await kernel.run("process.pid")).outputs[0]!.content.data["text/plain"];
    expect(await kernel.restart()).toEqual({ status: "ok", restart: true });
    expect(kernel.published.filter((o) => o.type === "shutdown_reply").map((o) => o.content)).toEqual([
      { status: "ok", restart: true },
    ]);
    const cell = await kernel.run("kept");
    expect(cell.reply).toMatchObject({ status: "error", execution_count: 1 });
    expect(cell.reply.evalue).toContain("Cannot find name 'kept'");
    expect((await kernel.run("process.pid")).outputs[0]!.content.data["text/plain"]).not.toBe(pid);
    expect((await kernel.request("history_request", { hist_access_type: "tail", n: 5 })).history).toHaveLength(2);
  });

  it("gets through while a cell loops", async () => {
    const kernel = await started();
    const id = kernel.sendCell('console.log("go");\nwhile (true);');
    await kernel.printed(id, "go");
    expect(await kernel.restart()).toMatchObject({ restart: true });
    expect((await kernel.run("6 * 7")).outputs[0]!.content.data).toEqual({ "text/plain": "42" });
  });
});

describe("two kernels at once", () => {
  it("start together, share no name, and print each to its own notebook", async () => {
    const [one, two] = await Promise.all([started(), started()]);
    const cells = await Promise.all([one.run('const who = "one";\nwho'), two.run("const who = 2;\nwho")]);
    expect(cells.map((cell) => cell.outputs[0]!.content.data["text/plain"])).toEqual(["'one'", "2"]);
    const again = await Promise.all([one.run("console.log(who)"), two.run("console.log(who)")]);
    expect(again.map((cell) => cell.text)).toEqual(["one\n", "2\n"]);
  });

  it("are interrupted one by one", async () => {
    const [one, two] = await Promise.all([started(), started()]);
    const loop = 'console.log("go");\nwhile (true);';
    const ids = [one.sendCell(loop), two.sendCell(loop)] as const;
    await Promise.all([one.printed(ids[0], "go"), two.printed(ids[1], "go")]);
    await one.interrupt();
    expect((await one.ended(ids[0])).reply.ename).toBe("Interrupted");
    expect((await one.run("1")).status).toBe("ok");
    const isOver = two.published.some((o) => o.parent === ids[1] && o.content.execution_state === "idle");
    expect(isOver).toBe(false);
    await two.interrupt();
    expect((await two.ended(ids[1])).reply.ename).toBe("Interrupted");
  });
});
