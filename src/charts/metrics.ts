/**
 * Metrics as CloudWatch reports them, with an alarm's threshold and the times at which it was in each state; or the metric
 * widgets of a dashboard, one under the other. Read off the trace, like the metrics themselves.
 */
import { say } from "../sim/language";
import type { Trace } from "../sim/trace";
import { timeAxis } from "./axes";
import { Chart, emptyChart } from "./chart";
import { type Line, linesOf, statesOf } from "./metrics-lines";
import { panelSpec } from "./metrics-panel";
import { type MetricsOptions, MINUTE, type Panel, panelsFor } from "./metrics-panels";
import { count, label, momentEs, number, span } from "./numbers";
import { type Source, traceOf, type Window, windowOf } from "./source";

export type { MetricsOptions };

const MAX_PANELS = 6;
const DEFAULT_START = Date.UTC(2026, 0, 5);

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
  const body =
    specs.length === 1
      ? specs[0]!
      : { vconcat: specs, spacing: 16, resolve: { scale: { x: "shared", strokeDash: "independent" } } };
  return new Chart(title, description, notes, body);
}

function titleFor({ alarm, dashboard }: MetricsOptions): string {
  if (alarm !== undefined) return say({ es: "¿Cuándo saltó la alarma?", en: "When did the alarm go off?" });
  if (dashboard !== undefined) return say({ es: "¿Cómo va el sistema?", en: "How is the system doing?" });
  return say({ es: "¿Cómo fue la métrica?", en: "How did the metric go?" });
}

function sentence(trace: Trace, panel: Panel, lines: readonly Line[], window: Window): string {
  const told = lines
    .filter(({ points }) => points.length > 0)
    .map(({ name, points, unit }) => {
      const peak = points.reduce((most, point) => (point[1] > most[1] ? point : most));
      const word = unit === "Seconds" ? "\u00a0s" : unit === "Milliseconds" ? "\u00a0ms" : "";
      return say({
        es: `${name}: como máximo ${number(peak[1], 2)}${word} (${momentEs(peak[0])}), al final ${number(points.at(-1)![1], 2)}${word}.`,
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
          es: `La alarma ${label(panel.alarm)} estuvo en ALARM ${count(alarms.length, "vez", "veces")}, la primera ${momentEs(first.from)} durante ${span(first.to - first.from)}.`,
          en: `The alarm ${label(panel.alarm)} was in ALARM ${alarms.length === 1 ? "once" : `${number(alarms.length)} times`}, first at ${span(first.from)} for ${span(first.to - first.from)}.`,
        });
  return [...told, state].join(" ");
}
