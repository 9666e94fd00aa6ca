/** What the kernel itself says to the student: Spanish beside the notebooks in Spanish, until the notebook chooses English. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executed, KernelClient, ROOT } from "./kernel-client";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start(join(ROOT, "notebooks"));
});
afterAll(() => kernel.shutdown());

const tracebackOf = (cell: Executed): string[] => cell.reply.traceback;

describe("the messages in Spanish", () => {
  it("say the line of what TypeScript refuses, and why in its own words", async () => {
    const cell = await kernel.run("const n = 1;\nn.missing;");
    expect(cell.reply.evalue).toBe("línea 2:3 - TS2339: La propiedad 'missing' no existe en el tipo '1'.");
    expect(tracebackOf(cell)[0]).toBe(cell.reply.evalue);
    expect((await kernel.run("const o = {")).reply.evalue).toBe("línea 1:12 - TS1005: Se esperaba '}'.");
  });

  it("leave alone what a console asks: is this a whole cell?", async () => {
    const status = async (code: string) => (await kernel.request("is_complete_request", { code })).status;
    expect(await status("const o = {")).toBe("incomplete");
    expect(await status("const o = {};")).toBe("complete");
    expect((await kernel.run("const n = 1;\nn.missing;")).reply.evalue).toContain("La propiedad");
  });

  it("say the line and the cause of an error, and what to throw", async () => {
    const failed = await kernel.run('throw new Error("no", { cause: new Error("disk") });');
    const number = failed.reply.execution_count;
    expect(tracebackOf(failed).join("\n")).toMatch(
      new RegExp(`--> cell-${number}\\.ts línea 1: {2}throw new Error\\(.*\ncausado por: Error: disk`),
    );
    const thrown = await kernel.run('throw "stone";');
    expect(tracebackOf(thrown)).toEqual(["Thrown: 'stone'", "(lanza un Error para ver la línea)"]);
  });

  it("refuse a cell of tslab's modules, and the end of the process", async () => {
    const module = await kernel.run("/** @module mine */\nexport const x = 1;");
    expect(module.reply.evalue).toBe(
      "línea 1:1 - En este curso no hay celdas con la etiqueta @module: quita la etiqueta, o pon el código en un archivo e impórtalo.",
    );
    const ended = await kernel.run("process.exit(0);");
    expect(ended.reply).toMatchObject({
      ename: "ExitDisabled",
      evalue:
        "process.exit() no funciona en los cuadernos: terminaría el kernel y se perderían todos los valores. Para terminarlo, usa el menú Kernel.",
    });
  });

  it("tell an interrupt, and why a waiting cell did not run", async () => {
    const id = kernel.sendCell('console.log("go");\nawait new Promise(() => {});');
    const waiting = kernel.sendCell("1");
    await kernel.printed(id, "go");
    await kernel.interrupt();
    expect((await kernel.ended(id)).reply).toMatchObject({ ename: "Interrupted", evalue: "se interrumpió la celda" });
    const aborted = (await kernel.ended(waiting)).reply;
    expect(aborted).toMatchObject({ status: "aborted", evalue: "falló una celda anterior" });
  });

  it("tell what nobody caught, and what was cut", async () => {
    const late = kernel.sendCell(
      'let open = () => {};\nconst gate = new Promise<void>((done) => { open = done; });\nvoid gate.then(() => { throw new Error("late"); });',
    );
    await kernel.ended(late);
    await kernel.run("open();");
    await kernel.printed(late, "late");
    expect(kernel.outputsOf(late)[0]!.content.text).toMatch(/^Error sin atrapar \(en la celda \d+\): Error: late\n/);
    const flood = await kernel.run('console.log("x".repeat(2_000_000));');
    expect(flood.text).toMatch(/\n\[la salida de esta celda se cortó en 1 MiB\]\n$/);
    const shown = await kernel.run(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x".repeat(17 * 2 ** 20) }) })',
    );
    expect(shown.reply).toMatchObject({ ename: "RangeError", evalue: "esta celda ha mostrado más de 16 MiB" });
  });

  it("turn to English when the notebook does", async () => {
    await kernel.run('import { useLanguage } from "nubelab";\nuseLanguage("en");');
    expect((await kernel.run("const n = 1;\nn.missing;")).reply.evalue).toBe(
      "line 2:3 - TS2339: Property 'missing' does not exist on type '1'.",
    );
    expect((await kernel.run('throw "stone";')).reply.traceback[1]).toBe("(throw an Error to see the line)");
  });
});
