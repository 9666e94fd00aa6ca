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
