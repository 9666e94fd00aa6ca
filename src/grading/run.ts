/**
 * Runs the cells of one question and judges what comes back. A submission's questions first share one worker, as they share one
 * kernel in the notebook: what passes there in full has passed, because the judge sits outside. Whatever falls short of that is run
 * again in a worker of its own, so that one hang, exit or late error costs one question. A time limit is tried twice, because a
 * machine may be busy; the teacher is told when the second attempt earned points near it, for then it may be the code.
 */
import { type CheckResult, runCheck } from "../course/checks/run";
import { type Check, type HiddenCheck, type JudgedFinding, type Student, StudentFault } from "../course/checks/types";
import type { Text } from "../sim/language";
import { Random } from "../sim/random";
import type { WorkerPeer } from "./drive/peer";
import { type Clients, remoteStudent } from "./drive/student";
import type { WorkerPool } from "./pool";
import type { Program } from "./program";
import type { Note } from "./record";
import type { SharedWorker } from "./shared";

export interface Judged {
  check: Check;
  hidden?: HiddenCheck;
}

export interface Workers {
  pool: Pick<WorkerPool, "take">;
  clients: Clients;
  /** The submission's own, while its questions share one. */
  shared?: SharedWorker;
}

export interface Run {
  findings: JudgedFinding[];
  earned: number;
  unanswered: boolean;
  notes: Note[];
  /** What makes the record one for review. */
  flags: Text[];
  output: string;
}

type Ready = Program & { kind: "ready" };

const NEAR = 0.5; // of a limit of time

const SLOW_ONCE: Text = {
  es: "En un primer intento el código no respondió a tiempo y en un segundo sí, cerca del límite; cuenta el segundo.",
  en: "In a first attempt the code did not answer in time and in a second it did, near the limit; the second counts.",
};

/** @throws Error when no worker can be started */
export async function runProgram(program: Ready, judged: Judged, seed: string, workers: Workers): Promise<Run> {
  const shared = await workers.shared?.run(program, judged, seed, workers);
  if (shared) return shared;
  const first = await alone(program, judged, seed, workers);
  if (!first.isLate) return first;
  const second = await alone(program, judged, seed, workers);
  const isNear = !second.isLate && second.earned > 0 && second.strain >= NEAR;
  return isNear ? { ...second, flags: [...second.flags, SLOW_ONCE] } : second;
}

async function alone(program: Ready, judged: Judged, seed: string, { pool, clients }: Workers) {
  const worker = await pool.take(judged.check.threads);
  try {
    const run = await runIn(worker, program, judged, seed, clients);
    return { ...run, strain: worker.strain(), isLate: worker.ending?.kind === "timeout" };
  } finally {
    worker.end();
  }
}

/** Plays the check, with the parameters that the seed gives, on what the cells define in this worker. */
export async function runIn(
  worker: WorkerPeer,
  { cells }: Ready,
  { check, hidden }: Judged,
  seed: string,
  clients: Clients,
): Promise<Run> {
  const notes: Note[] = [];
  let student: Student = remoteStudent(worker, clients);
  try {
    for (const { cell, error } of await worker.load(cells)) {
      notes.push({ es: `La celda ${cell} lanzó ${error}`, en: `The cell ${cell} threw ${error}` });
    }
  } catch (error) {
    if (!(error instanceof StudentFault)) throw error;
    student = brokenStudent(error);
  }
  const result: CheckResult = await runCheck(check, student, new Random(seed, check.id), { hidden });
  const output = await worker.rest();
  for (const text of worker.late) {
    const [es, en] = [`Un error que nadie esperaba: ${text}`, `An error that nobody waited for: ${text}`];
    notes.push({ es, en, stray: true });
  }
  const forged = result.findings.find((finding) => finding.fault === "forged")?.hint;
  const flags = [...(worker.ending?.flagged ? [worker.ending.reason] : []), ...(forged ? [forged] : [])];
  const { findings, earned, unanswered } = result;
  return { findings, earned, unanswered, notes, flags, output };
}

/** A student whose cells could not even be loaded: every attempt meets the same fault. */
function brokenStudent(fault: StudentFault): Student {
  const fail = () => Promise.reject(fault);
  const broken = () => {
    throw fault;
  };
  return { construct: fail, call: fail, cloud: fail, remote: broken };
}
