/** What left a queue by another door than being processed: short strokes on the time axis, and a rule for each sweep. */
import { say, type Text } from "../sim/language";
import { ink, palette } from "./palette";
import type { Window } from "./source";

export interface Tick {
  queue: string;
  at: number;
  what: "expired" | "deadLettered" | "purged" | "swept";
}

type What = Tick["what"];

/** Strokes of all kinds in all panels; closer ones are drawn as one. */
const MAX_STROKES = 240;

const TICKS: Record<What, { text: Text; colour: string }> = {
  expired: { text: { es: "caducado", en: "expired" }, colour: palette.expired },
  deadLettered: { text: { es: "a la cola de fallidos", en: "dead-lettered" }, colour: palette.deadLettered },
  purged: { text: { es: "purgado", en: "purged" }, colour: palette.purged },
  swept: { text: { es: "barrido", en: "sweep" }, colour: ink.reference },
};

/**
 * @param x encoding of the time axis
 * @returns layers to go over the lines; neighbours that would overprint are one stroke with their number
 */
export function tickLayers(
  all: readonly Tick[],
  window: Window,
  time: (at: number) => number,
  x: object,
  panels: number,
): { rules: object[]; ticks: object[] } {
  const kinds = (Object.keys(TICKS) as What[]).filter((what) => all.some((tick) => tick.what === what));
  const width = (window.to - window.from) / Math.floor(MAX_STROKES / (panels * Math.max(1, kinds.length))) || 1;
  const slots = new Map<string, { t: number; what: What; n: number }>();
  for (const tick of all) {
    const key = `${tick.what} ${Math.floor((tick.at - window.from) / width)}`;
    const slot = slots.get(key);
    if (slot) slot.n++;
    else slots.set(key, { t: time(tick.at), what: tick.what, n: 1 });
  }
  const layer = (what: (what: What) => boolean, mark: object, position: object) => {
    const values = [...slots.values()]
      .filter((slot) => what(slot.what))
      .map(({ t, what, n }) => ({ t, what: say(TICKS[what].text), n }));
    if (values.length === 0) return [];
    return [
      {
        data: { values },
        mark: { clip: true, opacity: 1, ...mark },
        encoding: {
          x,
          ...position,
          stroke: {
            field: "what",
            type: "nominal",
            scale: {
              domain: kinds.map((kind) => say(TICKS[kind].text)),
              range: kinds.map((kind) => TICKS[kind].colour),
            },
            legend: { symbolType: "stroke", symbolStrokeWidth: 3 },
          },
          tooltip: [
            { field: "what", title: say({ es: "qué", en: "what" }) },
            { field: "n", title: say({ es: "cuántos", en: "how many" }), format: "," },
          ],
        },
      },
    ];
  };
  return {
    rules: layer((what) => what === "swept", { type: "rule", strokeWidth: 1, strokeDash: [3, 3] }, {}),
    ticks: layer(
      (what) => what !== "swept",
      { type: "tick", orient: "vertical", thickness: 2.5, size: 14, yOffset: -7 },
      { y: { datum: 0, type: "quantitative" } },
    ),
  };
}
