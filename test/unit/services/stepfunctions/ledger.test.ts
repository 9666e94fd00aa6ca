/** What an execution leaves behind: on the bill, in the metrics, in the topology, and in a log that replays. */
import * as cloudwatchClient from "@aws-sdk/client-cloudwatch";
import * as lambdaClient from "@aws-sdk/client-lambda";
import * as sfnClient from "@aws-sdk/client-sfn";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { replay } from "../../../../src/sdk/replay";
import { functionArn, makeBench } from "./bench";

const FLAKY = {
  StartAt: "T",
  States: {
    T: { Type: "Task", Resource: functionArn("flaky"), Retry: [{ ErrorEquals: ["States.ALL"] }], Next: "P" },
    P: { Type: "Pass", End: true },
  },
};

function flakyBench() {
  const bench = makeBench({ seed: 3 });
  const recorder = bench.cloud.record();
  let calls = 0;
  bench.cloud.lambda("flaky", () => {
    if (++calls % 3 !== 0) throw new Error("not now");
    return calls;
  });
  return { ...bench, recorder };
}

describe("executions of Step Functions", () => {
  it("are billed by states entered and retried; express ones by requests and GB-seconds", async () => {
    const bench = flakyBench();
    await bench.run(FLAKY);
    const wait = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 1, End: true } } };
    await bench.sfn.startSyncExecution({ stateMachineArn: await bench.machine(wait, "EXPRESS") });
    const { lines } = bench.cloud.bill();
    const quantity = (word: string) => lines.find(({ unit }) => unit.en.startsWith(`Step Functions ${word}`))?.quantity;
    expect(quantity("state transition")).toBe(4); // T, two retries of it, P
    expect(quantity("express execution")).toBe(1);
    expect(quantity("express GB-second")).toBe(64 / 1_024);
  });

  it("are counted in CloudWatch by machine, their tasks by function", async () => {
    const bench = flakyBench();
    const stateMachineArn = await bench.machine(FLAKY);
    await bench.start(stateMachineArn);
    await bench.cloud.run({ for: { minutes: 5 } });
    const cloudwatch = bench.cloud.client(cloudwatchClient.CloudWatch);
    const sum = async (MetricName: string, Name: string, Value: string) => {
      const { Datapoints } = await cloudwatch.getMetricStatistics({
        Namespace: "AWS/States",
        MetricName,
        Dimensions: [{ Name, Value }],
        StartTime: new Date("2026-01-05T00:00:00Z"),
        EndTime: new Date("2026-01-05T01:00:00Z"),
        Period: 3_600,
        Statistics: ["Sum"],
      });
      return Datapoints![0]?.Sum;
    };
    expect(await sum("ExecutionsStarted", "StateMachineArn", stateMachineArn)).toBe(1);
    expect(await sum("ExecutionsSucceeded", "StateMachineArn", stateMachineArn)).toBe(1);
    expect(await sum("LambdaFunctionsFailed", "LambdaFunctionArn", functionArn("flaky"))).toBe(2);
    expect(await sum("LambdaFunctionsSucceeded", "LambdaFunctionArn", functionArn("flaky"))).toBe(1);
  });

  it("show in the topology what their machine calls", async () => {
    const bench = flakyBench();
    await bench.machine(FLAKY, "STANDARD", "flow");
    expect(String(bench.cloud.topology())).toMatch(/flow[\s\S]*flaky/);
  });

  it("are replayed without the functions' code, to the same trace (seed 3)", async () => {
    const bench = flakyBench();
    const { QueueUrl } = await bench.sqs.createQueue({ QueueName: "approvals" });
    const execution = await bench.start({
      QueryLanguage: "JSONata",
      StartAt: "M",
      States: {
        M: {
          Type: "Map",
          Items: "{% [1..6] %}",
          MaxConcurrency: 3,
          ItemProcessor: {
            StartAt: "T",
            States: {
              T: {
                Type: "Task",
                Resource: functionArn("flaky"),
                Arguments: { n: "{% $states.input * 2 %}" },
                Retry: [{ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL", MaxAttempts: 9 }],
                End: true,
              },
            },
          },
          Next: "Ask",
        },
        Ask: {
          Type: "Task",
          Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          Arguments: { QueueUrl, MessageBody: { token: "{% $states.context.Task.Token %}" } },
          End: true,
        },
      },
    });
    bench.cloud.spawn("human", async () => {
      const { Messages } = await bench.sqs
        .receiveMessage({ QueueUrl, WaitTimeSeconds: 20 })
        .then(async (first) =>
          first.Messages === undefined ? bench.sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }) : first,
        );
      await bench.cloud.sleep({ minutes: 1 });
      const { token: taskToken } = JSON.parse(Messages![0]!.Body!);
      await bench.sfn.sendTaskSuccess({ taskToken, output: '"yes"' });
    });
    await bench.cloud.run();
    expect(await bench.look(execution)).toMatchObject({ status: "SUCCEEDED", output: "yes" });
    const clients = { stepfunctions: sfnClient, sqs: sqsClient, lambda: lambdaClient };
    const again = await replay(structuredClone(bench.recorder.log()), { cloud: { seed: 3 }, clients });
    expect(again).toMatchObject({ holds: true });
  });
});
