/** Where the project's own files lie, whether this runs from src or from dist. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of nubelab's package.json. */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "nubelab") return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json of nubelab above ${__dirname}`);
  }
}

/** nubelab's version. */
export function projectVersion(): string {
  return JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")).version;
}
