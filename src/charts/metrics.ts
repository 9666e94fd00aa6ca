/**
 * Metrics as CloudWatch reports them, with an alarm's threshold and the times at which it was in each state; or the metric
 * widgets of a dashboard, one under the other. Read off the trace, like the metrics themselves.
 */
import { answer, type DataQuery, metricsOf, type Points } from "../services/cloudwatch";
import { say } from "../sim/language";
import type { Trace, TraceEvent } from "../sim/trace";
import { type TimeAxis, timeAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { inUnit, label, number, short, span } from "./numbers";
import { ink, palette } from "./palette";
import { type ChartOptions, type Source, traceOf, type Window, windowOf } from "./source";
import { WIDTH } from "./theme";

const MAX_PANELS = 6;
const MAX_LINES = 6;
const MAX_POINTS = 240; // of a line; beyond, the period grows
const MAX_BANDS = 100;
const MINUTE = 60; // s
const DEFAULT_START = Date.UTC(2026, 0, 5);

export interface MetricsOptions extends Omit<ChartOptions, "resource"> {
  /** Name of an alarm: its metric, threshold and states. */
  alarm?: string;
  /** Name of a dashboard: its metric widgets. */
  dashboard?: string;
  /** Else one metric: "AWS/SQS". */
  namespace?: string;
  metric?: string;
  /** { QueueName: "orders" } */
  dimensions?: Record<string, string>;
  /** Default "Average". */
  statistic?: string;
  /** Seconds, a multiple of 60. Default 60. */
  period?: number;
}

interface Line {
  name: string;
  /** By virtual ms. */
  points: [at: number, value: number][];
  unit: string;
}

interface Panel {
  title: string;
  queries: readonly DataQuery[];
  threshold?: number;
  /** Whose states are shown. */
  alarm?: string;
}

/** "How did the metric go, and when did the alarm go off?" */
export function metrics(source: Source, options: MetricsOptions): Chart {
  const trace = traceOf(source);
  const startMs = (source as { start?: number }).start ?? DEFAULT_START;
  const panels = panelsFor(trace, options);
  const title = options.title ?? titleFor(options);
  const asked = windowOf(options);
  const now = (source as { now?: number }).now ?? (trace.length > 0 ? trace.at(trace.length - 1) : 0);
  const window: Window = { from: asked.from, to: Math.min(asked.to, Math.max(now, asked.from + MINUTE * 1_000)) };
  const drawn = panels
    .slice(0, MAX_PANELS)
    .map((panel) => ({ panel, lines: linesOf(trace, startMs, panel, window, now) }))
    .filter(({ lines }) => lines.some(({ points }) => points.length > 0));
  if (drawn.length === 0) {
    return emptyChart(title, say({ es: "aún no hay ningún dato de esa métrica", en: "that metric has no data yet" }));
  }
  const notes: string[] = [];
  if (drawn.length === 1) {
    const { title, alarm } = drawn[0]!.panel;
    notes.push(alarm === undefined || alarm === title ? label(title) : `${label(alarm)}: ${label(title)}`);
  }
  notes.push(
    say({
      es: "Cada punto está al comienzo de su periodo, como en CloudWatch.",
      en: "Each point stands at the beginning of its period, as in CloudWatch.",
    }),
  );
  if (panels.length > MAX_PANELS) {
    notes.push(
      say({
        es: `Los primeros ${MAX_PANELS} de ${panels.length}.`,
        en: `The first ${MAX_PANELS} of ${panels.length}.`,
      }),
    );
  }
  const axis = timeAxis(window);
  const height = drawn.length === 1 ? 260 : 150;
  const specs = drawn.map(({ panel, lines }) => {
    const states = panel.alarm === undefined ? [] : statesOf(trace, panel.alarm, window);
    return panelSpec(panel, lines, states, axis, height, drawn.length > 1, notes);
  });
  const description = drawn.map(({ panel, lines }) => sentence(trace, panel, lines, window)).join(" ");
  const body = specs.length === 1 ? specs[0]! : { vconcat: specs, spacing: 16, resolve: { scale: { x: "shared" } } };
  return new Chart(title, description, notes, body);
}

function titleFor({ alarm, dashboard }: MetricsOptions): string {
  if (alarm !== undefined) return say({ es: "¿Cuándo saltó la alarma?", en: "When did the alarm go off?" });
  if (dashboard !== undefined) return say({ es: "¿Cómo va el sistema?", en: "How is the system doing?" });
  return say({ es: "¿Cómo fue la métrica?", en: "How did the metric go?" });
}

function panelsFor(trace: Trace, options: MetricsOptions): Panel[] {
  const { alarm, dashboard, namespace, metric, dimensions = {}, statistic = "Average", period = MINUTE } = options;
  if (alarm !== undefined) return [alarmPanel(trace, alarm)];
  if (dashboard !== undefined) return dashboardPanels(trace, dashboard);
  if (namespace === undefined || metric === undefined) {
    throw new TypeError(
      say({
        es: "metrics necesita { alarm }, { dashboard } o { namespace, metric, dimensions }",
        en: "metrics needs { alarm }, { dashboard } or { namespace, metric, dimensions }",
      }),
    );
  }
  if (!Number.isInteger(period) || period < MINUTE || period % MINUTE !== 0) {
    throw new RangeError(`period must be a multiple of 60 (seconds), not ${period}`);
  }
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  const of = Dimensions.map(({ Value }) => Value).join(", ");
  const title = `${metric}${of && ` · ${of}`} · ${statistic}`;
  return [{ title, queries: [{ Id: "m1", Label: metric, MetricStat: { Metric, Period: period, Stat: statistic } }] }];
}

function last(trace: Trace, kind: string, name: string, what: string): TraceEvent {
  const all = [...trace.events({ kinds: [kind] })];
  const found = all.filter(({ resource }) => resource === name).at(-1);
  if (found !== undefined) return found;
  const names = [...new Set(all.map(({ resource }) => JSON.stringify(resource)))].join(", ") || "-";
  throw new RangeError(
    say({
      es: `no hay ${what === "alarm" ? "ninguna alarma" : "ningún tablero"} ${JSON.stringify(name)} en esta traza; hay: ${names}`,
      en: `there is no ${what} ${JSON.stringify(name)} in this trace; there are: ${names}`,
    }),
  );
}

function alarmPanel(trace: Trace, name: string): Panel {
  const { detail, value } = last(trace, "cloudwatch.AlarmPut", name, "alarm");
  if (detail === undefined) {
    throw new RangeError(
      say({
        es: `la alarma ${name} es compuesta: no tiene métrica`,
        en: `the alarm ${name} is a composite one: it has no metric`,
      }),
    );
  }
  const rule = detail as unknown as {
    Metrics?: DataQuery[];
    Namespace: string;
    MetricName: string;
    Dimensions: { Name: string; Value: string }[];
    Statistic?: string;
    ExtendedStatistic?: string;
    Period: number;
  };
  const queries = rule.Metrics ?? [
    {
      Id: "m1",
      Label: rule.MetricName,
      MetricStat: {
        Metric: { Namespace: rule.Namespace, MetricName: rule.MetricName, Dimensions: rule.Dimensions },
        Period: Math.max(MINUTE, rule.Period),
        Stat: (rule.Statistic ?? rule.ExtendedStatistic)!,
      },
    },
  ];
  const what = rule.Metrics === undefined ? `${rule.MetricName} · ${rule.Statistic ?? rule.ExtendedStatistic}` : name;
  return { title: what, queries, threshold: value, alarm: name };
}

interface Widget {
  type: string;
  properties: {
    title?: string;
    stat?: string;
    period?: number;
    metrics?: unknown[][];
    alarms?: string[];
    annotations?: { horizontal?: { value: number }[]; alarms?: string[] };
  };
}

/** Metric and alarm widgets; texts are for the console. */
function dashboardPanels(trace: Trace, name: string): Panel[] {
  const { detail } = last(trace, "cloudwatch.DashboardPut", name, "dashboard");
  const { widgets } = JSON.parse((detail as { body: string }).body) as { widgets: Widget[] };
  return widgets.flatMap(({ type, properties }): Panel[] => {
    const alarms = [...(properties.alarms ?? []), ...(properties.annotations?.alarms ?? [])];
    if (type === "alarm" || (type === "metric" && alarms.length > 0)) {
      return alarms.map((arn) => alarmPanel(trace, arn.slice(arn.lastIndexOf(":") + 1)));
    }
    if (type !== "metric" || properties.metrics === undefined) return [];
    const queries = queriesFrom(properties.metrics, properties.stat ?? "Average", properties.period ?? MINUTE);
    const threshold = properties.annotations?.horizontal?.[0]?.value;
    const title = properties.title ?? queries.map(({ Label }) => Label).join(", ");
    return [{ title, queries, ...(threshold !== undefined && { threshold }) }];
  });
}

/** ["AWS/SQS", "NumberOfMessagesSent", "QueueName", "q", { stat }], with "." for what the row above says, "..." for all of it. */
function queriesFrom(rows: readonly unknown[][], stat: string, period: number): DataQuery[] {
  let above: string[] = [];
  return rows.map((row, i) => {
    const options = (typeof row.at(-1) === "object" ? row.at(-1) : {}) as Record<string, string | number>;
    const Id = String(options.id ?? `w${i}`);
    const hidden = (options as { visible?: unknown }).visible === false;
    if (typeof options.expression === "string") {
      return {
        Id,
        Expression: options.expression,
        Label: String(options.label ?? options.expression),
        ReturnData: !hidden,
      };
    }
    const words = row.filter((word): word is string => typeof word === "string");
    const given = words[0] === "..." ? [...above.slice(0, above.length - words.length + 1), ...words.slice(1)] : words;
    const full = given.map((word, k) => (word === "." ? above[k]! : word));
    above = full;
    const [Namespace, MetricName, ...pairs] = full;
    const Dimensions = pairs.flatMap((Name, k) => (k % 2 === 0 ? [{ Name, Value: pairs[k + 1]! }] : []));
    const Label = String(options.label ?? [MetricName, ...Dimensions.map(({ Value }) => Value)].join(" "));
    const MetricStat = {
      Metric: { Namespace: Namespace!, MetricName: MetricName!, Dimensions },
      Period: Number(options.period ?? period),
      Stat: String(options.stat ?? stat),
    };
    return { Id, Label, MetricStat, ReturnData: !hidden };
  });
}

function linesOf(trace: Trace, startMs: number, { queries }: Panel, window: Window, now: number): Line[] {
  const store = metricsOf(trace, startMs).read(now);
  const length = (window.to - window.from) / 1_000;
  const coarsen = (period: number) => Math.max(period, Math.ceil(length / MAX_POINTS / period) * period);
  const coarse = queries.map((query) =>
    query.MetricStat === undefined
      ? query
      : { ...query, MetricStat: { ...query.MetricStat, Period: coarsen(query.MetricStat.Period ?? MINUTE) } },
  );
  const toSecond = (at: number) => (startMs + at) / 1_000;
  const view = { store, nowEpochMs: startMs + now, lagMs: 0 };
  const span = { from: Math.floor(toSecond(window.from) / MINUTE) * MINUTE, to: toSecond(window.to) };
  return answer(view, coarse, span)
    .filter(({ query }) => query.ReturnData ?? true)
    .flatMap(({ query, series }) => series.map((points) => lineFrom(query, points, startMs, unitOf(query))))
    .slice(0, MAX_LINES);
  function unitOf({ MetricStat }: DataQuery): string {
    const { Metric } = MetricStat ?? {};
    if (Metric === undefined) return "";
    return store.find(Metric.Namespace!, Metric.MetricName!, Metric.Dimensions ?? [])[0]?.unit ?? "";
  }
}

function lineFrom(query: DataQuery, points: Points, startMs: number, unit: string): Line {
  const name = query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id!;
  return { name: label(name), points: [...points].map(([second, value]) => [second * 1_000 - startMs, value]), unit };
}

interface Band {
  state: string;
  from: number;
  to: number;
}

/** Spans in which the alarm was in a state. */
function statesOf(trace: Trace, alarm: string, { from, to }: Window): Band[] {
  const bands: Band[] = [];
  for (const event of trace.events({ kinds: ["cloudwatch.AlarmPut", "cloudwatch.AlarmState"], resource: alarm })) {
    if (event.at > to) break;
    const open = bands.at(-1);
    if (open !== undefined) open.to = event.at;
    bands.push({ state: event.text, from: event.at, to });
  }
  return bands
    .map((band) => ({ ...band, from: Math.max(band.from, from) }))
    .filter((band) => band.to > band.from)
    .slice(-MAX_BANDS);
}

const STATE_COLOURS: Record<string, string> = {
  OK: palette.deleted,
  ALARM: palette.deadLettered,
  INSUFFICIENT_DATA: palette.purged,
};
const LINE_COLOURS = [
  palette.visible,
  palette.inFlight,
  palette.retry,
  palette.delayed,
  palette.expired,
  palette.overtaken,
];

function panelSpec(
  panel: Panel,
  lines: readonly Line[],
  bands: readonly Band[],
  axis: TimeAxis,
  height: number,
  isTitled: boolean,
  notes: string[],
): object {
  const { unit, title, domain } = axis;
  const rows = lines.flatMap(({ name, points }) =>
    points.map(([at, value]) => ({ t: inUnit(at, unit), value: short(value), name })),
  );
  const units = [...new Set(lines.map((line) => line.unit))].join(", ");
  const x = {
    field: "t",
    type: "quantitative",
    title,
    scale: { domain, nice: false },
    axis: { format: ",~g", grid: false },
  };
  const names = lines.map(({ name }) => name);
  const layers: object[] = [];
  const present = [...new Set(bands.map(({ state }) => state))];
  if (bands.length > 0) {
    notes.push(say({ es: "Fondo: estado de la alarma.", en: "Background: state of the alarm." }));
    layers.push({
      data: { values: bands.map(({ state, from, to }) => ({ t: inUnit(from, unit), end: inUnit(to, unit), state })) },
      mark: { type: "rect", opacity: 0.18, clip: true, tooltip: true },
      encoding: {
        x,
        x2: { field: "end" },
        fill: {
          field: "state",
          type: "nominal",
          scale: { domain: present, range: present.map((state) => STATE_COLOURS[state]) },
          legend: { symbolType: "square", symbolOpacity: 0.35 },
        },
      },
    });
  }
  layers.push({
    data: { values: rows },
    mark: { type: "line", point: { size: 22, filled: true }, strokeWidth: 2, clip: true, tooltip: true },
    encoding: {
      x,
      y: {
        field: "value",
        type: "quantitative",
        title: say({ es: "valor", en: "value" }) + (units === "" || units === "None" ? "" : ` (${unitWord(units)})`),
        scale: { zero: true },
        axis: { format: ",.6~g", tickCount: 5 },
      },
      color: {
        field: "name",
        type: "nominal",
        scale: { domain: names, range: names.map((_name, i) => LINE_COLOURS[i]) },
        legend: names.length > 1 ? { symbolType: "stroke", symbolStrokeWidth: 3 } : null,
      },
    },
  });
  if (panel.threshold !== undefined && Number.isFinite(panel.threshold)) {
    const text = `${say({ es: "umbral", en: "threshold" })} ${number(panel.threshold, 2)}`;
    const values = [{ value: panel.threshold, t: domain[1], text }];
    const y = { field: "value", type: "quantitative" };
    layers.push({
      data: { values },
      mark: { type: "rule", color: palette.deadLettered, strokeWidth: 1.5, strokeDash: [6, 4] },
      encoding: { y },
    });
    layers.push({
      data: { values },
      mark: {
        type: "text",
        align: "right",
        baseline: "bottom",
        dx: -4,
        dy: -3,
        color: ink.title,
        fontSize: 11,
        fontWeight: 600,
      },
      encoding: { x, y, text: { field: "text" } },
    });
  }
  return {
    width: WIDTH,
    height,
    ...(isTitled && { title: { text: label(panel.title), fontSize: 13, offset: 4 } }),
    layer: layers,
    resolve: { scale: { color: "independent", fill: "independent" } },
  };
}

function unitWord(unit: string): string {
  const words: Record<string, string> = {
    Count: say({ es: "n.º", en: "number" }),
    Seconds: "s",
    Milliseconds: "ms",
    Bytes: "bytes",
    Percent: "%",
  };
  return words[unit] ?? unit;
}

function sentence(trace: Trace, panel: Panel, lines: readonly Line[], window: Window): string {
  const told = lines
    .filter(({ points }) => points.length > 0)
    .map(({ name, points, unit }) => {
      const peak = points.reduce((most, point) => (point[1] > most[1] ? point : most));
      const word = unit === "Seconds" ? "\u00a0s" : unit === "Milliseconds" ? "\u00a0ms" : "";
      return say({
        es: `${name}: como máximo ${number(peak[1], 2)}${word} (a los ${span(peak[0])}), al final ${number(points.at(-1)![1], 2)}${word}.`,
        en: `${name}: at most ${number(peak[1], 2)}${word} (at ${span(peak[0])}), at the end ${number(points.at(-1)![1], 2)}${word}.`,
      });
    });
  if (panel.alarm === undefined) return told.join(" ");
  const alarms = statesOf(trace, panel.alarm, window).filter(({ state }) => state === "ALARM");
  const first = alarms[0];
  const state =
    first === undefined
      ? say({ es: `La alarma ${label(panel.alarm)} no saltó.`, en: `The alarm ${label(panel.alarm)} did not go off.` })
      : say({
          es: `La alarma ${label(panel.alarm)} estuvo en ALARM ${number(alarms.length)} ${alarms.length === 1 ? "vez" : "veces"}, la primera a los ${span(first.from)} durante ${span(first.to - first.from)}.`,
          en: `The alarm ${label(panel.alarm)} was in ALARM ${alarms.length === 1 ? "once" : `${number(alarms.length)} times`}, first at ${span(first.from)} for ${span(first.to - first.from)}.`,
        });
  return [...told, state].join(" ");
}
