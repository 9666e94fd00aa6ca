/**
 * A notebook that comes as a script: Jupyter's "Save and Export Notebook As > Executable Script" and `nbconvert --to script`, which
 * write the code cells one after the other with nothing between them; and editors' scripts with `// %%` before each cell. The first
 * kind is cut along the cells that the course itself put there; what lies between them is the student's. Prose is not in it.
 */
import type { SourceCell, Unit } from "../../course/build";
import type { Text } from "../../sim/language";
import { declaredNames, sameText } from "./compare";
import { decode, MAX_BYTES } from "./decode";
import type { SubmittedCell, SubmittedNotebook } from "./notebook";
import { rejected } from "./rejected";

const MARK = /^\/\/\s*#?\s*%%(?<rest>.*)$/;
const NUMBERED = /^\/\/\s*In\s*\[[\d ]*\]:\s*$/;

/** @throws RejectedFile */
export function readScript(bytes: Uint8Array, units: readonly Unit[]): SubmittedNotebook {
  if (bytes.length === 0) throw rejected("El archivo está vacío.", "The file is empty.");
  if (bytes.length > MAX_BYTES) {
    throw rejected(`El archivo pasa de ${MAX_BYTES >> 20} MiB.`, `The file is larger than ${MAX_BYTES >> 20} MiB.`);
  }
  const lines = decode(bytes).text.split("\n");
  const isMarked = lines.some((line) => MARK.test(line) || NUMBERED.test(line));
  const cells = isMarked ? byMarks(lines) : byContent(lines, units);
  const notes: Text[] = [
    {
      es: "Es un programa exportado, no un cuaderno: no trae las respuestas en prosa.",
      en: "It is an exported script, not a notebook: it does not hold the answers in prose.",
    },
  ];
  return { cells: cells.map((cell, index) => ({ ...cell, index })), notes };
}

type Piece = Omit<SubmittedCell, "index">;

function byMarks(lines: readonly string[]): Piece[] {
  const cells: Piece[] = [];
  let current: { type: SubmittedCell["type"]; lines: string[] } = { type: "code", lines: [] };
  const close = () => {
    const prose = current.type === "markdown";
    const source = current.lines
      .map((line) => (prose ? line.replace(/^\/\/ ?/, "") : line))
      .join("\n")
      .trim();
    if (source !== "") cells.push({ type: current.type, source });
  };
  for (const line of lines) {
    const mark = MARK.exec(line);
    if (!mark && !NUMBERED.test(line)) {
      current.lines.push(line);
      continue;
    }
    close();
    const type = /\[(markdown|md)\]/.test(mark?.groups?.rest ?? "") ? "markdown" : "code";
    current = { type, lines: [] };
  }
  close();
  return cells;
}

/** Cut along the cells of the unit that is found most in it. */
function byContent(lines: readonly string[], units: readonly Unit[]): Piece[] {
  const cuts = units.map((unit) => cutBy(unit, lines));
  const best = cuts.reduce((a, b) => (b.known > a.known ? b : a), { known: 0, pieces: [] as Piece[] });
  return best.known > 0 ? best.pieces : [{ type: "code", source: lines.join("\n") }];
}

function cutBy(unit: Unit, lines: readonly string[]): { known: number; pieces: Piece[] } {
  const code = unit.cells.filter((cell) => cell.type === "code");
  const anchors = anchorsOf(code.filter((cell) => cell.kind !== "answer"));
  const answers = code.filter((cell) => cell.kind === "answer");
  const wanted = new Set(answers.flatMap((cell) => declaredNames(cell.lines.join("\n"))));
  const pieces: Piece[] = [];
  let known = 0;
  let own: string[] = [];
  const close = () => {
    for (const source of atAnswers(own, wanted)) pieces.push({ type: "code", source });
    own = [];
  };
  for (let at = 0; at < lines.length; ) {
    const end = anchors.endOf(lines, at);
    if (end === null) {
      own.push(lines[at++] as string);
      continue;
    }
    close();
    pieces.push({ type: "code", source: lines.slice(at, end).join("\n") });
    known++;
    at = end;
  }
  close();
  return { known, pieces };
}

/** Finds the course's own cells in a script, blank lines and blanks at the end of lines aside. */
function anchorsOf(cells: readonly SourceCell[]) {
  const byFirst = new Map<string, string[][]>();
  for (const cell of cells) {
    const text = sameText(cell.lines.join("\n")).split("\n");
    const first = text[0] as string;
    if (first !== "") byFirst.set(first, [...(byFirst.get(first) ?? []), text]);
  }
  /** Where the longest cell that starts at a line ends; null when none does. */
  const endOf = (lines: readonly string[], start: number): number | null => {
    let best: { end: number; length: number } | null = null;
    for (const text of byFirst.get((lines[start] as string).trimEnd()) ?? []) {
      let at = start;
      let matched = 0;
      while (matched < text.length && at < lines.length) {
        const line = (lines[at] as string).trimEnd();
        if (line !== "" && line !== text[matched]) break;
        if (line !== "") matched++;
        at++;
      }
      if (matched === text.length && text.length > (best?.length ?? 0)) best = { end: at, length: text.length };
    }
    return best?.end ?? null;
  };
  return { endOf };
}

/** Two answers that nothing of the course's stands between are cut before the second one's declaration. */
function atAnswers(lines: readonly string[], wanted: ReadonlySet<string>): string[] {
  const parts: string[][] = [[]];
  let hasAnswer = false;
  for (const [at, line] of lines.entries()) {
    const declares = declaredNames(line).some((name) => wanted.has(name));
    if (declares && hasAnswer) {
      const lead = leadOf(lines, at);
      const previous = parts.at(-1) as string[];
      parts.push(previous.splice(previous.length - lead));
    }
    hasAnswer ||= declares;
    (parts.at(-1) as string[]).push(line);
  }
  return parts.map((part) => part.join("\n").trim()).filter((source) => source !== "");
}

/** How many lines of comment stand directly over a line. */
function leadOf(lines: readonly string[], at: number): number {
  let count = 0;
  while (/^\s*(\/\/|\/?\*)/.test(lines[at - count - 1] ?? "")) count++;
  return count;
}
