/** Is a piece of code a whole cell, the beginning of one, or a mistake? Consoles ask it at each Enter. */
import type TS from "typescript";
import type { Completeness } from "./types";

/** @param isCompleteCode tslab's: it sees what is still open and how far the next line is to be indented */
export function completeness(
  ts: typeof TS,
  isCompleteCode: (source: string) => { completed: boolean; indent?: string },
  source: string,
): Completeness {
  const { completed, indent } = isCompleteCode(source);
  if (!completed) return { status: "incomplete", indent: indent ?? "" };
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const faults = (file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics;
  return { status: faults.length > 0 ? "invalid" : "complete" };
}
