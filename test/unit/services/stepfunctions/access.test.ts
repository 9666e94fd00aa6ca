import { describe, expect, it } from "vitest";
import { ACCOUNT, functionArn, makeBench, ROLE } from "./bench";

const CALL = { StartAt: "T", States: { T: { Type: "Task", Resource: functionArn("work"), End: true } } };

describe("a machine's role", () => {
  it("needs no policy until it has one, and then may do what that allows", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", () => 1);
    const machine = await bench.machine(CALL);
    expect(await bench.run(machine)).toMatchObject({ status: "SUCCEEDED" });
    const statement = (Action: string) => ({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
    bench.cloud.iam.putRolePolicy("states", statement("sqs:SendMessage"));
    const denied = await bench.run(machine);
    expect(denied).toMatchObject({ status: "FAILED" });
    expect(`${denied.error} ${denied.cause}`).toMatch(/AccessDenied|not authorized/);
    bench.cloud.iam.putRolePolicy("states", statement("lambda:InvokeFunction"));
    expect(await bench.run(machine)).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("the credentials of a task", () => {
  it("name another role for it alone", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", () => 1);
    const task = { ...CALL.States.T, Credentials: { "RoleArn.$": "$.role" } };
    const machine = await bench.machine({ StartAt: "T", States: { T: task } });
    const role = `arn:aws:iam::${ACCOUNT}:role/guest`;
    const allow = (Action: string) => ({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
    bench.cloud.iam.putRolePolicy("guest", allow("sqs:SendMessage"));
    const denied = await bench.run(machine, { role });
    expect(denied).toMatchObject({ status: "FAILED" });
    bench.cloud.iam.putRolePolicy("guest", allow("lambda:InvokeFunction"));
    const end = await bench.run(machine, { role });
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    const scheduled = (await bench.events(end.executionArn)).find(({ type }) => type === "LambdaFunctionScheduled")!;
    expect(scheduled.lambdaFunctionScheduledEventDetails!.taskCredentials).toEqual({ roleArn: role });
  });
});

describe("a fault", () => {
  it("keeps calls for a machine from being answered, and those that throttle say so", async () => {
    const bench = makeBench({ faults: (f) => f.down("flow", { from: 0, until: { seconds: 10 } }) });
    const stateMachineArn = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:flow`;
    const make = () => bench.machine(CALL, "STANDARD", "flow");
    await expect(make()).rejects.toMatchObject({ name: "InternalServerError" });
    await bench.cloud.run({ for: { seconds: 10 } });
    await make();
    expect((await bench.sfn.describeStateMachine({ stateMachineArn })).roleArn).toBe(ROLE);
  });
});

describe("a story", () => {
  it("tells an execution, and what it called, in order", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", () => 1);
    const execution = await bench.start(CALL);
    await bench.cloud.run();
    const story = String(bench.cloud.explain(execution));
    expect(story).toMatch(/starts[\s\S]*state T is entered[\s\S]*function work is invoked[\s\S]*succeeds/);
  });
});

describe("data that are nested too deeply", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;

  it("are refused as input, and fail a state that makes them", async () => {
    const bench = makeBench();
    const stateMachineArn = await bench.machine({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
    await expect(bench.sfn.startExecution({ stateMachineArn, input: deep })).rejects.toMatchObject({
      name: "InvalidExecutionInput",
    });
    for (const field of ["Result", "Parameters"]) {
      const definition = `{"StartAt":"P","States":{"P":{"Type":"Pass","${field}":{"a":${deep}},"End":true}}}`;
      const made = await bench.sfn
        .createStateMachine({ name: field, definition, roleArn: ROLE })
        .catch(({ name }: Error) => name);
      if (typeof made === "string") expect(made).toBe("InvalidDefinition");
      else expect(await bench.run(made.stateMachineArn!)).toMatchObject({ status: "FAILED" });
    }
  });
});

describe("a rule of EventBridge", () => {
  it("starts an execution for each event, which is caused by it", async () => {
    const bench = makeBench();
    const events = bench.cloud.client((await import("@aws-sdk/client-eventbridge")).EventBridge);
    const machine = await bench.machine({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
    await events.putRule({ Name: "orders", EventPattern: '{"source":["shop"]}' });
    await events.putTargets({ Rule: "orders", Targets: [{ Id: "m", Arn: machine, RoleArn: ROLE }] });
    await events.putEvents({ Entries: [{ Source: "shop", DetailType: "order", Detail: '{"n":7}' }] });
    await bench.cloud.run();
    const { executions } = await bench.sfn.listExecutions({ stateMachineArn: machine });
    const end = await bench.look(executions![0]!.executionArn!);
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { source: "shop", detail: { n: 7 } } });
    const started = [...bench.cloud.trace.events({ kinds: ["stepfunctions.ExecutionStarted"] })][0]!;
    const kinds: string[] = [];
    for (let row = started.index; row >= 0; row = bench.cloud.trace.causeOf(row)) {
      kinds.push(bench.cloud.trace.event(row).kind);
    }
    expect(kinds).toContain("eventbridge.Matched");
  });
});
