/** One question of one submission: compile, run in a fresh worker, judge here, write down. */
import type { Question } from "../course/build";
import { type CheckResult, runCheck } from "../course/checks/run";
import { shown } from "../course/checks/shown";
import { type Check, type HiddenCheck, type JudgedFinding, type Student, StudentFault } from "../course/checks/types";
import type { Text } from "../sim/language";
import { Random } from "../sim/random";
import type { CompilerClient } from "./compiler/client";
import { type Clients, remoteStudent } from "./drive/student";
import type { Matched } from "./match";
import type { WorkerPool } from "./pool";
import { compileProgram, ownAnswers, type Program } from "./program";
import type { Note, Outcome, QuestionResult, RecordedFinding } from "./record";

export interface Bench {
  compiler: CompilerClient;
  pool: WorkerPool;
  clients: Clients;
}

export interface Judged {
  check: Check;
  hidden?: HiddenCheck;
}

const LONGEST = 2_000; // characters of one recorded value

/** @throws Error for what is no fault of the student's */
export async function gradeQuestion(
  question: Question,
  earlier: readonly Question[],
  matched: Matched,
  { check, hidden }: Judged,
  seed: string,
  bench: Bench,
): Promise<QuestionResult> {
  const startedAt = performance.now();
  const program = await compileProgram(question, ownAnswers(question, earlier), matched, bench.compiler);
  const run: Run =
    program.kind === "ready"
      ? await runProgram(program, { check, hidden }, new Random(seed, check.id), bench)
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

interface Run {
  findings: JudgedFinding[];
  earned: number;
  unanswered: boolean;
  notes: Note[];
  flags: Text[];
  output: string;
}

async function runProgram(
  { cells }: Program & { kind: "ready" },
  { check, hidden }: Judged,
  random: Random,
  { pool, clients }: Bench,
): Promise<Run> {
  const worker = await pool.take(check.threads);
  const notes: Note[] = [];
  try {
    let student: Student = remoteStudent(worker, clients);
    try {
      for (const { cell, error } of await worker.load(cells)) {
        notes.push({ es: `La celda ${cell} lanzó ${error}`, en: `The cell ${cell} threw ${error}` });
      }
    } catch (error) {
      if (!(error instanceof StudentFault)) throw error;
      student = brokenStudent(error);
    }
    const result: CheckResult = await runCheck(check, student, random, { hidden });
    for (const text of worker.late) {
      const [es, en] = [`Un error que nadie esperaba: ${text}`, `An error that nobody waited for: ${text}`];
      notes.push({ es, en, stray: true });
    }
    const forged = result.findings.find((finding) => finding.fault === "forged")?.hint;
    const flags = [...(worker.ending?.flagged ? [worker.ending.reason] : []), ...(forged ? [forged] : [])];
    return { ...result, notes, flags, output: worker.output };
  } finally {
    worker.end();
  }
}

/** A student whose cells could not even be loaded: every attempt meets the same fault. */
function brokenStudent(fault: StudentFault): Student {
  const fail = () => Promise.reject(fault);
  const broken = () => {
    throw fault;
  };
  return { construct: fail, call: fail, cloud: fail, remote: broken };
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
