/**
 * Percent cells: one TypeScript file holds a unit, its prose in comments, each cell under a header line
 * `// %% {json}` (code) or `// %% [markdown] {json}`. Based on the percent format of Jupytext; the JSON keys are ours.
 * Lines before the first header are the file's own head comment and belong to no cell.
 */
import type { Language } from "../../sim/language";

/**
 * What a cell is for. "demo", the default for code, is the student's to play with; markdown is "given" by default.
 * "teacher" is markdown of the solved edition only: common mistakes, what to ask by word of mouth.
 */
export type Kind = "answer" | "check" | "open" | "given" | "demo" | "teacher";

export type Slide = "slide" | "subslide" | "fragment" | "skip" | "notes";

/** One cell as written; `lines` without the comment marks of markdown. */
export interface SourceCell {
  id: string;
  type: "markdown" | "code";
  /** undefined: the cell serves both languages. */
  lang?: Language;
  kind: Kind;
  item?: string;
  points?: number;
  slide?: Slide;
  /** Check cells: ids of the answer cells that the check needs; default: the answers of the same item before it. */
  needs?: string[];
  lines: string[];
  /** Line of the header in the file, from 1. */
  line: number;
  /** Line in the file of `lines[0]`. */
  firstLine: number;
}

/** A mistake in a unit's source: where, which field, which rule, which value. */
export class UnitError extends Error {
  override readonly name = "UnitError";
  constructor(
    readonly file: string,
    readonly line: number,
    rule: string,
  ) {
    super(`${file}:${line}: ${rule}`);
  }
}

const HEADER = /^\/\/ %%(?:\s+\[(?<type>[^\]]*)\])?\s*(?<json>.*)$/;
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/; // nbformat allows 1 to 64 of A-Za-z0-9-_ and nbgrader the same
const ITEM = /^[TPLEX][0-9]{1,2}$/;
const KINDS: readonly Kind[] = ["answer", "check", "open", "given", "demo", "teacher"];
const SLIDES: readonly Slide[] = ["slide", "subslide", "fragment", "skip", "notes"];

/**
 * The cells of a unit's source in file order.
 * @param file the name that errors carry
 * @throws UnitError at the first mistake
 */
export function parsePercent(source: string, file: string): SourceCell[] {
  const cells: SourceCell[] = [];
  const lines = source.split(/\r?\n/);
  lines.forEach((text, index) => {
    const line = index + 1;
    const header = HEADER.exec(text);
    if (header !== null) {
      cells.push(readHeader(header.groups!.type, header.groups!.json!, file, line));
    } else if (/^\s*\/\/\s*%%/.test(text)) {
      throw new UnitError(file, line, `a cell starts with "// %%" at the beginning of the line, not ${quote(text)}`);
    } else if (cells.length > 0) {
      const cell = cells.at(-1)!;
      cell.lines.push(cell.type === "markdown" ? uncomment(text, file, line) : text);
    } else if (text.trim() !== "" && !text.startsWith("//")) {
      throw new UnitError(file, line, `before the first cell there may only be // comments, not ${quote(text)}`);
    }
  });
  if (cells.length === 0) throw new UnitError(file, 1, 'no cells: a cell starts with "// %% {"id": "..."}"');
  for (const cell of cells) trimBlankLines(cell, file);
  return cells;
}

function uncomment(text: string, file: string, line: number): string {
  if (text.startsWith("// ")) return text.slice(3).trimEnd();
  if (text.trimEnd() === "//" || text.trim() === "") return "";
  throw new UnitError(file, line, `a line of a markdown cell starts with "// ", not ${quote(text)}`);
}

function trimBlankLines(cell: SourceCell, file: string): void {
  while (cell.lines[0]?.trim() === "") {
    cell.lines.shift();
    cell.firstLine++;
  }
  while (cell.lines.at(-1)?.trim() === "") cell.lines.pop();
  if (cell.lines.length === 0) throw new UnitError(file, cell.line, `cell "${cell.id}" is empty`);
}

function readHeader(type: string | undefined, json: string, file: string, line: number): SourceCell {
  const bad = (rule: string): never => {
    throw new UnitError(file, line, rule);
  };
  if (type !== undefined && type !== "markdown") bad(`type: [markdown] or nothing (code), not [${type}]`);
  const cellType = type === "markdown" ? "markdown" : "code";
  const keys = readJson(json, bad);
  const cell: SourceCell = {
    id: "",
    type: cellType,
    kind: cellType === "markdown" ? "given" : "demo",
    lines: [],
    line,
    firstLine: line + 1,
  };
  for (const [key, value] of Object.entries(keys)) {
    switch (key) {
      case "id":
        if (typeof value !== "string" || !ID.test(value)) {
          bad(`id: 1 to 64 of a-z, 0-9 and "-", starting with a letter or digit, not ${quote(value)}`);
        }
        cell.id = value as string;
        break;
      case "item":
        if (typeof value !== "string" || !ITEM.test(value)) bad(`item: one like "T6" or "X2", not ${quote(value)}`);
        cell.item = value as string;
        break;
      case "lang":
        cell.lang = oneOf("lang", value, ["es", "en"] as const, bad);
        break;
      case "kind":
        cell.kind = oneOf("kind", value, KINDS, bad);
        break;
      case "slide":
        cell.slide = oneOf("slide", value, SLIDES, bad);
        break;
      case "points":
        if (typeof value !== "number" || !(value > 0) || !Number.isFinite(value)) {
          bad(`points: a number > 0, not ${quote(value)}`);
        }
        cell.points = value as number;
        break;
      case "needs":
        if (!Array.isArray(value) || value.length === 0 || value.some((id) => typeof id !== "string")) {
          bad(`needs: a list of ids of answer cells, not ${quote(value)}`);
        }
        cell.needs = value as string[];
        break;
      default:
        bad(`unknown key "${key}"; the keys are id, item, lang, kind, points, slide, needs`);
    }
  }
  if (cell.id === "") bad('id: every cell has one, as in // %% {"id": "x2-queue"}');
  checkKind(cell, bad);
  return cell;
}

function readJson(json: string, bad: (rule: string) => never): Record<string, unknown> {
  if (json === "") return bad('a header carries JSON, as in // %% {"id": "x2-queue"}');
  try {
    const keys: unknown = JSON.parse(json);
    if (typeof keys === "object" && keys !== null && !Array.isArray(keys)) return keys as Record<string, unknown>;
  } catch (error) {
    return bad(`the header's JSON cannot be read: ${(error as Error).message}: ${json}`);
  }
  return bad(`the header carries a JSON object, not ${json}`);
}

/** What each kind requires. nbgrader has the same rules for markdown: both grade and solution, or neither. */
function checkKind(cell: SourceCell, bad: (rule: string) => never): void {
  const { type, kind } = cell;
  if (type === "markdown" && (kind === "answer" || kind === "check" || kind === "demo")) {
    bad(`kind: a markdown cell is "given", "open" or "teacher", not "${kind}"`);
  }
  if (type === "code" && kind === "teacher") bad('kind: "teacher" is for markdown, not for code');
  if (type === "markdown" && cell.lang === undefined) bad('lang: a markdown cell says "es" or "en"');
  const isScored = kind === "check" || kind === "open";
  if (isScored && cell.points === undefined) bad(`points: a cell of kind "${kind}" has points`);
  if (!isScored && cell.points !== undefined) bad(`points: only "check" and "open" cells have points, not "${kind}"`);
  if (kind !== "check" && cell.needs !== undefined) bad(`needs: only "check" cells need answers, not "${kind}"`);
  if ((isScored || kind === "answer") && cell.item === undefined) bad(`item: a cell of kind "${kind}" has an item`);
}

function oneOf<T extends string>(key: string, value: unknown, allowed: readonly T[], bad: (r: string) => never): T {
  const found = allowed.find((a) => a === value);
  return found ?? bad(`${key}: one of ${allowed.map((a) => `"${a}"`).join(", ")}, not ${quote(value)}`);
}

function quote(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
