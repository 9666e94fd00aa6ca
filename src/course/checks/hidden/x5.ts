/** X5, the hidden part: the edges, compared call by call with a plain model of the statement. */
import type { Random } from "../../../sim/random";
import { type ModelClaim, modelCheck } from "../claims";
import type { Row, Step } from "../script";
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";
import { bus, put, reach, rule, target } from "../x5";

// ---- the model --------------------------------------------------------------------------------------------------

type Data = Record<string, unknown>;

class Target {
  constructor(
    readonly name: string,
    readonly handle: (event: Data) => unknown = () => undefined,
  ) {}
  notify(event: Data): unknown {
    return this.handle(event);
  }
}

function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => matches(pattern, one));
  if (Array.isArray(pattern)) return pattern.includes(value);
  if (typeof pattern !== "object" || pattern === null) return pattern === value;
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(pattern).every(([key, one]) => Object.hasOwn(value, key) && matches(one, (value as Data)[key]))
  );
}

class EventBridge {
  readonly #rules = new Map<string, { pattern: Data; targets: Target[] }>();
  readonly #maxHops: number;
  #unnamed = 0;
  constructor({ maxHops = 10 }: { maxHops?: number } = {}) {
    this.#maxHops = maxHops;
  }
  createRule(pattern: Data, targets: Target[], given?: string): string {
    if (Object.keys(pattern).length === 0) throw new Error("empty pattern");
    if (targets.length > 5) throw new Error("too many targets");
    const name = given ?? `rule-${++this.#unnamed}`;
    this.#rules.set(name, { pattern, targets });
    return name;
  }
  putEvent(event: Data): object {
    const report = { matched: [] as string[], delivered: [] as object[], failed: [] as object[], dropped: 0 };
    const waiting = [{ event, hops: 0 }];
    for (const next of waiting) {
      if (next.hops > this.#maxHops) {
        report.dropped++;
        continue;
      }
      for (const [name, { pattern, targets }] of this.#rules) {
        if (!matches(pattern, next.event)) continue;
        if (next.hops === 0) report.matched.push(name);
        for (const to of targets) {
          try {
            const answer = to.notify(structuredClone(next.event));
            report.delivered.push({ rule: name, target: to.name });
            if (typeof answer === "object" && answer !== null) {
              waiting.push({ event: answer as Data, hops: next.hops + 1 });
            }
          } catch (error) {
            report.failed.push({ rule: name, target: to.name, error: (error as Error).message });
          }
        }
      }
    }
    return report;
  }
}

const MODEL = { EventBridge, Target };

// ---- the claims -------------------------------------------------------------------------------------------------

const called = ({ heard, threw }: Row) => ({
  called: heard.map(({ by }) => by),
  ...(threw !== undefined && { threw }),
});
const told = ({ gave, threw, heard }: Row) => {
  const { failed, ...rest } = (gave ?? {}) as { failed?: { error?: unknown }[] };
  const named = Array.isArray(failed) ? failed.map(({ error: _, ...each }) => each) : failed;
  return { called: heard.map(({ by }) => by), threw: threw !== undefined, ...rest, failed: named };
};

const matching = (es: string, en: string, pattern: Data, events: Data[], weight = 1): ModelClaim => ({
  claim: { es, en },
  weight,
  look: called,
  script: reach(pattern, events).script,
});

const pattern = modelCheck("x5.pattern", MODEL, (random): ModelClaim[] => {
  const [app, other] = pickWords(random, 2) as [string, string];
  const amount = random.integer(1, 9);
  const deep = (value: unknown) => ({ detail: { order: { customer: { country: value } } } });
  return [
    matching(
      "Los valores se comparan como son: 1 no es '1', null no es «falta»",
      "Values are compared as they are: 1 is not '1', null is not 'missing'",
      { detail: { amount: [amount], coupon: null } },
      [
        { detail: { amount, coupon: null } },
        { detail: { amount: String(amount), coupon: null } },
        { detail: { amount } },
        { detail: { amount, coupon: 0 } },
        { detail: null },
        {},
      ],
    ),
    matching(
      "false y 0 son valores como los demás",
      "false and 0 are values like any other",
      { detail: { paid: false, total: [0, amount] } },
      [{ detail: { paid: false, total: 0 } }, { detail: { paid: 0, total: 0 } }, { detail: { total: 0 } }],
    ),
    matching(
      "Cuatro niveles, con una lista al fondo",
      "Four levels, with a list at the bottom",
      { source: [app, other], ...deep([app, other]) },
      [
        { source: app, ...deep(other) },
        { source: other, ...deep([amount, app]) },
        { source: app, ...deep({ name: app }) },
        { source: amount, ...deep(app) },
      ],
    ),
    matching(
      "Una lista de objetos en el evento: alguno debe cumplir entero",
      "A list of objects in the event: one of them must match as a whole",
      { detail: { items: { kind: app, count: [amount] } } },
      [
        {
          detail: {
            items: [
              { kind: other, count: 0 },
              { kind: app, count: amount },
            ],
          },
        },
        {
          detail: {
            items: [
              { kind: other, count: amount },
              { kind: app, count: 0 },
            ],
          },
        },
        { detail: { items: [] } },
      ],
    ),
    matching(
      "Sólo cuentan los campos propios del evento",
      "Only the event's own fields count",
      { toString: { name: ["toString"] } },
      [{ source: app }, { source: app, toString: { name: "toString" } }],
      0.5,
    ),
  ];
});

const rules = modelCheck("x5.rules", MODEL, (random): ModelClaim[] => {
  const sources = pickWords(random, 4);
  const some = (names: string[], most: number) => random.shuffle(names).slice(0, random.integer(1, most));
  const names = ["t1", "t2", "t3", "t4", "t5", "t6"];
  const create = Array.from({ length: 8 }, (_, i) => rule({ source: some(sources, 3) }, some(names, 5), `r${i}`));
  return [
    {
      claim: {
        es: "8 reglas y 12 eventos al azar: cada entrega en su orden",
        en: "8 rules and 12 random events: each delivery in its order",
      },
      weight: 2,
      look: told,
      script: [
        bus(),
        ...names.map((name) => target(name)),
        ...create,
        ...Array.from({ length: 12 }, () => put({ source: random.pick(sources), detail: {} })),
      ],
    },
    {
      claim: {
        es: "Sin regla que cumpla no pasa nada, y se dice",
        en: "With no rule that matches nothing happens, and it says so",
      },
      look: told,
      script: [
        bus(),
        put({ source: sources[0] }),
        target("t1"),
        rule({ source: sources[1] }, ["t1"], "r"),
        put({ source: sources[0] }),
      ],
    },
    {
      claim: {
        es: "Una regla rechazada no cambia nada: la que tenía ese nombre sigue igual",
        en: "A rule that is refused changes nothing: the one of that name stays as it was",
      },
      look: told,
      script: [
        bus(),
        ...names.map((name) => target(name)),
        rule({ source: sources[0] }, ["t1"], "r"),
        { ...rule({ source: sources[1] }, names, "r") },
        { ...rule({}, ["t2"], "r") },
        put({ source: sources[0] }),
        put({ source: sources[1] }),
      ],
    },
    {
      claim: { es: "Cada bus tiene sus propias reglas", en: "Each bus has its own rules" },
      look: told,
      weight: 0.5,
      script: [
        bus(),
        target("t1"),
        rule({ source: sources[0] }, ["t1"], "r"),
        { make: "EventBridge", as: "second" },
        { on: "second", do: "putEvent", with: [{ source: sources[0] }] },
        put({ source: sources[0] }),
      ],
    },
  ];
});

const failures = modelCheck("x5.failures", MODEL, (random): ModelClaim[] => {
  const names = random.shuffle(["t1", "t2", "t3", "t4", "t5"]);
  const dead = Number.POSITIVE_INFINITY;
  const plan = random.shuffle([0, 1, 2, dead, dead]);
  return [
    {
      claim: {
        es: "Cinco targets, tres eventos, fallos en medio: cada entrega por su cuenta",
        en: "Five targets, three events, failures in between: each delivery on its own",
      },
      look: told,
      script: [
        bus(),
        ...names.map((name, i) => target(name, plan[i])),
        rule({ source: "shop" }, names, "all"),
        rule({ source: "shop" }, names.slice(0, 2), "two"),
        ...Array.from({ length: 3 }, () => put({ source: "shop" })),
      ],
    },
    {
      claim: {
        es: "Lo que devolvió otro target sigue su camino aunque uno falle",
        en: "What another target returned goes its way although one fails",
      },
      look: told,
      script: [
        bus(),
        target("bad", dead),
        target("good", 0, [{ source: "next" }]),
        target("end"),
        rule({ source: "shop" }, ["bad", "good", "bad"], "shop"),
        rule({ source: "next" }, ["bad", "end"], "next"),
        put({ source: "shop" }),
      ],
    },
  ];
});

/** Targets that answer as planned, and rules from step to step. */
function steps(random: Random): Step[] {
  const answers = [{ step: 1 }, { step: 2 }, { step: 3, late: true }];
  const many = (from: number) => Array.from({ length: 12 }, (_, i) => answers[(from + i) % answers.length]);
  return [
    target("t1", 0, many(0)),
    target("t2", 0, many(1)),
    target("t3"),
    rule({ step: 0 }, random.shuffle(["t1", "t2"]), "start"),
    rule({ step: [1, 2] }, ["t3", "t2"], "middle"),
    rule({ late: true }, ["t3"], "late"),
  ];
}

const workflow = modelCheck("x5.workflow", MODEL, (random): ModelClaim[] => {
  const endless = Array.from({ length: 60 }, () => ({ step: 0 }));
  return [
    {
      claim: {
        es: "Eventos que se abren en varios: primero todas las entregas de uno, después las del siguiente",
        en: "Events that branch: first all deliveries of one, then those of the next",
      },
      weight: 2,
      look: told,
      script: [bus(), ...steps(random), put({ step: 0 }), put({ step: 1 })],
    },
    {
      claim: { es: "Sin opciones, diez pasos", en: "Without options, ten steps" },
      look: told,
      script: [bus(), target("echo", 0, endless), rule({ step: 0 }, ["echo"], "echo"), put({ step: 0 })],
    },
    {
      claim: {
        es: "maxHops 0: nada de lo devuelto se entrega",
        en: "maxHops 0: nothing that is returned is delivered",
      },
      look: told,
      script: [bus(0), target("echo", 0, endless), rule({ step: 0 }, ["echo", "echo"], "echo"), put({ step: 0 })],
    },
    {
      claim: {
        es: "Los pasos se cuentan por cadena y desde cero en cada putEvent",
        en: "Steps are counted per chain, and from zero in each putEvent",
      },
      look: told,
      script: [
        bus(2),
        target("echo", 0, endless.slice(0, 20)),
        rule({ step: 0 }, ["echo", "echo"], "echo"),
        put({ step: 0 }),
        put({ step: 0 }),
      ],
    },
  ];
});

export const hiddenChecks: HiddenCheck[] = [pattern, rules, failures, workflow];
