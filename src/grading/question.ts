/** One question of one submission: compile, run, judge here, write down. */
import type { Question } from "../course/build";
import { shown } from "../course/checks/shown";
import type { JudgedFinding } from "../course/checks/types";
import type { CompilerClient } from "./compiler/client";
import type { Matched } from "./match";
import { compileProgram, ownAnswers, type Program } from "./program";
import type { Outcome, QuestionResult, RecordedFinding } from "./record";
import { type Judged, type Run, runProgram, type Workers } from "./run";

export interface Bench extends Workers {
  compiler: CompilerClient;
}

const LONGEST = 2_000; // characters of one recorded value

/** The cells of a question; may be asked for ahead of gradeQuestion. */
export const compileQuestion = (
  question: Question,
  earlier: readonly Question[],
  matched: Matched,
  { compiler }: Pick<Bench, "compiler">,
): Promise<Program> => compileProgram(question, ownAnswers(question, earlier), matched, compiler);

/** @throws Error for what is no fault of the student's */
export async function gradeQuestion(
  question: Question,
  earlier: readonly Question[],
  matched: Matched,
  judged: Judged,
  seed: string,
  bench: Bench,
  compiled = compileQuestion(question, earlier, matched, bench),
): Promise<QuestionResult> {
  const startedAt = performance.now();
  const { check } = judged;
  const program = await compiled;
  const run: Run =
    program.kind === "ready"
      ? await runProgram(program, judged, seed, bench)
      : { findings: [notRun(program, question)], earned: 0, unanswered: false, notes: [], flags: [], output: "" };
  const points = question.points;
  const earned = Math.min(points, Math.round((run.earned / check.points) * points * 100) / 100);
  return {
    check: check.id,
    cell: question.cell,
    item: question.item,
    title: check.title,
    points,
    earned,
    outcome: outcomeOf(program, run, earned, points),
    findings: run.findings.map(record),
    answers: question.answers.map((cell) => ({ cell, how: matched.answers.get(cell)?.how ?? "missing" })),
    borrowed: program.borrowed,
    notes: [...(program.kind === "ready" ? program.notes : []), ...run.notes],
    flags: run.flags,
    output: run.output,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

function notRun(program: Program, question: Question): JudgedFinding {
  if (program.kind === "type-error") {
    return {
      part: "visible",
      ok: false,
      claim: { es: "Tu respuesta compila", en: "Your answer compiles" },
      given: program.cell,
      observed: program.errors.join("\n"),
      hint: {
        es: "El número es la línea de la celda. Ejecuta la celda: TypeScript lo señala ahí mismo.",
        en: "The number is the cell's line. Run the cell: TypeScript points at it there.",
      },
    };
  }
  return {
    part: "visible",
    ok: false,
    fault: "no-answer",
    claim: { es: "Todavía no hay respuesta", en: "There is no answer yet" },
    given: question.answers.join(", "),
    hint: { es: "Escribe tu respuesta y ejecuta la celda.", en: "Write your answer and run its cell." },
  };
}

function outcomeOf(program: Program, run: Run, earned: number, points: number): Outcome {
  if (program.kind !== "ready") return program.kind;
  if (run.unanswered) return "no-answer";
  if (earned >= points && run.findings.every((finding) => finding.ok)) return "passed";
  return earned > 0 ? "partly" : "failed";
}

function record(finding: JudgedFinding): RecordedFinding {
  const { part, claim, ok, weight = 1, fault, hint } = finding;
  const text = (value: unknown) =>
    value === undefined ? undefined : cut(typeof value === "string" ? value : shown(value));
  return {
    part,
    claim,
    ok,
    weight,
    ...(fault ? { fault } : {}),
    given: text(finding.given),
    observed: text(finding.observed),
    expected: text(finding.expected),
    ...(hint ? { hint } : {}),
  };
}

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
