/** x5.rules: every target of every matching rule, and no other. */
import { type Claim, claimsCheck } from "../claims";
import { pickWords } from "../support";
import type { Check } from "../types";
import { bus, called, hints, NEEDS, pairs, put, puts, report, rule, target } from "./steps";

export const rules: Check = claimsCheck(
  {
    id: "x5.rules",
    item: "X5",
    points: 1.5,
    title: { es: "Reglas con varios targets", en: "Rules with several targets" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [app, other] = pickWords(random, 2) as [string, string];
    const names = random.shuffle(["mail", "stock", "ledger", "audit"]);
    const [a, b, c, d] = names as [string, string, string, string];
    const start = [bus(), ...names.map((name) => target(name))];
    const six = Array.from({ length: 6 }, (_, i) => `t${i}`);
    return [
      {
        claim: {
          es: "El evento llega a todos los targets de todas las reglas que cumple, y a nadie más, en orden",
          en: "The event reaches all targets of all rules that it matches, and nobody else, in order",
        },
        hint: hints.all,
        weight: 2,
        script: [
          ...start,
          rule({ source: app }, [a, b]),
          rule({ source: other }, [c]),
          rule({ source: app }, [d, a]),
          put({ source: app }),
        ],
        right: (rows) => ({ observed: called(rows), expected: [a, b, d, a] }),
      },
      {
        claim: {
          es: "putEvent cuenta qué reglas cumplió y a quién entregó",
          en: "putEvent tells which rules matched and to whom it delivered",
        },
        hint: hints.all,
        script: [
          ...start,
          rule({ source: app }, [a, b], "first"),
          rule({ source: other }, [c], "second"),
          rule({ source: app }, [d], "third"),
          put({ source: app }),
        ],
        right: (rows) => {
          const { matched, delivered, failed, dropped } = report(rows.at(-1));
          return {
            observed: { matched, delivered: pairs(delivered), failed, dropped },
            expected: {
              matched: ["first", "third"],
              delivered: [`first: ${a}`, `first: ${b}`, `third: ${d}`],
              failed: [],
              dropped: 0,
            },
          };
        },
      },
      {
        claim: {
          es: "Sin nombre, las reglas se llaman rule-1, rule-2…",
          en: "Without a name, the rules are called rule-1, rule-2…",
        },
        hint: hints.rules,
        weight: 0.5,
        script: [...start, rule({ source: app }, [a]), rule({ source: other }, [b])],
        right: (rows) => ({ observed: rows.slice(-2).map(({ gave }) => gave), expected: ["rule-1", "rule-2"] }),
      },
      {
        claim: {
          es: "Un nombre conocido reemplaza el patrón y los targets de su regla, en su sitio",
          en: "A known name replaces its rule's pattern and targets, in its place",
        },
        hint: hints.rules,
        script: [
          ...start,
          rule({ source: app }, [a], "one"),
          rule({ source: [app, other] }, [b], "two"),
          rule({ source: other }, [c], "one"),
          put({ source: app }),
          put({ source: other }),
        ],
        right: (rows) => ({ observed: puts(rows).map((row) => called([row])), expected: [[b], [c, b]] }),
      },
      {
        claim: {
          es: "Un patrón vacío o más de cinco targets lanza un Error",
          en: "An empty pattern or more than five targets throws an Error",
        },
        hint: hints.refuse,
        script: [
          bus(),
          ...six.map((name) => target(name)),
          rule({}, ["t0"]),
          rule({ source: app }, six),
          rule({ source: app }, six.slice(1)),
        ],
        right: (rows) => ({
          observed: rows.slice(-3).map(({ threw }) => (threw === undefined ? "no error" : "error")),
          expected: ["error", "error", "no error"],
        }),
      },
    ];
  },
);
