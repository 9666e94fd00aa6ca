/** check("x2.order", { SQSQueue }): the call in a check cell. Fresh data each time, and the reasons where a claim fails. */
import { randomBytes } from "node:crypto";
import { say } from "../sim/language";
import { Random } from "../sim/random";
import { findCheck } from "./checks";
import { localStudent } from "./checks/local";
import { CheckFailed, CheckReport } from "./checks/report";
import { runCheck } from "./checks/run";

export interface CheckOptions {
  /** Draws the same data as an earlier run; default: new data each time. */
  seed?: string;
  /** Real time for an answer, in ms, > 0. Default 10,000. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Runs the visible part of a check on your own classes and functions.
 * @param id as in "x2.order"
 * @param subjects what the check needs, under the names it asks for: { SQSQueue }
 * @returns the findings, shown when the call is the cell's last expression
 * @throws CheckFailed when a claim fails; RangeError for an unknown id; TypeError when a subject is missing
 */
export async function check(
  id: string,
  subjects: Record<string, unknown>,
  options: CheckOptions = {},
): Promise<CheckReport> {
  const found = findCheck(id);
  requireSubjects(id, found.needs, subjects);
  const seed = options.seed ?? randomBytes(4).toString("hex");
  const random = new Random(seed, id);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const report = new CheckReport(await runCheck(found, localStudent(subjects), random, { timeoutMs }), seed);
  if (report.ok) return report;
  await display(report);
  throw new CheckFailed(report);
}

function requireSubjects(id: string, needs: readonly string[], subjects: Record<string, unknown>): void {
  const given = typeof subjects === "object" && subjects !== null ? Object.keys(subjects) : [];
  const missing = needs.filter((name) => !given.includes(name));
  if (missing.length === 0) return;
  const call = `check("${id}", { ${needs.join(", ")} })`;
  throw new TypeError(
    say({
      es: `check: falta ${missing.join(", ")}; se dio { ${given.join(", ")} }. Escribe ${call}`,
      en: `check: ${missing.join(", ")} is missing; given was { ${given.join(", ")} }. Write ${call}`,
    }),
  );
}

/** Shows the whole report before the error, where the course's kernel can; elsewhere the error's own text must do. */
async function display(report: CheckReport): Promise<void> {
  const kernel = (globalThis as Record<symbol, unknown>)[Symbol.for("Jupyter.kernel")] as
    | { display?(bundle: Record<string, string>): unknown }
    | undefined;
  const bundle = report[Symbol.for("Jupyter.display") as never] as () => Record<string, string>;
  await kernel?.display?.(bundle.call(report));
}
