/**
 * A finished chart: a Vega-Lite specification, a sentence that says what is to be seen, and on demand a picture.
 * Bounded whatever the trace: at most 2,000 marks, 200 KB of specification, 500 KB for all that a notebook stores.
 */
import { say } from "../sim/language";
import { ink } from "./palette";
import { countMarks, renderSvg } from "./render";
import { theme, WIDTH } from "./theme";

export const MAX_MARKS = 2_000;
export const MAX_SPEC_BYTES = 200_000;
export const MAX_BUNDLE_BYTES = 500_000;

/** A Vega-Lite 5 specification, as JSON. */
export interface VegaLiteSpec {
  $schema: string;
  description: string;
  title: { text: string; subtitle?: string[] };
  // biome-ignore lint/suspicious/noExplicitAny: Vega-Lite's own types are too new for the TypeScript of a notebook cell
  [part: string]: any;
}

/** What a notebook stores: JupyterLab draws the first, GitHub and VS Code show the second, everyone reads the third. */
export interface ChartBundle {
  "application/vnd.vegalite.v5+json": VegaLiteSpec;
  "image/svg+xml": string;
  "text/plain": string;
}

export class Chart {
  readonly spec: VegaLiteSpec;

  /**
   * @param title the question that the chart answers
   * @param description its answer in numbers, one or more sentences
   * @param notes lines under the title: which queue, and what was summarised or left out
   * @param body the rest of the specification (data, marks, encodings)
   */
  constructor(
    readonly title: string,
    readonly description: string,
    notes: readonly string[],
    body: object,
  ) {
    this.spec = {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description: `${title} ${description}`,
      title: notes.length > 0 ? { text: title, subtitle: [...notes] } : { text: title },
      ...body,
      config: theme(),
      usermeta: { embedOptions: { renderer: "svg" } }, // sharp at any zoom, its texts can be selected
    };
  }

  /** The chart as an SVG document, drawn in process. */
  toSVG(): Promise<string> {
    return renderSvg(this.spec);
  }

  /** Marks drawn, axes and legends aside: every bar, point and rule, and every vertex of a line or area. */
  marks(): Promise<number> {
    return countMarks(this.spec);
  }

  toString(): string {
    return `${this.title}\n${this.description}`;
  }

  async [Symbol.for("Jupyter.display")](): Promise<ChartBundle> {
    return {
      "application/vnd.vegalite.v5+json": this.spec,
      "image/svg+xml": await this.toSVG(),
      "text/plain": this.toString(),
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** The chart of a trace in which there is nothing to draw. */
export function emptyChart(title: string, why: string): Chart {
  const text = `${say({ es: "No hay nada que mostrar", en: "There is nothing to show" })}: ${why}`;
  return new Chart(title, `${text}.`, [], {
    width: WIDTH,
    height: 80,
    data: { values: [{}] },
    mark: { type: "text", text, color: ink.text, fontSize: 13, align: "left", x: 0 },
  });
}
