/** What left a queue by another door than being processed: small signs on the time axis, and a rule for each sweep. */
import { say, type Text } from "../sim/language";
import { ink, palette } from "./palette";
import type { Window } from "./source";

export interface Tick {
  queue: string;
  at: number;
  what: "expired" | "deadLettered" | "purged" | "swept";
}

type What = Tick["what"];

/** Signs of all kinds in all panels; closer ones are drawn as one. */
const MAX_SIGNS = 240;

const TICKS: Record<What, { text: Text; colour: string; shape: string }> = {
  expired: { text: { es: "caducado", en: "expired" }, colour: palette.expired, shape: "cross" },
  deadLettered: {
    text: { es: "a la cola de fallidos", en: "dead-lettered" },
    colour: palette.deadLettered,
    shape: "triangle-down",
  },
  purged: { text: { es: "purgado", en: "purged" }, colour: palette.purged, shape: "square" },
  swept: { text: { es: "barrido", en: "sweep" }, colour: ink.reference, shape: "stroke" },
};

/**
 * @param x encoding of the time axis
 * @returns layers to go over the lines; neighbours that would overprint are one sign with their number
 */
export function tickLayers(
  all: readonly Tick[],
  window: Window,
  time: (at: number) => number,
  x: object,
  panels: number,
): { rules: object[]; ticks: object[] } {
  const kinds = (Object.keys(TICKS) as What[]).filter((what) => all.some((tick) => tick.what === what));
  const width = (window.to - window.from) / Math.floor(MAX_SIGNS / (panels * Math.max(1, kinds.length))) || 1;
  const slots = new Map<string, { t: number; what: What; n: number }>();
  for (const tick of all) {
    const key = `${tick.what} ${Math.floor((tick.at - window.from) / width)}`;
    const slot = slots.get(key);
    if (slot) slot.n++;
    else slots.set(key, { t: time(tick.at), what: tick.what, n: 1 });
  }
  const valuesOf = (isWanted: (what: What) => boolean) =>
    [...slots.values()]
      .filter((slot) => isWanted(slot.what))
      .map(({ t, what, n }) => ({ t, what: say(TICKS[what].text), n }));
  const own = { field: "what", type: "nominal" };
  const tooltip = [
    { field: "what", title: say({ es: "qué", en: "what" }) },
    { field: "n", title: say({ es: "cuántos", en: "how many" }), format: "," },
  ];
  const swept = valuesOf((what) => what === "swept");
  const sweep: object = {
    data: { values: swept },
    mark: { type: "rule", clip: true, strokeWidth: 1, strokeDash: [3, 3] },
    encoding: {
      x,
      stroke: {
        ...own,
        scale: { domain: [say(TICKS.swept.text)], range: [TICKS.swept.colour] },
        legend: { symbolType: "stroke", symbolStrokeWidth: 2, symbolDash: [3, 3] },
      },
      tooltip,
    },
  };
  const left = valuesOf((what) => what !== "swept");
  const ends = kinds.filter((kind) => kind !== "swept");
  const domain = ends.map((kind) => say(TICKS[kind].text));
  const sign: object = {
    data: { values: left },
    mark: { type: "point", clip: true, opacity: 1, size: 60, yOffset: -7, stroke: ink.paper, strokeWidth: 0.6 },
    encoding: {
      x,
      y: { datum: 0, type: "quantitative" },
      fill: {
        ...own,
        scale: { domain, range: ends.map((kind) => TICKS[kind].colour) },
        legend: { symbolStrokeWidth: 0.5 },
      },
      shape: { ...own, scale: { domain, range: ends.map((kind) => TICKS[kind].shape) } },
      tooltip,
    },
  };
  return { rules: swept.length > 0 ? [sweep] : [], ticks: left.length > 0 ? [sign] : [] };
}
