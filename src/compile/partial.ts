/**
 * What is declared after a cell that failed half way: the names that it had set by then, and the earlier ones as they were. A name that
 * it did not come to stays unknown (or old), so that types and values always agree.
 */
import type TS from "typescript";
import { loadTypeScript } from "./typescript";

interface Declared {
  /** Texts of the statements that declare a value, by name; overloads are several. */
  values: Map<string, string[]>;
  /** Interfaces and type aliases. */
  types: string[];
}

/**
 * @param previous declarations before the cell
 * @param complete declarations after it, had it not failed
 * @param isSet did the cell set this name?
 */
export function partialDeclarations(previous: string, complete: string, isSet: (name: string) => boolean): string {
  const ts = loadTypeScript();
  const before = read(ts, previous);
  const after = read(ts, complete);
  const chosen = new Set<string>(after.types);
  for (const [name, texts] of after.values) {
    const old = before.values.get(name);
    const isSame = old?.join("\n") === texts.join("\n");
    for (const text of isSame || isSet(name) ? texts : (old ?? [])) chosen.add(text);
  }
  for (const [name, texts] of before.values) if (!after.values.has(name)) for (const text of texts) chosen.add(text);
  return [...chosen, ""].join("\n");
}

function read(ts: typeof TS, declarations: string): Declared {
  const file = ts.createSourceFile("declarations.d.ts", declarations, ts.ScriptTarget.Latest);
  const found: Declared = { values: new Map(), types: [] };
  const add = (name: string, text: string) => found.values.set(name, [...(found.values.get(name) ?? []), text]);
  for (const statement of file.statements) {
    const text = statement.getText(file);
    if (ts.isVariableStatement(statement)) {
      const list = statement.declarationList;
      const keyword = list.flags & ts.NodeFlags.Const ? "const" : "let";
      for (const d of list.declarations) add(d.name.getText(file), `declare ${keyword} ${d.getText(file)};`);
    } else if (ts.isImportDeclaration(statement)) {
      for (const name of importedNames(ts, statement)) add(name, text);
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      found.types.push(text);
    } else if ((ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) && statement.name) {
      add(statement.name.text, text);
    } else if (ts.isEnumDeclaration(statement)) add(statement.name.text, text);
    else found.types.push(text);
  }
  return found;
}

function importedNames(ts: typeof TS, { importClause }: TS.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  const named = !bindings
    ? []
    : ts.isNamespaceImport(bindings)
      ? [bindings.name]
      : bindings.elements.map((e) => e.name);
  return [...(importClause?.name ? [importClause.name] : []), ...named].map((name) => name.text);
}
