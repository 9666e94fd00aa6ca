/**
 * Stage one of a cell, on the syntax tree that TypeScript has checked: names of earlier cells become properties of `exports`, and the
 * value of the last expression is kept. In place of tslab's own, which breaks `{ name }` and `const { name: x } = ...` when an earlier
 * cell or class has that name, and loses source positions.
 */
import type TS from "typescript";

export const LAST_EXPRESSION = "__last__";

type Internal = TS.SourceFile & { locals?: Map<TS.__String, TS.Symbol> };

/** @param earlier the declarations of the earlier cells, as the checker knows them */
export function cellTransform(
  ts: typeof TS,
  checker: TS.TypeChecker,
  earlier: TS.SourceFile,
  onLastExpression: () => void,
): TS.TransformerFactory<TS.SourceFile> {
  const locals = (earlier as Internal).locals;
  const isEarlier = (name: TS.Identifier, symbol: TS.Symbol | undefined): boolean => {
    const local = locals?.get(name.escapedText);
    return !!local && !!symbol?.declarations?.some((d) => local.declarations?.includes(d));
  };

  return (context) => {
    const f = context.factory;
    const property = (name: TS.Identifier): TS.Expression => {
      const access = f.createPropertyAccessExpression(f.createIdentifier("exports"), f.createIdentifier(name.text));
      ts.setEmitFlags(access, ts.EmitFlags.NoTrailingSourceMap); // all of it is the place where the name starts
      return ts.setSourceMapRange(ts.setTextRange(access, name), name);
    };
    const visit = (node: TS.Node): TS.Node => {
      if (ts.isExpressionWithTypeArguments(node)) {
        const isImplements = ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ImplementsKeyword;
        if (isImplements) return node;
        return f.updateExpressionWithTypeArguments(
          node,
          ts.visitNode(node.expression, visit) as TS.Expression,
          node.typeArguments,
        );
      }
      if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return node;
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node;
      if (ts.isPropertyAccessExpression(node))
        return f.updatePropertyAccessExpression(node, ts.visitNode(node.expression, visit) as TS.Expression, node.name);
      if (
        ts.isShorthandPropertyAssignment(node) &&
        isEarlier(node.name, checker.getShorthandAssignmentValueSymbol(node))
      ) {
        const fallback = node.objectAssignmentInitializer;
        const value = fallback
          ? f.createAssignment(property(node.name), ts.visitNode(fallback, visit) as TS.Expression)
          : property(node.name);
        return ts.setTextRange(f.createPropertyAssignment(f.createIdentifier(node.name.text), value), node);
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const name = node.expression;
        if (isEarlier(name, checker.getSymbolAtLocation(name))) {
          // (0, exports.f)(): a plain call has no `this`
          const pair = f.createComma(f.createNumericLiteral(0), property(name));
          const callee = ts.setEmitFlags(f.createParenthesizedExpression(pair), ts.EmitFlags.NoTrailingSourceMap);
          const args = ts.visitNodes(node.arguments, visit) as TS.NodeArray<TS.Expression>;
          return f.updateCallExpression(node, ts.setTextRange(callee, name), node.typeArguments, args);
        }
      }
      if (ts.isIdentifier(node)) return isEarlier(node, checker.getSymbolAtLocation(node)) ? property(node) : node;
      return ts.visitEachChild(node, visit, context);
    };
    return (file) => {
      const visited = ts.visitEachChild(file, visit, context);
      const at = lastExpressionAt(ts, visited.statements);
      if (at < 0) return visited;
      onLastExpression();
      const statement = visited.statements[at] as TS.ExpressionStatement;
      const keep = f.createAssignment(
        f.createPropertyAccessExpression(f.createIdentifier("exports"), LAST_EXPRESSION),
        statement.expression,
      );
      const statements = visited.statements.map((s, i) =>
        i === at ? f.updateExpressionStatement(statement, keep) : s,
      );
      return f.updateSourceFile(visited, statements);
    };
  };
}

/** The index of the statement whose value the cell shows; -1 when the cell ends in anything but an expression. */
function lastExpressionAt(ts: typeof TS, statements: readonly TS.Statement[]): number {
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
