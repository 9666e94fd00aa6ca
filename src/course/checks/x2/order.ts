/** x2.order: priority, then arrival. */
import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../../sim/random";
import { pickWords, type SeenMessage } from "../support";
import type { Check } from "../types";
import { hints, nothingLost, pairs, received, sentIn } from "./findings";
import { calls, playQueue, type QueueRun, type QueueScript, type QueueStep } from "./play";

export const order: Check<QueueScript, QueueRun> = {
  id: "x2.order",
  item: "X2",
  points: 1.5,
  title: {
    es: "Lo más urgente primero; entre iguales, por llegada",
    en: "The most urgent first; among equals, by arrival",
  },
  needs: ["SQSQueue"],
  parameters(random: Random): QueueScript {
    const levels = random.shuffle([0, 1, 2, 5, 9, 10, 12]).slice(0, 4);
    const bodies = pickWords(random, 12);
    const sends = bodies.map((body): QueueStep => ({ do: "send", body, priority: random.pick(levels) }));
    const receives = bodies.map((_, i): QueueStep => ({ do: "receive", hand: i }));
    const nothing: QueueStep = { do: "receive", hand: -1 };
    return { steps: [nothing, ...sends, ...receives, nothing], failures: [] };
  },
  scenario: playQueue,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const rows = received(run);
    const complete = nothingLost(script, run);
    const turn = (message: SeenMessage) => sent.find((one) => one.id === message.id)?.turn ?? -1;
    const sizes = run.seen.map((row) => row.size);
    const right = [0, ...sent.map((_, i) => i + 1), ...sent.map((_, i) => sent.length - i - 1), 0];
    return [
      {
        claim: { es: "Una cola vacía da null", en: "An empty queue gives null" },
        ok: complete.ok && rows[0]?.nothing === null && rows.at(-1)?.nothing === null,
        weight: 0.5,
        given: "receiveMessage()",
        observed: [rows[0], rows.at(-1)].map((row) => row?.message ?? row?.nothing),
        expected: [null, null],
        hint: {
          es: "Si no espera nadie, devuelve null, no undefined: shift() ?? null.",
          en: "If nothing waits, return null, not undefined: shift() ?? null.",
        },
      },
      complete,
      pairs(
        run,
        complete.ok,
        { es: "Sale antes el de menor número", en: "The lower number comes first" },
        hints.urgent,
        (earlier, later) => Number(earlier.priority) > Number(later.priority),
      ),
      pairs(
        run,
        complete.ok,
        {
          es: "Entre iguales, sale antes el que llegó antes",
          en: "Among equals, the one that arrived first comes first",
        },
        hints.turn,
        (earlier, later) => earlier.priority === later.priority && turn(earlier) > turn(later),
      ),
      {
        claim: { es: "size cuenta los que esperan", en: "size counts those that wait" },
        ok: isDeepStrictEqual(sizes, right),
        weight: 0.5,
        given: calls(run, run.seen.length - 1, 30),
        observed: sizes,
        expected: right,
        hint: hints.size,
      },
    ];
  },
};
