/** What the verdicts of X7 share: what was sent, what came out, and findings about it. */
import { isDeepStrictEqual } from "node:util";
import type { Finding, Text } from "../types";
import { type ExpiryRun, type ExpiryScript, type ExpirySeen, type ExpiryStep, timedCalls } from "./play";

export interface Sent {
  id: unknown;
  body: string;
  priority: number;
  /** Clock time from which it is expired, ms. */
  until: number;
  turn: number;
}

export function sentIn(script: ExpiryScript, run: ExpiryRun): Sent[] {
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
export const handedOut = (row: ExpirySeen): unknown => (row.message ? row.message.body : row.handled?.[0]);
export const takes = (row: ExpirySeen) => row.message !== undefined || row.handled !== undefined;
/** Handed out for good: received, or processed without an error. */
export const gone = (row: ExpirySeen) => (row.message ? true : row.handled?.length === 1 && row.result === true);

export const hints = {
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
export function neverExpired(sent: Sent[], run: ExpiryRun, needed: number, claim: Text): Finding {
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
export function allLive(run: ExpiryRun, live: Sent[], claim: Text, hint: Text): Finding {
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
export function balanced(run: ExpiryRun, weight: number): Finding {
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

export const repeat = (times: number, step: ExpiryStep): ExpiryStep[] => Array.from({ length: times }, () => step);
