/**
 * A unit: the cells of one source file, checked as a whole, and what can be asked of it: the cells of one language, the
 * questions that the grader scores.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Language, Text } from "../../sim/language";
import { withOpening } from "./opening";
import { parsePercent, type SourceCell, UnitError } from "./percent";
import { projectRoot } from "./root";
import { hasSolution, solvedLines, stubLines } from "./solution";

export interface Unit {
  /** "02-sqs" */
  name: string;
  /** The source's path, for messages. */
  file: string;
  /** First heading of each language. */
  title: Text;
  /** All cells of both languages, in file order. */
  cells: SourceCell[];
}

const UNIT_NAME = /^[0-9]{2}-[a-z0-9-]+$/;
const CHECK_CALL = /\bcheck\(\s*["'](?<id>[^"']+)["']/g;

/** Names of the units that exist, in order. */
export function unitNames(folder = unitsFolder()): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(".ts") ? [file.slice(0, -3)] : []));
  const bad = names.find((name) => !UNIT_NAME.test(name));
  if (bad !== undefined) throw new Error(`${join(folder, bad)}.ts: a unit's file is named like 02-sqs.ts`);
  return names.sort();
}

/**
 * Reads a unit of the course, and puts the cell before it that every notebook opens with.
 * @param name as in "02-sqs"
 * @throws UnitError at the first mistake in its source; Error when there is no such unit
 */
export function loadUnit(name: string, folder = unitsFolder()): Unit {
  const path = join(folder, `${name}.ts`);
  if (!existsSync(path)) throw new Error(`no unit "${name}"; there are: ${unitNames(folder).join(", ") || "none"}`);
  const unit = readUnit(readFileSync(path, "utf8"), name, relative(projectRoot(), path).replaceAll("\\", "/"));
  return { ...unit, cells: withOpening(unit.cells) };
}

/** Reads a unit from its text. */
export function readUnit(source: string, name: string, file = `${name}.ts`): Unit {
  const cells = parsePercent(source, file);
  checkPairs(cells, file);
  for (const cell of cells) checkSolution(cell, file);
  const unit: Unit = { name, file, title: { es: "", en: "" }, cells };
  for (const language of ["es", "en"] as const) unit.title[language] = titleOf(unit, language);
  for (const cell of cells) if (cell.kind === "check") answersFor(unit, cell); // throws when one is missing
  return unit;
}

/** The cells of one language, in order. */
export function cellsIn(unit: Unit, language: Language): SourceCell[] {
  return unit.cells.filter((cell) => cell.lang === undefined || cell.lang === language);
}

/** A code cell that a check needs, in the order of the unit. */
export interface ProgramCell {
  id: string;
  /** "given" is the instructor's; "answer" is replaced by the student's. */
  kind: "given" | "answer";
  /** The given code, or the reference solution. */
  source: string;
  /** For answers: what an unanswered cell holds, in each language. */
  stub?: Text;
}

/** One scored check, with everything needed to run it against a student's answers. */
export interface Question {
  /** The check's id: "x2.order". */
  check: string;
  /** Id of the check's cell. */
  cell: string;
  item: string;
  points: number;
  /** Ids of the answer cells that it needs, in order. */
  answers: string[];
  /** The given code cells of this item or of the whole unit that precede it, and those answers. */
  program: ProgramCell[];
}

/**
 * The questions of a unit that a check scores, in order.
 * @param language which of the given cells that exist in both languages; default "en"
 */
export function questionsOf(unit: Unit, language: Language = "en"): Question[] {
  const cells = cellsIn(unit, language);
  return cells.flatMap((cell, index) => {
    if (cell.kind !== "check") return [];
    const answers = answersFor(unit, cell);
    const items = new Set([undefined, ...cells.flatMap((c) => (answers.includes(c.id) ? [c.item] : []))]);
    const program = cells.slice(0, index).flatMap((c): ProgramCell[] => {
      if (c.type !== "code") return [];
      if (answers.includes(c.id)) return [programAnswer(unit, c)];
      if (c.kind === "given" && items.has(c.item)) return [{ id: c.id, kind: "given", source: c.lines.join("\n") }];
      return [];
    });
    return [
      { check: checkId(cell, unit.file), cell: cell.id, item: cell.item!, points: cell.points!, answers, program },
    ];
  });
}

/**
 * Which answers are the question's own: those that no earlier question asked for; when all were, the last one.
 * The others are prerequisites.
 */
export function ownAnswers(question: Question, earlier: readonly Question[]): Set<string> {
  const asked = new Set(earlier.flatMap((other) => other.answers));
  const fresh = question.answers.filter((id) => !asked.has(id));
  return new Set(fresh.length > 0 ? fresh : question.answers.slice(-1));
}

/** An open answer, marked by a person. */
export interface OpenQuestion {
  cell: string;
  item: string;
  points: number;
  /** Model answer and marking scheme. */
  scheme: Text;
  /** What an unanswered cell holds. */
  stub: Text;
}

/** The questions of a unit that a person marks, in order. */
export function openQuestionsOf(unit: Unit): OpenQuestion[] {
  return cellsIn(unit, "en").flatMap((cell) => {
    if (cell.kind !== "open") return [];
    const text = (write: (c: SourceCell, language: Language) => string[]): Text => ({
      es: write(inLanguage(unit, cell.id, "es"), "es").join("\n"),
      en: write(inLanguage(unit, cell.id, "en"), "en").join("\n"),
    });
    const scheme = text((c) => solvedLines(c, unit.file));
    const stub = text((c, language) => stubLines(c, language, unit.file));
    return [{ cell: cell.id, item: cell.item!, points: cell.points!, scheme, stub }];
  });
}

function programAnswer(unit: Unit, cell: SourceCell): ProgramCell {
  const stub = {
    es: stubLines(inLanguage(unit, cell.id, "es"), "es", unit.file).join("\n"),
    en: stubLines(inLanguage(unit, cell.id, "en"), "en", unit.file).join("\n"),
  };
  return { id: cell.id, kind: "answer", source: solvedLines(cell, unit.file).join("\n"), stub };
}

function inLanguage(unit: Unit, id: string, language: Language): SourceCell {
  return cellsIn(unit, language).find((cell) => cell.id === id)!;
}

/** The id in the cell's one call check("id", ...). */
function checkId(cell: SourceCell, file: string): string {
  const ids = [...cell.lines.join("\n").matchAll(CHECK_CALL)].map((match) => match.groups!.id!);
  if (ids.length !== 1) {
    throw new UnitError(
      file,
      cell.line,
      `cell "${cell.id}": a check cell calls check("...") once, not ${ids.length} times`,
    );
  }
  return ids[0]!;
}

function answersFor(unit: Unit, check: SourceCell): string[] {
  checkId(check, unit.file);
  const before = unit.cells.slice(0, unit.cells.indexOf(check)).filter((cell) => cell.kind === "answer");
  const ids = (answers: SourceCell[]) => [...new Set(answers.map((cell) => cell.id))];
  const missing = check.needs?.find((id) => !before.some((cell) => cell.id === id));
  if (missing !== undefined) {
    throw new UnitError(unit.file, check.line, `needs: "${missing}" is no answer cell before "${check.id}"`);
  }
  const { needs, item } = check;
  const answers = ids(before.filter((cell) => (needs === undefined ? cell.item === item : needs.includes(cell.id))));
  if (answers.length === 0) {
    throw new UnitError(unit.file, check.line, `cell "${check.id}": no answer cell of item ${item} stands before it`);
  }
  return answers;
}

/** Ids are unique within a language; a cell with "lang" has its twin right beside it, alike but for the text. */
function checkPairs(cells: SourceCell[], file: string): void {
  const seen = new Map<string, SourceCell>();
  for (const cell of cells) {
    const other = seen.get(cell.id);
    if (other === undefined) {
      seen.set(cell.id, cell);
      continue;
    }
    const isTwin = cell.lang !== undefined && other.lang !== undefined && cell.lang !== other.lang;
    if (!isTwin) throw new UnitError(file, cell.line, `id: "${cell.id}" is already used on line ${other.line}`);
    for (const key of ["type", "kind", "item", "points", "slide"] as const) {
      if (cell[key] !== other[key]) {
        const values = `${JSON.stringify(other[key])} and ${JSON.stringify(cell[key])}`;
        throw new UnitError(file, cell.line, `${key}: the two languages of "${cell.id}" differ: ${values}`);
      }
    }
  }
  const order = (language: Language) => cells.filter((c) => c.lang === undefined || c.lang === language);
  const [es, en] = [order("es"), order("en")];
  for (let i = 0; i < Math.max(es.length, en.length); i++) {
    if (es[i]?.id === en[i]?.id) continue;
    const cell = [es[i], en[i]].filter((c) => c !== undefined).sort((a, b) => a.line - b.line)[0]!;
    const twin = cell.lang === "es" ? "en" : "es";
    throw new UnitError(file, cell.line, `lang: the ${twin} cell of "${cell.id}" is missing, or not at the same place`);
  }
}

/** Solutions stand in answers and open answers, and every such cell has one. */
function checkSolution(cell: SourceCell, file: string): void {
  solvedLines(cell, file);
  const mayHave = cell.kind === "answer" || cell.kind === "open";
  if (hasSolution(cell) && !mayHave) {
    throw new UnitError(
      file,
      cell.line,
      `cell "${cell.id}": a solution belongs in an answer, not in kind "${cell.kind}"`,
    );
  }
  if (!hasSolution(cell) && mayHave) {
    throw new UnitError(file, cell.line, `cell "${cell.id}": BEGIN SOLUTION ... END SOLUTION is missing`);
  }
  if (mayHave) for (const language of ["es", "en"] as const) stubLines(cell, language, file);
}

function titleOf(unit: Unit, language: Language): string {
  for (const cell of cellsIn(unit, language)) {
    const heading = cell.type === "markdown" && cell.lines.find((line) => /^# /.test(line));
    if (heading) return heading.slice(2).trim();
  }
  throw new UnitError(unit.file, 1, `the unit has no heading "# ..." in language "${language}"`);
}

function unitsFolder(): string {
  return join(projectRoot(), "src", "course", "units");
}
