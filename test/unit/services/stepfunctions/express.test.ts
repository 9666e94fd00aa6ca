import { describe, expect, it } from "vitest";
import { functionArn, makeBench } from "./bench";

describe("an express execution", () => {
  it("is answered when it has ended", async () => {
    const bench = makeBench();
    bench.cloud.lambda("double", (event: { n: number }) => event.n * 2, { duration: { seconds: 1 }, coldStart: 0 });
    const stateMachineArn = await bench.machine(
      { StartAt: "T", States: { T: { Type: "Task", Resource: functionArn("double"), End: true } } },
      "EXPRESS",
    );
    const answer = await bench.sfn.startSyncExecution({ stateMachineArn, input: '{"n":4}' });
    expect(answer).toMatchObject({
      status: "SUCCEEDED",
      output: "8",
      billingDetails: { billedDurationInMilliseconds: 1_000, billedMemoryUsedInMB: 64 },
    });
    expect(answer.executionArn).toContain(":express:");
    await expect(bench.sfn.describeExecution({ executionArn: answer.executionArn })).rejects.toMatchObject({
      name: "InvalidArn",
    });
    await expect(bench.sfn.listExecutions({ stateMachineArn })).rejects.toMatchObject({
      name: "StateMachineTypeNotSupported",
    });
  });

  it("is timed out after five minutes", async () => {
    const bench = makeBench();
    const stateMachineArn = await bench.machine(
      { StartAt: "W", States: { W: { Type: "Wait", Seconds: 600, End: true } } },
      "EXPRESS",
    );
    const answer = await bench.sfn.startSyncExecution({ stateMachineArn });
    expect(answer).toMatchObject({ status: "TIMED_OUT" });
    expect(answer.stopDate!.getTime() - answer.startDate!.getTime()).toBe(300_000);
  });
});

describe("a machine of JSONata", () => {
  it("evaluates, assigns and chooses, and goes on after promises", async () => {
    const bench = makeBench();
    bench.cloud.lambda("double", (event: { n: number }) => ({ n: event.n * 2 }));
    const end = await bench.run(
      {
        QueryLanguage: "JSONata",
        StartAt: "T",
        States: {
          T: {
            Type: "Task",
            Resource: functionArn("double"),
            Arguments: { n: "{% $states.input.n + 1 %}" },
            Assign: { seen: "{% $states.result.n %}" },
            Output: { twice: "{% $states.result.n %}" },
            Next: "C",
          },
          C: {
            Type: "Choice",
            Choices: [{ Condition: "{% $seen > 100 %}", Next: "F" }],
            Default: "P",
            Assign: { chosen: "{% 'P' %}" },
          },
          P: { Type: "Pass", Output: { all: "{% [$seen, $chosen, $states.input.twice] %}" }, End: true },
          F: { Type: "Fail", Error: "{% 'Big' & $string($seen) %}", Cause: "too big" },
        },
      },
      { n: 20 },
    );
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { all: [42, "P", 42] } });
  });

  it("catches a failed expression", async () => {
    const bench = makeBench();
    const end = await bench.run({
      QueryLanguage: "JSONata",
      StartAt: "M",
      States: {
        M: {
          Type: "Map",
          Items: "{% 7 %}",
          ItemProcessor: { StartAt: "I", States: { I: { Type: "Pass", End: true } } },
          Catch: [
            { ErrorEquals: ["States.QueryEvaluationError"], Next: "P", Output: "{% $states.errorOutput.Error %}" },
          ],
          End: true,
        },
        P: { Type: "Pass", End: true },
      },
    });
    expect(end).toMatchObject({ status: "SUCCEEDED", output: "States.QueryEvaluationError" });
  });

  it("is not caught again by the catcher whose own expression fails", async () => {
    const bench = makeBench();
    const end = await bench.run({
      QueryLanguage: "JSONata",
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [{ StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } }],
          Retry: [{ ErrorEquals: ["States.QueryEvaluationError"] }],
          Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $nothing %}", Next: "C" }],
          Next: "C",
        },
        C: { Type: "Pass", End: true },
      },
    });
    expect(end).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError", ms: 0 });
  });
});
