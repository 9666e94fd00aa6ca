/**
 * Records as they are made, one a line, on disk before the run goes on: a run that is killed at any moment loses nothing that was
 * finished, and the next one grades only what is not there. A record is taken again only while everything that it depends on is
 * the same: the file, whose it is, the checks, the tool, the seed, the limits and the sandbox. Failures of the grader's own
 * are never kept, so that the next run tries them again. The file only grows; without it everything is graded anew.
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import type { SubmissionRecord } from "./record";
import type { Mapped } from "./submission";

/** All that a record depends on beside its submission: JSON, any of which may change between two runs. */
export interface Circumstances {
  tool: string;
  /** By unit: see fingerprint.ts. */
  checks: Readonly<Record<string, string>>;
  limits: object;
  level: string;
  trusted: boolean;
}

interface Line {
  key: string;
  record: SubmissionRecord;
}

export class Ledger {
  private readonly known = new Map<string, SubmissionRecord>();
  private file: number | null;
  /** Records that were taken from an earlier run. */
  reused = 0;

  /**
   * @param path made if missing; a last line that a kill cut short is taken away
   * @throws Error for a file that is no ledger
   */
  constructor(
    path: string,
    private readonly circumstances: Circumstances,
  ) {
    if (existsSync(path)) this.read(path);
    this.file = openSync(path, "a", 0o600); // it holds the answers of a class
  }

  /** The record of an equal submission under equal circumstances, or undefined. */
  find(mapped: Mapped, seed: string): SubmissionRecord | undefined {
    const record = this.known.get(this.keyOf(mapped, seed));
    if (record) this.reused++;
    return record && { ...record, origin: mapped.file.origin };
  }

  /** Keeps a record; it is on disk when this returns. */
  keep(mapped: Mapped, record: SubmissionRecord): void {
    if (record.status === "error") return;
    if (this.file === null) throw new Error("the ledger is closed");
    const line: Line = { key: this.keyOf(mapped, record.seed), record };
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    fsyncSync(this.file);
    this.known.set(line.key, record);
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private read(path: string): void {
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) truncateSync(path, whole);
    const lines = bytes.subarray(0, whole).toString("utf8").split("\n").slice(0, -1);
    for (const [i, text] of lines.entries()) {
      const { key, record } = parse(text, path, i + 1);
      this.known.set(key, record);
    }
  }

  private keyOf({ file, hash, unit, language, matched: _, ...rest }: Mapped, seed: string): string {
    // Where the file lies and when it was copied there change nothing.
    const { path: _path, modifiedMs: _modified, origin, ...given } = file as typeof file & { path?: string };
    const { under: _under, ...source } = origin;
    const whose = { ...given, origin: source };
    const { checks, ...same } = this.circumstances;
    const all = { ...same, checks: checks[unit?.name ?? ""], seed, hash, unit: unit?.name, language, whose, rest };
    return createHash("sha256").update(JSON.stringify(all)).digest("hex");
  }
}

function parse(text: string, path: string, number: number): Line {
  try {
    const line = JSON.parse(text) as Partial<Line>;
    if (typeof line.key === "string" && typeof line.record?.student === "string") return line as Line;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Error(`${path}: line ${number} is no record; move the file away to grade everything anew`);
}
