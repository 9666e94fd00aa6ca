/** Axes that every chart words in the same way. */
import { say } from "../sim/language";
import { inUnit, type TimeUnit, timeUnit } from "./numbers";
import type { Window } from "./source";

export interface TimeAxis {
  unit: TimeUnit;
  title: string;
  domain: [number, number];
}

/** A time axis over a window of virtual ms, in the unit that reads best. */
export function timeAxis(window: Window): TimeAxis {
  const unit = timeUnit(window.to - window.from);
  const from = inUnit(window.from, unit);
  const to = inUnit(window.to, unit);
  return {
    unit,
    title: `${say({ es: "tiempo", en: "time" })} (${unit.symbol})`,
    domain: [from, to > from ? to : from + 1],
  };
}

const FEW = 6; // up to here every whole number has its line

/**
 * An axis that counts things: whole numbers only, from zero to a little above the highest.
 * @param headroom part of the height kept free above the highest value, for labels
 */
export function countAxis(highest: number, headroom = 0.06): { axis: object; scale: object } {
  const top = Math.max(1, highest);
  const few = { values: Array.from({ length: Math.floor(top) + 1 }, (_, i) => i) };
  return {
    axis: { format: ",d", ...(top <= FEW ? few : { tickCount: 5, tickMinStep: 1 }) },
    scale: { domain: [0, Number((top / (1 - headroom)).toPrecision(6))], nice: false },
  };
}

/** Drag moves along the time axis, shift and wheel zoom, a double click goes back: the page's own scrolling stays free. */
export function zoom(): object {
  return {
    name: "zoom",
    select: { type: "interval", encodings: ["x"], zoom: "wheel![event.shiftKey]" },
    bind: "scales",
  };
}
