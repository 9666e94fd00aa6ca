/** x5.pattern: which events a pattern matches. */
import { type Claim, claimsCheck } from "../claims";
import type { Row, Step } from "../script";
import { literal, pickWords } from "../support";
import type { Check, Text } from "../types";
import { bus, type Data, hints, NEEDS, put, puts, rule, target } from "./steps";

/** One pattern, several events: which of them reach the target. */
export function reach(pattern: Data, events: Data[]): { script: Step[]; which(rows: Row[]): number[] } {
  return {
    script: [bus(), target("target"), rule(pattern, ["target"]), ...events.map(put)],
    which: (rows) => puts(rows).flatMap(({ heard }, i) => (heard.length > 0 ? [i] : [])),
  };
}

export const pattern: Check = claimsCheck(
  {
    id: "x5.pattern",
    item: "X5",
    points: 1.5,
    title: { es: "Patrones que miran dentro", en: "Patterns that look inside" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [app, other, third, note] = pickWords(random, 4) as [string, string, string, string];
    const amount = random.integer(2, 90);
    const claim = (text: Text, hint: Text, one: Data, events: Data[], right: number[], weight = 1): Claim => {
      const { script, which } = reach(one, events);
      const name = (i: number) => literal(events[i]);
      return {
        claim: text,
        hint,
        weight,
        script,
        right: (rows) => ({ observed: which(rows).map(name), expected: right.map(name) }),
      };
    };
    return [
      claim(
        {
          es: "Todos los campos del patrón deben estar; el evento puede tener más",
          en: "Every field of the pattern must be there; the event may have more",
        },
        hints.nested,
        { source: app, account: amount },
        [
          { source: app, account: amount },
          { source: app, account: amount, note },
          { source: app },
          { source: other, account: amount },
        ],
        [0, 1],
      ),
      claim(
        { es: "Una lista da los valores permitidos", en: "A list gives the allowed values" },
        hints.list,
        { source: [app, other] },
        [{ source: app }, { source: third }, { source: other }],
        [0, 2],
      ),
      claim(
        {
          es: "Un objeto dentro del patrón mira dentro del evento, a cualquier profundidad",
          en: "An object inside the pattern looks inside the event, at any depth",
        },
        hints.nested,
        { detail: { user: { id: [amount] }, state: note } },
        [
          { detail: { user: { id: amount, name: app }, state: note, more: true } },
          { detail: { user: { id: amount + 1 }, state: note } },
          { detail: { user: { id: amount } } },
          { detail: note },
        ],
        [0],
        2,
      ),
      claim(
        {
          es: "Una lista en el evento cumple cuando lo hace alguno de sus elementos",
          en: "A list in the event matches when any of its elements does",
        },
        hints.list,
        { detail: { tags: [app, other] } },
        [{ detail: { tags: [third, other] } }, { detail: { tags: [third, note] } }, { detail: { tags: app } }],
        [0, 2],
      ),
    ];
  },
);
