/**
 * What a grading run leaves behind, as written to results.json. Version 1. Every submission has exactly one record.
 * Texts are in both languages; values that came from student code are already text, bounded, and must be escaped where shown.
 */
import type { FaultKind } from "../course/checks/types";
import type { Language, Text } from "../sim/language";
import type { How } from "./match";
import type { Origin } from "./read/collect";
import type { LayerReport, Level } from "./sandbox/layers";
import type { Limits } from "./sandbox/limits";

export type { FaultKind };

export const SCHEMA = "nubelab-results/1";

export interface Results {
  schema: typeof SCHEMA;
  tool: { name: "nubelab"; version: string; node: string };
  /** ISO 8601, real time. */
  startedAt: string;
  durationMs: number;
  sandbox: { level: Level; trusted: boolean; layers: LayerReport; passedOver: string[] };
  limits: Limits;
  /** Of each unit: a hash of its checks and of the code that played them. */
  checks: Record<string, string>;
  /** Records of an equal submission taken from an earlier run. */
  reused: number;
  /** How many records of each status. */
  counts: Record<Status, number>;
  records: SubmissionRecord[];
  /** Files that are no notebooks. */
  ignored: string[];
  /** Students on the class list who handed in nothing. */
  missing: string[];
}

/**
 * graded: the points stand. review: they stand, and something wants a teacher's eye. rejected: the file is no notebook of
 * the course. error: the grader could not do its work; not a zero.
 */
export type Status = "graded" | "review" | "rejected" | "error";

export const RESULTS_FILE = "results.json";

export function countsOf(records: readonly SubmissionRecord[]): Record<Status, number> {
  const counts: Record<Status, number> = { graded: 0, review: 0, rejected: 0, error: 0 };
  for (const { status } of records) counts[status]++;
  return counts;
}

export interface SubmissionRecord {
  student: string;
  /** Who gets this mark: the one who handed in, then those named in the group's cell. */
  members: string[];
  /** As given, relative to the folder given. */
  file: string;
  status: Status;
  /** Why it is so; "" only for graded. */
  reason: { student: Text; teacher: Text };
  /** The sandbox that held for this record; trusted: graded below "isolated" on the teacher's word. */
  level: Level;
  trusted: boolean;
  unit: string | null;
  language: Language;
  /** When it was handed in, as far as that is known, and what says so. */
  submitted: SubmittedAt;
  /** The platform it came from, and what it calls the student and the file. */
  origin: Origin;
  /** SHA-256 of the submitted file. */
  hash: string;
  /** What all fresh parameters were drawn from: `nubelab grade FILE --seed` repeats them. */
  seed: string;
  points: number;
  possible: number;
  questions: QuestionResult[];
  open: OpenAnswer[];
  /** What was graded, cell by cell; open answers are in `open`. */
  answers: CodeAnswer[];
  flags: Text[];
  notes: Text[];
  durationMs: number;
}

export interface SubmittedAt {
  /** ISO 8601. */
  at: string;
  /** "file" and "zip" are times of files, which copying may change. */
  from: "timestamp.txt" | "file" | "zip" | "class list";
  /** True when the platform marked it late. */
  isLate: boolean;
}

export interface CodeAnswer {
  cell: string;
  how: How;
  /** The student's code, the first 20,000 characters. */
  source: string;
  blank: boolean;
}

/** How a question ended. */
export type Outcome = "passed" | "partly" | "failed" | "no-answer" | "type-error";

export interface QuestionResult {
  check: string;
  cell: string;
  item: string;
  title: Text;
  points: number;
  earned: number;
  outcome: Outcome;
  findings: RecordedFinding[];
  /** The answer cells used, and how they were found. */
  answers: { cell: string; how: How }[];
  /** Answers taken from the reference because the student's own is missing or does not compile. */
  borrowed: string[];
  notes: Note[];
  /** What makes the record one for review. */
  flags: Text[];
  /** What the code printed, the first part; while reserved cases ran, too. */
  output: string;
  durationMs: number;
}

export interface Note extends Text {
  /** An error of code that ran while the checks did: it may speak of a reserved case. */
  stray?: true;
}

export interface RecordedFinding {
  part: "visible" | "hidden";
  claim: Text;
  ok: boolean;
  weight: number;
  fault?: FaultKind;
  given?: string;
  observed?: string;
  expected?: string;
  hint?: Text;
}

/** An answer in words, to be marked by a person. */
export interface OpenAnswer {
  cell: string;
  item: string;
  /** The most it can earn. */
  possible: number;
  text: string;
  blank: boolean;
  /** The marking scheme: for the teacher only. */
  scheme: Text;
}

/** True when the points of a record count. */
export const isScored = ({ status }: Pick<SubmissionRecord, "status">): boolean =>
  status === "graded" || status === "review";

/** Points to two decimals, without the noise of floating point. */
export const round = (points: number): number => Math.round(points * 100) / 100;
