/** A chart as it is drawn: its marks and its texts, with their boxes in pixels, read off Vega's scene. */
import { drawn } from "../../src/charts/render";

export interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** A mark's place: its corners or its points, without the thickness of its lines. */
export interface Drawn extends Box {
  /** Of the mark: "rect", "symbol", "line", "text". */
  type: string;
  /** The plotting area that it belongs to. */
  area: Box;
}

export interface Text extends Box {
  text: string;
  /** What it is: "axis-label", "legend-label", "title-text", "mark". */
  role: string;
  /** Vega cuts it to its limit, in pixels, when it is wider. */
  isCut: boolean;
}

export interface Scene {
  /** What stands for data, texts aside, and can be seen. */
  marks: Drawn[];
  texts: Text[];
  /** What the picture shows; the rest is cut off. */
  picture: Box;
}

interface Item {
  items?: Item[];
  marktype?: string;
  role?: string;
  bounds?: Box;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  opacity?: number;
  fillOpacity?: number;
  strokeOpacity?: number;
  fill?: unknown;
  stroke?: unknown;
  text?: unknown;
  limit?: number;
  fontSize?: number;
  fontWeight?: unknown;
  x2?: number;
  y2?: number;
}

const GUIDE = /axis|legend|title|header|footer/;

export async function sceneOf(spec: object): Promise<Scene> {
  const { root, svg, measure } = await drawn(spec);
  const picture = pictureOf(svg);
  const scene: Scene = { marks: [], texts: [], picture };
  const moved = (box: Box, dx: number, dy: number): Box => {
    return { x1: box.x1 + dx, y1: box.y1 + dy, x2: box.x2 + dx, y2: box.y2 + dy };
  };
  const walk = (mark: Item, dx: number, dy: number, area: Box, role: string): void => {
    const own = mark.role !== undefined && GUIDE.test(mark.role) ? mark.role : role;
    for (const item of mark.items ?? []) {
      if (mark.marktype === "group") {
        const [x, y] = [dx + (item.x ?? 0), dy + (item.y ?? 0)];
        const inner = own === "" ? { x1: x, y1: y, x2: x + (item.width ?? 0), y2: y + (item.height ?? 0) } : area;
        for (const child of item.items ?? []) walk(child, x, y, inner, own);
      } else if (item.bounds !== undefined && isSeen(item)) {
        const box = moved(item.bounds, dx, dy);
        if (mark.marktype === "text") {
          const lines = [item.text].flat().map(String);
          if (lines.every((line) => line === "")) continue;
          const isCut = (item.limit ?? 0) > 0 && lines.some((line) => measure(item, line) > item.limit!);
          scene.texts.push({ ...box, text: lines.join("\n"), role: own || "mark", isCut });
        } else if (own === "")
          scene.marks.push({ ...moved(placeOf(mark, item), dx, dy), type: mark.marktype ?? "", area });
      }
    }
  };
  walk(root as Item, 0, 0, picture, "");
  return scene;
}

/** Vega's own boxes have the line's thickness added on all sides. */
function placeOf({ marktype }: Item, { bounds, x = 0, y = 0, x2 = x, y2 = y, width, height }: Item): Box {
  if (marktype === "symbol") return { x1: x, y1: y, x2: x, y2: y };
  if (marktype === "rule")
    return { x1: Math.min(x, x2), y1: Math.min(y, y2), x2: Math.max(x, x2), y2: Math.max(y, y2) };
  if (marktype === "rect") return { x1: x, y1: y, x2: x + (width ?? 0), y2: y + (height ?? 0) };
  if (marktype === "line" || marktype === "area") return { x1: x, y1: Math.min(y, y2), x2: x, y2: Math.max(y, y2) };
  return bounds!;
}

/** The box that the picture shows, in the coordinates of the scene. */
function pictureOf(svg: string): Box {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  const [, left, top] = /<g [^>]*transform="translate\(([\d.]+),([\d.]+)\)"/.exec(svg)!.map(Number);
  return { x1: -left!, y1: -top!, x2: width! - left!, y2: height! - top! };
}

function isSeen({ opacity = 1, fillOpacity = 1, strokeOpacity = 1, fill, stroke, text }: Item): boolean {
  const painted = (paint: unknown, alpha: number) => paint != null && paint !== "transparent" && alpha > 0;
  return opacity > 0 && (painted(fill, fillOpacity) || painted(stroke, strokeOpacity) || text !== undefined);
}
