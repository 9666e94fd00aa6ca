/**
 * X6, the visible part: NotificationSystem with topics, priorities, a counter of attempts and a limit, and three classes of
 * endpoint whose failures come in from outside. hidden/x6.ts compares with a model, on the edges.
 */
import type { Random } from "../../sim/random";
import { type Claim, claimsCheck } from "./claims";
import { ear, type Row, ref, type Step } from "./script";
import { pickWords } from "./support";
import type { Check, Text } from "./types";

const NEEDS = ["NotificationSystem", "EmailEndpoint", "SMSEndpoint", "WebhookEndpoint"];
const CLASSES = { email: "EmailEndpoint", sms: "SMSEndpoint", webhook: "WebhookEndpoint" } as const;
export type Kind = keyof typeof CLASSES;
export const KINDS = Object.keys(CLASSES) as Kind[];

const ALWAYS = Array.from({ length: 40 }, () => true);

/** An endpoint whose first attempts fail as planned; Infinity: it is dead. Its name is also that of the ear. */
export function endpoint(name: string, kind: Kind, failures = 0): Step {
  const plan =
    failures === Number.POSITIVE_INFINITY
      ? ALWAYS
      : [...ALWAYS.slice(0, failures), ...Array.from({ length: 40 }, () => false)];
  return { make: CLASSES[kind], as: name, with: [name, ear(name, 0, plan)] };
}
export const system = (maxAttempts?: number): Step => ({
  make: "NotificationSystem",
  as: "system",
  with: maxAttempts === undefined ? [] : [{ maxAttempts }],
});
const act = (method: string, as: string | undefined, ...args: unknown[]): Step => ({
  on: "system",
  do: method,
  with: args,
  ...(as === undefined ? {} : { as }),
});
export const topic = (name: string): Step => act("createTopic", undefined, name);
export const subscribe = (name: string, who: string): Step => act("subscribe", undefined, name, ref(who));
export const publish = (as: string, name: string, message: string, ...priority: number[]): Step =>
  act("publish", as, name, message, ...priority);
export const next = (times = 1): Step[] => Array.from({ length: times }, () => act("deliverNext", undefined));
export const run = act("run", undefined);
export const see = (property: "pending" | "failed"): Step => ({ on: "system", see: property });

/** Who was tried, attempt by attempt, as the endpoints themselves heard it. */
const tried = (rows: Row[]): string[] => rows.flatMap(({ heard }) => heard.map(({ by }) => by));
const last = (rows: Row[]): unknown => rows.at(-1)?.gave;
const attempts = (rows: Row[]): unknown[] =>
  rows
    .filter(({ call }) => call.includes("deliverNext"))
    .map(({ gave, threw }) => {
      if (threw !== undefined) return `threw ${threw}`;
      const { id, endpoint: to, attempt, ok } = (gave ?? {}) as Record<string, unknown>;
      return gave === null ? null : { id, endpoint: to, attempt, ok };
    });

const hints = {
  topics: {
    es: "Guarda los temas en un Map y los suscriptores de cada uno en un Set: crear otra vez o suscribir dos veces no cambia nada.",
    en: "Keep the topics in a Map and each one's subscribers in a Set: creating again or subscribing twice changes nothing.",
  },
  exists: {
    es: 'Antes de usar un tema, comprueba que existe: si no, throw new Error("Topic does not exist").',
    en: 'Before you use a topic, see that it exists: if not, throw new Error("Topic does not exist").',
  },
  jobs: {
    es: "publish no envía: pone en la cola una entrega por cada suscriptor de ese momento.",
    en: "publish sends nothing: it queues one delivery for each subscriber of that moment.",
  },
  number: {
    es: "Menor número, más urgente; compara números, no textos, y desempata por turno de llegada.",
    en: "Lower number, more urgent; compare numbers, not text, and break ties by arrival turn.",
  },
  retry: {
    es: "Cada entrega lleva su contador. Si falla y le quedan intentos, vuelve a la cola con su prioridad y un turno nuevo.",
    en: "Each delivery has its own counter. When it fails and has attempts left, it goes back with its priority and a new turn.",
  },
  limit: {
    es: "maxAttempts cuenta todos los intentos, el primero también. Después, a failed con el mensaje del último error.",
    en: "maxAttempts counts all attempts, the first one too. After that, into failed with the last error's message.",
  },
  text: {
    es: "El texto lleva el tipo, el nombre y el mensaje; cuando fails() dice true, notify lanza un Error.",
    en: "The text carries the type, the name and the message; when fails() says true, notify throws an Error.",
  },
} satisfies Record<string, Text>;

// ---- x6.topics --------------------------------------------------------------------------------------------------

const topics: Check = claimsCheck(
  {
    id: "x6.topics",
    item: "X6",
    points: 1,
    title: { es: "Temas y suscripciones", en: "Topics and subscriptions" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [news, alarms, text] = pickWords(random, 3) as [string, string, string];
    const people = [endpoint("ana", "email"), endpoint("bo", "sms"), endpoint("hook", "webhook")];
    const start = [system(), topic(news), topic(alarms), ...people];
    return [
      {
        claim: {
          es: "Cada suscriptor recibe el mensaje una vez, y nadie más",
          en: "Each subscriber gets the message once, and nobody else",
        },
        hint: hints.jobs,
        weight: 2,
        script: [
          ...start,
          subscribe(news, "ana"),
          subscribe(news, "bo"),
          subscribe(alarms, "hook"),
          publish("m1", news, text),
          run,
        ],
        right: (rows) => ({ observed: tried(rows).sort(), expected: ["ana", "bo"] }),
      },
      {
        claim: {
          es: "publish encola: nada se envía hasta entregar",
          en: "publish queues: nothing is sent until it is delivered",
        },
        hint: hints.jobs,
        script: [...start, subscribe(news, "ana"), subscribe(news, "bo"), publish("m1", news, text), see("pending")],
        right: (rows) => ({ observed: { pending: last(rows), sent: tried(rows) }, expected: { pending: 2, sent: [] } }),
      },
      {
        claim: {
          es: "Suscribir dos veces o crear de nuevo el tema no duplica ni borra",
          en: "Subscribing twice or creating the topic again neither doubles nor erases",
        },
        hint: hints.topics,
        script: [...start, subscribe(news, "ana"), subscribe(news, "ana"), topic(news), publish("m1", news, text), run],
        right: (rows) => ({ observed: tried(rows), expected: ["ana"] }),
      },
      {
        claim: { es: "Un tema que no existe lanza el error", en: "A topic that does not exist throws the error" },
        hint: hints.exists,
        script: [system(), endpoint("ana", "email"), subscribe(news, "ana"), publish("m1", "toString", text)],
        right: (rows) => ({
          observed: rows.slice(-2).map(({ threw }) => threw ?? "no error"),
          expected: ["Error: Topic does not exist", "Error: Topic does not exist"],
        }),
      },
    ];
  },
);

// ---- x6.priority ------------------------------------------------------------------------------------------------

const priority: Check = claimsCheck(
  {
    id: "x6.priority",
    item: "X6",
    points: 1.5,
    title: { es: "Los urgentes primero", en: "The urgent ones first" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const words = pickWords(random, 8);
    const levels = random.shuffle([10, 9, 2, 0]);
    const start = [system(), topic("news"), endpoint("ana", "email"), subscribe("news", "ana")];
    const sends = levels.map((level, i) => publish(`m${i}`, "news", words[i]!, level));
    const order = levels.map((level, i) => ({ level, i })).sort((a, b) => a.level - b.level);
    const equals = words.slice(4).map((word, i) => publish(`e${i}`, "news", word));
    const ids = (rows: Row[]) => attempts(rows).map((attempt) => (attempt as { id?: unknown } | null)?.id ?? null);
    return [
      {
        claim: { es: "Sale antes el de menor número", en: "The lower number goes first" },
        hint: hints.number,
        weight: 2,
        script: [...start, ...sends, ...next(5)],
        right: (rows) => ({ observed: ids(rows), expected: [...order.map(({ i }) => `<m${i}>`), null] }),
      },
      {
        claim: {
          es: "Entre iguales, por orden de llegada; sin prioridad es 0",
          en: "Among equals by arrival; no priority means 0",
        },
        hint: hints.number,
        script: [...start, publish("late", "news", "z", 1), ...equals, publish("zero", "news", "a", 0), ...next(6)],
        right: (rows) => ({ observed: ids(rows), expected: ["<e0>", "<e1>", "<e2>", "<e3>", "<zero>", "<late>"] }),
      },
      {
        claim: {
          es: "deliverNext dice qué hizo, y null cuando no queda nada",
          en: "deliverNext tells what it did, and null when nothing is left",
        },
        hint: hints.jobs,
        script: [...start, publish("m1", "news", words[0]!), ...next(2), see("pending")],
        right: (rows) => ({
          observed: { attempts: attempts(rows), pending: last(rows) },
          expected: { attempts: [{ id: "<m1>", endpoint: "ana", attempt: 1, ok: true }, null], pending: 0 },
        }),
      },
    ];
  },
);

// ---- x6.retry ---------------------------------------------------------------------------------------------------

const retry: Check = claimsCheck(
  {
    id: "x6.retry",
    item: "X6",
    points: 1.5,
    title: { es: "Reintentos con límite", en: "Retries with a limit" },
    needs: NEEDS,
  },
  (random: Random): Claim[] => {
    const limit = random.integer(2, 5);
    const [text, other] = pickWords(random, 2) as [string, string];
    const dead = Number.POSITIVE_INFINITY;
    const two = (failures: number): Step[] => [
      system(limit),
      topic("news"),
      endpoint("ana", "email", failures),
      endpoint("bo", "sms"),
      subscribe("news", "ana"),
      subscribe("news", "bo"),
    ];
    const count = (rows: Row[]) => ({
      ana: tried(rows).filter((by) => by === "ana").length,
      bo: tried(rows).filter((by) => by === "bo").length,
    });
    return [
      {
        claim: {
          es: "Sólo se reintenta donde falló, hasta que entra",
          en: "Only where it failed it is tried again, until it gets through",
        },
        hint: hints.retry,
        script: [...two(limit - 1), publish("m1", "news", text), run, see("failed")],
        right: (rows) => ({
          observed: { ...count(rows), failed: last(rows) },
          expected: { ana: limit, bo: 1, failed: [] },
        }),
      },
      {
        claim: {
          es: "Exactamente maxAttempts intentos; después, a failed",
          en: "Exactly maxAttempts attempts; then into failed",
        },
        hint: hints.limit,
        weight: 2,
        script: [...two(dead), publish("m1", "news", text), run, see("pending"), see("failed")],
        right: (rows) => {
          const given = (last(rows) as { id?: unknown; endpoint?: unknown; attempts?: unknown }[] | undefined) ?? [];
          const failed = given.map(({ id, endpoint: to, attempts: n }) => ({ id, endpoint: to, attempts: n }));
          return {
            observed: { ...count(rows), pending: rows.at(-2)?.gave, failed },
            expected: { ana: limit, bo: 1, pending: 0, failed: [{ id: "<m1>", endpoint: "ana", attempts: limit }] },
          };
        },
      },
      {
        claim: {
          es: "Un destino caído no detiene a los demás: el que falla vuelve detrás de sus iguales",
          en: "A dead endpoint holds nobody up: what fails goes back behind its equals",
        },
        hint: hints.retry,
        script: [...two(dead), publish("m1", "news", text), publish("m2", "news", other), ...next(4)],
        right: (rows) => ({ observed: tried(rows), expected: ["ana", "bo", "ana", "bo"] }),
      },
      {
        claim: { es: "El que falla conserva su prioridad", en: "What fails keeps its priority" },
        hint: hints.retry,
        script: [...two(1), publish("low", "news", text, 7), ...next(1), publish("mid", "news", other, 8), ...next(2)],
        right: (rows) => ({
          observed: attempts(rows).map((attempt) => (attempt as { id?: unknown } | null)?.id ?? null),
          expected: ["<low>", "<low>", "<low>"],
        }),
      },
    ];
  },
);

// ---- x6.endpoints -----------------------------------------------------------------------------------------------

const endpoints: Check = claimsCheck(
  {
    id: "x6.endpoints",
    item: "X6",
    points: 1,
    title: { es: "Tres clases de destino que pueden fallar", en: "Three classes of endpoint that may fail" },
    needs: NEEDS,
  },
  (random): Claim[] =>
    KINDS.map((kind): Claim => {
      const [name, text] = pickWords(random, 2) as [string, string];
      const notify: Step = { on: name, do: "notify", with: [text] };
      return {
        claim: {
          es: `${CLASSES[kind]} envía un texto con tipo, nombre y mensaje, y falla cuando fails() lo dice`,
          en: `${CLASSES[kind]} sends a text with type, name and message, and fails when fails() says so`,
        },
        hint: hints.text,
        script: [endpoint(name, kind, 1), notify, notify, { on: name, see: "type" }, { on: name, see: "name" }],
        right: (rows) => {
          const sent = String(rows[2]?.gave ?? "");
          return {
            observed: {
              first: rows[1]?.threw === undefined ? "no error" : "error",
              missing: [kind, name, text].filter((part) => !sent.toLowerCase().includes(part.toLowerCase())),
              asked: rows.slice(1, 3).map(({ heard }) => heard.length),
              type: rows[3]?.gave,
              name: rows[4]?.gave,
            },
            expected: { first: "error", missing: [], asked: [1, 1], type: kind, name },
          };
        },
      };
    }),
);

export const checks: Check[] = [topics, priority, retry, endpoints];
