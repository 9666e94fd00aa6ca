/**
 * A submitted notebook, reduced to what the grader may use: the sources of its cells and the names they go by. nbformat 3 to 4.5 is
 * read, whatever else is in the file: outputs, tags, kernel and flags are the student's word and are not read at all.
 * Source: nbformat's format description, https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import type { Language, Text } from "../../sim/language";
import { decode, MAX_BYTES } from "./decode";
import { placeOfJsonError } from "./json-place";
import { rejected } from "./rejected";

export type CellType = "code" | "markdown" | "raw";

export interface SubmittedCell {
  /** Place in the notebook, from 0. */
  index: number;
  type: CellType;
  source: string;
  /** nbformat's cell id, or the one that Colab keeps in the metadata. */
  id?: string;
  /** nbgrader's grade_id. */
  gradeId?: string;
}

export interface SubmittedNotebook {
  cells: SubmittedCell[];
  unit?: string;
  language?: Language;
  /** What was repaired or is odd. */
  notes: Text[];
}

const MOST_CELLS = 5_000;
const LONGEST_CELL = 2 ** 20; // characters; a cell of the course has a few thousand

type Json = Record<string, unknown>;

/** @throws RejectedFile */
export function readNotebook(bytes: Uint8Array): SubmittedNotebook {
  if (bytes.length === 0) throw rejected("El archivo está vacío.", "The file is empty.");
  if (bytes.length > MAX_BYTES) {
    throw rejected(`El archivo pasa de ${MAX_BYTES >> 20} MiB.`, `The file is larger than ${MAX_BYTES >> 20} MiB.`);
  }
  const { text, encoding, damaged } = decode(bytes);
  const root = parse(text);
  const notes: Text[] = [];
  if (encoding !== "utf-8") notes.push({ es: `El archivo estaba en ${encoding}.`, en: `The file was in ${encoding}.` });
  if (damaged) {
    notes.push({ es: "Había bytes que no son texto.", en: "There were bytes that are not text." });
  }
  const found = cellsOf(root);
  if (found.length > MOST_CELLS) {
    throw rejected(`El cuaderno pasa de ${MOST_CELLS} celdas.`, `The notebook has more than ${MOST_CELLS} cells.`);
  }
  const cells = found.map((cell, index) => readCell(cell, index, notes));
  const { unit, language } = asObject(asObject(root.metadata).nubelab);
  return {
    cells,
    notes,
    ...(typeof unit === "string" ? { unit } : {}),
    ...(language === "es" || language === "en" ? { language } : {}),
  };
}

function parse(text: string): Json {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const { line, column } = placeOfJsonError(text);
    throw rejected(
      `El archivo no es JSON válido: se rompe en la línea ${line}, columna ${column}.`,
      `The file is not valid JSON: it breaks at line ${line}, column ${column}.`,
    );
  }
  if (typeof root !== "object" || root === null || Array.isArray(root)) {
    throw rejected("El archivo es JSON, pero no un cuaderno.", "The file is JSON, but no notebook.");
  }
  return root as Json;
}

function cellsOf(root: Json): unknown[] {
  const { nbformat: version, cells, worksheets } = root;
  if (version !== 3 && version !== 4) {
    const shown = typeof version === "number" ? String(version) : "?";
    throw rejected(
      `nbformat ${shown}: se leen cuadernos de nbformat 3 y 4.`,
      `nbformat ${shown}: notebooks of nbformat 3 and 4 are read.`,
    );
  }
  const found =
    version === 4
      ? cells
      : Array.isArray(worksheets)
        ? worksheets.flatMap((sheet) => asList(asObject(sheet).cells))
        : undefined;
  if (Array.isArray(found)) return found;
  throw rejected("El cuaderno no tiene celdas.", "The notebook has no cells.");
}

function readCell(given: unknown, index: number, notes: Text[]): SubmittedCell {
  const cell = asObject(given);
  const metadata = asObject(cell.metadata);
  const type: CellType = cell.cell_type === "code" || cell.cell_type === "raw" ? cell.cell_type : "markdown";
  const written = cell.source ?? cell.input; // nbformat 3 calls the source of code "input"
  const source = textOf(written);
  if (source === null) {
    const at = index + 1;
    notes.push({
      es: `La celda ${at} no tiene texto legible.`,
      en: `Cell ${at} has no readable text.`,
    });
  }
  const isHuge = (source?.length ?? 0) > LONGEST_CELL;
  if (isHuge) {
    const at = index + 1;
    notes.push({
      es: `La celda ${at} pasa de ${LONGEST_CELL} caracteres; no se usó.`,
      en: `Cell ${at} is longer than ${LONGEST_CELL} characters; it was not used.`,
    });
  }
  const id = typeof cell.id === "string" ? cell.id : metadata.id;
  const gradeId = asObject(metadata.nbgrader).grade_id;
  return {
    index,
    type,
    source: (isHuge ? "" : (source ?? "")).replace(/\r\n?/g, "\n"),
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof gradeId === "string" ? { gradeId } : {}),
  };
}

function textOf(source: unknown): string | null {
  if (typeof source === "string") return source;
  if (Array.isArray(source) && source.every((line) => typeof line === "string")) return source.join("");
  return null;
}

const asObject = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
