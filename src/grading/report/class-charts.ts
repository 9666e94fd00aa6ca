/** The charts of the class page: pictures without a script, each with the sentence that says what is to be seen. */
import { Chart } from "../../charts/chart";
import { palette } from "../../charts/palette";
import { WIDTH } from "../../charts/theme";
import type { Language } from "../../sim/language";

export interface Drawn {
  /** An SVG document. */
  svg: string;
  sentence: string;
}

const BINS = 10; // of ten percent; who has all stands in the last
const NUMBER_FONT = 11; // px

/**
 * How many people have which share of the points.
 * @param shares 0 to 1, may be above with extra points; not empty
 * @param waiting how many of them have answers without a mark yet
 */
export async function distribution(shares: readonly number[], waiting: number, language: Language): Promise<Drawn> {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const share of shares) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(share * BINS + 1e-9)));
    bins[bin] = (bins[bin] as number) + 1;
  }
  const values = bins.map((count, i) => ({ range: `${i * 10}–${(i + 1) * 10}`, count }));
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((part) => percent(quantile(shares, part)));
  const alone = {
    es: `Un estudiante, con el ${median} % de los puntos.`,
    en: `One student, with ${median} % of the points.`,
  };
  const many = {
    es: `${shares.length} estudiantes. La mitad está entre ${lower} % y ${upper} % de los puntos; la mediana es ${median} %.`,
    en: `${shares.length} students. Half of them lie between ${lower} % and ${upper} % of the points; the median is ${median} %.`,
  };
  const said = (shares.length === 1 ? alone : many)[language];
  const open = {
    es:
      waiting === shares.length
        ? " Sus respuestas abiertas esperan todavía la nota."
        : ` Las respuestas abiertas de ${waiting} esperan todavía su nota.`,
    en:
      waiting === shares.length
        ? " Their open answers still wait for marks."
        : ` The open answers of ${waiting} of them still wait for their marks.`,
  }[language];
  const title = { es: "¿Cuántos puntos tiene la clase?", en: "How many points does the class have?" }[language];
  const x = { es: "Puntos (% de los posibles)", en: "Points (% of what can be had)" }[language];
  const y = { es: "Estudiantes", en: "Students" }[language];
  return draw(title, waiting > 0 ? said + open : said, {
    width: WIDTH,
    height: 200,
    data: { values },
    encoding: {
      x: { field: "range", type: "ordinal", sort: null, title: x, axis: { labelAngle: 0 } },
      y: { field: "count", type: "quantitative", title: y, axis: { tickMinStep: 1, format: "d" } },
    },
    layer: [
      { mark: { type: "bar", color: palette.visible } },
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "text", dy: -7, fontSize: NUMBER_FONT },
        encoding: { text: { field: "count" } },
      },
    ],
  });
}

export interface CheckMean {
  check: string;
  title: string;
  points: number;
  mean: number;
}

/** What the class earned of each check, in the order of the course. @param means not empty */
export async function pointsPerCheck(means: readonly CheckMean[], language: Language): Promise<Drawn> {
  const values = means.map(({ check, points, mean }) => ({ check, percent: percent(mean / points) }));
  const percents = values.map((value) => value.percent);
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  const those = (level: number) => namesOf(values.filter((value) => value.percent === level).map(({ check }) => check));
  const said =
    least === most
      ? { es: `Todas cuestan lo mismo: ${least} % de media.`, en: `All are alike: ${least} % on average.` }[language]
      : {
          es: `De media, lo más difícil es ${those(least)} (${least} % de sus puntos) y lo más fácil ${those(most)} (${most} %).`,
          en: `On average ${those(least)} is hardest (${least} % of its points) and ${those(most)} easiest (${most} %).`,
        }[language];
  const title = { es: "¿Qué comprobaciones cuestan más?", en: "Which checks are hardest?" }[language];
  const x = { es: "Media de la clase (% de los puntos)", en: "Mean of the class (% of the points)" }[language];
  return draw(title, said, {
    width: WIDTH - 100,
    height: { step: 22 },
    data: { values },
    encoding: {
      x: { field: "percent", type: "quantitative", title: x, scale: { domain: [0, 100] } },
      y: { field: "check", type: "nominal", sort: null, title: { es: "Comprobación", en: "Check" }[language] },
    },
    layer: [
      { mark: { type: "bar", color: palette.visible } },
      {
        mark: { type: "text", align: "left", dx: 4, fontSize: NUMBER_FONT },
        encoding: { text: { field: "percent" } },
      },
    ],
  });
}

async function draw(title: string, sentence: string, body: object): Promise<Drawn> {
  return { svg: await new Chart(title, sentence, [], body).toSVG(), sentence };
}

/** Not all of many. */
const namesOf = (names: readonly string[]) => names.slice(0, 4).join(", ") + (names.length > 4 ? ", …" : "");

const percent = (share: number) => Math.round(share * 100);

/** Linear between the two nearest, as spreadsheets do (type 7 of Hyndman and Fan, 1996). */
function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return low + (high - low) * (at - Math.floor(at));
}
