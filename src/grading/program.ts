/**
 * The cells of one question, compiled in order: the instructor's, and the student's answers in their places. A prerequisite that
 * the student lacks, or that does not compile, comes from the reference, so that one mistake is not paid twice. A helper
 * that an answer uses but the student wrote in a cell of their own is found by its name.
 */
import type { Question } from "../course/build";
import type { Text } from "../sim/language";
import type { CompilerClient } from "./compiler/client";
import type { Compiled } from "./compiler/protocol";
import type { Matched } from "./match";
import { declaredNames } from "./read/compare";
import type { CompiledCell } from "./worker/cells";

export { ownAnswers } from "../course/build";

export type Program =
  | { kind: "ready"; cells: CompiledCell[]; borrowed: string[]; notes: Text[] }
  | { kind: "no-answer"; borrowed: string[] }
  | { kind: "type-error"; cell: string; errors: string[]; borrowed: string[] };

/** TypeScript: "Cannot find name", "... Did you mean", "No value exists in scope for the shorthand property". */
const UNKNOWN_NAME = new Set([2304, 2552, 18004, 2503, 2318]);
const MOST_ERRORS = 5;

export async function compileProgram(
  question: Question,
  own: ReadonlySet<string>,
  matched: Matched,
  compiler: CompilerClient,
): Promise<Program> {
  const borrowed: string[] = [];
  const notes: Text[] = [];
  const isBlank = (id: string) => matched.answers.get(id)?.blank ?? true;
  if ([...own].every(isBlank)) return { kind: "no-answer", borrowed };

  const cells: CompiledCell[] = [];
  let isPureCourse = true; // nothing of the student's is among the cells so far
  let previous = "";
  const add = (name: string, compiled: Compiled) => {
    previous = compiled.declarations;
    cells.push({ name, js: compiled.js, hasTopLevelAwait: compiled.hasTopLevelAwait });
  };
  const compile = (id: string, source: string) => compiler.compile(source, { name: `${id}.ts`, previous });

  for (const { id, kind, source: reference } of question.program) {
    const isMine = own.has(id);
    if (kind === "given") {
      const compiled = await compile(id, reference);
      if (isPureCourse) mustCompile(compiled, id);
      else if (compiled.diagnostics.length > 0)
        return { kind: "type-error", cell: id, errors: sentences(compiled), borrowed };
      add(`${id}.ts`, compiled);
      continue;
    }
    if (!isMine && isBlank(id)) {
      borrowed.push(id);
      add(`${id}.ts`, await mustCompile(await compile(id, reference), id));
      continue;
    }
    const source = matched.answers.get(id)?.source ?? "";
    let compiled = await compile(id, source);
    for (const helper of helpersFor(compiled, matched.extras)) {
      const extra = await compiler.compile(helper.source, { name: "helper.ts", previous });
      if (extra.diagnostics.length > 0) continue;
      notes.push({
        es: `Se usó también una celda tuya que define ${helper.names.join(", ")}.`,
        en: `A cell of your own that defines ${helper.names.join(", ")} was used too.`,
      });
      isPureCourse = false;
      add("helper.ts", extra);
      compiled = await compile(id, source);
    }
    if (compiled.diagnostics.length === 0) {
      isPureCourse = false;
      add(`${id}.ts`, compiled);
    } else if (isMine) return { kind: "type-error", cell: id, errors: sentences(compiled), borrowed };
    else {
      borrowed.push(id);
      add(`${id}.ts`, await mustCompile(await compile(id, reference), id));
    }
  }
  return { kind: "ready", cells, borrowed, notes };
}

/** The student's own cells that define what a cell could not find, in their order. */
function helpersFor(compiled: Compiled, extras: readonly string[]): { source: string; names: string[] }[] {
  const unknown = compiled.diagnostics.filter(({ code }) => UNKNOWN_NAME.has(code));
  const names = new Set(unknown.flatMap(({ message }) => /'([\w$]+)'/.exec(message)?.[1] ?? []));
  if (names.size === 0) return [];
  return extras
    .map((source) => ({ source, names: declaredNames(source).filter((name) => names.has(name)) }))
    .filter((helper) => helper.names.length > 0);
}

function sentences({ diagnostics }: Compiled): string[] {
  const shown = diagnostics.slice(0, MOST_ERRORS).map(({ line, message }) => `${line}: ${message.slice(0, 500)}`);
  return diagnostics.length > MOST_ERRORS ? [...shown, "..."] : shown;
}

/** The course's own cells must compile: when one does not, the fault is not the student's and the grade must wait. */
function mustCompile(compiled: Compiled, id: string): Compiled {
  if (compiled.diagnostics.length === 0) return compiled;
  throw new Error(`the course's own cell ${id} does not compile: ${sentences(compiled).join("; ")}`);
}
