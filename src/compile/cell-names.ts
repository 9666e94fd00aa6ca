/** The names that a cell makes, as a text that is put after it. */
import type TS from "typescript";
import { internals } from "./typescript";

/**
 * `export { a, b }` of the names. tslab would add it itself, in a second program, once it has seen the names in a first that nothing else
 * has bound: so the first has it.
 * @param turn no text may come twice, since TypeScript would keep a file that has been bound
 */
export function exportOfNames(ts: typeof TS, source: string, turn: number): string {
  const file = ts.createSourceFile("cell.ts", `export {};\n${source}`, ts.ScriptTarget.Latest);
  internals(ts).bindSourceFile(file, { target: ts.ScriptTarget.Latest });
  const { locals } = file as unknown as { locals?: Map<TS.__String, unknown> };
  return `\n${locals?.size ? `export {${[...locals.keys()].map(ts.unescapeLeadingUnderscores).join(", ")}}` : ""}// turn ${turn}`;
}
