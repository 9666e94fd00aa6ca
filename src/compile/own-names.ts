/** The top-level names that a cell makes, and how later cells reach them: fixed values once, variables where they live. */
import type TS from "typescript";
import { CELL } from "./script";

interface Factory {
  ts: typeof TS;
  f: TS.NodeFactory;
  checker: TS.TypeChecker;
}

/** `exports` of what a statement makes: to stand after it, or (functions, which are there from the start) at the top of the cell. */
export function handOver(make: Factory, statement: TS.Statement): { top: TS.Statement[]; after: TS.Statement[] } {
  const { ts } = make;
  if (isAmbient(ts, statement)) return { top: [], after: [] };
  if (ts.isFunctionDeclaration(statement)) {
    return { top: statement.name && statement.body ? [keep(make, statement.name.text)] : [], after: [] };
  }
  if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
    return { top: [], after: statement.name ? [keep(make, statement.name.text)] : [] };
  }
  if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name)) {
    return { top: [], after: makesValue(make, statement.name) ? [keep(make, statement.name.text)] : [] };
  }
  if (ts.isImportDeclaration(statement)) {
    return { top: [], after: importedValues(make, statement).map((name) => keepImported(make, name)) };
  }
  if (!ts.isVariableStatement(statement)) {
    return { top: [], after: [...varsIn(ts, statement).keys()].map((name) => live(make, name)) };
  }
  const isFixed = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  const names = declared(ts, statement.declarationList).map((name) => name.text);
  return { top: [], after: names.map((name) => (isFixed ? keep(make, name) : live(make, name))) };
}

const isAmbient = (ts: typeof TS, s: TS.Statement): boolean =>
  ts.canHaveModifiers(s) && !!s.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword);

function declared(ts: typeof TS, list: TS.VariableDeclarationList): TS.Identifier[] {
  const names: TS.Identifier[] = [];
  const add = (name: TS.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name);
    else for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  for (const declaration of list.declarations) add(declaration.name);
  return names;
}

/**
 * Adds to the declarations of a cell what `var` makes in its blocks and loops: the compiler declares only what stands at the top.
 * @param cell the cell's file, as it was checked
 */
export function declareVars(ts: typeof TS, checker: TS.TypeChecker, cell: TS.SourceFile): Declare {
  return ({ factory: f }) =>
    (file) => {
      if (!ts.isSourceFile(file)) return file;
      const nested = cell.statements
        .filter((s) => !ts.isVariableStatement(s))
        .flatMap((s) => [...varsIn(ts, s).values()]);
      const atTop = cell.statements.filter(ts.isVariableStatement).flatMap((s) => declared(ts, s.declarationList));
      const known = new Set(atTop.map((name) => name.text)); // var may make a name twice
      const made = nested.flatMap((name) => {
        if (known.has(name.text)) return [];
        known.add(name.text);
        const type = checker.typeToTypeNode(checker.getTypeAtLocation(name), cell, ts.NodeBuilderFlags.NoTruncation);
        const declaration = f.createVariableDeclaration(name.text, undefined, type);
        const list = f.createVariableDeclarationList([declaration], ts.NodeFlags.Let);
        return [f.createVariableStatement([f.createToken(ts.SyntaxKind.DeclareKeyword)], list)];
      });
      return f.updateSourceFile(file, [...file.statements, ...made]);
    };
}
type Declare = TS.TransformerFactory<TS.SourceFile | TS.Bundle>;

/** The names that `var` makes in the blocks and loops of a statement: they are the cell's. */
function varsIn(ts: typeof TS, statement: TS.Statement): Map<string, TS.Identifier> {
  const names = new Map<string, TS.Identifier>();
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) {
      for (const name of declared(ts, node)) names.set(name.text, name);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

function importedValues(make: Factory, { importClause }: TS.ImportDeclaration): TS.Identifier[] {
  const { ts } = make;
  if (!importClause || importClause.isTypeOnly) return [];
  const bindings = importClause.namedBindings;
  const named = !bindings
    ? []
    : ts.isNamespaceImport(bindings)
      ? [bindings.name]
      : bindings.elements.filter((e) => !e.isTypeOnly).map((e) => e.name);
  return [...(importClause.name ? [importClause.name] : []), ...named].filter((name) => makesValue(make, name));
}

function makesValue({ ts, checker }: Factory, name: TS.Identifier): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}

const call = (f: TS.NodeFactory, method: string, ...args: TS.Expression[]) =>
  f.createExpressionStatement(
    f.createCallExpression(f.createPropertyAccessExpression(f.createIdentifier(CELL), method), undefined, args),
  );

const keep = ({ f }: Factory, name: string): TS.Statement =>
  call(f, "keep", f.createStringLiteral(name), f.createIdentifier(name));

/** The compiler writes an imported name as a member of its module, once it knows whose name it is. */
const keepImported = ({ ts, f }: Factory, name: TS.Identifier): TS.Statement =>
  call(
    f,
    "keep",
    f.createStringLiteral(name.text),
    ts.setOriginalNode(f.createIdentifier(name.text), name) as TS.Identifier,
  );

/** `__cell__.live("n", () => n, (value) => n = value)`; the parameter is named unlike the variable. */
function live({ ts, f }: Factory, name: string): TS.Statement {
  const value = name === "value" ? "next" : "value";
  const arrow = (parameters: TS.ParameterDeclaration[], body: TS.Expression) =>
    f.createArrowFunction(
      undefined,
      undefined,
      parameters,
      undefined,
      f.createToken(ts.SyntaxKind.EqualsGreaterThanToken),
      body,
    );
  const get = arrow([], f.createIdentifier(name));
  const parameter = f.createParameterDeclaration(undefined, undefined, value);
  const set = arrow([parameter], f.createAssignment(f.createIdentifier(name), f.createIdentifier(value)));
  return call(f, "live", f.createStringLiteral(name), get, set);
}
