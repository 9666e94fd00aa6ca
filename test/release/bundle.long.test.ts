/**
 * The student bundle in a student's hands: unzipped into a fresh folder with a home of its own, installed, used through a term.
 * A member of a group writes, looks what is open, puts a cell back, takes a corrected bundle in, and hands in for all.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, type Notebook, projectRoot } from "../../src/course/build";
import type { Results } from "../../src/grading";

const UNIT = "06-swf";
const execute = promisify(execFile);
const place = mkdtempSync(join(tmpdir(), "nubelab-bundle-"));
const root = projectRoot();
const program = (folder: string) => join(folder, "src", "cli", "nubelab.cjs");
const NOTEBOOK = join("notebooks", "en", `${UNIT}.ipynb`);
let bundle: string;
let env: NodeJS.ProcessEnv;

/** The command in a bundle's folder, as that student; what it printed. */
async function student(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [program(folder), ...args], {
    cwd: folder,
    env,
    maxBuffer: 1 << 24,
  });
  return stdout;
}

const teacher = (...args: string[]) => execute(process.execPath, [program(root), ...args], { cwd: place });
const read = (path: string): Notebook => JSON.parse(readFileSync(path, "utf8")) as Notebook;
const textOf = (notebook: Notebook, id: string) => notebook.cells.find((cell) => cell.id === id)!.source.join("");

/** Changes the source of cells, as Jupyter would save it. */
function write(folder: string, changes: Record<string, string>, path = NOTEBOOK): void {
  const notebook = read(join(folder, path));
  for (const [id, text] of Object.entries(changes)) {
    notebook.cells.find((cell) => cell.id === id)!.source = text.split(/(?<=\n)/);
  }
  writeFileSync(join(folder, path), `${JSON.stringify(notebook, undefined, 1)}\n`);
}

const solved = edition(loadUnit(UNIT), { language: "en", solved: true });
const answers = Object.fromEntries(
  solved.cells
    .filter(({ metadata }) => metadata.nubelab.kind === "answer" || metadata.nubelab.kind === "open")
    .map(({ id, source }) => [id, source.join("")]),
);
const [firstAnswer] = Object.keys(answers).filter((id) => /^l6-/.test(id));

beforeAll(async () => {
  await teacher("release", "--out", join(place, "course.zip"));
  await execute("unzip", ["-q", "course.zip", "-d", "student"], { cwd: place });
  bundle = join(place, "student", readdirSync(join(place, "student"))[0]!);
  // how to reach the registries, and what was downloaded once, stay the machine's; everything else of a home is new
  const { stdout: settings } = await execute("npm", ["config", "get", "userconfig"]);
  const { stdout: cache } = await execute("npm", ["config", "get", "cache"]);
  const { stdout: wheels } = await execute("python3", ["-m", "pip", "cache", "dir"]);
  const home = join(place, "home");
  mkdirSync(home);
  env = {
    ...process.env,
    HOME: home,
    npm_config_userconfig: settings.trim(),
    npm_config_cache: cache.trim(),
    PIP_CACHE_DIR: wheels.trim(),
  };
  await execute("npm", ["ci"], { cwd: bundle, env, maxBuffer: 1 << 24 });
  await execute("npm", ["start", "--", "--setup-only"], { cwd: bundle, env, maxBuffer: 1 << 24 });
}, 900_000);
afterAll(() => rmSync(place, { recursive: true, force: true }), 300_000);

describe("the student bundle, installed", () => {
  it("has neither the grader nor hidden checks nor solutions, and was not built", () => {
    const ours = readdirSync(bundle).filter((name) => !["node_modules", ".venv", ".nubelab"].includes(name));
    const below = (name: string) => readdirSync(join(bundle, name), { recursive: true, encoding: "utf8" });
    const names = ours.flatMap((name) => (name.includes(".") || name === "LICENSE" ? [name] : [name, ...below(name)]));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => /hidden|grading|units|release|\.tsbuildinfo|tsconfig/.test(name))).toEqual([]);
    expect(existsSync(join(bundle, "node_modules", "vitest"))).toBe(false);
    expect(existsSync(join(bundle, "node_modules", "nubelab", "package.json"))).toBe(true);
  });

  it("tells what is open, and runs its checks when the answers are there", async () => {
    expect(await student(bundle, "status")).toContain("No answer is written yet");
    write(bundle, {
      ...answers,
      [firstAnswer!]: read(join(bundle, NOTEBOOK))
        .cells.find(({ id }) => id === firstAnswer)!
        .source.join(""),
    });
    const open = await student(bundle, "status");
    expect(open).toContain(`${Object.keys(answers).length - 1} of ${Object.keys(answers).length} answers written`);
    expect(open).toContain(`still open: ${firstAnswer}`);
    write(bundle, answers);
    const out = join(place, "executed.ipynb");
    expect(await student(bundle, "run", NOTEBOOK, "--keep-going", "--out", out)).toContain(" 0 failed");
    const checks = read(out).cells.filter(({ metadata }) => metadata.nubelab.kind === "check");
    expect(checks).toHaveLength(4);
    for (const check of checks) expect(JSON.stringify(check.outputs)).toMatch(/(\d+) of \1 claims hold/);
  });

  it("puts a broken cell back", async () => {
    write(bundle, { [firstAnswer!]: "async function broken( {" });
    expect(await student(bundle, "restore", NOTEBOOK, firstAnswer!)).toContain("async function broken( {");
    const [now, original] = [read(join(bundle, NOTEBOOK)), read(join(bundle, "originals", "en", `${UNIT}.ipynb`))];
    expect(textOf(now, firstAnswer!)).toBe(textOf(original, firstAnswer!));
    write(bundle, answers);
  });

  it("takes a corrected bundle in without losing an answer, and the group hands in from there", async () => {
    write(bundle, { "swf-group": 'const group = ["Ana Gil", "Luis Paz"];' });
    const corrected = join(place, "corrected");
    cpSync(bundle, corrected, { recursive: true, filter: (path) => !/(node_modules|\.venv|\.nubelab)$/.test(path) });
    rmSync(join(corrected, "notebooks"), { recursive: true });
    const originals = join("originals", "en", `${UNIT}.ipynb`);
    const prompt = read(join(corrected, originals)).cells.find(({ id }) => id.startsWith("l6-"))!;
    write(corrected, { [prompt.id]: `${prompt.source.join("")}\n\nA sentence that was missing.` }, originals);
    cpSync(join(corrected, "originals"), join(corrected, "notebooks"), { recursive: true });
    symlinkSync(join(bundle, "node_modules"), join(corrected, "node_modules"), "junction");

    const before = readFileSync(join(bundle, NOTEBOOK));
    const told = await student(corrected, "bring", bundle);
    expect(told).toContain(`en/${UNIT}.ipynb: ${Object.keys(answers).length} answers, 1 edited examples`);
    expect(readFileSync(join(bundle, NOTEBOOK))).toEqual(before);
    const now = read(join(corrected, NOTEBOOK));
    for (const [id, answer] of Object.entries(answers)) expect(textOf(now, id)).toBe(answer);
    expect(textOf(now, prompt.id)).toContain("A sentence that was missing.");

    const submissions = join(place, "submissions", "ana");
    mkdirSync(submissions, { recursive: true });
    cpSync(join(corrected, NOTEBOOK), join(submissions, `${UNIT}.ipynb`));
    await teacher("grade", join(place, "submissions"), "--out", join(place, "grades"));
    const { records } = JSON.parse(readFileSync(join(place, "grades", "results.json"), "utf8")) as Results;
    expect(records).toHaveLength(1);
    expect(records[0]!.questions.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "passed", "passed"]);
    expect(records[0]!.members).toEqual(["ana", "Luis Paz"]); // who handed in is not named twice
  });
});
