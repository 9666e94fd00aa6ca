/** X8, the hidden part: long mixed runs and strange names, compared call by call with a plain model of the statement. */
import type { Random } from "../../../sim/random";
import { type ModelClaim, modelCheck } from "../claims";
import type { Step } from "../script";
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";
import { broker, connect, disconnect, publish, remove, see, session, subscribe, topic, unsubscribe } from "../x8";

// ---- the model --------------------------------------------------------------------------------------------------

class SessionBroker {
  readonly topics = new Map<string, Set<Session>>();
  of(name: string): Set<Session> {
    const found = this.topics.get(name);
    if (!found) throw new Error("Topic does not exist");
    return found;
  }
  createTopic(name: string): string {
    if (!this.topics.has(name)) this.topics.set(name, new Set());
    return name;
  }
  deleteTopic(name: string): void {
    for (const session of this.of(name)) session.forget(name);
    this.topics.delete(name);
  }
  publish(name: string, message: string): number {
    const sessions = this.of(name);
    for (const session of sessions) session.take(name, message);
    return sessions.size;
  }
}

class Session {
  isConnected = false;
  #waiting: [topic: string, message: string][] = [];
  constructor(
    readonly broker: SessionBroker,
    readonly clientId: string,
    readonly receive: (topic: string, message: string) => void,
  ) {}
  get kept(): number {
    return this.#waiting.length;
  }
  take(name: string, message: string): void {
    if (this.isConnected) this.receive(name, message);
    else this.#waiting.push([name, message]);
  }
  forget(name: string): void {
    this.#waiting = this.#waiting.filter(([other]) => other !== name);
  }
  connect(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.isConnected = true;
    for (const [name, message] of waiting) this.receive(name, message);
    return waiting.length;
  }
  disconnect(): void {
    this.isConnected = false;
  }
  subscribe(name: string): void {
    this.broker.of(name).add(this);
  }
  unsubscribe(name: string): void {
    this.broker.topics.get(name)?.delete(this);
    this.forget(name);
  }
}

// ---- the claims -------------------------------------------------------------------------------------------------

const MODEL = { SessionBroker, Session };
const PEOPLE = ["ana", "bo", "cy"];
const TOPICS = ["news", "sports"];
const STRANGE = ["toString", "__proto__", "", "constructor"];

/** Who hears it in which order is the broker's affair; what each hears, in which order, is not. */
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
  threw,
  heard: PEOPLE.map((who) => heard.filter(({ by }) => by === who).map(({ with: args }) => args)),
});

/** A step of a run in which everybody comes and goes. `rare` steps end things. */
function anyStep(random: Random, text: string, rare: readonly ((who: string, name: string) => Step)[]): Step[] {
  const who = random.pick(PEOPLE);
  const name = random.pick(TOPICS);
  if (random.bernoulli(0.5)) return [publish(name, text)];
  if (random.bernoulli(0.15) && rare.length > 0) return [random.pick(rare)(who, name)];
  return [random.pick([connect, disconnect, disconnect])(who), see(who, "kept")];
}

function mixed(random: Random, rare: readonly ((who: string, name: string) => Step)[], count = 40): Step[] {
  return [
    broker,
    ...TOPICS.map(topic),
    ...PEOPLE.map(session),
    ...PEOPLE.flatMap((who) => [subscribe(who, random.pick(TOPICS)), subscribe(who, random.pick(TOPICS))]),
    ...pickWords(random, count).flatMap((text) => anyStep(random, text, rare)),
    ...PEOPLE.map(connect),
  ];
}

const topics = modelCheck("x8.topics", MODEL, (): ModelClaim[] => [
  {
    claim: { es: "Nombres raros son temas como los demás", en: "Strange names are topics like any other" },
    hint: { es: "Usa Map, no un objeto {}.", en: "Use a Map, not an object {}." },
    look,
    script: [
      ...[broker, session("ana"), connect("ana"), publish("toString", "nobody yet")],
      ...STRANGE.flatMap((name) => [topic(name), subscribe("ana", name), publish(name, "hello")]),
      ...[disconnect("ana"), ...STRANGE.map((name) => publish(name, "later")), connect("ana")],
    ],
  },
  {
    claim: {
      es: "Un tema borrado y creado otra vez empieza sin suscritos",
      en: "A topic deleted and created again starts without subscribers",
    },
    hint: {
      es: "La suscripción se borra con el tema: al crearlo otra vez, nadie está suscrito.",
      en: "The subscription goes with the topic: when it is created again, nobody is subscribed.",
    },
    look,
    script: [
      ...[broker, topic("news"), session("ana"), session("bo"), connect("ana")],
      ...[subscribe("ana", "news"), subscribe("bo", "news"), publish("news", "one"), remove("news"), topic("news")],
      ...[publish("news", "two"), subscribe("bo", "news"), publish("news", "three"), connect("bo")],
    ],
  },
]);

const live = modelCheck("x8.live", MODEL, (random): ModelClaim[] => [
  {
    claim: { es: "Dos brókers no se mezclan", en: "Two brokers do not mix" },
    hint: {
      es: "Los temas son de cada bróker: nada de variables globales ni static.",
      en: "Topics belong to a broker: no global or static variables.",
    },
    look,
    script: [
      ...[broker, topic("news"), session("ana"), connect("ana"), subscribe("ana", "news")],
      ...[broker, topic("news"), session("bo"), connect("bo"), publish("news", random.pick(["x", "y"]))],
    ],
  },
  {
    claim: { es: "El mismo texto dos veces son dos mensajes", en: "The same text twice is two messages" },
    look,
    script: [
      ...[broker, topic("news"), session("ana"), connect("ana"), subscribe("ana", "news")],
      ...[publish("news", "x"), publish("news", "x"), disconnect("ana"), publish("news", "x"), publish("news", "x")],
      connect("ana"),
    ],
  },
]);

const kept = modelCheck("x8.kept", MODEL, (random): ModelClaim[] => [
  {
    claim: {
      es: "Tres sesiones que van y vienen, 40 pasos",
      en: "Three sessions that come and go, 40 steps",
    },
    weight: 2,
    look,
    script: mixed(random, []),
  },
]);

const subscriptions = modelCheck("x8.subscriptions", MODEL, (random): ModelClaim[] => [
  {
    claim: {
      es: "Con altas, bajas y temas que se borran y vuelven, 60 pasos",
      en: "With subscribing, unsubscribing and topics deleted and made again, 60 steps",
    },
    look,
    script: mixed(random, [subscribe, unsubscribe, (_, name) => remove(name), (_, name) => topic(name)], 60),
  },
  {
    claim: {
      es: "Suscribirse otra vez conserva lo guardado",
      en: "Subscribing again keeps what is kept",
    },
    look,
    script: [
      ...[broker, topic("news"), session("ana"), subscribe("ana", "news"), publish("news", "one")],
      ...[subscribe("ana", "news"), publish("news", "two"), see("ana", "kept"), connect("ana")],
    ],
  },
  {
    claim: {
      es: "Darse de baja sin estar suscrito no cambia nada",
      en: "Unsubscribing without a subscription changes nothing",
    },
    hint: {
      es: "splice(indexOf(x), 1) con x ausente quita al último: comprueba antes, o usa un Set.",
      en: "splice(indexOf(x), 1) without x removes the last one: look first, or use a Set.",
    },
    look,
    script: [
      ...[
        broker,
        topic("news"),
        session("ana"),
        session("bo"),
        connect("ana"),
        connect("bo"),
        subscribe("ana", "news"),
      ],
      ...[unsubscribe("bo", "news"), unsubscribe("bo", "nowhere"), publish("news", "hello")],
    ],
  },
]);

export const hiddenChecks: HiddenCheck[] = [topics, live, kept, subscriptions];
