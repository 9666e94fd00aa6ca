/** The course kernel beside plain tslab and the Deno kernel, in turns on the same machine, as a Jupyter client sees them. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { jupyterEnvironment, NOTEBOOKS, setUp, venvProgram } from "../jupyter";
import { installPackages, OUTPUT } from "./run";
import { amount, median, table } from "./table";

const SCRIPT = join(resolve(__dirname, "..", ".."), "src", "bench", "kernel.py");
const TSLAB = join(dirname(createRequire(__filename).resolve("tslab/package.json")), "bin", "tslab");
const DENO = "deno@2.9.6"; // a binary in an npm package; it checks no types
const DENO_FOLDER = join(OUTPUT, "bench-deno");
const DENO_PROGRAM = join(DENO_FOLDER, "node_modules", "deno", process.platform === "win32" ? "deno.exe" : "deno");

/** What is measured; a goal is the most that the course kernel may take in units of tslab. */
const MEASURES = [
  { id: "info", title: "start to kernel_info", goal: 0.5 },
  { id: "result", title: "start to first result", goal: 1 },
  { id: "warm", title: "trivial cell, warm", goal: 1 },
  { id: "rerun", title: "the same cell run again", goal: 1 },
  { id: "library", title: "import of the course library" },
  { id: "again", title: "the same import later", goal: 1 },
  { id: "client", title: "first cell with an SDK client" },
  { id: "clientAgain", title: "the same cell later", goal: 1 },
] as const;
type Id = (typeof MEASURES)[number]["id"];

const IMPORT = 'import { Cloud } from "nubelab";';
/** Deno takes files named .js for ES modules; as a CommonJS module the library loads there too. */
const DENO_IMPORT =
  'import { createRequire } from "node:module";\nconst { Cloud } = createRequire(Deno.cwd() + "/cell.cjs")("nubelab");';
const SAY_LIBRARY = '\nconsole.log("library:" + typeof Cloud);';
const CLIENT = `import { SQS } from "@aws-sdk/client-sqs";
const { QueueUrl } = await new Cloud().client(SQS).createQueue({ QueueName: "orders" });
console.log(QueueUrl);`;

/** Cells in their order, TURN being how often the cell has run; what each must print to count: the first nothing, since a client may miss what is printed while it connects. */
const cells = (load: string): { name: Id; code: string; expect: string; times: number }[] => [
  { name: "result", code: "1 + 1", expect: "", times: 1 },
  // each a new text: of one that it has just compiled, a kernel may keep what it likes
  { name: "warm", code: "20 + 22 + TURN - TURN", expect: "42", times: 30 },
  { name: "rerun", code: "20 + 22", expect: "42", times: 30 },
  { name: "library", code: load + SAY_LIBRARY, expect: "library:function", times: 1 },
  { name: "again", code: load + SAY_LIBRARY, expect: "library:function", times: 10 },
  { name: "client", code: CLIENT, expect: "/orders", times: 1 },
  { name: "clientAgain", code: CLIENT, expect: "/orders", times: 10 },
];

interface Kernel {
  name: string;
  /** Its kernelspec's name, and what starts it; undefined for the course's own, which is installed. */
  spec: string;
  argv?: string[];
  load: string;
}

interface Run {
  times: Record<Id, number[]>;
  failed: Partial<Record<Id, string>>;
}

export interface KernelTimes {
  name: string;
  /** Medians in seconds over all rounds; null for what the kernel cannot do. */
  seconds: Record<Id, number | null>;
  /** What a cell that failed printed instead. */
  failed: Partial<Record<Id, string>>;
}

export interface KernelBench {
  rounds: number;
  kernels: KernelTimes[];
  /** Why a kernel is not among them. */
  missing: string[];
}

/** @param rounds starts of each kernel, >= 1 */
export async function benchKernels(rounds: number): Promise<KernelBench> {
  await setUp((line) => process.stderr.write(`${line}\n`));
  const kernels: Kernel[] = [
    { name: "nubelab", spec: "tslab", load: IMPORT },
    {
      name: "plain tslab",
      spec: "plain-tslab",
      argv: [process.execPath, TSLAB, "kernel", "--config-path", "{connection_file}"],
      load: IMPORT,
    },
  ];
  const why = await prepareDeno();
  if (why === undefined) {
    const argv = [DENO_PROGRAM, "jupyter", "--kernel", "--conn", "{connection_file}"];
    kernels.push({ name: `Deno ${DENO.split("@")[1]}`, spec: "plain-deno", argv, load: DENO_IMPORT });
  }
  const specs = mkdtempSync(join(tmpdir(), "nubelab-bench-"));
  try {
    for (const kernel of kernels) writeSpec(specs, kernel);
    const runs = new Map(kernels.map((kernel) => [kernel, [] as Run[]]));
    for (let round = 1; round <= rounds; round++)
      for (const [kernel, done] of runs) {
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kround ${round} of ${rounds}: ${kernel.name}`);
        done.push(await once(specs, kernel));
      }
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    const times = [...runs].map(([{ name }, done]) => summed(name, done));
    return { rounds, kernels: times, missing: why === undefined ? [] : [why] };
  } finally {
    rmSync(specs, { recursive: true, force: true });
  }
}

/** @returns why Deno is not to be had here, or undefined */
async function prepareDeno(): Promise<string | undefined> {
  const why = await installPackages(DENO_FOLDER, [DENO]);
  if (why !== undefined || existsSync(DENO_PROGRAM)) return why;
  const { $ } = await import("zx"); // an ES module
  // its first start puts the binary for this machine in place
  const start = await $({
    nothrow: true,
  })`${process.execPath} ${join(DENO_FOLDER, "node_modules", "deno", "bin.cjs")} --version`.quiet();
  return start.exitCode === 0 && existsSync(DENO_PROGRAM)
    ? undefined
    : `${DENO} has no binary for this machine: ${start.stderr.trim().split("\n").at(-1)}`;
}

function writeSpec(folder: string, { name, spec, argv }: Kernel): void {
  if (argv === undefined) return;
  const place = join(folder, "kernels", spec);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "kernel.json"), JSON.stringify({ argv, display_name: name, language: "typescript" }));
}

function once(specs: string, { spec, load }: Kernel): Promise<Run> {
  const env = { ...jupyterEnvironment(), JUPYTER_PATH: specs, NO_COLOR: "1" };
  const child = spawn(venvProgram("python"), [SCRIPT, spec], { cwd: NOTEBOOKS, env });
  let out = "";
  let complaints = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk).slice(-2_000);
  });
  child.stdin.end(JSON.stringify(cells(load)));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => {
      if (code === 0) done(JSON.parse(out.trim().split("\n").at(-1)!) as Run);
      else failed(new Error(`the kernel ${spec} could not be measured (exit ${code}): ${complaints.trim()}`));
    });
  });
}

function summed(name: string, runs: readonly Run[]): KernelTimes {
  const failed = Object.assign({}, ...runs.map((run) => run.failed)) as KernelTimes["failed"];
  const middle = ({ id }: { id: Id }) => {
    const taken = runs.flatMap((run) => run.times[id]);
    return [id, failed[id] !== undefined || taken.length === 0 ? null : median(taken)];
  };
  return { name, seconds: Object.fromEntries(MEASURES.map(middle)), failed };
}

/** The table of the kernels, and under it what one of them could not do. */
export function kernelTable({ kernels, missing }: KernelBench): string {
  const [ours, tslab, ...others] = kernels as [KernelTimes, KernelTimes, ...KernelTimes[]];
  const ratio = (one: KernelTimes, other: KernelTimes, id: Id) => {
    const [a, b] = [one.seconds[id], other.seconds[id]];
    return a === null || b === null ? null : a / b;
  };
  const shown = (value: number | null, unit: string) => (value === null ? "cannot" : `${amount(value)}${unit}`);
  const rows = MEASURES.map((measure) => {
    const { id, title } = measure;
    const goal = "goal" in measure ? measure.goal : undefined;
    const reached = ratio(ours, tslab, id);
    return [
      title,
      ...kernels.map(({ seconds }) => shown(seconds[id] === null ? null : seconds[id] * 1_000, " ms")),
      shown(reached, "x"),
      ...others.map((other) => shown(ratio(ours, other, id), "x")),
      goal === undefined ? "" : `${goal}x`,
      goal === undefined ? "" : reached !== null && reached <= goal ? "reached" : "MISSED",
    ];
  });
  const against = [tslab, ...others].map(({ name }) => `of ${name}`);
  const head = ["Jupyter kernel", ...kernels.map(({ name }) => name), ...against, "goal", ""];
  const failures = kernels.flatMap(({ name, failed }) =>
    Object.entries(failed).map(([id, printed]) => `${name}, ${id}: ${printed.split("\n")[0]}`),
  );
  return [table(head, rows), ...failures, ...missing].join("\n");
}
