/** Words and signs in the segments of stacked bars, so that colour is not alone in telling them apart. */
import { inkOn } from "./palette";
import { textWidth } from "./text-width";

const FONT_SIZE = 11;
const AIR = 3; // px on either side of a word

interface Channel {
  field: string;
  type: string;
  [more: string]: unknown;
}

/** Stacked bars as a Vega-Lite specification: one of x and y counts, the other names the bars, colour tells the segments. */
export interface StackedBars {
  data: { values: readonly object[] };
  mark: unknown;
  width: number;
  height: unknown;
  encoding: { x: Channel; y: Channel; color: Channel; order: object; [more: string]: unknown };
  [more: string]: unknown;
}

type Row = Record<string, string | number>;

/**
 * The same bars with the kind of each segment written into it, where there is room.
 * @param sign the field that is written: one value for each colour. Default: the colours' own field
 */
export function withWords<Bars extends StackedBars>(bars: Bars, sign = bars.encoding.color.field) {
  const { mark, encoding, data, ...rest } = bars;
  const { x, y, color, order, ...more } = encoding;
  const isAcross = x.type === "quantitative";
  const along = isAcross ? x : y;
  const rows = data.values as readonly Row[];
  const pixels = (isAcross ? bars.width : Number(bars.height)) / highest(rows, along, isAcross ? y : x);
  const { domain, range } = color.scale as { domain: string[]; range: string[] };
  const isRoomy = (row: Row) => {
    const word = isAcross ? textWidth(String(row[sign]), FONT_SIZE, true) + 2 * AIR : FONT_SIZE + AIR;
    return Number(row[along.field]) * pixels >= word;
  };
  const values = rows.map((row) => ({
    ...row,
    word: isRoomy(row) ? row[sign] : "",
    ink: inkOn(range[domain.indexOf(String(row[color.field]))]!),
  }));
  return {
    ...rest,
    data: { values },
    encoding: { x, y, order },
    layer: [
      {
        mark,
        encoding: { color: { ...color, legend: { symbolType: "square", ...(color.legend as object) } }, ...more },
      },
      {
        mark: { type: "text", fontSize: FONT_SIZE, fontWeight: "bold" },
        encoding: {
          [isAcross ? "x" : "y"]: { ...along, stack: "zero", bandPosition: 0.5 },
          text: { field: "word" },
          detail: { field: color.field },
          color: { field: "ink", type: "nominal", scale: null },
        },
      },
    ],
  };
}

/** The end of the axis, or the longest bar where the axis ends by itself. */
function highest(rows: readonly Row[], along: Channel, by: Channel): number {
  const domain = (along.scale as { domain?: number[] } | undefined)?.domain;
  if (domain !== undefined) return domain[1]!;
  const sums = new Map<unknown, number>();
  for (const row of rows) sums.set(row[by.field], (sums.get(row[by.field]) ?? 0) + Number(row[along.field]));
  return Math.max(...sums.values()) * 1.05;
}
