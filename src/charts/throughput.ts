/**
 * How many messages a second: by what happened to them (sent, received, processed ...), by resource, or by who sends, with
 * what was refused to each. Counts in equal intervals of a round length; a rate is the count over the length.
 */
import { say, type Text } from "../sim/language";
import type { Trace } from "../sim/trace";
import { timeAxis, zoom } from "./axes";
import { Chart, emptyChart } from "./chart";
import { count, inUnit, label, number, short, span } from "./numbers";
import { dashes, palette } from "./palette";
import { type ChartOptions, type Source, traceOf, verbOf, type Window, windowOf } from "./source";
import { WIDTH } from "./theme";

const MAX_INTERVALS = 120;
const FEWEST_INTERVALS = 12;
const MESSAGES_AN_INTERVAL = 5; // fewer on average would draw single messages as peaks
const MAX_SERIES = 7;

export interface ThroughputOptions extends ChartOptions {
  /** A line for each thing that happens (default), for each resource, or for each process that sends. */
  by?: By;
}

type By = "kind" | "resource" | "sender";

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
  /** When something was refused to this sender. */
  refused: number[];
}

const TITLES: Record<By, Text> = {
  kind: { es: "¿Cuántos mensajes por segundo?", en: "How many messages a second?" },
  resource: {
    es: "¿Cuántos mensajes por segundo llegan a cada recurso?",
    en: "How many messages a second reach each resource?",
  },
  sender: {
    es: "¿Cuántos mensajes por segundo envía cada uno, y qué se le niega?",
    en: "How many messages a second does each one send, and what is refused?",
  },
};

/** "How many messages a second?" */
export function throughput(source: Source, options: ThroughputOptions = {}): Chart {
  const { by = "kind" } = options;
  if (!Object.hasOwn(TITLES, by)) {
    throw new TypeError(`by must be "kind", "resource" or "sender", not ${String(by)}`);
  }
  const title = options.title ?? say(TITLES[by]);
  const window = windowOf(options);
  const all = read(traceOf(source), options.resource, by, window);
  if (all.length === 0) {
    return emptyChart(title, say({ es: "no ha pasado ningún mensaje", en: "no message has passed" }));
  }
  const shown = all.slice(0, MAX_SERIES);
  const last = all.reduce((max, { at, refused }) => Math.max(max, at.at(-1) ?? 0, refused.at(-1) ?? 0), 0);
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
        es: `Los ${number(shown.length)} con más mensajes de ${number(all.length)}.`,
        en: `The ${number(shown.length)} with most messages of ${number(all.length)}.`,
      }),
    );
  }
  if (shown.some(({ refused }) => refused.length > 0)) {
    notes.push(say({ es: "Una cruz: algo se le negó.", en: "A cross: something was refused." }));
  }
  const rates = shown.map((series) => ratesOf(series, seen, width));
  return new Chart(
    title,
    shown.map((series, i) => sentence(series, rates[i]!)).join(" "),
    notes,
    lines(shown, rates, seen, width, by),
  );
}

function read(trace: Trace, resource: ChartOptions["resource"], by: By, window: Window): Series[] {
  const wanted = resource === undefined ? undefined : new Set(typeof resource === "string" ? [resource] : resource);
  const known = new Set<string>();
  const found = new Map<string, Series>();
  const verbs: (string | undefined)[] = [];
  for (let row = 0; row < trace.length; row++) {
    const kind = trace.kindOf(row);
    verbs[kind] ??= verbOf(trace.string(kind));
    const verb = verbs[kind]!;
    if (!(by === "kind" ? Object.hasOwn(KINDS, verb) : by === "resource" ? ARRIVALS.has(verb) : BY_SENDER.has(verb)))
      continue;
    // A copy for a subscriber is nobody's own sending.
    if (by === "sender" && verb === "Sent" && isCopy(trace, row)) continue;
    const name = trace.string(trace.resourceOf(row));
    known.add(name);
    const at = trace.at(row);
    if (at < window.from || at > window.to || (wanted !== undefined && !wanted.has(name))) continue;
    const key = by === "kind" ? verb : by === "resource" ? name : trace.string(trace.actorOf(row));
    let series = found.get(key);
    if (series === undefined) {
      series = {
        name: by === "kind" ? say(KINDS[verb]!.text) : key === "" ? say(CELL) : label(key),
        colour: KINDS[verb]?.colour ?? "",
        at: [],
        refused: [],
      };
      found.set(key, series);
    }
    if (verb === "Denied") series.refused.push(at);
    else series.at.push(at);
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

const CELL: Text = { es: "la celda", en: "the cell" };
const BY_SENDER = new Set(["Sent", "Published", "Denied"]);

function isCopy(trace: Trace, row: number): boolean {
  const cause = trace.causeOf(row);
  return cause >= 0 && verbOf(trace.string(trace.kindOf(cause))) === "Published";
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

function lines(shown: readonly Series[], rates: readonly number[][], window: Window, width: number, by: By): object {
  const { unit, title, domain } = timeAxis(window);
  const rows = shown.flatMap(({ name }, i) =>
    rates[i]!.concat(rates[i]!.at(-1)!).map((rate, k) => ({
      t: inUnit(k === rates[i]!.length ? window.to : window.from + k * width, unit),
      rate: short(rate),
      name,
    })),
  );
  const refusals = shown.flatMap(({ name, refused }) => {
    const counts = new Map<number, number>();
    for (const at of refused) {
      const place = Math.floor((at - window.from) / width);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    return [...counts].map(([place, count]) => ({
      t: inUnit(Math.min(window.to, window.from + (place + 0.5) * width), unit),
      rate: 0,
      name,
      refused: count,
    }));
  });
  const x = { field: "t", type: "quantitative", title, scale: { domain, nice: false } };
  const y = {
    field: "rate",
    type: "quantitative",
    title: say({ es: "mensajes por segundo (n.º/s)", en: "messages a second (number/s)" }),
    scale: { zero: true },
  };
  const names = shown.map(({ name }) => name);
  const color = { field: "name", type: "nominal", scale: { domain: names, range: shown.map(({ colour }) => colour) } };
  if (by === "sender" || (by === "resource" && shown.length > 1)) {
    // Resources that get the same messages would lie on one another: each has a strip of its own.
    const area = { type: "area", interpolate: "step-after", line: { strokeWidth: 1.5 }, fillOpacity: 0.3, clip: true };
    const encoding = {
      x: { ...x, axis: { format: ",.6~g", grid: false } },
      y: { ...y, axis: { format: ",.6~g", tickCount: 2, title: say({ es: "n.º/s", en: "number/s" }) } },
    };
    const filled = { mark: area, encoding: { ...encoding, color: { ...color, legend: null } } };
    const marked = {
      transform: [{ filter: "isValid(datum.refused)" }],
      mark: {
        type: "point",
        shape: "cross",
        angle: 45,
        filled: true,
        size: 130,
        color: palette.deadLettered,
        yOffset: -8,
      },
      encoding: {
        ...encoding,
        tooltip: [{ field: "refused", title: say({ es: "negados", en: "refused" }) }],
      },
    };
    const own = { ...filled, transform: [{ filter: "!isValid(datum.refused)" }] };
    return {
      data: { values: [...rows, ...refusals] },
      facet: { row: { field: "name", type: "nominal", sort: names, title: null, header: { labelOrient: "top" } } },
      spacing: 10,
      spec: {
        width: WIDTH,
        height: 56,
        ...(refusals.length === 0 ? filled : { layer: [own, marked] }),
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
      strokeDash: { ...color, scale: { domain: names, range: names.map((_name, i) => dashes[i]) } },
    },
  };
}

function sentence({ name, at, refused }: Series, rates: readonly number[]): string {
  const peak = Math.max(...rates);
  return say({
    es: `${name}: ${number(at.length)} en total, como máximo ${number(peak, 2)} por segundo${refused.length === 0 ? "" : `; ${count(refused.length, "negado", "negados")}`}.`,
    en: `${name}: ${number(at.length)} in all, at most ${number(peak, 2)} a second${refused.length === 0 ? "" : `; ${number(refused.length)} refused`}.`,
  });
}
