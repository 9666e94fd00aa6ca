/** What the verdicts of X2 share: what was sent and received, and findings about it. */
import { literal, type SeenMessage } from "../support";
import type { Finding, Text } from "../types";
import { calls, type QueueRun, type QueueScript } from "./play";

export interface Sent {
  id: unknown;
  body: string;
  priority: number;
  turn: number;
}

/** The messages sent, by the id that sendMessage gave, in order of arrival. */
export function sentIn(script: QueueScript, run: QueueRun): Sent[] {
  const ids = run.seen.filter((row) => row.call.startsWith("sendMessage")).map((row) => row.id);
  return script.steps
    .flatMap((step) => (step.do === "send" ? [step] : []))
    .map((step, turn) => ({ id: ids[turn], body: step.body, priority: step.priority ?? 0, turn }));
}

export const received = (run: QueueRun) => run.seen.filter((row) => row.message !== undefined);
export const processed = (run: QueueRun) => run.seen.filter((row) => row.handled !== undefined);
export const brief = (message: SeenMessage | null | undefined) =>
  message ? `${literal(message.body)} (priority ${literal(message.priority)})` : "null";

export const hints = {
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
  failed: {
    es: "En la última de esas llamadas el handler falló: processMessage atrapa el error y devuelve false.",
    en: "In the last of those calls the handler failed: processMessage catches the error and returns false.",
  },
  succeeded: {
    es: "En la última de esas llamadas el handler salió bien: processMessage devuelve true.",
    en: "In the last of those calls the handler succeeded: processMessage returns true.",
  },
  limit: {
    es: "Después de sumar el intento, pregunta si attempts llegó a maxAttempts: si llegó, a deadLetters; si no, de vuelta a la cola.",
    en: "After counting the attempt ask whether attempts has reached maxAttempts: if so, to deadLetters; if not, back to the queue.",
  },
} satisfies Record<string, Text>;

/** Every message came once, with the id that its send returned. Without it no order can be judged. */
export function nothingLost(script: QueueScript, run: QueueRun): Finding {
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
export function pairs(
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
