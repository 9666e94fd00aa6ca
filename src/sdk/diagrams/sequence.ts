/** The life of one message as a sequence diagram: who handed it to whom, when, and how it ended. */
import { say, type Text } from "../../sim/language";
import type { Trace, TraceEvent } from "../../sim/trace";
import { clock } from "../clock";
import { life } from "../story-links";
import { Diagram, escapeLabel } from "./diagram";
import { swfStep } from "./sequence-swf";

const MAX_STEPS = 60;

interface Step {
  at: number;
  from: string;
  to: string;
  text: string;
  isFailure: boolean;
}

/**
 * @param message its id, or the run id of a workflow execution; a sequence of a whole resource would have no end
 * @throws RangeError when nothing is known of it
 */
export function sequence(source: Trace | { readonly trace: Trace }, message: string): Diagram {
  const trace = "trace" in source ? source.trace : source;
  const facts = life(trace, message);
  if (facts.length === 0 || facts.some(({ resource }) => resource === message)) {
    throw new RangeError(
      say({
        es: `no hay ningún mensaje ${JSON.stringify(message)} en esta traza`,
        en: `there is no message ${JSON.stringify(message)} in this trace`,
      }),
    );
  }
  const steps = facts.flatMap((fact) => stepOf(trace, fact) ?? []);
  const shown = steps.slice(0, MAX_STEPS);
  const people = [...new Set(shown.flatMap(({ from, to }) => [from, to]))];
  const idOf = new Map(people.map((name, i) => [name, `p${i}`]));
  const lines = ["sequenceDiagram"];
  for (const name of people) lines.push(`  participant ${idOf.get(name)} as ${escapeLabel(name)}`);
  for (const { at, from, to, text, isFailure } of shown) {
    const arrow = isFailure ? "--x" : "->>";
    lines.push(`  ${idOf.get(from)}${arrow}${idOf.get(to)}: ${escapeLabel(`${clock(at)}: ${text}`)}`);
  }
  const rest = steps.length - shown.length;
  const more = say({ es: `y ${rest} pasos más`, en: `and ${rest} more steps` });
  if (rest > 0) lines.push(`  Note over ${idOf.get(people[0]!)}: ${escapeLabel(more)}`);
  const sentences = shown.map(
    ({ at, from, to, text }) => `${clock(at)}  ${from === to ? from : `${from} -> ${to}`}: ${text}`,
  );
  return new Diagram(lines.join("\n"), [...sentences, ...(rest > 0 ? [more] : [])].join("\n"));
}

/** Who acts in a fact: a process, or the notebook's cell. */
function actorOf({ actor }: TraceEvent): string {
  return actor === "" ? say({ es: "celda", en: "cell" }) : actor;
}

/** Where something new came from: the resource that led to it, or who called. */
function originOf(trace: Trace, fact: TraceEvent): string {
  for (let row = fact.cause; row >= 0; row = trace.causeOf(row)) {
    const event = trace.event(row);
    if (!event.kind.endsWith(".Request")) return event.resource;
  }
  return actorOf(fact);
}

const FAILED: Text = { es: "no entregado", en: "not delivered" };

/** Queues and functions tell themselves that they got it; the other endpoints do not. */
const TELLS_ITSELF = /^(sqs|lambda):| to /;

function stepOf(trace: Trace, fact: TraceEvent): Step | undefined {
  const { kind, resource, text, value, at } = fact;
  const [service, verb] = kind.split(".") as [string, string];
  const step = (from: string, to: string, words: Text, isFailure = false): Step => ({
    at,
    from,
    to,
    text: say(words),
    isFailure,
  });
  const itself = (words: Text, isFailure = false) => step(resource, resource, words, isFailure);
  if (service === "swf") {
    const told = swfStep(fact, actorOf(fact));
    return told && step(told.from, told.to, told.words, told.isFailure);
  }
  switch (verb) {
    case "Sent":
      return step(originOf(trace, fact), resource, { es: "enviado", en: "sent" });
    case "Published":
      return step(originOf(trace, fact), resource, { es: "publicado", en: "published" });
    case "Matched":
      return itself({ es: `cumple la regla ${text}`, en: `matches rule ${text}` });
    case "Unmatched":
      return itself({ es: "no cumple ninguna regla", en: "matches no rule" }, true);
    case "FilteredOut":
      return step(resource, text.split(": ")[0]!, { es: "filtrado", en: "filtered out" }, true);
    case "Delivered":
      if (service === "lambda") return step(resource, text, { es: "resultado", en: "result" });
      return TELLS_ITSELF.test(text) ? undefined : step(resource, text, { es: "entregado", en: "delivered" });
    case "Failed":
      if (service === "lambda") return itself({ es: `falla: ${text}`, en: `fails: ${text}` }, true);
      return step(resource, text.split(": ")[0]!.replace(/^.* to /, ""), FAILED, true);
    case "TimedOut":
      return itself({ es: "se le acaba el tiempo", en: "runs out of time" }, true);
    case "Succeeded":
      return itself({ es: "termina bien", en: "succeeds" });
    case "Invoked":
      return step(originOf(trace, fact), resource, { es: "invocada", en: "invoked" });
    case "Received":
      return step(resource, actorOf(fact), { es: `recibido, intento ${value}`, en: `received, attempt ${value}` });
    case "Returned":
      return itself({ es: "visible otra vez", en: "visible again" });
    case "Deleted":
      return text === "" ? step(actorOf(fact), resource, { es: "borrado: terminado", en: "deleted: done" }) : undefined;
    case "Expired":
      return itself({ es: "caducado", en: "expired" }, true);
    case "Dropped":
      return itself({ es: "abandonado y perdido", en: "given up and lost" }, true);
    case "DeadLettered":
      return step(resource, text, { es: "a la cola de fallidos", en: "dead-lettered" }, true);
    default:
      return undefined;
  }
}
