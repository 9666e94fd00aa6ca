/**
 * The messages that VS Code's notebook editor sends, in its order. The editor itself was not seen: the sequence is read from its extension
 * (microsoft/vscode-jupyter, src/kernels: cellExecution.ts, chainingExecuteRequester.ts, rawKernelConnection.node.ts).
 * What sets it apart from JupyterLab: interrupt_request comes on the shell channel, every cell waits for the one before it, asks for
 * allow_stdin and for stop_on_error false, and a restart is the end of one process and the start of another.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executed, KernelClient } from "../kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(async () => {
  await kernel.shutdown();
});

const asCell = (code: string) => ({
  code,
  silent: false,
  stop_on_error: false,
  allow_stdin: true,
  store_history: true,
});
let cells = 0;
/** Every request tells which cell it is, beside the metadata that the cell has in the notebook. */
const metadata = () => ({
  cellId: `vscode-notebook-cell:/home/ana/cuaderno%20uno.ipynb#W${cells++}sZmlsZQ%3D%3D`,
  tags: ["check"],
  editable: false,
});
const sent = (content: object) => kernel.send("shell", "execute_request", content, metadata());
const run = (code: string): Promise<Executed> => kernel.ended(sent(asCell(code)));

describe("VS Code's messages", () => {
  it("open a notebook: kernel_info, the widgets' comms, code of its own that leaves no trace", async () => {
    const info = await kernel.request("kernel_info_request");
    expect(info.language_info).toMatchObject({
      name: "typescript",
      file_extension: ".ts",
      mimetype: "text/typescript",
    });
    expect(await kernel.request("comm_info_request", { target_name: "jupyter.widget" })).toEqual({
      status: "ok",
      comms: {},
    });
    const hidden = await kernel.ended(sent({ ...asCell("1 + 1"), store_history: false }));
    expect(hidden.status).toBe("ok");
    expect((await run('"first"')).reply.execution_count).toBe(1);
  });

  it("run all: a failed cell does not abort the cells that the editor sends after it", async () => {
    const cells = [
      await run("const stock = { pizza: 3 };"),
      await run('throw new Error("sold out")'),
      await run("stock.pizza"),
    ];
    expect(cells.map((cell) => cell.status)).toEqual(["ok", "error", "ok"]);
    expect(cells[2]!.outputs[0]!.content.data).toEqual({ "text/plain": "3" });
  });

  it("give every cell its marks in order: busy, its input, its outputs, idle", async () => {
    const id = sent(asCell('console.log("out");\n5'));
    await kernel.ended(id);
    const marks = kernel.published.filter((o) => o.parent === id).map((o) => o.content.execution_state ?? o.type);
    expect(marks).toEqual(["busy", "execute_input", "stream", "execute_result", "idle"]);
  });

  it("may say anything of the cell in the metadata: what comes back belongs to the request, and carries none of it", async () => {
    const odd = { cellId: null, deletedCells: ["a"], vscode: { languageId: "typescript" }, text: "ñ😀" };
    const id = kernel.send("shell", "execute_request", asCell("stock.pizza"), odd);
    const cell = await kernel.ended(id);
    expect(cell.status).toBe("ok");
    expect(cell.outputs.map((o) => [o.parent, o.content.metadata])).toEqual([[id, {}]]);
  });

  it("complete as one types, and describe a name", async () => {
    const completed = await kernel.request("complete_request", { code: "stock.", cursor_pos: 6 });
    expect(completed.matches).toEqual(["pizza"]);
    const described = await kernel.request("inspect_request", { code: "stock", cursor_pos: 2, detail_level: 0 });
    expect(described.data["text/plain"]).toMatch(/const stock: \{\s+pizza: number;\s+\}/);
  });

  it("interrupt on the shell channel, while the cell blocks", async () => {
    const id = sent(asCell('console.log("go");\nwhile (true);'));
    await kernel.printed(id, "go");
    expect(await kernel.request("interrupt_request", {}, "shell")).toMatchObject({ status: "ok" });
    expect((await kernel.ended(id)).reply.ename).toBe("Interrupted");
    expect((await run("stock.pizza")).status).toBe("ok");
  });

  it("restart, and run the same cells again from number 1", async () => {
    await kernel.restart();
    const cell = await run("const stock = { pizza: 4 };\nstock.pizza");
    expect(cell.reply.execution_count).toBe(1);
    expect(cell.outputs[0]!.content.data).toEqual({ "text/plain": "4" });
  });
});
