/**
 * X3, the visible part. Services run a text that the check gives, so what is judged is what their threads did: two works that
 * block until each hears the other can only meet when two threads run at once. Nothing is judged by how long it took.
 *
 * How far it can be trusted. The threads live in the student's process, so what they did is told, not seen. Each answer is therefore
 * sealed with a secret that is drawn afresh and stands in the service's text alone, and a meeting is shown by the token of the
 * other, which stands in the other's text: no answer holds that was not worked out from those texts. Nothing outside can tell a
 * thread from a program that reads both texts and works out by itself what two threads would have said; that cannot be ruled
 * out here, takes more code than the exercise, and shows in the source that the teacher's report prints.
 */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../sim/random";
import { escapedFrom, pickWords } from "./support";
import type { Check, Finding, Student, Text } from "./types";

export interface Service {
  name: string;
  topics: string[];
  /** Messages at which it blocks until another service comes to the same place: message -> place. */
  meets: Record<string, string>;
  /** Messages that its work throws at. */
  fails: string[];
  /** Known to its text and to the check. */
  secret: string;
}

export type Act =
  | { act: "publish"; topic: string; message: string }
  | { act: "subscribe" | "unsubscribe"; topic: string; service: string }
  | { act: "createTopic"; topic: string };

export interface ThreadPlan {
  topics: string[];
  services: Service[];
  acts: Act[];
}

/** What a work answers. Whatever the student's code made of it comes back, so every field is to be judged. */
export interface Told {
  /** Node's number of the thread. */
  thread?: unknown;
  /** How many messages the thread has worked on, this one included. */
  nth?: unknown;
  /** The token of the service that it met; "alone" when none came, "" where none was waited for. */
  heard?: unknown;
  /** Of all that, with the secret. */
  seal?: unknown;
}

export interface ThreadRun {
  /** What each act gave, or the error's text. */
  gave: unknown[];
  /** By service. */
  done: Record<string, { message: unknown; answer?: Told; error?: unknown }[]>;
  /** What publish does after close. */
  afterClose: unknown;
}

const sealOf = (secret: string, ...told: unknown[]): string =>
  createHash("sha256")
    .update(JSON.stringify([secret, ...told]))
    .digest("hex");

/** Rounds of 10 ms that a work waits for the other: far more than a thread takes to start. */
const ROUNDS = 250;

/** The work of a service, as text: it says in which thread it ran, and whom it met. Self-contained: a thread sees nothing else. */
function workOf({ meets, fails, secret }: Service, run: string): string {
  return `(message, { name }) => {
    const { createHash } = require("node:crypto");
    const { BroadcastChannel, receiveMessageOnPort, threadId } = require("node:worker_threads");
    const sealOf = (...told) => createHash("sha256").update(JSON.stringify([${JSON.stringify(secret)}, ...told])).digest("hex");
    const nth = (globalThis.worked = (globalThis.worked ?? 0) + 1);
    if (${JSON.stringify(fails)}.includes(message)) throw new Error("no " + message);
    const told = (heard) => ({ thread: threadId, nth, heard, seal: sealOf(message, threadId, nth, heard) });
    const place = ${JSON.stringify(meets)}[message];
    if (place === undefined) return told("");
    const channel = new BroadcastChannel(${JSON.stringify(run)} + place);
    const token = sealOf(place);
    const never = new Int32Array(new SharedArrayBuffer(4));
    let heard = "alone";
    for (let i = 0; i < ${ROUNDS} && heard === "alone"; i++) {
      channel.postMessage(token);
      const other = receiveMessageOnPort(channel);
      if (other !== undefined && other.message !== token) heard = other.message;
      else Atomics.wait(never, 0, 0, 10);
    }
    channel.postMessage(token);
    channel.close();
    return told(heard);
  }`;
}

/** Builds the broker, plays the acts, closes, and reads what each service has handled. */
export async function playThreads(student: Student, plan: ThreadPlan): Promise<ThreadRun> {
  const broker = await student.construct("MessageBroker");
  for (const topic of plan.topics) await broker.call("createTopic", topic);
  const run = `${plan.services.map(({ name }) => name).join("-")} ${runs++}: `;
  const made = new Map<string, Awaited<ReturnType<Student["construct"]>>>();
  for (const service of plan.services) {
    const endpoint = await student.construct("Endpoint", service.name, workOf(service, run));
    made.set(service.name, endpoint);
    for (const topic of service.topics) await broker.call("subscribe", topic, endpoint);
  }
  const gave: unknown[] = [];
  for (const one of plan.acts) {
    const call =
      one.act === "publish"
        ? broker.call("publish", one.topic, one.message)
        : one.act === "createTopic"
          ? broker.call("createTopic", one.topic)
          : broker.call(one.act, one.topic, made.get(one.service));
    gave.push(await call.catch(escapedFrom));
  }
  await broker.call("close");
  const done: ThreadRun["done"] = {};
  for (const [name, endpoint] of made) done[name] = (await endpoint.get("done")) ?? [];
  const afterClose = await broker.call("publish", plan.topics[0], "late").catch(escapedFrom);
  return { gave, done, afterClose };
}

let runs = 0; // so that two runs in one process do not meet

// ---- what the verdicts share ------------------------------------------------------------------------------------

export const hints = {
  topics: {
    es: 'Un Map de tema a Set de endpoints. Crear un tema que existe no lo toca; uno que no está lanza "Topic does not exist".',
    en: 'A Map from topic to a Set of endpoints. Creating a topic that exists leaves it alone; one that is not there throws "Topic does not exist".',
  },
  thread: {
    es: "Cada Endpoint crea UN ServiceThread(name, work) y le pasa todos sus mensajes: thread.ask(message).",
    en: "Each Endpoint makes ONE ServiceThread(name, work) and passes all its messages to it: thread.ask(message).",
  },
  wait: {
    es: "publish y notify no esperan: ask devuelve una promesa, y su then anota en done.",
    en: "publish and notify do not wait: ask gives a promise, and its then writes into done.",
  },
  failure: {
    es: "Un ask rechazado se anota: { message, error: error.cause.message }. No debe romper ni close ni los demás mensajes.",
    en: "An ask that is rejected is written down: { message, error: error.cause.message }. It must break neither close nor the other messages.",
  },
  close: {
    es: "El broker recuerda a todos los que alguna vez se suscribieron, y close espera a cada uno: await thread.idle(), await thread.close().",
    en: "The broker remembers everybody who ever subscribed, and close waits for each: await thread.idle(), await thread.close().",
  },
} satisfies Record<string, Text>;

/** What each service should have handled, in order, and what each act should have given. */
export function rightOf({ topics, services, acts }: ThreadPlan) {
  const known = new Map(topics.map((topic) => [topic, new Set<string>()]));
  for (const { name, topics: own } of services) for (const topic of own) known.get(topic)!.add(name);
  const messages: Record<string, string[]> = Object.fromEntries(services.map(({ name }) => [name, []]));
  const gave = acts.map((one) => {
    if (one.act === "createTopic") {
      if (!known.has(one.topic)) known.set(one.topic, new Set());
      return one.topic;
    }
    const subscribers = known.get(one.topic);
    if (subscribers === undefined) return "Error: Topic does not exist";
    if (one.act === "publish") {
      for (const name of subscribers) messages[name]!.push(one.message);
      return subscribers.size;
    }
    if (one.act === "subscribe") subscribers.add(one.service);
    else subscribers.delete(one.service);
    return undefined;
  });
  return { messages, gave };
}

const given = ({ services, acts }: ThreadPlan) => ({
  services: Object.fromEntries(services.map(({ name, topics }) => [name, topics])),
  acts: acts.map(({ act, ...more }) => `${act}(${Object.values(more).join(", ")})`),
});

export function deliveredFinding(plan: ThreadPlan, run: ThreadRun, hint: Text): Finding {
  const seen = Object.fromEntries(
    Object.entries(run.done).map(([name, list]) => [name, list.map(({ message }) => message)]),
  );
  const { messages } = rightOf(plan);
  return {
    claim: {
      es: "Cada suscriptor trabaja cada mensaje de sus temas una vez, en orden, y close espera a todos",
      en: "Each subscriber works on each message of its topics once, in order, and close waits for all",
    },
    ok: isDeepStrictEqual(seen, messages),
    weight: 2,
    given: given(plan),
    observed: seen,
    expected: messages,
    hint,
  };
}

export function gaveFinding(plan: ThreadPlan, run: ThreadRun): Finding {
  const { gave } = rightOf(plan);
  return {
    claim: {
      es: "publish dice a cuántos llegó; un tema desconocido se rechaza; nada se rompe al repetir",
      en: "publish says how many it reached; an unknown topic is refused; repeating breaks nothing",
    },
    ok: isDeepStrictEqual(run.gave, gave),
    given: given(plan),
    observed: run.gave,
    expected: gave,
    hint: hints.topics,
  };
}

/** What the works of a service told, leaving out those that failed. */
const toldBy = (run: ThreadRun, name: string): { message: unknown; told: Told }[] =>
  (run.done[name] ?? []).flatMap(({ message, answer, error }) =>
    error === undefined ? [{ message, told: answer ?? {} }] : [],
  );

/** Whether the answer is the one that the service's own text gave for the message. */
const isSealed = ({ secret }: Service, message: unknown, { thread, nth, heard, seal }: Told): boolean =>
  seal === sealOf(secret, message, thread, nth, heard);

export function threadsFinding({ services }: ThreadPlan, run: ThreadRun): Finding {
  const threads = services.map((one) => {
    const all = toldBy(run, one.name);
    const ids = [...new Set(all.map(({ told }) => told.thread))];
    // its own thread has worked on its messages and on nothing else: 1, 2, 3, with gaps only where a work failed
    const counts = (run.done[one.name] ?? []).map(
      ({ answer, error }, i) => error !== undefined || answer?.nth === i + 1,
    );
    const isSound = all.length > 0 && all.every(({ message, told }) => isSealed(one, message, told));
    const isOwn = ids.length === 1 && typeof ids[0] === "number" && ids[0] > 0;
    return { name: one.name, ids, holds: isSound && isOwn && counts.every(Boolean) };
  });
  return {
    claim: {
      es: "Cada servicio tiene un hilo, uno solo, y suyo",
      en: "Each service has one thread, one only, of its own",
    },
    ok: threads.every(({ holds }) => holds) && new Set(threads.flatMap(({ ids }) => ids)).size === threads.length,
    observed: Object.fromEntries(threads.map(({ name, ids }) => [name, ids])),
    hint: hints.thread,
  };
}

export function metFinding(plan: ThreadPlan, run: ThreadRun, claim: Text): Finding {
  const tokens = new Map(
    plan.services.flatMap(({ name, meets, secret }) =>
      Object.values(meets).map((place) => [sealOf(secret, place), { name, place }] as const),
    ),
  );
  const said = plan.services.flatMap((one) =>
    Object.entries(one.meets).map(([message, place]) => {
      const told = toldBy(run, one.name).find((each) => each.message === message)?.told;
      const other = tokens.get(String(told?.heard));
      const holds =
        told !== undefined && isSealed(one, message, told) && other?.place === place && other.name !== one.name;
      return [`${one.name}, ${message}`, holds ? "met" : "alone"] as const;
    }),
  );
  return {
    claim,
    ok: said.length > 0 && said.every(([, word]) => word === "met"),
    weight: 2,
    given: given(plan),
    observed: Object.fromEntries(said),
    expected: Object.fromEntries(said.map(([who]) => [who, "met"])),
    hint: hints.wait,
  };
}

const publish = (topic: string, message: string): Act => ({ act: "publish", topic, message });
/** A service of a plan, with a secret of its own. */
export const service = (random: Random, name: string, topics: string[], own: Partial<Service> = {}): Service => ({
  name,
  topics,
  meets: {},
  fails: [],
  secret: Array.from({ length: 4 }, () => random.integer(0, 2 ** 31 - 1).toString(36)).join("-"),
  ...own,
});
const NAMES = ["email", "printer", "stock", "audit", "phone", "billing"];
export const someNames = (random: Random, count: number): string[] => random.shuffle(NAMES).slice(0, count);

const head = (id: string, points: number, title: Text) => ({
  id,
  item: "X3",
  points,
  title,
  needs: ["MessageBroker", "Endpoint"],
  threads: true,
  scenario: playThreads,
});

// ---- the checks -------------------------------------------------------------------------------------------------

const topicsCheck: Check<ThreadPlan, ThreadRun> = {
  ...head("x3.topics", 1, { es: "Suscribirse y dejarlo", en: "Subscribing and leaving" }),
  parameters(random) {
    const [a, b] = someNames(random, 2) as [string, string];
    const words = pickWords(random, 5);
    return {
      topics: ["news", "sport"],
      services: [service(random, a, ["news"]), service(random, b, ["news", "sport"])],
      acts: [
        publish("news", words[0]!),
        { act: "createTopic", topic: "news" },
        { act: "subscribe", topic: "news", service: a },
        publish("news", words[1]!),
        publish("sport", words[2]!),
        { act: "unsubscribe", topic: "news", service: a },
        { act: "unsubscribe", topic: "news", service: a },
        publish("news", words[3]!),
        publish("toString", words[4]!),
        { act: "unsubscribe", topic: "weather", service: a },
      ],
    };
  },
  verdict: (plan, run) => [gaveFinding(plan, run), deliveredFinding(plan, run, hints.topics)],
};

const threadsCheck: Check<ThreadPlan, ThreadRun> = {
  ...head("x3.threads", 2.5, { es: "Un hilo por servicio, a la vez", en: "A thread for each service, at once" }),
  parameters(random) {
    const [slow, quick] = someNames(random, 2) as [string, string];
    const words = pickWords(random, random.integer(3, 5));
    return {
      topics: ["news"],
      // the slow one stands at its first message until the quick one is at its second
      services: [
        service(random, slow, ["news"], { meets: { [words[0]!]: "corner" } }),
        service(random, quick, ["news"], { meets: { [words[1]!]: "corner" } }),
      ],
      acts: words.map((word) => publish("news", word)),
    };
  },
  verdict: (plan, run) => [
    metFinding(plan, run, {
      es: "Mientras un servicio sigue en su primer mensaje, otro ya trabaja en el segundo",
      en: "While one service is still at its first message, another works on its second",
    }),
    threadsFinding(plan, run),
    deliveredFinding(plan, run, hints.close),
  ],
};

const failuresCheck: Check<ThreadPlan, ThreadRun> = {
  ...head("x3.failures", 1.5, {
    es: "Un servicio que falla no detiene a nadie",
    en: "A service that fails stops nobody",
  }),
  parameters(random) {
    const [bad, good] = someNames(random, 2) as [string, string];
    const words = pickWords(random, random.integer(4, 6));
    return {
      topics: ["news"],
      services: [service(random, bad, ["news"], { fails: [words[1]!, words[2]!] }), service(random, good, ["news"])],
      acts: words.map((word) => publish("news", word)),
    };
  },
  verdict(plan, run) {
    const [bad] = plan.services as [Service];
    const errors = (run.done[bad.name] ?? []).flatMap(({ message, error }) =>
      error === undefined ? [] : [[message, error]],
    );
    const right = bad.fails.map((message) => [message, `no ${message}`]);
    return [
      deliveredFinding(plan, run, hints.failure),
      {
        claim: {
          es: "De lo que falló queda el mensaje y el error del servicio",
          en: "Of what failed, the message and the service's error remain",
        },
        ok: isDeepStrictEqual(errors, right),
        given: given(plan),
        observed: errors,
        expected: right,
        hint: hints.failure,
      },
      {
        claim: { es: "Después de close, publish se rechaza", en: "After close, publish is refused" },
        ok: run.afterClose === "Error: Broker is closed",
        observed: run.afterClose,
        expected: "Error: Broker is closed",
        hint: hints.close,
      },
    ];
  },
};

export const checks: Check[] = [topicsCheck, threadsCheck, failuresCheck];
