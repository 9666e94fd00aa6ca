import { describe, expect, it } from "vitest";
import { ACCOUNT, functionArn, makeBench } from "./bench";

const task = (more: { Catch?: object[] } & Record<string, unknown> = {}) => ({
  StartAt: "T",
  States: {
    T: { Type: "Task", Resource: functionArn("work"), End: true, ...more },
    ...(more.Catch !== undefined && { Caught: { Type: "Pass", End: true } }),
  },
});

describe("a task", () => {
  it("gives what the function gives, and the function's error fails the execution", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", (event: { n: number }) => {
      if (event.n < 0) throw new RangeError("too small");
      return event.n * 2;
    });
    const machine = await bench.machine(task());
    expect(await bench.run(machine, { n: 21 })).toMatchObject({ status: "SUCCEEDED", output: 42 });
    const failed = await bench.run(machine, { n: -1 });
    expect(failed).toMatchObject({ status: "FAILED", error: "RangeError" });
    expect(JSON.parse(failed.cause!)).toMatchObject({ errorType: "RangeError", errorMessage: "too small" });
  });

  it("is timed out after its TimeoutSeconds, and a late answer has no effect", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", () => bench.cloud.sleep({ seconds: 10 }), { timeout: { seconds: 60 }, coldStart: 0 });
    const end = await bench.run(
      task({ TimeoutSeconds: 3, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Caught" }] }),
    );
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { Error: "States.Timeout" }, ms: 3_000 });
    expect((await bench.history(end.executionArn)).filter((type) => type.startsWith("Lambda"))).toEqual([
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionTimedOut",
    ]);
  });

  it("waits for its token, for which a heartbeat buys time", async () => {
    const bench = makeBench();
    const { QueueUrl } = await bench.sqs.createQueue({ QueueName: "approvals" });
    const execution = await bench.start({
      StartAt: "Ask",
      States: {
        Ask: {
          Type: "Task",
          Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          HeartbeatSeconds: 60,
          Parameters: { QueueUrl, MessageBody: { "token.$": "$$.Task.Token" } },
          End: true,
        },
      },
    });
    bench.cloud.spawn("human", async () => {
      const { Messages } = await bench.sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
      const { token: taskToken } = JSON.parse(Messages![0]!.Body!);
      await bench.cloud.sleep({ seconds: 50 });
      await bench.sfn.sendTaskHeartbeat({ taskToken });
      await bench.cloud.sleep({ seconds: 50 });
      await bench.sfn.sendTaskSuccess({ taskToken, output: '{"approved":true}' });
      await expect(bench.sfn.sendTaskSuccess({ taskToken, output: "1" })).rejects.toMatchObject({
        name: "TaskTimedOut",
      });
    });
    await bench.cloud.run();
    expect(await bench.look(execution)).toMatchObject({ status: "SUCCEEDED", output: { approved: true } });
  });

  it("whose heart stops is timed out, which Retry and Catch know by both names", async () => {
    const bench = makeBench();
    const { activityArn } = await bench.sfn.createActivity({ name: "press" });
    const end = await bench.run(
      task({
        Resource: activityArn,
        HeartbeatSeconds: 5,
        TimeoutSeconds: 100,
        Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Caught" }],
      }),
    );
    // nobody has taken it: a heart that never beat does not stop, the task's own time runs out
    expect(end).toMatchObject({ status: "FAILED", error: "States.Timeout", ms: 100_000 });
    const taken = await bench.start(
      task({
        Resource: activityArn,
        HeartbeatSeconds: 5,
        TimeoutSeconds: 100,
        Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Caught" }],
      }),
    );
    bench.cloud.spawn("worker", () => bench.sfn.getActivityTask({ activityArn, workerName: "w1" }));
    await bench.cloud.run();
    expect(await bench.look(taken)).toMatchObject({
      status: "SUCCEEDED",
      output: { Error: "States.Timeout" },
      ms: 5_000,
    });
  });

  it("of an activity goes to the worker who waits, or waits for one; a poll without a task ends after a minute", async () => {
    const bench = makeBench();
    const { activityArn } = await bench.sfn.createActivity({ name: "press" });
    const before = bench.cloud.now;
    expect(await bench.sfn.getActivityTask({ activityArn })).not.toHaveProperty("taskToken");
    expect(bench.cloud.now - before).toBe(60_000);
    const execution = await bench.start(task({ Resource: activityArn }), { part: 7 });
    bench.cloud.spawn("worker", async () => {
      const { taskToken, input } = await bench.sfn.getActivityTask({ activityArn, workerName: "w1" });
      expect(JSON.parse(input!)).toEqual({ part: 7 });
      await bench.sfn.sendTaskFailure({ taskToken, error: "Jammed", cause: "paper" });
    });
    await bench.cloud.run();
    expect(await bench.look(execution)).toMatchObject({ status: "FAILED", error: "Jammed", cause: "paper" });
    expect(await bench.history(execution)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "ActivityScheduled",
      "ActivityStarted",
      "ActivityFailed",
      "ExecutionFailed",
    ]);
  });

  it("is caused by its execution, and so is what it causes", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", (event) => event);
    const execution = await bench.start(task());
    await bench.cloud.run();
    const invoked = [...bench.cloud.trace.events({ kinds: ["lambda.Request"] })].at(-1)!;
    const scheduled = bench.cloud.trace.event(invoked.cause);
    expect(scheduled).toMatchObject({ kind: "stepfunctions.TaskScheduled", subject: execution });
    const entered = bench.cloud.trace.event(scheduled.cause);
    expect(entered).toMatchObject({ kind: "stepfunctions.StateEntered", text: "T" });
  });

  it("with a result of more than 256 KiB fails, which States.ALL does not catch", async () => {
    const bench = makeBench();
    bench.cloud.lambda("work", () => "a".repeat(300_000));
    const caughtBy = (name: string) => task({ Catch: [{ ErrorEquals: [name], Next: "Caught" }] });
    expect(await bench.run(caughtBy("States.ALL"))).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
    });
    expect(await bench.run(caughtBy("States.DataLimitExceeded"))).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("a retry", () => {
  it("comes after longer and longer waits, up to a most, and then the catcher gets the error", async () => {
    const bench = makeBench();
    const times: number[] = [];
    bench.cloud.lambda(
      "work",
      () => {
        times.push(bench.cloud.now);
        throw new Error("no");
      },
      { coldStart: 0 },
    );
    const end = await bench.run(
      task({
        Retry: [
          { ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 3, MaxDelaySeconds: 20 },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught", ResultPath: "$.error" }],
      }),
      { x: 1 },
    );
    expect(times).toEqual([0, 2_000, 8_000, 26_000, 46_000]);
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { x: 1, error: { Error: "Error" } } });
    expect(bench.facts("Retried", "Caught")).toEqual([
      "0 s Retried Error",
      "2 s Retried Error",
      "8 s Retried Error",
      "26 s Retried Error",
      "46 s Caught Error",
    ]);
  });

  it("with full jitter comes somewhere before that, the same for the same seed", async () => {
    const delays = async (seed: number) => {
      const bench = makeBench({ seed });
      bench.cloud.lambda("work", () => {
        throw new Error("no");
      });
      await bench.run(task({ Retry: [{ ErrorEquals: ["Error"], IntervalSeconds: 10, JitterStrategy: "FULL" }] }));
      return [...bench.cloud.trace.events({ kinds: ["stepfunctions.Retried"] })].map(({ detail }) =>
        Number(detail!.delayMs),
      );
    };
    const first = await delays(1);
    expect(first).toHaveLength(3);
    for (const [i, delay] of first.entries()) expect(delay).toBeLessThan(10_000 * 2 ** i);
    expect(await delays(1)).toEqual(first);
    expect(await delays(2)).not.toEqual(first);
  });

  it("is counted by the retrier that knows the error", async () => {
    const bench = makeBench();
    let calls = 0;
    bench.cloud.lambda("work", () => {
      const error = new Error("no");
      error.name = calls++ % 2 === 0 ? "A" : "B";
      throw error;
    });
    const end = await bench.run(
      task({
        Retry: [
          { ErrorEquals: ["A"], MaxAttempts: 2 },
          { ErrorEquals: ["B"], MaxAttempts: 1 },
        ],
      }),
    );
    expect(calls).toBe(4); // A, B, A, and B has no attempt left
    expect(end).toMatchObject({ error: "B" });
  });
});

describe("an execution", () => {
  it("is stopped, and its wait with it", async () => {
    const bench = makeBench();
    const execution = await bench.start({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
    await bench.cloud.run({ for: { seconds: 10 } });
    await bench.sfn.stopExecution({ executionArn: execution, error: "Enough", cause: "we know" });
    await bench.cloud.run();
    expect(await bench.look(execution)).toMatchObject({
      status: "ABORTED",
      error: "Enough",
      cause: "we know",
      ms: 10_000,
    });
    expect(bench.cloud.now).toBe(10_000);
  });

  it("is timed out by its machine's TimeoutSeconds", async () => {
    const bench = makeBench();
    const end = await bench.run({
      TimeoutSeconds: 30,
      StartAt: "W",
      States: { W: { Type: "Wait", Seconds: 60, End: true } },
    });
    expect(end).toMatchObject({ status: "TIMED_OUT", ms: 30_000 });
  });

  it("that goes round for ever fails at 25,000 events", async () => {
    const bench = makeBench();
    const end = await bench.run({
      StartAt: "A",
      States: {
        A: { Type: "Pass", Next: "B" },
        B: { Type: "Choice", Choices: [{ Variable: "$.stop", IsPresent: true, Next: "C" }], Default: "A" },
        C: { Type: "Succeed" },
      },
    });
    expect(end).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(end.cause).toContain("25000");
    expect(await bench.history(end.executionArn)).toHaveLength(25_000);
  });

  it("is redriven from the state that failed", async () => {
    const bench = makeBench();
    let isBroken = true;
    let firsts = 0;
    bench.cloud.lambda("first", () => ++firsts);
    bench.cloud.lambda("work", (event) => {
      if (isBroken) throw new Error("broken");
      return { was: event };
    });
    const end = await bench.run({
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [
            { StartAt: "A", States: { A: { Type: "Task", Resource: functionArn("first"), End: true } } },
            {
              StartAt: "W",
              States: {
                W: { Type: "Wait", Seconds: 5, Next: "B" },
                B: { Type: "Task", Resource: functionArn("work"), End: true },
              },
            },
          ],
          End: true,
        },
      },
    });
    expect(end).toMatchObject({ status: "FAILED", error: "Error" });
    isBroken = false;
    await bench.sfn.redriveExecution({ executionArn: end.executionArn });
    await bench.cloud.run();
    expect(await bench.look(end.executionArn)).toMatchObject({ status: "SUCCEEDED", output: [1, { was: {} }] });
    expect(firsts).toBe(1);
    expect(await bench.history(end.executionArn)).toContain("ExecutionRedriven");
    await expect(bench.sfn.redriveExecution({ executionArn: end.executionArn })).rejects.toMatchObject({
      name: "ExecutionNotRedrivable",
    });
  });

  it("tells the default bus how it is, if somebody listens", async () => {
    const bench = makeBench();
    const { QueueUrl } = await bench.sqs.createQueue({ QueueName: "ends" });
    const events = bench.cloud.client((await import("@aws-sdk/client-eventbridge")).EventBridge);
    await events.putRule({ Name: "failed", EventPattern: '{"source":["aws.states"],"detail":{"status":["FAILED"]}}' });
    await events.putTargets({ Rule: "failed", Targets: [{ Id: "q", Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:ends` }] });
    await bench.sqs.setQueueAttributes({
      QueueUrl,
      Attributes: {
        Policy: JSON.stringify({
          Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
        }),
      },
    });
    const end = await bench.run({ StartAt: "F", States: { F: { Type: "Fail", Error: "Broken" } } });
    const { Messages } = await bench.sqs.receiveMessage({ QueueUrl });
    expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
      "detail-type": "Step Functions Execution Status Change",
      resources: [end.executionArn],
      detail: { status: "FAILED", error: "Broken" },
    });
  });
});
