/**
 * One measurement in a process of its own, so that no other has warmed or littered it: `node child.js NAME COUNT SEED`
 * prints { seconds, cpuSeconds, count, peakMegabytes, ... } as JSON.
 */
import type { Chart } from "../charts";
import type { ChartBundle } from "../charts/chart";
import type { Result } from "./mm1";
import type { SENDS } from "./sqs";

/** Gets ready, then gives the work to be timed, which may give further numbers to print. */
type Measure = (count: number, seed: number) => Promise<() => unknown>;

const mean = ({ meanSeconds }: Result) => ({ meanSeconds });

const sends =
  (how: keyof typeof SENDS): Measure =>
  async (count) =>
    (await import("./sqs.js")).SENDS[how](count);

/** Each loads only what it measures: what others need would lie in the heap, to be marked in every collection of this one. */
const MEASURES: Record<string, Measure> = {
  "mm1-handlers": async (count, seed) => {
    const { mm1Handlers } = await import("./mm1.js");
    return async () => mean(await mm1Handlers(count, seed));
  },
  "mm1-processes": async (count, seed) => {
    const { mm1Processes } = await import("./mm1.js");
    return async () => mean(await mm1Processes(count, seed));
  },
  "calendar-simulated": async (count, seed) => {
    const { simulated } = await import("./calendar.js");
    return () => simulated(count, seed).then(() => ({}));
  },
  "calendar-raw": async (count, seed) => {
    const { raw } = await import("./calendar.js");
    return () => void raw(count, seed);
  },
  "send-simulated": sends("simulated"),
  "send-bound": sends("boundToNothing"),
  "send-bare": sends("bareMiddleware"),
  "receive-simulated": async (count) => (await import("./sqs.js")).receiveAndDelete(count),
  "publish-simulated": async (count, seed) => (await import("./sns.js")).publishToQueues(count, seed),
  "mq-publish": async (count, seed) => (await import("./mq.js")).publishToSubscribers(count, seed),
  "mq-bare": async (count) => (await import("./mq.js")).bareLoop(count),
  "match-machine": async (count) => (await import("./events.js")).matchEvents(count),
  ...Object.fromEntries(
    ["whole", "pass", "choice", "map", "parallel"].flatMap((machine): [string, Measure][] => [
      [`states-${machine}`, async (count) => (await import("./stepfunctions.js")).simulatedExecutions(machine)(count)],
      [
        `states-${machine}-other`,
        async (count) => {
          const [{ otherExecutions }, { PACKAGES_FOLDER }] = [
            await import("./stepfunctions.js"),
            await import("./run.js"),
          ];
          return otherExecutions(machine, PACKAGES_FOLDER)(count);
        },
      ],
    ]),
  ),
  "grade-nubelab": async (count) => (await import("./grading.js")).gradeByNubelab(count),
  "grade-nbgrader": async (count) => (await import("./grading.js")).gradeByNbgrader(count),
  day: async (count, seed) => (await import("./day.js")).millionMessageDay(count, seed),
  charts: async (count, seed) => {
    const { latency, ordering, queueDepth, retries, timeline } = await import("../charts/index.js");
    const trace = (await import("./big-trace.js")).bigTrace(count, seed);
    return async () => {
      const charts: Record<string, unknown> = {};
      for (const draw of [queueDepth, retries, ordering, timeline, latency])
        charts[draw.name] = await size(() => draw(trace));
      return { facts: trace.length, charts };
    };
  },
};

async function size(draw: () => Chart): Promise<object> {
  const began = performance.now();
  const chart = draw();
  const seconds = (performance.now() - began) / 1_000;
  const display = (chart as unknown as Record<symbol, () => Promise<ChartBundle>>)[Symbol.for("Jupyter.display")]!;
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  return {
    seconds,
    specBytes: bytes(chart.spec),
    bundleBytes: bytes(await display.call(chart)),
    marks: await chart.marks(),
  };
}

async function main(): Promise<void> {
  const [name, count, seed] = process.argv.slice(2);
  const measure = MEASURES[name ?? ""];
  if (measure === undefined)
    throw new Error(`no measurement "${name}"; there are: ${Object.keys(MEASURES).join(", ")}`);
  const work = await measure(Number(count), Number(seed));
  const cpu = process.cpuUsage();
  const began = performance.now();
  const more = await work();
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1_000_000;
  const peakMegabytes = process.resourceUsage().maxRSS / 1_024;
  const sample = { seconds, cpuSeconds, count: Number(count), peakMegabytes, ...(more as object | undefined) };
  process.stdout.write(`${JSON.stringify(sample)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
