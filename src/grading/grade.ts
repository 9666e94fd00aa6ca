/**
 * A grading run: open the sandbox, read everything, grade in parallel, hand back one record for every submission in the order of the
 * files. Nothing that a submission does stops the others.
 */
import { closeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { projectVersion } from "../course/build";
import { StudentFault } from "../course/checks/types";
import { CLIENTS } from "./clients";
import { CompilerClient } from "./compiler/client";
import { type Course, openCourse } from "./course";
import { fingerprints } from "./fingerprint";
import { Ledger } from "./ledger";
import { mapAll } from "./mapping";
import { makePack } from "./pack";
import { WorkerPool } from "./pool";
import type { ClassList } from "./read/students";
import { countsOf, type Results, SCHEMA, type SubmissionRecord } from "./record";
import { packageRoot } from "./sandbox/files";
import { type Layer, missingLayers } from "./sandbox/layers";
import { DEFAULT_LIMITS, type Limits } from "./sandbox/limits";
import { openSandbox, type Probed } from "./sandbox/probe";
import { submissionSeed } from "./secret";
import { errorRecord, type Grading, gradeSubmission, type Mapped } from "./submission";

export interface GradeOptions {
  paths: readonly string[];
  /** Who there is, when the teacher says. */
  students?: ClassList;
  secret: string;
  /** Draws the parameters of an earlier record again. */
  seed?: string;
  /** Submissions at a time, >= 1. Default: the machine's cores. */
  jobs?: number;
  /** Grade although the sandbox is not "isolated". */
  trust?: boolean;
  limits?: Partial<Limits>;
  /** The file that keeps finished records, so that a killed run goes on and equal submissions are not graded again. */
  ledger?: string;
  /** Layers to leave off. */
  without?: readonly Layer[];
  course?: Course;
  onSandbox?(probed: Probed): void;
  onRecord?(record: SubmissionRecord, done: number, total: number): void;
}

/** Submissions from which on the packing of the workers' modules saves more time than it takes. */
const PACK_FROM = 4;

/** The sandbox does not hold enough for other people's code. */
export class SandboxRefused extends Error {
  override readonly name = "SandboxRefused";
  constructor(readonly probed: Probed) {
    const missing = missingLayers(probed.layers).join(", ");
    super(
      `the sandbox on this machine is only "${probed.level}": ${missing} not held. Install bubblewrap (on Debian and Ubuntu: apt-get ` +
        "install bubblewrap), or add --trust-submissions if you trust every submission with this machine",
    );
  }
}

/**
 * Grades everything under the paths.
 * @throws SandboxRefused; Error for a path that does not exist or a machine that cannot run a worker
 */
export async function grade(options: GradeOptions): Promise<Results> {
  const startedAt = Date.now();
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const jobs = Math.max(1, options.jobs ?? availableParallelism());
  const course = options.course ?? (await openCourse());
  const { mapped, ignored, missing } = await mapAll(options.paths, course, options.students);
  const probed = await openSandbox(packageRoot(), options.without, limits);
  const { sandbox, level, layers, passedOver } = probed;
  const compiler = new CompilerClient(sandbox, limits);
  let pool: WorkerPool | null = null;
  let ledger: Ledger | null = null;
  let pack: number | undefined;
  const forgive = (reason: unknown) => {
    if (!(reason instanceof StudentFault)) throw reason; // a scenario left a call unawaited, and it failed
  };
  process.on("unhandledRejection", forgive);
  try {
    options.onSandbox?.(probed);
    const trusted = level !== "isolated";
    if (trusted && !options.trust) throw new SandboxRefused(probed);
    const tool = `${projectVersion()} ${process.version}`;
    const checks = fingerprints(course);
    if (options.ledger) ledger = new Ledger(options.ledger, { tool, checks, limits, level, trusted });
    const packing = mapped.length < PACK_FROM ? undefined : makePack(sandbox, limits);
    [pack] = await Promise.all([packing, compiler.start()]);
    pool = new WorkerPool(sandbox, limits, jobs, pack);
    const bench = { compiler, pool, clients: CLIENTS };
    const grading: Grading = { bench, course, secret: options.secret, seed: options.seed, level, trusted };
    const records = await gradeAll(mapped, grading, jobs, ledger, options.onRecord);
    return {
      schema: SCHEMA,
      tool: { name: "nubelab", version: projectVersion(), node: process.version },
      startedAt: new Date(startedAt).toISOString(),
      durationMs: Date.now() - startedAt,
      sandbox: { level, trusted, layers, passedOver },
      limits,
      checks,
      reused: ledger?.reused ?? 0,
      counts: countsOf(records),
      records,
      ignored,
      missing,
    };
  } finally {
    process.off("unhandledRejection", forgive);
    pool?.close();
    compiler.close();
    ledger?.close();
    sandbox.close();
    if (pack !== undefined) closeSync(pack);
  }
}

async function gradeAll(
  mapped: readonly Mapped[],
  grading: Grading,
  jobs: number,
  ledger: Ledger | null,
  onRecord: GradeOptions["onRecord"],
): Promise<SubmissionRecord[]> {
  const records: SubmissionRecord[] = [];
  let next = 0;
  let done = 0;
  const lane = async () => {
    for (let i = next++; i < mapped.length; i = next++) {
      const one = mapped[i] as Mapped;
      const seed = grading.seed ?? submissionSeed(grading.secret, one.hash);
      let record = ledger?.find(one, seed);
      if (!record) {
        record = await gradeSubmission(one, grading).catch((error) => errorRecord(one, grading, error));
        ledger?.keep(one, record);
      }
      records[i] = record;
      onRecord?.(record, ++done, mapped.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, mapped.length) }, lane));
  return records;
}
