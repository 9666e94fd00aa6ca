import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(__dirname, "../../src");

/** Each room may import from the levels before its own, and from itself. */
const LEVELS = [
  ["sim"],
  ["services"],
  ["sdk"],
  ["charts", "course", "compile", "files"],
  ["jupyter", "grading", "release", "student"],
  ["cli", "bench"],
];
/** Files beside the rooms: src/index.ts gathers the public names. */
const BESIDE = 3;

const IMPORT = /(?:from|import|require\(|import\()\s*"(\.{1,2}\/[^"]*)"/g;

interface Source {
  path: string;
  text: string;
}

function sources(folder = SRC): Source[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts|cts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(SRC, "course", "units")))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

const roomOf = (path: string) => relative(SRC, path).split(sep)[0]!;

function levelOf(path: string): number {
  const room = roomOf(path);
  return room.endsWith(".ts") ? BESIDE : LEVELS.findIndex((rooms) => rooms.includes(room));
}

function imports({ path, text }: Source): string[] {
  return [...text.matchAll(IMPORT)].map((match) => resolve(dirname(path), match[1]!));
}

describe("the rooms of src", () => {
  const all = sources();

  it("are all known to this test", () => {
    expect(all.length).toBeGreaterThan(50);
    expect([...new Set(all.filter(({ path }) => levelOf(path) < 0).map(({ path }) => roomOf(path)))]).toEqual([]);
  });

  it("import one way only: sim, services, sdk, then charts, course and compile, then jupyter, grading, release and student, then cli", () => {
    const against = all.flatMap((source) =>
      imports(source)
        .filter((target) => roomOf(target) !== roomOf(source.path) && levelOf(target) >= levelOf(source.path))
        .map((target) => `${relative(SRC, source.path)} imports ${relative(SRC, target)}`),
    );
    expect(against).toEqual([]);
  });

  it("take no time and no chance from the machine in sim and services", () => {
    const forbidden = /Math\.random|Date\.now|new Date\(\s*\)|\bsetTimeout\b|\bsetInterval\b|randomUUID|randomBytes/;
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"/g, "");
    const offenders = all
      .filter(({ path, text }) => ["sim", "services"].includes(roomOf(path)) && forbidden.test(code(text)))
      .map(({ path }) => relative(SRC, path));
    expect(offenders).toEqual([]);
  });

  it("name no client package in sdk and sim, so that no cell's compiler has to read one on our account", () => {
    const clients = /["']@aws-sdk\/client-/;
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    const offenders = all
      .filter(({ path, text }) => ["sim", "services", "sdk"].includes(roomOf(path)) && clients.test(code(text)))
      .map(({ path }) => relative(SRC, path));
    expect(offenders).toEqual([]);
  });
});
