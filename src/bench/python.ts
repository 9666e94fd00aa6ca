/** Python environments of their own for what nubelab is compared with, below .nubelab; made anew when their requirements change. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const OUTPUT = resolve(__dirname, "..", "..", ".nubelab");

export interface PythonEnvironment {
  /** Where its programs are. */
  bin: string;
  /** Makes it unless it is there. Returns why that was not possible, or undefined. */
  prepare(): Promise<string | undefined>;
}

/**
 * @param name of its folder
 * @param requirements a file for pip
 * @param what it holds, for the message when it cannot be made
 */
export function pythonEnvironment(name: string, requirements: string, what: string): PythonEnvironment {
  const folder = join(OUTPUT, name);
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  return { bin, prepare: () => prepare(folder, join(bin, "python"), requirements, what) };
}

async function prepare(
  folder: string,
  python: string,
  requirements: string,
  what: string,
): Promise<string | undefined> {
  const stamp = join(folder, "requirements.sha256");
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    const { $ } = await import("zx"); // an ES module
    await $`python3 -m venv --clear ${folder}`.quiet();
    await $`${python} -m pip install --quiet --disable-pip-version-check -r ${requirements}`.quiet();
  } catch (error) {
    const { message, stderr } = error as { message: string; stderr?: string };
    const last = stderr?.trim().split("\n").at(-1) || message;
    return `${what} could not be installed (python3 with its venv module and a package index are needed): ${last}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

/** nbgrader, as the course folder is tested with it. */
export const NBGRADER = pythonEnvironment(
  "nbgrader-venv",
  resolve(__dirname, "..", "..", "src", "release", "nbgrader", "requirements.txt"),
  "nbgrader",
);
