/** Predict first: the student's bet beside what happened, for the cell after the run. */
import { say } from "../sim/language";
import { escapeHtml } from "./checks/report";
import { shown } from "./checks/shown";

/**
 * A bet and what happened, name by name.
 * @param bet as written before the run: { standard: 3, fifo: 0 }
 * @param happened the same names with what was seen
 * @throws RangeError when a name of the bet did not happen
 */
export function predict(bet: Record<string, unknown>, happened: Record<string, unknown>): Prediction {
  const unknown = Object.keys(bet).find((name) => !(name in happened));
  if (unknown !== undefined) {
    throw new RangeError(
      `predict: "${unknown}" is in the bet but not in what happened: ${Object.keys(happened).join(", ")}`,
    );
  }
  return new Prediction(Object.keys(bet).map((name) => ({ name, bet: bet[name], happened: happened[name] })));
}

/** The table that predict() returns, shown by Jupyter. */
export class Prediction {
  constructor(readonly rows: readonly { name: string; bet: unknown; happened: unknown }[]) {}

  toString(): string {
    return this.rows
      .map((row) =>
        say({
          es: `${row.name}: apostaste ${shown(row.bet)}, fue ${shown(row.happened)}`,
          en: `${row.name}: you bet ${shown(row.bet)}, it was ${shown(row.happened)}`,
        }),
      )
      .join("\n");
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    const cells = (tag: string, texts: string[]) =>
      texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("");
    const head = ["", say({ es: "tu apuesta", en: "your bet" }), say({ es: "fue", en: "it was" })];
    const rows = this.rows.map((row) => cells("td", [row.name, shown(row.bet), shown(row.happened)]));
    const body = [cells("th", head), ...rows].map((row) => `<tr>${row}</tr>`).join("");
    return { "text/html": `<table>${body}</table>`, "text/plain": this.toString() };
  }
}
