/**
 * nbgrader's cell metadata, schema version 3, as in a released assignment: flags by kind, points, checksum.
 * Source: nbgrader 0.9.5, nbgradermetadata_v3.json and utils.compute_checksum (read at commit 207a8e5). An interchange
 * format: nubelab's own grader takes nothing but the sources of answer cells from a submission.
 */
import { createHash } from "node:crypto";
import type { Kind } from "./percent";

export interface NbgraderMetadata {
  cell_type: "code" | "markdown";
  /** MD5 of what must not change, as 32 hex digits. */
  checksum: string;
  grade: boolean;
  grade_id: string;
  locked: boolean;
  points?: number;
  schema_version: 3;
  solution: boolean;
  task: boolean;
}

const FLAGS: Record<Exclude<Kind, "demo" | "teacher">, { grade: boolean; solution: boolean; locked: boolean }> = {
  answer: { grade: false, solution: true, locked: false },
  check: { grade: true, solution: false, locked: true },
  open: { grade: true, solution: true, locked: false },
  given: { grade: false, solution: false, locked: true },
};

/** Metadata of a cell, or undefined for demo and teacher's cells: nbgrader leaves alone what it has no metadata for. */
export function nbgraderMetadata(cell: {
  id: string;
  type: "code" | "markdown";
  kind: Kind;
  points?: number;
  source: string;
}): NbgraderMetadata | undefined {
  if (cell.kind === "demo" || cell.kind === "teacher") return undefined;
  const flags = FLAGS[cell.kind];
  const points = flags.grade ? cell.points : undefined;
  const python = (flag: boolean) => (flag ? "True" : "False");
  const hash = createHash("md5").update(cell.source).update(cell.type);
  hash.update(python(flags.grade) + python(flags.solution) + python(flags.locked)).update(cell.id);
  if (points !== undefined) hash.update(Number.isInteger(points) ? `${points}.0` : String(points)); // Python's float text
  return {
    cell_type: cell.type,
    checksum: hash.digest("hex"),
    ...flags,
    grade_id: cell.id,
    ...(points === undefined ? {} : { points }),
    schema_version: 3,
    task: false,
  };
}
