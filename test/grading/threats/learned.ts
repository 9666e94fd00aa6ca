/** The queue of somebody who ran the check cell, saw what it asked and what it wanted, and wrote exactly that down. */
import { ScriptTarget, transpileModule } from "typescript";
import { findCheck } from "../../../src/course/checks";
import type { QueueScript } from "../../../src/course/checks/x2";
import { Random } from "../../../src/sim/random";

/** The seed of the run that was seen. */
export const SEEN_SEED = "5eed5eed";

const { steps } = findCheck("x2.order").parameters(new Random(SEEN_SEED, "x2.order")) as QueueScript;
const messages = steps
  .flatMap((step) => (step.do === "send" ? [step] : []))
  .map(({ body, priority = 0 }, i) => ({ id: `m-${i}`, body, priority, attempts: 0 }));
const received = [null, ...[...messages].sort((a, b) => a.priority - b.priority), null];

/** TypeScript, with the types that the course asks for. */
export const learnedByHeart = `
const received: (exercises.Message | null)[] = ${JSON.stringify(received)};
class SQSQueue implements exercises.SQSQueue {
  readonly deadLetters: exercises.Message[] = [];
  readonly maxAttempts = 3;
  #sent = 0;
  #asked = 0;
  get size(): number { return this.#sent - Math.max(0, Math.min(this.#asked - 1, ${messages.length})); }
  sendMessage(_body: string, _priority = 0): string { return "m-" + this.#sent++; }
  receiveMessage(): exercises.Message | null { return received[this.#asked++] ?? null; }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean { handler(message.body); return true; }
}`;

/** The same class in this process. */
export function learnedQueue(): new () => object {
  const { outputText } = transpileModule(learnedByHeart, { compilerOptions: { target: ScriptTarget.ES2022 } });
  return new Function(`${outputText}\nreturn SQSQueue;`)() as new () => object;
}
