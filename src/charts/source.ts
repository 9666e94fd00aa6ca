/** What a chart is drawn from: a cloud, a simulation or a trace, and which of its queues. */
import { type Duration, toMilliseconds } from "../sim/duration";
import { say } from "../sim/language";
import { Trace } from "../sim/trace";

/** A Cloud or a Simulation (both carry their trace), or the trace itself. */
export type Source = Trace | { readonly trace: Trace };

/** One of several runs to compare: its name stands over its panel. */
export interface Run {
  name: string;
  /** One of the two. */
  cloud?: { readonly trace: Trace };
  trace?: Trace;
  /** Queue or queues to look at; default all those that were sent to. */
  resource?: string | readonly string[];
}

export interface ChartOptions {
  /** Queue or queues to look at; default all of them. An unknown name throws RangeError and lists those that exist. */
  resource?: string | readonly string[];
  /** Replaces the question that stands over the chart. */
  title?: string;
  /** Only what happens from this time on (virtual, since the start; default 0). */
  from?: Duration;
  /** Only what happens up to and including this time (default: all). */
  to?: Duration;
}

/** A run, resolved: queues in the order of their first appearance. */
export interface Panel {
  name: string;
  trace: Trace;
  queues: string[];
}

export interface Window {
  from: number;
  to: number;
}

/** Verbs that only a queue's facts carry. */
const OF_QUEUES = new Set(["QueueCreated", "Sent", "Moved", "Received"]);

/** What happened, without the service: "Sent" for "sqs.Sent" and for "queue.Sent". */
export function verbOf(kind: string): string {
  return kind.slice(kind.indexOf(".") + 1);
}

/** Names of the queues in a trace and whether anything was ever sent to them, in the order of their first appearance. */
export function queuesOf(trace: Trace): Map<string, boolean> {
  const verbs: (string | undefined)[] = [];
  const found = new Map<number, boolean>();
  for (let row = 0; row < trace.length; row++) {
    const kind = trace.kindOf(row);
    verbs[kind] ??= verbOf(trace.string(kind));
    const verb = verbs[kind]!;
    if (!OF_QUEUES.has(verb)) continue;
    const resource = trace.resourceOf(row);
    const sent = verb === "Sent";
    if (sent ? found.get(resource) !== true : !found.has(resource)) found.set(resource, sent);
  }
  const named = new Map<string, boolean>();
  for (const [id, sent] of found) named.set(trace.string(id), sent);
  return named;
}

export function traceOf(source: Source): Trace {
  if (source instanceof Trace) return source;
  const trace = (source as { trace?: unknown } | null | undefined)?.trace;
  if (trace instanceof Trace) return trace;
  throw new TypeError(
    say({
      es: "un gráfico se dibuja a partir de una Cloud, una Simulation o su trace",
      en: "a chart is drawn from a Cloud, a Simulation or its trace",
    }),
  );
}

/**
 * The queues to draw.
 * @param onlySent by default leave out queues that nothing was sent to, such as dead-letter queues
 */
export function panelOf(source: Source, resource: ChartOptions["resource"], onlySent: boolean, name = ""): Panel {
  const trace = traceOf(source);
  const known = queuesOf(trace);
  const asked = resource === undefined ? undefined : typeof resource === "string" ? [resource] : [...resource];
  for (const wanted of known.size > 0 ? (asked ?? []) : []) {
    if (known.has(wanted)) continue;
    const names = [...known.keys()].map((queue) => JSON.stringify(queue)).join(", ");
    throw new RangeError(
      say({
        es: `no hay ninguna cola ${JSON.stringify(wanted)} en esta traza; hay: ${names}`,
        en: `there is no queue ${JSON.stringify(wanted)} in this trace; there are: ${names}`,
      }),
    );
  }
  const all = [...known.keys()].filter((queue) => !onlySent || known.get(queue));
  const queues = known.size === 0 ? [] : (asked ?? (all.length > 0 ? all : [...known.keys()]));
  return { name: name || queues.join(", "), trace, queues };
}

/** One panel per run, or per queue of a single source. */
export function panelsOf(source: Source | readonly Run[], options: ChartOptions): Panel[] {
  if (Array.isArray(source)) {
    return (source as readonly Run[]).map((run, index) => {
      const from = run?.trace ?? run?.cloud;
      if (from === undefined) {
        throw new TypeError(
          say({
            es: `la serie ${index + 1} necesita { name, cloud } o { name, trace }`,
            en: `run ${index + 1} needs { name, cloud } or { name, trace }`,
          }),
        );
      }
      return panelOf(from, run.resource ?? options.resource, true, run.name ?? String(index + 1));
    });
  }
  const whole = panelOf(source as Source, options.resource, true);
  return whole.queues.map((queue) => ({ name: queue, trace: whole.trace, queues: [queue] }));
}

export function windowOf(options: ChartOptions): Window {
  const from = options.from === undefined ? 0 : toMilliseconds(options.from, "from");
  const to = options.to === undefined ? Number.POSITIVE_INFINITY : toMilliseconds(options.to, "to");
  if (to < from) throw new RangeError(`to (${to} ms) lies before from (${from} ms)`);
  return { from, to };
}
