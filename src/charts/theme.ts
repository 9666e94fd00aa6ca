/** The look that all charts share, as a Vega-Lite `config`; numbers in it follow the language in use. */
import { language } from "../sim/language";
import { ink } from "./palette";

const FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

/** Width of a whole chart's plotting area, in pixels: fits JupyterLab beside its sidebar, GitHub and a printed page. */
export const WIDTH = 600;

/** d3-format locales: a thin space would be lost in some fonts, so Spanish groups by a no-break space (RAE, Ortografía). */
const NUMBERS = {
  es: { decimal: ",", thousands: "\u00a0", grouping: [3], currency: ["", "\u00a0€"] },
  en: { decimal: ".", thousands: ",", grouping: [3], currency: ["$", ""] },
} as const;

export function theme(): object {
  return {
    background: ink.paper,
    font: FONT,
    padding: { left: 8, top: 8, right: 16, bottom: 8 },
    locale: { number: NUMBERS[language()] },
    view: { stroke: null },
    mark: { aria: false }, // the description and the axes speak; two thousand labels would only be noise, and large
    title: {
      anchor: "start",
      frame: "group",
      color: ink.title,
      fontSize: 16,
      fontWeight: 600,
      offset: 12,
      subtitleColor: ink.text,
      subtitleFontSize: 12,
      subtitlePadding: 5,
      subtitleLineHeight: 16,
    },
    axis: {
      labelColor: ink.text,
      labelFontSize: 11,
      titleColor: ink.text,
      titleFontSize: 12,
      titleFontWeight: 500,
      titlePadding: 8,
      gridColor: ink.grid,
      domainColor: ink.reference,
      tickColor: ink.reference,
      tickSize: 4,
    },
    axisY: { domain: false, ticks: false, labelPadding: 6 },
    legend: {
      orient: "top",
      direction: "horizontal",
      title: null,
      titleColor: ink.text,
      titleFontSize: 12,
      titleFontWeight: 500,
      titleLimit: 400,
      titleOrient: "left",
      labelColor: ink.text,
      labelFontSize: 12,
      labelLimit: 260,
      symbolSize: 110,
      symbolStrokeWidth: 0,
      columnPadding: 18,
      offset: 6,
      layout: { top: { anchor: "start", direction: "vertical", margin: 4 } },
    },
    header: {
      labelColor: ink.title,
      labelFontSize: 13,
      labelFontWeight: 600,
      labelAnchor: "start",
      labelPadding: 6,
      title: null,
    },
  };
}
