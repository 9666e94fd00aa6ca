/** Runs one side in a process of its own; makes the Python environment that the others' sides need. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Side } from "./plan";
import { pythonEnvironment } from "./python";

const ROOT = resolve(__dirname, "..", "..");
const SOURCES = join(ROOT, "src", "bench"); // the Python files stay where they are written
export const OUTPUT = join(ROOT, ".nubelab");
const OTHERS = pythonEnvironment("bench-venv", join(SOURCES, "requirements.txt"), "SimPy and moto");
const PYTHON = join(OTHERS.bin, "python");
/** Packages of the others' that are compared with, and where they are put: nubelab does not depend on them. */
const PACKAGES = ["aws-local-stepfunctions@3.0.0"];
export const PACKAGES_FOLDER = join(OUTPUT, "bench-node");
const NURSERY = "--max-semi-space-size=64"; // as the course kernel runs
const MAX_OUTPUT_BYTES = 1 << 20;

const execute = promisify(execFile);

/** What a measurement prints; more numbers may stand beside these. */
export interface Sample {
  seconds: number;
  cpuSeconds: number;
  count: number;
  meanSeconds?: number;
  [more: string]: unknown;
}

/** The Python environment with what requirements.txt pins. */
export const preparePython = () => OTHERS.prepare();

/** The packages that are compared with. Returns why they are not to be had, or undefined. */
export const preparePackages = () => installPackages(PACKAGES_FOLDER, PACKAGES);

/**
 * Installs packages once in a folder of their own. They may ask for a newer Node than this one: what they do on it is what counts.
 * @returns why that was not possible, or undefined
 */
export async function installPackages(folder: string, packages: readonly string[]): Promise<string | undefined> {
  const stamp = join(folder, "packages.txt");
  const wanted = packages.join(" ");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const { $ } = await import("zx"); // an ES module
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--engine-strict=false"];
    await $({ cwd: folder })`npm install ${quiet} ${packages}`.quiet();
  } catch (error) {
    const { message, stderr } = error as { message: string; stderr?: string };
    return `${wanted} could not be installed: ${stderr?.trim().split("\n").at(-1) || message}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

/** @param seed of this round: every side of a round has the same */
export async function run(side: Side, seed: number): Promise<Sample> {
  const [program, ...given] = side.python
    ? [PYTHON, join(SOURCES, side.python[0]), ...side.python.slice(1)]
    : [process.execPath, NURSERY, join(__dirname, "child.js"), side.node!];
  const { stdout } = await execute(program!, [...given, String(side.count), String(seed)], {
    cwd: OUTPUT,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Sample;
}
