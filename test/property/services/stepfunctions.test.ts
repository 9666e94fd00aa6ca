/** Retry and Catch against a model of their own; executions against each other. */
import { SFN } from "@aws-sdk/client-sfn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { type CatcherPlan, type Outcomes, type RetrierPlan, type Story, tell } from "./stepfunctions-model";

const SEED = 20261124;
const ERRORS = ["A", "B", "C"];

const names = fc.uniqueArray(fc.constantFrom(...ERRORS), { minLength: 1, maxLength: 2 });
const wildcard = fc.constantFrom<string[]>(["States.ALL"], ["States.TaskFailed"]);

/** A wildcard stands alone and last, as AWS demands of States.ALL. */
function listOf<T>(one: (ErrorEquals: string[]) => fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return fc.tuple(fc.array(names, { maxLength }), fc.option(wildcard, { nil: undefined })).chain(([lists, last]) => {
    const all: string[][] = last === undefined ? lists : [...lists, last];
    return fc.tuple(...all.map((list) => one(list))) as unknown as fc.Arbitrary<T[]>;
  });
}

const retriers = listOf<RetrierPlan>(
  (ErrorEquals) =>
    fc
      .record(
        {
          IntervalSeconds: fc.integer({ min: 1, max: 20 }),
          MaxAttempts: fc.integer({ min: 0, max: 4 }),
          BackoffRate: fc.constantFrom(1, 1.5, 2, 3),
          more: fc.integer({ min: 1, max: 60 }),
        },
        { requiredKeys: [] },
      )
      .map(({ more, ...plan }) => ({
        ErrorEquals,
        ...plan,
        // it must be more than the interval
        ...(more !== undefined && { MaxDelaySeconds: (plan.IntervalSeconds ?? 1) + more }),
      })),
  3,
);
const catchers = listOf<CatcherPlan>((ErrorEquals) => fc.constant({ ErrorEquals }), 2);
const outcomes: fc.Arbitrary<Outcomes> = fc.array(fc.option(fc.constantFrom(...ERRORS), { nil: undefined, freq: 8 }), {
  maxLength: 12,
});

async function play(retry: readonly object[], catching: readonly CatcherPlan[], does: Outcomes): Promise<Story> {
  const cloud = new Cloud({ seed: 1 });
  const sfn = cloud.client(SFN);
  const triedAt: number[] = [];
  cloud.lambda(
    "work",
    () => {
      const name = does[triedAt.length];
      triedAt.push(cloud.now);
      if (name !== undefined) throw Object.assign(new Error("no"), { name });
      return "done";
    },
    { coldStart: 0 },
  );
  const caught = catching.map((_, i) => [`C${i}`, { Type: "Pass", Result: { caughtBy: i }, End: true }]);
  const definition = JSON.stringify({
    StartAt: "T",
    States: {
      T: {
        Type: "Task",
        Resource: `arn:aws:lambda:us-east-1:${cloud.account}:function:work`,
        ...(retry.length > 0 && { Retry: retry }),
        ...(catching.length > 0 && { Catch: catching.map((plan, i) => ({ ...plan, Next: `C${i}` })) }),
        End: true,
      },
      ...Object.fromEntries(caught),
    },
  });
  const roleArn = `arn:aws:iam::${cloud.account}:role/states`;
  const { stateMachineArn } = await sfn.createStateMachine({ name: "m", definition, roleArn });
  const { executionArn } = await sfn.startExecution({ stateMachineArn });
  await cloud.run();
  const { status, output, error } = await sfn.describeExecution({ executionArn });
  if (status === "FAILED") return { triedAt, end: { failed: error! } };
  return { triedAt, end: output === '"done"' ? "succeeded" : JSON.parse(output!) };
}

describe("Retry and Catch", () => {
  it(`try a task when and as often as the model says, and end as it does (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(retriers, catchers, outcomes, async (retry, catching, does) => {
        expect(await play(retry, catching, does)).toEqual(tell(retry, catching, does));
      }),
      { seed: SEED, numRuns: 150 },
    );
  }, 60_000);

  it(`with full jitter try as often, and never later than without (seed ${SEED + 1})`, async () => {
    await fc.assert(
      fc.asyncProperty(retriers, outcomes, async (retry, does) => {
        const jittery = retry.map((plan) => ({ ...plan, JitterStrategy: "FULL" }));
        const story = await play(jittery, [], does);
        const bound = tell(retry, [], does);
        expect(story.end).toEqual(bound.end);
        expect(story.triedAt).toHaveLength(bound.triedAt.length);
        for (let i = 1; i < bound.triedAt.length; i++) {
          const waited = story.triedAt[i]! - story.triedAt[i - 1]!;
          expect(waited).toBeGreaterThanOrEqual(0);
          expect(waited).toBeLessThanOrEqual(bound.triedAt[i]! - bound.triedAt[i - 1]!);
        }
      }),
      { seed: SEED + 1, numRuns: 60 },
    );
  }, 60_000);
});

describe("Map", () => {
  it(`gives the same outputs, one after the other and all at once, inline and distributed (seed ${SEED + 2})`, async () => {
    const run = async (items: readonly number[], MaxConcurrency: number, Mode: string) => {
      const cloud = new Cloud({ seed: 1 });
      const sfn = cloud.client(SFN);
      const definition = JSON.stringify({
        StartAt: "M",
        States: {
          M: {
            Type: "Map",
            MaxConcurrency,
            ItemProcessor: {
              ProcessorConfig: { Mode, ...(Mode === "DISTRIBUTED" && { ExecutionType: "STANDARD" }) },
              StartAt: "W",
              States: {
                W: { Type: "Wait", SecondsPath: "$", Next: "P" },
                P: { Type: "Pass", Parameters: { "waited.$": "$" }, End: true },
              },
            },
            End: true,
          },
        },
      });
      const roleArn = `arn:aws:iam::${cloud.account}:role/states`;
      const { stateMachineArn } = await sfn.createStateMachine({ name: "m", definition, roleArn });
      const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(items) });
      await cloud.run();
      const { output } = await sfn.describeExecution({ executionArn });
      return JSON.parse(output!);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 15 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom("INLINE", "DISTRIBUTED"),
        async (items, most, mode) => {
          expect(await run(items, most, mode)).toEqual(items.map((waited) => ({ waited })));
        },
      ),
      { seed: SEED + 2, numRuns: 60 },
    );
  }, 60_000);
});
