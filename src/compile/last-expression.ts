/** The value that a cell shows is that of the expression it ends in, kept under a name of `exports` that no cell can have. */
import type TS from "typescript";

export const LAST_EXPRESSION = "__last__";

/** `exports.__last__ = e;` in place of `e;` */
export function keepLast(f: TS.NodeFactory, statement: TS.ExpressionStatement): TS.Statement {
  const place = f.createPropertyAccessExpression(f.createIdentifier("exports"), LAST_EXPRESSION);
  return f.updateExpressionStatement(statement, f.createAssignment(place, statement.expression));
}

/** The index of the statement whose value the cell shows; -1 when the cell ends in anything but an expression. */
export function lastExpressionAt(ts: typeof TS, statements: readonly TS.Statement[]): number {
  for (let i = statements.length - 1; i >= 0; i--) {
    const s = statements[i]!;
    if (
      ts.isExportDeclaration(s) ||
      ts.isInterfaceDeclaration(s) ||
      ts.isTypeAliasDeclaration(s) ||
      ts.isEmptyStatement(s)
    )
      continue;
    return ts.isExpressionStatement(s) ? i : -1;
  }
  return -1;
}
