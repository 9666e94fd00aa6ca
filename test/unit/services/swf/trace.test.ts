/** What is read out of the trace: the story, the bill, the metrics, the topology; and a log that replays to the same trace. */

import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import * as lambdaClient from "@aws-sdk/client-lambda";
import { Lambda } from "@aws-sdk/client-lambda";
import * as swfClient from "@aws-sdk/client-swf";
import { afterEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { sequence } from "../../../../src/sdk/diagrams";
import { replay } from "../../../../src/sdk/replay";
import { useLanguage } from "../../../../src/sim";
import { child, complete, deciders, domain, furnish, makeShop, marker, pay, timer } from "./world";

const DAY = 86_400_000;

describe("the story of an execution", () => {
  afterEach(() => useLanguage("en"));

  it("is told by its id, in both languages; of several runs each line says which", async () => {
    const { cloud, start, decide, take, swf } = await makeShop();
    const runId = await start();
    await decide(pay("a"), marker("m"));
    await swf.respondActivityTaskFailed({ taskToken: await take(), reason: "empty" });
    await decide(complete);
    const lines = () => cloud.explain("w").lines.map(({ text }) => text);
    expect(lines()).toEqual([
      "the execution w of Order 1 starts",
      "a decider must decide: a task waits in the list deciders",
      "a decider takes the task of the list deciders and reads the history",
      "decided: ScheduleActivityTask, RecordMarker",
      "activity a waits for a worker in the list machines",
      "the decider notes: m",
      "activity a is taken by a worker",
      "activity a fails: empty",
      "a decider must decide: a task waits in the list deciders",
      "a decider takes the task of the list deciders and reads the history",
      "decided: CompleteWorkflowExecution",
      "the execution is completed",
    ]);
    useLanguage("es");
    expect(lines()).toContain("la actividad a falla: empty");
    await start();
    expect(lines()[0]).toBe(`${runId.slice(0, 8)}: comienza la ejecución w de Order 1`);
    expect(cloud.explain(runId).lines).toHaveLength(12);
  });
});

describe("the sequence of an execution", () => {
  it("goes between the execution, its deciders and its workers", async () => {
    const { cloud, swf, start, decide, take } = await makeShop();
    const runId = await start();
    cloud.spawn("decider", () => decide(pay("a")));
    cloud.spawn("worker", async () => swf.respondActivityTaskFailed({ taskToken: await take(), reason: "empty" }));
    await cloud.run();
    await swf.terminateWorkflowExecution({ domain, workflowId: "w", reason: "enough" });
    expect(sequence(cloud, runId).toString().split("\n")).toEqual([
      "0 s  cell -> w: starts Order 1",
      "0 s  w -> decider: decision task with the history",
      "0 s  decider -> w: decides: ScheduleActivityTask",
      "0 s  w -> worker: activity a",
      "0 s  worker -> w: a fails",
      "0 s  cell -> w: terminates it: enough",
    ]);
  });
});

describe("the bill of SWF", () => {
  it("counts starts, tasks, signals, timers, markers, and days beyond the first", async () => {
    const { cloud, swf, start, decide } = await makeShop();
    await start();
    await decide(pay("a"), timer("t", "1"), marker("m"));
    await swf.signalWorkflowExecution({ domain, workflowId: "w", signalName: "s" });
    await cloud.run({ for: 3.5 * DAY }); // open for three days beyond... its first
    await swf.terminateWorkflowExecution({ domain, workflowId: "w" });
    await cloud.run({ for: 10 * DAY }); // kept for two
    const lines = cloud.bill().lines.map(({ unit, quantity, free, cost }) => [unit.en, quantity, free, cost]);
    expect(lines).toEqual([
      ["SWF execution started", 1, 1, 0],
      ["SWF task, signal, timer or marker", 4, 4, 0],
      ["SWF execution open or kept for a day", 5, 5, 0],
    ]);
    expect(cloud.bill().totalWithoutFree).toBeCloseTo(0.0001 + 4 * 0.000025 + 5 * 0.000005, 9);
  });
});

describe("the metrics of SWF", () => {
  it("by AWS's names: how tasks ended and how long they took, and what waits", async () => {
    const { cloud, swf, start, decide, take } = await makeShop();
    await start();
    await decide(pay("a"), pay("b"), pay("c"));
    await cloud.run({ for: 10_000 });
    await swf.respondActivityTaskCompleted({ taskToken: await take() });
    await take();
    await cloud.run({ for: { minutes: 3 } });
    await decide(complete);
    await cloud.run({ for: { minutes: 2 } });
    const metrics = cloud.client(CloudWatch);
    const activity = [
      { Name: "Domain", Value: domain },
      { Name: "ActivityTypeName", Value: "Pay" },
      { Name: "ActivityTypeVersion", Value: "1" },
    ];
    const workflow = [
      { Name: "Domain", Value: domain },
      { Name: "WorkflowTypeName", Value: "Order" },
      { Name: "WorkflowTypeVersion", Value: "1" },
    ];
    const sum = async (MetricName: string, Dimensions: typeof activity, Statistic: "Sum" | "Maximum" = "Sum") => {
      const { Datapoints } = await metrics.getMetricStatistics({
        Namespace: "AWS/SWF",
        MetricName,
        Dimensions,
        StartTime: cloud.date(0),
        EndTime: cloud.date(),
        Period: 3_600,
        Statistics: [Statistic],
      });
      return Datapoints!.map((point) => point[Statistic]).reduce((a, b) => a! + b!, 0);
    };
    expect(await sum("ActivityTasksCompleted", activity)).toBe(1);
    expect(await sum("ActivityTaskScheduleToStartTime", activity, "Maximum")).toBe(10_000);
    expect(await sum("StartedActivityTasksTimedOutOnClose", activity)).toBe(1);
    expect(await sum("ScheduledActivityTasksTimedOutOnStart", activity)).toBe(1);
    expect(await sum("DecisionTasksCompleted", workflow)).toBe(2);
    expect(await sum("WorkflowsCompleted", workflow)).toBe(1);
    expect(await sum("WorkflowStartToCloseTime", workflow, "Maximum")).toBe(190_000);
    const list = [
      { Name: "Domain", Value: domain },
      { Name: "TaskListName", Value: "machines" },
    ];
    expect(await sum("PendingTasks", list, "Maximum")).toBe(1);
  });
});

describe("the topology of SWF", () => {
  it("shows who gives work to which list, and who takes it", async () => {
    const { cloud, swf, start } = await makeShop();
    await start();
    cloud.spawn("decider", async () => {
      const { taskToken } = await swf.pollForDecisionTask({ domain, taskList: deciders });
      await swf.respondDecisionTaskCompleted({ taskToken, decisions: [pay("a")] });
    });
    await cloud.run();
    expect(cloud.topology().toString().split("\n")).toEqual([
      "workflow shop/Order/1 delivers to task list shop/deciders (decision)",
      "workflow shop/Order/1 delivers to task list shop/machines (activity)",
      "decider fetches from task list shop/deciders (decision)",
    ]);
  });
});

describe("a log of calls to SWF", () => {
  it("replays to the same trace, without the cell's deciders, workers and functions", async () => {
    const cloud = new Cloud({ seed: 3 });
    const recorder = cloud.record();
    const { swf, start } = await furnish(cloud);
    cloud.lambda("double", async ({ n }: { n: number }) => {
      await cloud.sleep(cloud.random("student").integer(10, 500));
      return 2 * n;
    });
    cloud.spawn("decider", async () => {
      for (;;) {
        const task = await swf.pollForDecisionTask({ domain, taskList: deciders });
        if (!task.taskToken) return;
        const isDone = task.events!.some(({ eventType }) => eventType === "LambdaFunctionCompleted");
        const isFirst = task.previousStartedEventId === 0;
        const double = {
          decisionType: "ScheduleLambdaFunction",
          scheduleLambdaFunctionDecisionAttributes: { id: "l", name: "double", input: '{"n":21}' },
        } as const;
        const decisions = isDone ? [complete] : isFirst ? [double, child("c")] : [];
        await swf.respondDecisionTaskCompleted({ taskToken: task.taskToken, decisions });
      }
    });
    const runId = await start("w", { lambdaRole: "arn:aws:iam::123456789012:role/swf" });
    await cloud.run();
    const execution = { workflowId: "w", runId };
    const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution });
    expect(executionInfo).toMatchObject({ closeStatus: "COMPLETED" });

    const log = structuredClone(recorder.log());
    const clients = { swf: swfClient, lambda: lambdaClient };
    const result = await replay(log, { cloud: { seed: 3 }, clients });
    expect(result).toMatchObject({ holds: true });
    if (result.holds) expect(result.cloud.trace.hash()).toBe(cloud.trace.hash());

    const forged = structuredClone(log);
    const respond = forged.calls.find(({ operation }) => operation === "RespondDecisionTaskCompleted")!;
    (respond.input as { decisions: unknown[] }).decisions = [complete];
    expect(await replay(forged, { cloud: { seed: 3 }, clients })).toMatchObject({ holds: false });
  });

  it("a Lambda task is the work of the execution's role, when that has a policy", async () => {
    const { cloud, swf, start, decide, types } = await makeShop();
    cloud.lambda("f", () => 1);
    await cloud.client(Lambda).listFunctions({});
    cloud.iam.putRolePolicy("swf", {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "sqs:*", Resource: "*" },
    });
    const runId = await start("w", { lambdaRole: "arn:aws:iam::123456789012:role/swf" });
    await decide({
      decisionType: "ScheduleLambdaFunction",
      scheduleLambdaFunctionDecisionAttributes: { id: "l", name: "f" },
    });
    await cloud.run();
    expect((await types(runId)).slice(-2)).toEqual(["LambdaFunctionFailed", "DecisionTaskScheduled"]);
    const { events } = await swf.getWorkflowExecutionHistory({ domain, execution: { workflowId: "w", runId } });
    expect(events!.at(-2)!.lambdaFunctionFailedEventAttributes).toMatchObject({ reason: "AccessDeniedException" });
  });
});
