/**
 * X5, the visible part: EventBridge and Target. Patterns that look inside, rules with several targets, deliveries that stand
 * on their own, and workflows of events that come to an end. hidden/x5.ts compares with a model, on the edges.
 */
import type { Random } from "../../sim/random";
import { type Claim, claimsCheck } from "./claims";
import { ear, type Row, ref, type Step } from "./script";
import { literal, pickWords } from "./support";
import type { Check, Finding, Student, Text } from "./types";

const NEEDS = ["EventBridge", "Target"];

type Data = Record<string, unknown>;

export const bus = (maxHops?: number): Step => ({
  make: "EventBridge",
  as: "bus",
  with: maxHops === undefined ? [] : [{ maxHops }],
});
/** A target; its name is also that of the ear. @param gives what its handle returns, call by call */
export const target = (name: string, fails = 0, gives: unknown[] = []): Step => ({
  make: "Target",
  as: name,
  with: [name, ear(name, fails, gives)],
});
/** @param as how later rows show the name that comes back: `<as>` */
export const rule = (pattern: Data, targets: string[], name?: string, as?: string): Step => ({
  on: "bus",
  do: "createRule",
  with: [pattern, targets.map(ref), ...(name === undefined ? [] : [name])],
  ...(as === undefined ? {} : { as }),
});
export const put = (event: Data): Step => ({ on: "bus", do: "putEvent", with: [event] });

/** Who was called, in order, as the targets heard it. */
const called = (rows: Row[]): string[] => rows.flatMap(({ heard }) => heard.map(({ by }) => by));
const report = (row: Row | undefined): Data =>
  typeof row?.gave === "object" && row.gave !== null ? (row.gave as Data) : {};
const puts = (rows: Row[]): Row[] => rows.filter(({ call }) => call.includes("putEvent"));
/** "rule: target" of each delivery in a list of a report. */
const pairs = (list: unknown): unknown =>
  Array.isArray(list) ? list.map((each) => `${each?.rule}: ${each?.target}`) : list;

const hints = {
  nested: {
    es: "Escribe una función recursiva matches(pattern, value): un objeto del patrón baja un nivel y pide todos sus campos; lo demás se compara.",
    en: "Write a recursive function matches(pattern, value): an object in the pattern goes one level down and asks for all its fields; the rest is compared.",
  },
  list: {
    es: "Una lista en el patrón son valores permitidos: basta uno. Una lista en el evento: basta que un elemento cumpla.",
    en: "A list in the pattern holds allowed values: one will do. A list in the event: one element that matches will do.",
  },
  all: {
    es: "Recorre todas las reglas, no sólo la primera que cumpla, y todos los targets de cada una.",
    en: "Go through all rules, not just the first that matches, and all targets of each one.",
  },
  rules: {
    es: "Guarda las reglas en un Map por nombre: poner otra vez un nombre reemplaza, y conserva su sitio.",
    en: "Keep the rules in a Map by name: setting a name again replaces, and keeps its place.",
  },
  refuse: {
    es: "Comprueba el patrón y el número de targets antes de guardar nada: throw new Error(...).",
    en: "See to the pattern and the number of targets before you store anything: throw new Error(...).",
  },
  catch: {
    es: "Un try/catch alrededor de cada notify: lo que falla se apunta en failed y el bucle sigue.",
    en: "One try/catch around each notify: what fails is noted in failed, and the loop goes on.",
  },
  copy: {
    es: "structuredClone(event) en cada entrega: { ...event } comparte lo que hay dentro de detail.",
    en: "structuredClone(event) in each delivery: { ...event } shares what is inside detail.",
  },
  queue: {
    es: "Una cola de { event, hops }: lo que devuelve un target entra detrás, con un paso más. Si pasa de maxHops, cuenta en dropped.",
    en: "A queue of { event, hops }: what a target returns goes to its end, one hop further. Beyond maxHops it counts in dropped.",
  },
} satisfies Record<string, Text>;

// ---- x5.pattern -------------------------------------------------------------------------------------------------

/** One pattern, several events: which of them reach the target. */
export function reach(pattern: Data, events: Data[]): { script: Step[]; which(rows: Row[]): number[] } {
  return {
    script: [bus(), target("target"), rule(pattern, ["target"]), ...events.map(put)],
    which: (rows) => puts(rows).flatMap(({ heard }, i) => (heard.length > 0 ? [i] : [])),
  };
}

const pattern: Check = claimsCheck(
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

// ---- x5.rules ---------------------------------------------------------------------------------------------------

const rules: Check = claimsCheck(
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

// ---- x5.failures ------------------------------------------------------------------------------------------------

/** What the targets of two rules got, and how long each one's list was once the first had changed its own. */
export async function copies(student: Student): Promise<{ targets: number; lists: unknown[] }> {
  const heard: Data[] = [];
  const make = (name: string) => student.construct("Target", name, (event: Data) => void heard.push(event));
  const targets = [await make("one"), await make("two"), await make("three")];
  const events = await student.construct("EventBridge");
  await events.call("createRule", { source: "shop" }, targets.slice(0, 2));
  await events.call("createRule", { source: ["shop"] }, targets.slice(2));
  await events.call("putEvent", { source: "shop", detail: { items: ["tea", "cup"] } });
  const lists: unknown[] = [];
  for (const [i, event] of heard.entries()) {
    const items = (event?.detail as Data | undefined)?.items;
    if (!Array.isArray(items)) continue;
    const list = student.remote(items);
    if (i === 0)
      await list.call("push", "stolen").catch(() => undefined); // a frozen list cannot be changed: as good
    else lists.push(await list.get("length"));
  }
  return { targets: heard.length, lists };
}

export const copiesFinding = ({ targets, lists }: { targets: number; lists: unknown[] }): Finding => ({
  claim: {
    es: "Cada target recibe su propia copia: lo que cambia uno, los demás no lo ven",
    en: "Each target gets a copy of its own: what one changes, the others do not see",
  },
  ok: targets === 3 && lists.length === 2 && lists.every((length) => length === 2),
  given: "putEvent({ source: 'shop', detail: { items: ['tea', 'cup'] } }); one: event.detail.items.push('stolen')",
  observed: { targets, itemsOfTheOthers: lists },
  expected: { targets: 3, itemsOfTheOthers: [2, 2] },
  hint: hints.copy,
});

const failing: Check = claimsCheck(
  {
    id: "x5.failures",
    item: "X5",
    points: 1,
    title: { es: "Cada entrega por su cuenta", en: "Each delivery on its own" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [app] = pickWords(random, 1) as [string];
    const [a, b, c] = random.shuffle(["mail", "stock", "ledger"]) as [string, string, string];
    const start: Step[] = [
      bus(),
      target(a, 1),
      target(b),
      target(c),
      rule({ source: app }, [a, b], "first"),
      rule({ source: app }, [c], "second"),
    ];
    return [
      {
        claim: {
          es: "Un target que lanza no detiene a los demás",
          en: "A target that throws does not stop the others",
        },
        hint: hints.catch,
        script: [...start, put({ source: app })],
        right: (rows) => ({
          observed: { threw: rows.at(-1)?.threw, called: called(rows) },
          expected: { threw: undefined, called: [a, b, c] },
        }),
      },
      {
        claim: {
          es: "La entrega que falló está en failed, con su error, y no en delivered",
          en: "The delivery that failed is in failed, with its error, and not in delivered",
        },
        hint: hints.catch,
        script: [...start, put({ source: app })],
        right: (rows) => {
          const { delivered, failed } = report(rows.at(-1));
          const error = Array.isArray(failed) ? String(failed[0]?.error).includes(`${a} does not answer`) : failed;
          return {
            observed: { delivered: pairs(delivered), failed: pairs(failed), error },
            expected: { delivered: [`first: ${b}`, `second: ${c}`], failed: [`first: ${a}`], error: true },
          };
        },
      },
    ];
  },
);

/** The claims by script, and the one about copies, which needs a hand on what the targets hold. */
const failures: Check = {
  ...failing,
  async scenario(student, p) {
    return { runs: await failing.scenario(student, p), copies: await copies(student) };
  },
  verdict: (p, o) => [...failing.verdict(p, o.runs), copiesFinding(o.copies)],
};

// ---- x5.workflow ------------------------------------------------------------------------------------------------

const workflow: Check = claimsCheck(
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

export const checks: Check[] = [pattern, rules, failures, workflow];
