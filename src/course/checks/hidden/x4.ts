/** X4, the hidden part: the edges, compared call by call with a plain model of the statement. */
import type { Random } from "../../../sim/random";
import { type ModelClaim, modelCheck } from "../claims";
import type { Row } from "../script";
import type { HiddenCheck } from "../types";
import { execute, executionIn, machine, type Plan, ran, stateNames, waits } from "../x4";

// ---- the model --------------------------------------------------------------------------------------------------

interface ModelState {
  run(data: object): unknown;
  retry?: { maxAttempts: number; intervalMs?: number; backoffRate?: number };
  catch?: string;
}

class StateMachine {
  constructor(
    readonly states: Record<string, ModelState>,
    readonly options: { startAt: string; sleep(ms: number): Promise<void> },
  ) {}

  async execute(input: object): Promise<object> {
    const attempts: Record<string, number> = {};
    const path: string[] = [];
    let data = structuredClone(input);
    const failed = (error: string) => ({ status: "FAILED", output: data, error, attempts, path });
    for (let name: string | null = this.options.startAt; name !== null; ) {
      if (!Object.hasOwn(this.states, name)) return failed(`no state ${JSON.stringify(name)}`);
      const state: ModelState = this.states[name]!;
      const { maxAttempts, intervalMs = 1_000, backoffRate = 2 } = state.retry ?? { maxAttempts: 1 };
      const current: string = name;
      path.push(current);
      for (let attempt = 1; ; attempt++) {
        attempts[current] = (attempts[current] ?? 0) + 1;
        try {
          [name, data] = (await state.run(structuredClone(data))) as [string | null, object];
          break;
        } catch (error) {
          const { message } = error as Error;
          if (attempt < maxAttempts) await this.options.sleep(intervalMs * backoffRate ** (attempt - 1));
          else if (state.catch === undefined) return failed(message);
          else {
            data = { ...data, error: message };
            name = state.catch;
            break;
          }
        }
      }
    }
    return { status: "SUCCEEDED", output: data, attempts, path };
  }
}

const MODEL = { StateMachine };

// ---- the claims -------------------------------------------------------------------------------------------------

/** Without the words of the error that names an unknown state, which are the student's own. */
const look =
  (unknown?: string) =>
  (row: Row): unknown => {
    const { error, ...rest } = executionIn(row);
    const said = unknown !== undefined && String(error).includes(unknown) ? { names: unknown } : error;
    return { ...rest, ...(error === undefined ? {} : { error: said }), ran: ran(row), waits: waits(row) };
  };

/** States in a row, each on to one of the next; some fail a few times, some for good; some have a route for it. */
function someStates(random: Random, names: readonly string[]): Record<string, Plan> {
  const ahead = (i: number) => random.pick([...names.slice(i + 1), ...(i > names.length - 3 ? [null] : [])]);
  return Object.fromEntries(
    names.map((name, i): [string, Plan] => {
      const isLast = i === names.length - 1;
      const next = isLast ? null : ahead(i);
      const maxAttempts = random.integer(1, 3);
      const fails = isLast ? 0 : random.pick([0, 0, 1, 2, Number.POSITIVE_INFINITY]);
      const route = isLast ? null : ahead(i);
      return [
        name,
        {
          to: next,
          gives: [{ value: random.integer(1, 99), items: [name] }],
          fails,
          ...(random.bernoulli(0.8) ? { retry: { maxAttempts, intervalMs: random.integer(1, 9) * 100 } } : {}),
          ...(route !== null && random.bernoulli(0.7) ? { catch: route } : {}),
          ...(random.bernoulli(0.4) ? { later: true } : {}),
          ...(random.bernoulli(0.4) ? { spoils: "items" } : {}),
        },
      ];
    }),
  );
}

const flow = modelCheck("x4.flow", MODEL, (random): ModelClaim[] => {
  const [a, b] = stateNames(random, 2);
  return [
    {
      claim: {
        es: "Un estado se puede visitar dos veces: los intentos se suman, el camino lo repite",
        en: "A state may be visited twice: its attempts add up, the path repeats it",
      },
      look: look(),
      script: [
        machine(a, { [a]: { to: [b, null], gives: [{ n: 1 }, { n: 2 }] }, [b]: { to: a, gives: [{ n: 3 }] } }),
        execute({ n: 0 }),
      ],
    },
    {
      claim: { es: "Nombres raros son estados como los demás", en: "Strange names are states like any other" },
      look: (row) => [executionIn(row).status, executionIn(row).path],
      script: [
        machine("", { "": { to: "constructor" }, constructor: { to: "toString" }, toString: { to: null } }),
        execute({}),
      ],
    },
    {
      claim: { es: "Un solo estado", en: "One state alone" },
      look: look(),
      script: [machine(a, { [a]: { to: null, later: true } }), execute({ deep: { list: [1, { two: 2 }] } })],
    },
  ];
});

const retry = modelCheck("x4.retry", MODEL, (random): ModelClaim[] => {
  const [a, b] = stateNames(random, 2);
  const never = Number.POSITIVE_INFINITY;
  return [
    {
      claim: {
        es: "Sin intervalMs ni backoffRate: 1000, 2000, 4000 ms",
        en: "Without intervalMs and backoffRate: 1000, 2000, 4000 ms",
      },
      look: look(),
      script: [machine(a, { [a]: { to: null, fails: never, retry: { maxAttempts: 4 } } }), execute({})],
    },
    {
      claim: { es: "backoffRate 1 e intervalMs 0 valen", en: "backoffRate 1 and intervalMs 0 hold" },
      look: look(),
      script: [
        machine(a, {
          [a]: { to: b, fails: 2, retry: { maxAttempts: 3, intervalMs: 300, backoffRate: 1 } },
          [b]: { to: null, fails: 2, retry: { maxAttempts: 3, intervalMs: 0 } },
        }),
        execute({}),
      ],
    },
    {
      claim: {
        es: "El límite vale por visita: volver a un estado da intentos nuevos",
        en: "The limit holds for a visit: coming back to a state gives new attempts",
      },
      look: look(),
      script: [
        machine(a, {
          [a]: { to: null, fails: 3, retry: { maxAttempts: 2, intervalMs: 10 }, catch: b },
          [b]: { to: a },
        }),
        execute({ value: 1 }),
      ],
    },
    {
      claim: {
        es: "Una promesa que falla es un intento fallido, con sus datos intactos",
        en: "A promise that fails is a failed attempt, and the data stay intact",
      },
      look: look(),
      script: [
        machine(a, {
          [a]: { to: b, gives: [{ items: ["x"] }] },
          [b]: { to: null, later: true, fails: 1, retry: { maxAttempts: 2 }, spoils: "items" },
        }),
        execute({}),
      ],
    },
  ];
});

const caught = modelCheck("x4.catch", MODEL, (random): ModelClaim[] => {
  const names = stateNames(random, 6);
  const [a, b] = names;
  return [
    ...["toString", "__proto__"].map(
      (strange): ModelClaim => ({
        claim: {
          es: `"${strange}" tampoco existe si nadie lo definió`,
          en: `"${strange}" does not exist either when nobody defined it`,
        },
        look: look(strange),
        script: [machine(a, { [a]: { to: strange } }), execute({ value: 1 })],
      }),
    ),
    {
      claim: {
        es: "startAt o catch que no existen: FAILED, con los datos de ese momento",
        en: "A startAt or catch that does not exist: FAILED, with the data of that moment",
      },
      look: look("nowhere"),
      script: [
        machine("nowhere", { [a]: { to: null } }),
        execute({ value: 1 }),
        machine(a, { [a]: { to: null, fails: 1, catch: "nowhere" } }),
        execute({ value: 2 }),
      ],
    },
    {
      claim: {
        es: "La ruta de catch puede fallar y tener la suya; el error es el último",
        en: "A catch route may fail and have one of its own; the error is the last one",
      },
      look: look(),
      script: [
        machine(a, {
          [a]: { to: null, fails: 1, catch: b },
          [b]: { to: null, fails: 1, catch: names[2] },
          [names[2]]: { to: null, fails: 1 },
        }),
        execute({ value: 1 }),
      ],
    },
    {
      claim: { es: "Seis estados al azar, paso por paso", en: "Six random states, step by step" },
      weight: 2,
      look: look(),
      script: [machine(a, someStates(random, names)), execute({ value: 1, items: ["start"] })],
    },
  ];
});

const reuse = modelCheck("x4.reuse", MODEL, (random): ModelClaim[] => {
  const names = stateNames(random, 4);
  const [a, b] = names;
  return [
    {
      claim: { es: "Cuatro ejecuciones de la misma máquina", en: "Four executions of one machine" },
      look: look(),
      script: [
        machine(a, someStates(random, names)),
        ...[1, 2, 3].map((value) => execute({ value, items: ["start"] })),
      ],
    },
    {
      claim: {
        es: "Lo que una ejecución entregó no cambia con la siguiente",
        en: "What an execution gave does not change with the next one",
      },
      look: ({ gave }) => gave,
      script: [
        machine(a, { [a]: { to: b }, [b]: { to: null } }),
        execute({ value: 1 }, "first"),
        execute({ value: 2 }, "second"),
        { on: "first", see: "path" },
        { on: "first", see: "attempts" },
      ],
    },
  ];
});

export const hiddenChecks: HiddenCheck[] = [flow, retry, caught, reuse];
