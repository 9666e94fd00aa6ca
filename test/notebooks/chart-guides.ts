/** The axes and legends of a chart as Vega gets them, with the kind of their scale and the title they are given. */
import { compiled } from "../../src/charts/render";

export interface Guide {
  what: "axis" | "legend";
  title: string;
  /** Whether it measures; otherwise it names. */
  isQuantity: boolean;
}

interface Scale {
  name: string;
  type?: string;
}

interface Group {
  role?: string;
  scales?: Scale[];
  axes?: { scale: string; title?: unknown; labels?: boolean }[];
  legends?: Record<string, unknown>[];
  title?: { text?: unknown };
  marks?: Group[];
}

const NAMING = ["ordinal", "band", "point"];
const CHANNELS = ["fill", "stroke", "shape", "size", "strokeDash", "opacity", "strokeWidth"];

export async function guidesOf(spec: object): Promise<Guide[]> {
  const guides: Guide[] = [];
  const walk = (group: Group, outer: ReadonlyMap<string, Scale>, headings: string): void => {
    const scales = new Map([...outer, ...(group.scales ?? []).map((one) => [one.name, one] as const)]);
    const isQuantity = (name: unknown) => !NAMING.includes(scales.get(String(name))?.type ?? "linear");
    // a facet has the title of its panels' axes in a header of its own
    const titles = (group.marks ?? []).filter(({ role }) => /^(row|column)-title$/.test(role ?? ""));
    const heading = titles.map(({ title }) => words(title?.text)).join(" ") || headings;
    for (const axis of group.axes ?? []) {
      if (axis.labels === false) continue; // only a grid
      guides.push({ what: "axis", title: words(axis.title) || heading, isQuantity: isQuantity(axis.scale) });
    }
    for (const legend of group.legends ?? []) {
      const scale = CHANNELS.map((channel) => legend[channel]).find((name) => name !== undefined);
      guides.push({ what: "legend", title: words(legend.title), isQuantity: isQuantity(scale) });
    }
    for (const mark of group.marks ?? []) walk(mark, scales, heading);
  };
  walk((await compiled(spec)).spec as Group, new Map(), "");
  return guides;
}

function words(title: unknown): string {
  return [title ?? ""].flat().map(String).join(" ");
}
