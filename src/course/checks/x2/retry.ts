/** x2.retry: what fails comes back to its place. */
import { literal, pickWords } from "../support";
import type { Check } from "../types";
import { brief, hints, processed, received, sentIn } from "./findings";
import { calls, hasFailed, playQueue, type QueueRun, type QueueScript, type QueueStep } from "./play";

export const retry: Check<QueueScript, QueueRun> = {
  id: "x2.retry",
  item: "X2",
  points: 1.5,
  title: {
    es: "El que falla vuelve a su sitio, con su prioridad",
    en: "A failed message comes back to its place, with its priority",
  },
  needs: ["SQSQueue"],
  parameters(random) {
    const bodies = pickWords(random, 5);
    const [low, high] = [random.integer(2, 4), random.integer(5, 9)];
    const level = [low, low, low, high, high];
    const sends = bodies.map((body, i): QueueStep => ({ do: "send", body, priority: level[i] }));
    const times = random.integer(2, 4);
    const failures: [string, number][] = [
      [bodies[0], times],
      [bodies[3], 1],
    ];
    return { maxAttempts: 20, steps: [...sends, { do: "drain", limit: 40 }], failures };
  },
  scenario: playQueue,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const tries = sent.flatMap((one) => {
      const times = script.failures.find(([body]) => body === one.body)?.[1] ?? 0;
      return Array.from({ length: times + 1 }, () => one);
    });
    const got = received(run).map((row) => row.message);
    const handled = processed(run);
    const upTo = (at: number) => calls(run, at < 0 ? run.seen.length - 1 : run.seen.indexOf(received(run)[at]));
    const first = (wrong: (i: number) => boolean) => tries.findIndex((_, i) => wrong(i));
    const strayed = first((i) => got[i]?.id !== tries[i].id);
    const demoted = first((i) => got[i]?.id === tries[i].id && got[i]?.priority !== tries[i].priority);
    const known = got.filter((message) => sent.some((one) => one.id === message?.id && one.id !== undefined)).length;
    const failures = (at: number) => got.slice(0, at).filter((one) => one?.id === got[at]?.id).length;
    const miscounted = got.findIndex((message, i) => message && message.attempts !== failures(i));
    const escaped = handled.find((row) => row.escaped !== undefined);
    const misjudged = handled.find((row) => row.result !== !hasFailed(row));
    const both = handled.some(hasFailed) && !handled.every(hasFailed);
    const all = { observed: { processed: handled.length }, expected: { processed: tries.length } };
    return [
      {
        claim: {
          es: "processMessage llama al handler con el texto y atrapa su fallo",
          en: "processMessage calls the handler with the body and catches its failure",
        },
        ok:
          handled.length > 0 &&
          !escaped &&
          handled.every((row, i) => row.handled?.length === 1 && row.handled[0] === got[i]?.body),
        given: calls(run, run.seen.indexOf(escaped ?? handled[0])),
        observed: escaped?.escaped ?? handled.map((row) => row.handled),
        expected: got.filter((message) => message).map((message) => [message?.body]),
        hint: hints.caught,
      },
      {
        claim: {
          es: "Devuelve true si salió bien y false si falló",
          en: "It returns true on success and false on failure",
        },
        ok: both && !misjudged,
        given: calls(run, misjudged ? run.seen.indexOf(misjudged) : run.seen.length - 1),
        ...(misjudged ? { observed: misjudged.result, expected: !hasFailed(misjudged) } : all),
        hint: misjudged && !hasFailed(misjudged) ? hints.succeeded : hints.failed,
      },
      {
        claim: {
          es: "El que falló vuelve a su sitio: es el siguiente en salir",
          en: "The one that failed comes back to its place: it is the next to come out",
        },
        ok: strayed < 0 && handled.length === tries.length,
        weight: 2,
        given: upTo(strayed),
        observed: strayed < 0 ? handled.length : brief(got[strayed]),
        expected: strayed < 0 ? tries.length : `${literal(tries[strayed].body)} (priority ${tries[strayed].priority})`,
        hint: hints.place,
      },
      {
        claim: { es: "Conserva su prioridad", en: "It keeps its priority" },
        ok: known > tries.length / 2 && demoted < 0 && handled.length >= tries.length,
        given: upTo(demoted),
        ...(demoted < 0 ? all : { observed: brief(got[demoted]), expected: `priority ${tries[demoted].priority}` }),
        hint: hints.place,
      },
      {
        claim: { es: "attempts cuenta los fallos que lleva", en: "attempts counts its failures so far" },
        ok: known > tries.length / 2 && miscounted < 0 && handled.length >= tries.length,
        given: upTo(miscounted),
        ...(miscounted < 0
          ? all
          : {
              observed: `${literal(got[miscounted]?.body)} (attempts ${literal(got[miscounted]?.attempts)})`,
              expected: `attempts ${failures(miscounted)}`,
            }),
        hint: hints.attempts,
      },
    ];
  },
};
