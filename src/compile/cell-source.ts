/** What is settled about a cell before TypeScript checks it: `export` is blanked, module cells are refused, top-level await is seen. */
import type TS from "typescript";
import type { Text } from "../sim/language";
import type { Diagnostic } from "./types";

/**
 * `export const x` becomes `       const x`, and `export { x };` becomes spaces: every top-level name of a cell is visible to the later
 * ones anyway, and positions must stay. `export default` and re-exports stay as they are.
 */
export function blankExports(ts: typeof TS, source: string): string {
  if (!/\bexport\b/.test(source)) return source;
  let text = source;
  const blank = (from: number, to: number) => {
    text = text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, " ") + text.slice(to);
  };
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) blank(statement.getStart(file), statement.end);
    if (!ts.canHaveModifiers(statement)) continue;
    const modifiers = statement.modifiers ?? [];
    if (modifiers.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)) continue;
    for (const m of modifiers) if (m.kind === ts.SyntaxKind.ExportKeyword) blank(m.end - "export".length, m.end);
  }
  return text;
}

/** tslab would turn a cell that starts with a doc comment `@module name` or `@browser` into something that is not run as a cell. */
export function refuseModuleCell(source: string, tell: (text: Text) => string): Diagnostic | null {
  const head = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(source)![0];
  const tag = /\/\*\*[\s\S]*?@(module|browser)\b[\s\S]*?\*\//.exec(head);
  if (!tag) return null;
  const line = head.slice(0, tag.index).split("\n").length;
  const message = tell({
    es: `En este curso no hay celdas con la etiqueta @${tag[1]}: quita la etiqueta, o pon el código en un archivo e impórtalo.`,
    en: `Cells tagged @${tag[1]} are not supported in this course: remove the tag, or put the code in a file and import it.`,
  });
  return { line, column: 1, endLine: line, endColumn: 1, code: 0, message };
}

/** Does the cell wait outside of functions: `await`, `for await`, `await using`? */
export function hasTopLevelAwait(ts: typeof TS, source: string): boolean {
  if (!/\bawait\b/.test(source)) return false;
  // outside of modules `await (x)` would be a call of a function named await
  const file = ts.createSourceFile("cell.ts", `export {};${source}`, ts.ScriptTarget.Latest);
  const visit = (node: TS.Node): boolean => {
    if (ts.isAwaitExpression(node)) return true;
    if (ts.isForOfStatement(node) && node.awaitModifier) return true;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) {
      return true;
    }
    if (ts.isFunctionLike(node)) return !!node.name && visit(node.name); // [await x]() {}
    if (ts.isPropertyDeclaration(node)) return visit(node.name);
    if (ts.isClassStaticBlockDeclaration(node)) return false;
    return ts.forEachChild(node, visit) ?? false;
  };
  return ts.forEachChild(file, visit) ?? false;
}
