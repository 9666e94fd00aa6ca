/** x7.sweep, hidden: what a sweep takes, and what it leaves. */
import { pickWords } from "../../support";
import { hidden } from "./compare";
import { hints } from "./hints";
import { receive, send, sweep, times, wait } from "./script";

export const sweeping = hidden("x7.sweep", (random) => {
  const startMs = random.integer(0, 1_000_000);
  const lives = pickWords(random, 120).map((body) =>
    send(body, random.integer(0, 5), random.integer(0, 20) * 100 + 50),
  );
  return [
    {
      claim: {
        es: "Barrer una cola vacía o sin caducados da 0",
        en: "Sweeping an empty queue, or one with none expired, gives 0",
      },
      hint: hints.sweep,
      weight: 0.5,
      script: { startMs, steps: [sweep, send("a"), send("b", 0, 100), wait(90), sweep, receive] },
    },
    {
      claim: {
        es: "Lo que un barrido quitó, el siguiente ya no lo cuenta",
        en: "What one sweep removed, the next does not count again",
      },
      hint: hints.sweep,
      weight: 0.5,
      script: { startMs, steps: [send("a"), send("b", 0, 100), wait(110), sweep, sweep, receive] },
    },
    {
      claim: {
        es: "Quita también los menos urgentes, detrás de vivos",
        en: "It also removes the less urgent ones, behind live ones",
      },
      hint: hints.sweep,
      weight: 2,
      script: {
        startMs,
        steps: [
          send("a", 0),
          send("b", 1, 10),
          send("c", 1),
          send("d", 2, 10),
          send("e", 2),
          wait(11),
          sweep,
          ...times(4, receive),
        ],
      },
    },
    {
      claim: { es: "Barridos periódicos sobre 120 mensajes", en: "Periodic sweeps over 120 messages" },
      hint: hints.sweep,
      script: { startMs, steps: [...lives, ...times(21, wait(100)).flatMap((pause) => [sweep, pause]), sweep] },
    },
    {
      claim: { es: "El orden sobrevive al barrido", en: "The order survives the sweep" },
      hint: hints.turn,
      script: {
        startMs,
        steps: [
          ...pickWords(random, 30).map((body, i) => send(body, random.integer(0, 3), i % 3 === 0 ? 500 : undefined)),
          wait(501),
          sweep,
          ...times(21, receive),
        ],
      },
    },
  ];
});
