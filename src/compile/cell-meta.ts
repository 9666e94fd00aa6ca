/** What `import.meta` is in a cell: that of a file beside the notebook, although there is none. */
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";

export interface CellMeta {
  url: string;
  /** Also what `__dirname` and `__filename` are. */
  dirname: string;
  filename: string;
  resolve(id: string): string;
}

/**
 * @param folder of the notebook
 * @param name of the cell, such as "cell-3.ts"
 */
export function cellMeta(folder: string, name: string): CellMeta {
  const filename = join(folder, name);
  return {
    url: pathToFileURL(filename).href,
    dirname: folder,
    filename,
    resolve(id) {
      const found = createRequire(filename).resolve(id);
      return isAbsolute(found) ? pathToFileURL(found).href : found; // Node's own modules are no files
    },
  };
}
