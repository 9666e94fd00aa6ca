/** One panel of metrics as Vega-Lite: the alarm's states behind, the lines, the threshold over them. */
import { say } from "../sim/language";
import type { TimeAxis } from "./axes";
import type { Band, Line } from "./metrics-lines";
import type { Panel } from "./metrics-panels";
import { inUnit, label, number, short } from "./numbers";
import { dashes, ink, palette } from "./palette";
import { textWidth } from "./text-width";
import { WIDTH } from "./theme";

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

export function panelSpec(
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
  const toPixels = (at: number) => ((at - domain[0]) / (domain[1] - domain[0])) * WIDTH;
  const named = bands
    .map(({ state, from, to }) => ({ t: inUnit(from, unit), end: inUnit(to, unit), state }))
    .filter(({ t, end, state }) => toPixels(end) - toPixels(t) > textWidth(state, 10, true) + 10);
  if (named.length > 0) {
    layers.push({
      data: { values: named },
      mark: { type: "text", align: "left", dx: 5, y: 10, color: ink.title, fontSize: 10, fontWeight: 600, clip: true },
      encoding: { x, text: { field: "state" } },
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
        scale: { domain: axisOver(lines, panel.threshold), nice: false },
        axis: { format: ",.6~g", tickCount: 5 },
      },
      color: {
        field: "name",
        type: "nominal",
        scale: { domain: names, range: names.map((_name, i) => LINE_COLOURS[i]) },
        legend: names.length > 1 ? { symbolType: "stroke", symbolStrokeWidth: 3 } : null,
      },
      strokeDash: {
        field: "name",
        type: "nominal",
        scale: { domain: names, range: names.map((_name, i) => dashes[i]) },
        legend: names.length > 1 ? {} : null,
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
    resolve: { scale: { color: "independent", strokeDash: "independent", fill: "independent" } },
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

/** From zero, or below it when a value is, to a little above the highest of all that is drawn. */
function axisOver(lines: readonly Line[], threshold = 0): [number, number] {
  const values = lines
    .flatMap(({ points }) => points.map(([, value]) => value))
    .concat(Number.isFinite(threshold) ? threshold : 0);
  const least = Math.min(0, ...values);
  const most = Math.max(least, ...values);
  return [least, most > least ? short(most + (most - least) * 0.08) : least + 1];
}
