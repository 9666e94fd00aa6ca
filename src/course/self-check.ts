/**
 * Self-checks: multiple choice without points. The cell asks, `selfCheck("t6.fifo")`, and the student answers in the same
 * call, `selfCheck("t6.fifo", "b")`. The reasons come with the answer, so the cell itself gives nothing away.
 */
import { say, type Text } from "../sim/language";
import { escapeHtml } from "./checks/report";

export interface SelfQuestion {
  /** "t6.fifo" */
  id: string;
  item: string;
  question: Text;
  /** In the order shown: a, b, c, ... */
  options: SelfOption[];
}

export interface SelfOption {
  text: Text;
  /** Exactly one option of a question is right. */
  right?: boolean;
  /** Why it is right, or what it overlooks. Shown once chosen. */
  why: Text;
}

const BETWEEN_BACKTICKS = /`(.+?)`/g;

const registry = new Map<string, SelfQuestion>();

/** Adds questions. Throws RangeError for an id that is taken, or a question without exactly one right option. */
export function defineSelfQuestions(questions: readonly SelfQuestion[]): void {
  for (const question of questions) {
    if (registry.has(question.id)) throw new RangeError(`self-check "${question.id}" is defined twice`);
    const right = question.options.filter((option) => option.right).length;
    if (right !== 1) throw new RangeError(`self-check "${question.id}" has ${right} right options, not 1`);
    registry.set(question.id, question);
  }
}

/** All questions, for tests and printed books. */
export function selfQuestions(): SelfQuestion[] {
  return [...registry.values()];
}

/**
 * Shows a question and, once an answer is given, whether it is right and why.
 * @param answer the letter of an option; default: none yet
 * @throws RangeError for an unknown question or a letter that is no option
 */
export function selfCheck(id: string, answer?: string): SelfCheck {
  const question = registry.get(id);
  if (question === undefined) {
    throw new RangeError(`selfCheck: there is no question "${id}"; there are: ${[...registry.keys()].join(", ")}`);
  }
  const given = answer?.trim().toLowerCase() ?? "";
  if (given === "" || given === "?") return new SelfCheck(question, undefined);
  const letters = question.options.map((_option, index) => letter(index));
  const chosen = letters.indexOf(given);
  if (chosen < 0) {
    const list = letters.join(", ");
    throw new RangeError(
      say({ es: `selfCheck: responde ${list}, no "${answer}"`, en: `selfCheck: answer ${list}, not "${answer}"` }),
    );
  }
  return new SelfCheck(question, chosen);
}

/** A question with its answer, shown by Jupyter. */
export class SelfCheck {
  constructor(
    readonly question: SelfQuestion,
    /** Index of the option chosen. */
    readonly chosen: number | undefined,
  ) {}

  /** undefined until answered. */
  get right(): boolean | undefined {
    return this.chosen === undefined ? undefined : this.question.options[this.chosen]!.right === true;
  }

  toString(): string {
    const options = this.question.options.map((option, i) => `  ${letter(i)}) ${say(option.text)}`);
    return [say(this.question.question), ...options, "", this.#reply()].join("\n");
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    const options = this.question.options.map((option, i) => {
      const text = `${letter(i)}) ${withCode(say(option.text))}`;
      return `<li style="list-style:none">${i === this.chosen ? `<strong>${text}</strong>` : text}</li>`;
    });
    const html =
      `<p><strong>${withCode(say(this.question.question))}</strong></p>` +
      `<ul style="padding-left:1em">${options.join("")}</ul><p>${withCode(this.#reply())}</p>`;
    return { "text/html": html, "text/plain": this.toString() };
  }

  #reply(): string {
    if (this.chosen === undefined) {
      const call = `selfCheck("${this.question.id}", "a")`;
      return say({ es: `Responde en la celda, por ejemplo: ${call}`, en: `Answer in the cell, for example: ${call}` });
    }
    const why = say(this.question.options[this.chosen]!.why);
    return this.right
      ? say({ es: `✓ Correcto. ${why}`, en: `✓ Right. ${why}` })
      : say({ es: `✗ No. ${why}`, en: `✗ No. ${why}` });
  }
}

/** As HTML, with what stands between backticks as code. */
function withCode(text: string): string {
  return escapeHtml(text).replace(BETWEEN_BACKTICKS, "<code>$1</code>");
}

function letter(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}
