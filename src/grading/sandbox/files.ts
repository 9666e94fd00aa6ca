/**
 * What a sandboxed process may see of the course: the built library and its packages, and of the grader only the part that
 * runs inside. Unit sources, hidden checks and the judge stay out: nothing is listed that the allowed work does not need.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package's root folder: the nearest one above with nubelab's package.json. */
export function packageRoot(from: string = __dirname): string {
  for (let at = from; ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "nubelab") return at;
    if (at === dirname(at)) throw new Error(`no nubelab package above ${from}`);
  }
}

export type Inside = "worker" | "compiler";

const OUT_OF_REACH = new Set(["grading", "cli", "bench", "jupyter", "course", "compile"]);
const COURSE_OUT_OF_REACH = new Set(["units", "checks"]);

/** Paths relative to the root, files or whole folders. */
export function visiblePaths(root: string, inside: Inside): string[] {
  const list = (folder: string, hidden: Set<string>): string[] => {
    const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    return names.filter((name) => !hidden.has(name) && !name.startsWith(".")).map((name) => `${folder}/${name}`);
  };
  if (!existsSync(join(root, "dist/grading/worker/main.js"))) {
    throw new Error(`${root} is not built: run "npm run build" first`);
  }
  return [
    "package.json",
    ...list("dist", OUT_OF_REACH),
    ...list("dist/course", COURSE_OUT_OF_REACH),
    ...list("dist/course/checks", new Set(["hidden"])),
    "dist/grading/worker",
    ...(inside === "compiler"
      ? ["dist/compile", "dist/grading/compiler"]
      : withRequired(root, "dist/compile/script.js")),
    "node_modules",
  ];
}

/** A built file and those beside it that it requires, however far. */
function withRequired(root: string, path: string, found = new Set<string>()): string[] {
  if (found.has(path)) return [...found];
  found.add(path);
  for (const [, name] of readFileSync(join(root, path), "utf8").matchAll(/require\("(\.\/[\w-]+)"\)/g)) {
    withRequired(root, `${join(dirname(path), name as string)}.js`, found);
  }
  return [...found];
}

/** The packages that the library needs at run time, by their folders in node_modules. */
export function packageFolders(root: string): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      readFileSync(join(root, folder, "package.json"), "utf8"),
    ) as Record<string, Record<string, string> | undefined>;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = `node_modules/${name}`;
      if (found.has(at) || !existsSync(join(root, at, "package.json"))) continue; // nested ones travel with their parent
      found.add(at);
      visit(at);
    }
  };
  visit(".");
  return [...found].sort();
}
