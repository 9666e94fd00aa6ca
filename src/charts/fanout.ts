/**
 * What became of each message at each of those who were to get it: the subscribers of topics, a broker's too, and the targets
 * of rules. One bar a consumer, all on one axis, so that the one that fails stands out.
 */
import { say, type Text } from "../sim/language";
import type { Trace } from "../sim/trace";
import { countAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { count, label, number } from "./numbers";
import { ink, palette } from "./palette";
import { withWords } from "./segments";
import { type ChartOptions, type Source, traceOf, type Window, windowOf } from "./source";
import { WIDTH } from "./theme";

const MAX_CONSUMERS = 30;

/** `several`: the Spanish of more than one; English says the same of one and of many. */
const ENDS = {
  delivered: { text: { es: "entregado", en: "delivered" }, several: "entregados", colour: palette.deleted, sign: "✓" },
  filtered: { text: { es: "filtrado", en: "filtered out" }, several: "filtrados", colour: palette.purged, sign: "–" },
  waiting: { text: { es: "aún espera", en: "still waiting" }, several: "aún esperan", colour: palette.sent, sign: "…" },
  trying: {
    text: { es: "aún se reintenta", en: "still being tried" },
    several: "aún se reintentan",
    colour: palette.retry,
    sign: "↻",
  },
  deadLettered: {
    text: { es: "a la cola de fallidos", en: "dead-lettered" },
    several: "a la cola de fallidos",
    colour: palette.deadLettered,
    sign: "✗",
  },
  dropped: {
    text: { es: "perdido", en: "given up and lost" },
    several: "perdidos",
    colour: palette.expired,
    sign: "?",
  },
} satisfies Record<string, { text: Text; several: string; colour: string; sign: string }>;

type End = keyof typeof ENDS;

export interface Consumer {
  /** "sqs:orders", "https://shop.example/hook", "rule to queue" */
  name: string;
  /** Topic or bus. */
  from: string;
  attempts: number;
  ends: Record<End, number>;
}

/**
 * "Who got the messages?"
 * @param options resource: topic, bus, or several; default all of them
 */
export function fanout(source: Source, options: ChartOptions = {}): Chart {
  const title = options.title ?? say({ es: "¿A quién llegaron los mensajes?", en: "Who got the messages?" });
  const consumers = consumersOf(traceOf(source), options.resource, windowOf(options));
  if (consumers.length === 0) {
    return emptyChart(title, say({ es: "no se ha entregado nada", en: "nothing has been delivered" }));
  }
  // The bars that tell of trouble are never left out.
  const byTrouble = [...consumers].sort((a, b) => troubles(b) - troubles(a));
  const kept = new Set(byTrouble.slice(0, MAX_CONSUMERS));
  const shown = consumers.filter((consumer) => kept.has(consumer));
  const froms = [...new Set(shown.map(({ from }) => from))];
  const notes = [label(froms.slice(0, 3).join(", "))];
  if (consumers.length > shown.length) {
    notes.push(
      say({
        es: `${number(shown.length)} de ${number(consumers.length)} consumidores, los que tienen más fallos.`,
        en: `${number(shown.length)} of ${number(consumers.length)} consumers, those with most failures.`,
      }),
    );
  }
  return new Chart(title, shown.slice(0, 8).map(sentence).join(" "), notes, bars(shown, froms.length > 1));
}

function troubles({ ends }: Consumer): number {
  return ends.trying + ends.deadLettered + ends.dropped;
}

/** What each consumer was offered, in the order of first appearance. */
export function consumersOf(trace: Trace, resource: ChartOptions["resource"], { from, to }: Window): Consumer[] {
  const wanted = resource === undefined ? undefined : new Set(typeof resource === "string" ? [resource] : resource);
  const found = new Map<string, { consumer: Consumer; last: Map<number, End> }>();
  const seen = new Set<string>();
  const at = (resourceName: string, name: string) => {
    const key = `${resourceName}\n${name}`;
    let entry = found.get(key);
    if (entry === undefined) {
      const ends = { delivered: 0, filtered: 0, waiting: 0, trying: 0, deadLettered: 0, dropped: 0 };
      entry = { consumer: { name, from: resourceName, attempts: 0, ends }, last: new Map() };
      found.set(key, entry);
    }
    return entry;
  };
  const attempted = new Set(["sns.Attempted", "eventbridge.Attempted"].map((kind) => trace.find(kind) ?? -1));
  /** The attempt that a fact goes back to names the consumer and nothing else. */
  const nameOf = (row: number): string | undefined => {
    for (let i = row; i >= 0; i = trace.causeOf(i)) {
      if (attempted.has(trace.kindOf(i))) return trace.string(trace.textOf(i));
    }
    return undefined;
  };
  const ENDINGS: Record<string, End> = {
    Attempted: "trying",
    Delivered: "delivered",
    DeadLettered: "deadLettered",
    Dropped: "dropped",
    FilteredOut: "filtered",
  };
  const subscriptions = subscriptionsOf(trace);
  const received = trace.find("mq.Received");
  const endings: (End | null | undefined)[] = [];
  for (let row = 0; row < trace.length; row++) {
    const kind = trace.kindOf(row);
    if (endings[kind] === undefined) {
      const [service, verb] = trace.string(kind).split(".");
      const known = service === "sns" || service === "eventbridge" ? ENDINGS : service === "mq" ? OF_BROKERS : {};
      endings[kind] = known[verb!] ?? null;
    }
    const end = endings[kind];
    const time = trace.at(row);
    if (time > to) break;
    const isTopic = trace.string(kind).endsWith(".Published");
    if (isTopic) seen.add(trace.string(trace.resourceOf(row)));
    if (end === null || end === undefined || time < from) continue;
    const subscription = subscriptions(row);
    const origin = subscription?.topic ?? trace.string(trace.resourceOf(row));
    if (wanted !== undefined && !wanted.has(origin)) continue;
    const filtered = end === "filtered" ? trace.string(trace.textOf(row)).split(": ")[0] : undefined;
    const name = filtered ?? subscription?.name ?? nameOf(row);
    if (name === undefined) continue; // an event for a bus that is not there went to nobody; a queue has no topic
    const { consumer, last } = at(origin, name);
    if (attempted.has(kind) || kind === received) consumer.attempts++;
    const subject = trace.subjectOf(row);
    const before = last.get(subject);
    if (before !== undefined) consumer.ends[before]--;
    consumer.ends[end]++;
    last.set(subject, end);
  }
  const unknown = [...(wanted ?? [])].find(
    (name) => !seen.has(name) && ![...found.values()].some((e) => e.consumer.from === name),
  );
  if (unknown !== undefined && seen.size > 0) {
    const names = [...seen].map((name) => JSON.stringify(name)).join(", ");
    throw new RangeError(
      say({
        es: `no hay ningún topic ni bus ${JSON.stringify(unknown)} en esta traza; hay: ${names}`,
        en: `there is no topic or bus ${JSON.stringify(unknown)} in this trace; there are: ${names}`,
      }),
    );
  }
  return [...found.values()].map(({ consumer }) => consumer);
}

/** What becomes of the copy that a subscription of a broker's topic gets. */
const OF_BROKERS: Readonly<Record<string, End>> = {
  Sent: "waiting",
  Received: "waiting",
  Deleted: "delivered",
  DeadLettered: "deadLettered",
  Expired: "dropped",
  Lost: "dropped",
  FilteredOut: "filtered",
};

/**
 * Where the copies of a broker's topic lie: "shop/news/archive" is the subscription "archive" of "shop/news". It is known by the
 * first copy, whose cause is what was published.
 */
function subscriptionsOf(trace: Trace): (row: number) => { topic: string; name: string } | undefined {
  const [published, sent] = [trace.find("mq.Published"), trace.find("mq.Sent")];
  const known = new Map<number, { topic: string; name: string }>();
  return (row) => {
    if (published === undefined) return undefined;
    const resource = trace.resourceOf(row);
    const cause = trace.causeOf(row);
    if (trace.kindOf(row) === sent && !known.has(resource) && cause >= 0 && trace.kindOf(cause) === published) {
      const topic = trace.string(trace.resourceOf(cause));
      const whole = trace.string(resource);
      known.set(resource, { topic, name: whole.startsWith(`${topic}/`) ? whole.slice(topic.length + 1) : whole });
    }
    return known.get(resource);
  };
}

function bars(consumers: readonly Consumer[], withFrom: boolean): object {
  const names = consumers.map((consumer) => label(withFrom ? `${consumer.from}: ${consumer.name}` : consumer.name));
  const order = Object.keys(ENDS) as End[];
  const rows = consumers.flatMap((consumer, i) =>
    order.flatMap((end, place) =>
      consumer.ends[end] === 0
        ? []
        : [
            {
              consumer: names[i]!,
              end: named(end),
              sign: ENDS[end].sign,
              messages: consumer.ends[end],
              attempts: consumer.attempts,
              place,
            },
          ],
    ),
  );
  const present = order.filter((end) => consumers.some(({ ends }) => ends[end] > 0));
  const most = Math.max(...consumers.map(({ ends }) => order.reduce((sum, end) => sum + ends[end], 0)));
  const drawn = {
    width: WIDTH - 140, // room for the names
    height: { step: 30 },
    data: { values: rows },
    mark: { type: "bar", tooltip: true, stroke: ink.paper, strokeWidth: 1 },
    encoding: {
      y: {
        field: "consumer",
        type: "nominal",
        sort: names,
        title: say({ es: "consumidor", en: "consumer" }),
        axis: { labelLimit: 240, domain: false },
      },
      x: {
        field: "messages",
        type: "quantitative",
        title: say({ es: "mensajes (n.º)", en: "messages (number)" }),
        ...countAxis(most),
      },
      color: {
        field: "end",
        type: "nominal",
        scale: { domain: present.map(named), range: present.map((end) => ENDS[end].colour) },
        legend: { symbolType: "square" },
      },
      order: { field: "place" },
      tooltip: [
        { field: "consumer", title: say({ es: "consumidor", en: "consumer" }) },
        { field: "end", title: say({ es: "resultado", en: "outcome" }) },
        { field: "messages", title: say({ es: "mensajes", en: "messages" }), format: "," },
        { field: "attempts", title: say({ es: "intentos en total", en: "attempts in all" }), format: "," },
      ],
    },
  };
  return withWords(drawn, "sign");
}

function named(end: End): string {
  return `${ENDS[end].sign} ${say(ENDS[end].text)}`;
}

function sentence({ name, attempts, ends }: Consumer): string {
  const parts = (Object.keys(ENDS) as End[])
    .filter((end) => ends[end] > 0)
    .map((end) => {
      const { text, several } = ENDS[end];
      return count(ends[end], say(text), say({ es: several, en: text.en }));
    });
  const tries = say({ es: count(attempts, "intento", "intentos"), en: count(attempts, "attempt", "attempts") });
  return `${label(name)}: ${parts.join(", ")} (${tries}).`;
}
