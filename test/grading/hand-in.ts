/** A student's notebook with an answer in it: each top-level statement in the answer cell whose name it defines. */
import ts from "typescript";
import { questionsOf, type Unit } from "../../src/course/build";
import { findCheck } from "../../src/course/checks";
import { answering, type Book, blank } from "./books";

/**
 * @param unit a unit whose questions are all of one item
 * @param source the whole answer to the item. What the unit's given cells define is left out, as is what was only declared; a helper
 *   goes into every answer cell that uses it
 */
export function handIn(unit: Unit, source: string): Book {
  const questions = questionsOf(unit);
  const program = questions.flatMap((question) => question.program);
  const asked = new Set(questions.flatMap(({ check }) => findCheck(check).needs));
  const given = new Set(program.filter(({ kind }) => kind === "given").flatMap((cell) => names(cell.source)));
  const owners = new Map<string, string>();
  for (const { kind, id, source: reference } of program) {
    if (kind !== "answer") continue;
    for (const name of names(reference)) if (asked.has(name)) owners.set(name, owners.get(name) ?? id);
  }
  const parts = new Map<string, string[]>();
  const helpers: Helper[] = [];
  for (const statement of statementsOf(source)) {
    const own = namesOf(statement);
    const isForeign = own.length > 0 && own.every((name) => given.has(name));
    if (isForeign || isDeclared(statement) || ts.isImportDeclaration(statement)) continue;
    const owner = own.map((name) => owners.get(name)).find((id) => id !== undefined);
    const text = statement.getFullText().trim();
    if (owner === undefined) helpers.push({ names: own, text });
    else parts.set(owner, [...(parts.get(owner) ?? []), text]);
  }
  const sources = [...parts].map(([id, texts]) => {
    const all = [...usedBy(texts, helpers), ...texts].join("\n\n");
    return [id, all.replaceAll(LIBRARY, 'import("nubelab")')];
  });
  return answering(Object.fromEntries(sources), blank(unit));
}

/** How the answers kept as files name the library's types. */
const LIBRARY = /import\("[./]+\/src(\/\w+)?"\)/g;

interface Helper {
  names: string[];
  text: string;
}

/** The helpers that the texts use, and those that these use, in their order. */
function usedBy(texts: readonly string[], helpers: readonly Helper[]): string[] {
  const used = new Set<Helper>();
  for (const queue = [...texts]; queue.length > 0; ) {
    const text = queue.pop()!;
    for (const helper of helpers) {
      const isNamed = helper.names.some((name) => new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name}(?![\\w$])`).test(text));
      if (!isNamed || used.has(helper)) continue;
      used.add(helper);
      queue.push(helper.text);
    }
  }
  return helpers.filter((helper) => used.has(helper)).map(({ text }) => text);
}

const statementsOf = (source: string) =>
  ts.createSourceFile("answer.ts", source, ts.ScriptTarget.ES2022, true).statements;

const names = (source: string): string[] => statementsOf(source).flatMap(namesOf);

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as { name?: ts.Node };
  return name === undefined ? [] : [name.getText()];
}

const isDeclared = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
