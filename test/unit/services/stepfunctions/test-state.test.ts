import { SFN, type TestStateCommandInput } from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk";

let cloud: Cloud;
let sfn: SFN;

beforeEach(() => {
  cloud = new Cloud();
  sfn = cloud.client(SFN);
});

const test = async (state: object, input: unknown = {}, more: Partial<TestStateCommandInput> = {}) => {
  const { $metadata, ...answer } = await sfn.testState({
    definition: JSON.stringify(state),
    input: JSON.stringify(input),
    ...more,
  });
  return answer;
};

const TASK = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", Next: "Done" };

describe("TestState", () => {
  it("runs a Pass and says what follows", async () => {
    const state = { Type: "Pass", Parameters: { "n.$": "$.n" }, ResultPath: "$.r", Next: "Done" };
    expect(await test(state, { n: 1 })).toEqual({
      status: "SUCCEEDED",
      output: '{"n":1,"r":{"n":1}}',
      nextState: "Done",
    });
  });

  it("shows the data on the way at level DEBUG", async () => {
    const state = { Type: "Pass", InputPath: "$.a", Parameters: { "n.$": "$.n" }, ResultPath: "$.r", End: true };
    const { inspectionData } = await test(state, { a: { n: 1 } }, { inspectionLevel: "DEBUG" });
    expect(inspectionData).toEqual({
      input: '{"a":{"n":1}}',
      afterInputPath: '{"n":1}',
      afterParameters: '{"n":1}',
      result: '{"n":1}',
      afterResultPath: '{"a":{"n":1},"r":{"n":1}}',
    });
  });

  it("chooses", async () => {
    const state = {
      Type: "Choice",
      Choices: [{ Variable: "$.n", NumericGreaterThan: 1, Next: "Big" }],
      Default: "Small",
    };
    expect((await test(state, { n: 2 })).nextState).toBe("Big");
    expect((await test(state, { n: 1 })).nextState).toBe("Small");
  });

  it("evaluates JSONata with variables", async () => {
    const state = { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $states.input.n + $x %}", End: true };
    expect(await test(state, { n: 1 }, { variables: '{"x":2}' })).toMatchObject({ status: "SUCCEEDED", output: "3" });
  });

  it("runs a task for real", async () => {
    cloud.lambda("f", async (event) => ({ got: event }));
    expect(await test(TASK, { n: 1 })).toEqual({ status: "SUCCEEDED", output: '{"got":{"n":1}}', nextState: "Done" });
  });

  it("takes a mocked result in the task's place", async () => {
    const answer = await test({ ...TASK, ResultSelector: { "a.$": "$.a" } }, {}, { mock: { result: '{"a":1,"b":2}' } });
    expect(answer.output).toBe('{"a":1}');
  });

  it("says whether an error is retried, caught or fatal", async () => {
    const mock = { errorOutput: { error: "Busy", cause: "later" } };
    const state = {
      ...TASK,
      Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 2, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Rescue" }],
    };
    const debug = { inspectionLevel: "DEBUG", mock } as const;
    const retried = await test(state, {}, { ...debug, stateConfiguration: { retrierRetryCount: 1 } });
    expect(retried).toMatchObject({ status: "RETRIABLE", error: "Busy", cause: "later" });
    expect(retried.inspectionData?.errorDetails).toEqual({ retryIndex: 0, retryBackoffIntervalSeconds: 4 });
    const caught = await test(state, {}, { ...debug, stateConfiguration: { retrierRetryCount: 2 } });
    expect(caught).toMatchObject({
      status: "CAUGHT_ERROR",
      nextState: "Rescue",
      output: '{"error":{"Error":"Busy","Cause":"later"}}',
    });
    expect(caught.inspectionData?.errorDetails).toEqual({ catchIndex: 0 });
    expect((await test(TASK, {}, { mock })).status).toBe("FAILED");
  });

  it("tests a state of a whole machine by its name", async () => {
    const machine = {
      StartAt: "A",
      States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Result: 7, End: true } },
    };
    expect((await test(machine, {}, { stateName: "B" })).output).toBe("7");
    await expect(test(machine, {}, { stateName: "C" })).rejects.toThrow("no state named 'C'");
  });

  it("fails with what is wrong in the state", async () => {
    expect(await test({ Type: "Pass", OutputPath: "$.no", End: true })).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: "Invalid path '$.no' : No results for path: $['no']",
    });
    expect(await test({ Type: "Fail", Error: "E", Cause: "C" })).toMatchObject({
      status: "FAILED",
      error: "E",
      cause: "C",
    });
  });

  it.each([
    [{ Type: "Pass" }, { mock: { result: "1" } }, "not supported when a mock is specified"],
    [
      { Type: "Parallel", Branches: [{ StartAt: "P", States: { P: { Type: "Succeed" } } }], End: true },
      {},
      "requires a mock",
    ],
    [TASK, { mock: {} }, "either a result or an errorOutput"],
    [TASK, { context: "{}" }, "only be specified together with a mock"],
    [{ Type: "Loop" }, {}, "Invalid State Machine Definition"],
  ])("refuses %j %j", async (state, more, reason) => {
    await expect(test(state, {}, more)).rejects.toThrow(reason);
  });
});
