/** A bill as a table: for the terminal with aligned columns, for a notebook as HTML. */
import { number, say, type Text } from "../../sim/language";
import type { Bill, BillLine } from "./bill";
import { PRICES } from "./prices";
import type { WhatIf } from "./what-if";

const HEAD: Text[] = [
  { es: "unidad", en: "unit" },
  { es: "cantidad", en: "quantity" },
  { es: "gratis", en: "free" },
  { es: "USD por millón", en: "USD a million" },
  { es: "costo USD", en: "cost USD" },
];

/** Rows of cells: head, lines, total. */
function rows(bill: Bill): string[][] {
  return [
    HEAD.map(say),
    ...bill.lines.map((line) => row(say(line.unit), line)),
    [say({ es: "total", en: "total" }), count(sum(bill, "quantity")), count(sum(bill, "free")), "", money(bill.total)],
  ];
}

function row(name: string, line: BillLine): string[] {
  return [name, count(line.quantity), count(line.free), number(line.perMillion, 2, true), money(line.cost)];
}

export function table(bill: Bill, form: "text" | "html"): string {
  const draw = form === "text" ? drawText : drawHtml;
  const parts = [draw(title(bill), rows(bill))];
  if (bill.alternative !== undefined) {
    parts.push(draw(otherTitle(bill.whatIf ?? {}), rows(bill.alternative)));
    parts.push(form === "text" ? difference(bill, bill.alternative) : `<p>${difference(bill, bill.alternative)}</p>`);
  }
  return parts.join("\n");
}

function title(bill: Bill): string {
  const scale = bill.whatIf?.scale ?? 1;
  const traffic =
    scale === 1 ? { es: "", en: "" } : { es: `, tráfico x ${count(scale)}`, en: `, traffic x ${count(scale)}` };
  return say({
    es: `Factura (precios de ${PRICES.region} del ${PRICES.date}${traffic.es})`,
    en: `Bill (prices of ${PRICES.region} of ${PRICES.date}${traffic.en})`,
  });
}

function otherTitle({ batchSize, waitTimeSeconds }: WhatIf): string {
  const es: string[] = [];
  const en: string[] = [];
  if (batchSize !== undefined) {
    es.push(`lotes de ${batchSize}`);
    en.push(`batches of ${batchSize}`);
  }
  if (waitTimeSeconds !== undefined) {
    es.push(`espera de ${waitTimeSeconds} s`);
    en.push(`waits of ${waitTimeSeconds} s`);
  }
  if (es.length === 0) return say({ es: "De la misma forma", en: "The same way" });
  return say({ es: `Con ${es.join(" y ")}`, en: `With ${en.join(" and ")}` });
}

/** Free units hide the difference in small runs, so the sentence compares without them. */
function difference(bill: Bill, other: Bill): string {
  const [before, after] = [bill.totalWithoutFree, other.totalWithoutFree];
  const percent = before === 0 ? 0 : Math.round(100 * (after / before - 1));
  const word = percent > 0 ? { es: "más", en: "more" } : { es: "menos", en: "less" };
  return say({
    es: `Peticiones: ${count(bill.requests)} frente a ${count(other.requests)}. Sin la capa gratuita: ${money(before)} frente a ${money(after)} USD (${Math.abs(percent)} % ${word.es}).`,
    en: `Requests: ${count(bill.requests)} against ${count(other.requests)}. Without the free tier: ${money(before)} against ${money(after)} USD (${Math.abs(percent)} % ${word.en}).`,
  });
}

function drawText(title: string, cells: string[][]): string {
  const widths = cells[0]!.map((_head, i) => Math.max(...cells.map((line) => line[i]!.length)));
  const lines = cells.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  const rule = "-".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [title, rule, lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1), ""].join("\n");
}

function drawHtml(title: string, cells: string[][]): string {
  const line = (tag: "th" | "td", values: string[]): string =>
    `<tr>${values.map((value, i) => `<${tag} style="text-align:${i === 0 ? "left" : "right"}">${escapeHtml(value)}</${tag}>`).join("")}</tr>`;
  const body = cells.slice(1).map((values) => line("td", values));
  return `<table><caption>${escapeHtml(title)}</caption><thead>${line("th", cells[0]!)}</thead><tbody>${body.join("")}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function sum(bill: Bill, field: "quantity" | "free"): number {
  return bill.lines.reduce((total, line) => total + (line.isRequest ? line[field] : 0), 0);
}

/** Whole requests; a fraction of a GB-second counts too. */
function count(value: number): string {
  return number(value, value < 100 ? 4 : 0);
}

/** Small sums need their digits: one request costs 0.0000004 dollars. */
function money(value: number): string {
  return value >= 1 ? number(value, 2, true) : number(value, 8);
}
