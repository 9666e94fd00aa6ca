/** One cell back as it came, everything else as it is. */
import { byName, kindOf, nameOf, originalOf, readNotebook, writeNotebook } from "./notebook";

/**
 * Puts the original source of a cell back; a cell that is gone comes back after the cell that it followed.
 * @param name the cell's id, as in "x2-queue"
 * @returns what was there before; undefined when the cell was gone
 * @throws Error when the notebook is none of the course's, or the original has no such cell
 */
export function restoreCell(root: string, path: string, name: string): string | undefined {
  const original = originalOf(root, path);
  const wanted = byName(original).get(name);
  if (wanted === undefined) {
    const answers = original.cells.filter((cell) => ["answer", "open"].includes(kindOf(cell))).map(nameOf);
    throw new Error(`${path}: it has no cell "${name}"; its answers are ${answers.join(", ")}`);
  }
  const notebook = readNotebook(path);
  const now = byName(notebook).get(name);
  if (now !== undefined) {
    const before = Array.isArray(now.source) ? now.source.join("") : now.source;
    Object.assign(now, structuredClone(wanted));
    writeNotebook(path, notebook);
    return before;
  }
  const earlier = original.cells.slice(0, original.cells.indexOf(wanted)).map(nameOf);
  const after = notebook.cells.map((cell) => earlier.includes(nameOf(cell))).lastIndexOf(true);
  notebook.cells.splice(after + 1, 0, structuredClone(wanted));
  writeNotebook(path, notebook);
  return undefined;
}
