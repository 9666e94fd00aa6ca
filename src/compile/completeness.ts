/** Is a piece of code a whole cell, the beginning of one, or a mistake? Consoles ask it at each Enter. */
import type TS from "typescript";
import { HEAD } from "./tslab-module";
import type { Completeness } from "./types";

const OPEN_TEMPLATE = 1160;
const EXPRESSION_EXPECTED = 1109;
/** tslab takes an empty line at the end for the wish to run the cell as it is. */
const FORCED = /(^|\n)\s*\n\s*$/;

/** @param isCompleteCode tslab's: it sees what is still open and how far the next line is to be indented */
export function completeness(
  ts: typeof TS,
  isCompleteCode: (source: string) => { completed: boolean; indent?: string },
  source: string,
): Completeness {
  const { completed, indent } = isCompleteCode(source);
  if (!completed) return { status: "incomplete", indent: indent ?? "" };
  const file = ts.createSourceFile("cell.ts", HEAD + source, ts.ScriptTarget.Latest);
  const [fault] = (file as unknown as { parseDiagnostics: TS.DiagnosticWithLocation[] }).parseDiagnostics;
  if (!fault) return { status: "complete" };
  // an open `template`, and what a module alone waits for: await
  const isAtEnd = fault.start >= HEAD.length + source.trimEnd().length;
  const goesOn = fault.code === OPEN_TEMPLATE || (fault.code === EXPRESSION_EXPECTED && isAtEnd);
  return goesOn && !FORCED.test(source) ? { status: "incomplete", indent: "" } : { status: "invalid" };
}
