/**
 * X1, the visible part: SNSEndpoint with its three types, topics and subscriptions, and a publish that reaches everybody and
 * reports. hidden/x1.ts compares with a model, on the edges.
 */
import { type Claim, claimsCheck } from "./claims";
import { ear, meddler, type Row, ref, type Step } from "./script";
import { pickWords } from "./support";
import type { Check, Text } from "./types";

const NEEDS = ["SNS", "SNSEndpoint"];
export type Kind = "email" | "sms" | "webhook";
export const KINDS: Kind[] = ["email", "sms", "webhook"];
const SMS_CHARACTERS = 160;

export const sns: Step = { make: "SNS", as: "sns" };
/** An endpoint that is an ear of its own name. `as`: its name in the script, where two have the same. */
export const endpoint = (name: string, kind: Kind = "email", fails = 0, as = name): Step => ({
  make: "SNSEndpoint",
  as,
  with: [name, kind, ear(as, fails)],
});
/** An endpoint that, whenever it is notified, subscribes or unsubscribes one. */
export const meddling = (name: string, method: "subscribe" | "unsubscribe", topicName: string, who: string): Step => ({
  make: "SNSEndpoint",
  as: name,
  with: [name, "webhook", meddler(name, { on: "sns", do: method, with: [topicName, ref(who)] })],
});
const act = (method: string, ...args: unknown[]): Step => ({ on: "sns", do: method, with: args });
export const topic = (name: string): Step => act("createTopic", name);
export const subscribe = (name: string, who: string): Step => act("subscribe", name, ref(who));
export const unsubscribe = (name: string, who: string): Step => act("unsubscribe", name, ref(who));
export const publish = (name: string, message: string): Step => act("publish", name, message);

/** Whom a call reached, in order. */
const reached = (row: Row | undefined): string[] => (row?.heard ?? []).map(({ by }) => by);
/** The report with the fields that the statement names, whatever else it has. */
export function reportIn(gave: unknown): unknown {
  const { delivered, failed } = (gave ?? {}) as { delivered?: unknown; failed?: unknown };
  const entries = Array.isArray(failed) ? failed.map((one) => ({ name: one?.name, error: one?.error })) : failed;
  return { delivered, failed: entries };
}
const textsIn = (rows: Row[]): unknown[] => rows.flatMap(({ heard }) => heard.map(({ with: [text] }) => text));
const lacking = (text: unknown, parts: string[]): string[] =>
  parts.filter((part) => !String(text).toLowerCase().includes(part.toLowerCase()));

const hints = {
  text: {
    es: "notify llama a this.send una vez, con un texto que lleva this.endpointType, this.name y el mensaje.",
    en: "notify calls this.send once, with a text that carries this.endpointType, this.name and the message.",
  },
  sms: {
    es: "Construye el texto entero y córtalo al final: text.slice(0, 160).",
    en: "Build the whole text and cut it at the end: text.slice(0, 160).",
  },
  json: {
    es: "JSON.stringify({ type: this.endpointType, name: this.name, message }).",
    en: "JSON.stringify({ type: this.endpointType, name: this.name, message }).",
  },
  through: {
    es: "notify no atrapa errores: quien publica decide qué hacer con ellos.",
    en: "notify catches no errors: whoever publishes decides what to do with them.",
  },
  topics: {
    es: "Un Map de temas, con un Set de destinos en cada uno: crear otra vez o suscribir dos veces no cambia nada.",
    en: "A Map of topics, with a Set of endpoints in each: creating again or subscribing twice changes nothing.",
  },
  absent: {
    es: "splice(indexOf(x), 1) con x ausente quita al último: indexOf da -1. Con un Set, delete(x) no hace nada.",
    en: "splice(indexOf(x), 1) with x absent removes the last one: indexOf gives -1. With a Set, delete(x) does nothing.",
  },
  exists: {
    es: 'Antes de usar un tema, comprueba que existe: si no, throw new Error("Topic does not exist").',
    en: 'Before you use a topic, see that it exists: if not, throw new Error("Topic does not exist").',
  },
  copy: {
    es: "Recorre una copia: for (const endpoint of [...subscribers]).",
    en: "Go through a copy: for (const endpoint of [...subscribers]).",
  },
  report: {
    es: "Devuelve { delivered, failed }: el nombre de quien lo recibió, o { name, error } de quien lanzó.",
    en: "Return { delivered, failed }: the name of who got it, or { name, error } of who threw.",
  },
  caught: {
    es: "try { endpoint.notify(message) } catch, dentro del bucle: un error es de ese destino, no de los demás.",
    en: "try { endpoint.notify(message) } catch, inside the loop: an error belongs to that endpoint, not to the others.",
  },
} satisfies Record<string, Text>;

// ---- x1.endpoints -----------------------------------------------------------------------------------------------

const endpoints: Check = claimsCheck(
  {
    id: "x1.endpoints",
    item: "X1",
    points: 1,
    title: { es: "Tres tipos de destino", en: "Three types of endpoint" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [name, text, word] = pickWords(random, 3) as [string, string, string];
    const long = `${word} `.repeat(random.integer(40, 60)).trim();
    const notify = (message: string): Step => ({ on: name, do: "notify", with: [message] });
    return [
      ...KINDS.map(
        (kind): Claim => ({
          claim: {
            es: `${kind}: envía un texto con tipo, nombre y mensaje`,
            en: `${kind}: sends one text with type, name and message`,
          },
          hint: hints.text,
          script: [endpoint(name, kind), notify(text), { on: name, see: "name" }, { on: name, see: "endpointType" }],
          right: (rows) => ({
            observed: {
              texts: textsIn(rows).length,
              missing: lacking(textsIn(rows)[0], [kind, name, text]),
              name: rows[2]?.gave,
              endpointType: rows[3]?.gave,
            },
            expected: { texts: 1, missing: [], name, endpointType: kind },
          }),
        }),
      ),
      {
        claim: {
          es: "Un email largo llega entero; un sms, en 160 caracteres como mucho",
          en: "A long email arrives whole; an sms in at most 160 characters",
        },
        hint: hints.sms,
        script: [
          endpoint(name, "email"),
          notify(long),
          { make: "SNSEndpoint", as: "sms", with: ["bo", "sms", ear("sms")] },
          { on: "sms", do: "notify", with: [long] },
        ],
        right: (rows) => {
          const [email, sms] = textsIn(rows).map(String);
          return {
            observed: {
              email: lacking(email, [long]).length === 0 ? "whole" : "cut",
              sms: (sms ?? "").length <= SMS_CHARACTERS ? "short enough" : `${sms?.length} characters`,
              begins: lacking(sms, ["sms", "bo", word]),
            },
            expected: { email: "whole", sms: "short enough", begins: [] },
          };
        },
      },
      {
        claim: {
          es: "El texto de un webhook es el JSON de { type, name, message }",
          en: "A webhook's text is the JSON of { type, name, message }",
        },
        hint: hints.json,
        script: [endpoint(name, "webhook"), notify(`${text} "${word}"\n`)],
        right: (rows) => ({
          observed: parsed(textsIn(rows)[0]),
          expected: { type: "webhook", name, message: `${text} "${word}"\n` },
        }),
      },
      {
        claim: { es: "Lo que lanza send sale de notify", en: "What send throws comes out of notify" },
        hint: hints.through,
        script: KINDS.flatMap((kind): Step[] => [endpoint(kind, kind, 1), { on: kind, do: "notify", with: [text] }]),
        right: (rows) => ({
          observed: [1, 3, 5].map((i) => rows[i]?.threw ?? "no error"),
          expected: KINDS.map((kind) => `Error: ${kind} does not answer`),
        }),
      },
    ];
  },
);

export function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}

// ---- x1.topics --------------------------------------------------------------------------------------------------

const topics: Check = claimsCheck(
  {
    id: "x1.topics",
    item: "X1",
    points: 1.5,
    title: { es: "Temas y suscripciones", en: "Topics and subscriptions" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [news, alarms, text] = pickWords(random, 3) as [string, string, string];
    const people = [endpoint("ana"), endpoint("bo", "sms"), endpoint("hook", "webhook")];
    const start = [sns, topic(news), topic(alarms), ...people];
    const last = (rows: Row[]) => reached(rows.at(-1));
    return [
      {
        claim: { es: "createTopic devuelve el nombre", en: "createTopic returns the name" },
        hint: hints.topics,
        weight: 0.5,
        script: [sns, topic(news)],
        right: (rows) => ({ observed: rows[1]?.gave, expected: news }),
      },
      {
        claim: {
          es: "Crear el tema otra vez conserva a sus suscriptores",
          en: "Creating the topic again keeps its subscribers",
        },
        hint: hints.topics,
        script: [...start, subscribe(news, "ana"), topic(news), publish(news, text)],
        right: (rows) => ({ observed: last(rows), expected: ["ana"] }),
      },
      {
        claim: { es: "Suscribir dos veces cuenta una", en: "Subscribing twice counts once" },
        hint: hints.topics,
        script: [...start, subscribe(news, "ana"), subscribe(news, "bo"), subscribe(news, "ana"), publish(news, text)],
        right: (rows) => ({ observed: last(rows).sort(), expected: ["ana", "bo"] }),
      },
      {
        claim: {
          es: "Quien se da de baja deja de recibir, y sólo él",
          en: "Who unsubscribes gets no more, and nobody else loses anything",
        },
        hint: hints.absent,
        script: [
          ...start,
          subscribe(news, "ana"),
          subscribe(news, "bo"),
          subscribe(news, "hook"),
          unsubscribe(news, "bo"),
          publish(news, text),
        ],
        right: (rows) => ({ observed: last(rows).sort(), expected: ["ana", "hook"] }),
      },
      {
        claim: {
          es: "Dar de baja a quien no estaba no quita a nadie",
          en: "Unsubscribing somebody who was not there removes nobody",
        },
        hint: hints.absent,
        script: [
          ...start,
          subscribe(news, "ana"),
          subscribe(news, "bo"),
          unsubscribe(news, "hook"),
          publish(news, text),
        ],
        right: (rows) => ({ observed: last(rows).sort(), expected: ["ana", "bo"] }),
      },
      {
        claim: {
          es: "subscribe y unsubscribe en un tema que no existe lanzan el error",
          en: "subscribe and unsubscribe on a topic that does not exist throw the error",
        },
        hint: hints.exists,
        script: [sns, endpoint("ana"), subscribe(news, "ana"), unsubscribe(news, "ana")],
        right: (rows) => ({
          observed: rows.slice(-2).map(({ threw }) => threw ?? "no error"),
          expected: ["Error: Topic does not exist", "Error: Topic does not exist"],
        }),
      },
    ];
  },
);

// ---- x1.publish -------------------------------------------------------------------------------------------------

const publishing: Check = claimsCheck(
  {
    id: "x1.publish",
    item: "X1",
    points: 1.5,
    title: { es: "Publicar", en: "Publishing" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [news, alarms, text] = pickWords(random, 3) as [string, string, string];
    const names = random.shuffle(["ana", "bo", "carla", "dario"]);
    const people = names.map((name) => endpoint(name, random.pick(KINDS)));
    const all = names.map((name) => subscribe(news, name));
    const start = [sns, topic(news), topic(alarms), ...people];
    return [
      {
        claim: {
          es: "Todos los suscritos reciben el mensaje una vez, en el orden en que se suscribieron",
          en: "All subscribers get the message once, in the order in which they subscribed",
        },
        hint: hints.topics,
        weight: 2,
        script: [...start, ...all, publish(news, text)],
        right: (rows) => ({ observed: reached(rows.at(-1)), expected: names }),
      },
      {
        claim: { es: "Lo que llega es el mensaje publicado", en: "What arrives is the message that was published" },
        hint: hints.text,
        script: [sns, topic(news), endpoint("ana"), subscribe(news, "ana"), publish(news, text)],
        right: (rows) => ({ observed: { missing: lacking(textsIn(rows)[0], [text]) }, expected: { missing: [] } }),
      },
      {
        claim: { es: "Los temas no se mezclan", en: "Topics stay separate" },
        hint: hints.topics,
        script: [...start, subscribe(news, names[0]!), subscribe(alarms, names[1]!), publish(alarms, text)],
        right: (rows) => ({ observed: reached(rows.at(-1)), expected: [names[1]] }),
      },
      {
        claim: {
          es: "publish cuenta a quién llegó, y que nadie falló",
          en: "publish reports whom it reached, and that nobody failed",
        },
        hint: hints.report,
        script: [...start, ...all, publish(news, text)],
        right: (rows) => ({ observed: reportIn(rows.at(-1)?.gave), expected: { delivered: names, failed: [] } }),
      },
      {
        claim: { es: "Un tema que no existe lanza el error", en: "A topic that does not exist throws the error" },
        hint: hints.exists,
        script: [sns, publish(news, text)],
        right: (rows) => ({ observed: rows.at(-1)?.threw ?? "no error", expected: "Error: Topic does not exist" }),
      },
    ];
  },
);

// ---- x1.failures ------------------------------------------------------------------------------------------------

const failures: Check = claimsCheck(
  {
    id: "x1.failures",
    item: "X1",
    points: 1,
    title: { es: "Fallos y cambios a mitad de camino", en: "Failures and changes half-way" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [news, text] = pickWords(random, 2) as [string, string];
    const names = random.shuffle(["ana", "bo", "carla", "dario"]);
    const bad = names[random.integer(0, 2)]!;
    const good = names.filter((name) => name !== bad);
    const start = [
      sns,
      topic(news),
      ...names.map((name) => endpoint(name, "email", name === bad ? Number.POSITIVE_INFINITY : 0)),
      ...names.map((name) => subscribe(news, name)),
    ];
    return [
      {
        claim: {
          es: "Un destino que lanza no deja sin mensaje a los demás",
          en: "An endpoint that throws keeps nobody from getting the message",
        },
        hint: hints.caught,
        weight: 2,
        script: [...start, publish(news, text)],
        right: (rows) => ({ observed: reached(rows.at(-1)).sort(), expected: [...names].sort() }),
      },
      {
        claim: { es: "El informe dice quién falló y por qué", en: "The report says who failed, and why" },
        hint: hints.report,
        weight: 2,
        script: [...start, publish(news, text)],
        right: (rows) => ({
          observed: reportIn(rows.at(-1)?.gave),
          expected: { delivered: good, failed: [{ name: bad, error: `${bad} does not answer` }] },
        }),
      },
      {
        claim: {
          es: "Quien se da de baja al recibir no deja a su vecino sin mensaje",
          en: "Who unsubscribes on receiving does not make the neighbour miss it",
        },
        hint: hints.copy,
        weight: 2,
        script: [
          sns,
          topic(news),
          meddling("once", "unsubscribe", news, "once"),
          endpoint("ana"),
          endpoint("bo"),
          ...["once", "ana", "bo"].map((name) => subscribe(news, name)),
          publish(news, text),
          publish(news, text),
        ],
        right: (rows) => ({
          observed: [reached(rows.at(-2)), reached(rows.at(-1))],
          expected: [
            ["once", "ana", "bo"],
            ["ana", "bo"],
          ],
        }),
      },
    ];
  },
);

export const checks: Check[] = [endpoints, topics, publishing, failures];
