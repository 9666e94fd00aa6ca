/**
 * Stage two of a cell, in the same emit: modules to CommonJS. `exports` is one plain object for all cells of a notebook, so what
 * TypeScript writes for a file of its own goes: the `__esModule` mark, the `exports.x = void 0` at the top (a cell that fails must not
 * lose the value that x had), and getters for imported names (a later cell may define the name anew).
 */
import type TS from "typescript";
import { stopGuard } from "./stop-guard";

type Transform = TS.TransformerFactory<TS.SourceFile>;

/**
 * What is to be done before and after TypeScript's own transformation to CommonJS.
 * @param options.onImports gets the modules that the cell needs when it starts, in their order
 */
export function commonJs(
  ts: typeof TS,
  options: { loopGuard: boolean; onImports: (modules: string[]) => void },
): { before: Transform[]; after: Transform[] } {
  const collect: Transform = () => (file) => {
    options.onImports(file.statements.flatMap((statement) => required(ts, statement)));
    return file;
  };
  return { before: options.loopGuard ? [stopGuard(ts)] : [], after: [collect, sharedExports(ts)] };
}

/** The modules that a statement written by the compiler requires. */
function required(ts: typeof TS, statement: TS.Statement): string[] {
  const found: string[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node) && isMade(node) && ts.isIdentifier(node.expression)) {
      const [name] = node.arguments;
      if (node.expression.text === "require" && name && ts.isStringLiteral(name)) found.push(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

const isMade = (node: TS.Node) => node.pos < 0; // written by the compiler, not by the student

function sharedExports(ts: typeof TS): TS.TransformerFactory<TS.SourceFile> {
  return (context) => {
    const f = context.factory;
    const isExports = (e: TS.Expression) => ts.isIdentifier(e) && e.text === "exports";
    const isVoidChain = (e: TS.Expression): boolean =>
      (ts.isVoidExpression(e) && isMade(e)) ||
      (ts.isBinaryExpression(e) &&
        e.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isPropertyAccessExpression(e.left) &&
        isExports(e.left.expression) &&
        isVoidChain(e.right));
    return (file) => {
      const statements: TS.Statement[] = [];
      for (const s of file.statements) {
        if (!ts.isExpressionStatement(s) || !isMade(s.expression)) {
          statements.push(s);
          continue;
        }
        const e = s.expression;
        if (ts.isBinaryExpression(e) && isVoidChain(e)) continue;
        if (!ts.isCallExpression(e) || !isExports(e.arguments[0] ?? e)) {
          statements.push(s);
          continue;
        }
        const [, name, descriptor] = e.arguments;
        if (!name || !ts.isStringLiteral(name) || name.text === "__esModule") continue;
        const value = getterValue(ts, descriptor!);
        const target = f.createPropertyAccessExpression(f.createIdentifier("exports"), name.text);
        statements.push(value ? f.createExpressionStatement(f.createAssignment(target, value)) : s);
      }
      return f.updateSourceFile(file, statements);
    };
  };
}

/** The `e` of `{ enumerable: true, get: function () { return e; } }`. */
function getterValue(ts: typeof TS, descriptor: TS.Expression): TS.Expression | undefined {
  if (!ts.isObjectLiteralExpression(descriptor)) return undefined;
  for (const p of descriptor.properties) {
    if (!ts.isPropertyAssignment(p) || !ts.isFunctionExpression(p.initializer)) continue;
    const only = p.initializer.body.statements[0];
    if (only && ts.isReturnStatement(only)) return only.expression;
  }
  return undefined;
}
