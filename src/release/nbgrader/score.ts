/**
 * score("x2.order", { SQSQueue }): the call of a check cell while nbgrader grades. It runs in the kernel, beside the student's code,
 * with the reserved cases: an interchange with nbgrader, not a protection. `nubelab grade` is that.
 */
import { randomBytes } from "node:crypto";
import { findCheck, loadHiddenChecks } from "../../course/checks";
import { localStudent } from "../../course/checks/local";
import { CheckReport } from "../../course/checks/report";
import { type CheckResult, runCheck } from "../../course/checks/run";
import { say } from "../../sim/language";
import { Random } from "../../sim/random";

export interface ScoreOptions {
  /** Draws the same data as an earlier run; default: new data each time. */
  seed?: string;
  /** Real time for each of the two parts, in ms, > 0. Default 10,000. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Runs both parts of a check and prints what a student may read of it.
 * @param id as in "x2.order"
 * @param subjects what the check needs, under the names it asks for: { SQSQueue }
 * @returns the points earned, 0 to the check's points, which nbgrader takes from the cell's result
 * @throws RangeError for an unknown id; Error where the reserved cases are not installed, as in the student bundle
 */
export async function score(
  id: string,
  subjects: Record<string, unknown>,
  options: ScoreOptions = {},
): Promise<number> {
  const check = findCheck(id);
  const reserved = await loadHiddenChecks();
  if (reserved.size === 0) {
    throw new Error(
      "score: the reserved cases are not here; nbgrader grades with the teacher's nubelab, not with the students' bundle",
    );
  }
  const seed = options.seed ?? randomBytes(4).toString("hex");
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const hidden = reserved.get(id);
  const student = localStudent(subjects);
  const result = await runCheck(check, student, new Random(seed, id), { timeoutMs, ...(hidden && { hidden }) });
  console.log(summary(result, seed));
  return result.earned;
}

/** The visible findings as the student knows them; of the reserved ones only how many hold. */
function summary(result: CheckResult, seed: string): string {
  const of = (part: "visible" | "hidden") => result.findings.filter((finding) => finding.part === part);
  const [held, all] = [of("hidden").filter(({ ok }) => ok).length, of("hidden").length];
  const lines = [new CheckReport({ ...result, findings: of("visible") }, seed).toString()];
  if (all > 0) {
    const [es, en] = [`Casos reservados: se cumplen ${held} de ${all}.`, `Reserved cases: ${held} of ${all} hold.`];
    lines.push(say({ es, en }));
  }
  return lines.join("\n");
}
