/** The course's Python environment: made once, made anew when the locked versions change, left alone otherwise. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeKernelspec, writeLabSettings } from "./kernelspec";
import { writePapermillEngine } from "./papermill";
import { OWN, REQUIREMENTS, VENV, venvProgram } from "./places";
import { findPython } from "./python";

const STAMP = join(VENV, "nubelab-stamp.json");
const LOCK = join(OWN, "set-up.lock");
const LOOK_MS = 500; // between two looks whether another set-up has ended

/** What the environment was made of. */
interface Stamp {
  requirements: string;
}

const wanted = (): Stamp => ({ requirements: createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex") });

/** Is the environment there, with the locked versions? */
export function isSetUp(): boolean {
  if (!existsSync(STAMP) || !existsSync(venvProgram("python"))) return false;
  return (JSON.parse(readFileSync(STAMP, "utf8")) as Stamp).requirements === wanted().requirements;
}

/**
 * Makes the environment unless it is there; always writes the kernelspec.
 * @param say is told, in a line, what takes long
 * @throws MissingPythonError, or Error with what pip said
 */
export async function setUp(say: (line: string) => void): Promise<void> {
  await withLock(say, async () => {
    if (!isSetUp()) await make(say);
    writeKernelspec();
    writeLabSettings();
    writePapermillEngine();
  });
}

async function make(say: (line: string) => void): Promise<void> {
  const python = findPython();
  say(`Setting up JupyterLab in .venv with Python ${python.version}: once, about a minute and 250 MB ...`);
  rmSync(STAMP, { force: true });
  await run(python.program, ["-m", "venv", "--clear", VENV], "The Python environment could not be made");
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
  await run(venvProgram("python"), pip, "JupyterLab could not be installed (is there a network?)");
  writeFileSync(STAMP, JSON.stringify(wanted()));
  say("JupyterLab is set up.");
}

/** Runs a program quietly; what it printed is told only when it fails. */
function run(program: string, args: string[], failure: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let printed = "";
    const keep = (chunk: Buffer) => {
      printed = (printed + chunk).slice(-4_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${failure}; ${[program, ...args].join(" ")} said:\n${printed.trim()}`));
    });
  });
}

/** One set-up at a time: two would write into the same folder. A lock whose owner is gone does not count. */
async function withLock(say: (line: string) => void, work: () => Promise<void>): Promise<void> {
  mkdirSync(OWN, { recursive: true });
  for (let waited = false; !takeLock(); waited = true) {
    if (!waited) say("Waiting for another set-up of this folder to end ...");
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  try {
    await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock(): boolean {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const owner = Number(existsSync(LOCK) ? readFileSync(LOCK, "utf8") : 0);
  if (owner && !isRunning(owner)) rmSync(LOCK, { force: true });
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
