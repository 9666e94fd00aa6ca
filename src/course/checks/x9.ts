/**
 * X9, the visible part: message types, connections that drop and come back, several sessions on one connection. Each
 * session's handlers are ears that bear the session's name. hidden/x9.ts compares with a model, call by call.
 */
import { type Claim, claimsCheck } from "./claims";
import { ear, type Row, type Step } from "./script";
import { pickWords } from "./support";
import type { Check, Text } from "./types";

const NEEDS = ["DistributedMessageBroker"];

export const broker: Step = { make: "DistributedMessageBroker", as: "broker" };
const act = (on: string, method: string, ...args: unknown[]): Step => ({ on, do: method, with: args });
export const define = (...types: string[]): Step[] => types.map((type) => act("broker", "defineType", type));
export const connect = (as: string): Step => ({ ...act("broker", "connect", as), as }) as Step;
export const open = (connection: string, as: string): Step => ({ ...act(connection, "openSession", as), as }) as Step;
/** One ear a session, whatever the type: what it heard carries its type. */
export const on = (who: string, type: string, name = who): Step => act(who, "on", type, ear(name));
export const off = (who: string, type: string): Step => act(who, "off", type);
export const publish = (from: string, type: string, body: unknown): Step => act(from, "publish", type, body);
export const drop = (connection: string): Step => act(connection, "drop");
export const reconnect = (connection: string): Step => act(connection, "reconnect");
export const close = (what: string): Step => act(what, "close");
export const see = (what: string, property: "clientId" | "isOpen" | "service"): Step => ({ on: what, see: property });

interface Heard {
  type?: unknown;
  body?: unknown;
  id?: unknown;
}
const messagesOf = (rows: Row[], who: string): Heard[] =>
  rows.flatMap(({ heard }) =>
    heard.filter(({ by }) => by === who).map(({ with: [message] }) => (message ?? {}) as Heard),
  );
/** What a session heard: "type: body". */
const heardBy = (rows: Row[], who: string): string[] =>
  messagesOf(rows, who).map(({ type, body }) => `${type}: ${body}`);
const outcome = ({ gave, threw }: Row): unknown => (threw === undefined ? gave : `threw ${threw}`);
const gaveOf = (rows: Row[], method: string): unknown[] =>
  rows.filter(({ call }) => call.includes(`.${method}`)).map(outcome);

const hints = {
  types: {
    es: "Un Set de tipos definidos, y en cada sesión un Map de tipo a handler: se compara el tipo entero, con ===.",
    en: "A Set of defined types, and in each session a Map from type to handler: the whole type is compared, with ===.",
  },
  unknown: {
    es: "Un tipo sin definir: throw new Error(`... ${type} ...`). Quien lea el error debe saber qué tipo escribió mal.",
    en: "A type that is not defined: throw new Error(`... ${type} ...`). Who reads the error must see which type was mistyped.",
  },
  ids: {
    es: "Crea el mensaje una vez por publicación, con un id nuevo, y entrega ese mismo a todas las sesiones.",
    en: "Make the message once per publication, with a new id, and hand that one to all sessions.",
  },
  dropped: {
    es: "drop no cierra nada: las sesiones siguen, y cada una guarda lo que le llega. reconnect lo entrega y lo vacía.",
    en: "drop closes nothing: the sessions stay, and each keeps what comes for it. reconnect delivers it and empties it.",
  },
  sessions: {
    es: "Los handlers y lo pendiente son de cada sesión, no de la conexión.",
    en: "Handlers and what waits belong to each session, not to the connection.",
  },
  closed: {
    es: "Al cerrar, la sesión sale de la lista del bróker. Cerrar la conexión cierra las suyas, y ninguna más.",
    en: "On closing, a session leaves the broker's list. Closing a connection closes its own, and no others.",
  },
} satisfies Record<string, Text>;

const head = (id: string, points: number, title: Text) => ({ id, item: "X9", points, title, needs: NEEDS });

/** Two clients, three services: shop has billing and stock, phone has notify. */
const NETWORK = [
  connect("shop"),
  connect("phone"),
  open("shop", "billing"),
  open("shop", "stock"),
  open("phone", "notify"),
];

// ---- x9.types ---------------------------------------------------------------------------------------------------

const types: Check = claimsCheck(
  head("x9.types", 1.5, { es: "Cada tipo, a sus servicios", en: "Each type to its services" }),
  (random): Claim[] => {
    const [paid, sold, text, other] = pickWords(random, 4) as [string, string, string, string];
    const start = [broker, ...define(paid, sold), ...NETWORK];
    return [
      {
        claim: {
          es: "Cada sesión recibe una vez los tipos que atiende, con tipo y cuerpo, y ninguno más",
          en: "Each session gets, once, the types that it handles, with type and body, and no others",
        },
        hint: hints.types,
        weight: 2,
        script: [
          ...[...start, on("billing", paid), on("stock", sold), on("notify", paid), on("notify", sold)],
          ...[publish("broker", paid, text), publish("broker", sold, other)],
        ],
        right: (rows) => ({
          observed: ["billing", "stock", "notify"].map((who) => heardBy(rows, who)),
          expected: [[`${paid}: ${text}`], [`${sold}: ${other}`], [`${paid}: ${text}`, `${sold}: ${other}`]],
        }),
      },
      {
        claim: {
          es: "El tipo se compara entero: ni mayúsculas, ni un trozo",
          en: "The type is compared whole: neither case nor a part of it",
        },
        hint: hints.types,
        script: [
          ...[broker, ...define(paid, `${paid}.done`, paid.toUpperCase()), ...NETWORK],
          ...[on("billing", paid), on("stock", `${paid}.done`), on("notify", paid.toUpperCase())],
          publish("broker", paid, text),
        ],
        right: (rows) => ({
          observed: ["billing", "stock", "notify"].map((who) => heardBy(rows, who)),
          expected: [[`${paid}: ${text}`], [], []],
        }),
      },
      {
        claim: {
          es: "Un tipo sin definir se rechaza, en publish y en on, con un Error que lo nombra",
          en: "A type that is not defined is refused, in publish and in on, with an Error that names it",
        },
        hint: hints.unknown,
        script: [broker, ...define(sold), ...NETWORK, on("billing", paid), publish("broker", paid, text)],
        right: (rows) => ({
          observed: rows.slice(-2).map(({ threw }) => (threw?.includes(paid) ? "names it" : (threw ?? "no error"))),
          expected: ["names it", "names it"],
        }),
      },
      {
        claim: {
          es: "Un id por mensaje: el mismo para todos los que lo reciben, distinto del de los demás",
          en: "One id a message: the same for all who get it, another than that of the others",
        },
        hint: hints.ids,
        script: [
          ...[...start, on("billing", paid), on("notify", paid), on("notify", sold)],
          ...[publish("broker", paid, text), publish("broker", paid, text), publish("broker", sold, text)],
        ],
        right: (rows) => {
          const ids = messagesOf(rows, "notify").map(({ id }) => id);
          const shared = messagesOf(rows, "billing").map(({ id }, i) => id === ids[i]);
          const kinds = [...new Set(ids.map((id) => typeof id))];
          return {
            observed: { kinds, different: new Set(ids).size, shared },
            expected: { kinds: ["string"], different: 3, shared: [true, true] },
          };
        },
      },
      {
        claim: {
          es: "off y un segundo handler: el último cuenta, y después de off nada",
          en: "off, and a second handler: the last one counts, and after off nothing",
        },
        hint: hints.types,
        script: [
          ...[...start, on("billing", paid, "first"), on("billing", paid, "second"), publish("broker", paid, text)],
          ...[off("billing", paid), publish("broker", paid, other)],
        ],
        right: (rows) => ({
          observed: { first: heardBy(rows, "first"), second: heardBy(rows, "second") },
          expected: { first: [], second: [`${paid}: ${text}`] },
        }),
      },
    ];
  },
);

// ---- x9.connections ---------------------------------------------------------------------------------------------

const connections: Check = claimsCheck(
  head("x9.connections", 2, {
    es: "Una conexión que cae y vuelve no pierde nada",
    en: "A connection that drops and comes back loses nothing",
  }),
  (random): Claim[] => {
    const [paid, sold, ...texts] = pickWords(random, 8) as [string, string, ...string[]];
    const count = random.integer(3, 5);
    const sent = texts.slice(0, count).map((text, i) => publish("broker", i % 2 === 0 ? paid : sold, text));
    const lines = texts.slice(0, count).map((text, i) => `${i % 2 === 0 ? paid : sold}: ${text}`);
    const late = texts.at(-1)!;
    const start = [
      broker,
      ...define(paid, sold),
      ...NETWORK,
      on("billing", paid),
      on("notify", paid),
      on("notify", sold),
    ];
    return [
      {
        claim: {
          es: "Caída, no recibe nada; al volver, todo lo pendiente por orden, y después lo nuevo",
          en: "Dropped, it gets nothing; back again, all that waits, in order, and then what is new",
        },
        hint: hints.dropped,
        weight: 3,
        script: [
          ...start,
          drop("phone"),
          ...sent,
          see("phone", "isOpen"),
          reconnect("phone"),
          publish("broker", paid, late),
        ],
        right: (rows) => {
          const back = rows.findIndex(({ call }) => call.includes("reconnect"));
          return {
            observed: {
              before: heardBy(rows.slice(0, back), "notify"),
              reconnect: outcome(rows[back]!),
              notify: heardBy(rows, "notify"),
            },
            expected: { before: [], reconnect: count, notify: [...lines, `${paid}: ${late}`] },
          };
        },
      },
      {
        claim: {
          es: "Lo pendiente se entrega una vez: la segunda caída empieza vacía, y reconectar abierta no hace nada",
          en: "What waited is delivered once: the second drop starts empty, and reconnecting when open does nothing",
        },
        hint: hints.dropped,
        script: [
          ...[...start, drop("phone"), ...sent, reconnect("phone"), reconnect("phone")],
          ...[drop("phone"), reconnect("phone")],
        ],
        right: (rows) => ({
          observed: { reconnect: gaveOf(rows, "reconnect"), notify: heardBy(rows, "notify").length },
          expected: { reconnect: [count, 0, 0], notify: count },
        }),
      },
      {
        claim: {
          es: "La caída de una conexión no toca a las demás",
          en: "A connection that drops leaves the others alone",
        },
        hint: hints.dropped,
        script: [...start, drop("phone"), publish("broker", paid, late), see("shop", "isOpen"), see("phone", "isOpen")],
        right: (rows) => ({
          observed: { billing: heardBy(rows, "billing"), isOpen: gaveOf(rows, "isOpen") },
          expected: { billing: [`${paid}: ${late}`], isOpen: [true, false] },
        }),
      },
      {
        claim: {
          es: "publish cuenta las sesiones que lo reciben o lo recibirán",
          en: "publish counts the sessions that get it or will",
        },
        hint: hints.dropped,
        script: [
          ...[...start, publish("broker", paid, late), drop("phone"), publish("broker", paid, late)],
          ...[publish("billing", sold, late), reconnect("phone")],
        ],
        right: (rows) => ({ observed: gaveOf(rows, "publish"), expected: [2, 2, 1] }),
      },
      {
        claim: {
          es: "Desde una conexión caída no se publica ni se abre una sesión",
          en: "From a dropped connection nothing is published and no session is opened",
        },
        script: [
          ...[...start, drop("phone"), publish("notify", paid, late)],
          { on: "phone", do: "openSession", with: ["more"] },
        ],
        right: (rows) => ({
          observed: {
            errors: rows.slice(-2).map(({ threw }) => threw ?? "no error"),
            billing: heardBy(rows, "billing"),
          },
          expected: { errors: Array(2).fill("Error: Connection is not open"), billing: [] },
        }),
      },
    ];
  },
);

// ---- x9.sessions ------------------------------------------------------------------------------------------------

const sessions: Check = claimsCheck(
  head("x9.sessions", 1.5, { es: "Las sesiones no se mezclan", en: "Sessions do not mix" }),
  (random): Claim[] => {
    const [paid, sold, text, other] = pickWords(random, 4) as [string, string, string, string];
    const start = [broker, ...define(paid, sold), ...NETWORK];
    return [
      {
        claim: {
          es: "Dos sesiones de una conexión: cada una sus handlers, y ambas reciben lo que ambas atienden",
          en: "Two sessions on one connection: each its handlers, and both get what both handle",
        },
        hint: hints.sessions,
        script: [
          ...[...start, on("billing", paid), on("stock", paid), on("stock", sold), off("billing", sold)],
          ...[publish("broker", paid, text), publish("broker", sold, other)],
        ],
        right: (rows) => ({
          observed: [heardBy(rows, "billing"), heardBy(rows, "stock")],
          expected: [[`${paid}: ${text}`], [`${paid}: ${text}`, `${sold}: ${other}`]],
        }),
      },
      {
        claim: {
          es: "Cerrar una sesión deja a las demás de su conexión",
          en: "Closing a session leaves the others of its connection",
        },
        hint: hints.closed,
        script: [
          ...[...start, on("billing", paid), on("stock", paid), close("billing"), publish("broker", paid, text)],
          see("shop", "isOpen"),
        ],
        right: (rows) => ({
          observed: { billing: heardBy(rows, "billing"), stock: heardBy(rows, "stock"), isOpen: rows.at(-1)?.gave },
          expected: { billing: [], stock: [`${paid}: ${text}`], isOpen: true },
        }),
      },
      {
        claim: {
          es: "Cada sesión tiene lo suyo pendiente: cerrar una caída no borra lo de la otra",
          en: "Each session has its own waiting: closing one while down does not erase the other's",
        },
        hint: hints.sessions,
        script: [
          ...[...start, on("billing", paid), on("stock", paid), drop("shop"), publish("broker", paid, text)],
          ...[close("billing"), reconnect("shop")],
        ],
        right: (rows) => ({
          observed: {
            billing: heardBy(rows, "billing"),
            stock: heardBy(rows, "stock"),
            reconnect: gaveOf(rows, "reconnect"),
          },
          expected: { billing: [], stock: [`${paid}: ${text}`], reconnect: [1] },
        }),
      },
      {
        claim: {
          es: "Cerrar una conexión termina sus sesiones y ninguna más",
          en: "Closing a connection ends its sessions and no others",
        },
        hint: hints.closed,
        script: [
          ...[...start, on("billing", paid), on("stock", paid), on("notify", paid), close("shop")],
          ...[publish("broker", paid, text), see("shop", "isOpen")],
        ],
        right: (rows) => ({
          observed: {
            heard: ["billing", "stock", "notify"].map((who) => heardBy(rows, who).length),
            publish: gaveOf(rows, "publish"),
            isOpen: rows.at(-1)?.gave,
          },
          expected: { heard: [0, 0, 1], publish: [1], isOpen: false },
        }),
      },
      {
        claim: {
          es: "Una sesión dice a qué servicio sirve, y una conexión de quién es",
          en: "A session says which service it serves, and a connection whose it is",
        },
        script: [...start, see("billing", "service"), see("notify", "service"), see("phone", "clientId")],
        right: (rows) => ({
          observed: rows.slice(-3).map(({ gave }) => gave),
          expected: ["billing", "notify", "phone"],
        }),
      },
    ];
  },
);

export const checks: Check[] = [types, connections, sessions];
