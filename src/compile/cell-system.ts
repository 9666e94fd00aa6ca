/** What the compiler of cells reads: the disk, with the libraries and the declarations of Node joined and the cells' globals in reach. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type TS from "typescript";
import { GLOBALS, GLOBALS_FILE } from "./cell-globals";
import { joinLibraries } from "./libraries";
import type { LocalFiles } from "./local-files";
import { joinNodeTypes } from "./node-types";
import { librariesOf } from "./options";
import { typeScriptFile } from "./typescript";

export interface CellSystem {
  sys: TS.System;
  /** Path of the declarations of the cells' globals: a root of the program. */
  globals: string;
  /** File name of the library that holds all others. */
  library: string;
}

/**
 * @param cwd the folder that the compiler works in
 * @param files takes the compiler's wishes to know when something changes
 */
export function cellSystem(ts: typeof TS, cwd: string, files: LocalFiles): CellSystem {
  const globals = `${cwd.replaceAll("\\", "/")}/${GLOBALS_FILE}`;
  const libraries = joinLibraries(
    ts.sys.readFile,
    dirname(typeScriptFile()).replaceAll("\\", "/"),
    librariesOf(process.versions.node).map((name) => `lib.${name}.d.ts`),
  );
  const nodeTypes = joinNodeTypes(ts.sys.readFile);
  const sys: TS.System = Object.assign(Object.create(ts.sys), {
    readFile: (path: string, encoding?: string) =>
      path === globals ? GLOBALS : (libraries.textOf(path) ?? nodeTypes(path) ?? ts.sys.readFile(path, encoding)),
    fileExists: (path: string) => path === globals || ts.sys.fileExists(path),
    getCurrentDirectory: () => cwd,
    watchFile: (path: string, changed: TS.FileWatcherCallback) => files.watch(path, changed),
    watchDirectory: (path: string, changed: TS.DirectoryWatcherCallback) => files.watchFolder(path, changed),
  });
  return { sys, globals, library: libraries.name };
}

/** Where `@types` packages are found from a folder: in every node_modules above it. */
export function typeRoots(from: string): string[] {
  const roots: string[] = [];
  for (let at = from; ; at = dirname(at)) {
    const root = join(at, "node_modules", "@types");
    if (existsSync(root)) roots.push(root.replaceAll("\\", "/"));
    if (at === dirname(at)) return roots;
  }
}
