/**
 * A unit as nbgrader's `source/` has it: solutions between their markers with the stub beside them, and in each check cell a
 * region that students do not get, which makes the check earn points where it otherwise passes or throws.
 * Markers and metadata as nbgrader 0.9.6 reads them (preprocessors/clearsolutions.py, clearhiddentests.py, lockcells.py).
 */
import { cellsIn, edition, markedLines, type Notebook, type NotebookCell, type Unit } from "../../course/build";
import type { Language } from "../../sim/language";

const SCORING = [
  "// BEGIN HIDDEN TESTS",
  'import { score as check } from "nubelab/nbgrader"; // with the reserved cases: the points, as the cell\'s result',
  "// END HIDDEN TESTS",
];

/** The notebook of a unit in one language, for `source/UNIT/UNIT.ipynb`. */
export function sourceNotebook(unit: Unit, language: Language): Notebook {
  const written = new Map(cellsIn(unit, language).map((cell) => [cell.id, cell]));
  const notebook = edition(unit, { language, solved: false });
  const cells = notebook.cells.map((cell): NotebookCell => {
    const source = written.get(cell.id)!;
    if (source.kind === "check") return { ...teachers(cell), source: ended([...SCORING, ...plain(cell)]) };
    if (source.kind === "answer" || source.kind === "open") {
      return { ...teachers(cell), source: ended(markedLines(source, language, unit.file)) };
    }
    return teachers(cell);
  });
  return { ...notebook, cells };
}

/** Without what `nbgrader generate_assignment` adds: locks for students, and a checksum of what they get. */
function teachers(cell: NotebookCell): NotebookCell {
  const { deletable: _deletable, editable: _editable, nbgrader, ...metadata } = cell.metadata;
  if (nbgrader === undefined) return { ...cell, metadata };
  const { checksum: _checksum, cell_type: _type, ...kept } = nbgrader;
  return { ...cell, metadata: { ...metadata, nbgrader: kept as typeof nbgrader } };
}

const plain = ({ source }: NotebookCell): string[] => source.map((line) => line.replace(/\n$/, ""));
const ended = (lines: string[]): string[] => lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line));
