/**
 * The life of a message, or of a queue, in sentences: a pure function of the trace. Kinds are read by what follows the
 * dot, the vocabulary that all services and a student's own queue share. Requests and other book-keeping are left out.
 */
import { say, type Text } from "../sim/language";
import type { Trace, TraceEvent } from "../sim/trace";
import { clock } from "./clock";
import { LAMBDA_SENTENCES } from "./story-lambda";
import { life } from "./story-links";
import { MESSAGING_SENTENCES } from "./story-messaging";
import { METRICS_SENTENCES } from "./story-metrics";
import { MQ_SENTENCES } from "./story-mq";
import { MQ_MANAGEMENT_SENTENCES } from "./story-mq-management";
import { STEPFUNCTIONS_SENTENCES } from "./story-stepfunctions";
import { STORAGE_SENTENCES } from "./story-storage";
import { SWF_SENTENCES } from "./story-swf";

export { clock } from "./clock";

/** Sentences longer than this are of no use to a reader; the rest is counted. */
const MOST_LINES = 200;

export interface StoryLine {
  /** Virtual milliseconds since the start. */
  at: number;
  text: string;
}

/** Prints as its sentences, one a line. */
export class Story {
  constructor(
    /** The message id or resource that was asked for. */
    readonly about: string,
    readonly lines: readonly StoryLine[],
    /** Sentences left out at the end. */
    readonly more: number,
  ) {}

  toString(): string {
    if (this.lines.length === 0) {
      const nothing = { en: "nothing has happened to", es: "no le ha pasado nada a" };
      return `${say(nothing)} "${this.about}"`;
    }
    const width = Math.max(...this.lines.map((line) => clock(line.at).length));
    const sentences = this.lines.map((line) => `${clock(line.at).padStart(width)}  ${line.text}`);
    if (this.more > 0) sentences.push(say({ en: `... and ${this.more} more`, es: `... y ${this.more} más` }));
    return sentences.join("\n");
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toString() };
  }
}

/** Tells what happened to a message (by its id) or to a resource (by its name). */
export function tell(trace: Trace, about: string): Story {
  const facts = life(trace, about).filter((event) => sentenceOf(event.kind) !== undefined);
  // Ids tell the messages or runs of a resource apart; a workflow that ran once needs none.
  const isOneRun = facts.every(({ kind, subject }) => kind.startsWith("swf.") && subject === facts[0]!.subject);
  const lines = facts.slice(0, MOST_LINES).map((event) => ({
    at: event.at,
    text: withActor(say(sentenceOf(event.kind)!(event)), event, isOneRun ? event.subject : about),
  }));
  return new Story(about, lines, facts.length - lines.length);
}

/** Names the message when the story is about a resource, and the process when one acted. */
function withActor(sentence: string, event: TraceEvent, about: string): string {
  const message = event.subject !== "" && event.subject !== about ? `${shorten(event.subject)}: ` : "";
  const by = event.actor === "" ? "" : say({ en: ` (by ${event.actor})`, es: ` (por ${event.actor})` });
  return message + sentence + by;
}

type Sentence = (event: TraceEvent) => Text;

const SENTENCES: Record<string, Sentence> = {
  QueueCreated: (e) => ({ en: `queue ${e.resource} is created`, es: `se crea la cola ${e.resource}` }),
  QueueDeleted: (e) => ({ en: `queue ${e.resource} is deleted`, es: `se borra la cola ${e.resource}` }),
  Sent: (e) => ({
    en: `sent to ${e.resource}${e.text && ` in group ${e.text}`}${delayed(e, "en")}`,
    es: `enviado a ${e.resource}${e.text && ` en el grupo ${e.text}`}${delayed(e, "es")}`,
  }),
  Duplicate: (e) => ({
    en: `sent again to ${e.resource} within the deduplication window: accepted, but not stored a second time`,
    es: `enviado otra vez a ${e.resource} dentro de la ventana de deduplicación: aceptado, pero no guardado de nuevo`,
  }),
  Available: (e) => ({
    en: `its delay ends: visible in ${e.resource}`,
    es: `termina su retraso: visible en ${e.resource}`,
  }),
  Received: (e) => ({
    en: `received from ${e.resource}${attempt(e, "en")}${hidden(e, "en")}`,
    es: `recibido de ${e.resource}${attempt(e, "es")}${hidden(e, "es")}`,
  }),
  VisibilityChanged: (e) => ({
    en: `its visibility timeout is changed: visible again at ${clock(e.value)} unless deleted`,
    es: `cambia su tiempo de visibilidad: visible otra vez en ${clock(e.value)} si no se borra`,
  }),
  Returned: (e) => ({
    en: `not deleted in time: visible again in ${e.resource}`,
    es: `no se borró a tiempo: visible otra vez en ${e.resource}`,
  }),
  Deleted: (e) =>
    e.text === "moved"
      ? { en: `taken out of ${e.resource} by a move task`, es: `sacado de ${e.resource} por una tarea de traslado` }
      : { en: `deleted from ${e.resource}: done`, es: `borrado de ${e.resource}: terminado` },
  Expired: (e) => ({ en: `expired in ${e.resource}: gone`, es: `caducó en ${e.resource}: desaparece` }),
  DeadLettered: (e) => ({
    en: `gave up after ${times(e.value, "en")}${e.text && `: moved to ${e.text}`}`,
    es: `se abandona tras ${times(e.value, "es")}${e.text && `: pasa a ${e.text}`}`,
  }),
  Moved: (e) => ({
    en: `arrives in ${e.resource}${e.text && ` from ${e.text}`}`,
    es: `llega a ${e.resource}${e.text && ` desde ${e.text}`}`,
  }),
  AcknowledgementLost: (e) => ({
    en: `its deletion from ${e.resource} does not hold: it comes again`,
    es: `su borrado de ${e.resource} no se mantiene: vuelve a llegar`,
  }),
  Purged: (e) => ({ en: `${e.resource} is purged`, es: `se vacía ${e.resource}` }),
  Swept: (e) => ({ en: `swept out of ${e.resource}`, es: `retirado de ${e.resource} al limpiar` }),
  OverLimit: (e) => ({
    en: `${e.resource} has too many messages in flight: refused`,
    es: `${e.resource} tiene demasiados mensajes en vuelo: rechazado`,
  }),
  Throttled: (e) => ({ en: `request to ${e.resource} throttled`, es: `petición a ${e.resource} frenada` }),
  Denied: (e) => ({ en: `denied: ${e.text}`, es: `denegado: ${e.text}` }),
};

const OF_SERVICES: readonly Record<string, Sentence>[] = [
  LAMBDA_SENTENCES,
  MQ_MANAGEMENT_SENTENCES,
  MQ_SENTENCES,
  STORAGE_SENTENCES,
  MESSAGING_SENTENCES,
  METRICS_SENTENCES,
  STEPFUNCTIONS_SENTENCES,
  SWF_SENTENCES,
];

/** What is said of facts of the kind ("sqs.Sent"), or undefined for those that are passed over. */
export function sentenceOf(kind: string): Sentence | undefined {
  const own = OF_SERVICES.find((sentences) => Object.hasOwn(sentences, kind))?.[kind];
  if (own !== undefined) return own;
  const happened = kind.slice(kind.indexOf(".") + 1);
  return Object.hasOwn(SENTENCES, happened) ? SENTENCES[happened] : undefined;
}

function delayed(event: TraceEvent, language: "en" | "es"): string {
  const delayMs = Number(event.detail?.delayMs ?? 0);
  if (!(delayMs > 0)) return "";
  return language === "en" ? `, delayed ${clock(delayMs)}` : `, con ${clock(delayMs)} de retraso`;
}

function attempt(event: TraceEvent, language: "en" | "es"): string {
  if (!(event.value >= 1)) return "";
  return language === "en" ? `, attempt ${event.value}` : `, intento ${event.value}`;
}

function hidden(event: TraceEvent, language: "en" | "es"): string {
  const visibleAt = event.detail?.visibleAt;
  if (typeof visibleAt !== "number") return "";
  return language === "en" ? `; hidden until ${clock(visibleAt)}` : `; oculto hasta ${clock(visibleAt)}`;
}

function times(count: number, language: "en" | "es"): string {
  if (language === "en") return count === 1 ? "1 attempt" : `${count} attempts`;
  return count === 1 ? "1 intento" : `${count} intentos`;
}

/** Enough of a UUID to tell messages apart in a line. */
function shorten(id: string): string {
  return id.length > 12 ? id.slice(0, 8) : id;
}
