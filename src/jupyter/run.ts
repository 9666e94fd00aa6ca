/** Executes a notebook with the course kernel, as JupyterLab would, and keeps the executed copy. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { jupyterEnvironment, NOTEBOOKS, OWN, ROOT, venvProgram } from "./places";

export interface RunOptions {
  /** Where the executed notebook goes. Default .nubelab/runs/NAME.ipynb (NAME.solved.ipynb), never over the notebook itself. */
  out?: string;
  /** Run the solved edition of the same source instead. Only for a unit's notebook. Default false. */
  solved?: boolean;
  /** Run the cells after a failed one too. Default false. */
  keepGoing?: boolean;
  /** Limit for one cell, in seconds. Default 600. */
  timeoutSeconds?: number;
  onProgress?: (done: number, cells: number) => void;
}

export interface CellFailure {
  /** Position in the notebook, from 0, and the cell's id. */
  index: number;
  id: string;
  /** The number in its brackets. */
  number: number | null;
  ename: string;
  evalue: string;
  traceback: string[];
}

export interface RunResult {
  out: string;
  cells: number;
  executed: number;
  failures: CellFailure[];
  /** Why the run ended before its time (a cell over its limit, a dead kernel); null when it did not. */
  broken: string | null;
}

type Event =
  | { event: "start"; cells: number }
  | {
      event: "cell";
      index: number;
      id: string;
      number: number | null;
      error: Pick<CellFailure, "ename" | "evalue" | "traceback"> | null;
    }
  | { event: "end"; broken: string | null };

const SCRIPT = join(ROOT, "src", "jupyter", "run_notebook.py");

/**
 * @param notebook path of an .ipynb; the kernel runs in its folder
 * @throws Error when the notebook is not there, has no solved edition, or cannot be run at all
 */
export async function runNotebook(notebook: string, options: RunOptions = {}): Promise<RunResult> {
  const file = resolve(notebook);
  if (!options.solved && !existsSync(file)) throw new Error(`${notebook}: there is no such notebook`);
  const scratch = mkdtempSync(join(tmpdir(), "nubelab-run-"));
  try {
    const source = options.solved ? await writeSolved(file, scratch) : file;
    const out = resolve(options.out ?? defaultOut(file, !!options.solved));
    mkdirSync(dirname(out), { recursive: true });
    const limit = String(options.timeoutSeconds ?? 600);
    const args = [SCRIPT, source, out, dirname(file), limit, options.keepGoing ? "0" : "1"];
    return await follow(args, out, options.onProgress);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** notebooks/en/02-sqs.ipynb goes to .nubelab/runs/en/02-sqs.ipynb; a notebook from elsewhere to .nubelab/runs/NAME.ipynb. */
function defaultOut(file: string, solved: boolean): string {
  const inside = relative(NOTEBOOKS, file);
  const path = inside.startsWith("..") ? basename(file) : inside;
  return join(OWN, "runs", solved ? path.replace(/\.ipynb$/, ".solved.ipynb") : path);
}

async function writeSolved(file: string, folder: string): Promise<string> {
  const { edition, loadUnit, notebookText, unitNames } = await import("../course/build/index.js");
  const name = basename(file, ".ipynb");
  if (unitNames().length === 0)
    throw new Error("there are no solved editions here: the student bundle has no solutions");
  if (!unitNames().includes(name)) {
    throw new Error(
      `${basename(file)}: only the notebooks of the course have a solved edition (${unitNames().join(", ")})`,
    );
  }
  const language = basename(dirname(file)) === "en" ? "en" : "es";
  const path = join(folder, basename(file));
  writeFileSync(path, notebookText(edition(loadUnit(name), { language, solved: true })));
  return path;
}

function follow(args: string[], out: string, onProgress?: RunOptions["onProgress"]): Promise<RunResult> {
  const result: RunResult = { out, cells: 0, executed: 0, failures: [], broken: null };
  const child = spawn(venvProgram("python"), args, { env: jupyterEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  let ended = false;
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk).slice(-4_000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const event = JSON.parse(line) as Event;
    if (event.event === "start") result.cells = event.cells;
    else if (event.event === "end") {
      ended = true;
      result.broken = event.broken;
    } else {
      result.executed++;
      if (event.error) result.failures.push({ index: event.index, id: event.id, number: event.number, ...event.error });
    }
    onProgress?.(result.executed, result.cells);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (ended) resolve(result);
      else reject(new Error(`the notebook could not be run (exit ${code}): ${complaints.trim()}`));
    });
  });
}
