/**
 * Bills side by side, each a bar of what it is made of. Shown without the free units by default: in a small run they hide
 * every difference, and they are there only once a month.
 */
import type { Bill } from "../services/billing";
import { say } from "../sim/language";
import { Chart, emptyChart } from "./chart";
import { label, number, short } from "./numbers";
import { ink, palette } from "./palette";
import { withWords } from "./segments";
import { WIDTH } from "./theme";

const MAX_WAYS = 12;
const MAX_UNITS = 9; // the rest is summed up

export interface CostOptions {
  title?: string;
  /** Take the month's free units off. Default false. */
  free?: boolean;
}

/** One way of doing the same: its name stands beside its bar. */
export interface Way {
  name: string;
  bill: Bill;
}

const COLOURS = [
  palette.sent,
  palette.received,
  palette.purged,
  palette.deleted,
  palette.retry,
  palette.delayed,
  palette.deadLettered,
  palette.overtaken,
  palette.expired,
];
const REST = "#D9DDE2";

/**
 * "What does it cost, and what for?"
 * @param source one bill (with whatIf: both of its ways), or an array of { name, bill }
 */
export function cost(source: Bill | readonly Way[], options: CostOptions = {}): Chart {
  const title = options.title ?? say({ es: "¿Cuánto cuesta, y por qué?", en: "What does it cost, and what for?" });
  const ways = waysOf(source);
  const price = (line: Bill["lines"][number]) => (options.free ? line.cost : (line.quantity * line.perMillion) / 1e6);
  const totals = new Map<string, number>();
  for (const { bill } of ways) {
    for (const line of bill.lines) totals.set(say(line.unit), (totals.get(say(line.unit)) ?? 0) + price(line));
  }
  const units = [...totals].filter(([, sum]) => sum > 0).map(([name]) => name);
  if (units.length === 0) {
    return emptyChart(title, say({ es: "no hay nada que pagar", en: "there is nothing to pay" }));
  }
  const bySize = [...units].sort((a, b) => totals.get(b)! - totals.get(a)!);
  const named = units.filter((unit) => units.length <= MAX_UNITS || bySize.indexOf(unit) < MAX_UNITS - 1);
  const rest = say({ es: "lo demás", en: "all else" });
  const shown = ways.slice(0, MAX_WAYS);
  const sums = shown.map(({ bill }) => bill.lines.reduce((sum, line) => sum + price(line), 0));
  const scale = scaleFor(Math.max(...sums));
  /** Short enough for a segment. */
  const letterOf = (unit: string) => String.fromCharCode(65 + (unit === rest ? named.length : named.indexOf(unit)));
  const rows = shown.flatMap(({ name, bill }) => {
    const parts = new Map<string, { cost: number; quantity: number }>();
    for (const line of bill.lines) {
      const unit = named.includes(say(line.unit)) ? say(line.unit) : rest;
      const part = parts.get(unit) ?? { cost: 0, quantity: 0 };
      parts.set(unit, { cost: part.cost + price(line), quantity: part.quantity + line.quantity });
    }
    return [...parts]
      .filter(([, part]) => part.cost > 0)
      .map(([unit, part]) => ({
        way: label(name),
        unit: `${letterOf(unit)} · ${unit}`,
        letter: letterOf(unit),
        cost: short(part.cost / scale.dollars),
        quantity: short(part.quantity),
        place: unit === rest ? MAX_UNITS : named.indexOf(unit),
      }));
  });
  const all = [...named, ...(rows.some(({ place }) => place === MAX_UNITS) ? [rest] : [])];
  const notes = [
    options.free
      ? say({ es: "Con las unidades gratuitas del mes descontadas.", en: "With the month's free units taken off." })
      : say({ es: "Sin descontar las unidades gratuitas del mes.", en: "Without the month's free units." }),
    say({ es: `Precios del ${ways[0]!.bill.pricesOf}.`, en: `Prices of ${ways[0]!.bill.pricesOf}.` }),
  ];
  if (ways.length > shown.length) {
    notes.push(
      say({
        es: `Los primeros ${shown.length} de ${ways.length}.`,
        en: `The first ${shown.length} of ${ways.length}.`,
      }),
    );
  }
  const drawn = {
    width: WIDTH - 120,
    height: { step: 44 },
    data: { values: rows },
    mark: { type: "bar", tooltip: true, stroke: ink.paper, strokeWidth: 1 },
    encoding: {
      y: {
        field: "way",
        type: "nominal",
        sort: shown.map(({ name }) => label(name)),
        title: say({ es: "forma de hacerlo", en: "way of doing it" }),
        axis: { labelLimit: 200, domain: false },
      },
      x: {
        field: "cost",
        type: "quantitative",
        stack: "zero",
        title: `${say({ es: "costo", en: "cost" })} (${scale.symbol})`,
        axis: { format: ",.6~g", tickCount: 6 },
      },
      color: {
        field: "unit",
        type: "nominal",
        scale: {
          domain: all.map((unit) => `${letterOf(unit)} · ${unit}`),
          range: all.map((unit) => (unit === rest ? REST : COLOURS[named.indexOf(unit)])),
        },
        legend: { symbolType: "square", columns: 2, labelLimit: 320 },
      },
      order: { field: "place" },
      tooltip: [
        { field: "way", title: say({ es: "forma", en: "way" }) },
        { field: "unit", title: say({ es: "unidad", en: "unit" }) },
        { field: "quantity", title: say({ es: "cantidad", en: "quantity" }), format: "," },
        { field: "cost", title: scale.symbol, format: ",.4~g" },
      ],
    },
  };
  return new Chart(
    title,
    shown.map(({ name }, i) => sentence(name, sums[i]!, sums[0]!, i, scale)).join(" "),
    notes,
    withWords(drawn, "letter"),
  );
}

function waysOf(source: Bill | readonly Way[]): Way[] {
  if (Array.isArray(source)) {
    const ways = source as readonly Way[];
    if (ways.length === 0 || ways.some((way) => typeof way?.name !== "string" || way.bill?.lines === undefined)) {
      throw new TypeError(
        say({ es: "cost necesita { name, bill } en cada elemento", en: "cost needs { name, bill } in each element" }),
      );
    }
    return [...ways];
  }
  const bill = source as Bill;
  if (bill?.lines === undefined) {
    throw new TypeError(
      say({ es: "cost se dibuja a partir de facturas: cloud.bill()", en: "cost is drawn from bills: cloud.bill()" }),
    );
  }
  const own = { name: say({ es: "como se hizo", en: "as it was done" }), bill };
  if (bill.alternative === undefined) return [own];
  const { batchSize, waitTimeSeconds } = bill.whatIf ?? {};
  const words = [
    ...(batchSize === undefined ? [] : [say({ es: `lotes de ${batchSize}`, en: `batches of ${batchSize}` })]),
    ...(waitTimeSeconds === undefined
      ? []
      : [say({ es: `espera de ${waitTimeSeconds} s`, en: `waits of ${waitTimeSeconds} s` })]),
  ];
  return [own, { name: words.join(", ") || say({ es: "de otra forma", en: "another way" }), bill: bill.alternative }];
}

interface Scale {
  dollars: number;
  symbol: string;
}

function scaleFor(most: number): Scale {
  if (most >= 0.01) return { dollars: 1, symbol: "USD" };
  return { dollars: 1e-6, symbol: say({ es: "millonésimas de USD", en: "millionths of a USD" }) };
}

function sentence(name: string, sum: number, first: number, i: number, scale: Scale): string {
  const amount = `${number(sum / scale.dollars, 2)}\u00a0${scale.symbol}`;
  if (i === 0 || first === 0) return `${label(name)}: ${amount}.`;
  const percent = Math.round(100 * (sum / first - 1));
  if (percent === 0) return `${label(name)}: ${amount} (${say({ es: "lo mismo", en: "the same" })}).`;
  const than = percent > 0 ? say({ es: "más", en: "more" }) : say({ es: "menos", en: "less" });
  return `${label(name)}: ${amount} (${number(Math.abs(percent))}\u00a0% ${than}).`;
}
