/** Writes a zip whose bytes depend on nothing but its files: same names, same content, same zip. */
import { createWriteStream, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { Files } from "./files";

const MTIME = new Date(2026, 0, 1); // local, as zip keeps it

/**
 * @param folder the one folder at the top, without "/"
 * @param path where the zip goes; it is there whole or not at all
 */
export async function writeZip(files: Files, folder: string, path: string): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of files) {
    zip.addBuffer(content, `${folder}/${name}`, { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
}
