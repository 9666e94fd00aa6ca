/**
 * Finds the student's answers in a notebook. The structure comes from the unit alone; a cell is taken for an answer by its grade
 * id, then by its cell id, then by its content. What was guessed is flagged for review. The instructor's cells, wherever the
 * student left them, are not used: their place is taken by the unit's own.
 */
import { cellsIn, openQuestionsOf, questionsOf, type SourceCell, type Unit } from "../course/build";
import type { Language, Text } from "../sim/language";
import { declaredNames, isBlank, sameCode, sameText, similarity } from "./read/compare";
import type { SubmittedCell, SubmittedNotebook } from "./read/notebook";

export type How = "grade id" | "cell id" | "content" | "missing";

export interface Answer {
  cell: string;
  how: How;
  /** "" when missing. */
  source: string;
  /** The stub, nothing, or no cell at all. */
  blank: boolean;
}

export interface Matched {
  /** By the answer cell's id: code answers and open answers. */
  answers: Map<string, Answer>;
  /** The student's own code cells, in order. */
  extras: string[];
  /** Worth a look by the teacher: each makes the record one for review. */
  flags: Text[];
  /** Harmless: said, not flagged. */
  notes: Text[];
}

const ALIKE = 0.6; // similarity from which a cell is taken for an answer

interface Wanted {
  id: string;
  type: "code" | "markdown";
  /** What an unanswered cell holds, in each language. */
  stubs: string[];
  /** Names that the answer must define. */
  names: string[];
  /** Text of the cell just before it in the unit: where an answer in prose is looked for when ids are gone. */
  after: string;
}

export function matchAnswers(notebook: SubmittedNotebook, unit: Unit, language: Language): Matched {
  const out: Matched = { answers: new Map(), extras: [], flags: [], notes: [] };
  const wanted = wantedIn(unit, language);
  const instructors = new Set(cellsIn(unit, language).map((cell) => cell.id));
  const used = new Set<SubmittedCell>();
  for (const want of wanted) {
    const found = byId(notebook, want, used, out);
    if (found) out.answers.set(want.id, found);
  }
  const guessed: Guess[] = [];
  const given = givenTexts(unit);
  const own = notebook.cells.filter(
    (cell) => !used.has(cell) && !instructors.has(cell.gradeId ?? cell.id ?? "") && !given.has(sameText(cell.source)),
  );
  for (const want of wanted) {
    const answer = out.answers.get(want.id);
    const place = notebook.cells.findIndex((cell) => cell.gradeId === want.id || cell.id === want.id);
    if (answer) out.answers.set(want.id, complete(answer, want, own, place, out));
  }
  for (const want of wanted) {
    if (!out.answers.has(want.id)) out.answers.set(want.id, byContent(notebook, want, own, out, guessed));
  }
  if (guessed.length > 0) out.flags.push(guessedText(guessed));
  noteInstructorCells(notebook, unit, language, out);
  for (const cell of own) if (cell.type === "code" && !isBlank(cell.source)) out.extras.push(cell.source);
  return out;
}

function wantedIn(unit: Unit, language: Language): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const cells = cellsIn(unit, language);
  const before = (id: string) => {
    const previous = cells[cells.findIndex((cell) => cell.id === id) - 1];
    return previous ? sameText(previous.lines.join("\n")) : "";
  };
  for (const { program } of questionsOf(unit, language)) {
    for (const { id, kind, source, stub } of program) {
      if (kind !== "answer") continue;
      const stubs = [stub?.es ?? "", stub?.en ?? ""].map(sameText);
      wanted.set(id, { id, type: "code", stubs, names: namesOf(source, stubs), after: before(id) });
    }
  }
  for (const { cell, stub } of openQuestionsOf(unit)) {
    const stubs = [stub.es, stub.en].map(sameText);
    wanted.set(cell, { id: cell, type: "markdown", stubs, names: [], after: before(cell) });
  }
  return [...wanted.values()];
}

/** What an answer must define: of the reference's names, those that its stub already gives, or all when it gives none. */
function namesOf(reference: string, stubs: readonly string[]): string[] {
  const names = declaredNames(reference);
  const given = new Set(stubs.flatMap(declaredNames));
  const kept = names.filter((name) => given.has(name));
  return kept.length > 0 ? kept : names;
}

function byId(notebook: SubmittedNotebook, want: Wanted, used: Set<SubmittedCell>, out: Matched): Answer | null {
  for (const how of ["grade id", "cell id"] as const) {
    const key = how === "grade id" ? "gradeId" : "id";
    const candidates = notebook.cells.filter((cell) => cell[key] === want.id);
    if (candidates.length === 0) continue;
    for (const cell of candidates) used.add(cell);
    const filled = candidates.filter((cell) => !isStub(cell.source, want));
    const chosen = filled.at(-1) ?? (candidates[0] as SubmittedCell);
    const parts = splitParts(filled, want);
    if (parts) {
      out.flags.push({
        es: `La respuesta ${want.id} estaba partida en ${parts.length} celdas; se unieron.`,
        en: `The answer ${want.id} was split over ${parts.length} cells; they were joined.`,
      });
    } else if (candidates.length > 1) {
      const at = chosen.index + 1;
      out.flags.push({
        es: `La respuesta ${want.id} está ${candidates.length} veces; se calificó la de la celda ${at}.`,
        en: `The answer ${want.id} is there ${candidates.length} times; the one in cell ${at} was graded.`,
      });
    }
    if (chosen.type !== want.type) {
      out.flags.push({
        es: `La respuesta ${want.id} estaba en una celda de tipo ${chosen.type}.`,
        en: `The answer ${want.id} was in a cell of type ${chosen.type}.`,
      });
    }
    const source = parts ? parts.map((cell) => cell.source).join("\n") : chosen.source;
    return { cell: want.id, how, source, blank: isStub(source, want) };
  }
  return null;
}

/** Cells of one id that only together are the answer: what "Split Cell" leaves. A copy would define a name again. */
function splitParts(filled: readonly SubmittedCell[], want: Wanted): SubmittedCell[] | null {
  const [first] = filled;
  if (!first || filled.length < 2 || want.names.length === 0) return null;
  const isNeighbour = (cell: SubmittedCell, i: number) => cell.index === first.index + i;
  const defined = filled.flatMap((cell) => [...new Set(declaredNames(cell.source))]);
  const isOnce = new Set(defined).size === defined.length;
  return filled.every(isNeighbour) && isOnce && want.names.every((name) => defined.includes(name)) ? [...filled] : null;
}

/**
 * Completes an answer that was found by its id but does not hold what it must: the student wrote it, or the rest of it, in cells of
 * their own. Code is looked for by the names that are missing; prose right after the answer's cell.
 */
function complete(answer: Answer, want: Wanted, own: SubmittedCell[], place: number, out: Matched): Answer {
  const candidates = want.type === "code" ? missingCode(answer, want, own) : proseAfter(own, place);
  const found = want.type === "code" ? candidates.slice(-1) : candidates;
  if (found.length === 0) return answer;
  for (const cell of found) own.splice(own.indexOf(cell), 1);
  const places = found.map((cell) => cell.index + 1).join(", ");
  const text: Text = {
    es: `La respuesta ${want.id} estaba, o seguía, en otra celda (${places}).`,
    en: `The answer ${want.id} was, or went on, in another cell (${places}).`,
  };
  const isByName = want.type === "code" && answer.blank && candidates.length === 1; // nothing was guessed
  if (isByName || (want.type === "markdown" && !answer.blank)) out.notes.push(text);
  else out.flags.push(text);
  const source = [...(answer.blank ? [] : [answer.source]), ...found.map((cell) => cell.source)].join("\n");
  return { ...answer, source, blank: false };
}

/** Cells that each define all that is missing; the last counts. */
function missingCode(answer: Answer, want: Wanted, own: readonly SubmittedCell[]): SubmittedCell[] {
  const has = new Set(answer.blank ? [] : declaredNames(answer.source));
  const missing = want.names.filter((name) => !has.has(name));
  if (missing.length === 0) return [];
  const defines = (cell: SubmittedCell, names: readonly string[]) =>
    cell.type === "code" && names.every((name) => declaredNames(cell.source).includes(name));
  return own.filter((cell) => defines(cell, missing) && !isStub(cell.source, want));
}

function proseAfter(own: readonly SubmittedCell[], place: number): SubmittedCell[] {
  const found: SubmittedCell[] = [];
  for (let at = place + 1; ; at++) {
    const next = own.find((cell) => cell.index === at && cell.type === "markdown" && sameText(cell.source) !== "");
    if (!next) return found;
    found.push(next);
  }
}

interface Guess {
  id: string;
  /** Cells as a reader counts them, from 1. */
  places: string;
}

/** One sentence, however many: an editor that strips ids strips all of them. */
function guessedText(guessed: readonly Guess[]): Text {
  const [first] = guessed;
  if (first && guessed.length === 1) {
    return {
      es: `La respuesta ${first.id} se reconoció por su contenido (celda ${first.places}).`,
      en: `The answer ${first.id} was recognised by its content (cell ${first.places}).`,
    };
  }
  const all = (cell: string) => guessed.map(({ id, places }) => `${id} (${cell} ${places})`).join(", ");
  return {
    es: `${guessed.length} respuestas se reconocieron por su contenido: ${all("celda")}.`,
    en: `${guessed.length} answers were recognised by their content: ${all("cell")}.`,
  };
}

function byContent(
  notebook: SubmittedNotebook,
  want: Wanted,
  own: SubmittedCell[],
  out: Matched,
  guessed: Guess[],
): Answer {
  const found = proseAtItsPlace(notebook, want, own) ?? likeliest(want, own);
  if (found.length === 0) {
    out.notes.push({
      es: `No se encontró la celda de la respuesta ${want.id}.`,
      en: `The cell of the answer ${want.id} was not found.`,
    });
    return { cell: want.id, how: "missing", source: "", blank: true };
  }
  for (const cell of found) own.splice(own.indexOf(cell), 1);
  guessed.push({ id: want.id, places: found.map((cell) => cell.index + 1).join(", ") });
  const source = found.map((cell) => cell.source).join("\n");
  return { cell: want.id, how: "content", source, blank: isStub(source, want) };
}

/** The prose after the cell that asks for it. It comes first: what was written is like no stub, and several answers have the same one. */
function proseAtItsPlace(
  notebook: SubmittedNotebook,
  want: Wanted,
  own: readonly SubmittedCell[],
): SubmittedCell[] | null {
  if (want.type !== "markdown" || want.after === "") return null;
  const place = notebook.cells.findIndex((cell) => sameText(cell.source) === want.after);
  const prose = place < 0 ? [] : proseAfter(own, place);
  const written = prose.filter((cell) => !isStub(cell.source, want));
  if (written.length > 0) return written;
  return prose.length > 0 ? prose.slice(0, 1) : null;
}

/** The cell that defines what the answer must, or is most like its stub; none when there is no such cell. */
function likeliest(want: Wanted, own: readonly SubmittedCell[]): SubmittedCell[] {
  const free = own.filter((cell) => cell.type === want.type);
  const definesAll = (cell: SubmittedCell) =>
    want.names.length > 0 && want.names.every((name) => declaredNames(cell.source).includes(name));
  const likeness = (cell: SubmittedCell) => Math.max(...want.stubs.map((stub) => similarity(cell.source, stub)));
  const chosen =
    free.filter((cell) => definesAll(cell) && !isStub(cell.source, want)).at(-1) ??
    free.find(definesAll) ??
    own.filter((cell) => want.type === "code" && definesAll(cell)).at(-1) ?? // retyped as prose
    free.filter((cell) => likeness(cell) >= ALIKE).sort((a, b) => likeness(b) - likeness(a))[0];
  return chosen ? [chosen] : [];
}

function isStub(source: string, want: Wanted): boolean {
  const text = sameText(source);
  return text === "" || want.stubs.includes(text) || (want.type === "code" && isBlank(source));
}

/** Texts of the cells that are not the student's to write, in both languages. */
function givenTexts(unit: Unit): Set<string> {
  const others = unit.cells.filter((cell) => cell.kind !== "answer" && cell.kind !== "open");
  return new Set(others.map((cell) => sameText(cell.lines.join("\n"))));
}

/** Check cells that were edited or deleted change nothing, and are said. */
function noteInstructorCells(notebook: SubmittedNotebook, unit: Unit, language: Language, out: Matched): void {
  const find = (id: string) =>
    notebook.cells.find((cell) => cell.gradeId === id) ?? notebook.cells.find((cell) => cell.id === id);
  const hasText = (cell: SourceCell) => {
    const code = sameCode(cell.lines.join("\n"));
    return notebook.cells.some((submitted) => sameCode(submitted.source) === code);
  };
  for (const cell of cellsIn(unit, language)) {
    if (cell.kind !== "check" || hasText(cell)) continue;
    if (find(cell.id)) {
      out.flags.push({
        es: `La celda de comprobación ${cell.id} fue modificada; se usó la del curso.`,
        en: `The check cell ${cell.id} was edited; the course's own was used.`,
      });
    } else {
      out.notes.push({
        es: `La celda de comprobación ${cell.id} no está; se usó la del curso.`,
        en: `The check cell ${cell.id} is gone; the course's own was used.`,
      });
    }
  }
}
