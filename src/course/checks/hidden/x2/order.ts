/** x2.order, hidden: levels and turns, on the edges. */
import { pickWords } from "../../support";
import { hidden } from "./compare";
import { hints } from "./hints";
import { STRANGE, send, take } from "./script";

export const order = hidden("x2.order", (random) => {
  const letters = ["zeta", "mu", "kappa", "beta", "alfa"];
  const many = pickWords(random, 200).map((body) => send(body, random.integer(-3, 12)));
  const mixed = pickWords(random, 40).flatMap((body, i) => [
    send(body, random.integer(0, 2)),
    ...(random.bernoulli(0.5) ? [{ do: "receive" as const, hand: i }] : []),
  ]);
  const [first, second, third] = pickWords(random, 3);
  return [
    {
      claim: {
        es: "Iguales con textos en orden alfabético inverso salen por llegada",
        en: "Equals with bodies in reverse alphabetical order come out by arrival",
      },
      hint: hints.turn,
      weight: 2,
      script: { steps: [...letters.map((body) => send(body, 4)), ...take(6)], failures: [] },
    },
    {
      claim: { es: "9 es más urgente que 10, y -1 más que 0", en: "9 is more urgent than 10, and -1 than 0" },
      hint: hints.number,
      weight: 2,
      script: {
        steps: [
          ...random.shuffle([10, 9, 2, 100, 0, -1, -10, 0.5]).map((level, i) => send(`m${i}`, level)),
          ...take(9),
        ],
        failures: [],
      },
    },
    {
      claim: { es: "Sin prioridad es 0", en: "No priority means 0" },
      hint: hints.number,
      script: { steps: [send(first, 1), send(second), send(third, 0), ...take(4)], failures: [] },
    },
    {
      claim: { es: "Dos mensajes con el mismo texto son dos", en: "Two messages with the same body are two" },
      hint: hints.id,
      script: { steps: [send(first, 2), send(first, 1), send(first, 2), ...take(4)], failures: [] },
    },
    {
      claim: {
        es: "Textos como 'toString' o vacío son mensajes corrientes",
        en: "Bodies such as 'toString' or empty are ordinary messages",
      },
      hint: hints.names,
      script: { steps: [...STRANGE.map((body) => send(body, 1)), ...take(STRANGE.length + 1)], failures: [] },
    },
    {
      claim: { es: "Envíos y recepciones mezclados", en: "Sends and receives mixed" },
      hint: hints.turn,
      script: { steps: [...mixed, ...take(41)], failures: [] },
    },
    {
      claim: { es: "Doscientos mensajes en dieciséis niveles", en: "Two hundred messages in sixteen levels" },
      hint: hints.turn,
      script: { steps: [...many, ...take(201)], failures: [] },
    },
  ];
});
