/** Cells that ask the person: input() over the stdin channel. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executed, KernelClient, ROOT } from "./kernel-client";

let kernel: KernelClient;
let asked = 0;
beforeAll(async () => {
  kernel = await KernelClient.start(join(ROOT, "notebooks"));
});
afterAll(() => kernel.shutdown());

const resultOf = (cell: Executed) => cell.outputs.find((o) => o.type === "execute_result")?.content.data["text/plain"];
const ask = (code: string) => kernel.sendCell(code, { allowStdin: true });
const nextQuestion = () => kernel.question(++asked);

describe("input", () => {
  it("asks for the cell and gives what was typed", async () => {
    const id = ask('const who = await input("Name? ");\nwho.toUpperCase()');
    const question = await nextQuestion();
    expect(question).toMatchObject({ parent: id, prompt: "Name? ", password: false });
    question.answer("ana");
    expect(resultOf(await kernel.ended(id))).toBe("'ANA'");
  });

  it("hides a password, and may ask without a prompt", async () => {
    const id = ask("(await input(undefined, { password: true })).length");
    const question = await nextQuestion();
    expect(question).toMatchObject({ prompt: "", password: true });
    question.answer("secret");
    expect(resultOf(await kernel.ended(id))).toBe("6");
  });

  it("asks one question at a time, and hears a client that does not say what it answers", async () => {
    const id = ask('(await Promise.all([input("a"), input("b")])).join("-")');
    const first = await nextQuestion();
    first.answer("1", {});
    const second = await nextQuestion();
    expect([first.prompt, second.prompt]).toEqual(["a", "b"]);
    second.answer("2", {});
    expect(resultOf(await kernel.ended(id))).toBe("'1-2'");
  });

  it("shows what was printed before it", async () => {
    const id = ask('process.stdout.write("before");\nawait input("?");');
    const question = await nextQuestion();
    await kernel.printed(id, "before");
    question.answer("");
    await kernel.ended(id);
  });

  it("ends with an interrupt, and the next cell asks anew", async () => {
    const id = ask('await input("wait");');
    const left = await nextQuestion();
    await kernel.interrupt();
    expect((await kernel.ended(id)).reply).toMatchObject({ status: "error", ename: "Interrupted" });
    const next = ask('await input("again")');
    const question = await nextQuestion();
    left.answer("too late");
    question.answer("in time");
    expect(resultOf(await kernel.ended(next))).toBe("'in time'");
  });

  it("fails where nobody can answer, and in a cell that is over", async () => {
    const cell = await kernel.run('await input("Name? ");');
    expect(cell.reply).toMatchObject({
      ename: "StdinNotImplementedError",
      evalue: "input() necesita a una persona, y esta celda la ejecuta un programa que no puede responder.",
    });
    const late = ask(
      'let open = () => {};\nconst gate = new Promise<void>((done) => { open = done; });\nvoid gate.then(() => input("?"));',
    );
    await kernel.ended(late);
    await kernel.run("open();");
    await kernel.printed(late, "StdinNotImplementedError");
  });

  it("speaks the language that the notebook has chosen", async () => {
    const cell = await kernel.run('import { useLanguage } from "nubelab";\nuseLanguage("en");\nawait input();');
    expect(cell.reply.evalue).toBe("input() needs a person, and this cell is run by a program that cannot answer.");
  });

  it("is typed", async () => {
    expect((await kernel.run('const n: number = await input("n");')).reply.ename).toBe("TypeScriptError");
    const reply = await kernel.request("inspect_request", { code: "input", cursor_pos: 2, detail_level: 0 });
    expect(reply.data["text/plain"]).toMatch(/Promise<string>[\s\S]*Asks the person/);
  });
});
