/** State machines as enrichment and target of pipes, and as target of schedules. */
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SFN } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { ACCOUNT, makeBench, queueArn, ROLE } from "./world";

async function makeMachines() {
  const bench = makeBench();
  await bench.queue("in");
  await bench.queue("out");
  const sfn = bench.cloud.client(SFN);
  const machine = async (name: string, type: "EXPRESS" | "STANDARD", definition: object) =>
    (await sfn.createStateMachine({ name, type, roleArn: ROLE, definition: JSON.stringify(definition) }))
      .stateMachineArn!;
  return { ...bench, sfn, machine };
}

const PASS = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const FAIL = { StartAt: "F", States: { F: { Type: "Fail", Error: "Bad", Cause: "data" } } };

describe("a pipe with state machines", () => {
  it("is enriched by an express one", async () => {
    const { machine, pipe, send, cloud, bodies } = await makeMachines();
    const definition = {
      StartAt: "P",
      States: { P: { Type: "Pass", InputPath: "$[0]", Parameters: { "text.$": "$.body", by: "machine" }, End: true } },
    };
    await pipe({
      Enrichment: await machine("enrich", "EXPRESS", definition),
      TargetParameters: { InputTemplate: '{"text": <$.text>, "by": <$.by>}' },
    });
    await send("hello");
    await cloud.run();
    expect((await bodies()).map((body) => JSON.parse(body))).toEqual([{ text: "hello", by: "machine" }]);
  });

  it("starts a standard one and does not wait, or waits for an express one and takes its failure", async () => {
    const { machine, pipe, send, cloud, sfn, facts, pipes } = await makeMachines();
    const standard = await machine("standard", "STANDARD", PASS);
    await pipe({
      Target: standard,
      TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: "FIRE_AND_FORGET" } },
    });
    await send("x");
    await cloud.run();
    const { executions } = await sfn.listExecutions({ stateMachineArn: standard });
    expect(executions).toMatchObject([{ status: "SUCCEEDED" }]);
    expect(facts("Succeeded", "Failed")).toEqual(["Succeeded"]);

    await pipes.updatePipe({
      Name: "p",
      RoleArn: ROLE,
      Target: await machine("express", "EXPRESS", FAIL),
      TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: "REQUEST_RESPONSE" } },
    });
    await cloud.run({ for: { seconds: 6 } });
    await send("y");
    await cloud.run({ for: { seconds: 10 } });
    expect(facts("TargetFailed")[0]).toMatch(/express: FAILED: Bad data/);
  });
});

describe("a schedule of a state machine", () => {
  it("starts an execution with its Input", async () => {
    const { machine, cloud, sfn } = await makeMachines();
    const Arn = await machine("standard", "STANDARD", PASS);
    await cloud.client(Scheduler).createSchedule({
      Name: "s",
      ScheduleExpression: "at(2026-01-05T01:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn,
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/s`,
        Input: '{"n": 1}',
        DeadLetterConfig: { Arn: queueArn("out") },
      },
    });
    await cloud.run({ for: { hours: 2 } });
    const { executions } = await sfn.listExecutions({ stateMachineArn: Arn });
    expect(executions).toHaveLength(1);
    const { input, status } = await sfn.describeExecution({ executionArn: executions![0]!.executionArn });
    expect([input, status]).toEqual(['{"n": 1}', "SUCCEEDED"]);
  });
});
