/**
 * Stage one of a cell, on the syntax tree that TypeScript has checked: names of earlier cells are read and written where they live, the
 * cell's own names are handed on, and the value of the last expression is kept. In place of tslab's own, which breaks `{ name }` and
 * `const { name: x } = ...` when an earlier cell or class has that name, loses source positions, and shows no assignment of a later
 * cell to the functions of an earlier one.
 */
import type TS from "typescript";
import { earlierNames, placed } from "./earlier-names";
import { keepLast, lastExpressionAt } from "./last-expression";
import { handOver } from "./own-names";
import { CELL } from "./script";
import { internals } from "./typescript";

/** What a CommonJS module has from its wrapper, a cell from its `import.meta`. */
const META = new Map([
  ["__dirname", "dirname"],
  ["__filename", "filename"],
]);

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
  const isOfNode = (symbol: TS.Symbol | undefined): boolean =>
    !!symbol?.declarations?.every((d) => d.getSourceFile() !== earlier && d.getSourceFile().isDeclarationFile);
  return (context) => {
    const f = context.factory;
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
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return meta(node);
      const provided = ts.isIdentifier(node) && META.get(node.text);
      if (provided && isOfNode(checker.getSymbolAtLocation(node))) return meta(node, provided);
      const named = ts.isShorthandPropertyAssignment(node) && META.get(node.name.text);
      if (named && isOfNode(checker.getShorthandAssignmentValueSymbol(node))) {
        const { name } = node as TS.ShorthandPropertyAssignment;
        return at(node, f.createPropertyAssignment(f.createIdentifier(name.text), meta(name, named)));
      }
      if (
        ts.isShorthandPropertyAssignment(node) &&
        isEarlier(node.name, checker.getShorthandAssignmentValueSymbol(node))
      ) {
        const fallback = node.objectAssignmentInitializer;
        const value = fallback
          ? f.createAssignment(names.property(node.name), ts.visitNode(fallback, visit) as TS.Expression)
          : names.property(node.name);
        return ts.setTextRange(f.createPropertyAssignment(f.createIdentifier(node.name.text), value), node);
      }
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const callee = f.createPropertyAccessExpression(f.createIdentifier(CELL), "import");
        const args = ts.visitNodes(node.arguments, visit) as TS.NodeArray<TS.Expression>;
        return at(node, f.createCallExpression(placed(ts, callee, node.expression), undefined, args));
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const name = node.expression;
        if (isEarlier(name, checker.getSymbolAtLocation(name))) {
          // (0, exports.f)(): a plain call has no `this`
          const pair = f.createComma(f.createNumericLiteral(0), names.read(name));
          const callee = ts.setEmitFlags(f.createParenthesizedExpression(pair), ts.EmitFlags.NoTrailingSourceMap);
          const args = ts.visitNodes(node.arguments, visit) as TS.NodeArray<TS.Expression>;
          return f.updateCallExpression(node, ts.setTextRange(callee, name), node.typeArguments, args);
        }
      }
      const assignment = names.assigned(node);
      if (assignment) return assignment;
      if (ts.isIdentifier(node)) {
        if (!isEarlier(node, checker.getSymbolAtLocation(node))) return node;
        return internals(ts).getAssignmentTargetKind(node) === 0 ? names.read(node) : names.property(node);
      }
      return ts.visitEachChild(node, visit, context);
    };
    /** `__cell__.meta`, or a member of it. */
    const meta = (node: TS.Node, member?: string): TS.Expression => {
      const all = f.createPropertyAccessExpression(f.createIdentifier(CELL), "meta");
      return placed(ts, member ? f.createPropertyAccessExpression(all, member) : all, node);
    };
    const names = earlierNames({ ts, f, checker }, isEarlier, visit);

    return (file) => {
      const top: TS.Statement[] = [];
      const rest: TS.Statement[] = [];
      const visited = file.statements.map((s) => ts.visitNode(s, visit) as TS.Statement);
      const last = lastExpressionAt(ts, visited);
      for (const [i, statement] of visited.entries()) {
        if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) continue; // tslab's list of all names
        const handed = handOver({ ts, f, checker }, file.statements[i]!);
        top.push(...handed.top);
        rest.push(i === last ? keepLast(f, statement as TS.ExpressionStatement) : statement, ...handed.after);
      }
      if (last >= 0) onLastExpression();
      return f.updateSourceFile(file, [...names.references(), ...top, ...rest]);
    };
  };
}
