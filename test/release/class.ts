/** A small class that hands in one unit through nbgrader: notebooks as nbgrader released them, with answers of every sort. */
import { edition, loadUnit, type Notebook, type NotebookCell } from "../../src/course/build";

export const UNIT = "02-sqs";

export type Released = Pick<Notebook, "cells"> & Record<string, unknown>;

const SOLVED = edition(loadUnit(UNIT), { language: "en", solved: true });
const lines = (text: string): string[] => text.split(/(?<=\n)/);
const solutionOf = (id: string): string => SOLVED.cells.find((cell) => cell.id === id)!.source.join("");
const replaced = (id: string, from: string, to: string): string => {
  if (!solutionOf(id).includes(from)) throw new Error(`${id}: the solution has no ${JSON.stringify(from)} to spoil`);
  return solutionOf(id).replaceAll(from, to);
};

/** The released notebook with the reference in every answer, but for those given; null leaves an answer as it came. */
function answering(released: Released, answers: Record<string, string | null> = {}): Released {
  const notebook = structuredClone(released);
  for (const cell of notebook.cells) {
    const { kind } = cell.metadata.nubelab;
    if (kind !== "answer" && kind !== "open") continue;
    const answer = cell.id in answers ? answers[cell.id] : solutionOf(cell.id);
    if (answer !== null && answer !== undefined) cell.source = lines(answer);
  }
  return notebook;
}

/** Without the examples, which students may delete: a shorter run. */
const short = (notebook: Released): Released => ({
  ...notebook,
  cells: notebook.cells.filter((cell) => cell.metadata.nubelab.kind !== "demo" || cell.cell_type === "markdown"),
});

const noisy = (source: string): string =>
  source.replace(/^( *)(sendMessage\(.*\{)$/m, '$1$2\n$1  console.error("a warning");');

/** By student: what is handed in. */
export const CLASS: Record<string, (released: Released) => Released> = {
  right: (released) => answering(released),
  blank: (released) => short(released),
  // wrong in three places, each for a reason that shows whatever the data
  wrong: (released) =>
    short(
      answering(released, {
        "l2-queues": replaced("l2-queues", "maxReceiveCount: 3", "maxReceiveCount: 5"),
        "x2-queue": `class SQSQueue implements exercises.SQSQueue {
  private waiting: exercises.Message[] = [];
  get deadLetters(): exercises.Message[] { return []; }
  sendMessage(body: string, priority = 0): string {
    this.waiting.push({ id: "m" + Math.random(), body, priority, attempts: 0 });
    return this.waiting.at(-1)!.id;
  }
  receiveMessage(): exercises.Message | null { return this.waiting.shift() ?? null; }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean {
    handler(message.body);
    return true;
  }
}`,
      }),
    ),
  // an answer that others build on is missing; one is no TypeScript; one never ends; one throws when its cell has done its work
  failing: (released) =>
    short(
      answering(released, {
        "l2-queues": null,
        "l2-receiver": solutionOf("l2-receiver").replace("{\n", "{\n  for (;;) {}\n"),
        "x2-queue": `${solutionOf("x2-queue")}\nconst wrong: number = "text";`,
        "x7-queue": `${solutionOf("x7-queue")}\nthrow new Error("at the end");`,
      }),
    ),
  // what stock nbgrader stumbles over: a copied answer, a check deleted, a check told to be skipped, a warning on stderr
  odd: (released) => {
    const notebook = short(answering(released, { "x2-queue": noisy(solutionOf("x2-queue")) }));
    const at = (id: string) => notebook.cells.findIndex((cell) => cell.id === id);
    const copy: NotebookCell = structuredClone(notebook.cells[at("l2-sender")]!);
    notebook.cells.splice(at("l2-sender"), 0, { ...copy, id: "copy", source: ["// my first try"] });
    notebook.cells.splice(at("l2-check-receiver"), 1);
    Object.assign(notebook.cells[at("x7-check-sweep")]!.metadata, { tags: ["skip-execution"] });
    return notebook;
  },
};
