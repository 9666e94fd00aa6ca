/**
 * Every loop of a cell, and every function that calls itself, looks at the stop flag in each round: the only way to reach code that runs
 * after an await. Functions that call one another in a ring go unguarded: asking in every call of every function would slow all of them.
 */
import type TS from "typescript";
import { STOP, TICK } from "./script";

/** `for (...) body` becomes `for (...) { if (__stop__[0] !== 0) __tick__(); body }`, and functions likewise. */
export function stopGuard(ts: typeof TS): TS.TransformerFactory<TS.SourceFile> {
  return (context) => {
    const f = context.factory;
    const guarded = (inner: readonly TS.Statement[], at: TS.Node): TS.Block => {
      const flag = f.createElementAccessExpression(f.createIdentifier(STOP), 0);
      const call = f.createExpressionStatement(f.createCallExpression(f.createIdentifier(TICK), undefined, []));
      const tick = f.createIfStatement(f.createStrictInequality(flag, f.createNumericLiteral(0)), call);
      return ts.setTextRange(f.createBlock([tick, ...inner], true), at);
    };
    /** The node with another body; the rest of it stays. */
    const withBody = <T extends TS.Node>(n: T, body: TS.Node, made: TS.Block): T =>
      ts.visitEachChild(n, (child) => (child === body ? made : child), context);
    const guardLoop = (n: TS.IterationStatement): TS.Node => {
      const inner = n.statement;
      return withBody(n, inner, guarded(ts.isBlock(inner) ? inner.statements : [inner], inner));
    };
    const guardFunction = <T extends TS.Node>(n: T): T => {
      const body = ts.isFunctionLike(n) ? (n as TS.Node as { body?: TS.ConciseBody }).body : undefined;
      if (!body) return n;
      const inner = ts.isBlock(body) ? body.statements : [ts.setTextRange(f.createReturnStatement(body), body)];
      return withBody(n, body, guarded(inner, body));
    };
    const visit = (node: TS.Node): TS.Node => {
      const repeats = ownFunction(ts, node);
      const isGuarded = repeats !== null && callsItself(ts, repeats.body, repeats.name);
      const n = ts.visitEachChild(node, visit, context);
      if (ts.isIterationStatement(n, false)) return guardLoop(n);
      if (!isGuarded) return n;
      if (!ts.isVariableDeclaration(n)) return guardFunction(n);
      return f.updateVariableDeclaration(n, n.name, n.exclamationToken, n.type, guardFunction(n.initializer!));
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

/** The function that a node makes and the name by which its body can call it; null: it makes none that has one. */
function ownFunction(ts: typeof TS, node: TS.Node): { name: string; body: TS.Node } | null {
  if (ts.isVariableDeclaration(node)) {
    const made = node.initializer;
    const isFunction = made && (ts.isArrowFunction(made) || ts.isFunctionExpression(made));
    return isFunction && ts.isIdentifier(node.name) ? { name: node.name.text, body: made.body } : null;
  }
  if (!ts.isFunctionDeclaration(node) && !ts.isFunctionExpression(node) && !ts.isMethodDeclaration(node)) return null;
  const { name, body } = node;
  return name && body && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? { name: name.text, body } : null;
}

/** Is there a call of `name` or of a member of that name? */
function callsItself(ts: typeof TS, body: TS.Node, name: string): boolean {
  const visit = (node: TS.Node): boolean => {
    const callee = ts.isCallExpression(node) ? node.expression : undefined;
    if (callee && ts.isIdentifier(callee) && callee.text === name) return true;
    if (callee && ts.isPropertyAccessExpression(callee) && callee.name.text === name) return true;
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(body);
}
