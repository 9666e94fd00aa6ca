/** x2.flow: everything together. */
import { isDeepStrictEqual } from "node:util";
import { literal, pickWords } from "../support";
import type { Check } from "../types";
import { brief, hints, processed, received, type Sent, sentIn } from "./findings";
import { calls, playQueue, type QueueRun, type QueueScript, type QueueStep } from "./play";

export const flow: Check<QueueScript, QueueRun> = {
  id: "x2.flow",
  item: "X2",
  points: 1,
  title: {
    es: "Todo junto: envíos, fallos y reintentos mezclados",
    en: "All together: sends, failures and retries mixed",
  },
  needs: ["SQSQueue"],
  parameters(random) {
    const bodies = pickWords(random, 24);
    const steps: QueueStep[] = [];
    for (const body of bodies) {
      steps.push({ do: "send", body, priority: random.integer(0, 4) });
      if (random.bernoulli(0.5)) steps.push({ do: "work" });
    }
    steps.push({ do: "drain", limit: 120 });
    const failures = bodies.map((body): [string, number] => [body, random.pick([0, 0, 0, 1, 2, 3, 9])]);
    return { steps, failures };
  },
  scenario: playQueue,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const max = script.maxAttempts ?? 3;
    const doomed = sent.filter((one) => (script.failures.find(([body]) => body === one.body)?.[1] ?? 0) >= max);
    const done = (one: Sent) =>
      processed(run).filter((row) => row.result === true && row.handled?.[0] === one.body).length;
    const dead = (one: Sent) => run.dead.filter((message) => message?.id === one.id).length;
    const lost = sent.find((one) => done(one) + dead(one) !== 1);
    const jumped = overtaken(script, run, max);
    const ended = processed(run).length > 0 && received(run).at(-1)?.message === null;
    return [
      {
        claim: {
          es: "Cada mensaje acaba una sola vez: procesado o en deadLetters",
          en: "Each message ends exactly once: processed or in deadLetters",
        },
        ok: ended && lost === undefined,
        given: lost ? `sendMessage(${literal(lost.body)}, ${lost.priority})` : `${sent.length} × sendMessage`,
        observed: lost ? { processed: done(lost), deadLetters: dead(lost) } : undefined,
        expected: "processed + deadLetters = 1",
        hint: hints.limit,
      },
      {
        claim: {
          es: "En deadLetters están los que fallaron 3 veces, y nadie más",
          en: "deadLetters holds those that failed 3 times, and nobody else",
        },
        ok: ended && isDeepStrictEqual(doomed.map((one) => one.body).sort(), run.dead.map((one) => one?.body).sort()),
        given: `${sent.length} × sendMessage`,
        observed: run.dead.map((one) => one?.body).sort(),
        expected: doomed.map((one) => one.body).sort(),
        hint: hints.limit,
      },
      {
        claim: {
          es: "Nunca sale uno mientras espera otro más urgente",
          en: "None comes out while a more urgent one waits",
        },
        ok: ended && jumped === null,
        weight: 2,
        given: jumped === null ? undefined : calls(run, jumped.at),
        observed: jumped === null ? undefined : brief(jumped.got),
        expected: jumped === null ? undefined : `${literal(jumped.waiting.body)} (priority ${jumped.waiting.priority})`,
        hint: hints.place,
      },
    ];
  },
};

/** The first receive that passed over a waiting message with a better (priority, turn). */
function overtaken(script: QueueScript, run: QueueRun, max: number) {
  const sends = sentIn(script, run);
  const waiting = new Map<unknown, Sent>();
  const tries = new Map<unknown, number>();
  let inHand: unknown;
  for (const [at, row] of run.seen.entries()) {
    if (row.call.startsWith("sendMessage")) {
      const one = sends[sends.findIndex((sent) => sent.id === row.id)];
      if (one) waiting.set(one.id, one);
    } else if (row.message !== undefined) {
      inHand = row.message?.id;
      const best = [...waiting.values()].sort((a, b) => a.priority - b.priority || a.turn - b.turn)[0];
      if (best && best.id !== inHand) return { at, got: row.message, waiting: best };
      waiting.delete(inHand);
    } else if (row.result === false) {
      tries.set(inHand, (tries.get(inHand) ?? 0) + 1);
      const back = sends.find((sent) => sent.id === inHand);
      if (back && tries.get(inHand)! < max) waiting.set(inHand, back);
    }
  }
  return null;
}
