/** X9, the hidden part: long mixed runs, strange types and closed things, compared call by call with a plain model. */
import type { Random } from "../../../sim/random";
import { type ModelClaim, modelCheck } from "../claims";
import type { Step } from "../script";
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";
import { broker, close, connect, define, drop, off, on, open, publish, reconnect, see } from "../x9";

// ---- the model --------------------------------------------------------------------------------------------------

type Message = { type: string; body: unknown; id: string };

class DistributedMessageBroker {
  readonly types = new Set<string>();
  readonly sessions = new Set<Session>();
  #count = 0;
  known(type: string): string {
    if (!this.types.has(type)) throw new Error(`Type ${type} is not defined`);
    return type;
  }
  defineType(type: string): void {
    this.types.add(type);
  }
  connect(clientId: string): Connection {
    return new Connection(this, clientId);
  }
  publish(type: string, body: unknown): number {
    const message = { type: this.known(type), body, id: `message-${++this.#count}` };
    const takers = [...this.sessions].filter((session) => session.handlers.has(type));
    for (const session of takers) session.take(message);
    return takers.length;
  }
}

class Connection {
  state: "open" | "dropped" | "closed" = "open";
  readonly sessions = new Set<Session>();
  constructor(
    readonly broker: DistributedMessageBroker,
    readonly clientId: string,
  ) {}
  get isOpen(): boolean {
    return this.state === "open";
  }
  openSession(service: string): Session {
    if (!this.isOpen) throw new Error("Connection is not open");
    const session = new Session(this, service);
    this.sessions.add(session);
    this.broker.sessions.add(session);
    return session;
  }
  drop(): void {
    if (this.isOpen) this.state = "dropped";
  }
  reconnect(): number {
    if (this.state === "closed") throw new Error("Connection is closed");
    this.state = "open";
    return [...this.sessions].reduce((sum, session) => sum + session.flush(), 0);
  }
  close(): void {
    this.state = "closed";
    for (const session of [...this.sessions]) session.close();
  }
}

class Session {
  readonly handlers = new Map<string, (message: Message) => void>();
  #waiting: Message[] = [];
  #closed = false;
  constructor(
    readonly connection: Connection,
    readonly service: string,
  ) {}
  take(message: Message): void {
    if (this.connection.isOpen) this.handlers.get(message.type)!(message);
    else this.#waiting.push(message);
  }
  flush(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.take(message);
    return waiting.length;
  }
  #mustLive(): void {
    if (this.#closed) throw new Error("Session is closed");
  }
  on(type: string, handle: (message: Message) => void): void {
    this.#mustLive();
    this.handlers.set(this.connection.broker.known(type), handle);
  }
  off(type: string): void {
    this.handlers.delete(type);
    this.#waiting = this.#waiting.filter((message) => message.type !== type);
  }
  publish(type: string, body: unknown): number {
    this.#mustLive();
    if (!this.connection.isOpen) throw new Error("Connection is not open");
    return this.connection.broker.publish(type, body);
  }
  close(): void {
    this.#closed = true;
    this.handlers.clear();
    this.#waiting = [];
    this.connection.sessions.delete(this);
    this.connection.broker.sessions.delete(this);
  }
}

// ---- the claims -------------------------------------------------------------------------------------------------

const MODEL = { DistributedMessageBroker };
const SERVICES = ["billing", "stock", "notify", "audit"];
const TYPES = ["order.paid", "order.sent", "alarm"];
const STATED = ["Connection is not open", "Connection is closed", "Session is closed"];

/** What each session hears, in which order; who goes first is the broker's affair, as are ids and the words for a type. */
const look = ({
  gave,
  threw,
  heard,
}: {
  gave?: unknown;
  threw?: string;
  heard: { by: string; with: unknown[] }[];
}) => ({
  gave: gave ?? null,
  threw: threw === undefined ? undefined : (STATED.find((text) => threw.includes(text)) ?? "another error"),
  heard: SERVICES.map((who) =>
    heard
      .filter(({ by }) => by === who)
      .map(({ with: [message] }) => {
        const { type, body } = (message ?? {}) as Partial<Message>;
        return { type, body };
      }),
  ),
});

const NETWORK = [
  ...[broker, ...define(...TYPES), connect("shop"), connect("phone")],
  ...[open("shop", "billing"), open("shop", "stock"), open("phone", "notify"), open("phone", "audit")],
];

function anyStep(random: Random, text: string, rare: readonly ((who: string, type: string) => Step)[]): Step {
  const type = random.pick(TYPES);
  if (random.bernoulli(0.55)) return publish("broker", type, text);
  if (random.bernoulli(0.3)) return random.pick(rare)(random.pick(SERVICES), type);
  return random.pick([drop, drop, reconnect])(random.pick(["shop", "phone"]));
}

function mixed(random: Random, count: number, rare: readonly ((who: string, type: string) => Step)[]): Step[] {
  return [
    ...NETWORK,
    ...SERVICES.flatMap((who) =>
      random
        .shuffle(TYPES)
        .slice(0, 2)
        .map((type) => on(who, type)),
    ),
    ...pickWords(random, count).map((text) => anyStep(random, text, rare)),
    ...[reconnect("shop"), reconnect("phone")],
  ];
}

const types = modelCheck("x9.types", MODEL, (): ModelClaim[] => {
  const strange = ["toString", "__proto__", "", "*"];
  return [
    {
      claim: { es: "Nombres raros son tipos como los demás", en: "Strange names are types like any other" },
      hint: { es: "Usa Map y Set, no un objeto {}.", en: "Use Map and Set, not an object {}." },
      look,
      script: [
        ...[
          broker,
          connect("shop"),
          open("shop", "billing"),
          publish("broker", "toString", "nobody yet"),
          off("billing", "toString"),
        ],
        ...strange.flatMap((type) => [...define(type), on("billing", type), publish("broker", type, "hello")]),
        ...[...define("plain"), publish("broker", "plain", "not for billing")],
      ],
    },
    {
      claim: {
        es: "Definir un tipo otra vez conserva a quien lo atiende",
        en: "Defining a type again keeps those who handle it",
      },
      look,
      script: [...NETWORK, on("billing", "alarm"), ...define("alarm"), publish("stock", "alarm", "fire")],
    },
  ];
});

const connections = modelCheck("x9.connections", MODEL, (random): ModelClaim[] => [
  {
    claim: {
      es: "Cuatro servicios, dos conexiones que caen y vuelven, 60 pasos",
      en: "Four services, two connections that drop and come back, 60 steps",
    },
    weight: 2,
    look,
    script: mixed(random, 60, [on, off, (who, type) => publish(who, type, "from a session")]),
  },
  {
    claim: {
      es: "Dejar de atender un tipo se lleva lo pendiente de ese tipo, y nada más",
      en: "Handling a type no more takes what waits of it, and nothing else",
    },
    look,
    script: [
      ...[...NETWORK, on("notify", "alarm"), on("notify", "order.paid"), on("audit", "alarm"), drop("phone")],
      ...[
        publish("broker", "alarm", 1),
        publish("broker", "order.paid", 2),
        off("notify", "alarm"),
        reconnect("phone"),
      ],
    ],
  },
]);

const sessions = modelCheck("x9.sessions", MODEL, (random): ModelClaim[] => [
  {
    claim: {
      es: "Lo cerrado no atiende, ni publica, ni vuelve; cerrar dos veces no hace daño",
      en: "What is closed neither handles nor publishes nor comes back; closing twice does no harm",
    },
    hint: {
      es: 'Los errores: "Session is closed" para una sesión, "Connection is closed" para reconnect, "Connection is not open" para openSession.',
      en: 'The errors: "Session is closed" for a session, "Connection is closed" for reconnect, "Connection is not open" for openSession.',
    },
    look,
    script: [
      ...[...NETWORK, on("stock", "alarm"), close("billing"), close("billing"), on("billing", "alarm")],
      ...[publish("billing", "alarm", 1), off("billing", "alarm"), drop("shop"), publish("broker", "alarm", 2)],
      ...[close("shop"), close("shop"), drop("shop"), reconnect("shop"), see("shop", "isOpen")],
      ...[publish("stock", "alarm", 3), { on: "shop", do: "openSession", with: ["late"] }],
      publish("broker", "alarm", 4),
    ],
  },
  {
    claim: { es: "Con sesiones que se cierran, 40 pasos", en: "With sessions that close, 40 steps" },
    look,
    script: mixed(random, 40, [off, on, (who) => close(who)]),
  },
  {
    claim: {
      es: "Dos sesiones del mismo servicio son dos",
      en: "Two sessions of the same service are two",
    },
    look,
    script: [
      ...[broker, ...define("alarm"), connect("shop"), connect("phone")],
      { on: "shop", do: "openSession", with: ["audit"], as: "audit" },
      { on: "phone", do: "openSession", with: ["audit"], as: "notify" },
      ...[on("audit", "alarm"), on("notify", "alarm"), publish("broker", "alarm", "fire"), close("audit")],
      publish("broker", "alarm", "again"),
    ],
  },
]);

export const hiddenChecks: HiddenCheck[] = [types, connections, sessions];
