/** x5.workflow: events that lead to events. */
import type { Random } from "../../../sim/random";
import { type Claim, claimsCheck } from "../claims";
import { pickWords } from "../support";
import type { Check } from "../types";
import { bus, called, hints, NEEDS, pairs, put, report, rule, target } from "./steps";

export const workflow: Check = claimsCheck(
  {
    id: "x5.workflow",
    item: "X5",
    points: 1,
    title: { es: "Un evento lleva al siguiente", en: "One event leads to the next" },
    needs: NEEDS,
  },
  (random: Random): Claim[] => {
    const hops = random.integer(2, 6);
    const [placed, paid, packed] = pickWords(random, 3) as [string, string, string];
    const again = Array.from({ length: 40 }, () => ({ type: placed }));
    return [
      {
        claim: {
          es: "Lo que devuelve un target vuelve al bus, y llega a quien lo espera",
          en: "What a target returns goes back on the bus, and reaches who waits for it",
        },
        hint: hints.queue,
        script: [
          bus(),
          target("billing", 0, [{ type: paid }]),
          target("warehouse", 0, [{ type: packed }]),
          target("customer"),
          rule({ type: placed }, ["billing"], "placed"),
          rule({ type: paid }, ["warehouse"], "paid"),
          rule({ type: packed }, ["customer"], "packed"),
          put({ type: placed }),
        ],
        right: (rows) => {
          const { matched, delivered } = report(rows.at(-1));
          return {
            observed: { called: called(rows), matched, delivered: pairs(delivered) },
            expected: {
              called: ["billing", "warehouse", "customer"],
              matched: ["placed"],
              delivered: ["placed: billing", "paid: warehouse", "packed: customer"],
            },
          };
        },
      },
      {
        claim: {
          es: "Un bucle se detiene: maxHops pasos después del primero, y lo que sobra se cuenta en dropped",
          en: "A loop comes to an end: maxHops steps after the first, and the rest is counted in dropped",
        },
        hint: hints.queue,
        script: [bus(hops), target("echo", 0, again), rule({ type: placed }, ["echo"]), put({ type: placed })],
        right: (rows) => ({
          observed: { calls: called(rows).length, dropped: report(rows.at(-1)).dropped },
          expected: { calls: hops + 1, dropped: 1 },
        }),
      },
    ];
  },
);
