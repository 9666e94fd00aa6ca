/** The files under a folder, and its empty folders. Links are listed and never followed. */
import { lstatSync, readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Text } from "../../sim/language";
import { MAX_BYTES } from "./decode";
import type { Entry } from "./entry";
import { rejected } from "./rejected";

const MAX_DEPTH = 12;
const MAX_FILES = 200_000;

const CHECKPOINTS = ".ipynb_checkpoints"; // Jupyter's copies: not graded, but a trace of their owner
const EMPTY: Text = { es: "La carpeta está vacía.", en: "The folder is empty." };
const LINK: Text = { es: "Es un enlace, no un archivo.", en: "It is a link, not a file." };

/** @throws Error for a folder beyond all measure, or one that cannot be read */
export function listFolder(root: string): Entry[] {
  const out: Entry[] = [];
  const walk = (folder: string, prefix: string, depth: number) => {
    if (depth > MAX_DEPTH) throw new Error(`${folder}: folders are nested more than ${MAX_DEPTH} deep`);
    const names = readdirSync(folder).sort();
    if (names.length === 0 && depth > 0) out.push({ ...fileEntry(folder, prefix), refused: EMPTY });
    for (const name of names) {
      const path = join(folder, name);
      if (lstatSync(path).isDirectory()) {
        const isHidden = name === "node_modules" || (name.startsWith(".") && name !== CHECKPOINTS);
        if (!isHidden) walk(path, `${prefix}${name}/`, depth + 1);
        continue;
      }
      if (out.length >= MAX_FILES) throw new Error(`${root}: more than ${MAX_FILES} files`);
      out.push(fileEntry(path, prefix + name));
    }
  };
  walk(root, "", 0);
  return out;
}

/** @param shown the path that the record will name */
export function fileEntry(path: string, shown: string): Entry {
  const kind = lstatSync(path);
  return {
    path: shown,
    modifiedMs: kind.mtimeMs,
    size: kind.size,
    disk: path,
    flags: [],
    ...(kind.isFile() ? {} : { refused: LINK }),
    read: () => readBounded(path),
  };
}

async function readBounded(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size > MAX_BYTES) {
      throw rejected(`El archivo pasa de ${MAX_BYTES >> 20} MiB.`, `The file is larger than ${MAX_BYTES >> 20} MiB.`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}
