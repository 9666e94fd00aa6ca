/** X1, the hidden part: the edges, compared call by call with a plain model of the statement. */
import type { Random } from "../../../sim/random";
import { type ModelClaim, modelCheck } from "../claims";
import type { Row, Step } from "../script";
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";
import { endpoint, KINDS, meddling, parsed, publish, reportIn, sns, subscribe, topic, unsubscribe } from "../x1";

// ---- the model --------------------------------------------------------------------------------------------------

class SNSEndpoint {
  constructor(
    readonly name: string,
    readonly endpointType: string,
    readonly send: (text: string) => void = () => undefined,
  ) {}
  notify(message: string): void {
    const text = `${this.endpointType} ${this.name}: ${message}`;
    if (this.endpointType === "sms") this.send(text.slice(0, 160));
    else if (this.endpointType === "email") this.send(text);
    else this.send(JSON.stringify({ type: this.endpointType, name: this.name, message }));
  }
}

class SNS {
  readonly #topics = new Map<string, SNSEndpoint[]>();
  #of(name: string): SNSEndpoint[] {
    const found = this.#topics.get(name);
    if (found === undefined) throw new Error("Topic does not exist");
    return found;
  }
  createTopic(name: string): string {
    if (!this.#topics.has(name)) this.#topics.set(name, []);
    return name;
  }
  subscribe(name: string, one: SNSEndpoint): void {
    if (!this.#of(name).includes(one)) this.#of(name).push(one);
  }
  unsubscribe(name: string, one: SNSEndpoint): void {
    const rest = this.#of(name).filter((other) => other !== one);
    this.#topics.set(name, rest);
  }
  publish(name: string, message: string): object {
    const delivered: string[] = [];
    const failed: object[] = [];
    for (const one of [...this.#of(name)]) {
      try {
        one.notify(message);
        delivered.push(one.name);
      } catch (error) {
        failed.push({ name: one.name, error: (error as Error).message });
      }
    }
    return { delivered, failed };
  }
}

const MODEL = { SNS, SNSEndpoint };

// ---- the claims -------------------------------------------------------------------------------------------------

const STRANGE = ["toString", "__proto__", "", "constructor"];

/** Who was reached and what was reported; the wording of a text is the student's own. */
const look = ({ gave, threw, heard }: Row) => ({
  ...(typeof gave === "object" ? { gave: reportIn(gave) } : gave === undefined ? {} : { gave }),
  ...(threw === undefined ? {} : { threw }),
  heard: heard.map(({ by }) => by),
});

const endpoints = modelCheck("x1.endpoints", MODEL, (random): ModelClaim[] => {
  const [name, text] = pickWords(random, 2) as [string, string];
  return [
    {
      claim: {
        es: "Sin send, escribe en la consola y no falla",
        en: "Without send it writes to the console and does not fail",
      },
      hint: { es: "send = console.log por defecto.", en: "send = console.log by default." },
      script: [
        { make: "SNSEndpoint", as: "plain", with: [name, "email"] },
        { on: "plain", do: "notify", with: [text] },
      ],
    },
    {
      claim: {
        es: "Un sms que cabe llega entero; el webhook, exacto con cualquier mensaje",
        en: "An sms that fits arrives whole; the webhook is exact for any message",
      },
      hint: { es: "Corta sólo lo que pasa de 160.", en: "Cut only what is beyond 160." },
      look: ({ heard }) =>
        heard.map(({ by, with: [sent] }) => (by === "bo" ? String(sent).includes("z".repeat(80)) : parsed(sent))),
      script: [
        endpoint("bo", "sms"),
        { on: "bo", do: "notify", with: ["z".repeat(80)] },
        endpoint("hook", "webhook"),
        ...["", `${"w".repeat(400)} "\\`].map((message): Step => ({ on: "hook", do: "notify", with: [message] })),
      ],
    },
  ];
});

const topics = modelCheck("x1.topics", MODEL, (): ModelClaim[] => [
  {
    claim: { es: "Nombres raros son temas como los demás", en: "Strange names are topics like any other" },
    hint: { es: "Usa Map, no un objeto {}.", en: "Use a Map, not an object {}." },
    look,
    script: [
      sns,
      endpoint("ana"),
      ...STRANGE.map((name) => publish(name, "nobody made it")),
      ...STRANGE.flatMap((name) => [topic(name), subscribe(name, "ana"), publish(name, "hello")]),
    ],
  },
  {
    claim: {
      es: "Dos destinos con el mismo nombre son dos destinos",
      en: "Two endpoints with the same name are two endpoints",
    },
    hint: { es: "Compara objetos, no nombres.", en: "Compare objects, not names." },
    look,
    script: [
      sns,
      topic("news"),
      endpoint("ana", "email", 0, "ana's mail"),
      endpoint("ana", "sms", 0, "ana's phone"),
      subscribe("news", "ana's mail"),
      subscribe("news", "ana's phone"),
      publish("news", "one"),
      unsubscribe("news", "ana's mail"),
      publish("news", "two"),
    ],
  },
]);

const publishing = modelCheck("x1.publish", MODEL, (random): ModelClaim[] => {
  const names = ["p0", "p1", "p2", "p3", "p4"];
  const rooms = pickWords(random, 3);
  const turns = pickWords(random, 40).map((word): Step => {
    const room = random.pick(rooms);
    const who = random.pick(names);
    const dice = random.integer(0, 9);
    if (dice < 4) return subscribe(room, who);
    if (dice < 6) return unsubscribe(room, who);
    return dice < 7 ? topic(room) : publish(room, word);
  });
  return [
    {
      claim: {
        es: "40 llamadas mezcladas en tres temas: a quién llega cada mensaje",
        en: "40 mixed calls on three topics: whom each message reaches",
      },
      weight: 3,
      look,
      script: [
        sns,
        ...names.map((name) => endpoint(name, random.pick(KINDS))),
        ...rooms.slice(0, 2).map(topic),
        ...turns,
        ...rooms.map((room) => publish(room, "the end")),
      ],
    },
    {
      claim: {
        es: "Sin suscriptores no pasa nada, y el informe está vacío",
        en: "Without subscribers nothing happens, and the report is empty",
      },
      look,
      script: [sns, topic("news"), publish("news", "hello")],
    },
  ];
});

const failures = modelCheck("x1.failures", MODEL, (random: Random): ModelClaim[] => {
  const names = ["p0", "p1", "p2", "p3", "p4", "p5"];
  const start: Step[] = [sns, topic("news")];
  return [
    {
      claim: {
        es: "Varios fallan, y todos si hace falta; el siguiente mensaje empieza de nuevo",
        en: "Several fail, all of them if need be; the next message starts afresh",
      },
      look,
      script: [
        ...start,
        ...names.map((name) => endpoint(name, random.pick(KINDS), random.integer(1, 3))),
        ...names.map((name) => subscribe("news", name)),
        ...pickWords(random, 4).map((word) => publish("news", word)),
      ],
    },
    {
      claim: {
        es: "Quien se suscribe durante el envío espera al mensaje siguiente",
        en: "Who subscribes during the sending waits for the next message",
      },
      hint: {
        es: "Fija la lista al empezar: [...subscribers].",
        en: "Settle the list at the start: [...subscribers].",
      },
      look,
      script: [
        ...start,
        endpoint("late"),
        meddling("host", "subscribe", "news", "late"),
        endpoint("ana"),
        subscribe("news", "host"),
        subscribe("news", "ana"),
        publish("news", "one"),
        publish("news", "two"),
      ],
    },
    {
      claim: {
        es: "A quien otro da de baja durante el envío aún le llega ese mensaje",
        en: "Whom another unsubscribes during the sending still gets that message",
      },
      hint: {
        es: "Fija la lista al empezar: [...subscribers].",
        en: "Settle the list at the start: [...subscribers].",
      },
      look,
      script: [
        ...start,
        endpoint("ana"),
        endpoint("bo"),
        meddling("bouncer", "unsubscribe", "news", "bo"),
        ...["ana", "bouncer", "bo"].map((name) => subscribe("news", name)),
        publish("news", "one"),
        publish("news", "two"),
      ],
    },
  ];
});

export const hiddenChecks: HiddenCheck[] = [endpoints, topics, publishing, failures];
