/** How soon a kernel is there: the course kernel beside plain tslab, in turns on the same machine. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { jupyterEnvironment, setUp, venvProgram } from "../jupyter";

const ROOT = resolve(__dirname, "..", "..");
const SCRIPT = join(ROOT, "src", "bench", "kernel.py");
const TSLAB = join(dirname(createRequire(__filename).resolve("tslab/package.json")), "bin", "tslab");
const execute = promisify(execFile);

/** Medians in seconds from the start of the process. */
export interface KernelTimes {
  /** First kernel_info_reply. */
  info: number;
  /** Reply of the first cell, `1 + 1`. */
  result: number;
}

export interface KernelBench {
  rounds: number;
  course: KernelTimes;
  tslab: KernelTimes;
  /** Course kernel in units of tslab: to reach are at most 0.5 for info and 1 for the result. */
  ratio: KernelTimes;
}

/** @param rounds starts of each kernel, >= 1 */
export async function benchKernel(rounds = 5): Promise<KernelBench> {
  await setUp((line) => process.stderr.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), "nubelab-bench-"));
  try {
    writeSpec(folder, "plain-tslab", [process.execPath, TSLAB, "kernel", "--config-path", "{connection_file}"]);
    const course: KernelTimes[] = [];
    const tslab: KernelTimes[] = [];
    for (let round = 0; round < rounds; round++) {
      course.push(await once(folder, "tslab"));
      tslab.push(await once(folder, "plain-tslab"));
    }
    const [ours, theirs] = [medians(course), medians(tslab)];
    const ratio = { info: ours.info / theirs.info, result: ours.result / theirs.result };
    return { rounds, course: ours, tslab: theirs, ratio };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSpec(folder: string, name: string, argv: string[]): void {
  const place = join(folder, "kernels", name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "kernel.json"), JSON.stringify({ argv, display_name: name, language: "typescript" }));
}

async function once(folder: string, kernel: string): Promise<KernelTimes> {
  const { stdout } = await execute(venvProgram("python"), [SCRIPT, kernel, "1"], {
    cwd: join(ROOT, "notebooks"),
    env: { ...jupyterEnvironment(), JUPYTER_PATH: folder },
  });
  const { info, result } = JSON.parse(stdout) as { info: number[]; result: number[] };
  return { info: info[0]!, result: result[0]! };
}

function medians(times: KernelTimes[]): KernelTimes {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return { info: median(times.map((t) => t.info)), result: median(times.map((t) => t.result)) };
}

if (require.main === module) {
  benchKernel(Number(process.argv[2] ?? 5)).then(
    (bench) => console.log(JSON.stringify(bench, null, 2)),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
