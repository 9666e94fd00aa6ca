/** X6, the hidden part: the edges, compared call by call with a plain model of the statement. */
import type { Random } from "../../../sim/random";
import { type ModelClaim, modelCheck } from "../claims";
import type { Step } from "../script";
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";
import { endpoint, KINDS, next, publish, run, see, subscribe, system, topic } from "../x6";

// ---- the model --------------------------------------------------------------------------------------------------

function endpointClass(type: string) {
  return class {
    readonly type = type;
    constructor(
      readonly name: string,
      readonly fails: () => boolean = () => false,
    ) {}
    notify(message: string): string {
      if (this.fails()) throw new Error(`${this.name} does not answer`);
      return `${type} ${this.name}: ${message}`;
    }
  };
}

type Endpoint = { name: string; type: string; notify(message: string): string };
type Delivery = { id: string; message: string; priority: number; turn: number; to: Endpoint; attempts: number };

class NotificationSystem {
  readonly #topics = new Map<string, Set<Endpoint>>();
  readonly #queue: Delivery[] = [];
  readonly failed: object[] = [];
  #messages = 0;
  #turns = 0;
  readonly #limit: number;
  constructor({ maxAttempts = 3 }: { maxAttempts?: number } = {}) {
    this.#limit = maxAttempts;
  }
  #of(name: string): Set<Endpoint> {
    const found = this.#topics.get(name);
    if (!found) throw new Error("Topic does not exist");
    return found;
  }
  createTopic(name: string): string {
    if (!this.#topics.has(name)) this.#topics.set(name, new Set());
    return name;
  }
  subscribe(name: string, to: Endpoint): void {
    this.#of(name).add(to);
  }
  publish(name: string, message: string, priority = 0): string {
    const subscribers = this.#of(name);
    const id = `message-${++this.#messages}`;
    for (const to of subscribers) this.#queue.push({ id, message, priority, turn: this.#turns++, to, attempts: 0 });
    return id;
  }
  deliverNext(): object | null {
    this.#queue.sort((a, b) => a.priority - b.priority || a.turn - b.turn);
    const job = this.#queue.shift();
    if (!job) return null;
    const { id, to } = job;
    const attempt = ++job.attempts;
    const told = { id, endpoint: to.name, type: to.type, attempt };
    try {
      to.notify(job.message);
      return { ...told, ok: true };
    } catch (error) {
      if (attempt < this.#limit) this.#queue.push({ ...job, turn: this.#turns++ });
      else
        this.failed.push({ id, endpoint: to.name, type: to.type, attempts: attempt, error: (error as Error).message });
      return { ...told, ok: false };
    }
  }
  run(): number {
    let count = 0;
    while (this.deliverNext()) count++;
    return count;
  }
  get pending(): number {
    return this.#queue.length;
  }
}

const MODEL = {
  NotificationSystem,
  EmailEndpoint: endpointClass("email"),
  SMSEndpoint: endpointClass("sms"),
  WebhookEndpoint: endpointClass("webhook"),
};

// ---- the claims -------------------------------------------------------------------------------------------------

const STRANGE = ["toString", "__proto__", "", "constructor"];

/** Without the words of the error, which are the student's own. */
const withoutErrors = ({ gave, threw, heard }: { gave?: unknown; threw?: string; heard: unknown[] }) => ({
  gave: Array.isArray(gave)
    ? gave.map(({ error, ...rest }) => ({ ...rest, said: typeof error === "string" && error !== "" }))
    : gave,
  threw,
  heard,
});

const named = (count: number, random: Random, failures: () => number): Step[] =>
  Array.from({ length: count }, (_, i) => endpoint(`p${i}`, random.pick(KINDS), failures()));

const topics = modelCheck("x6.topics", MODEL, (random): ModelClaim[] => [
  {
    claim: { es: "Nombres raros son temas como los demás", en: "Strange names are topics like any other" },
    hint: { es: "Usa Map, no un objeto {}.", en: "Use a Map, not an object {}." },
    script: [
      system(),
      endpoint("ana", "email"),
      ...STRANGE.flatMap((name, i) => [topic(name), subscribe(name, "ana"), publish(`m${i}`, name, "hello")]),
      ...next(5),
    ],
  },
  {
    claim: {
      es: "Quien se suscribe después de publicar no recibe lo anterior",
      en: "Who subscribes after the publishing does not get what was before",
    },
    hint: { es: "Fija los destinos al publicar.", en: "Settle the destinations when you publish." },
    script: [
      system(),
      topic("news"),
      ...named(2, random, () => 0),
      subscribe("news", "p0"),
      publish("m1", "news", "one"),
      subscribe("news", "p1"),
      publish("m2", "news", "two"),
      ...next(4),
    ],
  },
  {
    claim: {
      es: "Publicar sin suscriptores no deja nada pendiente",
      en: "Publishing without subscribers leaves nothing pending",
    },
    script: [system(), topic("news"), publish("m1", "news", "one"), see("pending"), ...next(1), run],
  },
]);

const priority = modelCheck("x6.priority", MODEL, (random): ModelClaim[] => {
  const sends = pickWords(random, 30).flatMap((word, i) => [
    publish(`m${i}`, "news", word, random.integer(-2, 11)),
    ...(random.bernoulli(0.4) ? next() : []),
  ]);
  return [
    {
      claim: { es: "-1 antes que 0, 9 antes que 10", en: "-1 before 0, 9 before 10" },
      script: [
        system(),
        topic("news"),
        endpoint("ana", "sms"),
        subscribe("news", "ana"),
        ...[10, 9, 0, -1, 0.5].map((level, i) => publish(`m${i}`, "news", "z", level)),
        ...next(6),
      ],
    },
    {
      claim: { es: "30 mensajes y dos destinos, mezclados", en: "30 messages and two endpoints, mixed" },
      script: [
        system(),
        topic("news"),
        ...named(2, random, () => 0),
        subscribe("news", "p0"),
        subscribe("news", "p1"),
        ...sends,
        ...next(50),
      ],
    },
  ];
});

const retry = modelCheck("x6.retry", MODEL, (random): ModelClaim[] => {
  const dead = Number.POSITIVE_INFINITY;
  const failures = random.shuffle([0, 1, 2, dead]);
  const people = named(4, random, () => failures.pop()!);
  const load = pickWords(random, 20).flatMap((word, i) => [
    publish(`m${i}`, "news", word, i < 4 ? 3 - i : random.integer(0, 3)),
    ...(i < 4 ? [] : next(random.integer(0, 5))),
  ]);
  return [
    {
      claim: { es: "maxAttempts 1: un intento y a failed", en: "maxAttempts 1: one attempt and into failed" },
      look: withoutErrors,
      script: [
        system(1),
        topic("n"),
        endpoint("ana", "email", 1),
        subscribe("n", "ana"),
        publish("m1", "n", "x"),
        run,
        see("failed"),
      ],
    },
    {
      claim: { es: "Sin opciones, tres intentos", en: "Without options, three attempts" },
      look: withoutErrors,
      script: [
        system(),
        topic("n"),
        endpoint("ana", "email", dead),
        subscribe("n", "ana"),
        publish("m1", "n", "x"),
        run,
        see("failed"),
      ],
    },
    {
      claim: {
        es: "20 mensajes, cuatro destinos, fallos al azar: intento por intento",
        en: "20 messages, four endpoints, random failures: attempt by attempt",
      },
      weight: 2,
      look: withoutErrors,
      script: [
        system(random.integer(2, 4)),
        topic("news"),
        ...people,
        ...[0, 1, 2, 3].map((i) => subscribe("news", `p${i}`)),
        ...load,
        run,
        see("pending"),
        see("failed"),
      ],
    },
  ];
});

export const hiddenChecks: HiddenCheck[] = [topics, priority, retry];
