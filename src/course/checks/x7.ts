/**
 * X7, the visible part: PriorityQueue with priorities, expiry on a clock that the check moves, a sweep and accounts.
 * A script of calls is played from outside; the verdicts are invariants of the statement. hidden/x7.ts compares with a model.
 */

import { isDeepStrictEqual } from "node:util";
import { escapedFrom, literal, pickWords } from "./support";
import type { Check, Finding, Student, Text } from "./types";

/** One call, or a wait that moves the clock. */
export type ExpiryStep =
  | { do: "send"; body: string; priority?: number; ttlMs?: number }
  | { do: "wait"; ms: number }
  | { do: "receive" }
  | { do: "process"; fails?: boolean; takesMs?: number } /* the handler moves the clock by takesMs, then ends */
  | { do: "sweep" };

export interface ExpiryScript {
  /** What the clock shows when the queue is made, ms. */
  startMs: number;
  steps: ExpiryStep[];
}

export interface ExpirySeen {
  call: string;
  /** Clock when the call began, ms. */
  at: number;
  id?: unknown;
  message?: { id: unknown; body: unknown; priority: unknown; expiresAt: unknown } | null;
  /** What a receive gave when it gave no message: null is asked for. */
  nothing?: unknown;
  handled?: unknown[];
  result?: unknown;
  escaped?: string;
  swept?: unknown;
  /** After the call. */
  size: unknown;
  stats: { sent: unknown; processed: unknown; expired: unknown; waiting: unknown };
}

export interface ExpiryRun {
  seen: ExpirySeen[];
}

/** Plays a script on a new queue of the student's and tells what was seen after each call. */
export async function playExpiry(student: Student, script: ExpiryScript): Promise<ExpiryRun> {
  let now = script.startMs;
  const queue = await student.construct("PriorityQueue", { now: () => now });
  const seen: ExpirySeen[] = [];
  for (const step of script.steps) {
    if (step.do === "wait") {
      now += step.ms;
      continue;
    }
    const row: Partial<ExpirySeen> & { call: string; at: number } = { call: "", at: now };
    if (step.do === "send") {
      const { body, priority, ttlMs } = step;
      const options = { ...(priority === undefined ? {} : { priority }), ...(ttlMs === undefined ? {} : { ttlMs }) };
      const args = Object.keys(options).length === 0 ? [body] : [body, options];
      row.call = `send(${args.map(literal).join(", ")})`;
      row.id = await queue.call("send", ...args);
    } else if (step.do === "receive") {
      row.call = "receive()";
      const got = await queue.call("receive");
      row.message = got ? { id: got.id, body: got.body, priority: got.priority, expiresAt: got.expiresAt } : null;
      if (!got) row.nothing = got;
    } else if (step.do === "sweep") {
      row.call = "sweep()";
      row.swept = await queue.call("sweep");
    } else {
      row.call = `process(${step.fails ? "failing handler" : "handler"})`;
      const handled: unknown[] = [];
      row.handled = handled;
      const handler = (body: string): void => {
        handled.push(body);
        now += step.takesMs ?? 0;
        if (step.fails) throw new Error("the handler failed");
      };
      try {
        row.result = await queue.call("process", handler);
      } catch (error) {
        row.escaped = escapedFrom(error);
      }
    }
    const stats = (await queue.get("stats")) ?? {};
    const { sent, processed, expired, waiting } = stats;
    seen.push({ ...row, size: await queue.get("size"), stats: { sent, processed, expired, waiting } });
  }
  return { seen };
}

/** The last calls up to row `until`, each with its clock time, one a line. */
export function timedCalls(run: ExpiryRun, until = run.seen.length - 1, last = 14): string {
  const from = Math.max(0, until + 1 - last);
  const lines = run.seen.slice(from, until + 1).map((row) => `${row.at} ms  ${row.call}`);
  return (from > 0 ? ["..."] : []).concat(lines).join("\n");
}

// ---- what the visible verdicts share ----------------------------------------------------------------------------

interface Sent {
  id: unknown;
  body: string;
  priority: number;
  /** Clock time from which it is expired, ms. */
  until: number;
  turn: number;
}

function sentIn(script: ExpiryScript, run: ExpiryRun): Sent[] {
  const rows = run.seen.filter((row) => row.call.startsWith("send("));
  return script.steps
    .flatMap((step) => (step.do === "send" ? [step] : []))
    .map((step, turn) => ({
      id: rows[turn]?.id,
      body: step.body,
      priority: step.priority ?? 0,
      until: step.ttlMs === undefined ? Number.POSITIVE_INFINITY : rows[turn].at + step.ttlMs,
      turn,
    }));
}

/** What a row handed out: the body received, or the body that the handler got. */
const handedOut = (row: ExpirySeen): unknown => (row.message ? row.message.body : row.handled?.[0]);
const takes = (row: ExpirySeen) => row.message !== undefined || row.handled !== undefined;
/** Handed out for good: received, or processed without an error. */
const gone = (row: ExpirySeen) => (row.message ? true : row.handled?.length === 1 && row.result === true);

const hints = {
  number: {
    es: "Menor número, más urgente; sin prioridad es 0. Compara números, no textos.",
    en: "Lower number, more urgent; no priority means 0. Compare numbers, not text.",
  },
  turn: {
    es: "Guarda el turno de llegada de cada mensaje y desempata con él.",
    en: "Keep the arrival turn of each message and break ties with it.",
  },
  expiry: {
    es: "Al recibir, salta y quita los mensajes con clock.now() >= expiresAt, aunque nadie haya llamado a sweep.",
    en: "On receive, skip and remove messages with clock.now() >= expiresAt, even if nobody has called sweep.",
  },
  boundary: {
    es: "Caduca exactamente en expiresAt = envío + ttlMs: usa >=, no >.",
    en: "It expires exactly at expiresAt = sending time + ttlMs: use >=, not >.",
  },
  live: {
    es: "Quita sólo los que cumplen expiresAt !== null y clock.now() >= expiresAt; los demás siguen su turno.",
    en: "Remove only those with expiresAt !== null and clock.now() >= expiresAt; the others keep their turn.",
  },
  deadline: {
    es: "expiresAt se calcula al enviar: clock.now() + ttlMs; sin ttlMs es null (no undefined), y no caduca nunca.",
    en: "expiresAt is worked out on send: clock.now() + ttlMs; without ttlMs it is null (not undefined), and it never expires.",
  },
  sweep: {
    es: "sweep recorre toda la cola, no sólo el primero: quita cada caducado y devuelve cuántos quitó.",
    en: "sweep goes through the whole queue, not just the first: it removes every expired one and returns how many.",
  },
  accounts: {
    es: "Suma en el único sitio por donde un mensaje entra o sale: sent al enviar, expired al quitar un caducado, processed al entregar.",
    en: "Count at the one place where a message comes in or goes out: sent on send, expired when an expired one is removed, processed when handed out.",
  },
  failed: {
    es: "Si el handler lanza, atrápalo: el mensaje sigue en la cola con su turno y su caducidad, y process devuelve false.",
    en: "If the handler throws, catch it: the message stays in the queue with its turn and its expiry, and process returns false.",
  },
} satisfies Record<string, Text>;

/** No row hands out an expired message; `needed` live ones must have come out, else nothing was literal. */
function neverExpired(sent: Sent[], run: ExpiryRun, needed: number, claim: Text): Finding {
  const out = run.seen.filter((row) => takes(row) && handedOut(row) !== undefined);
  const late = out.find((row) => {
    const one = sent.find((message) => message.body === handedOut(row));
    return one === undefined || row.at >= one.until;
  });
  const until = sent.find((message) => late && message.body === handedOut(late))?.until;
  return {
    claim,
    ok: late === undefined && out.length >= needed,
    weight: 2,
    given: timedCalls(run, late ? run.seen.indexOf(late) : undefined),
    observed: late ? { at: late.at, body: handedOut(late) } : out.map(handedOut),
    expected: late ? { expiresAt: until } : undefined,
    hint: hints.expiry,
  };
}

/** Every live message comes out by the last row: the scripts end by receiving until null. */
function allLive(run: ExpiryRun, live: Sent[], claim: Text, hint: Text): Finding {
  const out = run.seen.filter((row) => takes(row) && gone(row)).map(handedOut);
  const right = live.map((one) => one.body);
  return {
    claim,
    ok: right.length > 0 && isDeepStrictEqual([...out].sort(), [...right].sort()),
    given: timedCalls(run),
    observed: out,
    expected: right,
    hint,
  };
}

/** The first row where the accounts do not add up. */
function balanced(run: ExpiryRun, weight: number): Finding {
  const sum = ({ stats }: ExpirySeen) => Number(stats.processed) + Number(stats.expired) + Number(stats.waiting);
  const off = run.seen.find((row) => row.stats.sent !== sum(row) || row.stats.waiting !== row.size);
  const sends = run.seen.filter((row) => row.call.startsWith("send(")).length;
  return {
    claim: {
      es: "En todo instante sent = processed + expired + waiting, y waiting = size",
      en: "At every instant sent = processed + expired + waiting, and waiting = size",
    },
    ok: off === undefined && run.seen.at(-1)?.stats.sent === sends && sends > 0,
    weight,
    given: timedCalls(run, off ? run.seen.indexOf(off) : undefined),
    observed: off ? { ...off.stats, size: off.size } : run.seen.at(-1)?.stats,
    expected: off ? undefined : { sent: sends },
    hint: hints.accounts,
  };
}

const repeat = (times: number, step: ExpiryStep): ExpiryStep[] => Array.from({ length: times }, () => step);

// ---- x7.priority ------------------------------------------------------------------------------------------------

const priority: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.priority",
  item: "X7",
  points: 1,
  title: { es: "Varios niveles, y turno entre iguales", en: "Several levels, and turns among equals" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const levels = random.shuffle([0, 1, 3, 8, 9, 10, 11]).slice(0, 4);
    const bodies = pickWords(random, 12);
    const sends = bodies.map((body): ExpiryStep => ({ do: "send", body, priority: random.pick(levels) }));
    return {
      startMs: random.integer(0, 1_000_000),
      steps: [{ do: "receive" }, ...sends, { do: "wait", ms: 5_000 }, ...repeat(13, { do: "receive" })],
    };
  },
  scenario: playExpiry,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const out = run.seen.filter((row) => row.message !== undefined).slice(1, -1);
    const found = out.map((row) => sent.find((one) => one.id === row.message?.id && one.body === row.message?.body));
    const whole = new Set(found).size === sent.length && !found.includes(undefined);
    const brief = (one?: Sent) => (one ? `${literal(one.body)} (priority ${one.priority})` : "null");
    const unordered = found.findIndex((one, i) => i > 0 && (found[i - 1]?.priority ?? 0) > (one?.priority ?? 0));
    const swapped = found.findIndex(
      (one, i) => i > 0 && found[i - 1]?.priority === one?.priority && (found[i - 1]?.turn ?? 0) > (one?.turn ?? 0),
    );
    const first = run.seen[0];
    return [
      {
        claim: { es: "Cada mensaje sale una vez, con su id", en: "Each message comes out once, with its id" },
        ok: whole && first.message === null && run.seen.at(-1)?.message === null,
        given: timedCalls(run, undefined, 30),
        observed: out.map((row) => row.message?.id),
        expected: sent.map((one) => one.id),
        hint: {
          es: "receive devuelve { id, body, priority, expiresAt } y saca el mensaje.",
          en: "receive returns { id, body, priority, expiresAt } and takes the message out.",
        },
      },
      {
        claim: { es: "Una cola vacía da null", en: "An empty queue gives null" },
        ok: whole && first.nothing === null,
        weight: 0.5,
        given: timedCalls(run, 0),
        observed: [first.message ?? first.nothing],
        expected: [null],
        hint: {
          es: "Si no hay mensaje, devuelve null, no undefined.",
          en: "With no message, return null, not undefined.",
        },
      },
      {
        claim: { es: "Sale antes el de menor número", en: "The lower number comes first" },
        ok: whole && unordered < 0,
        given: timedCalls(run, undefined, 30),
        observed: unordered < 0 ? found.map(brief) : [brief(found[unordered - 1]), brief(found[unordered])],
        expected: unordered < 0 ? undefined : [brief(found[unordered]), brief(found[unordered - 1])],
        hint: hints.number,
      },
      {
        claim: { es: "Entre iguales, por turno de llegada", en: "Among equals, by arrival" },
        ok: whole && swapped < 0,
        given: timedCalls(run, undefined, 30),
        observed: swapped < 0 ? found.map(brief) : [brief(found[swapped - 1]), brief(found[swapped])],
        expected: swapped < 0 ? undefined : [brief(found[swapped]), brief(found[swapped - 1])],
        hint: hints.turn,
      },
    ];
  },
};

// ---- x7.expiry --------------------------------------------------------------------------------------------------

const expiry: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.expiry",
  item: "X7",
  points: 1.5,
  title: { es: "Un caducado no se entrega nunca", en: "An expired message is never handed out" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const ttlMs = random.integer(20, 90) * 100;
    const [before, urgent, forever, late, exact] = pickWords(random, 5);
    return {
      startMs: random.integer(1, 1_000_000),
      steps: [
        { do: "send", body: before, priority: 2, ttlMs: ttlMs + 1 },
        { do: "send", body: urgent, priority: 0, ttlMs: ttlMs - 1 },
        { do: "send", body: forever, priority: 5 },
        { do: "send", body: late, priority: 9, ttlMs: 60_000 },
        { do: "wait", ms: ttlMs },
        { do: "receive" }, // `urgent` is expired since a millisecond; `before` has one left
        { do: "wait", ms: 90_000 },
        ...repeat(2, { do: "receive" }), // `late` is expired too; `forever` has waited longest
        // the instant itself, last and alone: whoever misses it misses nothing else
        { do: "send", body: exact, priority: 1, ttlMs },
        { do: "wait", ms: ttlMs },
        { do: "receive" },
      ],
    };
  },
  scenario: playExpiry,
  verdict(script, all) {
    const [before, , forever, , exact] = sentIn(script, all);
    const atTheInstant = all.seen.length - 1;
    const run: ExpiryRun = { seen: all.seen.slice(0, -2) }; // up to the sending of `exact`
    const deadlines = run.seen.flatMap((row) => (row.message ? [[row.message.body, row.message.expiresAt]] : []));
    const right = [before, forever].map((one) => [one.body, Number.isFinite(one.until) ? one.until : null]);
    const receives = run.seen.filter((row) => row.message !== undefined);
    return [
      neverExpired(sentIn(script, all), run, 2, {
        es: "Nunca se recibe un caducado, aunque nadie barra",
        en: "An expired message is never received, even without a sweep",
      }),
      {
        claim: {
          es: "Un milisegundo antes de caducar todavía se recibe",
          en: "One millisecond before it expires it is still received",
        },
        ok: receives[0]?.message?.body === before.body,
        given: timedCalls(run, run.seen.indexOf(receives[0])),
        observed: receives[0]?.message?.body ?? null,
        expected: before.body,
        hint: hints.boundary,
      },
      {
        claim: {
          es: "A los ttlMs exactos ya caducó",
          en: "At exactly ttlMs it is expired",
        },
        ok: all.seen[atTheInstant]?.message === null && receives.some((row) => row.message !== null),
        given: timedCalls(all),
        observed: all.seen[atTheInstant]?.message?.body ?? null,
        expected: { [exact.body]: { expiresAt: exact.until } },
        hint: hints.boundary,
      },
      allLive(
        run,
        [before, forever],
        {
          es: "Los vivos salen todos: sin ttlMs no caducan nunca",
          en: "All the live ones come out: without ttlMs it never expires",
        },
        hints.live,
      ),
      {
        claim: { es: "expiresAt dice cuándo caduca", en: "expiresAt tells when it expires" },
        ok: isDeepStrictEqual(deadlines, right),
        weight: 0.5,
        given: timedCalls(run),
        observed: deadlines,
        expected: right,
        hint: hints.deadline,
      },
    ];
  },
};

// ---- x7.sweep ---------------------------------------------------------------------------------------------------

const sweep: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.sweep",
  item: "X7",
  points: 1,
  title: { es: "El barrido quita los caducados, y sólo ésos", en: "The sweep removes the expired, and only those" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const bodies = pickWords(random, 10);
    const sends = bodies.map(
      (body, i): ExpiryStep => ({
        do: "send",
        body,
        priority: random.integer(0, 3),
        // three short lives, three long ones, four without end
        ...(i < 3 ? { ttlMs: random.integer(1, 900) } : i < 6 ? { ttlMs: random.integer(1_500, 1_990) } : {}),
      }),
    );
    return {
      startMs: random.integer(0, 1_000_000),
      steps: [
        ...random.shuffle(sends),
        { do: "sweep" },
        { do: "wait", ms: 1_000 },
        { do: "sweep" },
        { do: "sweep" },
        { do: "wait", ms: 1_000 },
        { do: "sweep" },
        ...repeat(5, { do: "receive" }),
      ],
    };
  },
  scenario: playExpiry,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const sweeps = run.seen.filter((row) => row.call === "sweep()");
    const counts = sweeps.map((row) => row.swept);
    const liveAt = (row: ExpirySeen) => sent.filter((one) => row.at < one.until).length;
    const sizes = sweeps.map((row) => row.size);
    const lived = sweeps.map(liveAt);
    const right = lived.map((live, i) => (i === 0 ? sent.length : lived[i - 1]) - live);
    return [
      {
        claim: { es: "sweep devuelve cuántos quitó ahora", en: "sweep returns how many it removed now" },
        ok: isDeepStrictEqual(counts, right),
        given: timedCalls(run, run.seen.indexOf(sweeps.at(-1)!)),
        observed: counts,
        expected: right,
        hint: hints.sweep,
      },
      {
        claim: { es: "La cola se encoge sin que nadie reciba", en: "The queue shrinks without anybody receiving" },
        ok: isDeepStrictEqual(sizes, lived),
        given: timedCalls(run, run.seen.indexOf(sweeps.at(-1)!)),
        observed: sizes,
        expected: lived,
        hint: hints.sweep,
      },
      allLive(
        run,
        sent.filter((one) => one.until === Number.POSITIVE_INFINITY),
        { es: "No se lleva a ningún vivo", en: "It takes no live message away" },
        hints.sweep,
      ),
    ];
  },
};

// ---- x7.accounts ------------------------------------------------------------------------------------------------

const accounts: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.accounts",
  item: "X7",
  points: 1.5,
  title: { es: "Procesar, fallar y cuadrar las cuentas", en: "Process, fail and balance the accounts" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const [last, doomed, ...bodies] = pickWords(random, 22);
    const steps: ExpiryStep[] = [];
    // lives end in 5 and waits in 0, so that no call comes at the very instant of an expiry
    for (const body of bodies) {
      const ttl = random.bernoulli(0.6) ? { ttlMs: random.integer(20, 400) * 10 + 5 } : {};
      steps.push(
        { do: "send", body, priority: random.integer(0, 3), ...ttl },
        { do: "wait", ms: random.integer(5, 40) * 10 },
      );
      if (random.bernoulli(0.4))
        steps.push({ do: "process", fails: random.bernoulli(0.4), takesMs: random.integer(0, 20) * 10 });
      if (random.bernoulli(0.15)) steps.push({ do: "receive" });
      if (random.bernoulli(0.15)) steps.push({ do: "sweep" });
    }
    steps.push({ do: "send", body: doomed, priority: -1, ttlMs: 95 }, { do: "wait", ms: 100 }, { do: "process" });
    steps.push(
      { do: "send", body: last, priority: 4 },
      { do: "process", fails: true },
      { do: "process" },
      { do: "wait", ms: 10_000 },
      { do: "sweep" },
    );
    return { startMs: random.integer(0, 1_000_000), steps: [...steps, ...repeat(22, { do: "process" })] };
  },
  scenario: playExpiry,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const rows = run.seen.filter((row) => row.handled !== undefined);
    const escaped = rows.find((row) => row.escaped !== undefined);
    const failing = (row: ExpirySeen) => row.call.includes("failing");
    const wrong = rows.find((row) => {
      const called = row.handled!.length;
      return called > 1 || row.result !== (called === 1 && !failing(row));
    });
    const failed = rows.find((row) => failing(row) && row.handled?.length === 1);
    const out = run.seen.filter((row) => takes(row) && gone(row)).map(handedOut);
    const twice = out.find((body, i) => out.indexOf(body) !== i);
    const last = run.seen.at(-1);
    const foreverOut = sent.filter((one) => !Number.isFinite(one.until)).every((one) => out.includes(one.body));
    return [
      {
        claim: {
          es: "process da true si procesó, false si no había o si el handler falló",
          en: "process gives true when it processed, false when nothing waited or the handler failed",
        },
        ok: !escaped && wrong === undefined && failed !== undefined && out.length > 0,
        given: timedCalls(run, run.seen.indexOf(escaped ?? wrong ?? rows[0])),
        observed: escaped?.escaped ?? (wrong ? { handled: wrong.handled, result: wrong.result } : undefined),
        expected: wrong ? wrong.handled!.length === 1 && !failing(wrong) : undefined,
        hint: hints.failed,
      },
      {
        claim: {
          es: "El que falló sigue en la cola; nadie sale dos veces ni se pierde",
          en: "A failed message stays in the queue; none comes out twice or gets lost",
        },
        ok: twice === undefined && foreverOut && out.length > 0 && last?.stats.processed === out.length,
        given: timedCalls(run),
        observed: twice === undefined ? out : twice,
        expected:
          twice === undefined ? sent.filter((one) => !Number.isFinite(one.until)).map((one) => one.body) : undefined,
        hint: hints.failed,
      },
      neverExpired(sent, run, 1, {
        es: "process tampoco entrega caducados",
        en: "process hands out no expired message either",
      }),
      balanced(run, 2),
      {
        claim: {
          es: "Al final todo está procesado o caducado",
          en: "At the end everything is processed or expired",
        },
        ok: last?.size === 0 && last.stats.expired === sent.length - out.length && out.length > 0,
        given: timedCalls(run),
        observed: last?.stats,
        expected: { sent: sent.length, processed: out.length, expired: sent.length - out.length, waiting: 0 },
        hint: hints.accounts,
      },
    ];
  },
};

export const checks: Check[] = [priority, expiry, sweep, accounts];
