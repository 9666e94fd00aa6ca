/** The outcome of a check as a learner reads it: what was claimed, given, observed, expected, and a hint where it failed. */
import { say, type Text } from "../../sim/language";
import type { CheckResult } from "./run";
import { shown } from "./shown";
import type { JudgedFinding } from "./types";

const LABELS = {
  given: { es: "dado", en: "given" },
  observed: { es: "observado", en: "observed" },
  expected: { es: "esperado", en: "expected" },
  hint: { es: "pista", en: "hint" },
} satisfies Record<string, Text>;

/** What a finding has to tell, label and text. Nothing but the claim when it holds. */
export function details(finding: JudgedFinding): [label: string, text: string][] {
  if (finding.ok) return [];
  const rows: [string, string][] = [];
  for (const key of ["given", "observed", "expected"] as const) {
    if (finding[key] !== undefined) rows.push([say(LABELS[key]), shown(finding[key])]);
  }
  if (finding.hint !== undefined) rows.push([say(LABELS.hint), say(finding.hint)]);
  return rows;
}

/** "x2.order · Most urgent first: 3 of 5 claims hold". */
export function headline(result: CheckResult): string {
  const held = result.findings.filter((finding) => finding.ok).length;
  const all = result.findings.length;
  const outcome = result.unanswered
    ? { es: "todavía no hay respuesta", en: "no answer yet" }
    : { es: `se cumplen ${held} de ${all} afirmaciones`, en: `${held} of ${all} claims hold` };
  return `${result.id} · ${say(result.title)}: ${say(outcome)}`;
}

/** Findings as indented lines. */
export function findingsText(findings: readonly JudgedFinding[]): string {
  return findings
    .map((finding) => {
      const rows = details(finding).map(([label, text]) => `    ${label}: ${text.replaceAll("\n", "\n      ")}`);
      return [`${finding.ok ? "✓" : "✗"} ${say(finding.claim)}`, ...rows].join("\n");
    })
    .join("\n");
}

/** Findings as an HTML list. Everything is escaped: observed values are the student's. */
export function findingsHtml(findings: readonly JudgedFinding[]): string {
  const items = findings.map((finding) => {
    const rows = details(finding).map(
      ([label, text]) =>
        `<tr><th scope="row" style="text-align:left;vertical-align:top">${escapeHtml(label)}</th>` +
        `<td style="text-align:left"><pre style="margin:0;white-space:pre-wrap">${escapeHtml(text)}</pre></td></tr>`,
    );
    const mark = finding.ok ? "✓" : "✗";
    const table = rows.length === 0 ? "" : `<table>${rows.join("")}</table>`;
    return `<li style="list-style:none"><strong>${mark}</strong> ${escapeHtml(say(finding.claim))}${table}</li>`;
  });
  return `<ul style="padding-left:1em">${items.join("")}</ul>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** What check() returns: shown by Jupyter when it is a cell's last expression. */
export class CheckReport {
  constructor(
    readonly result: CheckResult,
    /** What the parameters were drawn from: check(id, subjects, { seed }) draws them again. */
    readonly seed: string,
  ) {}

  get ok(): boolean {
    return this.result.ok;
  }

  toString(): string {
    return `${headline(this.result)}\n${findingsText(this.result.findings)}\n${this.#note()}`;
  }

  toHtml(): string {
    const head = `<p><strong>${this.ok ? "✓" : "✗"} ${escapeHtml(headline(this.result))}</strong></p>`;
    return `${head}${findingsHtml(this.result.findings)}<p><small>${escapeHtml(this.#note())}</small></p>`;
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/html": this.toHtml(), "text/plain": this.toString() };
  }

  #note(): string {
    const { points } = this.result;
    return say({
      es: `Vale ${points} punto${points === 1 ? "" : "s"}; al calificar se usan otros datos y más casos. Semilla de estos datos: "${this.seed}".`,
      en: `Worth ${points} point${points === 1 ? "" : "s"}; grading uses other data and further cases. Seed of these data: "${this.seed}".`,
    });
  }
}

/** Thrown by check() when a claim fails; its message says which, so that it reads well in a traceback. */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
  constructor(readonly report: CheckReport) {
    const failed = report.result.findings.filter((finding) => !finding.ok);
    super(`${headline(report.result)}\n${findingsText(failed)}`);
  }
}
