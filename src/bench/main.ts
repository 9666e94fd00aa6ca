/**
 * `npm run bench`: what nubelab must reach, measured side by side. Each round runs every side once, each in a process of
 * its own; a row compares the medians over the rounds. Prints a table, writes .nubelab/bench.json.
 *   --rounds N   default 3          --only ID,ID   rows by id          --json FILE
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { benchKernels, kernelTable } from "./kernel";
import { THEORY } from "./mm1";
import { CHART_FACTS, type Comparison, DAY, PLAN, type Side } from "./plan";
import { NBGRADER } from "./python";
import { OUTPUT, preparePackages, preparePython, run, type Sample } from "./run";
import { amount, median, table } from "./table";

const SAME_MODEL = 0.02; // a mean time in the system this near to theory is the same model

/** What the others' sides need, and how it is got. */
const NEEDS: readonly [(side: Side) => boolean, () => Promise<string | undefined>][] = [
  [({ python }) => python !== undefined, preparePython],
  [({ needsPackages }) => needsPackages === true, preparePackages],
  [({ needsNbgrader }) => needsNbgrader === true, NBGRADER.prepare],
];

interface Row {
  id: string;
  title: string;
  unit: string;
  ours: { name: string; perSecond: number };
  against: { name: string; perSecond: number };
  ratio: number;
  /** The same by processor time, which other programs on the machine disturb less; where it can be told. */
  cpuRatio?: number;
  reach?: number;
  per: "s" | "min";
}

interface Day extends Sample {
  peakMegabytes: number;
  facts: number;
  invocations: number;
  hash: string;
}

interface ChartSize {
  seconds: number;
  specBytes: number;
  bundleBytes: number;
  marks: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "3" },
      only: { type: "string" },
      json: { type: "string", default: join(OUTPUT, "bench.json") },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`--rounds must be a whole number >= 1, not ${values.rounds}`);
  const only = values.only?.split(",");
  const known = [...PLAN.map((row) => row.id), DAY.id, "charts", "kernel"];
  for (const id of only ?? [])
    if (!known.includes(id)) throw new RangeError(`--only ${id}: the rows are ${known.join(", ")}`);

  mkdirSync(OUTPUT, { recursive: true });
  let rows = PLAN.filter((row) => only?.includes(row.id) ?? true);
  for (const [isNeeded, prepare] of NEEDS) {
    const missing = rows.some(({ against }) => isNeeded(against)) ? await prepare() : undefined;
    if (missing === undefined) continue;
    process.stderr.write(`${missing}\nThe rows that need them are left out.\n`);
    rows = rows.filter(({ against }) => !isNeeded(against));
  }

  const samples = await measure(rows, rounds);
  const results = rows.map((row) => compare(row, samples));
  const charts = (only?.includes("charts") ?? true) ? await chartSizes() : {};
  const day = (only?.includes(DAY.id) ?? true) ? await oneDay() : undefined;
  const kernels = (only?.includes("kernel") ?? true) ? await benchKernels(rounds) : undefined;
  const models = modelsOf(samples);
  print(results, charts, models);
  if (day !== undefined) printDay(day);
  if (kernels !== undefined) process.stdout.write(`\n${kernelTable(kernels)}\n`);

  mkdirSync(dirname(values.json), { recursive: true });
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? "" };
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, rounds, rows: results, day, models, charts, kernels }, null, 2)}\n`,
  );
  process.stdout.write(`\nWritten to ${values.json}\n`);
}

/** Every side once a round, in turn, so that a slow minute of the machine meets all of them. */
async function measure(rows: readonly Comparison[], rounds: number): Promise<Map<Side, Sample[]>> {
  const samples = new Map<Side, Sample[]>();
  const most = new Map<Side, number>();
  for (const row of rows) {
    for (const side of [row.ours, row.against]) {
      samples.set(side, []);
      most.set(side, Math.max(most.get(side) ?? 0, row.mostRounds ?? rounds));
    }
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [side, taken] of samples) {
      if (taken.length >= most.get(side)!) continue;
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kround ${round} of ${rounds}: ${side.name}`);
      taken.push(await run(side, round));
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  return samples;
}

function compare(row: Comparison, samples: ReadonlyMap<Side, Sample[]>): Row {
  const rate = (side: Side, by: "seconds" | "cpuSeconds") =>
    median(samples.get(side)!.map((sample) => sample.count / sample[by]));
  const { id, title, unit, ours, against, reach, per = "s" } = row;
  return {
    id,
    title,
    unit,
    ours: { name: ours.name, perSecond: rate(ours, "seconds") },
    against: { name: against.name, perSecond: rate(against, "seconds") },
    ratio: rate(ours, "seconds") / rate(against, "seconds"),
    ...(row.wallOnly ? {} : { cpuRatio: rate(ours, "cpuSeconds") / rate(against, "cpuSeconds") }),
    ...(reach === undefined ? {} : { reach }),
    per,
  };
}

/** Mean time in the system of each M/M/1: the average over the rounds, beside theory. */
function modelsOf(samples: ReadonlyMap<Side, Sample[]>): { name: string; meanSeconds: number; off: number }[] {
  return [...samples].flatMap(([side, taken]) => {
    const means = taken.flatMap((sample) => sample.meanSeconds ?? []);
    if (means.length === 0) return [];
    const meanSeconds = means.reduce((sum, mean) => sum + mean, 0) / means.length;
    return [{ name: side.name, meanSeconds, off: Math.abs(meanSeconds / THEORY - 1) }];
  });
}

/** Once: it is long, and its story is the same in every round. */
async function oneDay(): Promise<Day> {
  return (await run({ name: "day", node: DAY.node, count: DAY.messages }, 1)) as Day;
}

async function chartSizes(): Promise<Record<string, ChartSize>> {
  const sample = await run({ name: "charts", node: "charts", count: CHART_FACTS }, 1);
  return sample.charts as Record<string, ChartSize>;
}

const rate = (perSecond: number, { unit, per }: Row): string =>
  `${amount(per === "min" ? perSecond * 60 : perSecond)} ${unit}/${per}`;

function print(rows: readonly Row[], charts: Record<string, ChartSize>, models: ReturnType<typeof modelsOf>): void {
  const verdict = (isReached: boolean) => (isReached ? "reached" : "MISSED");
  if (rows.length > 0) {
    const lines = rows.map((row) => [
      row.title,
      `${row.ours.name}: ${rate(row.ours.perSecond, row)}`,
      `${row.against.name}: ${rate(row.against.perSecond, row)}`,
      `${amount(row.ratio)}x`,
      row.cpuRatio === undefined ? "" : `${amount(row.cpuRatio)}x`,
      row.reach === undefined ? "" : `${row.reach}x`,
      row.reach === undefined ? "" : verdict(row.ratio >= row.reach),
    ]);
    process.stdout.write(`${table(["what", "nubelab", "against", "ratio", "by CPU", "reach", ""], lines)}\n`);
  }
  if (models.length > 0) {
    const lines = models.map(({ name, meanSeconds, off }) => [
      name,
      `${meanSeconds.toFixed(3)} s`,
      `${amount(THEORY)} s`,
      `${(off * 100).toFixed(1)} %`,
      off <= SAME_MODEL ? "the same model" : "ANOTHER MODEL",
    ]);
    process.stdout.write(`\n${table(["M/M/1", "mean time in system", "theory", "off", ""], lines)}\n`);
  }
  const sizes = Object.entries(charts);
  if (sizes.length > 0) {
    const lines = sizes.map(([name, size]) => [
      name,
      `${size.seconds.toFixed(2)} s`,
      `${amount(size.specBytes / 1_000)} of 200 KB`,
      `${amount(size.bundleBytes / 1_000)} of 500 KB`,
      `${amount(size.marks)} of 2,000`,
      verdict(size.specBytes <= 200_000 && size.bundleBytes <= 500_000 && size.marks <= 2_000),
    ]);
    process.stdout.write(
      `\n${table([`chart of ${amount(CHART_FACTS)} facts`, "built in", "spec", "bundle", "marks", ""], lines)}\n`,
    );
  }
}

function printDay({ count, seconds, cpuSeconds, peakMegabytes, facts, invocations, hash }: Day): void {
  const line = [
    `${amount(count)} through SNS, SQS and Lambda`,
    `${amount(seconds)} s`,
    `${amount(cpuSeconds)} s`,
    `${amount(Math.round(peakMegabytes))} of ${amount(DAY.mostMegabytes)} MB`,
    amount(facts),
    amount(invocations),
    hash.slice(0, 16),
    peakMegabytes <= DAY.mostMegabytes ? "reached" : "MISSED",
  ];
  const head = ["a day's messages, trace on", "took", "CPU", "peak memory", "facts", "invocations", "hash", ""];
  process.stdout.write(`\n${table(head, [line])}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
