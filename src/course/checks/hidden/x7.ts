/** X7, the hidden part: scripts on the edges of expiry, compared call by call with a plain model of the statement. */

import { isDeepStrictEqual } from "node:util";
import type { Random } from "../../../sim/random";
import { pickWords } from "../support";
import type { Finding, HiddenCheck, Text } from "../types";
import { type ExpiryRun, type ExpiryScript, type ExpirySeen, type ExpiryStep, playExpiry, timedCalls } from "../x7";

interface Case {
  claim: Text;
  hint: Text;
  script: ExpiryScript;
  weight?: number;
}

// ---- the model --------------------------------------------------------------------------------------------------

interface Held {
  number: number; // which send it came from, from 0
  body: string;
  priority: number;
  until: number;
}

/** What a right queue shows at one call; `expired` and `swept` as ranges, because receive may remove expired ones on its way. */
interface Right {
  message?: { id: number; body: string; priority: number; expiresAt: number | null } | null;
  handled?: string[];
  result?: boolean;
  id?: number;
  swept?: [least: number, most: number];
  sent: number;
  processed: number;
  expired: [least: number, most: number];
}

function expectedRun(script: ExpiryScript): Right[] {
  let now = script.startMs;
  let live: Held[] = [];
  let sent = 0;
  let processed = 0;
  let removed = 0; // expired ones that a sweep has certainly removed
  const rows: Right[] = [];

  /** Expired ones that are still held, or that a receive may have removed since the last sweep. */
  let loose: Held[] = [];
  const age = () => {
    loose.push(...live.filter((one) => now >= one.until));
    live = live.filter((one) => now < one.until);
  };
  let exposed = 0; // of the loose ones, how many were there when a receive or process passed
  const best = () =>
    live.reduce((a, b) => (b.priority < a.priority || (b.priority === a.priority && b.number < a.number) ? b : a));
  const push = (row: Partial<Right>) => {
    rows.push({ ...row, sent, processed, expired: [removed, removed + loose.length] });
  };

  for (const step of script.steps) {
    if (step.do === "wait") {
      now += step.ms;
      continue;
    }
    age();
    if (step.do === "send") {
      const until = step.ttlMs === undefined ? Number.POSITIVE_INFINITY : now + step.ttlMs;
      live.push({ number: sent, body: step.body, priority: step.priority ?? 0, until });
      sent += 1;
      age();
      push({ id: sent - 1 });
    } else if (step.do === "sweep") {
      const swept: [number, number] = [loose.length - exposed, loose.length];
      removed += loose.length;
      loose = [];
      exposed = 0;
      push({ swept });
    } else {
      exposed = loose.length;
      const one = live.length > 0 ? best() : null;
      if (step.do === "receive") {
        live = live.filter((other) => other !== one);
        if (one) processed += 1;
        const expiresAt = one && (Number.isFinite(one.until) ? one.until : null);
        push({ message: one && { id: one.number, body: one.body, priority: one.priority, expiresAt } });
      } else if (one === null) {
        push({ handled: [], result: false });
      } else {
        now += step.takesMs ?? 0;
        if (!step.fails) {
          live = live.filter((other) => other !== one);
          processed += 1;
        }
        age(); // what expired while the handler worked may or may not have been removed
        exposed = loose.length;
        push({ handled: [one.body], result: !step.fails });
      }
    }
  }
  return rows;
}

const between = (least: number, most: number) => (least === most ? least : `${least} ... ${most}`);

/** Why a row is wrong, as what was seen and what was expected; null when it is right. */
function mismatch(
  row: ExpirySeen | undefined,
  right: Right,
  ids: unknown[],
): { observed: unknown; expected: unknown } | null {
  if (row === undefined) return { observed: undefined, expected: right };
  const seen = (value: unknown, want: unknown) =>
    isDeepStrictEqual(value, want) ? null : { observed: value, expected: want };
  const within = (value: unknown, [least, most]: [number, number]) =>
    typeof value === "number" && value >= least && value <= most;
  if (right.id !== undefined && (typeof row.id !== "string" || ids.indexOf(row.id) !== right.id)) {
    return { observed: row.id, expected: "id: string, new" };
  }
  if (right.message !== undefined) {
    // that "never" is null and not undefined is one claim of the visible part
    const { id, expiresAt = null, ...rest } = row.message ?? {};
    const own = row.message && { ...rest, id: ids.indexOf(id), expiresAt };
    const off = seen(own, right.message);
    if (off) return off;
  }
  if (right.handled) {
    const off = seen(
      { handled: row.handled, result: row.escaped ?? row.result },
      { handled: right.handled, result: right.result },
    );
    if (off) return off;
  }
  if (right.swept && !within(row.swept, right.swept)) {
    const [least, most] = right.swept;
    return { observed: { sweep: row.swept }, expected: { sweep: between(least, most) } };
  }
  const { sent, processed, expired, waiting } = row.stats;
  if (!within(expired, right.expired)) {
    const [least, most] = right.expired;
    return { observed: row.stats, expected: { expired: between(least, most) } };
  }
  const left = right.sent - right.processed - Number(expired);
  return seen(
    { sent, processed, waiting, size: row.size },
    { sent: right.sent, processed: right.processed, waiting: left, size: left },
  );
}

function compare({ claim, hint, script, weight }: Case, run: ExpiryRun): Finding {
  const ids = run.seen.filter((row) => row.call.startsWith("send(")).map((row) => row.id);
  const finding = { claim, hint, ...(weight === undefined ? {} : { weight }) };
  const all = expectedRun(script);
  for (const [i, right] of all.entries()) {
    const off = mismatch(run.seen[i], right, ids);
    if (off) return { ...finding, ok: false, given: timedCalls(run, i), ...off };
  }
  return { ...finding, ok: run.seen.length === all.length, given: timedCalls(run) };
}

function hidden(id: string, cases: (random: Random) => Case[]): HiddenCheck<Case[], ExpiryRun[]> {
  return {
    id,
    parameters: cases,
    async scenario(student, all) {
      const runs: ExpiryRun[] = [];
      for (const one of all) runs.push(await playExpiry(student, one.script));
      return runs;
    },
    verdict: (all, runs) => all.map((one, i) => compare(one, runs[i])),
  };
}

// ---- building scripts -------------------------------------------------------------------------------------------

const send = (body: string, priority?: number, ttlMs?: number): ExpiryStep => ({
  do: "send",
  body,
  ...(priority === undefined ? {} : { priority }),
  ...(ttlMs === undefined ? {} : { ttlMs }),
});
const wait = (ms: number): ExpiryStep => ({ do: "wait", ms });
const receive: ExpiryStep = { do: "receive" };
const sweep: ExpiryStep = { do: "sweep" };
const process: ExpiryStep = { do: "process" };
const failing = (takesMs = 0): ExpiryStep => ({ do: "process", fails: true, takesMs });
const times = (count: number, step: ExpiryStep): ExpiryStep[] => Array.from({ length: count }, () => step);
const STRANGE = ["toString", "__proto__", "constructor", "", "hasOwnProperty"];

const hints = {
  turn: { es: "Entre iguales decide el turno de llegada.", en: "Among equals the arrival turn decides." },
  number: { es: "Compara prioridades con a - b.", en: "Compare priorities with a - b." },
  boundary: { es: "Caducado desde expiresAt inclusive: >=.", en: "Expired from expiresAt on, inclusive: >=." },
  skip: {
    es: "Al recibir, salta todos los caducados hasta dar con uno vivo.",
    en: "On receive, skip all the expired ones until a live one comes.",
  },
  zero: {
    es: "ttlMs 0 es una caducidad, no la falta de una: compara con undefined, no con !ttlMs.",
    en: "ttlMs 0 is an expiry, not the lack of one: compare with undefined, not with !ttlMs.",
  },
  clock: {
    es: "La hora viene de clock.now(), que puede empezar en 0.",
    en: "The time comes from clock.now(), which may start at 0.",
  },
  sweep: {
    es: "Recorre todos los niveles y quita cada caducado; la llamada siguiente ya no encuentra ninguno.",
    en: "Go through all the levels and remove every expired one; the next call finds none.",
  },
  failed: {
    es: "Al fallar, el mensaje conserva prioridad, turno y expiresAt; no lo envíes de nuevo.",
    en: "On failure the message keeps priority, turn and expiresAt; do not send it again.",
  },
  accounts: {
    es: "Cada salida se cuenta una vez: entregado, o caducado al quitarlo.",
    en: "Each way out is counted once: handed out, or expired when removed.",
  },
} satisfies Record<string, Text>;

// ---- the cases --------------------------------------------------------------------------------------------------

const priority = hidden("x7.priority", (random) => {
  const levels = random.shuffle([10, 9, 2, 100, 0, -1, -10]);
  const mixed = pickWords(random, 60).flatMap((body) => [
    send(body, random.integer(0, 3)),
    ...(random.bernoulli(0.5) ? [receive] : []),
  ]);
  return [
    {
      claim: { es: "9 antes que 10, y -1 antes que 0", en: "9 before 10, and -1 before 0" },
      hint: hints.number,
      script: { startMs: 5, steps: [...levels.map((level, i) => send(`m${i}`, level)), ...times(8, receive)] },
    },
    {
      claim: {
        es: "Iguales, con textos en orden inverso: por llegada",
        en: "Equals, with bodies in reverse order: by arrival",
      },
      hint: hints.turn,
      script: {
        startMs: 5,
        steps: [...["z", "m", "b", "a"].map((body) => send(body)), send("y", 0, 50), ...times(6, receive)],
      },
    },
    {
      claim: { es: "Textos raros, repetidos y vacíos", en: "Strange, repeated and empty bodies" },
      hint: hints.turn,
      script: { startMs: 5, steps: [...STRANGE, ...STRANGE].map((body) => send(body, 1)).concat(times(11, receive)) },
    },
    {
      claim: { es: "Envíos y recepciones mezclados", en: "Sends and receives mixed" },
      hint: hints.turn,
      script: { startMs: 5, steps: [...mixed, ...times(61, receive)] },
    },
  ];
});

const expiry = hidden("x7.expiry", (random) => {
  const ttl = random.integer(50, 5_000);
  const startMs = random.integer(0, 1_000_000);
  return [
    {
      claim: { es: "A los ttlMs exactos ya no se recibe", en: "At exactly ttlMs it is no longer received" },
      hint: hints.boundary,
      weight: 2,
      script: { startMs, steps: [send("a", 0, ttl), send("b", 0, ttl), wait(ttl - 1), receive, wait(1), receive] },
    },
    {
      claim: { es: "ttlMs 0 caduca enseguida", en: "ttlMs 0 expires straight away" },
      hint: hints.zero,
      script: { startMs, steps: [send("a", 0, 0), send("b", 3), wait(1), receive, receive, sweep] },
    },
    {
      claim: { es: "El reloj puede empezar en 0", en: "The clock may start at 0" },
      hint: hints.clock,
      script: {
        startMs: 0,
        steps: [send("a", 0, 1), send("b", 0, 3), send("c"), wait(2), receive, wait(10 ** 9), receive, receive],
      },
    },
    {
      claim: {
        es: "Un caducado muy urgente no tapa a los vivos, ni de uno en uno ni de cien en cien",
        en: "A very urgent expired one does not hide the live ones, neither one by one nor by the hundred",
      },
      hint: hints.skip,
      weight: 2,
      script: {
        startMs,
        steps: [
          ...times(100, send("x", 0, ttl)),
          send("low", 9),
          send("mid", 5, ttl + 5),
          wait(ttl + 1),
          receive,
          receive,
          receive,
        ],
      },
    },
    {
      claim: { es: "Tras recibir, barrer no deja restos", en: "After a receive, a sweep leaves no rest" },
      hint: hints.sweep,
      script: {
        startMs,
        steps: [
          send("a", 0, 10),
          send("b", 1),
          send("c", 2, 10),
          send("d", 3),
          wait(11),
          receive,
          sweep,
          receive,
          receive,
        ],
      },
    },
  ];
});

const sweeping = hidden("x7.sweep", (random) => {
  const startMs = random.integer(0, 1_000_000);
  const lives = pickWords(random, 120).map((body) =>
    send(body, random.integer(0, 5), random.integer(0, 20) * 100 + 50),
  );
  return [
    {
      claim: {
        es: "Barrer una cola vacía o sin caducados da 0",
        en: "Sweeping an empty queue, or one with none expired, gives 0",
      },
      hint: hints.sweep,
      weight: 0.5,
      script: { startMs, steps: [sweep, send("a"), send("b", 0, 100), wait(90), sweep, receive] },
    },
    {
      claim: {
        es: "Lo que un barrido quitó, el siguiente ya no lo cuenta",
        en: "What one sweep removed, the next does not count again",
      },
      hint: hints.sweep,
      weight: 0.5,
      script: { startMs, steps: [send("a"), send("b", 0, 100), wait(110), sweep, sweep, receive] },
    },
    {
      claim: {
        es: "Quita también los menos urgentes, detrás de vivos",
        en: "It also removes the less urgent ones, behind live ones",
      },
      hint: hints.sweep,
      weight: 2,
      script: {
        startMs,
        steps: [
          send("a", 0),
          send("b", 1, 10),
          send("c", 1),
          send("d", 2, 10),
          send("e", 2),
          wait(11),
          sweep,
          ...times(4, receive),
        ],
      },
    },
    {
      claim: { es: "Barridos periódicos sobre 120 mensajes", en: "Periodic sweeps over 120 messages" },
      hint: hints.sweep,
      script: { startMs, steps: [...lives, ...times(21, wait(100)).flatMap((pause) => [sweep, pause]), sweep] },
    },
    {
      claim: { es: "El orden sobrevive al barrido", en: "The order survives the sweep" },
      hint: hints.turn,
      script: {
        startMs,
        steps: [
          ...pickWords(random, 30).map((body, i) => send(body, random.integer(0, 3), i % 3 === 0 ? 500 : undefined)),
          wait(501),
          sweep,
          ...times(21, receive),
        ],
      },
    },
  ];
});

const accounts = hidden("x7.accounts", (random) => {
  const startMs = random.integer(0, 1_000_000);
  // lives end in 5 and waits in 0: the instant of expiry itself is x7.expiry's
  const steps = pickWords(random, 80).flatMap((body): ExpiryStep[] => [
    send(body, random.integer(-1, 3), random.bernoulli(0.6) ? random.integer(0, 300) * 10 + 5 : undefined),
    wait(random.integer(0, 20) * 10),
    ...(random.bernoulli(0.3) ? [process] : []),
    ...(random.bernoulli(0.3) ? [failing(random.integer(0, 30) * 10)] : []),
    ...(random.bernoulli(0.2) ? [receive] : []),
    ...(random.bernoulli(0.2) ? [sweep] : []),
  ]);
  return [
    {
      claim: { es: "El que falla conserva turno y prioridad", en: "A failed one keeps its turn and priority" },
      hint: hints.failed,
      weight: 2,
      script: {
        startMs,
        steps: [send("b", 1), send("a", 1), failing(), send("c", 1), failing(), ...times(4, process)],
      },
    },
    {
      claim: { es: "Fallar no alarga la vida", en: "Failing does not lengthen the life" },
      hint: hints.failed,
      weight: 2,
      script: { startMs, steps: [send("a", 0, 100), wait(60), failing(), wait(41), process, sweep] },
    },
    {
      claim: { es: "Caduca mientras el handler trabaja y falla", en: "It expires while the handler works and fails" },
      hint: hints.failed,
      script: { startMs, steps: [send("a", 0, 100), send("b", 1), wait(60), failing(60), process, process, sweep] },
    },
    {
      claim: {
        es: "Procesar una cola vacía da false y no llama al handler",
        en: "Processing an empty queue gives false and calls no handler",
      },
      hint: hints.accounts,
      weight: 0.5,
      script: { startMs, steps: [process, send("a", 0, 0), wait(1), process, send("b"), process, process] },
    },
    {
      claim: { es: "80 mensajes al azar, llamada por llamada", en: "80 random messages, call by call" },
      hint: hints.accounts,
      weight: 2,
      script: { startMs, steps: [...steps, wait(5_000), sweep, ...times(81, process)] },
    },
  ];
});

export const hiddenChecks: HiddenCheck[] = [priority, expiry, sweeping, accounts];
