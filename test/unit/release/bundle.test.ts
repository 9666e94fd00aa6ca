/** The student bundle gives nothing away and lacks nothing: no solution, no hidden check, no build step. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadUnit, projectRoot, unitNames } from "../../../src/course/build";
import { solvedLines, stubLines } from "../../../src/course/build/solution";
import { bundleFiles, type Files, writeBundle } from "../../../src/release";

let files: Files;
let all: string;
const folder = mkdtempSync(join(tmpdir(), "nubelab-release-"));

beforeAll(() => {
  files = bundleFiles();
  all = [...files.values()].map((content) => content.toString()).join("\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A call of the SDK that the library's own documentation shows too. */
const IDIOM = "await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });";

/** Lines of solutions and notes that no example, hint or stub shows: long enough to be nobody's by chance. */
function secrets(): string[] {
  const cells = unitNames().flatMap((name) => loadUnit(name).cells);
  const isAnswer = ({ kind }: { kind: string }) => kind === "answer" || kind === "open";
  const shown = cells
    .filter(({ kind }) => kind !== "teacher")
    .flatMap((cell) => (isAnswer(cell) ? stubLines(cell, cell.lang ?? "en", "") : cell.lines))
    .join("\n");
  const solutions = cells.filter(isAnswer).flatMap((cell) => solvedLines(cell, ""));
  const notes = cells.filter(({ kind }) => kind === "teacher").flatMap(({ lines }) => lines);
  return [...solutions, ...notes]
    .map((line) => line.trim())
    .filter((line) => line.length > 50 && !shown.includes(line));
}

describe("the student bundle", () => {
  it("holds no line of a solution, a marking scheme or a teacher's note", () => {
    const lines = secrets().filter((line) => line !== IDIOM);
    expect(lines.length).toBeGreaterThan(300);
    expect(lines.filter((line) => all.includes(line) || all.includes(JSON.stringify(line).slice(1, -1)))).toEqual([]);
  });

  it("holds no hidden check, no grader, no unit's source and no way to make a release", () => {
    const hidden = readdirSync(join(projectRoot(), "src", "course", "checks", "hidden"));
    expect(hidden.length).toBeGreaterThan(10);
    const names = [...files.keys()];
    expect(names.filter((name) => /hidden|grading|course\/units|release|bench/.test(name))).toEqual([]);
    expect(names.filter((name) => name.endsWith(".map") || (name.endsWith(".ts") && !name.endsWith(".d.ts")))).toEqual(
      [],
    );
    expect(/^\/\/# sourceMappingURL=/m.test(all)).toBe(false);
  });

  it("has every notebook twice, to work in and to go back to", () => {
    for (const name of unitNames()) {
      for (const path of [`${name}.ipynb`, `en/${name}.ipynb`]) {
        expect(files.get(`notebooks/${path}`)).toEqual(files.get(`originals/${path}`));
        expect(files.get(`notebooks/${path}`)!.toString()).toContain('"edition": "student"');
      }
    }
  });

  it("has every module that its modules require", () => {
    const missing = [...files].flatMap(([name, content]) => {
      if (!name.endsWith(".js")) return [];
      const wanted = [...content.toString().matchAll(/require\("(\.[^"]+)"\)/g)].map(([, path]) => path!);
      return wanted
        .map((path) => posix.join(posix.dirname(name), path))
        .filter((path) => ![path, `${path}.js`, `${path}/index.js`].some((candidate) => files.has(candidate)))
        .map((path) => `${name} requires ${path}`);
    });
    expect(missing).toEqual([]);
  });

  it("installs what it needs, with the versions of the course, and builds nothing", () => {
    const manifest = JSON.parse(files.get("package.json")!.toString());
    const lock = JSON.parse(files.get("package-lock.json")!.toString());
    const ours = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8"));
    expect(manifest.scripts).toEqual({ start: "node src/cli/nubelab.cjs start" });
    expect(manifest.devDependencies).toBeUndefined();
    expect(manifest.dependencies).toEqual({ ...ours.dependencies, nubelab: "file:." });
    expect(lock.packages[""].dependencies).toEqual(manifest.dependencies);
    expect(lock.packages[""].devDependencies).toBeUndefined();
    expect(Object.values(lock.packages).filter((entry) => (entry as { dev?: boolean }).dev)).toEqual([]);
    expect(lock.packages["node_modules/nubelab"]).toMatchObject({ link: true });
  });

  it("is the same zip each time, whole or not there", async () => {
    const [a, b] = [join(folder, "new", "a.zip"), join(folder, "b.zip")];
    await writeBundle(files, "nubelab-1", a);
    await writeBundle(files, "nubelab-1", b);
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
    expect(existsSync(`${a}.part`)).toBe(false);
    expect(readdirSync(dirname(a))).toEqual(["a.zip"]);
  });
});
