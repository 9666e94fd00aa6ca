import { EventBridge } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { functionArn, makeBench, queueArn } from "./world";

const NONE = { coldStart: 0 };
const boom = () => {
  throw new Error("boom");
};

describe("an asynchronous event", () => {
  it("is accepted at once, and tried again 1 and 2 minutes after an error", async () => {
    const { cloud, lambda, facts } = makeBench();
    cloud.lambda("f", boom, NONE);
    const answer = await lambda.invoke({ FunctionName: "f", InvocationType: "Event" });
    expect([answer.StatusCode, answer.Payload!.length, cloud.now]).toEqual([202, 0, 0]);
    await cloud.run();
    expect(facts("Queued", "Invoked", "Failed", "Retried", "Discarded")).toEqual([
      "0 s Queued",
      "0 s Invoked Event",
      "0 s Failed Error: boom",
      "60 s Retried",
      "60 s Invoked Event",
      "60 s Failed Error: boom",
      "180 s Retried",
      "180 s Invoked Event",
      "180 s Failed Error: boom",
      "180 s Discarded RetriesExhausted",
    ]);
  });

  it("keeps its request id through all attempts, and each handler gets a fresh copy", async () => {
    const { cloud, send } = makeBench();
    const seen: string[] = [];
    cloud.lambda(
      "f",
      (event, { awsRequestId }) => {
        seen.push(`${awsRequestId} ${event.n++}`);
        throw new Error("again");
      },
      NONE,
    );
    await send("f", { n: 1 });
    await cloud.run();
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toMatch(/ 1$/);
  });

  it("is tried only as often, and kept only as long, as the function's configuration says", async () => {
    const { cloud, lambda, send, facts } = makeBench();
    cloud.lambda("f", boom, NONE);
    await lambda.putFunctionEventInvokeConfig({ FunctionName: "f", MaximumRetryAttempts: 0 });
    await send("f");
    await cloud.run();
    expect(facts("Discarded")).toEqual(["0 s Discarded RetriesExhausted"]);
    await lambda.putFunctionEventInvokeConfig({ FunctionName: "f", MaximumEventAgeInSeconds: 90 });
    await send("f");
    await cloud.run();
    // By its third attempt it would be 180 s old.
    expect(facts("Discarded")[1]).toBe("60 s Discarded EventAgeExceeded");
  });

  it("waits ever longer when it is throttled, from 1 s to 5 minutes, until it is too old", async () => {
    const { cloud, lambda, send, facts } = makeBench();
    cloud.lambda("f", () => cloud.sleep({ minutes: 14 }), {
      ...NONE,
      reservedConcurrency: 1,
      timeout: { minutes: 15 },
    });
    await lambda.putFunctionEventInvokeConfig({ FunctionName: "f", MaximumEventAgeInSeconds: 700 });
    await send("f");
    await send("f");
    await cloud.run();
    const at = facts("Throttled").map((fact) => Number(fact.split(" ")[0]));
    expect(at).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511]);
    expect(facts("Discarded")).toEqual(["511 s Discarded EventAgeExceeded"]);
  });

  it("gets its turn when there is room again", async () => {
    const { cloud, send, facts } = makeBench();
    cloud.lambda("f", () => cloud.sleep({ seconds: 2 }), { ...NONE, reservedConcurrency: 1 });
    await send("f");
    await send("f");
    await cloud.run();
    expect(facts("Succeeded")).toEqual(["2 s Succeeded", "5 s Succeeded"]);
  });

  it("is discarded at once with a reservation of 0", async () => {
    const { cloud, lambda, queue, send, bodies } = makeBench();
    await queue("failed");
    cloud.lambda("f", () => 1, { reservedConcurrency: 0 });
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: "f",
      DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
    });
    await send("f", { a: 1 });
    await cloud.run();
    expect(JSON.parse((await bodies("failed"))[0]!)).toMatchObject({
      requestContext: { condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 },
      requestPayload: { a: 1 },
    });
  });
});

describe("destinations", () => {
  it("get a record of the invocation, after success and after the last failure", async () => {
    const { cloud, lambda, queue, send, bodies, facts } = makeBench();
    await queue("good");
    await queue("bad");
    cloud.lambda("f", (event) => (event.fail ? boom() : { ok: true }), NONE);
    const DestinationConfig = {
      OnSuccess: { Destination: queueArn("good") },
      OnFailure: { Destination: queueArn("bad") },
    };
    await lambda.putFunctionEventInvokeConfig({ FunctionName: "f", DestinationConfig });
    await send("f", { fail: false });
    await send("f", { fail: true });
    await cloud.run();
    const [good] = (await bodies("good")).map((body) => JSON.parse(body));
    expect(good).toEqual({
      version: "1.0",
      timestamp: "2026-01-05T00:00:00.000Z",
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: `${functionArn("f")}:$LATEST`,
        condition: "Success",
        approximateInvokeCount: 1,
      },
      requestPayload: { fail: false },
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: { ok: true },
    });
    const [bad] = (await bodies("bad")).map((body) => JSON.parse(body));
    expect(bad).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "boom" },
    });
    expect(facts("Delivered")).toEqual(["0 s Delivered good", "180 s Delivered bad"]);
  });

  it("may be a topic, and another function", async () => {
    const { cloud, lambda, sns, sqs, queue, send, bodies } = makeBench();
    const QueueUrl = await queue("q");
    const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*" } });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } });
    const { TopicArn } = await sns.createTopic({ Name: "t" });
    const subscription = { TopicArn, Protocol: "sqs", Endpoint: queueArn("q") };
    await sns.subscribe({ ...subscription, Attributes: { RawMessageDelivery: "true" } });
    const seen: unknown[] = [];
    cloud.lambda("next", (event) => void seen.push(event.responsePayload), NONE);
    cloud.lambda("f", () => "ok", NONE);
    cloud.lambda("g", () => "ok", NONE);
    const to = (FunctionName: string, Destination: string) =>
      lambda.putFunctionEventInvokeConfig({ FunctionName, DestinationConfig: { OnSuccess: { Destination } } });
    await to("f", TopicArn!);
    await to("g", functionArn("next"));
    await send("f");
    await send("g");
    await cloud.run();
    expect(JSON.parse((await bodies("q"))[0]!).responsePayload).toBe("ok");
    expect(seen).toEqual(["ok"]);
  });

  it("may be an event bus, whose rules see the outcome", async () => {
    const { cloud, lambda, queue, send, bodies } = makeBench();
    const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*" } });
    await queue("q", { Policy });
    const events = cloud.client(EventBridge);
    const pattern = { source: ["lambda"], "detail-type": ["Lambda Function Invocation Result - Failure"] };
    await events.putRule({ Name: "failures", EventPattern: JSON.stringify(pattern) });
    await events.putTargets({ Rule: "failures", Targets: [{ Id: "q", Arn: queueArn("q") }] });
    cloud.lambda("f", boom, NONE);
    const bus = "arn:aws:events:us-east-1:123456789012:event-bus/default";
    const DestinationConfig = { OnFailure: { Destination: bus }, OnSuccess: { Destination: bus } };
    await lambda.putFunctionEventInvokeConfig({ FunctionName: "f", MaximumRetryAttempts: 0, DestinationConfig });
    await send("f", { n: 1 });
    await cloud.run();
    expect((await bodies("q")).map((body) => JSON.parse(body))).toMatchObject([
      { source: "lambda", detail: { requestPayload: { n: 1 }, requestContext: { condition: "RetriesExhausted" } } },
    ]);
  });

  it("that do not take the record are named in the trace", async () => {
    const { cloud, lambda, send, facts } = makeBench();
    cloud.lambda("f", () => "ok", NONE);
    const DestinationConfig = { OnSuccess: { Destination: queueArn("nowhere") } };
    await lambda.putFunctionEventInvokeConfig({ FunctionName: "f", DestinationConfig });
    await send("f");
    await cloud.run();
    expect(facts("DeliveryFailed")[0]).toMatch(/^0 s DeliveryFailed nowhere: QueueDoesNotExist: /);
  });
});

describe("a dead-letter queue", () => {
  it("gets the event as it was, with the error as attributes", async () => {
    const { cloud, lambda, sqs, queue, send } = makeBench();
    const QueueUrl = await queue("dlq");
    cloud.lambda("f", boom, NONE);
    await lambda.updateFunctionConfiguration({ FunctionName: "f", DeadLetterConfig: { TargetArn: queueArn("dlq") } });
    await send("f", { order: 7 });
    await cloud.run();
    const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ["All"] });
    expect(JSON.parse(Messages![0]!.Body!)).toEqual({ order: 7 });
    expect(Messages![0]!.MessageAttributes).toMatchObject({
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: { DataType: "String", StringValue: "boom" },
      RequestID: { DataType: "String" },
    });
  });
});

describe("a service that invokes a function", () => {
  it("needs the permission of the function's policy; the story of the message tells the rest", async () => {
    const { cloud, lambda, sns } = makeBench();
    const { TopicArn } = await sns.createTopic({ Name: "orders" });
    const seen: string[] = [];
    cloud.lambda("audit", (event) => void seen.push(event.Records[0].Sns.Message), NONE);
    await sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint: functionArn("audit") });
    await sns.publish({ TopicArn, Message: "one" });
    await cloud.run();
    expect(seen).toEqual([]);
    const statement = { FunctionName: "audit", StatementId: "topic", Action: "lambda:InvokeFunction" };
    await lambda.addPermission({ ...statement, Principal: "sns.amazonaws.com", SourceArn: TopicArn });
    const { MessageId } = await sns.publish({ TopicArn, Message: "two" });
    await cloud.run();
    expect(seen).toEqual(["two"]);
    const story = String(cloud.explain(MessageId!));
    expect(story).toContain("accepted as an event for audit");
    expect(story).toContain("audit succeeds after 0 s (by audit)");
    await expect(sns.publish({ TopicArn: `${TopicArn}x`, Message: "three" })).rejects.toThrow();
  });
});
