/** x2.retry, hidden: what fails comes again, in its place. */
import { pickWords } from "../../support";
import type { QueueScript, QueueStep } from "../../x2";
import type { Case } from "../shared/scripted";
import { hidden } from "./compare";
import { hints } from "./hints";
import { drain, STRANGE, send, work } from "./script";

export const retry = hidden("x2.retry", (random) => {
  const [a, b, c, d] = pickWords(random, 4);
  const hand = (n: number): QueueStep => ({ do: "receive", hand: n });
  const process = (n: number): QueueStep => ({ do: "process", hand: n });
  const level = random.integer(3, 8);
  return [
    {
      claim: {
        es: "El que falla conserva su turno aunque lleguen iguales después",
        en: "A failed message keeps its turn though equals arrive later",
      },
      hint: hints.attempts,
      weight: 2,
      script: {
        maxAttempts: 9,
        steps: [send(a, level), hand(1), send(b, level), process(1), send(c, level), drain],
        failures: [[a, 2]],
      },
    },
    {
      claim: {
        es: "No se adelanta a uno más urgente ni se atrasa tras uno menos urgente",
        en: "It neither passes a more urgent one nor falls behind a less urgent one",
      },
      hint: hints.attempts,
      weight: 2,
      script: {
        maxAttempts: 9,
        steps: [send(a, 5), send(b, 6), work, send(c, 4), work, work, send(d, 0), drain],
        failures: [
          [a, 3],
          [b, 1],
        ],
      },
    },
    {
      claim: { es: "Prioridad 0 que falla sigue siendo 0", en: "Priority 0 that fails is still 0" },
      hint: hints.attempts,
      script: { maxAttempts: 9, steps: [send(a, 0), send(b, 1), send(c, 1), drain], failures: [[a, 2]] },
    },
    {
      claim: { es: "Dos en la mano, procesados al revés", en: "Two in hand, processed the other way round" },
      hint: hints.attempts,
      script: {
        maxAttempts: 9,
        steps: [send(a, 1), send(b, 1), send(c, 1), hand(1), hand(2), process(2), process(1), drain],
        failures: [
          [a, 1],
          [b, 2],
        ],
      },
    },
    ...(["text", "undefined", "null"] as const).map(
      (throws): Case<QueueScript> => ({
        claim: {
          es: `Un handler que lanza ${throws === "text" ? "un texto" : throws} también ha fallado`,
          en: `A handler that throws ${throws === "text" ? "a string" : throws} has failed too`,
        },
        hint: hints.thrown,
        weight: 0.5,
        script: { throws, steps: [send(a, 1), send(b, 1), drain], failures: [[a, 1]] },
      }),
    ),
    {
      claim: {
        es: "Textos repetidos y raros también se reintentan",
        en: "Repeated and strange bodies are retried too",
      },
      hint: hints.names,
      script: {
        maxAttempts: 4,
        steps: [...STRANGE.map((body) => send(body, 2)), send("", 1), drain],
        failures: STRANGE.map((body): [string, number] => [body, random.integer(0, 2)]),
      },
    },
  ];
});
