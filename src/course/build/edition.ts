/**
 * A unit as a notebook: one language, blank for students or solved. nbformat 4.5, written with the bytes that Jupyter
 * itself would write (sorted keys, one space of indentation, final newline), so that saving unchanged changes nothing.
 */
import type { Language } from "../../sim/language";
import { type NbgraderMetadata, nbgraderMetadata } from "./nbgrader";
import { type Kind, type Slide, type SourceCell, UnitError } from "./percent";
import { projectVersion } from "./root";
import { withSignatures } from "./signature";
import { solvedLines, stubLines } from "./solution";
import { cellsIn, type Unit } from "./unit";

export interface NotebookCell {
  cell_type: "code" | "markdown";
  id: string;
  metadata: {
    deletable?: boolean;
    editable?: boolean;
    nbgrader?: NbgraderMetadata;
    nubelab: { kind: Kind; item?: string };
    slideshow?: { slide_type: Slide };
  };
  /** Lines, each but the last with its "\n". */
  source: string[];
  execution_count?: null;
  outputs?: never[];
}

export interface Notebook {
  cells: NotebookCell[];
  metadata: {
    kernelspec: { display_name: string; language: string; name: string };
    language_info: { file_extension: string; mimetype: string; name: string; pygments_lexer: string };
    nubelab: { edition: "student" | "solved"; language: Language; unit: string; version: string };
    title: string;
  };
  nbformat: 4;
  nbformat_minor: 5;
}

/** The notebook of a unit in one language. */
export function edition(unit: Unit, options: { language: Language; solved: boolean }): Notebook {
  const { language, solved } = options;
  const cells = cellsIn(unit, language).filter(({ kind }) => solved || kind !== "teacher");
  return {
    cells: cells.map((cell) => notebookCell(unit, cell, language, solved)),
    metadata: {
      kernelspec: { display_name: "TypeScript (nubelab)", language: "typescript", name: "tslab" },
      language_info: {
        file_extension: ".ts",
        mimetype: "text/typescript",
        name: "typescript",
        pygments_lexer: "typescript",
      },
      nubelab: { edition: solved ? "solved" : "student", language, unit: unit.name, version: projectVersion() },
      title: unit.title[language],
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function notebookCell(unit: Unit, cell: SourceCell, language: Language, solved: boolean): NotebookCell {
  const written = solved ? solvedLines(cell, unit.file) : stubLines(cell, language, unit.file);
  const lines = cell.type === "markdown" ? expand(unit, cell, written) : written;
  const source = lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line));
  const nbgrader = nbgraderMetadata({ ...cell, source: source.join("") });
  return {
    cell_type: cell.type,
    id: cell.id,
    metadata: {
      ...(nbgrader === undefined ? {} : { deletable: false, nbgrader }), // as nbgrader's LockCells writes it
      ...(nbgrader?.locked ? { editable: false } : {}),
      nubelab: { kind: cell.kind, ...(cell.item === undefined ? {} : { item: cell.item }) },
      ...(cell.slide === undefined ? {} : { slideshow: { slide_type: cell.slide } }),
    },
    source,
    ...(cell.type === "code" ? { execution_count: null, outputs: [] } : {}),
  };
}

function expand(unit: Unit, cell: SourceCell, lines: string[]): string[] {
  try {
    return withSignatures(lines);
  } catch (error) {
    throw new UnitError(unit.file, cell.line, `cell "${cell.id}": ${(error as Error).message}`);
  }
}

/** The file's text. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, sortedKeys, 1)}\n`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
