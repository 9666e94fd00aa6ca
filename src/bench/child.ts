/**
 * One measurement in a process of its own, so that no other has warmed or littered it: `node child.js NAME COUNT SEED`
 * prints { seconds, cpuSeconds, count, peakMegabytes, ... } as JSON.
 */
import { type Chart, latency, ordering, queueDepth, retries, timeline } from "../charts";
import type { ChartBundle } from "../charts/chart";
import { bigTrace } from "./big-trace";
import { raw, simulated } from "./calendar";
import { millionMessageDay } from "./day";
import { matchEvents } from "./events";
import { gradeByNbgrader, gradeByNubelab } from "./grading";
import { mm1Handlers, mm1Processes, type Result } from "./mm1";
import { bareLoop, publishToSubscribers } from "./mq";
import { PACKAGES_FOLDER } from "./run";
import { publishToQueues } from "./sns";
import { receiveAndDelete, SENDS } from "./sqs";
import { otherExecutions, simulatedExecutions } from "./stepfunctions";

/** Gets ready, then gives the work to be timed, which may give further numbers to print. */
type Measure = (count: number, seed: number) => Promise<() => unknown>;

const mean = ({ meanSeconds }: Result) => ({ meanSeconds });

const MEASURES: Record<string, Measure> = {
  "mm1-handlers": async (count, seed) => async () => mean(await mm1Handlers(count, seed)),
  "mm1-processes": async (count, seed) => async () => mean(await mm1Processes(count, seed)),
  "calendar-simulated": async (count, seed) => () => simulated(count, seed).then(() => ({})),
  "calendar-raw": async (count, seed) => () => void raw(count, seed),
  "send-simulated": (count) => SENDS.simulated(count),
  "send-bound": (count) => SENDS.boundToNothing(count),
  "send-bare": (count) => SENDS.bareMiddleware(count),
  "receive-simulated": (count) => receiveAndDelete(count),
  "publish-simulated": publishToQueues,
  "mq-publish": publishToSubscribers,
  "mq-bare": async (count) => bareLoop(count),
  "match-machine": async (count) => matchEvents(count),
  ...Object.fromEntries(
    ["whole", "pass", "choice", "map", "parallel"].flatMap((machine) => [
      [`states-${machine}`, simulatedExecutions(machine)],
      [`states-${machine}-other`, otherExecutions(machine, PACKAGES_FOLDER)],
    ]),
  ),
  "grade-nubelab": gradeByNubelab,
  "grade-nbgrader": gradeByNbgrader,
  day: millionMessageDay,
  charts: async (count, seed) => {
    const trace = bigTrace(count, seed);
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
