import { describe, expect, it } from "vitest";
import { makeBench } from "./bench";

describe("an execution", () => {
  it("passes, chooses, waits a year and succeeds, in no real time", async () => {
    const bench = makeBench();
    const end = await bench.run(
      {
        StartAt: "A",
        States: {
          A: { Type: "Pass", Result: { n: 3 }, ResultPath: "$.made", Next: "B" },
          B: { Type: "Choice", Choices: [{ Variable: "$.made.n", NumericGreaterThan: 2, Next: "W" }], Default: "F" },
          W: { Type: "Wait", Seconds: 30_000_000, Next: "S" },
          F: { Type: "Fail" },
          S: { Type: "Succeed" },
        },
      },
      { x: 1 },
    );
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { x: 1, made: { n: 3 } }, ms: 30_000_000_000 });
    expect(await bench.history(end.executionArn)).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "PassStateExited",
      "ChoiceStateEntered",
      "ChoiceStateExited",
      "WaitStateEntered",
      "WaitStateExited",
      "SucceedStateEntered",
      "SucceedStateExited",
      "ExecutionSucceeded",
    ]);
  });
});
