/**
 * Solutions inside cells: what stands between BEGIN SOLUTION and END SOLUTION is the course's; students get the stub in its
 * place. A stub is the `// STUB: ` lines just after BEGIN SOLUTION, or else a throw that says "not done yet".
 * The markers are those of nbgrader. They do not nest.
 */
import type { Language, Text } from "../../sim/language";
import { type SourceCell, UnitError } from "./percent";

const BEGIN = /^(?<indent>\s*)(?:\/\/ ?)?BEGIN SOLUTION\s*$/;
const END = /^\s*(?:\/\/ ?)?END SOLUTION\s*$/;
const STUB = /^\s*(?:\/\/ ?)?STUB:(?: (?<text>.*))?$/;

/** The message of a default stub; the grader knows it as "no answer yet". */
export const NOT_DONE: Text = { es: "Sin hacer todavía", en: "Not done yet" };
const WRITE_HERE: Text = { es: "*Escribe aquí tu respuesta.*", en: "*Write your answer here.*" };

/** True for the message of a stub that is still there, or of an error that passes it on (a process that failed with it). */
export function isStubMessage(message: string): boolean {
  return [NOT_DONE.es, NOT_DONE.en].some((stub) => message.startsWith(stub) || message.endsWith(`: ${stub}`));
}

/** The cell's lines as the teacher sees them: solution in, markers and stubs out. */
export function solvedLines(cell: SourceCell, file: string): string[] {
  return rewrite(cell, file, (_indent, _stub, solution) => solution);
}

/** The cell's lines as a student gets them: stub in, solution out. */
export function stubLines(cell: SourceCell, language: Language, file: string): string[] {
  return rewrite(cell, file, (indent, stub, _solution, line) => {
    const texts = stubTexts(cell, language, file, indent, stub, line);
    return texts.map((text) => (text === "" ? "" : indent + text));
  });
}

/** The cell's lines as they are written, each solution with its stub spelt out in `STUB:` lines. */
export function markedLines(cell: SourceCell, language: Language, file: string): string[] {
  const mark = cell.type === "code" ? "// " : "";
  return rewrite(cell, file, (indent, stub, solution, line) => {
    const texts = stubTexts(cell, language, file, indent, stub, line);
    const stubs = texts.map((text) => `${indent}${mark}STUB: ${text}`.trimEnd());
    return [`${indent}${mark}BEGIN SOLUTION`, ...stubs, ...solution, `${indent}${mark}END SOLUTION`];
  });
}

/** The stub that the source gives, or the default one, without its indentation. */
function stubTexts(
  cell: SourceCell,
  language: Language,
  file: string,
  indent: string,
  stub: string[],
  line: number,
): string[] {
  if (stub.length > 0) return stub;
  if (cell.type === "markdown") return [WRITE_HERE[language]];
  if (indent === "") {
    throw new UnitError(
      file,
      line,
      'a solution at the top level needs "// STUB: " lines: a throw there stops the cell',
    );
  }
  return [`throw new Error(${JSON.stringify(NOT_DONE[language])});`];
}

/** True when the cell holds a solution. */
export function hasSolution(cell: SourceCell): boolean {
  return cell.lines.some((line) => BEGIN.test(line));
}

type Replace = (indent: string, stub: string[], solution: string[], line: number) => string[];

function rewrite(cell: SourceCell, file: string, replace: Replace): string[] {
  const out: string[] = [];
  let open: { indent: string; stub: string[]; solution: string[]; line: number } | undefined;
  cell.lines.forEach((text, index) => {
    const line = cell.firstLine + index;
    const begin = BEGIN.exec(text);
    if (begin !== null) {
      if (open !== undefined) throw new UnitError(file, line, "BEGIN SOLUTION inside a solution: they do not nest");
      open = { indent: begin.groups!.indent!, stub: [], solution: [], line };
    } else if (END.test(text)) {
      if (open === undefined) throw new UnitError(file, line, "END SOLUTION without BEGIN SOLUTION");
      out.push(...replace(open.indent, open.stub, open.solution, open.line));
      open = undefined;
    } else if (open === undefined) {
      if (STUB.test(text)) throw new UnitError(file, line, "STUB: belongs just after BEGIN SOLUTION");
      out.push(text);
    } else {
      const stub = STUB.exec(text);
      if (stub !== null && open.solution.length > 0) {
        throw new UnitError(file, line, "STUB: comes before the solution's first line");
      }
      if (stub !== null) open.stub.push(stub.groups!.text ?? "");
      else open.solution.push(text);
    }
  });
  if (open !== undefined) throw new UnitError(file, open.line, "BEGIN SOLUTION without END SOLUTION in its cell");
  return out;
}
