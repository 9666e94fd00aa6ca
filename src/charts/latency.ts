/**
 * How long messages take from being sent to being processed (deleted), or only to their first delivery. A histogram with
 * the median and the 95th percentile (nearest rank); a slider in JupyterLab reads the share that made it in time.
 */
import { say } from "../sim/language";
import { countAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { readMessages } from "./messages";
import { count, label, number, quantile, short, span, type TimeUnit, timeUnit } from "./numbers";
import { ink, palette } from "./palette";
import { type ChartOptions, panelsOf, type Run, type Source, windowOf } from "./source";
import { WIDTH } from "./theme";

const BARS = 40;
const MAX_PANELS = 6;
const LONG_TAIL = 3; // a longest message beyond this many times p95 would flatten all others into one bar

export interface LatencyOptions extends ChartOptions {
  /** What ends the wait: being deleted, or being received for the first time. Default: deleted, if any message was. */
  until?: "deleted" | "received";
}

interface Sample {
  name: string;
  /** Milliseconds, ascending. */
  sorted: Float64Array;
  median: number;
  p95: number;
}

/**
 * "How long does a message take?"
 * Takes one source (a panel per queue) or an array of runs, on one common time axis.
 */
export function latency(source: Source | readonly Run[], options: LatencyOptions = {}): Chart {
  const window = windowOf(options);
  const panels = panelsOf(source, options).map((panel) => ({
    name: panel.name,
    lives: readMessages(panel.trace, panel.queues, window.to).filter(
      (life) => life.sentAt >= window.from && !life.moved,
    ),
  }));
  const anyDeleted = panels.some((panel) => panel.lives.some((life) => life.outcome === "deleted"));
  const until = options.until ?? (anyDeleted ? "deleted" : "received");
  const title =
    options.title ??
    (until === "deleted"
      ? say({ es: "¿Cuánto tarda un mensaje en ser procesado?", en: "How long until a message is processed?" })
      : say({ es: "¿Cuánto tarda un mensaje en ser recibido?", en: "How long until a message is received?" }));
  const all = panels.map(({ name, lives }): Sample => {
    const sorted = new Float64Array(
      lives
        .filter((life) => (until === "deleted" ? life.outcome === "deleted" : life.deliveries > 0))
        .map((life) => (until === "deleted" ? life.endedAt : life.firstReceivedAt) - life.sentAt),
    ).sort();
    return { name, sorted, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
  });
  const samples = all.filter((sample) => sample.sorted.length > 0);
  if (samples.length === 0) {
    return emptyChart(
      title,
      until === "deleted"
        ? say({ es: "no se ha procesado ningún mensaje", en: "no message has been processed" })
        : say({ es: "no se ha recibido ningún mensaje", en: "no message has been received" }),
    );
  }
  const shown = samples.slice(0, MAX_PANELS);
  const longest = Math.max(...shown.map((sample) => sample.sorted[sample.sorted.length - 1]!));
  const p95 = Math.max(...shown.map((sample) => sample.p95));
  const isCut = p95 > 0 && longest > LONG_TAIL * p95;
  const notes = shown.length === 1 ? [label(shown[0]!.name)] : [];
  const width = barWidth(isCut ? 2 * p95 : longest);
  const limit = width * (Math.floor((isCut ? 2 * p95 : longest) / width) + 1);
  if (samples.length > shown.length) {
    notes.push(
      say({
        es: `Los primeros ${shown.length} de ${number(samples.length)}.`,
        en: `The first ${shown.length} of ${number(samples.length)}.`,
      }),
    );
  }
  if (isCut) {
    const beyond = shown.reduce((sum, { sorted }) => sum + sorted.filter((ms) => ms >= limit).length, 0);
    notes.push(
      say({
        es: `El eje acaba en ${span(limit)}; ${count(beyond, "tardó", "tardaron")} más, hasta ${span(longest)}.`,
        en: `The axis ends at ${span(limit)}; ${number(beyond)} took longer, up to ${span(longest)}.`,
      }),
    );
  }
  const body = histogram(shown, { width, limit, until });
  return new Chart(title, shown.map((sample) => sentence(sample, until)).join(" "), notes, body);
}

/** A round width (1, 2 or 5 times a power of ten ms) that makes at most BARS bars. */
function barWidth(longest: number): number {
  const least = Math.max(longest, 1) / (BARS - 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((step) => step * power >= least) ?? 10);
}

interface Scale {
  /** Width of a bar and end of the axis, in ms. */
  width: number;
  limit: number;
  until: "deleted" | "received";
}

const LABEL_ROOM = 36; // pixels above the bars for the two labels

function histogram(shown: readonly Sample[], scale: Scale): object {
  const unit = timeUnit(scale.limit);
  const end = short(scale.limit / unit.ms);
  const step = short(scale.width / unit.ms);
  const slider = {
    name: "deadline",
    value: end,
    bind: {
      input: "range",
      min: step,
      max: end,
      step,
      name: `${say({ es: "plazo", en: "deadline" })} (${unit.symbol}) `,
    },
  };
  const drawn = shown.map((sample) => panelOfSample(sample, scale, unit, shown.length));
  if (drawn.length === 1) return { params: [slider], ...drawn[0] };
  return { params: [slider], vconcat: drawn, spacing: 16, resolve: { scale: { x: "shared" } } };
}

function panelOfSample(sample: Sample, scale: Scale, unit: TimeUnit, panels: number): object {
  const { name, sorted, median, p95 } = sample;
  const at = (ms: number) => short(ms / unit.ms);
  const end = at(scale.limit);
  const counts = new Array<number>(Math.round(scale.limit / scale.width)).fill(0);
  for (const ms of sorted) if (ms < scale.limit) counts[Math.floor(ms / scale.width)]!++;
  let below = 0;
  const bars = counts.map((messages, i) => {
    below += messages;
    const share = Number((below / sorted.length).toPrecision(4));
    return { from: at(i * scale.width), to: at((i + 1) * scale.width), messages, share };
  });
  const rules = [
    { at: at(median), text: `${say({ es: "mediana", en: "median" })} ${span(median)}`, line: 0 },
    { at: at(p95), text: `p95 ${span(p95)}`, line: 1 },
  ].filter((rule) => rule.at <= end);

  const height = panels === 1 ? 260 : 150;
  const axisTitle =
    scale.until === "deleted"
      ? say({ es: "tiempo desde el envío hasta ser procesado", en: "time from sent to processed" })
      : say({ es: "tiempo desde el envío hasta la primera entrega", en: "time from sent to first delivery" });
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title: `${axisTitle} (${unit.symbol})`,
    scale: { domain: [0, end], nice: false },
    axis: { format: ",~g", grid: false },
  });
  const inTime = `datum.to <= deadline + ${short(scale.width / unit.ms / 1000)}`;
  const isRight = `datum.at > ${end * 0.8}`;
  const within = say({ es: "en", en: "within" });
  return {
    width: WIDTH,
    height,
    ...(panels > 1 ? { title: { text: label(name), fontSize: 13, offset: 4 } } : {}),
    layer: [
      {
        data: { values: bars },
        mark: {
          type: "rect",
          color: scale.until === "deleted" ? palette.deleted : palette.received,
          x2Offset: -1,
          tooltip: true,
        },
        encoding: {
          x: x("from"),
          x2: { field: "to" },
          y: {
            field: "messages",
            type: "quantitative",
            title: say({ es: "mensajes (n.º)", en: "messages (number)" }),
            ...countAxis(Math.max(...counts), LABEL_ROOM / height),
          },
          y2: { datum: 0 },
          opacity: { condition: { test: inTime, value: 1 }, value: 0.3 },
          tooltip: [
            { field: "from", title: `${say({ es: "desde", en: "from" })} (${unit.symbol})`, format: ",.6~g" },
            { field: "to", title: `${say({ es: "hasta", en: "to" })} (${unit.symbol})`, format: ",.6~g" },
            { field: "messages", title: say({ es: "mensajes", en: "messages" }), format: "," },
            { field: "share", title: say({ es: "acumulado", en: "up to here" }), format: ".1%" },
          ],
        },
      },
      {
        data: { values: rules },
        mark: { type: "rule", color: ink.title, strokeWidth: 1.5, strokeDash: [5, 3] },
        encoding: { x: x("at") },
      },
      {
        data: { values: rules },
        mark: {
          type: "text",
          color: ink.title,
          fontSize: 11,
          fontWeight: 600,
          baseline: "top",
          dx: { expr: `${isRight} ? -5 : 5` },
          align: { expr: `${isRight} ? 'right' : 'left'` },
          y: { expr: "2 + 15 * datum.line" },
        },
        encoding: { x: x("at"), text: { field: "text" } },
      },
      {
        // the share in time, from the slider's present place; silent while the slider stands at the end
        data: { values: bars },
        transform: [
          { filter: `deadline < ${end} && ${inTime}` },
          {
            aggregate: [
              { op: "max", field: "share", as: "share" },
              { op: "max", field: "to", as: "to" },
            ],
          },
          { filter: "isValid(datum.to)" },
          {
            calculate: `format(datum.share, '.1%') + ' ${within} ' + format(datum.to, ',.6~g') + '\u00a0${unit.symbol}'`,
            as: "read",
          },
        ],
        mark: { type: "text", align: "left", baseline: "middle", dx: 6, y: height / 2, color: ink.title, fontSize: 13 },
        encoding: { x: x("to"), text: { field: "read" } },
      },
    ],
  };
}

function sentence(sample: Sample, until: "deleted" | "received"): string {
  const n = sample.sorted.length;
  const longest = sample.sorted[n - 1]!;
  return say({
    es:
      `${label(sample.name)}: ${until === "deleted" ? count(n, "mensaje procesado", "mensajes procesados") : count(n, "mensaje recibido", "mensajes recibidos")}; ` +
      `la mitad en ${span(sample.median)} o menos, el 95\u00a0% en ${span(sample.p95)} o menos, el más lento en ${span(longest)}.`,
    en:
      `${label(sample.name)}: ${count(n, "message", "messages")} ${until === "deleted" ? "processed" : "received"}; ` +
      `half within ${span(sample.median)} (median), 95% within ${span(sample.p95)} (p95), the slowest ${span(longest)}.`,
  });
}
