/**
 * TypeScript from V8's code cache: what the last kernel had compiled of its 9 MB need not be compiled again, which is 0.3 s of the
 * start. V8 refuses a cache of another version of itself; the name of the file tells the rest apart.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { typeScriptFile, typeScriptVersion } from "./typescript";

export interface CodeCache {
  /** Was the cache there and taken by V8? */
  readonly used: boolean;
  /** Writes the cache anew, unless it was used: best when TypeScript has worked a little. */
  save(): void;
}

/**
 * Loads TypeScript for this process, before anything else has.
 * @param folder of the cache; made when it is not there. Whoever can write there decides what this process runs
 */
export function loadTypeScriptCached(folder: string): CodeCache {
  const file = typeScriptFile();
  const cacheFile = join(folder, `typescript-${typeScriptVersion()}-node-${process.versions.node}-${process.arch}.bin`);
  const cachedData = read(cacheFile);
  const source = Module.wrap(readFileSync(file, "utf8"));
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = new Module(file);
  module.filename = file;
  const require = createRequire(file);
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  module.loaded = true;
  require.cache[file] = module;

  const used = cachedData !== undefined && script.cachedDataRejected === false;
  const save = () => {
    if (used) return;
    mkdirSync(folder, { recursive: true });
    const half = `${cacheFile}.${process.pid}`; // another kernel may read meanwhile
    writeFileSync(half, script.createCachedData());
    renameSync(half, cacheFile);
  };
  return { used, save };
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
