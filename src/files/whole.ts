/** Files that are there whole or as they were: written beside their place and moved into it. */
import { renameSync, writeFileSync } from "node:fs";

/** Where a file is written until it is whole. */
export const beside = (path: string): string => `${path}.part`;
export const putInPlace = (path: string): void => renameSync(beside(path), path);

/** @throws Error of the file system; then the file is as it was */
export function writeWhole(path: string, content: string | Buffer): void {
  writeFileSync(beside(path), content);
  putInPlace(path);
}
