/** The names of earlier cells in a cell: fixed values are members of `exports`, variables are read and written where they live. */
import type TS from "typescript";
import { CELL } from "./script";

/** Before the name of a variable of an earlier cell stands this. */
const LIVE = "__live_";

export interface EarlierNames {
  /** The value of a name of an earlier cell. */
  read(name: TS.Identifier): TS.Expression;
  /** Its member of `exports`, which can stand wherever it is assigned. */
  property(name: TS.Identifier): TS.Expression;
  /** An assignment to a variable of an earlier cell; null for what only the member of `exports` can do. */
  assigned(node: TS.Node): TS.Expression | null;
  /** What the names used so far need at the top of the cell. */
  references(): TS.Statement[];
}

/**
 * @param isEarlier does a name of the cell stand for something that an earlier cell made?
 * @param visit transforms the parts of what is assigned
 */
export function earlierNames(
  { ts, f, checker }: { ts: typeof TS; f: TS.NodeFactory; checker: TS.TypeChecker },
  isEarlier: (name: TS.Identifier, symbol: TS.Symbol | undefined) => boolean,
  visit: (node: TS.Node) => TS.Node,
): EarlierNames {
  const used = new Set<string>();
  const isVariable = (symbol: TS.Symbol | undefined): boolean => {
    const declaration = symbol?.valueDeclaration;
    const list = declaration && ts.isVariableDeclaration(declaration) ? declaration.parent : undefined;
    return !!list && ts.isVariableDeclarationList(list) && !(list.flags & ts.NodeFlags.Const);
  };
  const isLive = (node: TS.Node): node is TS.Identifier => {
    if (!ts.isIdentifier(node)) return false;
    const symbol = checker.getSymbolAtLocation(node);
    return isVariable(symbol) && isEarlier(node, symbol);
  };
  const at = <T extends TS.Node>(node: TS.Node, made: T): T => ts.setTextRange(made, node);
  const property = (name: TS.Identifier): TS.Expression =>
    placed(ts, f.createPropertyAccessExpression(f.createIdentifier("exports"), f.createIdentifier(name.text)), name);
  const onLive = (name: TS.Identifier, method: "get" | "set", args: TS.Expression[]): TS.Expression => {
    used.add(name.text);
    const callee = f.createPropertyAccessExpression(f.createIdentifier(LIVE + name.text), method);
    return placed(ts, f.createCallExpression(placed(ts, callee, name), undefined, args), name);
  };
  const read = (name: TS.Identifier): TS.Expression => (isLive(name) ? onLive(name, "get", []) : property(name));

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
  /** `const __live_n = __cell__.ref("n");` */
  const reference = (name: string): TS.Statement => {
    const callee = f.createPropertyAccessExpression(f.createIdentifier(CELL), "ref");
    const ref = f.createCallExpression(callee, undefined, [f.createStringLiteral(name)]);
    const declaration = f.createVariableDeclaration(LIVE + name, undefined, undefined, ref);
    return f.createVariableStatement(undefined, f.createVariableDeclarationList([declaration], ts.NodeFlags.Const));
  };
  return { read, property, assigned, references: () => [...used].map(reference) };
}

/** Gives what is made a place in the source map: all of it is where the name starts. */
export function placed<T extends TS.Expression>(ts: typeof TS, made: T, at: TS.Node): T {
  ts.setEmitFlags(made, ts.EmitFlags.NoTrailingSourceMap);
  return ts.setSourceMapRange(ts.setTextRange(made, at), at);
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
