/**
 * From the paths on the command line to the files to grade. A folder is a class: its first level names the students, by folder or by
 * file name. Links are never followed. What is no notebook is listed, not graded.
 */
import { lstatSync, readdirSync } from "node:fs";
import { basename, extname, join, relative, sep } from "node:path";
import type { Text } from "../../sim/language";

export interface SubmittedFile {
  student: string;
  path: string;
  /** The path as shown: relative to the folder given. */
  shown: string;
  modifiedMs: number;
  /** Set when the file is not to be opened. */
  refused?: Text;
}

export interface Collected {
  files: SubmittedFile[];
  /** Files passed over, as shown. */
  ignored: string[];
}

const MAX_DEPTH = 8;
const MAX_FILES = 100_000;

/** @throws Error for a path that does not exist, or a folder beyond all measure */
export function collect(paths: readonly string[]): Collected {
  const out: Collected = { files: [], ignored: [] };
  for (const path of paths) {
    const kind = lstatSync(path, { throwIfNoEntry: false });
    if (!kind) throw new Error(`${path}: there is no such file or folder`);
    if (kind.isDirectory()) walk(path, path, 0, out);
    else {
      const shown = basename(path);
      const refused = kind.isFile() && extname(path) === ".ipynb" ? undefined : notANotebook(kind.isSymbolicLink());
      out.files.push(fileOf(path, shown, stem(path), kind.mtimeMs, refused));
    }
  }
  return out;
}

function walk(root: string, folder: string, depth: number, out: Collected): void {
  if (depth > MAX_DEPTH) throw new Error(`${folder}: folders are nested more than ${MAX_DEPTH} deep`);
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith(".")) continue; // checkpoints and editors' files
    const path = join(folder, name);
    const kind = lstatSync(path);
    if (kind.isDirectory()) {
      walk(root, path, depth + 1, out);
      continue;
    }
    const shown = relative(root, path);
    if (extname(name) !== ".ipynb") {
      out.ignored.push(shown);
      continue;
    }
    if (out.files.length >= MAX_FILES) throw new Error(`${root}: more than ${MAX_FILES} notebooks`);
    const levels = shown.split(sep);
    const student = levels.length > 1 ? levels[0] : stem(name);
    out.files.push(fileOf(path, shown, student, kind.mtimeMs, kind.isFile() ? undefined : notANotebook(true)));
  }
}

function fileOf(path: string, shown: string, student: string, modifiedMs: number, refused?: Text): SubmittedFile {
  return { student, path, shown, modifiedMs, ...(refused ? { refused } : {}) };
}

const stem = (path: string) => basename(path, extname(path));

function notANotebook(isLink: boolean): Text {
  return isLink
    ? { es: "Es un enlace, no un archivo.", en: "It is a link, not a file." }
    : { es: "No es un cuaderno (.ipynb).", en: "It is no notebook (.ipynb)." };
}
