/**
 * Answers from an earlier bundle into this one, a corrected one. The earlier folder is only read. In each notebook:
 * - an answer that was written comes over, also when its question has changed (which is said);
 * - an example that was edited comes over unless the course has changed it;
 * - a cell of one's own comes after the cell that it followed;
 * - given cells and checks are the new ones.
 * A notebook that was already worked on here is left alone.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  byName,
  type Cell,
  kindOf,
  type Notebook,
  nameOf,
  originalPaths,
  readNotebook,
  sameText,
  writeNotebook,
} from "./notebook";

export interface Brought {
  /** As in "en/02-sqs.ipynb". */
  path: string;
  /** Answers that came over, examples that came over, own cells that came over. */
  answers: number;
  examples: number;
  own: number;
  /** Cells whose text in the course changed while the student's own text came over: to be read again. */
  reread: string[];
  /** Edited cells that did not come over, since the course has a new text, or no such cell any more. */
  left: string[];
  /** Why the notebook was left alone. */
  skipped?: "untouched" | "worked on here";
}

/** @throws Error when either folder is no student bundle, or a notebook cannot be read; then nothing is written */
export function bring(root: string, earlier: string): Brought[] {
  const before = new Set(originalPaths(earlier));
  const work = originalPaths(root).flatMap((path): { result: Brought; write?: () => void }[] => {
    const theirs = join(earlier, "notebooks", path);
    if (!before.has(path) || !existsSync(theirs)) return [];
    const mine = join(root, "notebooks", path);
    const original = readNotebook(join(root, "originals", path));
    const student = readNotebook(theirs);
    const earlierOriginal = readNotebook(join(earlier, "originals", path));
    if (isUntouched(student, earlierOriginal)) return [{ result: nothing(path, "untouched") }];
    if (existsSync(mine) && !isUntouched(readNotebook(mine), original)) {
      return [{ result: nothing(path, "worked on here") }];
    }
    const { notebook, result } = merge(path, original, student, earlierOriginal);
    return [{ result, write: () => writeNotebook(mine, notebook) }];
  });
  for (const { write } of work) write?.();
  return work.map(({ result }) => result);
}

const nothing = (path: string, skipped: NonNullable<Brought["skipped"]>): Brought => ({
  path,
  answers: 0,
  examples: 0,
  own: 0,
  reread: [],
  left: [],
  skipped,
});

/** The same cells with the same texts; outputs do not count. */
function isUntouched(notebook: Notebook, original: Notebook): boolean {
  return (
    notebook.cells.length === original.cells.length &&
    notebook.cells.every((cell, i) => nameOf(cell) === nameOf(original.cells[i]!) && sameText(cell, original.cells[i]!))
  );
}

function merge(path: string, original: Notebook, student: Notebook, earlier: Notebook) {
  const result: Brought = { path, answers: 0, examples: 0, own: 0, reread: [], left: [] };
  const notebook = structuredClone(original);
  const [target, known] = [byName(notebook), byName(earlier)];
  let anchor: Cell | undefined;
  const seen = new Set<string>();
  for (const cell of student.cells) {
    const name = nameOf(cell);
    const was = name === undefined || seen.has(name) ? undefined : known.get(name);
    if (was === undefined || name === undefined) {
      anchor = insertAfter(notebook, anchor, cell);
      result.own++;
      continue;
    }
    seen.add(name);
    const now = target.get(name);
    if (now !== undefined) anchor = now;
    if (sameText(cell, was)) continue;
    const isAnswer = kindOf(was) === "answer" || kindOf(was) === "open";
    const isChanged = now === undefined || !sameText(now, was);
    if (now === undefined || !(isAnswer || (kindOf(was) === "demo" && !isChanged))) {
      result.left.push(name);
      continue;
    }
    now.source = cell.source;
    if (isAnswer) result.answers++;
    else result.examples++;
    if (isChanged) result.reread.push(name);
  }
  return { notebook, result };
}

/** A cell of the student's own: without an id that the course may use, and without outputs of the earlier course. */
function insertAfter(notebook: Notebook, anchor: Cell | undefined, cell: Cell): Cell {
  const copy = structuredClone(cell);
  const taken = byName(notebook);
  if (copy.id !== undefined && taken.has(copy.id)) copy.id = freeId(copy.id, taken);
  delete copy.metadata.nbgrader;
  if (copy.cell_type === "code") Object.assign(copy, { outputs: [], execution_count: null });
  notebook.cells.splice(anchor === undefined ? 0 : notebook.cells.indexOf(anchor) + 1, 0, copy);
  return copy;
}

function freeId(id: string, taken: ReadonlyMap<string, unknown>): string {
  for (let i = 2; ; i++) if (!taken.has(`${id}-${i}`)) return `${id}-${i}`;
}
