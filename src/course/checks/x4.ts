/**
 * X4, the visible part: StateMachine with transitions, bounded attempts and back-off, catch routes, and executions that know
 * nothing of each other. hidden/x4.ts compares with a model, on the edges.
 */
import { type Claim, claimsCheck } from "./claims";
import { ear, type Row, ref, type Step, sleep } from "./script";
import { pickWords } from "./support";
import type { Check, Text } from "./types";

const NEEDS = ["StateMachine"];
const ALWAYS = Number.POSITIVE_INFINITY;

export interface Plan {
  /** Where it goes: the next state, null at the end. A list: one after the other, when it is visited again. */
  to: string | null | (string | null)[];
  /** Data that it gives, visit by visit. Default { by: its name }. */
  gives?: object[];
  /** So many of its first attempts fail. */
  fails?: number;
  retry?: { maxAttempts: number; intervalMs?: number; backoffRate?: number };
  catch?: string;
  later?: boolean;
  spoils?: string;
}

/** A machine of states that are heard; each ear is named after its state. */
export function machine(startAt: string, plans: Record<string, Plan>, as = "machine"): Step {
  const states = Object.entries(plans).map(([name, { to, gives, fails = 0, retry, catch: route, ...manner }]) => {
    const visits = Array.isArray(to) ? to : [to, to, to];
    const answers = visits.map((next, i) => [next, gives?.[i] ?? gives?.at(-1) ?? { by: name }]);
    const run = ear(name, fails, answers, manner);
    return [name, { run, ...(retry ? { retry } : {}), ...(route === undefined ? {} : { catch: route }) }];
  });
  return { make: "StateMachine", as, with: [Object.fromEntries(states), { startAt, sleep: sleep() }] };
}
export const execute = (data: unknown, as?: string): Step => ({
  on: "machine",
  do: "execute",
  with: [data],
  ...(as === undefined ? {} : { as }),
});

/** The execution that a call gave, with the fields that the statement names. */
export function executionIn(row: Row | undefined): Record<string, unknown> {
  if (row?.threw !== undefined) return { threw: row.threw };
  const { status, output, error, attempts, path } = (row?.gave ?? {}) as Record<string, unknown>;
  return { status, output, ...(error === undefined ? {} : { error }), attempts, path };
}
/** Who ran with which data, in order. */
export const ran = (row: Row | undefined): [string, unknown][] =>
  (row?.heard ?? []).filter(({ by }) => by !== "sleep").map(({ by, with: [data] }) => [by, data]);
export const waits = (row: Row | undefined): unknown[] =>
  (row?.heard ?? []).filter(({ by }) => by === "sleep").map(({ with: [ms] }) => ms);
const some = (row: Row | undefined, ...fields: string[]) =>
  Object.fromEntries(Object.entries(executionIn(row)).filter(([field]) => field === "threw" || fields.includes(field)));

const hints = {
  loop: {
    es: "let name = this.options.startAt; while (name !== null) { ... [name, data] = await state.run(...) }: la variable vive en execute.",
    en: "let name = this.options.startAt; while (name !== null) { ... [name, data] = await state.run(...) }: the variable lives in execute.",
  },
  promise: {
    es: "await state.run(...) sirve para los dos: con un valor no espera.",
    en: "await state.run(...) serves both: with a plain value there is nothing to wait for.",
  },
  bounded: {
    es: "for (let attempt = 1; ; attempt++) con try dentro: si falla y attempt === maxAttempts, se acabó.",
    en: "for (let attempt = 1; ; attempt++) with try inside: when it fails and attempt === maxAttempts, that was it.",
  },
  backoff: {
    es: "Tras el intento fallido n, si quedan más: await sleep(intervalMs * backoffRate ** (n - 1)). Después del último no se espera.",
    en: "After failed attempt n, if there are more: await sleep(intervalMs * backoffRate ** (n - 1)). After the last there is no wait.",
  },
  copy: {
    es: "Cada intento recibe structuredClone(data): { ...data } no copia lo que hay dentro.",
    en: "Each attempt gets structuredClone(data): { ...data } does not copy what is inside.",
  },
  route: {
    es: "Agotados los intentos: name = state.catch; data = { ...data, error: error.message }, con los datos de antes del estado.",
    en: "When the attempts are used up: name = state.catch; data = { ...data, error: error.message }, with the data of before the state.",
  },
  failed: {
    es: "Sin catch, execute no lanza: devuelve { status: 'FAILED', output: data, error, attempts, path }.",
    en: "Without catch, execute does not throw: it returns { status: 'FAILED', output: data, error, attempts, path }.",
  },
  unknown: {
    es: "Antes de ejecutar un estado, mira si existe: Object.hasOwn(states, name).",
    en: "Before you run a state, see whether it exists: Object.hasOwn(states, name).",
  },
  own: {
    es: "attempts y path se crean dentro de execute, no en el constructor.",
    en: "attempts and path are made inside execute, not in the constructor.",
  },
} satisfies Record<string, Text>;

/** Different names for states, not in the order of the alphabet. */
export const stateNames = (random: Parameters<typeof pickWords>[0], count: number) =>
  pickWords(random, count) as [string, string, string, ...string[]];

// ---- x4.flow ----------------------------------------------------------------------------------------------------

const flow: Check = claimsCheck(
  {
    id: "x4.flow",
    item: "X4",
    points: 1,
    title: { es: "Estados y transiciones", en: "States and transitions" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [a, b, c] = stateNames(random, 3);
    const [n, m] = [random.integer(2, 99), random.integer(100, 199)];
    const plans = { [c]: { to: null }, [a]: { to: b, gives: [{ value: n }] }, [b]: { to: c, gives: [{ value: m }] } };
    return [
      {
        claim: {
          es: "Desde startAt, cada estado recibe los datos del anterior, hasta null",
          en: "From startAt on each state gets the data of the one before, until null",
        },
        hint: hints.loop,
        weight: 2,
        script: [machine(a, plans), execute({ value: 1 })],
        right: (rows) => ({
          observed: { ran: ran(rows[1]), ...some(rows[1], "output") },
          expected: {
            ran: [
              [a, { value: 1 }],
              [b, { value: n }],
              [c, { value: m }],
            ],
            output: { by: c },
          },
        }),
      },
      {
        claim: {
          es: "La ejecución dice SUCCEEDED, los intentos por estado y el camino",
          en: "The execution says SUCCEEDED, the attempts by state and the path",
        },
        hint: hints.own,
        script: [machine(a, plans), execute({ value: 1 })],
        right: (rows) => ({
          observed: executionIn(rows[1]),
          expected: { status: "SUCCEEDED", output: { by: c }, attempts: { [a]: 1, [b]: 1, [c]: 1 }, path: [a, b, c] },
        }),
      },
      {
        claim: {
          es: "Empieza en startAt, aunque otro estado vaya primero en el objeto",
          en: "It starts at startAt, even when another state comes first in the object",
        },
        hint: hints.loop,
        script: [machine(a, { "1": { to: null }, [a]: { to: "1" } }), execute({})],
        right: (rows) => ({ observed: ran(rows[1]).map(([by]) => by), expected: [a, "1"] }),
      },
      {
        claim: { es: "Un estado puede contestar con una promesa", en: "A state may answer with a promise" },
        hint: hints.promise,
        script: [machine(a, { [a]: { to: b, later: true }, [b]: { to: null } }), execute({})],
        right: (rows) => ({
          observed: some(rows[1], "status", "path"),
          expected: { status: "SUCCEEDED", path: [a, b] },
        }),
      },
    ];
  },
);

// ---- x4.retry ---------------------------------------------------------------------------------------------------

const retry: Check = claimsCheck(
  {
    id: "x4.retry",
    item: "X4",
    points: 1.5,
    title: { es: "Reintentos con límite y espera", en: "Retries with a limit and a wait" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [a, b] = stateNames(random, 2);
    const maxAttempts = random.integer(3, 5);
    const [intervalMs, backoffRate] = [random.pick([200, 500, 1500]), random.pick([1.5, 3])];
    const limited = { maxAttempts, intervalMs, backoffRate };
    return [
      {
        claim: {
          es: "Lo que falla se intenta otra vez, hasta que sale",
          en: "What fails is tried again until it works",
        },
        hint: hints.bounded,
        script: [
          machine(a, { [a]: { to: b, fails: maxAttempts - 1, retry: limited }, [b]: { to: null } }),
          execute({ value: 1 }),
        ],
        right: (rows) => ({
          observed: some(rows[1], "status", "attempts"),
          expected: { status: "SUCCEEDED", attempts: { [a]: maxAttempts, [b]: 1 } },
        }),
      },
      {
        claim: {
          es: "Exactamente maxAttempts intentos, y sin retry uno solo",
          en: "Exactly maxAttempts attempts, and without retry just one",
        },
        hint: hints.bounded,
        weight: 2,
        script: [
          machine(a, { [a]: { to: b, fails: ALWAYS, retry: limited, catch: b }, [b]: { to: null, fails: ALWAYS } }),
          execute({ value: 1 }),
        ],
        right: (rows) => ({
          observed: {
            [a]: ran(rows[1]).filter(([by]) => by === a).length,
            [b]: ran(rows[1]).filter(([by]) => by === b).length,
          },
          expected: { [a]: maxAttempts, [b]: 1 },
        }),
      },
      {
        claim: {
          es: "Entre intentos espera intervalMs, y cada vez backoffRate veces más",
          en: "Between attempts it waits intervalMs, and each time backoffRate times longer",
        },
        hint: hints.backoff,
        script: [machine(a, { [a]: { to: null, fails: ALWAYS, retry: limited } }), execute({})],
        right: (rows) => ({
          observed: waits(rows[1]),
          expected: Array.from({ length: maxAttempts - 1 }, (_, i) => intervalMs * backoffRate ** i),
        }),
      },
      {
        claim: {
          es: "Un reintento recibe los datos intactos, no los que el intento fallido dejó a medias",
          en: "A retry gets the data intact, not what the failed attempt left half done",
        },
        hint: hints.copy,
        script: [
          machine(a, { [a]: { to: null, fails: 2, retry: { maxAttempts: 3 }, spoils: "items" } }),
          execute({ items: ["one"] }),
        ],
        right: (rows) => ({
          observed: ran(rows[1]).map(([, data]) => data),
          expected: [{ items: ["one"] }, { items: ["one"] }, { items: ["one"] }],
        }),
      },
    ];
  },
);

// ---- x4.catch ---------------------------------------------------------------------------------------------------

const caught: Check = claimsCheck(
  {
    id: "x4.catch",
    item: "X4",
    points: 1.5,
    title: { es: "Errores: la ruta de catch y el final FAILED", en: "Errors: the catch route and the end FAILED" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [a, b, c, nowhere] = stateNames(random, 4) as [string, string, string, string];
    const value = random.integer(2, 99);
    return [
      {
        claim: {
          es: "Agotados los intentos sigue por catch, con los datos de antes y el error",
          en: "When the attempts are used up it goes on at catch, with the data of before and the error",
        },
        hint: hints.route,
        weight: 2,
        script: [
          machine(a, {
            [a]: { to: b, gives: [{ value }] },
            [b]: { to: null, fails: ALWAYS, retry: { maxAttempts: 2 }, catch: c },
            [c]: { to: null },
          }),
          execute({ value: 1 }),
        ],
        right: (rows) => ({
          observed: { [c]: ran(rows[1]).find(([by]) => by === c)?.[1], ...some(rows[1], "status", "path") },
          expected: { [c]: { value, error: `${b} does not answer` }, status: "SUCCEEDED", path: [a, b, c] },
        }),
      },
      {
        claim: {
          es: "Sin catch la ejecución acaba en FAILED, con el error y los datos de antes",
          en: "Without catch the execution ends FAILED, with the error and the data of before",
        },
        hint: hints.failed,
        script: [
          machine(a, { [a]: { to: b, gives: [{ value }] }, [b]: { to: c, fails: ALWAYS }, [c]: { to: null } }),
          execute({ value: 1 }),
        ],
        right: (rows) => ({
          observed: { ran: ran(rows[1]).map(([by]) => by), ...some(rows[1], "status", "output", "error") },
          expected: { ran: [a, b], status: "FAILED", output: { value }, error: `${b} does not answer` },
        }),
      },
      {
        claim: {
          es: "Un estado que no existe: FAILED, y el error lo nombra",
          en: "A state that does not exist: FAILED, and the error names it",
        },
        hint: hints.unknown,
        script: [machine(a, { [a]: { to: nowhere } }), execute({ value: 1 })],
        right: (rows) => {
          const { error, ...rest } = some(rows[1], "status", "error") as { error?: unknown };
          return {
            observed: { ...rest, error: String(error).includes(nowhere) ? nowhere : error },
            expected: { status: "FAILED", error: nowhere },
          };
        },
      },
    ];
  },
);

// ---- x4.reuse ---------------------------------------------------------------------------------------------------

const reuse: Check = claimsCheck(
  {
    id: "x4.reuse",
    item: "X4",
    points: 1,
    title: { es: "La misma máquina, otra ejecución", en: "The same machine, another execution" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [a, b] = stateNames(random, 2);
    const [first, second] = [random.integer(2, 99), random.integer(100, 199)];
    return [
      {
        claim: {
          es: "Una segunda ejecución empieza de cero, con sus propios datos",
          en: "A second execution starts from scratch, with data of its own",
        },
        hint: hints.own,
        script: [
          machine(a, { [a]: { to: b }, [b]: { to: null } }),
          execute({ value: first }),
          execute({ value: second }),
        ],
        right: (rows) => ({
          observed: { started: ran(rows[2])[0], ...some(rows[2], "attempts", "path") },
          expected: { started: [a, { value: second }], attempts: { [a]: 1, [b]: 1 }, path: [a, b] },
        }),
      },
      {
        claim: {
          es: "También después de una que acabó en FAILED, con sus reintentos",
          en: "After one that ended FAILED, too, and with all its retries",
        },
        hint: hints.own,
        script: [
          machine(a, { [a]: { to: null, fails: 3, retry: { maxAttempts: 2 } } }),
          execute({ value: first }),
          execute({ value: second }),
        ],
        right: (rows) => ({
          observed: rows.slice(1).map((row) => some(row, "status", "attempts")),
          expected: [
            { status: "FAILED", attempts: { [a]: 2 } },
            { status: "SUCCEEDED", attempts: { [a]: 2 } },
          ],
        }),
      },
      {
        // the first execution serves as the caller's object of the second: it is the student's own, so it can be looked at
        claim: {
          es: "El objeto de quien llama queda como estaba, pase lo que pase en los estados",
          en: "The caller's object stays as it was, whatever happens in the states",
        },
        hint: hints.copy,
        script: [
          machine(b, { [b]: { to: null } }),
          execute({ value: first }, "order"),
          machine(a, { [a]: { to: null, fails: 1, catch: b, spoils: "path" }, [b]: { to: null } }),
          execute(ref("order")),
          { on: "order", see: "path" },
          { on: "order", see: "error" },
        ],
        right: (rows) => ({
          observed: { order: { path: rows[4]?.gave, error: rows[5]?.gave }, ...some(rows[3], "path") },
          expected: { order: { path: [b], error: undefined }, path: [a, b] },
        }),
      },
    ];
  },
);

export const checks: Check[] = [flow, retry, caught, reuse];
