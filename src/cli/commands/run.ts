/** `nubelab run`: executes a notebook with the course kernel and fails on a failed cell. */
import { relative } from "node:path";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { type RunResult, runNotebook, setUp } from "../../jupyter";

interface Options {
  solved?: boolean;
  out?: string;
  keepGoing?: boolean;
  timeout: string;
}

export function register(program: Command): void {
  program
    .command("run")
    .description("execute a notebook with the course kernel and write the executed copy; exit 1 on a failed cell")
    .argument("<notebook>", "an .ipynb file; the kernel runs in its folder")
    .option("--solved", "run the solved edition of the same source")
    .option("--out <file>", "where the executed notebook goes (default: .nubelab/runs/NAME.ipynb)")
    .option("--keep-going", "run the cells after a failed one too")
    .option("--timeout <seconds>", "limit for one cell", "600")
    .action(run);
}

async function run(notebook: string, options: Options): Promise<void> {
  const timeoutSeconds = Number(options.timeout);
  if (!(timeoutSeconds > 0)) throw new Error(`--timeout must be a number of seconds > 0, not ${options.timeout}`);
  await setUp((line) => console.log(line));
  const bar = new SingleBar({ format: "{bar} {value}/{total} cells", hideCursor: true, clearOnComplete: true });
  let started = false;
  const { timeout, ...rest } = options;
  try {
    const onProgress = (done: number, cells: number) => {
      if (!started) bar.start(cells, done);
      started = true;
      bar.update(done);
    };
    report(await runNotebook(notebook, { ...rest, timeoutSeconds, ...(process.stderr.isTTY ? { onProgress } : {}) }));
  } finally {
    if (started) bar.stop();
  }
}

function report(result: RunResult): void {
  for (const failure of result.failures) {
    console.error(`cell ${failure.id} [${failure.number ?? " "}]: ${failure.ename}: ${failure.evalue}`);
    console.error(failure.traceback.map((line) => `    ${line}`).join("\n"));
  }
  if (result.broken) console.error(result.broken);
  console.log(
    `${result.executed} of ${result.cells} code cells run, ${result.failures.length} failed; ${relative(".", result.out)}`,
  );
  if (result.failures.length > 0 || result.broken) process.exitCode = 1;
}
