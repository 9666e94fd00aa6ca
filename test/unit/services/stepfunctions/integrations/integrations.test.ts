import { DynamoDB } from "@aws-sdk/client-dynamodb";

import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../../../src/sdk";

const ROLE = "arn:aws:iam::123456789012:role/machine";
let cloud: Cloud;
let sfn: SFN;

beforeEach(() => {
  cloud = new Cloud({ seed: 5 });
  sfn = cloud.client(SFN);
});

/** Runs a machine of one task to its end. */
async function runTask(fields: Record<string, unknown>, input: unknown = {}) {
  const { executionArn } = await startTask(fields, input);
  await cloud.run();
  return outcomeOf(executionArn);
}

async function startTask(fields: Record<string, unknown>, input: unknown = {}) {
  const definition = JSON.stringify({ StartAt: "T", States: { T: { Type: "Task", End: true, ...fields } } });
  const name = `m${++machines}`;
  const { stateMachineArn } = await sfn.createStateMachine({ name, definition, roleArn: ROLE });
  return { executionArn: (await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn! };
}
let machines = 0;

async function outcomeOf(executionArn: string) {
  const { status, output, error, cause } = await sfn.describeExecution({ executionArn });
  const { events } = await sfn.getExecutionHistory({ executionArn });
  return { status, output: output === undefined ? undefined : JSON.parse(output), error, cause, events: events! };
}

describe("lambda", () => {
  const arn = "arn:aws:lambda:us-east-1:123456789012:function:double";

  it("takes a function's answer as the result", async () => {
    cloud.lambda("double", async (event) => ({ n: 2 * (event as { n: number }).n }));
    const { output, events } = await runTask({ Resource: arn }, { n: 21 });
    expect(output).toEqual({ n: 42 });
    expect(events.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("gives lambda:invoke the headers of HTTP beside the payload", async () => {
    cloud.lambda("double", async (event) => ({ n: 2 * (event as { n: number }).n }));
    const { output } = await runTask(
      { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "double", "Payload.$": "$" } },
      { n: 21 },
    );
    expect(output).toMatchObject({
      ExecutedVersion: "$LATEST",
      Payload: { n: 42 },
      StatusCode: 200,
      SdkHttpMetadata: { HttpStatusCode: 200, HttpHeaders: { "Content-Length": "8" } },
    });
  });

  it("names a thrown error as the function names it", async () => {
    class OutOfStock extends Error {
      override name = "OutOfStock";
    }
    cloud.lambda("double", async () => {
      throw new OutOfStock("none left");
    });
    const { status, error, cause } = await runTask({ Resource: arn });
    expect([status, error]).toEqual(["FAILED", "OutOfStock"]);
    expect(JSON.parse(cause!)).toMatchObject({ errorType: "OutOfStock", errorMessage: "none left" });
  });

  it("fails with the service's error when there is no function", async () => {
    const { error, cause } = await runTask({ Resource: arn });
    expect(error).toBe("Lambda.ResourceNotFoundException");
    expect(cause).toMatch(
      /Function not found: .*\(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: .*; Proxy: null\)$/,
    );
  });
});

describe("sqs:sendMessage", () => {
  it("sends JSON as text", async () => {
    const sqs = cloud.client(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
    const { output } = await runTask({
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl, MessageBody: { id: 7 } },
    });
    const { Messages } = await sqs.receiveMessage({ QueueUrl });
    expect(Messages![0]!.Body).toBe('{"id":7}');
    expect(output.MessageId).toBe(Messages![0]!.MessageId);
    expect(output.SdkHttpMetadata.HttpHeaders["Content-Length"]).toBe("106");
  });

  it.each([
    [
      "https://sqs.us-east-1.amazonaws.com/123456789012/none",
      "x",
      "SQS.QueueDoesNotExistException",
      /Error Code: AWS\.SimpleQueueService\.NonExistentQueue/,
    ],
    [
      "http://no-such-queue",
      "x",
      "SQS.SdkClientException",
      /^Unable to execute HTTP request: no-such-queue: Name or service not known$/,
    ],
    [
      "https://sqs.us-east-1.amazonaws.com/123456789012/none",
      null,
      "SQS.AmazonSQSException",
      /^The request must contain the parameter MessageBody\. .*Error Code: MissingParameter/,
    ],
  ])("fails as AWS does: %s, %j", async (QueueUrl, MessageBody, error, cause) => {
    const outcome = await runTask({
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl, MessageBody },
    });
    expect(outcome).toMatchObject({ status: "FAILED", error });
    expect(outcome.cause).toMatch(cause);
  });

  it("waits for whoever has the token", async () => {
    const sqs = cloud.client(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
    const { executionArn } = await startTask({
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl, MessageBody: { "Token.$": "$$.Task.Token" } },
    });
    const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5 });
    const { Token } = JSON.parse(Messages![0]!.Body!) as { Token: string };
    expect((await outcomeOf(executionArn)).status).toBe("RUNNING");
    await sfn.sendTaskSuccess({ taskToken: Token, output: '{"done":true}' });
    await cloud.run();
    const { output, events } = await outcomeOf(executionArn);
    expect(output).toEqual({ done: true });
    expect(events.map(({ type }) => type)).toContain("TaskSubmitted");
  });
});

describe("sns:publish and events:putEvents", () => {
  it("publishes", async () => {
    const { TopicArn } = await cloud.client(SNS).createTopic({ Name: "news" });
    const { output } = await runTask({
      Resource: "arn:aws:states:::sns:publish",
      Parameters: { TopicArn, Message: { a: 1 } },
    });
    expect(output.MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(output.SdkHttpMetadata.HttpHeaders).toMatchObject({ "Content-Length": "294", "Content-Type": "text/xml" });
  });

  it("fails when an entry has failed", async () => {
    const { error, cause } = await runTask({
      Resource: "arn:aws:states:::events:putEvents",
      Parameters: {
        Entries: [
          { Detail: { a: 1 }, DetailType: "t", Source: "s" },
          { Detail: {}, DetailType: "t" },
        ],
      },
    });
    expect(error).toBe("EventBridge.FailedEntry");
    expect(JSON.parse(cause!)).toMatchObject({ FailedEntryCount: 1, Entries: [{}, { ErrorCode: "InvalidArgument" }] });
  });
});

describe("dynamodb", () => {
  const item = { id: { S: "1" }, n: { N: "5" } };

  it("puts, updates, gets and deletes", async () => {
    await cloud.client(DynamoDB).createTable({
      TableName: "items",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    await cloud.run({ for: { minutes: 1 } });
    const Key = { id: item.id };
    const run = async (action: string, more: object) =>
      (await runTask({ Resource: `arn:aws:states:::dynamodb:${action}`, Parameters: { TableName: "items", ...more } }))
        .output;
    await run("putItem", { Item: item });
    const updated = await run("updateItem", {
      Key,
      UpdateExpression: "set n = n + :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    });
    expect(updated.Attributes).toEqual({ n: { N: "6" } });
    expect((await run("getItem", { Key })).Item).toEqual({ id: { S: "1" }, n: { N: "6" } });
    await run("deleteItem", { Key });
    expect((await run("getItem", { Key })).Item).toBeUndefined();
  });

  it.each([
    [
      "arn:aws:states:::dynamodb:putItem",
      "DynamoDB.ResourceNotFoundException",
      /\(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: .*; Proxy: null\)$/,
    ],
    [
      "arn:aws:states:::aws-sdk:dynamodb:putItem",
      "DynamoDb.ResourceNotFoundException",
      /\(Service: DynamoDb, Status Code: 400, Request ID: [0-9a-f-]+\) \(SDK Attempt Count: 1\)$/,
    ],
  ])("fails as AWS does: %s", async (Resource, error, cause) => {
    const outcome = await runTask({ Resource, Parameters: { TableName: "none", Item: item } });
    expect(outcome.error).toBe(error);
    expect(outcome.cause).toMatch(cause);
  });
});

describe("aws-sdk", () => {
  it("stores JSON as text and reads it back", async () => {
    await cloud.client(S3).createBucket({ Bucket: "box" });
    const put = await runTask({
      Resource: "arn:aws:states:::aws-sdk:s3:putObject",
      Parameters: { Bucket: "box", Key: "k", Body: { Dict: "Value" } },
    });
    expect(put.output).toMatchObject({
      ETag: '"49e31cee5aec8faf3345893addb14346"',
      ChecksumCRC32: "hnEfWw==",
      ChecksumType: "FULL_OBJECT",
    });
    const got = await runTask({
      Resource: "arn:aws:states:::aws-sdk:s3:getObject",
      Parameters: { Bucket: "box", Key: "k" },
    });
    expect(got.output).toMatchObject({ Body: '{"Dict":"Value"}', ContentLength: 16 });
    expect(got.output.LastModified).toMatch(/^2026-01-05T00:0\d:\d\dZ$/);
  });

  it.each([
    [
      "s3:getObject",
      { Bucket: "none", Key: "k" },
      "S3.NoSuchBucketException",
      /^The specified bucket does not exist \(Service: S3, Status Code: 404, Request ID: .*, Extended Request ID: /,
    ],
    ["sqs:getQueueUrl", { QueueName: "none" }, "Sqs.QueueDoesNotExistException", /Service: Sqs/],
    [
      "sfn:sendTaskSuccess",
      { TaskToken: "none", Output: "{}" },
      "Sfn.InvalidTokenException",
      /^Invalid Token: 'Invalid token' \(Service: Sfn, Status Code: 400/,
    ],
    ["lambda:getFunction", { FunctionName: "none" }, "Lambda.ResourceNotFoundException", /Status Code: 404/],
    ["dynamodb:putItem", { TableName: "items" }, "DynamoDb.DynamoDbException", /Item|item/],
  ])("names errors as AWS does: %s", async (action, Parameters, error, cause) => {
    const outcome = await runTask({ Resource: `arn:aws:states:::aws-sdk:${action}`, Parameters });
    expect(outcome.error).toBe(error);
    expect(outcome.cause).toMatch(cause);
  });

  it("takes members in PascalCase, whatever the service calls them", async () => {
    const { output } = await runTask({
      Resource: "arn:aws:states:::aws-sdk:sfn:listStateMachines",
      Parameters: { MaxResults: 5 },
    });
    expect(output.StateMachines[0]).toMatchObject({ Type: "STANDARD" });
  });

  it.each([
    [
      "s3:getObject",
      { Bucket: "b", Nope: 1 },
      /could not be used to start the Task: \[The field "Nope" is not supported by Step Functions\]$/,
    ],
    ["sqs:createQueue", { QueueName: 5 }, /The value for the field 'QueueName' must be a string/],
    ["s3:fly", {}, /fly is not an operation of S3/],
    ["kinesis:putRecord", {}, /nubelab does not simulate kinesis/],
  ])("refuses what does not fit: %s", async (action, Parameters, cause) => {
    const outcome = await runTask({ Resource: `arn:aws:states:::aws-sdk:${action}`, Parameters });
    expect(outcome.error).toBe("States.Runtime");
    expect(outcome.cause).toMatch(cause);
  });
});

describe("states:startExecution", () => {
  const machine = async (definition: object) =>
    (
      await sfn.createStateMachine({
        name: `child${++machines}`,
        definition: JSON.stringify(definition),
        roleArn: ROLE,
      })
    ).stateMachineArn!;
  const wait = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } };
  const fail = { StartAt: "F", States: { F: { Type: "Fail", Error: "Bad", Cause: "luck" } } };

  it("ends with the start", async () => {
    const StateMachineArn = await machine(wait);
    const { output } = await runTask({
      Resource: "arn:aws:states:::states:startExecution",
      Parameters: { StateMachineArn },
    });
    expect(output.ExecutionArn).toContain(":execution:child");
    expect(output.StartDate).toBe(Date.parse("2026-01-05T00:00:00Z"));
  });

  it.each([
    [".sync", '{"a":1}'],
    [".sync:2", { a: 1 }],
  ])("waits for the child with %s", async (suffix, Output) => {
    const StateMachineArn = await machine(wait);
    const outcome = await runTask({
      Resource: `arn:aws:states:::states:startExecution${suffix}`,
      Parameters: { StateMachineArn, Input: { a: 1 } },
    });
    expect(outcome.output).toMatchObject({ Status: "SUCCEEDED", Output });
    expect(outcome.output.StopDate - outcome.output.StartDate).toBe(60_000);
    expect(outcome.events.map(({ type }) => type)).toContain("TaskSubmitted");
  });

  it("fails with the child", async () => {
    const StateMachineArn = await machine(fail);
    const outcome = await runTask({
      Resource: "arn:aws:states:::states:startExecution.sync:2",
      Parameters: { StateMachineArn },
    });
    expect(outcome.error).toBe("States.TaskFailed");
    expect(JSON.parse(outcome.cause!)).toMatchObject({ Status: "FAILED", Error: "Bad", Cause: "luck" });
  });

  it("stops the child when the parent is stopped", async () => {
    const StateMachineArn = await machine(wait);
    const { executionArn } = await startTask({
      Resource: "arn:aws:states:::states:startExecution.sync",
      Parameters: { StateMachineArn },
    });
    await cloud.run({ for: { seconds: 5 } });
    await sfn.stopExecution({ executionArn });
    const { executions } = await sfn.listExecutions({ stateMachineArn: StateMachineArn });
    expect(executions).toMatchObject([{ status: "ABORTED" }]);
  });

  it("fails when there is no such machine", async () => {
    const StateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:none";
    const outcome = await runTask({
      Resource: "arn:aws:states:::states:startExecution",
      Parameters: { StateMachineArn },
    });
    expect(outcome.error).toBe("StepFunctions.StateMachineDoesNotExistException");
    expect(outcome.cause).toMatch(
      /^State Machine Does Not Exist: '.*none' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; /,
    );
  });
});

describe("what is not simulated", () => {
  it("says why", async () => {
    const { error, cause } = await runTask({ Resource: "arn:aws:states:::http:invoke", Parameters: {} });
    expect(error).toBe("States.Runtime");
    expect(cause).toContain("nobody to call over HTTP");
  });
});

describe("replay", () => {
  it("is the same run with the same seed", async () => {
    const hash = async () => {
      const again = new Cloud({ seed: 9 });
      const client = again.client(SFN);
      const { FunctionArn } = { FunctionArn: again.lambda("f", async () => 1) };
      const definition = JSON.stringify({
        StartAt: "T",
        States: { T: { Type: "Task", Resource: FunctionArn, End: true } },
      });
      const { stateMachineArn } = await client.createStateMachine({ name: "m", definition, roleArn: ROLE });
      await client.startExecution({ stateMachineArn });
      await again.run();
      return again.trace.hash();
    };
    expect(await hash()).toBe(await hash());
  });
});
