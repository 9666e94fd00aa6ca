/**
 * `await input("Name? ")` in a cell: the question goes to the front end that sent the cell, over the stdin channel, and the answer is the
 * text that the person types there. One question at a time; an interrupt takes it back.
 */
import { randomUUID } from "node:crypto";
import { ownCell } from "./cell";
import { InterruptedError } from "./errors";
import { tell } from "./language";
import type { Outgoing, Request } from "./message";

export interface InputOptions {
  /** true: what is typed is not shown. Default false. */
  password?: boolean;
}

/** Nobody can answer: a program runs the notebook, or the cell is over. The name is the one that Jupyter's own kernels use. */
export class StdinNotImplementedError extends Error {
  override readonly name = "StdinNotImplementedError";
}

interface Question {
  id: string;
  answer(text: string): void;
  fail(error: Error): void;
}

export class Inputs {
  private open: Question | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly post: (message: Outgoing) => void) {}

  /**
   * @param prompt what the front end shows beside the field. Default: nothing
   * @throws StdinNotImplementedError (rejects) when the front end did not offer to answer, or the cell is over
   */
  readonly ask = async (prompt = "", options: InputOptions = {}): Promise<string> => {
    const cell = ownCell();
    if (!cell || cell.done) {
      throw new StdinNotImplementedError(
        tell({
          es: "input() solo puede preguntar mientras su celda se ejecuta: espere la respuesta con await.",
          en: "input() can only ask while its cell runs: wait for the answer with await.",
        }),
      );
    }
    if (!cell.allowStdin) {
      throw new StdinNotImplementedError(
        tell({
          es: "input() necesita a una persona, y esta celda la ejecuta un programa que no puede responder.",
          en: "input() needs a person, and this cell is run by a program that cannot answer.",
        }),
      );
    }
    const mine = this.last.then(() => {
      if (cell.stopped || cell.done) throw new InterruptedError();
      return this.put(cell, String(prompt), options.password === true);
    });
    this.last = mine.catch(() => {}); // the next question comes whatever became of this one
    return mine;
  };

  /** An input_reply; one that answers no open question is dropped. Some clients do not say which one they answer. */
  answer(reply: Request): void {
    const to = reply.parent.msg_id;
    if (!this.open || (to !== undefined && to !== this.open.id)) return;
    this.open.answer(String(reply.content.value ?? ""));
  }

  /** The cell that asks was interrupted. */
  interrupt(): void {
    this.open?.fail(new InterruptedError());
  }

  private put(cell: { header: Outgoing["parent"]; ids: Uint8Array[] }, prompt: string, password: boolean) {
    return new Promise<string>((resolve, reject) => {
      const id = randomUUID();
      const closing =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          this.open = null;
          then(value);
        };
      this.open = { id, answer: closing(resolve), fail: closing(reject) };
      const content = JSON.stringify({ prompt, password });
      this.post({ channel: "stdin", ids: cell.ids, type: "input_request", id, parent: cell.header, content });
    });
  }
}
