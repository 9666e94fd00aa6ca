/** That the bench measures what it says; no time is asserted. */
import { describe, expect, it } from "vitest";
import { bigTrace } from "../../../src/bench/big-trace";
import { raw, simulated } from "../../../src/bench/calendar";
import { millionMessageDay } from "../../../src/bench/day";
import { matchEvents } from "../../../src/bench/events";
import { allRight } from "../../../src/bench/grading";
import { mm1Handlers, mm1Processes, THEORY } from "../../../src/bench/mm1";
import { bareLoop, publishToSubscribers } from "../../../src/bench/mq";
import { publishToQueues } from "../../../src/bench/sns";
import { receiveAndDelete, SENDS } from "../../../src/bench/sqs";
import { amount, median, table } from "../../../src/bench/table";
import { queueDepth } from "../../../src/charts";

describe("M/M/1", () => {
  it("comes within 4 % of theory in four runs of 100,000 customers (seeds 1 to 4)", async () => {
    const runs = [];
    for (const seed of [1, 2, 3, 4]) runs.push(await mm1Handlers(100_000, seed));
    const meanSeconds = runs.reduce((sum, run) => sum + run.meanSeconds, 0) / runs.length;
    expect(Math.abs(meanSeconds / THEORY - 1)).toBeLessThan(0.04); // three standard errors
    expect(runs[0]!.trace.length).toBe(300_000);
  });

  it("is the same model with asynchronous processes, to the last fact", async () => {
    const [handlers, processes] = [await mm1Handlers(5_000, 7), await mm1Processes(5_000, 7)];
    expect(processes.meanSeconds).toBeCloseTo(handlers.meanSeconds, 9);
    const kinds = (trace: typeof handlers.trace) =>
      [...trace.events()].map((event) => `${event.at} ${event.kind} ${event.value}`);
    expect(kinds(processes.trace)).toEqual(kinds(handlers.trace));
  });
});

describe("bare events", () => {
  it("run all, in the simulation and in the raw loop", async () => {
    expect(await simulated(20_000, 1)).toBe(20_000);
    expect(raw(20_000, 1)).toBe(20_000);
  });
});

describe("SQS through the client", () => {
  it.each(Object.keys(SENDS) as (keyof typeof SENDS)[])("sends: %s", async (way) => {
    const work = await SENDS[way](50);
    await expect(work()).resolves.toBeUndefined();
  });

  it("receives and deletes every message that it was prepared for", async () => {
    const work = await receiveAndDelete(40);
    await work();
    await expect(work()).rejects.toThrow(); // all 44 are gone: four in the warm-up, forty in the work
  });
});

describe("SNS to 10 queues", () => {
  it("puts every message into every queue", async () => {
    const work = await publishToQueues(30, 1);
    expect(await work()).toEqual({ inQueues: 330 }); // three messages were the warm-up
  });
});

describe("MQ publish to 100 durable subscribers", () => {
  it("keeps every message for every subscription, as the bare loop does", async () => {
    expect(await (await publishToSubscribers(20, 1))()).toEqual({ kept: 2_000 });
    expect(await bareLoop(20)()).toEqual({ kept: 2_000 });
  });
});

describe("EventBridge against 1,000 rules", () => {
  it("finds as many matches in the first thousand events as moto's matcher has found", () => {
    expect(matchEvents(1_000)()).toEqual({ matches: 3_041 });
  });
});

describe("the day of a shop", () => {
  it("loses nothing, takes about 24 virtual hours, and is the same day again with the same seed", async () => {
    const day = async (seed: number) => (await (await millionMessageDay(2_000, seed))()) as Record<string, number>;
    const first = await day(1);
    expect(first.virtualHours! / 24).toBeCloseTo(1, 1);
    expect(first.invocations).toBeGreaterThan(1_900); // with a message every 43 s, batches of one
    expect(first.facts).toBeGreaterThan(first.invocations! * 10);
    expect(await day(1)).toEqual(first);
    expect((await day(2)).hash).not.toBe(first.hash);
  });
});

describe("grading a class of solved notebooks", () => {
  it("counts only when every notebook is there with all its points", () => {
    expect(() => allRight([["ana", 13]], 1)).not.toThrow();
    expect(() => allRight([["ana", 13]], 2)).toThrow("1 of 2 notebooks were graded");
    expect(() => allRight([["ana", 12.5]], 1)).toThrow("ana got 12.5 of 13 points");
  });
});

describe("the big trace", () => {
  it("has as many facts as asked for, which a chart can read", () => {
    const trace = bigTrace(5_000, 1);
    expect(trace.length).toBeGreaterThanOrEqual(5_000);
    expect(queueDepth(trace).description).toMatch(/^orders: at most \d+/);
  });
});

describe("the table", () => {
  it("aligns its columns", () => {
    expect(table(["a", "long"], [["wide cell", "1"]])).toBe("a          long\n---------  ----\nwide cell  1");
  });

  it("writes numbers short and takes medians", () => {
    expect([0.4567, 12.345, 1_234.5].map(amount)).toEqual(["0.457", "12.3", "1,235"]);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
