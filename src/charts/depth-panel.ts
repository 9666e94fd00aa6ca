/** One panel of queueDepth as Vega-Lite: steps or summarised bands, ticks below, and what the pointer shows. */
import { say } from "../sim/language";
import { countAxis, type TimeAxis, zoom } from "./axes";
import { type DepthSeries, STATES, type State } from "./depth-series";
import { type Tick, tickLayers } from "./depth-ticks";
import { inUnit, label, short } from "./numbers";
import { dashes, ink, palette } from "./palette";
import type { Window } from "./source";
import { WIDTH } from "./theme";

interface PanelOptions {
  /** States to draw: the same in all panels. */
  states: readonly State[];
  /** Marks that this panel may use, ticks aside. */
  marks: number;
  ticks: readonly Tick[];
  panels: number;
}

const STATE_NAMES: Record<State, { es: string; en: string }> = {
  visible: { es: "visibles", en: "visible" },
  inFlight: { es: "en vuelo", en: "in flight" },
  delayed: { es: "retrasados", en: "delayed" },
};

const DASHES: Record<State, readonly number[]> = { visible: dashes[0], inFlight: dashes[1], delayed: dashes[2] };

const HEIGHTS = [260, 170, 130]; // of one, two, more panels

/** Returns the panel, and the width of its intervals when it had to be summarised. */
export function depthPanel(
  series: DepthSeries,
  window: Window,
  axis: TimeAxis,
  options: PanelOptions,
): { spec: object; intervalMs?: number } {
  const { states } = options;
  const steps = series.steps(window, Math.floor(options.marks / (states.length + 2)));
  const time = (at: number) => inUnit(at, axis.unit);
  const { peak } = series.summary(window);
  const counting = countAxis(Math.max(...states.map((state) => peak[state].count)));
  const x = { field: "t", type: "quantitative", title: axis.title, scale: { domain: axis.domain, nice: false } };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    title: say({ es: "mensajes en la cola", en: "messages in the queue" }),
    stack: false,
    ...counting,
  });
  const names = JSON.stringify(Object.fromEntries(STATES.map((state) => [state, say(STATE_NAMES[state])])));
  const colour = {
    field: "state",
    type: "nominal",
    scale: { domain: states, range: states.map((state) => palette[state]) },
    legend: { symbolType: "stroke", symbolStrokeWidth: 3, labelExpr: `${names}[datum.label]` },
  };
  const dash = { ...colour, scale: { domain: states, range: states.map((state) => DASHES[state]) } };
  const common = {
    width: WIDTH,
    height: HEIGHTS[Math.min(options.panels, HEIGHTS.length) - 1]!,
    ...(options.panels > 1 ? { title: { text: label(series.queue), fontSize: 13, offset: 4 } } : {}),
  };
  const tips = states.map((state) => ({ field: state, title: say(STATE_NAMES[state]), format: ",.3~f" }));
  const line = (mark: object, position: object, transform: object[]) => ({
    params: [zoom()],
    transform: [...transform, { fold: states, as: ["state", "messages"] }],
    mark: { type: "line", clip: true, ...mark },
    encoding: { x: position, y: y("messages"), color: colour, strokeDash: dash },
  });
  /** Invisible bars, one an interval, that light up under the pointer and tell its numbers. */
  const hover = (more: object[]) => ({
    params: [{ name: "hover", select: { type: "point", on: "pointerover", clear: "pointerout" } }],
    mark: { type: "rect", clip: true, color: ink.reference, tooltip: true },
    encoding: {
      x,
      x2: { field: "t2" },
      opacity: { condition: { param: "hover", empty: false, value: 0.2 }, value: 0 },
      tooltip: [{ field: "t", title: axis.title, format: ",.6~g" }, ...tips, ...more],
    },
  });
  const { rules, ticks } = tickLayers(options.ticks, window, time, x, options.panels);

  if (steps !== undefined) {
    const values = steps.map((row, i) => ({
      t: time(row.at),
      t2: time(steps[i + 1]?.at ?? row.at),
      ...Object.fromEntries(states.map((state) => [state, row[state]])),
    }));
    const area = {
      mark: { type: "area", interpolate: "step-after", opacity: 0.15, color: palette.visible, clip: true },
      encoding: { x, y: y("visible") },
    };
    const lines = line({ interpolate: "step-after", strokeWidth: 2, strokeJoin: "miter" }, x, []);
    return { spec: { ...common, data: { values }, layer: [area, lines, ...rules, ...ticks, hover([])] } };
  }

  const number = Math.floor(options.marks / (2 * states.length + 1));
  const values = series.intervals(window, number).map((one) => ({
    t: time(one.from),
    t2: time(one.to),
    ...Object.fromEntries(states.map((state) => [state, short(one.average[state])])),
    ...Object.fromEntries(states.map((state) => [`${state}Low`, one.low[state]])),
    ...Object.fromEntries(states.map((state) => [`${state}High`, one.high[state]])),
  }));
  const middle = { calculate: "(datum.t + datum.t2) / 2", as: "middle" };
  const xMiddle = { ...x, field: "middle" };
  const bands = states.map((state) => ({
    transform: [middle],
    mark: { type: "area", opacity: 0.3, color: palette[state], clip: true },
    encoding: { x: xMiddle, y: y(`${state}High`), y2: { field: `${state}Low` } },
  }));
  const highest = states.map((state) => ({
    field: `${state}High`,
    title: `${say(STATE_NAMES[state])} (${say({ es: "máximo", en: "highest" })})`,
    format: ",",
  }));
  const lines = line({ strokeWidth: 1.5 }, xMiddle, [middle]);
  return {
    intervalMs: (window.to - window.from) / number,
    spec: { ...common, data: { values }, layer: [...bands, lines, ...rules, ...ticks, hover(highest)] },
  };
}
