/** A student's notebook on disk, beside the original that came with the bundle. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { writeWhole } from "../files/whole";

export interface Cell {
  cell_type: string;
  id?: string;
  metadata: { nbgrader?: { grade_id?: string }; nubelab?: { kind?: string; item?: string } };
  source: string | string[];
  outputs?: unknown[];
  execution_count?: number | null;
}

export interface Notebook {
  cells: Cell[];
  [field: string]: unknown;
}

export const textOf = (cell: Cell): string => (Array.isArray(cell.source) ? cell.source.join("") : cell.source);
/** The same words, whatever an editor made of the ends of its lines. */
export const sameText = (a: Cell, b: Cell): boolean => normal(textOf(a)) === normal(textOf(b));
const normal = (text: string) => text.replaceAll("\r\n", "\n").trimEnd();
/** What a cell is known by: the name it is graded by, else its id. */
export const nameOf = (cell: Cell): string | undefined => cell.metadata.nbgrader?.grade_id ?? cell.id;
export const kindOf = (cell: Cell): string => cell.metadata.nubelab?.kind ?? "";

/** @throws Error that names the file when it is missing or no notebook */
export function readNotebook(path: string): Notebook {
  if (!existsSync(path)) throw new Error(`${path}: there is no such notebook`);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error(`${path}: not a notebook, its JSON cannot be read (${(error as Error).message})`);
  }
  const { cells } = (read ?? {}) as Partial<Notebook>;
  if (!Array.isArray(cells)) throw new Error(`${path}: not a notebook, it has no list "cells"`);
  for (const cell of cells) cell.metadata ??= {};
  return read as Notebook;
}

/** As Jupyter writes it. The file is there whole or as it was. */
export function writeNotebook(path: string, notebook: Notebook): void {
  writeWhole(path, `${JSON.stringify(notebook, undefined, 1)}\n`);
}

/** Cells by what they are known by; of several with one name the first. */
export function byName(notebook: Notebook): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const cell of notebook.cells) {
    const name = nameOf(cell);
    if (name !== undefined && !cells.has(name)) cells.set(name, cell);
  }
  return cells;
}

/** Paths of the course's notebooks below a bundle's folder "originals": "02-sqs.ipynb", "en/02-sqs.ipynb". */
export function originalPaths(root: string): string[] {
  const folder = join(root, "originals");
  if (!existsSync(root)) throw new Error(`${root}: there is no such folder`);
  if (!existsSync(folder)) {
    throw new Error(`${root}: this is no student bundle, which has a folder "originals" beside its package.json`);
  }
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ipynb"))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/** The original of a notebook of the bundle. Throws Error when it is none of the course's. */
export function originalOf(root: string, path: string): Notebook {
  const inside = relative(join(root, "notebooks"), resolve(path)).split(sep).join("/");
  const known = originalPaths(root);
  if (!known.includes(inside)) {
    throw new Error(
      `${path}: none of the course's notebooks; they are ${known.map((p) => `notebooks/${p}`).join(", ")}`,
    );
  }
  return readNotebook(join(root, "originals", inside));
}
