/** x7.accounts, hidden: failures that keep their place, and sums that add up. */
import { pickWords } from "../../support";
import type { ExpiryStep } from "../../x7";
import { hidden } from "./compare";
import { hints } from "./hints";
import { failing, process, receive, send, sweep, times, wait } from "./script";

export const accounts = hidden("x7.accounts", (random) => {
  const startMs = random.integer(0, 1_000_000);
  // lives end in 5 and waits in 0: the instant of expiry itself is x7.expiry's
  const steps = pickWords(random, 80).flatMap((body): ExpiryStep[] => [
    send(body, random.integer(-1, 3), random.bernoulli(0.6) ? random.integer(0, 300) * 10 + 5 : undefined),
    wait(random.integer(0, 20) * 10),
    ...(random.bernoulli(0.3) ? [process] : []),
    ...(random.bernoulli(0.3) ? [failing(random.integer(0, 30) * 10)] : []),
    ...(random.bernoulli(0.2) ? [receive] : []),
    ...(random.bernoulli(0.2) ? [sweep] : []),
  ]);
  return [
    {
      claim: { es: "El que falla conserva turno y prioridad", en: "A failed one keeps its turn and priority" },
      hint: hints.failed,
      weight: 2,
      script: {
        startMs,
        steps: [send("b", 1), send("a", 1), failing(), send("c", 1), failing(), ...times(4, process)],
      },
    },
    {
      claim: { es: "Fallar no alarga la vida", en: "Failing does not lengthen the life" },
      hint: hints.failed,
      weight: 2,
      script: { startMs, steps: [send("a", 0, 100), wait(60), failing(), wait(41), process, sweep] },
    },
    {
      claim: { es: "Caduca mientras el handler trabaja y falla", en: "It expires while the handler works and fails" },
      hint: hints.failed,
      script: { startMs, steps: [send("a", 0, 100), send("b", 1), wait(60), failing(60), process, process, sweep] },
    },
    {
      claim: {
        es: "Procesar una cola vacía da false y no llama al handler",
        en: "Processing an empty queue gives false and calls no handler",
      },
      hint: hints.accounts,
      weight: 0.5,
      script: { startMs, steps: [process, send("a", 0, 0), wait(1), process, send("b"), process, process] },
    },
    {
      claim: { es: "80 mensajes al azar, llamada por llamada", en: "80 random messages, call by call" },
      hint: hints.accounts,
      weight: 2,
      script: { startMs, steps: [...steps, wait(5_000), sweep, ...times(81, process)] },
    },
  ];
});
