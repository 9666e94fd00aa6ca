/**
 * Draws a specification in process with Vega (no canvas, no browser). Vega is loaded on the first picture, not on import:
 * it costs a quarter of a second that a cell without a chart should not pay.
 */
import { createHash } from "node:crypto";
import { textWidth } from "./text-width";

type Spec = { description: string; title: { text: string } };

interface TextMetrics {
  width(item: { fontSize?: number; fontWeight?: unknown }, text: unknown): number;
}

/** The specification that Vega-Lite makes of this one for Vega, and what it has to say against it. */
export async function compiled(spec: object): Promise<{ spec: object; warnings: string[] }> {
  const vegaLite = await import("vega-lite");
  const warnings: string[] = [];
  const note = (...lines: unknown[]) => {
    warnings.push(lines.join(" "));
    return logger;
  };
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger } as never;
  return { spec: vegaLite.compile(structuredClone(spec) as never, { logger }).spec, warnings };
}

async function viewOf(spec: object) {
  const [vega, { spec: own }] = await Promise.all([import("vega"), compiled(spec)]);
  // exported, though missing from Vega's types
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  textMetrics.width = (item, text) => textWidth(String(text), item.fontSize ?? 11, isBold(item.fontWeight));
  // outside a browser there is no window to listen to for drags, which Vega would report for every chart that zooms
  const quiet = vega.logger(vega.None);
  const view = new vega.View(vega.parse(own as never), { renderer: "none", logger: quiet });
  return { view, vega };
}

/** What a specification draws: Vega's scene, the picture as Vega writes it, and the measure of a text in pixels. */
export async function drawn(spec: object) {
  const { view, vega } = await viewOf(spec);
  try {
    const svg = await view.toSVG();
    const { root } = view.scenegraph() as unknown as { root: Item };
    const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
    return { root, svg, measure: (item: object, text: string) => textMetrics.width(item, text) };
  } finally {
    view.finalize();
  }
}

/** The picture as SVG. The same specification gives the same text, byte for byte. */
export async function renderSvg(spec: Spec): Promise<string> {
  const { view } = await viewOf(spec);
  try {
    return polish(await view.toSVG(), spec);
  } finally {
    view.finalize();
  }
}

/** What Vega-Lite has to say against a specification; empty for a sound one. */
export async function warningsOf(spec: object): Promise<string[]> {
  return (await compiled(spec)).warnings;
}

function isBold(weight: unknown): boolean {
  return weight === "bold" || Number(weight) >= 600;
}

interface Item {
  items?: Item[];
  marktype?: string;
  role?: string;
}

/** Items in the scene that stand for data. */
export async function countMarks(spec: object): Promise<number> {
  const { view } = await viewOf(spec);
  await view.runAsync();
  const count = (item: Item): number => {
    if (item.role !== undefined && /axis|legend|title|header|footer/.test(item.role)) return 0;
    if (item.marktype !== undefined && item.marktype !== "group") return item.items?.length ?? 0;
    return (item.items ?? []).reduce((sum, inner) => sum + count(inner), 0);
  };
  const marks = count((view.scenegraph() as unknown as { root: Item }).root);
  view.finalize();
  return marks;
}

/**
 * Vega numbers its clip paths by a counter of the process: two pictures on one page would share names. They are renamed by
 * content. Coordinates are cut to hundredths of a pixel. A title and a description are added for screen readers.
 */
function polish(svg: string, spec: Spec): string {
  const unnumbered = svg.replace(/clip\d+|gradient_?\d+/g, "");
  const mine = createHash("sha256").update(unnumbered).digest("hex").slice(0, 8);
  const names = new Map<string, string>();
  const rename = (id: string) => {
    if (!names.has(id)) names.set(id, `c${mine}-${names.size}`);
    return names.get(id)!;
  };
  return svg
    .replace(/(id="|url\(#)(clip\d+|gradient_?\d+)/g, (_, before: string, id: string) => before + rename(id))
    .replace(/ (d|transform|x|y|x1|x2|y1|y2|width|height)="([^"]*)"/g, (_, name: string, value: string) => {
      const cut = value.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (digits) => String(Number(Number(digits).toFixed(2))));
      return ` ${name}="${cut}"`;
    })
    .replace(/<svg [^>]*>/, (root) => {
      const title = `<title>${escapeXml(spec.title.text)}</title><desc>${escapeXml(spec.description)}</desc>`;
      return `${root.slice(0, -1)} role="img">${title}`;
    });
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);
}
