/** X2, the hidden part: scripts on the edges, played against the student's queue and against a plain model of the statement. */

import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../../sim/random";
import { literal, pickWords, type SeenMessage } from "../support";
import type { Finding, HiddenCheck, Text } from "../types";
import { calls, playQueue, type QueueRun, type QueueScript, type QueueSeen, type QueueStep } from "../x2";

interface Case {
  claim: Text;
  hint: Text;
  script: QueueScript;
  weight?: number;
}

// ---- the model --------------------------------------------------------------------------------------------------

interface Held {
  number: number; // which send it came from, from 0
  body: string;
  priority: number;
  attempts: number;
}

/** What a right queue shows for the script. Ids stand for sends: message.id is the number of the send. */
function expectedRun(script: QueueScript): QueueRun {
  const waiting: Held[] = [];
  const dead: Held[] = [];
  const seen: QueueSeen[] = [];
  const failures = new Map(script.failures);
  const hands = new Map<number, Held | null>();
  const max = script.maxAttempts ?? 3;
  let sent = 0;
  const view = ({ number, body, priority, attempts }: Held): SeenMessage => ({ id: number, body, priority, attempts });

  const receive = (): Held | null => {
    let best = 0;
    for (let i = 1; i < waiting.length; i++) {
      const [a, b] = [waiting[i], waiting[best]];
      if (a.priority < b.priority || (a.priority === b.priority && a.number < b.number)) best = i;
    }
    const message = waiting.splice(best, 1)[0] ?? null;
    seen.push({ call: "receiveMessage()", message: message && view(message), size: waiting.length });
    return message;
  };
  const process = (message: Held): void => {
    const left = failures.get(message.body) ?? 0;
    if (left > 0) {
      failures.set(message.body, left - 1);
      message.attempts += 1;
      (message.attempts >= max ? dead : waiting).push(message);
    }
    const handled = [message.body];
    const size = waiting.length;
    seen.push({ call: "processMessage(message, handler)", handled, result: left <= 0, dead: dead.length, size });
  };

  for (const step of script.steps) {
    if (step.do === "send") {
      waiting.push({ number: sent, body: step.body, priority: step.priority ?? 0, attempts: 0 });
      seen.push({ call: "sendMessage", id: sent++, size: waiting.length });
    } else if (step.do === "receive") {
      hands.set(step.hand, receive());
    } else if (step.do === "process") {
      const message = hands.get(step.hand);
      if (message) process(message);
    } else {
      for (let left = step.do === "drain" ? step.limit : 1; left > 0; left--) {
        const message = receive();
        if (message === null) break;
        process(message);
      }
    }
  }
  return { seen, dead: dead.map(view) };
}

/** The student's ids replaced by the number of the send that gave them; an id that no send gave stays, as text. */
function numbered(run: QueueRun): QueueRun {
  const ids = run.seen.filter((row) => row.call.startsWith("sendMessage(")).map((row) => row.id);
  const number = (id: unknown): unknown => {
    const at = ids.indexOf(id);
    return typeof id === "string" && at >= 0 ? at : `?${literal(id)}`;
  };
  const plain = (message: SeenMessage | null) => message && { ...message, id: number(message.id) };
  return {
    seen: run.seen.map((row) => ({
      ...row,
      ...(row.id === undefined ? {} : { id: number(row.id) }),
      ...(row.message === undefined ? {} : { message: plain(row.message) }),
    })),
    dead: run.dead.map(plain),
  };
}

function compare({ claim, hint, script, weight }: Case, run: QueueRun): Finding {
  const right = expectedRun(script);
  const own = numbered(run);
  const length = Math.max(right.seen.length, own.seen.length);
  const off = Array.from({ length }, (_, i) => i).find(
    (i) => !isDeepStrictEqual(brief(own.seen[i]), brief(right.seen[i])),
  );
  const finding = { claim, hint, ...(weight === undefined ? {} : { weight }) };
  if (off !== undefined) {
    const made =
      script.maxAttempts === undefined ? "new SQSQueue()" : `new SQSQueue({ maxAttempts: ${script.maxAttempts} })`;
    const given = `${made}\n${calls(run, off)}`;
    return { ...finding, ok: false, given, observed: brief(own.seen[off]), expected: brief(right.seen[off]) };
  }
  const ok = isDeepStrictEqual(own.dead, right.dead);
  return { ...finding, ok, given: "deadLetters", observed: own.dead, expected: right.dead };
}

/** The parts of a row that a student can read: what came back, and the two counts. That nothing is null is judged once, in the visible part. */
function brief(row: QueueSeen | undefined): unknown {
  if (row === undefined) return undefined;
  const { call: _, nothing: __, ...rest } = row;
  return rest;
}

function hidden(id: string, cases: (random: Random) => Case[]): HiddenCheck<Case[], QueueRun[]> {
  return {
    id,
    parameters: cases,
    async scenario(student, all) {
      const runs: QueueRun[] = [];
      for (const one of all) runs.push(await playQueue(student, one.script));
      return runs;
    },
    verdict: (all, runs) => all.map((one, i) => compare(one, runs[i])),
  };
}

// ---- building scripts -------------------------------------------------------------------------------------------

const send = (body: string, priority?: number): QueueStep =>
  priority === undefined ? { do: "send", body } : { do: "send", body, priority };
const take = (count: number): QueueStep[] =>
  Array.from({ length: count }, (_, i) => ({ do: "receive", hand: 1_000 + i }));
const work: QueueStep = { do: "work" };
const drain: QueueStep = { do: "drain", limit: 400 };
/** Names that exist on every plain object, and an empty body. */
const STRANGE = ["toString", "__proto__", "constructor", "hasOwnProperty", "", "valueOf", "length"];

const hints = {
  turn: {
    es: "El desempate es el turno de llegada; el texto del mensaje no cuenta.",
    en: "The tie is broken by the arrival turn; the text of the message does not count.",
  },
  number: {
    es: "Compara prioridades con a - b. En JavaScript [10] < [9] es true, porque compara textos.",
    en: "Compare priorities with a - b. In JavaScript [10] < [9] is true, because it compares text.",
  },
  id: {
    es: "Dos mensajes pueden tener el mismo texto: distínguelos por su id.",
    en: "Two messages may have the same body: tell them apart by their id.",
  },
  names: {
    es: "Si guardas algo por texto, usa un Map: en un objeto, 'toString' ya existe. Y un texto vacío también es un mensaje.",
    en: "If you keep something by body, use a Map: in an object, 'toString' is already there. An empty body is a message too.",
  },
  attempts: {
    es: "El contador y el turno viajan con cada mensaje, aunque haya varios en la mano a la vez.",
    en: "The counter and the turn travel with each message, even with several in hand at once.",
  },
  thrown: {
    es: "En JavaScript se puede lanzar cualquier cosa, también undefined: en catch no supongas que hay un Error.",
    en: "In JavaScript anything can be thrown, undefined too: in catch do not assume that there is an Error.",
  },
  limit: {
    es: "Cuenta el fallo primero; después compara: attempts >= maxAttempts va a deadLetters.",
    en: "Count the failure first, then compare: attempts >= maxAttempts goes to deadLetters.",
  },
} satisfies Record<string, Text>;

// ---- the cases --------------------------------------------------------------------------------------------------

const order = hidden("x2.order", (random) => {
  const letters = ["zeta", "mu", "kappa", "beta", "alfa"];
  const many = pickWords(random, 200).map((body) => send(body, random.integer(-3, 12)));
  const mixed = pickWords(random, 40).flatMap((body, i) => [
    send(body, random.integer(0, 2)),
    ...(random.bernoulli(0.5) ? [{ do: "receive" as const, hand: i }] : []),
  ]);
  const [first, second, third] = pickWords(random, 3);
  return [
    {
      claim: {
        es: "Iguales con textos en orden alfabético inverso salen por llegada",
        en: "Equals with bodies in reverse alphabetical order come out by arrival",
      },
      hint: hints.turn,
      weight: 2,
      script: { steps: [...letters.map((body) => send(body, 4)), ...take(6)], failures: [] },
    },
    {
      claim: { es: "9 es más urgente que 10, y -1 más que 0", en: "9 is more urgent than 10, and -1 than 0" },
      hint: hints.number,
      weight: 2,
      script: {
        steps: [
          ...random.shuffle([10, 9, 2, 100, 0, -1, -10, 0.5]).map((level, i) => send(`m${i}`, level)),
          ...take(9),
        ],
        failures: [],
      },
    },
    {
      claim: { es: "Sin prioridad es 0", en: "No priority means 0" },
      hint: hints.number,
      script: { steps: [send(first, 1), send(second), send(third, 0), ...take(4)], failures: [] },
    },
    {
      claim: { es: "Dos mensajes con el mismo texto son dos", en: "Two messages with the same body are two" },
      hint: hints.id,
      script: { steps: [send(first, 2), send(first, 1), send(first, 2), ...take(4)], failures: [] },
    },
    {
      claim: {
        es: "Textos como 'toString' o vacío son mensajes corrientes",
        en: "Bodies such as 'toString' or empty are ordinary messages",
      },
      hint: hints.names,
      script: { steps: [...STRANGE.map((body) => send(body, 1)), ...take(STRANGE.length + 1)], failures: [] },
    },
    {
      claim: { es: "Envíos y recepciones mezclados", en: "Sends and receives mixed" },
      hint: hints.turn,
      script: { steps: [...mixed, ...take(41)], failures: [] },
    },
    {
      claim: { es: "Doscientos mensajes en dieciséis niveles", en: "Two hundred messages in sixteen levels" },
      hint: hints.turn,
      script: { steps: [...many, ...take(201)], failures: [] },
    },
  ];
});

const retry = hidden("x2.retry", (random) => {
  const [a, b, c, d] = pickWords(random, 4);
  const hand = (n: number): QueueStep => ({ do: "receive", hand: n });
  const process = (n: number): QueueStep => ({ do: "process", hand: n });
  const level = random.integer(3, 8);
  return [
    {
      claim: {
        es: "El que falla conserva su turno aunque lleguen iguales después",
        en: "A failed message keeps its turn though equals arrive later",
      },
      hint: hints.attempts,
      weight: 2,
      script: {
        maxAttempts: 9,
        steps: [send(a, level), hand(1), send(b, level), process(1), send(c, level), drain],
        failures: [[a, 2]],
      },
    },
    {
      claim: {
        es: "No se adelanta a uno más urgente ni se atrasa tras uno menos urgente",
        en: "It neither passes a more urgent one nor falls behind a less urgent one",
      },
      hint: hints.attempts,
      weight: 2,
      script: {
        maxAttempts: 9,
        steps: [send(a, 5), send(b, 6), work, send(c, 4), work, work, send(d, 0), drain],
        failures: [
          [a, 3],
          [b, 1],
        ],
      },
    },
    {
      claim: { es: "Prioridad 0 que falla sigue siendo 0", en: "Priority 0 that fails is still 0" },
      hint: hints.attempts,
      script: { maxAttempts: 9, steps: [send(a, 0), send(b, 1), send(c, 1), drain], failures: [[a, 2]] },
    },
    {
      claim: { es: "Dos en la mano, procesados al revés", en: "Two in hand, processed the other way round" },
      hint: hints.attempts,
      script: {
        maxAttempts: 9,
        steps: [send(a, 1), send(b, 1), send(c, 1), hand(1), hand(2), process(2), process(1), drain],
        failures: [
          [a, 1],
          [b, 2],
        ],
      },
    },
    ...(["text", "undefined", "null"] as const).map(
      (throws): Case => ({
        claim: {
          es: `Un handler que lanza ${throws === "text" ? "un texto" : throws} también ha fallado`,
          en: `A handler that throws ${throws === "text" ? "a string" : throws} has failed too`,
        },
        hint: hints.thrown,
        weight: 0.5,
        script: { throws, steps: [send(a, 1), send(b, 1), drain], failures: [[a, 1]] },
      }),
    ),
    {
      claim: {
        es: "Textos repetidos y raros también se reintentan",
        en: "Repeated and strange bodies are retried too",
      },
      hint: hints.names,
      script: {
        maxAttempts: 4,
        steps: [...STRANGE.map((body) => send(body, 2)), send("", 1), drain],
        failures: STRANGE.map((body): [string, number] => [body, random.integer(0, 2)]),
      },
    },
  ];
});

const limit = hidden("x2.limit", (random) => {
  const [a, b, c] = pickWords(random, 3);
  const always = 1_000;
  const max = random.integer(2, 6);
  return [
    {
      claim: { es: "Sin opciones, el límite es 3", en: "Without options the limit is 3" },
      hint: hints.limit,
      script: { steps: [send(a, 2), send(b, 1), drain], failures: [[a, always]] },
    },
    {
      claim: { es: "maxAttempts 1: el primer fallo es el último", en: "maxAttempts 1: the first failure is the last" },
      hint: hints.limit,
      script: { maxAttempts: 1, steps: [send(a, 0), send(b, 1), drain], failures: [[a, always]] },
    },
    {
      claim: {
        es: "Un éxito en el último intento no es letra muerta",
        en: "A success on the last attempt is no dead letter",
      },
      hint: hints.limit,
      weight: 2,
      script: {
        maxAttempts: max,
        steps: [send(a, 1), send(b, 1), drain],
        failures: [
          [a, max - 1],
          [b, max],
        ],
      },
    },
    {
      claim: {
        es: "deadLetters guarda el orden en que se rindió cada uno, con su prioridad",
        en: "deadLetters keeps the order in which each was given up, with its priority",
      },
      hint: hints.limit,
      script: {
        maxAttempts: 2,
        steps: [send(a, 7), send(b, 3), send(c, 5), drain],
        failures: [
          [a, always],
          [b, always],
          [c, always],
        ],
      },
    },
    {
      claim: { es: "Dos con el mismo texto tienen cada uno su cuenta", en: "Two with the same body have a count each" },
      hint: hints.id,
      script: { maxAttempts: 3, steps: [send(a, 1), send(a, 1), work, send(b, 0), drain], failures: [[a, 4]] },
    },
  ];
});

const flow = hidden("x2.flow", (random) => {
  const script = (count: number): QueueScript => {
    const bodies = pickWords(random, count);
    const steps = bodies.flatMap((body, i): QueueStep[] => [
      send(body, random.integer(-2, 11)),
      ...(random.bernoulli(0.4) ? [work] : []),
      ...(random.bernoulli(0.2) ? [{ do: "receive" as const, hand: i }] : []),
      ...(i > 4 && random.bernoulli(0.3) ? [{ do: "process" as const, hand: i - 3 }] : []),
    ]);
    const failures = bodies.map((body): [string, number] => [body, random.pick([0, 0, 1, 2, 3, 50])]);
    return { maxAttempts: random.integer(2, 4), steps: [...steps, drain], failures };
  };
  return [10, 40, 120].map((count) => ({
    claim: {
      es: `${count} mensajes con fallos al azar, llamada por llamada`,
      en: `${count} messages with random failures, call by call`,
    },
    hint: hints.attempts,
    script: script(count),
  }));
});

export const hiddenChecks: HiddenCheck[] = [order, retry, limit, flow];
