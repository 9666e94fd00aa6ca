/**
 * What a student bundle is made of: the built library without what judges in secret, the notebooks, the originals of the
 * notebooks, and a package that installs with `npm ci` and needs no build. Left out: hidden checks, the grader, the units'
 * sources with their solutions, benches, and the commands that need any of them.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { notebooks, projectRoot } from "../course/build";
import { writeZip } from "../files/zip";
import { studentLock, studentManifest } from "./package";
import { studentReadme } from "./readme";

/** Path inside the bundle, with "/" -> content. */
export type Files = ReadonlyMap<string, Buffer>;

/** Paths below dist that students do not get. */
const KEPT_BACK = [
  /^course\/checks\/hidden(\/|\.|$)/,
  /^(bench|grading|release)\//,
  /^cli\/main\./,
  /^cli\/commands\/(build|grade|release)\./,
  /\.map$/,
  /\.tsbuildinfo$/,
];

/** The files of the bundle, in the order of their names. */
export function bundleFiles(root = projectRoot()): Files {
  const files = new Map<string, Buffer>();
  const text = (path: string, content: string) => files.set(path, Buffer.from(content));
  for (const path of below(join(root, "dist"))) {
    if (KEPT_BACK.some((pattern) => pattern.test(path))) continue;
    files.set(`dist/${path}`, withoutSourceMap(path, readFileSync(join(root, "dist", path))));
  }
  for (const path of below(join(root, "src", "jupyter"))) {
    if (!path.endsWith(".ts")) files.set(`src/jupyter/${path}`, readFileSync(join(root, "src", "jupyter", path)));
  }
  for (const path of ["src/cli/nubelab.cjs", "LICENSE", ".npmrc"]) files.set(path, readFileSync(join(root, path)));
  for (const { path, text: notebook } of notebooks({ solved: false })) {
    text(`notebooks/${path}`, notebook);
    text(`originals/${path}`, notebook);
  }
  const json = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
  text("package.json", `${JSON.stringify(studentManifest(json("package.json")), undefined, 2)}\n`);
  text("package-lock.json", `${JSON.stringify(studentLock(json("package-lock.json")), undefined, 2)}\n`);
  text("README.md", studentReadme());
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * @param folder the one folder at the top of the zip, without "/"
 * @param path where the zip goes; it is there whole or as it was
 */
export async function writeBundle(files: Files, folder: string, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeZip(
    path,
    [...files].map(([name, content]) => [`${folder}/${name}`, content]),
  );
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/__pycache__/.test(entry.parentPath))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Without the comment that points to a map that is not there. */
function withoutSourceMap(path: string, content: Buffer): Buffer {
  if (!path.endsWith(".js") && !path.endsWith(".d.ts")) return content;
  return Buffer.from(content.toString().replace(/^\/\/# sourceMappingURL=.*\n?/gm, ""));
}
