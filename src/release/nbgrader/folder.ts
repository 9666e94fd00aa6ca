/**
 * The course folder of nbgrader: `source/UNIT/UNIT.ipynb`, nbgrader_config.py, and in `nubelab/` what that needs. It is for the
 * teacher: it holds the solutions. What nbgrader itself puts there (release, submitted, autograded, gradebook.db) is never touched.
 */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadUnit, notebookText, projectRoot, unitNames } from "../../course/build";
import type { Language } from "../../sim/language";
import { planOf } from "./plan";
import { sourceNotebook } from "./source";

/** Path inside the folder, with "/" -> text. */
export function courseFolderFiles(language: Language, root = projectRoot()): ReadonlyMap<string, string> {
  const units = unitNames().map((name) => loadUnit(name));
  const ours = (name: string) => readFileSync(join(root, "src", "release", "nbgrader", name), "utf8");
  return new Map([
    ["nbgrader_config.py", ours("nbgrader_config.py")],
    ["nubelab/nbgrader_config.py", ours("settings.py")],
    ["nubelab/nubelab_nbgrader.py", ours("nubelab_nbgrader.py")],
    ["nubelab/requirements.txt", ours("requirements.txt")],
    ["nubelab/plan.json", `${JSON.stringify(planOf(units, language), undefined, 1)}\n`],
    ...units.map((unit): [string, string] => [
      `source/${unit.name}/${unit.name}.ipynb`,
      notebookText(sourceNotebook(unit, language)),
    ]),
  ]);
}

/** Files that the teacher may have changed: written once. */
const TEACHERS = ["nbgrader_config.py"];

/**
 * Writes the folder, or brings one up to date. A unit's source is written anew: change the unit, not the copy.
 * @returns the paths written
 * @throws Error when something else stands where `node_modules`, by which cells find the library, must be
 */
export function writeCourseFolder(folder: string, language: Language, root = projectRoot()): string[] {
  const files = [...courseFolderFiles(language, root)].filter(
    ([path]) => !TEACHERS.includes(path) || !existsSync(join(folder, path)),
  );
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  linkLibrary(folder, root);
  return files.map(([path]) => path);
}

/** Cells resolve "nubelab" and the SDK from the folder that they run in. */
function linkLibrary(folder: string, root: string): void {
  const [link, library] = [join(folder, "node_modules"), join(root, "node_modules")];
  if (existsSync(join(link, "nubelab", "package.json"))) return;
  try {
    symlinkSync(library, link, "junction");
  } catch (cause) {
    throw new Error(`${link}: a link to ${library} cannot be made here; move what is there away`, { cause });
  }
}
