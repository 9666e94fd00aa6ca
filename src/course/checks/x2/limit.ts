/** x2.limit: attempts end, and dead letters begin. */
import { isDeepStrictEqual } from "node:util";
import { literal, pickWords } from "../support";
import type { Check } from "../types";
import { hints, processed, received, sentIn } from "./findings";
import { calls, playQueue, type QueueRun, type QueueScript, type QueueStep } from "./play";

export const limit: Check<QueueScript, QueueRun> = {
  id: "x2.limit",
  item: "X2",
  points: 1,
  title: {
    es: "Después de maxAttempts fallos, a deadLetters",
    en: "After maxAttempts failures, to deadLetters",
  },
  needs: ["SQSQueue"],
  parameters(random) {
    const bodies = pickWords(random, 5);
    const maxAttempts = random.integer(2, 5);
    const sends = bodies.map((body): QueueStep => ({ do: "send", body, priority: random.integer(0, 3) }));
    const [poison, almost] = random.shuffle(bodies);
    const failures: [string, number][] = [
      [poison, 1000],
      [almost, maxAttempts - 1],
    ];
    return { maxAttempts, steps: [...sends, { do: "drain", limit: 40 }], failures };
  },
  scenario: playQueue,
  verdict(script, run) {
    const max = script.maxAttempts ?? 3;
    const poison = sentIn(script, run).find((one) => one.body === script.failures[0][0])!;
    const tried = (body: string) => processed(run).filter((row) => row.handled?.includes(body)).length;
    const counts = sentIn(script, run).map((one) => [one.body, tried(one.body)]);
    const right = sentIn(script, run).map((one) => {
      const times = script.failures.find(([body]) => body === one.body)?.[1] ?? 0;
      return [one.body, Math.min(max, times + 1)];
    });
    const ends = received(run).at(-1)?.message === null && processed(run).length > 0;
    const early = processed(run).find((row) => (row.dead ?? 0) > 0);
    return [
      {
        claim: {
          es: `Ningún mensaje se intenta más de ${max} veces (maxAttempts), ni menos de las que necesita`,
          en: `No message is tried more than ${max} times (maxAttempts), nor fewer than it needs`,
        },
        ok: ends && isDeepStrictEqual(counts, right),
        given: `new SQSQueue({ maxAttempts: ${max} }); ${literal(poison.body)} ✗`,
        observed: counts,
        expected: right,
        hint: hints.limit,
      },
      {
        claim: {
          es: "El que agotó sus intentos está en deadLetters, una vez y entero",
          en: "The one that used up its attempts is in deadLetters, once and whole",
        },
        ok:
          run.dead.length === 1 &&
          run.dead[0]?.id === poison.id &&
          run.dead[0]?.body === poison.body &&
          run.dead[0]?.priority === poison.priority &&
          run.dead[0]?.attempts === max,
        given: `new SQSQueue({ maxAttempts: ${max} }); ${literal(poison.body)} ✗`,
        observed: run.dead,
        expected: [{ id: poison.id, body: poison.body, priority: poison.priority, attempts: max }],
        hint: hints.limit,
      },
      {
        claim: {
          es: "La cola queda vacía, y deadLetters no se llena antes de tiempo",
          en: "The queue ends up empty, and deadLetters does not fill before its time",
        },
        ok: ends && run.seen.at(-1)?.size === 0 && early?.handled?.[0] === poison.body && tried(poison.body) === max,
        weight: 0.5,
        given: calls(run, run.seen.length - 1, 20),
        observed: { size: run.seen.at(-1)?.size, firstDead: early?.handled },
        expected: { size: 0, firstDead: [poison.body] },
        hint: hints.limit,
      },
    ];
  },
};
