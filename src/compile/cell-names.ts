/** What a cell says by itself, before it is checked with the earlier ones: its mistakes of syntax, and the names that it makes. */
import type TS from "typescript";
import { HEAD, type TslabDiagnostic } from "./tslab-module";
import { internals } from "./typescript";

interface ReadCell {
  /**
   * `export { a, b }` of the names. tslab would add it itself, in a second program, once it has seen the names in a first that nothing
   * else has bound: so the first has it.
   */
  exported: string;
  /** When there are any, the rest of what TypeScript could say is guesswork; and what follows the cell would become part of them. */
  faults: TslabDiagnostic[];
}

export function readCell(ts: typeof TS, source: string): ReadCell {
  const file = ts.createSourceFile("cell.ts", HEAD + source, ts.ScriptTarget.Latest);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: TS.DiagnosticWithLocation[] };
  const place = (offset: number) => {
    const { line, character } = file.getLineAndCharacterOfPosition(offset);
    return { offset: offset - HEAD.length, line: line - 1, character };
  };
  const faults = parseDiagnostics.map((d) => ({
    start: place(d.start),
    end: place(d.start + d.length),
    messageText: ts.flattenDiagnosticMessageText(d.messageText, "\n"),
    code: d.code,
  }));
  if (faults.length > 0) return { exported: "", faults };
  internals(ts).bindSourceFile(file, { target: ts.ScriptTarget.Latest });
  const { locals } = file as unknown as { locals?: Map<TS.__String, unknown> };
  const names = [...(locals?.keys() ?? [])].map(ts.unescapeLeadingUnderscores);
  return { exported: names.length > 0 ? `export {${names.join(", ")}}` : "", faults };
}
