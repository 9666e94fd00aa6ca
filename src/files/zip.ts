/** Zips whose bytes depend on nothing but their files. */
import { createWriteStream } from "node:fs";
import type { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { beside, putInPlace } from "./whole";

const MTIME = new Date(2026, 0, 1); // local, as zip keeps it
const OPTIONS = { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true };

/**
 * Same names, same content, same zip.
 *
 * @param entries names inside the zip, in their order, each with its bytes or the path of the file that holds them
 * @throws Error of the file system, or for a name that no zip may hold; then the file is as it was
 */
export async function writeZip(path: string, entries: Iterable<readonly [name: string, from: Buffer | string]>) {
  const zip = new ZipFile();
  zip.on("error", (error: Error) => (zip.outputStream as PassThrough).destroy(error)); // of a file that cannot be read
  for (const [name, from] of entries) {
    if (typeof from === "string") zip.addFile(from, name, OPTIONS);
    else zip.addBuffer(from, name, OPTIONS);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(beside(path)));
  putInPlace(path);
}
