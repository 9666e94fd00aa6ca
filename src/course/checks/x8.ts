/**
 * X8, the visible part: sessions that come and go, and a broker that keeps what they missed. Each session's `receive` is an
 * ear that bears the session's name. hidden/x8.ts compares with a model, call by call.
 */
import { type Claim, claimsCheck } from "./claims";
import { ear, type Row, ref, type Step } from "./script";
import { pickWords } from "./support";
import type { Check, Text } from "./types";

const NEEDS = ["SessionBroker", "Session"];

export const broker: Step = { make: "SessionBroker", as: "broker" };
const act = (on: string, method: string, ...args: unknown[]): Step => ({ on, do: method, with: args });
export const topic = (name: string): Step => act("broker", "createTopic", name);
export const remove = (name: string): Step => act("broker", "deleteTopic", name);
export const publish = (name: string, message: string): Step => act("broker", "publish", name, message);
export const session = (who: string): Step => ({ make: "Session", as: who, with: [ref("broker"), who, ear(who)] });
export const connect = (who: string): Step => act(who, "connect");
export const disconnect = (who: string): Step => act(who, "disconnect");
export const subscribe = (who: string, name: string): Step => act(who, "subscribe", name);
export const unsubscribe = (who: string, name: string): Step => act(who, "unsubscribe", name);
export const see = (who: string, property: "kept" | "isConnected" | "clientId"): Step => ({ on: who, see: property });

/** What a session heard: "topic: message". */
const heardBy = (rows: Row[], who: string): string[] =>
  rows.flatMap(({ heard }) => heard.filter(({ by }) => by === who).map(({ with: [from, text] }) => `${from}: ${text}`));
const outcome = ({ gave, threw }: Row): unknown => (threw === undefined ? gave : `threw ${threw}`);
/** What the calls of a method gave, in order. */
const gaveOf = (rows: Row[], method: string): unknown[] =>
  rows.filter(({ call }) => call.includes(method)).map(outcome);

const hints = {
  topics: {
    es: 'Un Map de temas; si no está, throw new Error("Topic does not exist"). Crear uno que existe no lo toca.',
    en: 'A Map of topics; if it is not there, throw new Error("Topic does not exist"). Creating one that exists leaves it alone.',
  },
  live: {
    es: "publish pregunta a cada sesión suscrita: ¿conectada? entonces receive(topic, message), una vez.",
    en: "publish asks each subscribed session: connected? Then receive(topic, message), once.",
  },
  kept: {
    es: "Cada sesión tiene su propia lista de guardados. connect los entrega por orden y la vacía.",
    en: "Each session has its own list of kept messages. connect delivers them in order and empties it.",
  },
  twice: {
    es: "connect con la sesión ya conectada no hace nada y devuelve 0.",
    en: "connect on a session that is connected does nothing and returns 0.",
  },
  subscription: {
    es: "La suscripción vive en el tema, no en la conexión: desconectar no la toca, unsubscribe sí, y se lleva lo guardado de ese tema.",
    en: "The subscription lives in the topic, not in the connection: disconnecting leaves it, unsubscribing ends it and takes what is kept of that topic.",
  },
  deleted: {
    es: "Al borrar un tema se van sus suscripciones y lo que cada sesión guarda de él; lo demás se queda.",
    en: "With a topic go its subscriptions and what each session keeps of it; everything else stays.",
  },
} satisfies Record<string, Text>;

const head = (id: string, points: number, title: Text) => ({ id, item: "X8", points, title, needs: NEEDS });

// ---- x8.topics --------------------------------------------------------------------------------------------------

const topics: Check = claimsCheck(
  head("x8.topics", 1, { es: "Temas que nacen y se borran", en: "Topics that come and go" }),
  (random): Claim[] => {
    const [news, sports, text, other] = pickWords(random, 4) as [string, string, string, string];
    const ana = [session("ana"), connect("ana")];
    return [
      {
        claim: {
          es: "createTopic devuelve el nombre; crear otra vez conserva a los suscritos",
          en: "createTopic returns the name; creating again keeps the subscribers",
        },
        hint: hints.topics,
        script: [broker, topic(news), ...ana, subscribe("ana", news), topic(news), publish(news, text)],
        right: (rows) => ({
          observed: { names: gaveOf(rows, "createTopic"), ana: heardBy(rows, "ana") },
          expected: { names: [news, news], ana: [`${news}: ${text}`] },
        }),
      },
      {
        claim: {
          es: "Un tema desconocido lanza el error, en publish, subscribe y deleteTopic",
          en: "An unknown topic throws the error, in publish, subscribe and deleteTopic",
        },
        hint: hints.topics,
        script: [broker, ...ana, publish(news, text), subscribe("ana", news), remove(news)],
        right: (rows) => ({
          observed: rows.slice(-3).map(({ threw }) => threw ?? "no error"),
          expected: Array(3).fill("Error: Topic does not exist"),
        }),
      },
      {
        claim: { es: "Un tema borrado ya no existe", en: "A deleted topic does not exist any more" },
        hint: hints.deleted,
        script: [broker, topic(news), ...ana, subscribe("ana", news), remove(news), publish(news, text)],
        right: (rows) => ({
          observed: { publish: outcome(rows.at(-1)!), ana: heardBy(rows, "ana") },
          expected: { publish: "threw Error: Topic does not exist", ana: [] },
        }),
      },
      {
        claim: {
          es: "Borrar un tema se lleva lo guardado de él, y nada más",
          en: "Deleting a topic takes what is kept of it, and nothing else",
        },
        hint: hints.deleted,
        script: [
          ...[broker, topic(news), topic(sports), session("ana"), subscribe("ana", news), subscribe("ana", sports)],
          ...[publish(news, text), publish(sports, other), remove(news), connect("ana")],
        ],
        right: (rows) => ({ observed: heardBy(rows, "ana"), expected: [`${sports}: ${other}`] }),
      },
    ];
  },
);

// ---- x8.live ----------------------------------------------------------------------------------------------------

const live: Check = claimsCheck(
  head("x8.live", 1, { es: "Entrega a quien está conectado", en: "Delivery to who is connected" }),
  (random): Claim[] => {
    const [news, sports, text, other] = pickWords(random, 4) as [string, string, string, string];
    const two = [broker, topic(news), topic(sports), session("ana"), session("bo"), connect("ana"), connect("bo")];
    return [
      {
        claim: {
          es: "Cada sesión suscrita recibe el mensaje una vez, con su tema, y nadie más",
          en: "Each subscribed session gets the message once, with its topic, and nobody else",
        },
        hint: hints.live,
        weight: 2,
        script: [
          ...two,
          ...[subscribe("ana", news), subscribe("ana", news), subscribe("bo", sports), subscribe("bo", news)],
          ...[publish(news, text), publish(sports, other)],
        ],
        right: (rows) => ({
          observed: { ana: heardBy(rows, "ana"), bo: heardBy(rows, "bo") },
          expected: { ana: [`${news}: ${text}`], bo: [`${news}: ${text}`, `${sports}: ${other}`] },
        }),
      },
      {
        claim: {
          es: "publish cuenta las sesiones que lo reciben o lo recibirán",
          en: "publish counts the sessions that get it or will",
        },
        hint: hints.live,
        script: [
          ...two,
          ...[publish(news, text), subscribe("ana", news), subscribe("bo", news), publish(news, text)],
          ...[disconnect("bo"), publish(news, text)],
        ],
        right: (rows) => ({ observed: gaveOf(rows, "publish"), expected: [0, 2, 2] }),
      },
      {
        claim: {
          es: "Una sesión nace desconectada, y dice quién es y cómo está",
          en: "A session starts disconnected, and says who it is and how it stands",
        },
        script: [
          ...[broker, session("ana"), see("ana", "clientId"), see("ana", "isConnected")],
          ...[
            connect("ana"),
            see("ana", "isConnected"),
            disconnect("ana"),
            disconnect("ana"),
            see("ana", "isConnected"),
          ],
        ],
        right: (rows) => ({
          observed: { clientId: rows[2]?.gave, isConnected: gaveOf(rows, "isConnected") },
          expected: { clientId: "ana", isConnected: [false, true, false] },
        }),
      },
    ];
  },
);

// ---- x8.kept ----------------------------------------------------------------------------------------------------

const kept: Check = claimsCheck(
  head("x8.kept", 2, { es: "Lo que se perdió mientras no estaba", en: "What was missed while away" }),
  (random): Claim[] => {
    const [news, sports, ...texts] = pickWords(random, 8) as [string, string, ...string[]];
    const count = random.integer(3, 5);
    const missed = texts.slice(0, count).map((text, i) => ({ from: i % 2 === 0 ? news : sports, text }));
    const lines = missed.map(({ from, text }) => `${from}: ${text}`);
    const sent = missed.map(({ from, text }) => publish(from, text));
    const ana = [session("ana"), connect("ana"), subscribe("ana", news), subscribe("ana", sports)];
    const away = [broker, topic(news), topic(sports), ...ana, disconnect("ana")];
    const late = texts.at(-1)!;
    return [
      {
        claim: {
          es: "Al volver recibe lo que se perdió, por orden de publicación, y después lo nuevo",
          en: "Back again it gets what it missed, in the order of publication, and then what is new",
        },
        hint: hints.kept,
        weight: 3,
        script: [...away, ...sent, connect("ana"), publish(news, late)],
        right: (rows) => ({
          observed: { connect: gaveOf(rows, ".connect").at(-1), ana: heardBy(rows, "ana") },
          expected: { connect: count, ana: [...lines, `${news}: ${late}`] },
        }),
      },
      {
        claim: {
          es: "Desconectada no recibe nada: se le guarda, y kept lo cuenta",
          en: "Disconnected it gets nothing: it is kept, and kept counts it",
        },
        hint: hints.kept,
        script: [
          ...[broker, topic(news), topic(sports), ...ana, publish(news, late), disconnect("ana"), see("ana", "kept")],
          ...[...sent, see("ana", "kept")],
        ],
        right: (rows) => ({
          observed: { ana: heardBy(rows, "ana"), kept: gaveOf(rows, "kept") },
          expected: { ana: [`${news}: ${late}`], kept: [0, count] },
        }),
      },
      {
        claim: {
          es: "La segunda reconexión no trae nada",
          en: "The second reconnection brings nothing",
        },
        hint: hints.kept,
        script: [...away, ...sent, connect("ana"), disconnect("ana"), connect("ana"), see("ana", "kept")],
        right: (rows) => ({
          observed: {
            connect: gaveOf(rows, ".connect").at(-1),
            count: heardBy(rows, "ana").length,
            kept: rows.at(-1)?.gave,
          },
          expected: { connect: 0, count, kept: 0 },
        }),
      },
      {
        claim: {
          es: "Conectar dos veces no repite nada",
          en: "Connecting twice repeats nothing",
        },
        hint: hints.twice,
        script: [...away, ...sent, connect("ana"), connect("ana"), publish(news, late)],
        right: (rows) => ({
          observed: { connect: gaveOf(rows, ".connect").slice(1), count: heardBy(rows, "ana").length },
          expected: { connect: [count, 0], count: count + 1 },
        }),
      },
      {
        claim: {
          es: "Cada sesión guarda lo suyo: lo que una recoge le sigue esperando a la otra",
          en: "Each session keeps its own: what one collects still waits for the other",
        },
        hint: hints.kept,
        script: [
          ...away,
          ...[
            session("bo"),
            subscribe("bo", news),
            publish(news, late),
            connect("ana"),
            see("bo", "kept"),
            connect("bo"),
          ],
        ],
        right: (rows) => ({
          observed: { ana: heardBy(rows, "ana"), kept: gaveOf(rows, "kept"), bo: heardBy(rows, "bo") },
          expected: { ana: [`${news}: ${late}`], kept: [1], bo: [`${news}: ${late}`] },
        }),
      },
    ];
  },
);

// ---- x8.subscriptions -------------------------------------------------------------------------------------------

const subscriptions: Check = claimsCheck(
  head("x8.subscriptions", 1, {
    es: "La suscripción sobrevive a la conexión",
    en: "The subscription outlives the connection",
  }),
  (random): Claim[] => {
    const [news, sports, text, other] = pickWords(random, 4) as [string, string, string, string];
    const start = [broker, topic(news), topic(sports), session("ana")];
    return [
      {
        claim: {
          es: "Tras volver sigue suscrita, sin suscribirse de nuevo",
          en: "Back again it is still subscribed, without subscribing anew",
        },
        hint: hints.subscription,
        script: [
          ...[...start, connect("ana"), subscribe("ana", news), disconnect("ana"), connect("ana"), publish(news, text)],
        ],
        right: (rows) => ({ observed: heardBy(rows, "ana"), expected: [`${news}: ${text}`] }),
      },
      {
        claim: { es: "Nada de antes de suscribirse", en: "Nothing from before the subscription" },
        hint: hints.subscription,
        script: [...start, publish(news, text), subscribe("ana", news), publish(news, other), connect("ana")],
        right: (rows) => ({ observed: heardBy(rows, "ana"), expected: [`${news}: ${other}`] }),
      },
      {
        claim: { es: "Nada después de darse de baja", en: "Nothing after unsubscribing" },
        hint: hints.subscription,
        script: [
          ...[...start, connect("ana"), subscribe("ana", news), subscribe("ana", sports), unsubscribe("ana", news)],
          ...[publish(news, text), publish(sports, other)],
        ],
        right: (rows) => ({ observed: heardBy(rows, "ana"), expected: [`${sports}: ${other}`] }),
      },
      {
        claim: {
          es: "Darse de baja se lleva lo guardado de ese tema, y nada más",
          en: "Unsubscribing takes what is kept of that topic, and nothing else",
        },
        hint: hints.subscription,
        script: [
          ...[...start, subscribe("ana", news), subscribe("ana", sports), publish(news, text), publish(sports, other)],
          ...[unsubscribe("ana", news), connect("ana")],
        ],
        right: (rows) => ({ observed: heardBy(rows, "ana"), expected: [`${sports}: ${other}`] }),
      },
    ];
  },
);

export const checks: Check[] = [topics, live, kept, subscriptions];
