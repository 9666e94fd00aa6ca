/**
 * How many messages a second: by what happened to them (sent, received, processed ...) or by resource. Counts in equal
 * intervals of a round length; a rate is the count over the length.
 */
import { say, type Text } from "../sim/language";
import type { Trace } from "../sim/trace";
import { timeAxis, zoom } from "./axes";
import { Chart, emptyChart } from "./chart";
import { inUnit, label, number, short, span } from "./numbers";
import { palette } from "./palette";
import { type ChartOptions, type Source, traceOf, verbOf, type Window, windowOf } from "./source";
import { WIDTH } from "./theme";

const MAX_INTERVALS = 120;
const FEWEST_INTERVALS = 12;
const MESSAGES_AN_INTERVAL = 5; // fewer on average would draw single messages as peaks
const MAX_SERIES = 7;

export interface ThroughputOptions extends ChartOptions {
  /** A line for each thing that happens (default), or for each resource. */
  by?: "kind" | "resource";
}

const KINDS: Record<string, { text: Text; colour: string }> = {
  Sent: { text: { es: "enviados", en: "sent" }, colour: palette.sent },
  Published: { text: { es: "publicados", en: "published" }, colour: palette.delayed },
  Received: { text: { es: "recibidos", en: "received" }, colour: palette.received },
  Invoked: { text: { es: "invocaciones", en: "invocations" }, colour: palette.overtaken },
  Deleted: { text: { es: "procesados", en: "processed" }, colour: palette.deleted },
  Returned: { text: { es: "devueltos", en: "returned" }, colour: palette.retry },
  DeadLettered: { text: { es: "a la cola de fallidos", en: "dead-lettered" }, colour: palette.deadLettered },
};
/** What counts as traffic of a resource. */
const ARRIVALS = new Set(["Sent", "Published", "Invoked", "Moved"]);
const OF_RESOURCES = [
  palette.sent,
  palette.received,
  palette.deleted,
  palette.retry,
  palette.delayed,
  palette.deadLettered,
  palette.expired,
];

interface Series {
  name: string;
  colour: string;
  at: number[];
}

/** "How many messages a second?" */
export function throughput(source: Source, options: ThroughputOptions = {}): Chart {
  const { by = "kind" } = options;
  if (by !== "kind" && by !== "resource") throw new TypeError(`by must be "kind" or "resource", not ${String(by)}`);
  const title =
    options.title ??
    (by === "kind"
      ? say({ es: "¿Cuántos mensajes por segundo?", en: "How many messages a second?" })
      : say({
          es: "¿Cuántos mensajes por segundo llegan a cada recurso?",
          en: "How many messages a second reach each resource?",
        }));
  const window = windowOf(options);
  const all = read(traceOf(source), options.resource, by, window);
  if (all.length === 0) {
    return emptyChart(title, say({ es: "no ha pasado ningún mensaje", en: "no message has passed" }));
  }
  const shown = all.slice(0, MAX_SERIES);
  const last = all.reduce((max, { at }) => Math.max(max, at.at(-1)!), 0);
  const seen: Window = {
    from: window.from,
    to: Math.max(Number.isFinite(window.to) ? window.to : last, window.from + 1),
  };
  const busiest = Math.max(...shown.map(({ at }) => at.length));
  const intervals = Math.min(MAX_INTERVALS, Math.max(FEWEST_INTERVALS, Math.ceil(busiest / MESSAGES_AN_INTERVAL)));
  const width = intervalFor((seen.to - seen.from) / intervals);
  const notes = [
    say({ es: `Cuentas por intervalos de ${span(width)}.`, en: `Counted in intervals of ${span(width)}.` }),
  ];
  if (all.length > shown.length) {
    notes.push(
      say({
        es: `Los ${number(shown.length)} recursos con más mensajes de ${number(all.length)}.`,
        en: `The ${number(shown.length)} resources with most messages of ${number(all.length)}.`,
      }),
    );
  }
  const rates = shown.map((series) => ratesOf(series, seen, width));
  return new Chart(
    title,
    shown.map((series, i) => sentence(series, rates[i]!)).join(" "),
    notes,
    lines(shown, rates, seen, width, by),
  );
}

function read(trace: Trace, resource: ChartOptions["resource"], by: "kind" | "resource", window: Window): Series[] {
  const wanted = resource === undefined ? undefined : new Set(typeof resource === "string" ? [resource] : resource);
  const known = new Set<string>();
  const found = new Map<string, Series>();
  const verbs: (string | undefined)[] = [];
  for (let row = 0; row < trace.length; row++) {
    const kind = trace.kindOf(row);
    verbs[kind] ??= verbOf(trace.string(kind));
    const verb = verbs[kind]!;
    const isCounted = by === "kind" ? Object.hasOwn(KINDS, verb) : ARRIVALS.has(verb);
    if (!isCounted) continue;
    const name = trace.string(trace.resourceOf(row));
    known.add(name);
    const at = trace.at(row);
    if (at < window.from || at > window.to || (wanted !== undefined && !wanted.has(name))) continue;
    const key = by === "kind" ? verb : name;
    let series = found.get(key);
    if (series === undefined) {
      series = {
        name: by === "kind" ? say(KINDS[verb]!.text) : label(name),
        colour: KINDS[verb]?.colour ?? "",
        at: [],
      };
      found.set(key, series);
    }
    series.at.push(at);
  }
  for (const name of wanted ?? []) {
    if (known.has(name) || known.size === 0) continue;
    const names = [...known].map((each) => JSON.stringify(each)).join(", ");
    throw new RangeError(
      say({
        es: `no hay ningún recurso ${JSON.stringify(name)} en esta traza; hay: ${names}`,
        en: `there is no resource ${JSON.stringify(name)} in this trace; there are: ${names}`,
      }),
    );
  }
  if (by === "kind") return Object.keys(KINDS).flatMap((verb) => found.get(verb) ?? []);
  const sorted = [...found.values()].sort((a, b) => b.at.length - a.at.length);
  sorted.forEach((series, i) => {
    series.colour = OF_RESOURCES[i % OF_RESOURCES.length]!;
  });
  return sorted;
}

/** 1, 2 or 5 times a power of ten ms, below ten minutes; whole minutes beyond. */
function intervalFor(leastMs: number): number {
  const least = Math.max(leastMs, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const round = power * ([1, 2, 5].find((step) => step * power >= least) ?? 10);
  return round <= 60_000 ? round : Math.ceil(least / 60_000) * 60_000;
}

function ratesOf({ at }: Series, { from, to }: Window, width: number): number[] {
  // What is left over at the end joins the last interval: a short one of its own would tell a false rate.
  const counts = new Array<number>(Math.max(1, Math.floor((to - from) / width))).fill(0);
  const lastWidth = to - from - (counts.length - 1) * width;
  for (const time of at) counts[Math.min(counts.length - 1, Math.floor((time - from) / width))]!++;
  return counts.map((messages, i) => (messages * 1_000) / (i === counts.length - 1 ? lastWidth : width));
}

function lines(
  shown: readonly Series[],
  rates: readonly number[][],
  window: Window,
  width: number,
  by: "kind" | "resource",
): object {
  const { unit, title, domain } = timeAxis(window);
  const rows = shown.flatMap(({ name }, i) =>
    rates[i]!.concat(rates[i]!.at(-1)!).map((rate, k) => ({
      t: inUnit(k === rates[i]!.length ? window.to : window.from + k * width, unit),
      rate: short(rate),
      name,
    })),
  );
  const x = { field: "t", type: "quantitative", title, scale: { domain, nice: false } };
  const y = {
    field: "rate",
    type: "quantitative",
    title: say({ es: "mensajes por segundo (n.º/s)", en: "messages a second (number/s)" }),
    scale: { zero: true },
  };
  const names = shown.map(({ name }) => name);
  const color = { field: "name", type: "nominal", scale: { domain: names, range: shown.map(({ colour }) => colour) } };
  if (by === "resource" && shown.length > 1) {
    // Resources that get the same messages would lie on one another: each has a strip of its own.
    return {
      data: { values: rows },
      facet: { row: { field: "name", type: "nominal", sort: names, title: null, header: { labelOrient: "top" } } },
      spacing: 10,
      spec: {
        width: WIDTH,
        height: 56,
        mark: { type: "area", interpolate: "step-after", line: { strokeWidth: 1.5 }, fillOpacity: 0.3, clip: true },
        encoding: {
          x: { ...x, axis: { format: ",.6~g", grid: false } },
          y: { ...y, axis: { format: ",.6~g", tickCount: 2, title: say({ es: "n.º/s", en: "number/s" }) } },
          color: { ...color, legend: null },
        },
      },
    };
  }
  return {
    width: WIDTH,
    height: 260,
    params: [zoom()],
    data: { values: rows },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 2, clip: true },
    encoding: {
      x: { ...x, axis: { format: ",.6~g", grid: false } },
      y: { ...y, axis: { format: ",.6~g", tickCount: 5 } },
      color: { ...color, legend: { symbolType: "stroke", symbolStrokeWidth: 3 } },
    },
  };
}

function sentence({ name, at }: Series, rates: readonly number[]): string {
  const peak = Math.max(...rates);
  return say({
    es: `${name}: ${number(at.length)} en total, como máximo ${number(peak, 2)} por segundo.`,
    en: `${name}: ${number(at.length)} in all, at most ${number(peak, 2)} a second.`,
  });
}
