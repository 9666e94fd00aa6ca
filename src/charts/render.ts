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

async function viewOf(spec: object) {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  // exported, though missing from Vega's types
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  textMetrics.width = (item, text) => textWidth(String(text), item.fontSize ?? 11, isBold(item.fontWeight));
  const warnings: string[] = [];
  const note = (...lines: unknown[]) => {
    warnings.push(lines.join(" "));
    return logger;
  };
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger } as never;
  const compiled = vegaLite.compile(structuredClone(spec) as never, { logger }).spec;
  // outside a browser there is no window to listen to for drags, which Vega would report for every chart that zooms
  const quiet = vega.logger(vega.None);
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: quiet });
  return { view, vega, warnings };
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
  const { view, warnings } = await viewOf(spec);
  view.finalize();
  return warnings;
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
