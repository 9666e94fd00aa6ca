/**
 * X2, the visible part: SQSQueue with priorities, retries, a limit and dead letters.
 * A script of calls is played against the student's queue from outside; what the handler does is decided here, by a plan of failures.
 * The verdicts below are invariants that anyone can read off the statement; hidden/x2.ts compares with a model, on edge cases.
 */

import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../sim/random";
import { escapedFrom, literal, pickWords, readMessage, type SeenMessage } from "./support";
import type { Check, Finding, Remote, Student, Text } from "./types";

/** How a failing handler fails: an Error, or the other things that JavaScript lets you throw. */
export type Thrown = "error" | "text" | "undefined" | "null";

/** One call on the queue. `hand` names a message that was received and not processed yet. */
export type QueueStep =
  | { do: "send"; body: string; priority?: number }
  | { do: "receive"; hand: number }
  | { do: "process"; hand: number }
  | { do: "work" } /* receive, then process what came */
  | { do: "drain"; limit: number }; /* work until the queue gives null, at most `limit` times */

export interface QueueScript {
  /** Left out: the default of the statement, 3. */
  maxAttempts?: number;
  steps: QueueStep[];
  /** How many times the handler fails on a body before it succeeds. A body that is not listed never fails. */
  failures: [body: string, times: number][];
  throws?: Thrown;
}

/** What was seen at one call; the fields that the call does not have are left out. */
export interface QueueSeen {
  call: string;
  id?: unknown;
  message?: SeenMessage | null;
  /** What receiveMessage gave when it gave no message: null is asked for. */
  nothing?: unknown;
  handled?: unknown[];
  result?: unknown;
  escaped?: string;
  dead?: number;
  size: unknown;
}

export interface QueueRun {
  seen: QueueSeen[];
  dead: (SeenMessage | null)[];
}

/** Plays a script on a new queue of the student's and tells what was seen. */
export async function playQueue(student: Student, script: QueueScript): Promise<QueueRun> {
  const { maxAttempts } = script;
  const queue = await student.construct("SQSQueue", ...(maxAttempts === undefined ? [] : [{ maxAttempts }]));
  const failures = new Map(script.failures);
  const hands = new Map<number, unknown>();
  const seen: QueueSeen[] = [];

  const receive = async (): Promise<unknown> => {
    const got = await queue.call("receiveMessage");
    const message = readMessage(got);
    const nothing = message === null ? { nothing: got } : {};
    seen.push({ call: "receiveMessage()", message, ...nothing, size: await queue.get("size") });
    return got ?? null;
  };
  const process = async (message: unknown): Promise<void> => {
    const handled: unknown[] = [];
    const row: QueueSeen = { call: "processMessage(message, handler)", handled, size: undefined };
    const handler = (body: string): void => {
      handled.push(body);
      const left = failures.get(body) ?? 0;
      if (left > 0) {
        failures.set(body, left - 1);
        row.call = "processMessage(message, failing handler)";
        fail(script.throws ?? "error");
      }
    };
    try {
      row.result = await queue.call("processMessage", message, handler);
    } catch (error) {
      row.escaped = escapedFrom(error);
    }
    row.dead = ((await queue.get("deadLetters")) as unknown[]).length;
    row.size = await queue.get("size");
    seen.push(row);
  };

  for (const step of script.steps) {
    if (step.do === "send") {
      const args = step.priority === undefined ? [step.body] : [step.body, step.priority];
      const id = await queue.call("sendMessage", ...args);
      seen.push({ call: `sendMessage(${args.map(literal).join(", ")})`, id, size: await queue.get("size") });
    } else if (step.do === "receive") {
      hands.set(step.hand, await receive());
    } else if (step.do === "process") {
      const message = hands.get(step.hand);
      if (message !== null && message !== undefined) await process(message);
    } else {
      for (let left = step.do === "drain" ? step.limit : 1; left > 0; left--) {
        const message = await receive();
        if (message === null) break;
        await process(message);
      }
    }
  }
  return { seen, dead: await readAll(queue, "deadLetters") };
}

async function readAll(queue: Remote, property: string): Promise<(SeenMessage | null)[]> {
  return ((await queue.get(property)) as unknown[]).map(readMessage);
}

function fail(how: Thrown): never {
  if (how === "error") throw new Error("the handler failed");
  throw how === "text" ? "the handler failed" : how === "null" ? null : undefined;
}

/** The last calls up to row `until`, one a line, as a student would have typed them. */
export function calls(run: QueueRun, until: number, last = 12): string {
  const from = Math.max(0, until + 1 - last);
  const lines = run.seen.slice(from, until + 1).map((row) => row.call);
  return (from > 0 ? ["..."] : []).concat(lines).join("\n");
}

// ---- what the visible verdicts share ----------------------------------------------------------------------------

interface Sent {
  id: unknown;
  body: string;
  priority: number;
  turn: number;
}

/** The messages sent, by the id that sendMessage gave, in order of arrival. */
function sentIn(script: QueueScript, run: QueueRun): Sent[] {
  const ids = run.seen.filter((row) => row.call.startsWith("sendMessage")).map((row) => row.id);
  return script.steps
    .flatMap((step) => (step.do === "send" ? [step] : []))
    .map((step, turn) => ({ id: ids[turn], body: step.body, priority: step.priority ?? 0, turn }));
}

const received = (run: QueueRun) => run.seen.filter((row) => row.message !== undefined);
const processed = (run: QueueRun) => run.seen.filter((row) => row.handled !== undefined);
const brief = (message: SeenMessage | null | undefined) =>
  message ? `${literal(message.body)} (priority ${literal(message.priority)})` : "null";

const hints = {
  id: {
    es: "receiveMessage devuelve el objeto { id, body, priority, attempts }, con el id que dio sendMessage; cada envío tiene un id nuevo.",
    en: "receiveMessage returns the object { id, body, priority, attempts }, with the id that sendMessage gave; each send has a new id.",
  },
  urgent: {
    es: "Menor número, más urgente. Compara las prioridades como números, no como textos.",
    en: "Lower number, more urgent. Compare priorities as numbers, not as text.",
  },
  turn: {
    es: "Guarda con cada mensaje su turno de llegada (1, 2, 3...) y úsalo para desempatar; no mires el texto.",
    en: "Keep with each message its arrival turn (1, 2, 3...) and break ties with it; do not look at the text.",
  },
  size: {
    es: "size cuenta los mensajes que esperan: sube al enviar, baja al recibir.",
    en: "size counts the messages that wait: it grows on send and shrinks on receive.",
  },
  place: {
    es: "Un mensaje que falla vuelve con la misma prioridad y el mismo turno; no lo mandes otra vez con sendMessage.",
    en: "A failed message comes back with the same priority and the same turn; do not send it again with sendMessage.",
  },
  attempts: {
    es: "attempts empieza en 0 y suma uno con cada fallo; viaja con el mensaje.",
    en: "attempts starts at 0 and grows by one with each failure; it travels with the message.",
  },
  caught: {
    es: "Rodea la llamada a handler con try / catch dentro de processMessage y devuelve true o false.",
    en: "Put try / catch around the call to handler inside processMessage, and return true or false.",
  },
  limit: {
    es: "Después de sumar el intento, pregunta si attempts llegó a maxAttempts: si llegó, a deadLetters; si no, de vuelta a la cola.",
    en: "After counting the attempt ask whether attempts has reached maxAttempts: if so, to deadLetters; if not, back to the queue.",
  },
} satisfies Record<string, Text>;

/** Every message came once, with the id that its send returned. Without it no order can be judged. */
function nothingLost(script: QueueScript, run: QueueRun): Finding {
  const sent = sentIn(script, run);
  const got = received(run).flatMap((row) => (row.message ? [row.message] : []));
  const complete =
    new Set(sent.map((message) => message.id)).size === sent.length &&
    sent.every((one) => typeof one.id === "string" && one.id !== "") &&
    got.length === sent.length &&
    sent.every((one) => got.filter((message) => message.id === one.id && message.body === one.body).length === 1);
  return {
    claim: {
      es: "Cada mensaje sale una vez, con su id y su texto",
      en: "Each message comes out once, with its id and its body",
    },
    ok: complete,
    given: calls(run, run.seen.length - 1, 30),
    observed: got.map((message) => ({ id: message.id, body: message.body })),
    expected: sent.map(({ id, body }) => ({ id, body })),
    hint: hints.id,
  };
}

/** The first received pair that breaks a rule, as a finding. `judged` is false when the messages themselves are wrong. */
function pairs(
  run: QueueRun,
  judged: boolean,
  claim: Text,
  hint: Text,
  wrong: (earlier: SeenMessage, later: SeenMessage) => boolean,
): Finding {
  const got = received(run).flatMap((row) => (row.message ? [row.message] : []));
  const at = got.findIndex((message, i) => i > 0 && wrong(got[i - 1], message));
  return {
    claim,
    ok: judged && at < 0,
    weight: 2,
    given: calls(run, run.seen.length - 1, 30),
    observed: at < 0 ? got.map(brief) : [brief(got[at - 1]), brief(got[at])],
    expected: at < 0 ? undefined : [brief(got[at]), brief(got[at - 1])],
    hint: judged ? hint : hints.id,
  };
}

// ---- x2.order ---------------------------------------------------------------------------------------------------

const order: Check<QueueScript, QueueRun> = {
  id: "x2.order",
  item: "X2",
  points: 1.5,
  title: {
    es: "Lo más urgente primero; entre iguales, por llegada",
    en: "The most urgent first; among equals, by arrival",
  },
  needs: ["SQSQueue"],
  parameters(random: Random): QueueScript {
    const levels = random.shuffle([0, 1, 2, 5, 9, 10, 12]).slice(0, 4);
    const bodies = pickWords(random, 12);
    const sends = bodies.map((body): QueueStep => ({ do: "send", body, priority: random.pick(levels) }));
    const receives = bodies.map((_, i): QueueStep => ({ do: "receive", hand: i }));
    const nothing: QueueStep = { do: "receive", hand: -1 };
    return { steps: [nothing, ...sends, ...receives, nothing], failures: [] };
  },
  scenario: playQueue,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const rows = received(run);
    const complete = nothingLost(script, run);
    const turn = (message: SeenMessage) => sent.find((one) => one.id === message.id)?.turn ?? -1;
    const sizes = run.seen.map((row) => row.size);
    const right = [0, ...sent.map((_, i) => i + 1), ...sent.map((_, i) => sent.length - i - 1), 0];
    return [
      {
        claim: { es: "Una cola vacía da null", en: "An empty queue gives null" },
        ok: complete.ok && rows[0]?.nothing === null && rows.at(-1)?.nothing === null,
        weight: 0.5,
        given: "receiveMessage()",
        observed: [rows[0], rows.at(-1)].map((row) => row?.message ?? row?.nothing),
        expected: [null, null],
        hint: {
          es: "Si no espera nadie, devuelve null, no undefined: shift() ?? null.",
          en: "If nothing waits, return null, not undefined: shift() ?? null.",
        },
      },
      complete,
      pairs(
        run,
        complete.ok,
        { es: "Sale antes el de menor número", en: "The lower number comes first" },
        hints.urgent,
        (earlier, later) => Number(earlier.priority) > Number(later.priority),
      ),
      pairs(
        run,
        complete.ok,
        {
          es: "Entre iguales, sale antes el que llegó antes",
          en: "Among equals, the one that arrived first comes first",
        },
        hints.turn,
        (earlier, later) => earlier.priority === later.priority && turn(earlier) > turn(later),
      ),
      {
        claim: { es: "size cuenta los que esperan", en: "size counts those that wait" },
        ok: isDeepStrictEqual(sizes, right),
        weight: 0.5,
        given: calls(run, run.seen.length - 1, 30),
        observed: sizes,
        expected: right,
        hint: hints.size,
      },
    ];
  },
};

// ---- x2.retry ---------------------------------------------------------------------------------------------------

const retry: Check<QueueScript, QueueRun> = {
  id: "x2.retry",
  item: "X2",
  points: 1.5,
  title: {
    es: "El que falla vuelve a su sitio, con su prioridad",
    en: "A failed message comes back to its place, with its priority",
  },
  needs: ["SQSQueue"],
  parameters(random) {
    const bodies = pickWords(random, 5);
    const [low, high] = [random.integer(2, 4), random.integer(5, 9)];
    const level = [low, low, low, high, high];
    const sends = bodies.map((body, i): QueueStep => ({ do: "send", body, priority: level[i] }));
    const times = random.integer(2, 4);
    const failures: [string, number][] = [
      [bodies[0], times],
      [bodies[3], 1],
    ];
    return { maxAttempts: 20, steps: [...sends, { do: "drain", limit: 40 }], failures };
  },
  scenario: playQueue,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const tries = sent.flatMap((one) => {
      const times = script.failures.find(([body]) => body === one.body)?.[1] ?? 0;
      return Array.from({ length: times + 1 }, (_, i) => ({ ...one, attempts: i, succeeds: i === times }));
    });
    const got = received(run).map((row) => row.message);
    const handled = processed(run);
    const upTo = (at: number) => calls(run, at < 0 ? run.seen.length - 1 : run.seen.indexOf(received(run)[at]));
    const first = (wrong: (i: number) => boolean) => tries.findIndex((_, i) => wrong(i));
    const strayed = first((i) => got[i]?.id !== tries[i].id);
    const demoted = first((i) => got[i]?.id === tries[i].id && got[i]?.priority !== tries[i].priority);
    const known = got.filter((message) => sent.some((one) => one.id === message?.id && one.id !== undefined)).length;
    const miscounted = got.findIndex(
      (message, i) => message && message.attempts !== got.slice(0, i).filter((one) => one?.id === message.id).length,
    );
    const escaped = handled.find((row) => row.escaped !== undefined);
    const results = handled.map((row) => row.result);
    const outcomes = tries.map((one) => one.succeeds);
    return [
      {
        claim: {
          es: "processMessage llama al handler con el texto y atrapa su fallo",
          en: "processMessage calls the handler with the body and catches its failure",
        },
        ok:
          handled.length > 0 &&
          !escaped &&
          handled.every((row, i) => row.handled?.length === 1 && row.handled[0] === got[i]?.body),
        given: calls(run, run.seen.indexOf(escaped ?? handled[0])),
        observed: escaped?.escaped ?? handled.map((row) => row.handled),
        expected: got.filter((message) => message).map((message) => [message?.body]),
        hint: hints.caught,
      },
      {
        claim: {
          es: "Devuelve true si salió bien y false si falló",
          en: "It returns true on success and false on failure",
        },
        ok: strayed < 0 && isDeepStrictEqual(results, outcomes),
        given: calls(run, run.seen.length - 1, 30),
        observed: results,
        expected: outcomes,
        hint: hints.caught,
      },
      {
        claim: {
          es: "El que falló vuelve a su sitio: es el siguiente en salir",
          en: "The one that failed comes back to its place: it is the next to come out",
        },
        ok: strayed < 0 && handled.length === tries.length,
        weight: 2,
        given: upTo(strayed),
        observed: strayed < 0 ? handled.length : brief(got[strayed]),
        expected: strayed < 0 ? tries.length : `${literal(tries[strayed].body)} (priority ${tries[strayed].priority})`,
        hint: hints.place,
      },
      {
        claim: { es: "Conserva su prioridad", en: "It keeps its priority" },
        ok: known > tries.length / 2 && demoted < 0 && handled.length >= tries.length,
        given: upTo(demoted),
        observed: demoted < 0 ? got.map(brief) : brief(got[demoted]),
        expected: demoted < 0 ? undefined : tries[demoted].priority,
        hint: hints.place,
      },
      {
        claim: { es: "attempts cuenta los fallos que lleva", en: "attempts counts its failures so far" },
        ok: known > tries.length / 2 && miscounted < 0 && handled.length >= tries.length,
        given: upTo(miscounted),
        observed: got.map((message) => message?.attempts),
        expected: tries.map((one) => one.attempts),
        hint: hints.attempts,
      },
    ];
  },
};

// ---- x2.limit ---------------------------------------------------------------------------------------------------

const limit: Check<QueueScript, QueueRun> = {
  id: "x2.limit",
  item: "X2",
  points: 1,
  title: {
    es: "Después de maxAttempts fallos, a deadLetters",
    en: "After maxAttempts failures, to deadLetters",
  },
  needs: ["SQSQueue"],
  parameters(random) {
    const bodies = pickWords(random, 5);
    const maxAttempts = random.integer(2, 5);
    const sends = bodies.map((body): QueueStep => ({ do: "send", body, priority: random.integer(0, 3) }));
    const [poison, almost] = random.shuffle(bodies);
    const failures: [string, number][] = [
      [poison, 1000],
      [almost, maxAttempts - 1],
    ];
    return { maxAttempts, steps: [...sends, { do: "drain", limit: 40 }], failures };
  },
  scenario: playQueue,
  verdict(script, run) {
    const max = script.maxAttempts ?? 3;
    const poison = sentIn(script, run).find((one) => one.body === script.failures[0][0])!;
    const tried = (body: string) => processed(run).filter((row) => row.handled?.includes(body)).length;
    const counts = sentIn(script, run).map((one) => [one.body, tried(one.body)]);
    const right = sentIn(script, run).map((one) => {
      const times = script.failures.find(([body]) => body === one.body)?.[1] ?? 0;
      return [one.body, Math.min(max, times + 1)];
    });
    const ends = received(run).at(-1)?.message === null && processed(run).length > 0;
    const early = processed(run).find((row) => (row.dead ?? 0) > 0);
    return [
      {
        claim: {
          es: `Ningún mensaje se intenta más de ${max} veces (maxAttempts), ni menos de las que necesita`,
          en: `No message is tried more than ${max} times (maxAttempts), nor fewer than it needs`,
        },
        ok: ends && isDeepStrictEqual(counts, right),
        given: `new SQSQueue({ maxAttempts: ${max} }); ${literal(poison.body)} ✗`,
        observed: counts,
        expected: right,
        hint: hints.limit,
      },
      {
        claim: {
          es: "El que agotó sus intentos está en deadLetters, una vez y entero",
          en: "The one that used up its attempts is in deadLetters, once and whole",
        },
        ok:
          run.dead.length === 1 &&
          run.dead[0]?.id === poison.id &&
          run.dead[0]?.body === poison.body &&
          run.dead[0]?.priority === poison.priority &&
          run.dead[0]?.attempts === max,
        given: `new SQSQueue({ maxAttempts: ${max} }); ${literal(poison.body)} ✗`,
        observed: run.dead,
        expected: [{ id: poison.id, body: poison.body, priority: poison.priority, attempts: max }],
        hint: hints.limit,
      },
      {
        claim: {
          es: "La cola queda vacía, y deadLetters no se llena antes de tiempo",
          en: "The queue ends up empty, and deadLetters does not fill before its time",
        },
        ok: ends && run.seen.at(-1)?.size === 0 && early?.handled?.[0] === poison.body && tried(poison.body) === max,
        weight: 0.5,
        given: calls(run, run.seen.length - 1, 20),
        observed: { size: run.seen.at(-1)?.size, firstDead: early?.handled },
        expected: { size: 0, firstDead: [poison.body] },
        hint: hints.limit,
      },
    ];
  },
};

// ---- x2.flow ----------------------------------------------------------------------------------------------------

const flow: Check<QueueScript, QueueRun> = {
  id: "x2.flow",
  item: "X2",
  points: 1,
  title: {
    es: "Todo junto: envíos, fallos y reintentos mezclados",
    en: "All together: sends, failures and retries mixed",
  },
  needs: ["SQSQueue"],
  parameters(random) {
    const bodies = pickWords(random, 24);
    const steps: QueueStep[] = [];
    for (const body of bodies) {
      steps.push({ do: "send", body, priority: random.integer(0, 4) });
      if (random.bernoulli(0.5)) steps.push({ do: "work" });
    }
    steps.push({ do: "drain", limit: 120 });
    const failures = bodies.map((body): [string, number] => [body, random.pick([0, 0, 0, 1, 2, 3, 9])]);
    return { steps, failures };
  },
  scenario: playQueue,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const max = script.maxAttempts ?? 3;
    const doomed = sent.filter((one) => (script.failures.find(([body]) => body === one.body)?.[1] ?? 0) >= max);
    const done = (one: Sent) =>
      processed(run).filter((row) => row.result === true && row.handled?.[0] === one.body).length;
    const dead = (one: Sent) => run.dead.filter((message) => message?.id === one.id).length;
    const lost = sent.find((one) => done(one) + dead(one) !== 1);
    const jumped = overtaken(script, run, max);
    const ended = processed(run).length > 0 && received(run).at(-1)?.message === null;
    return [
      {
        claim: {
          es: "Cada mensaje acaba una sola vez: procesado o en deadLetters",
          en: "Each message ends exactly once: processed or in deadLetters",
        },
        ok: ended && lost === undefined,
        given: lost ? `sendMessage(${literal(lost.body)}, ${lost.priority})` : `${sent.length} × sendMessage`,
        observed: lost ? { processed: done(lost), deadLetters: dead(lost) } : undefined,
        expected: "1",
        hint: hints.limit,
      },
      {
        claim: {
          es: "En deadLetters están los que fallaron 3 veces, y nadie más",
          en: "deadLetters holds those that failed 3 times, and nobody else",
        },
        ok: ended && isDeepStrictEqual(doomed.map((one) => one.body).sort(), run.dead.map((one) => one?.body).sort()),
        given: `${sent.length} × sendMessage`,
        observed: run.dead.map((one) => one?.body).sort(),
        expected: doomed.map((one) => one.body).sort(),
        hint: hints.limit,
      },
      {
        claim: {
          es: "Nunca sale uno mientras espera otro más urgente",
          en: "None comes out while a more urgent one waits",
        },
        ok: ended && jumped === null,
        weight: 2,
        given: jumped === null ? undefined : calls(run, jumped.at),
        observed: jumped === null ? undefined : brief(jumped.got),
        expected: jumped === null ? undefined : `${literal(jumped.waiting.body)} (priority ${jumped.waiting.priority})`,
        hint: hints.place,
      },
    ];
  },
};

/** The first receive that passed over a waiting message with a better (priority, turn). */
function overtaken(script: QueueScript, run: QueueRun, max: number) {
  const sends = sentIn(script, run);
  const waiting = new Map<unknown, Sent>();
  const tries = new Map<unknown, number>();
  let inHand: unknown;
  for (const [at, row] of run.seen.entries()) {
    if (row.call.startsWith("sendMessage")) {
      const one = sends[sends.findIndex((sent) => sent.id === row.id)];
      if (one) waiting.set(one.id, one);
    } else if (row.message !== undefined) {
      inHand = row.message?.id;
      const best = [...waiting.values()].sort((a, b) => a.priority - b.priority || a.turn - b.turn)[0];
      if (best && best.id !== inHand) return { at, got: row.message, waiting: best };
      waiting.delete(inHand);
    } else if (row.result === false) {
      tries.set(inHand, (tries.get(inHand) ?? 0) + 1);
      const back = sends.find((sent) => sent.id === inHand);
      if (back && tries.get(inHand)! < max) waiting.set(inHand, back);
    }
  }
  return null;
}

export const checks: Check[] = [order, retry, limit, flow];
