import { describe, expect, it } from "vitest";
import { functionArn, makeBench } from "./bench";

const PASS = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };
const CHOOSY = {
  StartAt: "C",
  States: {
    C: { Type: "Choice", Choices: [{ Variable: "$", NumericLessThan: 0, Next: "F" }], Default: "S" },
    F: { Type: "Fail", Error: "Negative" },
    S: { Type: "Succeed" },
  },
};
const map = (more: object) => ({
  StartAt: "M",
  States: { M: { Type: "Map", ItemProcessor: PASS, End: true, ...more } },
});
const distributed = (processor: object, more: object = {}) =>
  map({
    ItemProcessor: { ...processor, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
    ...more,
  });

describe("Map", () => {
  it("runs no more iterations at once than it may", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", () => bench.cloud.sleep({ seconds: 1 }), { coldStart: 0, timeout: { seconds: 60 } });
    const processor = { StartAt: "T", States: { T: { Type: "Task", Resource: functionArn("work"), End: true } } };
    const end = await bench.run(map({ MaxConcurrency: 4, ItemProcessor: processor }), Array(10).fill(0));
    expect(end).toMatchObject({ status: "SUCCEEDED", ms: 3_000 });
    const unlimited = await bench.run(map({ ItemProcessor: processor }), Array(100).fill(0));
    expect(unlimited).toMatchObject({ status: "SUCCEEDED", ms: 3_000 }); // 40 at once
  });

  it("gives each iteration its item and index, and keeps the order of outputs", async () => {
    const bench = makeBench();
    const end = await bench.run(
      map({
        ItemsPath: "$.items",
        ItemSelector: { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "all.$": "$.name" },
        ResultPath: "$.out",
      }),
      { items: ["a", "b"], name: "x" },
    );
    expect(end.output.out).toEqual([
      { i: 0, v: "a", all: "x" },
      { i: 1, v: "b", all: "x" },
    ]);
  });

  it("gives up what still runs when an iteration fails", async () => {
    const bench = makeBench();
    const end = await bench.run(
      map({
        ItemProcessor: {
          StartAt: "C",
          States: { ...CHOOSY.States, S: { Type: "Wait", Seconds: 100, End: true } },
        },
      }),
      [1, -1, 2],
    );
    expect(end).toMatchObject({ status: "FAILED", error: "Negative", ms: 0 });
    const history = await bench.history(end.executionArn);
    expect(history.filter((type) => /Aborted|IterationFailed/.test(type)).sort()).toEqual([
      "MapIterationAborted",
      "MapIterationAborted",
      "MapIterationFailed",
      "WaitStateAborted",
      "WaitStateAborted",
    ]);
  });

  it("has a history in which each event names the one before it", async () => {
    const bench = makeBench();
    const end = await bench.run(map({ MaxConcurrency: 1 }), [1, 2]);
    const events = await bench.events(end.executionArn);
    expect(events.map(({ id, previousEventId, type }) => `${id}<-${previousEventId} ${type}`)).toEqual([
      "1<-0 ExecutionStarted",
      "2<-0 MapStateEntered",
      "3<-2 MapStateStarted",
      "4<-3 MapIterationStarted",
      "5<-4 PassStateEntered",
      "6<-5 PassStateExited",
      "7<-6 MapIterationSucceeded",
      "8<-6 MapIterationStarted",
      "9<-8 PassStateEntered",
      "10<-9 PassStateExited",
      "11<-10 MapIterationSucceeded",
      "12<-11 MapStateSucceeded",
      "13<-11 MapStateExited",
      "14<-13 ExecutionSucceeded",
    ]);
  });
});

describe("a distributed Map", () => {
  it("runs an execution for each batch of items", async () => {
    const bench = makeBench();
    const end = await bench.run(
      distributed(PASS, { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { x: 1 } } }),
      [1, 2, 3, 4, 5],
    );
    expect(end.output).toEqual([
      { BatchInput: { x: 1 }, Items: [1, 2] },
      { BatchInput: { x: 1 }, Items: [3, 4] },
      { BatchInput: { x: 1 }, Items: [5] },
    ]);
    const { mapRuns } = await bench.sfn.listMapRuns({ executionArn: end.executionArn });
    const { mapRunArn } = mapRuns![0]!;
    expect(await bench.sfn.describeMapRun({ mapRunArn })).toMatchObject({
      status: "SUCCEEDED",
      itemCounts: { total: 5, succeeded: 5 },
      executionCounts: { total: 3, succeeded: 3 },
    });
    const { executions } = await bench.sfn.listExecutions({ mapRunArn });
    expect(executions).toHaveLength(3);
  });

  it("tolerates so many failures and no more", async () => {
    const bench = makeBench();
    const items = [1, -1, -2, 3];
    expect(await bench.run(distributed(CHOOSY, { ToleratedFailureCount: 2 }), items)).toMatchObject({
      status: "SUCCEEDED",
      output: [1, 3],
    });
    expect(await bench.run(distributed(CHOOSY, { ToleratedFailurePercentage: 50 }), items)).toMatchObject({
      status: "SUCCEEDED",
    });
    for (const less of [{ ToleratedFailureCount: 1 }, { ToleratedFailurePercentage: 49 }, {}]) {
      const end = await bench.run(distributed(CHOOSY, less), items);
      expect(end).toMatchObject({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
      expect(await bench.history(end.executionArn)).toContain("MapRunFailed");
    }
  });

  it("runs 2,000 executions, 100 at once", async () => {
    const bench = makeBench();
    const processor = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 10, End: true } } };
    const end = await bench.run(
      distributed(processor, { MaxConcurrency: 100 }),
      Array.from({ length: 2_000 }, (_, i) => i),
    );
    expect(end).toMatchObject({ status: "SUCCEEDED", ms: 200_000 });
    expect(end.output).toHaveLength(2_000);
  });
});

describe("Parallel", () => {
  it("gives a list of its branches' outputs, in their order, whoever ends first", async () => {
    const bench = makeBench();
    const branch = (seconds: number) => ({
      StartAt: `W${seconds}`,
      States: {
        [`W${seconds}`]: { Type: "Wait", Seconds: seconds, Next: `R${seconds}` },
        [`R${seconds}`]: { Type: "Pass", Result: seconds, End: true },
      },
    });
    const end = await bench.run({
      StartAt: "P",
      States: { P: { Type: "Parallel", Branches: [branch(3), branch(1), branch(2)], End: true } },
    });
    expect(end).toMatchObject({ output: [3, 1, 2], ms: 3_000 });
  });
});
