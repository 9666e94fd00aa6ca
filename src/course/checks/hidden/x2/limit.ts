/** x2.limit, hidden: the last attempt, and the dead letters. */
import { pickWords } from "../../support";
import { hidden } from "./compare";
import { hints } from "./hints";
import { drain, send, work } from "./script";

export const limit = hidden("x2.limit", (random) => {
  const [a, b, c] = pickWords(random, 3);
  const always = 1_000;
  const max = random.integer(2, 6);
  return [
    {
      claim: { es: "Sin opciones, el límite es 3", en: "Without options the limit is 3" },
      hint: hints.limit,
      script: { steps: [send(a, 2), send(b, 1), drain], failures: [[a, always]] },
    },
    {
      claim: { es: "maxAttempts 1: el primer fallo es el último", en: "maxAttempts 1: the first failure is the last" },
      hint: hints.limit,
      script: { maxAttempts: 1, steps: [send(a, 0), send(b, 1), drain], failures: [[a, always]] },
    },
    {
      claim: {
        es: "Un éxito en el último intento no es letra muerta",
        en: "A success on the last attempt is no dead letter",
      },
      hint: hints.limit,
      weight: 2,
      script: {
        maxAttempts: max,
        steps: [send(a, 1), send(b, 1), drain],
        failures: [
          [a, max - 1],
          [b, max],
        ],
      },
    },
    {
      claim: {
        es: "deadLetters guarda el orden en que se rindió cada uno, con su prioridad",
        en: "deadLetters keeps the order in which each was given up, with its priority",
      },
      hint: hints.limit,
      script: {
        maxAttempts: 2,
        steps: [send(a, 7), send(b, 3), send(c, 5), drain],
        failures: [
          [a, always],
          [b, always],
          [c, always],
        ],
      },
    },
    {
      claim: { es: "Dos con el mismo texto tienen cada uno su cuenta", en: "Two with the same body have a count each" },
      hint: hints.id,
      script: { maxAttempts: 3, steps: [send(a, 1), send(a, 1), work, send(b, 0), drain], failures: [[a, 4]] },
    },
  ];
});
