import { describe, expect, it } from "vitest";
import type { LambdaContext } from "../../../../src";
import { functionArn, makeBench } from "./world";

const NONE = { coldStart: 0 };

describe("a synchronous invocation", () => {
  it("gives the handler a copy of the event and its context, and the caller what it returns", async () => {
    const { cloud, invoke } = makeBench();
    let seen: LambdaContext | undefined;
    cloud.lambda("resize", async (event, context) => {
      seen = context;
      event.width /= 2;
      return event;
    });
    expect(await invoke("resize", { width: 640 })).toEqual({ error: undefined, answer: { width: 320 } });
    expect(seen).toMatchObject({
      functionName: "resize",
      functionVersion: "$LATEST",
      invokedFunctionArn: functionArn("resize"),
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/resize",
    });
    expect(seen!.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen!.logStreamName).toMatch(/^2026\/01\/05\/\[\$LATEST\][0-9a-f]{32}$/);
  });

  it("takes the handler's virtual time, and the context counts down", async () => {
    const { cloud, invoke } = makeBench();
    cloud.lambda(
      "slow",
      async (_event, context) => {
        await cloud.sleep(700);
        return context.getRemainingTimeInMillis();
      },
      { ...NONE, timeout: { seconds: 2 } },
    );
    expect((await invoke("slow")).answer).toBe(1_300);
    expect(cloud.now).toBe(700);
  });

  it("takes no time without an await, and null for nothing returned", async () => {
    const { cloud, invoke } = makeBench();
    cloud.lambda("quick", () => undefined, NONE);
    expect((await invoke("quick")).answer).toBeNull();
    expect(cloud.now).toBe(0);
  });

  it("works as long as `duration` says, drawn from the seed", async () => {
    const times = async () => {
      const { cloud, invoke } = makeBench({ seed: 3 });
      cloud.lambda("f", () => 1, { ...NONE, duration: (event, random) => random.integer(10, 20) + event.more });
      await invoke("f", { more: 100 });
      await invoke("f", { more: 200 });
      return cloud.now;
    };
    expect(await times()).toBe(await times());
    expect(await times()).toBeGreaterThanOrEqual(320);
  });

  it("is slowed down by a fault", async () => {
    const { cloud, invoke } = makeBench();
    cloud.lambda("f", () => 1, { ...NONE, duration: 100 });
    cloud.faults.slow("f", { factor: 3 });
    await invoke("f");
    expect(cloud.now).toBe(300);
  });
});

describe("an error of the handler", () => {
  it.each([
    ["an Error", new TypeError("boom"), { errorType: "TypeError", errorMessage: "boom", trace: ["TypeError: boom"] }],
    ["a string", "no", { errorType: "string", errorMessage: "no", trace: ["string: no"] }],
  ])("thrown as %s is FunctionError Unhandled, with a payload that names no file", async (_what, thrown, answer) => {
    const { cloud, invoke, facts } = makeBench();
    cloud.lambda(
      "f",
      () => {
        throw thrown;
      },
      NONE,
    );
    expect(await invoke("f")).toEqual({ error: "Unhandled", answer });
    expect(facts("Failed")).toEqual([`0 s Failed ${answer.errorType}: ${answer.errorMessage}`]);
  });

  it("is one as well when the answer cannot be written or is too large", async () => {
    const { cloud, invoke } = makeBench();
    cloud.lambda("big", () => 1n, NONE);
    cloud.lambda("large", () => "x".repeat(6_300_000), NONE);
    expect((await invoke("big")).answer.errorType).toBe("Runtime.MarshalError");
    expect((await invoke("large")).answer).toEqual({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
  });

  it("is there when nobody has given the function its code", async () => {
    const { lambda, invoke } = makeBench();
    await lambda.createFunction({
      FunctionName: "empty",
      Role: "arn:aws:iam::123456789012:role/r",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: Buffer.from("PK") },
    });
    const { error, answer } = await invoke("empty");
    expect([error, answer.errorType]).toEqual(["Unhandled", "Runtime.ImportModuleError"]);
    expect(answer.errorMessage).toContain('cloud.lambda("empty", handler)');
  });
});

describe("a timeout", () => {
  it("stops the handler where it stands: nothing of it happens afterwards", async () => {
    const { cloud, invoke, facts } = makeBench();
    const steps: string[] = [];
    cloud.lambda(
      "slow",
      async () => {
        steps.push("begins");
        try {
          await cloud.sleep({ seconds: 4 });
          steps.push("goes on");
        } finally {
          steps.push("cleans up");
        }
      },
      NONE,
    );
    const { error, answer } = await invoke("slow");
    expect(error).toBe("Unhandled");
    expect(answer).toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(answer.errorMessage).toMatch(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds$/);
    expect(cloud.now).toBe(3_000);
    await cloud.run({ for: { seconds: 10 } });
    expect(steps).toEqual(["begins"]);
    expect(facts("TimedOut", "Succeeded", "Failed")).toEqual(["3 s TimedOut Sandbox.Timedout"]);
  });

  it("at the very instant of the answer comes first", async () => {
    const { cloud, invoke } = makeBench();
    cloud.lambda("f", () => cloud.sleep({ seconds: 1 }), { ...NONE, timeout: { seconds: 1 } });
    expect((await invoke("f")).answer.errorType).toBe("Sandbox.Timedout");
  });

  it("ends a handler that waits for what never comes, and run() goes on", async () => {
    const { cloud, send, facts } = makeBench();
    cloud.lambda("stuck", () => new Promise(() => undefined), NONE);
    await send("stuck");
    await cloud.run();
    expect(facts("TimedOut")).toHaveLength(3);
    expect(cloud.now).toBe(3_000 * 3 + 60_000 + 120_000);
  });
});

describe("a cold start", () => {
  it("comes with the first invocation, after idleness, after a change and after a timeout", async () => {
    const { cloud, lambda, invoke, facts } = makeBench();
    let sleepMs = 0;
    cloud.lambda("f", () => cloud.sleep(sleepMs), { coldStart: 250 });
    const colds = () => facts("ColdStart").length;
    await invoke("f");
    expect([colds(), cloud.now]).toEqual([1, 250]);
    await invoke("f");
    expect([colds(), cloud.now]).toEqual([1, 250]);
    await cloud.sleep({ minutes: 9 });
    await invoke("f");
    expect(colds()).toBe(1);
    await cloud.sleep({ minutes: 11 });
    await invoke("f");
    expect(colds()).toBe(2);
    await lambda.updateFunctionConfiguration({ FunctionName: "f", MemorySize: 256 });
    await invoke("f");
    expect(colds()).toBe(3);
    sleepMs = 5_000;
    await invoke("f");
    sleepMs = 0;
    await invoke("f");
    expect(colds()).toBe(4);
  });

  it("is drawn from the seed, between the bounds", async () => {
    const starts = async (seed: number) => {
      const { cloud, invoke } = makeBench({ seed });
      for (let i = 0; i < 20; i++) cloud.lambda(`f${i}`, () => 1, { coldStart: { least: 100, most: { seconds: 1 } } });
      for (let i = 0; i < 20; i++) await invoke(`f${i}`);
      return [...cloud.trace.events({ kinds: ["lambda.ColdStart"] })].map(({ value }) => value);
    };
    const [first, again, other] = [await starts(1), await starts(1), await starts(2)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    for (const ms of first) expect(ms >= 100 && ms <= 1_000).toBe(true);
  });
});

describe("concurrency", () => {
  it("of a reservation is the function's own, and no more", async () => {
    const { cloud, lambda, facts } = makeBench();
    cloud.lambda("f", () => cloud.sleep(1_000), { ...NONE, reservedConcurrency: 2 });
    const outcomes: string[] = [];
    for (let i = 0; i < 4; i++) {
      cloud.spawn(`caller ${i}`, () =>
        lambda.invoke({ FunctionName: "f" }).then(
          () => outcomes.push("done"),
          (error) => outcomes.push(`${error.name} ${error.Reason} ${error.$metadata.httpStatusCode}`),
        ),
      );
    }
    await cloud.run();
    const refused = "TooManyRequestsException ReservedFunctionConcurrentInvocationLimitExceeded 429";
    expect(outcomes).toEqual([refused, refused, "done", "done"]);
    expect(facts("Throttled")).toHaveLength(2);
    await lambda.invoke({ FunctionName: "f" });
  });

  it("admits ten requests a second for each unit, however short they are", async () => {
    const { cloud, lambda } = makeBench();
    cloud.lambda("f", () => 1, { ...NONE, reservedConcurrency: 1 });
    for (let i = 0; i < 10; i++) await lambda.invoke({ FunctionName: "f" });
    await expect(lambda.invoke({ FunctionName: "f" })).rejects.toMatchObject({
      Reason: "ReservedFunctionInvocationRateLimitExceeded",
    });
    await cloud.sleep(100);
    await lambda.invoke({ FunctionName: "f" });
  });

  it("of the account is shared by the others: 1,000 less what is reserved", async () => {
    const { cloud, lambda, facts } = makeBench();
    cloud.lambda("f", () => cloud.sleep(1_000), NONE);
    cloud.lambda("own", () => 1, { ...NONE, reservedConcurrency: 900 });
    for (let i = 0; i < 101; i++) {
      cloud.spawn(`c${i}`, () => lambda.invoke({ FunctionName: "f" }).catch(() => undefined));
    }
    await cloud.run();
    expect(facts("Throttled")).toEqual(["0 s Throttled ConcurrentInvocationLimitExceeded"]);
    await lambda.deleteFunctionConcurrency({ FunctionName: "own" });
    const { AccountLimit } = await lambda.getAccountSettings();
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 1_000 });
  });

  it("stays right when a reservation changes while invocations run", async () => {
    const { cloud, lambda, facts } = makeBench();
    cloud.lambda("f", () => cloud.sleep(1_000), NONE);
    cloud.spawn("caller", () => lambda.invoke({ FunctionName: "f" }));
    cloud.spawn("owner", async () => {
      await cloud.sleep(100);
      await lambda.putFunctionConcurrency({ FunctionName: "f", ReservedConcurrentExecutions: 1 });
      await expect(lambda.invoke({ FunctionName: "f" })).rejects.toThrow("Rate Exceeded.");
      await cloud.sleep(1_000);
      await lambda.invoke({ FunctionName: "f" });
    });
    await cloud.run();
    expect(facts("Succeeded")).toHaveLength(2);
  });
});

describe("a handler's calls", () => {
  it("wait as a process does: functions call each other, and queues", async () => {
    const { cloud, lambda, sqs, queue, invoke, bodies } = makeBench();
    const QueueUrl = await queue("q");
    cloud.lambda("inner", async (event) => {
      await sqs.sendMessage({ QueueUrl, MessageBody: `from ${event.name}` });
      await cloud.sleep(100);
      return { hello: event.name };
    });
    cloud.lambda("outer", async () => {
      const { Payload } = await lambda.invoke({ FunctionName: "inner", Payload: JSON.stringify({ name: "outer" }) });
      return JSON.parse(Payload!.transformToString());
    });
    expect((await invoke("outer")).answer).toEqual({ hello: "outer" });
    expect(cloud.trace.for("q").find(({ kind }) => kind === "sqs.Sent")!.actor).toBe("inner");
    expect(await bodies("q")).toEqual(["from outer"]);
  });
});

describe("cloud.lambda", () => {
  it.each([
    [{ timeout: 1_500 }, "timeout: 1 to 900 whole seconds, not 1.5 s"],
    [{ timeout: { hours: 1 } }, "timeout: 1 to 900 whole seconds, not 3600 s"],
    [{ coldStart: { least: 5, most: 1 } }, "coldStart: from 0 to 10000 ms, the least first, not 5 to 1 ms"],
    [
      { memorySize: 64 },
      "'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    ],
    [{ reservedConcurrency: 901 }, "below its minimum value of [100]"],
    [{ tiemout: 3 }, 'unknown option "tiemout"; there are timeout'],
  ])("refuses %j and makes nothing", async (options, message) => {
    const { cloud, lambda } = makeBench();
    expect(() => cloud.lambda("f", () => 1, options as object)).toThrow(message);
    expect((await lambda.listFunctions({})).Functions).toEqual([]);
  });

  it("refuses what is no function, and what is no name", () => {
    const { cloud } = makeBench();
    expect(() => cloud.lambda("f", "index.handler" as never)).toThrow('lambda: give "f" a function, not string');
    expect(() => cloud.lambda("no spaces", () => 1)).toThrow("failed to satisfy constraint");
  });

  it("gives code to a function that the client made, and keeps its settings", async () => {
    const { cloud, lambda, invoke } = makeBench();
    await lambda.createFunction({
      FunctionName: "made",
      Role: "arn:aws:iam::123456789012:role/r",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: Buffer.from("PK") },
      Timeout: 20,
      Environment: { Variables: { TABLE: "orders" } },
    });
    expect(cloud.lambda("made", () => "here", { memorySize: 512 })).toBe(functionArn("made"));
    expect((await invoke("made")).answer).toBe("here");
    const configuration = await lambda.getFunctionConfiguration({ FunctionName: functionArn("made") });
    expect(configuration).toMatchObject({ Timeout: 20, MemorySize: 512, State: "Active" });
    expect(configuration.Environment).toEqual({ Variables: { TABLE: "orders" } });
  });
});

describe("the bill", () => {
  it("counts invocations and GB-seconds, cold starts included", async () => {
    const { cloud, invoke } = makeBench();
    cloud.lambda("f", () => cloud.sleep(1_500), { coldStart: 500, memorySize: 512 });
    await invoke("f");
    await invoke("f");
    const lines = cloud.bill().lines.map(({ unit, quantity, free, isRequest }) => [unit.en, quantity, free, isRequest]);
    expect(lines).toEqual([
      ["Lambda invocation", 2, 2, true],
      ["Lambda GB-second (x86)", 1.75, 1.75, false],
    ]);
    expect(cloud.bill().totalWithoutFree).toBeCloseTo(2 * 0.2e-6 + 1.75 * 16.6667e-6, 12);
  });
});
