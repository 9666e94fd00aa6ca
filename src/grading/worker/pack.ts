/**
 * The modules that a worker loads before its job, as one file: their text, where each `require` leads, and V8's compiled code for them
 * all. A worker that is given one starts without looking for or compiling hundreds of files; each module keeps its own path, exports
 * and place in `require.cache`, so cells cannot tell. It is made once a run, in a box in which no student code ran.
 * Form: one line of JSON (Head), then for each part its text and its compiled code.
 */
import { closeSync, fstatSync, readSync } from "node:fs";
import Module from "node:module";
import { dirname } from "node:path";
import { constants, Script } from "node:vm";

type Require = (id: string) => unknown;
type Body = (exports: object, require: Require, module: object, filename: string, dirname: string) => void;

/** What node does to load a module; internal, and the same since node 0.10. */
interface Loader {
  _extensions: Record<string, (module: Loaded, filename: string) => void>;
  _resolveFilename(request: string, parent: { path?: string } | null, isMain?: boolean, options?: object): string;
  _cache: Record<string, Loaded | undefined>;
}
interface Loaded {
  exports: object;
  require: Require;
}
export const loader = Module as unknown as Loader;

/** Texts in one encoding: V8 holds Latin-1 in half the memory. */
export interface Part {
  encoding: "latin1" | "utf16le";
  textBytes: number;
  codeBytes: number;
  /** Full paths, in the order of the functions that the text makes. */
  files: string[];
}
export interface Head {
  parts: Part[];
  /** Full paths by `placeOf`. */
  resolved: Record<string, string>;
}

/** A request from a folder: how `resolved` names it. */
export const placeOf = (request: string, parent: { path?: string } | null): string => `${parent?.path}\0${request}`;

/** The text that makes the modules of one part, each as the function that node wraps it in. */
export function textOf(sources: readonly string[]): string {
  const [open, close] = Module.wrap("\0").split("\0") as [string, string];
  return `[${sources.map((source) => `${open}${source.replace(/^#!/, "//")}\n${close.replace(/;\s*$/, "")}`).join(",\n")}]`;
}

/** A part as a script; `code` is what V8 compiled of the same text before. */
export function scriptOf(text: string, code?: Buffer): Script {
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new Script(text, { filename: "pack.js", cachedData: code, importModuleDynamically });
}

/** Reads a pack from a file that is open, and closes it. */
export function readPack(fd: number): { head: Head; scripts: Script[] } {
  const all = Buffer.allocUnsafe(fstatSync(fd).size);
  for (let at = 0; at < all.length; ) {
    const length = readSync(fd, all, at, all.length - at, at);
    if (length === 0) throw new Error("the pack of modules was cut short");
    at += length;
  }
  closeSync(fd);
  let at = all.indexOf(10) + 1;
  const head = JSON.parse(all.toString("utf8", 0, at)) as Head;
  const take = (bytes: number) => {
    at += bytes;
    return all.subarray(at - bytes, at);
  };
  const scripts = head.parts.map(({ encoding, textBytes, codeBytes }) =>
    scriptOf(take(textBytes).toString(encoding), take(codeBytes)),
  );
  return { head, scripts };
}

/** While `work` runs, modules of the pack are loaded from it. */
export function withPack(head: Head, scripts: readonly Script[], work: () => void): void {
  const bodies = new Map<string, Body>();
  for (const [i, script] of scripts.entries()) {
    const made = script.runInThisContext() as Body[];
    for (const [j, file] of (head.parts[i] as Part).files.entries()) bodies.set(file, made[j] as Body);
  }
  const { _resolveFilename: resolve } = loader;
  const load = loader._extensions[".js"] as Loader["_extensions"][string];
  loader._resolveFilename = (request, parent, isMain, options) =>
    (options === undefined ? head.resolved[placeOf(request, parent)] : undefined) ??
    resolve(request, parent, isMain, options);
  loader._extensions[".js"] = (module, filename) => {
    const body = bodies.get(filename);
    if (body) body.call(module.exports, module.exports, requireFor(module), module, filename, dirname(filename));
    else load(module, filename);
  };
  try {
    work();
  } finally {
    loader._resolveFilename = resolve;
    loader._extensions[".js"] = load;
  }
}

/** The `require` that node gives a module. */
function requireFor(module: Loaded): Require {
  const resolve = (request: string, options?: object) =>
    loader._resolveFilename(request, module as { path?: string }, false, options);
  return Object.assign((id: string) => module.require(id), {
    resolve,
    main: process.mainModule,
    extensions: loader._extensions,
    cache: loader._cache,
  });
}
