/** x7.priority: levels, and turns among equals. */
import { literal, pickWords } from "../support";
import type { Check, Finding, Text } from "../types";
import { hints, repeat, type Sent, sentIn } from "./findings";
import { type ExpiryRun, type ExpiryScript, type ExpiryStep, playExpiry, timedCalls } from "./play";

export const priority: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.priority",
  item: "X7",
  points: 1,
  title: { es: "Varios niveles, y turno entre iguales", en: "Several levels, and turns among equals" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const levels = random.shuffle([0, 1, 3, 8, 9, 10, 11]).slice(0, 4);
    const bodies = pickWords(random, 12);
    const sends = bodies.map((body): ExpiryStep => ({ do: "send", body, priority: random.pick(levels) }));
    return {
      startMs: random.integer(0, 1_000_000),
      steps: [{ do: "receive" }, ...sends, { do: "wait", ms: 5_000 }, ...repeat(13, { do: "receive" })],
    };
  },
  scenario: playExpiry,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const out = run.seen.filter((row) => row.message !== undefined).slice(1, -1);
    const found = out.map((row) => sent.find((one) => one.id === row.message?.id && one.body === row.message?.body));
    const whole = new Set(found).size === sent.length && !found.includes(undefined);
    const brief = (one?: Sent) => (one ? `${literal(one.body)} (priority ${one.priority})` : "null");
    const unordered = found.findIndex((one, i) => i > 0 && (found[i - 1]?.priority ?? 0) > (one?.priority ?? 0));
    const swapped = found.findIndex(
      (one, i) => i > 0 && found[i - 1]?.priority === one?.priority && (found[i - 1]?.turn ?? 0) > (one?.turn ?? 0),
    );
    /** The claim that no message came out before its turn; `at` is the first one that should have come before its neighbour. */
    const inTurn = (at: number, claim: Text, hint: Text): Finding => ({
      claim,
      ok: whole && at < 0,
      given: timedCalls(run, undefined, 30),
      observed: at < 0 ? found.map(brief) : [brief(found[at - 1]), brief(found[at])],
      expected: at < 0 ? undefined : [brief(found[at]), brief(found[at - 1])],
      hint,
    });
    const first = run.seen[0];
    return [
      {
        claim: { es: "Cada mensaje sale una vez, con su id", en: "Each message comes out once, with its id" },
        ok: whole && first.message === null && run.seen.at(-1)?.message === null,
        given: timedCalls(run, undefined, 30),
        observed: out.map((row) => row.message?.id),
        expected: sent.map((one) => one.id),
        hint: {
          es: "receive devuelve { id, body, priority, expiresAt } y saca el mensaje.",
          en: "receive returns { id, body, priority, expiresAt } and takes the message out.",
        },
      },
      {
        claim: { es: "Una cola vacía da null", en: "An empty queue gives null" },
        ok: whole && first.nothing === null,
        weight: 0.5,
        given: timedCalls(run, 0),
        observed: [first.message ?? first.nothing],
        expected: [null],
        hint: {
          es: "Si no hay mensaje, devuelve null, no undefined.",
          en: "With no message, return null, not undefined.",
        },
      },
      inTurn(unordered, { es: "Sale antes el de menor número", en: "The lower number comes first" }, hints.number),
      inTurn(swapped, { es: "Entre iguales, por turno de llegada", en: "Among equals, by arrival" }, hints.turn),
    ];
  },
};
