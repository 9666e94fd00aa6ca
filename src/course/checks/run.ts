/**
 * One run of a check, the same in the notebook and in the grader: draw parameters, drive the scenario, judge, share the
 * points. Nothing that happens in a scenario escapes: what stops it becomes a failed finding that says why.
 */
import { types } from "node:util";
import type { Text } from "../../sim/language";
import type { Random } from "../../sim/random";
import { isStubMessage } from "../build/solution";
import {
  type Check,
  type FaultKind,
  type Finding,
  type HiddenCheck,
  type JudgedFinding,
  type Student,
  StudentFault,
} from "./types";

export interface CheckResult {
  id: string;
  item: string;
  title: Text;
  /** Points of the check. */
  points: number;
  /** Points earned, 0 to `points`, to two decimals. */
  earned: number;
  /** True when every finding holds. */
  ok: boolean;
  /** True when the stub is still there. */
  unanswered: boolean;
  findings: JudgedFinding[];
}

export interface RunOptions {
  /** The hidden part; default none. */
  hidden?: HiddenCheck;
  /** Real time for each part's scenario, in ms; default: no limit (the grader's workers have their own). */
  timeoutMs?: number;
}

/**
 * Runs a check. Points are shared over all findings by weight. A part whose scenario could not be driven to its end has one
 * failed finding, which weighs as much as the other part, so that breaking off never earns more than going on.
 * @param random the run's chance; equal chance, equal parameters
 */
export async function runCheck(
  check: Check,
  student: Student,
  random: Random,
  options: RunOptions = {},
): Promise<CheckResult> {
  const { hidden, timeoutMs } = options;
  const findings = await runPart("visible", check, student, random, timeoutMs);
  if (hidden !== undefined) {
    const part = { scenario: check.scenario, ...hidden };
    findings.push(...(await runPart("hidden", part, student, random, timeoutMs)));
  }
  const { id, item, title, points } = check;
  const unanswered = findings.some((finding) => finding.fault === "no-answer");
  return {
    id,
    item,
    title,
    points,
    earned: unanswered ? 0 : Math.round(points * shareEarned(findings) * 100) / 100,
    ok: findings.every((finding) => finding.ok),
    unanswered,
    findings,
  };
}

type Part = Pick<Check, "parameters" | "scenario" | "verdict">;

async function runPart(
  part: "visible" | "hidden",
  check: Part,
  student: Student,
  random: Random,
  timeoutMs: number | undefined,
): Promise<JudgedFinding[]> {
  const parameters = check.parameters(random);
  let observed: unknown;
  try {
    observed = await within(timeoutMs, check.scenario(student, parameters));
  } catch (error) {
    return [{ ...brokenOff(error), part }];
  }
  const findings = judge(check, parameters, observed);
  return findings.map((finding) => ({ ...finding, part }));
}

/** A verdict over what hostile code returned may stumble; that is a failed claim too, never a pass and never a crash. */
function judge(check: Part, parameters: unknown, observed: unknown): (Finding & { fault?: FaultKind })[] {
  let findings: Finding[];
  try {
    findings = check.verdict(parameters, observed);
  } catch (error) {
    return [
      {
        claim: { es: "Lo que devuelve tu código se puede juzgar", en: "What your code returns can be judged" },
        ok: false,
        fault: "not-data",
        observed: messageOf(error),
      },
    ];
  }
  if (findings.length === 0) throw new Error("a verdict has at least one finding");
  const bad = findings.find((finding) => finding.weight !== undefined && !(finding.weight > 0));
  if (bad !== undefined) throw new RangeError(`weight: a number > 0, not ${bad.weight} ("${bad.claim.en}")`);
  return findings;
}

function shareEarned(findings: readonly JudgedFinding[]): number {
  const total = (part: readonly JudgedFinding[]) => part.reduce((sum, finding) => sum + weightOf(finding), 0);
  const weightOf = (finding: JudgedFinding): number => {
    if (finding.fault === undefined) return finding.weight ?? 1;
    const others = findings.filter((other) => other.part !== finding.part && other.fault === undefined);
    return Math.max(1, total(others));
  };
  return total(findings.filter((finding) => finding.ok)) / total(findings);
}

/** Rejects with a timeout when the promise takes longer, in real time. */
async function within<T>(limitMs: number | undefined, promise: Promise<T>): Promise<T> {
  if (limitMs === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timeoutFault(limitMs)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timeoutFault(limitMs: number): StudentFault {
  const seconds = limitMs / 1_000;
  return new StudentFault("timeout", {
    es: `Pasaron ${seconds} s sin respuesta: ¿un bucle sin fin, o una promesa que nadie cumple?`,
    en: `No answer within ${seconds} s: a loop without end, or a promise that nobody settles?`,
  });
}

const CLAIMS: Record<FaultKind, Text> = {
  "no-answer": { es: "Todavía no hay respuesta", en: "There is no answer yet" },
  "missing-name": { es: "Está definido lo que se pide", en: "What is asked for is defined" },
  "missing-method": { es: "Están los métodos que se piden", en: "The methods that are asked for are there" },
  threw: { es: "Tu código llega al final sin lanzar un error", en: "Your code runs to the end without throwing" },
  timeout: { es: "Tu código responde", en: "Your code answers" },
  ended: { es: "Tu código no termina el proceso", en: "Your code does not end the process" },
  "not-data": { es: "Tu código devuelve datos", en: "Your code returns data" },
  forged: { es: "El registro de llamadas es el de una ejecución", en: "The log of calls is that of a run" },
};

function brokenOff(error: unknown): Finding & { fault: FaultKind } {
  const message = messageOf(error);
  if (isStubMessage(message)) {
    const hint = { es: "Escribe tu respuesta y ejecuta la celda.", en: "Write your answer and run its cell." };
    return { claim: CLAIMS["no-answer"], ok: false, fault: "no-answer", hint };
  }
  const fault = error instanceof StudentFault ? error.kind : "threw";
  const claim = CLAIMS[fault];
  if (error instanceof StudentFault) return { claim, ok: false, fault, hint: error.reason };
  return { claim, ok: false, fault, observed: isError(error) ? `${error.name}: ${message}` : message };
}

const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value);
const messageOf = (error: unknown): string => (isError(error) ? String(error.message) : String(error));
