/** Whatever the machine: its execution ends, its history is whole, its trace adds up, and the same seed tells the same. */
import * as lambdaClient from "@aws-sdk/client-lambda";
import * as sfnClient from "@aws-sdk/client-sfn";
import { type HistoryEvent, SFN } from "@aws-sdk/client-sfn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { replay } from "../../../src/sdk/replay";
import { INPUT, machines } from "./stepfunctions-machines";

const SEED = 4_711;
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work";

async function play(machine: object, stopAt?: number) {
  const cloud = new Cloud({ seed: 1 });
  const recorder = cloud.record();
  const sfn = cloud.client(SFN);
  const failures = new Map<number, number>();
  cloud.lambda(
    "work",
    async ({ fails, error, key }: { fails: number; error: string; key: number }) => {
      const failed = failures.get(key) ?? 0;
      if (failed >= fails) return { key };
      failures.set(key, failed + 1);
      if (error === "slow") await cloud.sleep({ seconds: 30 });
      throw Object.assign(new Error("no"), { name: error });
    },
    { timeout: { seconds: 60 }, duration: { seconds: 1 } },
  );
  const { stateMachineArn } = await sfn.createStateMachine({
    name: "m",
    definition: JSON.stringify(machine),
    roleArn: `arn:aws:iam::${cloud.account}:role/states`,
  });
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(INPUT) });
  if (stopAt !== undefined) {
    await cloud.run({ for: { seconds: stopAt } });
    await sfn.stopExecution({ executionArn });
  }
  await cloud.run();
  const { status } = await sfn.describeExecution({ executionArn });
  const { events } = await sfn.getExecutionHistory({ executionArn, maxResults: 1_000 });
  return { cloud, sfn, recorder, status: status!, events: events!, executionArn: executionArn! };
}

const count = (events: readonly HistoryEvent[], pattern: RegExp) =>
  events.filter(({ type }) => pattern.test(type!)).length;

function checkHistory(events: readonly HistoryEvent[], status: string): void {
  for (const [i, { id, previousEventId, timestamp }] of events.entries()) {
    expect(id).toBe(i + 1);
    expect(previousEventId!).toBeLessThan(id!);
    if (i > 0) expect(timestamp!.getTime()).toBeGreaterThanOrEqual(events[i - 1]!.timestamp!.getTime());
  }
  expect(count(events, /^Execution(Succeeded|Failed|Aborted)$/)).toBe(1);
  expect(events.at(-1)!.type).toMatch(/^Execution(Succeeded|Failed|Aborted)$/);
  if (status === "ABORTED") return;
  expect(count(events, /^MapIterationStarted$/)).toBe(count(events, /^MapIteration(Succeeded|Failed|Aborted)$/));
  // those of a Map that was given up with its branch have no end
  expect(count(events, /^MapRunStarted$/)).toBeGreaterThanOrEqual(count(events, /^MapRun(Succeeded|Failed)$/));
  expect(count(events, /^LambdaFunctionScheduled$/)).toBe(count(events, /^LambdaFunctionStarted$/));
}

function checkTrace(cloud: Cloud): void {
  const facts = new Map<string, number>();
  for (const { kind, index, cause } of cloud.trace.events()) {
    facts.set(kind, (facts.get(kind) ?? 0) + 1);
    expect(cause).toBeLessThan(index);
  }
  const of = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (facts.get(`stepfunctions.${kind}`) ?? 0), 0);
  expect(of("StateEntered")).toBe(of("StateExited", "StateFailed", "StateAborted"));
  expect(of("BranchStarted")).toBeGreaterThanOrEqual(of("BranchSucceeded", "BranchFailed", "BranchAborted"));
  expect(of("ExecutionStarted")).toBe(of("ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted"));
}

describe("an execution of any machine", () => {
  it(`ends, with a whole history and a trace that adds up, the same for the same seed (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(machines(FUNCTION), async (machine) => {
        const { cloud, events, status, executionArn } = await play(machine);
        expect(status).toMatch(/SUCCEEDED|FAILED/);
        checkHistory(events, status);
        checkTrace(cloud);
        const again = await play(machine);
        expect(again.executionArn).toBe(executionArn);
        expect(again.cloud.trace.hash()).toBe(cloud.trace.hash());
      }),
      { seed: SEED, numRuns: 150 },
    );
  }, 120_000);

  it(`can be stopped at any time, and nothing happens in it afterwards (seed ${SEED + 1})`, async () => {
    await fc.assert(
      fc.asyncProperty(machines(FUNCTION), fc.integer({ min: 0, max: 12 }), async (machine, stopAt) => {
        const { cloud, events, status } = await play(machine, stopAt);
        expect(status).toMatch(/SUCCEEDED|FAILED|ABORTED/);
        checkHistory(events, status);
        checkTrace(cloud);
      }),
      { seed: SEED + 1, numRuns: 80 },
    );
  }, 120_000);

  it(`is replayed from its log without the function's code (seed ${SEED + 2})`, async () => {
    await fc.assert(
      fc.asyncProperty(machines(FUNCTION), async (machine) => {
        const { recorder } = await play(machine);
        const clients = { stepfunctions: sfnClient, lambda: lambdaClient };
        const again = await replay(structuredClone(recorder.log()), { cloud: { seed: 1 }, clients });
        expect(again).toMatchObject({ holds: true });
      }),
      { seed: SEED + 2, numRuns: 80 },
    );
  }, 120_000);

  it(`that failed can be redriven until it ends otherwise or fails the same way (seed ${SEED + 3})`, async () => {
    await fc.assert(
      fc.asyncProperty(machines(FUNCTION), async (machine) => {
        const { cloud, sfn, status, executionArn } = await play(machine);
        if (status !== "FAILED") return;
        await sfn.redriveExecution({ executionArn });
        await cloud.run();
        const { status: second, redriveCount } = await sfn.describeExecution({ executionArn });
        expect(second).toMatch(/SUCCEEDED|FAILED/);
        expect(redriveCount).toBe(1);
        const { events } = await sfn.getExecutionHistory({ executionArn, maxResults: 1_000 });
        expect(count(events!, /^ExecutionRedriven$/)).toBe(1);
        expect(count(events!, /^Execution(Succeeded|Failed)$/)).toBe(2);
        for (const [i, { id, previousEventId }] of events!.entries()) {
          expect(id).toBe(i + 1);
          expect(previousEventId!).toBeLessThan(id!);
        }
      }),
      { seed: SEED + 3, numRuns: 150 },
    );
  }, 120_000);
});
