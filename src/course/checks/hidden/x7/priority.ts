/** x7.priority, hidden: levels and turns, on the edges. */
import { pickWords } from "../../support";
import { hidden } from "./compare";
import { hints } from "./hints";
import { receive, STRANGE, send, times } from "./script";

export const priority = hidden("x7.priority", (random) => {
  const levels = random.shuffle([10, 9, 2, 100, 0, -1, -10]);
  const mixed = pickWords(random, 60).flatMap((body) => [
    send(body, random.integer(0, 3)),
    ...(random.bernoulli(0.5) ? [receive] : []),
  ]);
  return [
    {
      claim: { es: "9 antes que 10, y -1 antes que 0", en: "9 before 10, and -1 before 0" },
      hint: hints.number,
      script: { startMs: 5, steps: [...levels.map((level, i) => send(`m${i}`, level)), ...times(8, receive)] },
    },
    {
      claim: {
        es: "Iguales, con textos en orden inverso: por llegada",
        en: "Equals, with bodies in reverse order: by arrival",
      },
      hint: hints.turn,
      script: {
        startMs: 5,
        steps: [...["z", "m", "b", "a"].map((body) => send(body)), send("y", 0, 50), ...times(6, receive)],
      },
    },
    {
      claim: { es: "Textos raros, repetidos y vacíos", en: "Strange, repeated and empty bodies" },
      hint: hints.turn,
      script: { startMs: 5, steps: [...STRANGE, ...STRANGE].map((body) => send(body, 1)).concat(times(11, receive)) },
    },
    {
      claim: { es: "Envíos y recepciones mezclados", en: "Sends and receives mixed" },
      hint: hints.turn,
      script: { startMs: 5, steps: [...mixed, ...times(61, receive)] },
    },
  ];
});
