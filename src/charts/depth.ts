/**
 * How many messages wait in a queue, and where: visible, in flight, delayed. Drawn exactly, as steps, while the changes fit
 * the bound; beyond that, each of a number of equal intervals shows its average as a line and its lowest to highest value
 * as a band, so that no peak is lost.
 */
import { say } from "../sim/language";
import { timeAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { depthPanel } from "./depth-panel";
import { DepthSeries, STATES } from "./depth-series";
import type { Tick } from "./depth-ticks";
import { endOf, readMessages } from "./messages";
import { count, label, momentEs, number, span } from "./numbers";
import { type ChartOptions, panelOf, type Source, windowOf } from "./source";

/** Of the panels: one legend for all. */
const SHARED = Object.fromEntries(
  ["x", "color", "strokeDash", "stroke", "fill", "shape"].map((channel) => [channel, "shared"]),
);

/** Marks to share among the panels; the rest is for ticks. */
const MARKS = 1_700;
const MAX_PANELS = 6;

/**
 * "How many messages are waiting, and where?"
 * One panel per queue (the six busiest), ticks for what expired, was dead-lettered or swept.
 */
export function queueDepth(source: Source, options: ChartOptions = {}): Chart {
  const panel = panelOf(source, options.resource, false);
  const title =
    options.title ??
    say({ es: "¿Cuántos mensajes esperan, y dónde?", en: "How many messages are waiting, and where?" });
  const asked = windowOf(options);
  const window = { from: asked.from, to: Math.min(asked.to, Math.max(endOf(panel.trace), asked.from)) };

  const series = new Map(panel.queues.map((queue) => [queue, new DepthSeries(queue)]));
  const ticks: Tick[] = [];
  readMessages(panel.trace, panel.queues, window.to, {
    moves(life, from, at) {
      series.get(life.queue)!.move(from, life.place, at);
      if (at < window.from || life.place !== "gone") return;
      if (life.outcome === "expired" || life.outcome === "deadLettered" || life.outcome === "purged") {
        ticks.push({ queue: life.queue, at, what: life.outcome });
      }
    },
    marks(queue, verb, at) {
      if (at >= window.from && verb === "Swept") ticks.push({ queue, at, what: "swept" });
    },
  });

  const busy = [...series.values()].filter((one) => one.changes > 0);
  if (busy.length === 0) {
    return emptyChart(
      title,
      say({ es: "ningún mensaje ha entrado en ninguna cola", en: "no message has entered any queue" }),
    );
  }
  busy.sort((a, b) => b.changes - a.changes);
  const names = new Set(busy.slice(0, MAX_PANELS).map((one) => one.queue));
  const shown = panel.queues.filter((queue) => names.has(queue)).map((queue) => series.get(queue)!);

  const axis = timeAxis(window);
  const states = STATES.filter((state) => shown.some((one) => one.states(window).includes(state)));
  const drawn = shown.map((one) =>
    depthPanel(one, window, axis, {
      states,
      marks: Math.floor(MARKS / shown.length),
      ticks: ticks.filter((tick) => tick.queue === one.queue),
      panels: shown.length,
    }),
  );

  const notes: string[] = [];
  if (shown.length === 1) notes.push(label(shown[0]!.queue));
  if (busy.length > shown.length) {
    notes.push(
      say({
        es: `Las ${shown.length} colas con más movimiento, de ${number(busy.length)}.`,
        en: `The ${shown.length} busiest queues of ${number(busy.length)}.`,
      }),
    );
  }
  const interval = drawn.find((one) => one.intervalMs !== undefined)?.intervalMs;
  if (interval !== undefined) {
    notes.push(
      say({
        es: `Resumido en intervalos de ${span(interval)}: línea, promedio; banda, del mínimo al máximo.`,
        en: `Summarised in intervals of ${span(interval)}: line, average; band, lowest to highest.`,
      }),
    );
  }
  const body =
    drawn.length === 1
      ? drawn[0]!.spec
      : { vconcat: drawn.map((one) => one.spec), spacing: 24, resolve: { scale: SHARED } };
  return new Chart(title, shown.map((one) => sentence(one, window)).join(" "), notes, body);
}

function sentence(series: DepthSeries, window: { from: number; to: number }): string {
  const { peak, end, average } = series.summary(window);
  const inFlight =
    average.inFlight > 0
      ? say({
          es: `, y ${number(peak.inFlight.count)} en vuelo a la vez (${momentEs(peak.inFlight.at)})`,
          en: `, and ${number(peak.inFlight.count)} in flight at once (at ${span(peak.inFlight.at)})`,
        })
      : "";
  const left = end.visible + end.inFlight + end.delayed;
  return say({
    es:
      `${label(series.queue)}: como máximo ${count(peak.visible.count, "mensaje visible", "mensajes visibles")} ` +
      `(${momentEs(peak.visible.at)})${inFlight}; en promedio, ${number(average.visible, 2)} ${average.visible === 1 ? "visible" : "visibles"}; al final ` +
      `${left === 0 ? "no queda ninguno" : `${left === 1 ? "queda" : "quedan"} ${number(left)}`}.`,
    en:
      `${label(series.queue)}: at most ${count(peak.visible.count, "visible message", "visible messages")} ` +
      `(at ${span(peak.visible.at)})${inFlight}; on average ${number(average.visible, 2)} visible; at the end ` +
      `${left === 0 ? "none is left" : `${number(left)} left`}.`,
  });
}
