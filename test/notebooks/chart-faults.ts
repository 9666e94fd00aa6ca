/** What is wrong with a chart that a student sees: empty, cut, without a unit, told by colour alone or without words. */
import { warningsOf } from "../../src/charts/render";
import { toldByColourAlone } from "./chart-colours";
import { guidesOf } from "./chart-guides";
import { type Box, type Scene, sceneOf, type Text } from "./chart-scene";

const SLACK = 1.5; // px
const WIDEST = 960; // px: JupyterLab beside its sidebar, in a window of 1,280
const UNIT =
  /\((s|ms|min|h|días|days|USD|USD al mes|USD a month|millonésimas de USD|millionths of a USD|%|bytes|n\.º|number|n\.º\/s|number\/s)\)$|^(n\.º|number)\/s$/;
/** Quantities without a unit of their own: they count what they name, or they are a place in a row. */
const COUNTED = ["mensajes en la cola", "messages in the queue", "valor", "value"];
const PLACE = /\(1\.º, 2\.º, …\)|\(1st, 2nd, …\)|\(n\.º de [a-zéí]+\)|\([a-z]+ number\)|\(number sent\)$/;

/** @param shown the outputs of one cell by media type; the chart is among them. Returns sentences; none for a sound chart. */
export async function chartFaults(shown: Record<string, unknown>): Promise<string[]> {
  const spec = shown["application/vnd.vegalite.v5+json"] as { description?: string; title?: { text?: string } };
  const scene = await sceneOf(spec);
  return [
    ...(await warningsOf(spec)).map((warning) => `Vega-Lite warns: ${warning}`),
    ...wordFaults(spec, shown),
    ...(await guideFaults(spec)),
    ...toldByColourAlone(spec).map((field) => `"${field}" is told by colour alone`),
    ...markFaults(scene),
    ...textFaults(scene),
  ];
}

function wordFaults({ description = "", title }: { description?: string; title?: { text?: string } }, shown: object) {
  const faults: string[] = [];
  const { "text/plain": text = "", "image/svg+xml": svg = "" } = shown as Record<string, string>;
  if (!/\?$/.test(title?.text ?? "")) faults.push(`its title asks nothing: ${title?.text}`);
  if (!/\d/.test(description.replace(title?.text ?? "", "")))
    faults.push(`its description has no number: ${description}`);
  if (/No hay nada que mostrar|There is nothing to show/.test(description)) faults.push(`empty: ${description}`);
  if (/\b(NaN|undefined|null|Infinity)\b/.test(`${description} ${text} ${svg}`))
    faults.push("it shows NaN or undefined");
  if (!/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/.test([svg].flat().join("")))
    faults.push("its picture has no title and description");
  return faults;
}

async function guideFaults(spec: object): Promise<string[]> {
  const guides = await guidesOf(spec);
  const faults = guides
    .filter(
      ({ isQuantity, title }) => isQuantity && !UNIT.test(title) && !PLACE.test(title) && !COUNTED.includes(title),
    )
    .map(({ what, title }) => `a quantity on an ${what} without a unit: "${title}"`);
  return guides.some(({ what }) => what === "axis") ? faults : [...faults, "it has no axis"];
}

function markFaults({ marks, picture }: Scene): string[] {
  if (marks.length === 0) return ["empty: nothing is drawn"];
  const outside = marks.filter((mark) => !isWithin(mark, grown(mark.area, SLACK)));
  const faults = outside
    .slice(0, 3)
    .map((mark) => `a ${mark.type} leaves the plotting area: ${boxes(mark, mark.area)}`);
  if (picture.x2 - picture.x1 > WIDEST) faults.push(`it is ${Math.round(picture.x2 - picture.x1)} px wide`);
  return faults;
}

function textFaults({ texts, picture }: Scene): string[] {
  const faults = texts.filter(({ isCut }) => isCut).map(({ role, text }) => `${role} cut to its limit: "${text}"`);
  for (const text of texts)
    if (!isWithin(text, grown(picture, SLACK)))
      faults.push(`${text.role} "${text.text}" leaves the picture: ${boxes(text, picture)}`);
  for (const [i, text] of texts.entries()) {
    const under = texts.slice(0, i).find((other) => overlap(text, other));
    if (under !== undefined) faults.push(`${text.role} "${text.text}" lies over ${under.role} "${under.text}"`);
  }
  return faults;
}

function overlap(a: Text, b: Text): boolean {
  const [x, y] = [Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1), Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)];
  return x > SLACK && y > 3; // boxes of lines are taller than their letters
}

function grown({ x1, y1, x2, y2 }: Box, by: number): Box {
  return { x1: x1 - by, y1: y1 - by, x2: x2 + by, y2: y2 + by };
}

function isWithin(inner: Box, outer: Box): boolean {
  return inner.x1 >= outer.x1 && inner.y1 >= outer.y1 && inner.x2 <= outer.x2 && inner.y2 <= outer.y2;
}

function boxes(...all: Box[]): string {
  return all.map((box) => `[${[box.x1, box.y1, box.x2, box.y2].map(Math.round).join(" ")}]`).join(" in ");
}
