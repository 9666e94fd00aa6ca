/**
 * Stage one of a cell, on the syntax tree that TypeScript has checked: names of earlier cells are read and written where they live, the
 * cell's own names are handed on, and the value of the last expression is kept. In place of tslab's own, which breaks `{ name }` and
 * `const { name: x } = ...` when an earlier cell or class has that name, loses source positions, and shows no assignment of a later
 * cell to the functions of an earlier one.
 */
import type TS from "typescript";
import { handOver } from "./own-names";
import { CELL } from "./script";
import { internals } from "./typescript";

export const LAST_EXPRESSION = "__last__";
/** Before the name of a variable of an earlier cell stands this. */
const LIVE = "__live_";

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
  const isVariable = (symbol: TS.Symbol | undefined): boolean => {
    const declaration = symbol?.valueDeclaration;
    const list = declaration && ts.isVariableDeclaration(declaration) ? declaration.parent : undefined;
    return !!list && ts.isVariableDeclarationList(list) && !(list.flags & ts.NodeFlags.Const);
  };

  return (context) => {
    const f = context.factory;
    const used = new Set<string>();
    const placed = <T extends TS.Expression>(made: T, at: TS.Node): T => {
      ts.setEmitFlags(made, ts.EmitFlags.NoTrailingSourceMap); // all of it is the place where the name starts
      return ts.setSourceMapRange(ts.setTextRange(made, at), at);
    };
    const property = (name: TS.Identifier): TS.Expression =>
      placed(f.createPropertyAccessExpression(f.createIdentifier("exports"), f.createIdentifier(name.text)), name);
    const onLive = (name: TS.Identifier, method: "get" | "set", args: TS.Expression[]): TS.Expression => {
      used.add(name.text);
      const callee = f.createPropertyAccessExpression(f.createIdentifier(LIVE + name.text), method);
      return placed(f.createCallExpression(placed(callee, name), undefined, args), name);
    };
    const isLive = (node: TS.Node): node is TS.Identifier => {
      if (!ts.isIdentifier(node)) return false;
      const symbol = checker.getSymbolAtLocation(node);
      return isVariable(symbol) && isEarlier(node, symbol);
    };
    const read = (name: TS.Identifier): TS.Expression => (isLive(name) ? onLive(name, "get", []) : property(name));

    /** An assignment to a variable of an earlier cell; null for what only the property of `exports` can do. */
    const assigned = (node: TS.Node): TS.Expression | null => {
      if (ts.isBinaryExpression(node) && isLive(node.left)) {
        const operator = node.operatorToken.kind;
        const right = () => ts.visitNode(node.right, visit) as TS.Expression;
        if (operator === ts.SyntaxKind.EqualsToken) return at(node, onLive(node.left, "set", [right()]));
        const plain = PLAIN(ts).get(operator);
        if (plain === undefined) return null;
        return at(node, onLive(node.left, "set", [f.createBinaryExpression(read(node.left), plain, right())]));
      }
      if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return null;
      const isUp = node.operator === ts.SyntaxKind.PlusPlusToken;
      if ((!isUp && node.operator !== ts.SyntaxKind.MinusMinusToken) || !isLive(node.operand)) return null;
      const isNumber = (checker.getTypeAtLocation(node.operand).flags & ts.TypeFlags.NumberLike) !== 0;
      const isUnused =
        ts.isExpressionStatement(node.parent) || (ts.isForStatement(node.parent) && node.parent.incrementor === node);
      if (!isNumber || (!isUnused && ts.isPostfixUnaryExpression(node))) return null;
      const one = f.createNumericLiteral(1);
      const next = isUp ? f.createAdd(read(node.operand), one) : f.createSubtract(read(node.operand), one);
      return at(node, onLive(node.operand, "set", [next]));
    };
    const at = <T extends TS.Node>(node: TS.Node, made: T): T => ts.setTextRange(made, node);

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
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const callee = f.createPropertyAccessExpression(f.createIdentifier(CELL), "import");
        const args = ts.visitNodes(node.arguments, visit) as TS.NodeArray<TS.Expression>;
        return at(node, f.createCallExpression(placed(callee, node.expression), undefined, args));
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const name = node.expression;
        if (isEarlier(name, checker.getSymbolAtLocation(name))) {
          // (0, exports.f)(): a plain call has no `this`
          const pair = f.createComma(f.createNumericLiteral(0), read(name));
          const callee = ts.setEmitFlags(f.createParenthesizedExpression(pair), ts.EmitFlags.NoTrailingSourceMap);
          const args = ts.visitNodes(node.arguments, visit) as TS.NodeArray<TS.Expression>;
          return f.updateCallExpression(node, ts.setTextRange(callee, name), node.typeArguments, args);
        }
      }
      const assignment = assigned(node);
      if (assignment) return assignment;
      if (ts.isIdentifier(node)) {
        if (!isEarlier(node, checker.getSymbolAtLocation(node))) return node;
        return internals(ts).getAssignmentTargetKind(node) === 0 ? read(node) : property(node);
      }
      return ts.visitEachChild(node, visit, context);
    };

    return (file) => {
      const top: TS.Statement[] = [];
      const rest: TS.Statement[] = [];
      const visited = file.statements.map((s) => ts.visitNode(s, visit) as TS.Statement);
      const last = lastExpressionAt(ts, visited);
      for (const [i, statement] of visited.entries()) {
        if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) continue; // tslab's list of all names
        const handed = handOver({ ts, f, checker }, file.statements[i]!);
        top.push(...handed.top);
        rest.push(i === last ? kept(statement as TS.ExpressionStatement) : statement, ...handed.after);
      }
      if (last >= 0) onLastExpression();
      return f.updateSourceFile(file, [...[...used].map(reference), ...top, ...rest]);
    };

    function kept(statement: TS.ExpressionStatement): TS.Statement {
      const place = f.createPropertyAccessExpression(f.createIdentifier("exports"), LAST_EXPRESSION);
      return f.updateExpressionStatement(statement, f.createAssignment(place, statement.expression));
    }

    /** `const __live_n = __cell__.ref("n");` */
    function reference(name: string): TS.Statement {
      const callee = f.createPropertyAccessExpression(f.createIdentifier(CELL), "ref");
      const ref = f.createCallExpression(callee, undefined, [f.createStringLiteral(name)]);
      const declaration = f.createVariableDeclaration(LIVE + name, undefined, undefined, ref);
      return f.createVariableStatement(undefined, f.createVariableDeclarationList([declaration], ts.NodeFlags.Const));
    }
  };
}

/** `+=` does what `+` does, and so on; those that may leave the name alone (`??=`) are not among them. */
const PLAIN = (ts: typeof TS) =>
  new Map<TS.SyntaxKind, TS.BinaryOperator>([
    [ts.SyntaxKind.PlusEqualsToken, ts.SyntaxKind.PlusToken],
    [ts.SyntaxKind.MinusEqualsToken, ts.SyntaxKind.MinusToken],
    [ts.SyntaxKind.AsteriskEqualsToken, ts.SyntaxKind.AsteriskToken],
    [ts.SyntaxKind.SlashEqualsToken, ts.SyntaxKind.SlashToken],
    [ts.SyntaxKind.PercentEqualsToken, ts.SyntaxKind.PercentToken],
    [ts.SyntaxKind.AsteriskAsteriskEqualsToken, ts.SyntaxKind.AsteriskAsteriskToken],
    [ts.SyntaxKind.LessThanLessThanEqualsToken, ts.SyntaxKind.LessThanLessThanToken],
    [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, ts.SyntaxKind.GreaterThanGreaterThanToken],
    [ts.SyntaxKind.AmpersandEqualsToken, ts.SyntaxKind.AmpersandToken],
    [ts.SyntaxKind.BarEqualsToken, ts.SyntaxKind.BarToken],
    [ts.SyntaxKind.CaretEqualsToken, ts.SyntaxKind.CaretToken],
  ]);

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
