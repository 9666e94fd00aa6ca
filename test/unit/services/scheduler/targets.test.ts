import * as dynamodbClient from "@aws-sdk/client-dynamodb";
import * as eventsClient from "@aws-sdk/client-eventbridge";
import * as lambdaClient from "@aws-sdk/client-lambda";
import * as schedulerClient from "@aws-sdk/client-scheduler";
import * as snsClient from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { replay } from "../../../../src/sdk/replay";
import { ACCOUNT, makeBench, queueArn, queueUrl, ROLE } from "./world";

const ONCE = "at(2026-01-05T01:00:00)";
const bodies = (messages: { Body?: string }[]) => messages.map(({ Body }) => Body);

describe("the templates", () => {
  it("send to a queue: the Input, with its context attributes, or a notification", async () => {
    const { cloud, queue, schedule, messages } = makeBench();
    await queue("q");
    const Input = "<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>";
    const arn = await schedule(ONCE, { Target: { Input } });
    await schedule(ONCE, { Name: "bare" });
    await cloud.run({ for: { hours: 2 } });
    const [first, second] = bodies(await messages());
    expect(first).toBe(`${arn} 2026-01-05T01:00:00Z 1`);
    expect(JSON.parse(second!)).toEqual({
      version: "0",
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: ACCOUNT,
      time: "2026-01-05T01:00:00Z",
      region: "us-east-1",
      resources: [arn.replace(/s$/, "bare")],
      detail: "{}",
    });
  });

  it("give each attempt its number and an execution id of its own", async () => {
    const { cloud, queue, schedule, messages } = makeBench();
    await queue("q");
    cloud.faults.down("q", { until: { minutes: 60, seconds: 2 } });
    await schedule(ONCE, { Target: { Input: "<aws.scheduler.attempt-number> <aws.scheduler.execution-id>" } });
    await cloud.run({ for: { hours: 2 } });
    expect(bodies(await messages())).toEqual([expect.stringMatching(/^3 [\da-f]{16}$/)]);
  });

  it("send to a FIFO queue in the group that was given", async () => {
    const { cloud, queue, schedule, sqs } = makeBench();
    await queue("q.fifo");
    const Target = { Arn: queueArn("q.fifo"), SqsParameters: { MessageGroupId: "g" }, Input: "hello" };
    await schedule(ONCE, { Target });
    await cloud.run({ for: { hours: 2 } });
    const { Messages } = await sqs.receiveMessage({
      QueueUrl: queueUrl("q.fifo"),
      MessageSystemAttributeNames: ["MessageGroupId"],
    });
    expect(Messages).toMatchObject([{ Body: "hello", Attributes: { MessageGroupId: "g" } }]);
  });

  it("publish, put events and invoke functions", async () => {
    const { cloud, queue, schedule, messages } = makeBench();
    await queue("q");
    const sns = cloud.client(snsClient.SNS);
    const { TopicArn } = await sns.createTopic({ Name: "t" });
    await sns.subscribe({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn("q"),
      Attributes: { RawMessageDelivery: "true" },
    });
    const events = cloud.client(eventsClient.EventBridge);
    await events.putRule({ Name: "r", EventPattern: '{"source": ["shop"]}' });
    await events.putTargets({ Rule: "r", Targets: [{ Id: "1", Arn: queueArn("q"), InputPath: "$.detail" }] });
    const Policy = JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: queueArn("q") },
    });
    await cloud.client(sqsClient.SQS).setQueueAttributes({ QueueUrl: queueUrl("q"), Attributes: { Policy } });
    const seen: unknown[] = [];
    cloud.lambda("f", (event) => {
      seen.push(event);
    });
    await schedule(ONCE, { Name: "1", Target: { Arn: TopicArn, Input: "to the topic" } });
    const bus = `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`;
    const EventBridgeParameters = { Source: "shop", DetailType: "Tick" };
    await schedule(ONCE, { Name: "2", Target: { Arn: bus, EventBridgeParameters, Input: '{"to": "the bus"}' } });
    const fn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
    await schedule(ONCE, { Name: "3", Target: { Arn: fn, Input: '{"to": "the function"}' } });
    await cloud.run({ for: { hours: 2 } });
    expect(bodies(await messages()).sort()).toEqual(["to the topic", '{"to":"the bus"}']);
    expect(seen).toEqual([{ to: "the function" }]);
  });
});

describe("universal targets", () => {
  it("call any operation of a simulated service with the Input", async () => {
    const { cloud, queue, schedule, messages } = makeBench();
    await queue("q");
    const Input = JSON.stringify({ QueueUrl: queueUrl("q"), MessageBody: "<aws.scheduler.scheduled-time>" });
    await schedule(ONCE, { Target: { Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", Input } });
    const create = JSON.stringify({ QueueName: "made" });
    await schedule(ONCE, { Name: "2", Target: { Arn: "arn:aws:scheduler:::aws-sdk:sqs:createQueue", Input: create } });
    await cloud.run({ for: { hours: 2 } });
    expect(bodies(await messages())).toEqual(["2026-01-05T01:00:00Z"]);
    expect(await messages("made")).toEqual([]);
  });

  it("write to a table and wait for an invocation that takes its time", async () => {
    const { cloud, schedule, texts, times } = makeBench();
    const db = cloud.client(dynamodbClient.DynamoDB);
    await db.createTable({
      TableName: "ticks",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    await cloud.run({ for: { minutes: 1 } });
    cloud.lambda("slow", () => 1, { duration: { seconds: 2 }, timeout: { seconds: 5 }, coldStart: 0 });
    const put = JSON.stringify({ TableName: "ticks", Item: { id: { S: "<aws.scheduler.execution-id>" } } });
    await schedule(ONCE, { Target: { Arn: "arn:aws:scheduler:::aws-sdk:dynamodb:putItem", Input: put } });
    const invoke = JSON.stringify({ FunctionName: "slow", Payload: "{}" });
    await schedule(ONCE, { Name: "2", Target: { Arn: "arn:aws:scheduler:::aws-sdk:lambda:invoke", Input: invoke } });
    await cloud.run({ for: { hours: 2 } });
    expect((await db.scan({ TableName: "ticks" })).Count).toBe(1);
    expect(texts("Delivered")).toEqual(["Delivered dynamodb:putItem", "Delivered lambda:invoke"]);
    expect(times("Delivered")).toEqual(["2026-01-05T01:00:00.000Z", "2026-01-05T01:00:02.000Z"]);
  });

  it("fail for good when the input is none of that operation, or the operation is not simulated", async () => {
    const { cloud, queue, schedule, texts } = makeBench();
    await queue("q");
    const Input = JSON.stringify({ FunctionName: "f", Payload: { not: "text" } });
    cloud.lambda("f", () => 1);
    await schedule(ONCE, { Target: { Arn: "arn:aws:scheduler:::aws-sdk:lambda:invoke", Input } });
    await schedule(ONCE, { Name: "2", Target: { Arn: "arn:aws:scheduler:::aws-sdk:sqs:fly", Input: "{}" } });
    await cloud.run({ for: { hours: 2 } });
    expect(texts("Attempted")).toHaveLength(2);
    const dropped = texts("Dropped");
    expect(dropped).toHaveLength(2);
    expect(dropped[1]).toContain("fly");
  });
});

describe("a delivery that fails", () => {
  it("is tried again until it succeeds", async () => {
    const { cloud, queue, schedule, messages, texts, times } = makeBench();
    await queue("q");
    cloud.faults.down("q", { until: { minutes: 61 } });
    await schedule(ONCE, { Target: { Input: "late" } });
    await cloud.run({ for: { hours: 2 } });
    expect(bodies(await messages())).toEqual(["late"]);
    expect(texts("Attempted")).toHaveLength(7);
    expect(times("Delivered")).toEqual(["2026-01-05T01:01:03.000Z"]);
  });

  it("goes to the dead-letter queue when its attempts are used up, and says why", async () => {
    const { cloud, queue, schedule, messages } = makeBench();
    await queue("q");
    await queue("dead");
    cloud.faults.down("q");
    const arn = await schedule(ONCE, {
      Target: {
        Input: "lost",
        RetryPolicy: { MaximumRetryAttempts: 2 },
        DeadLetterConfig: { Arn: queueArn("dead") },
      },
    });
    await cloud.run({ for: { hours: 2 } });
    const [dead] = await messages("dead");
    const attributes = Object.fromEntries(
      Object.entries(dead!.MessageAttributes!).map(([name, { StringValue }]) => [name, StringValue]),
    );
    expect(dead!.Body).toBe("lost");
    expect(attributes).toEqual({
      SCHEDULE_ARN: arn,
      SCHEDULED_TIME: "2026-01-05T01:00:00Z",
      TARGET_ARN: queueArn("q"),
      EXECUTION_ID: expect.stringMatching(/^[\da-f]{16}$/),
      ERROR_CODE: expect.any(String),
      ERROR_MESSAGE: expect.any(String),
      RETRY_ATTEMPTS: "2",
      IS_PAYLOAD_TRUNCATED: "false",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    });
  });

  it("goes there when it is too old, and at once when the target is not there", async () => {
    const { cloud, queue, schedule, messages, times } = makeBench();
    await queue("q");
    await queue("dead");
    cloud.faults.down("q");
    const DeadLetterConfig = { Arn: queueArn("dead") };
    await schedule(ONCE, { Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60 }, DeadLetterConfig } });
    await schedule(ONCE, { Name: "2", Target: { Arn: queueArn("nowhere"), DeadLetterConfig } });
    await cloud.run({ for: { hours: 2 } });
    expect(times("DeadLettered")).toEqual(["2026-01-05T01:00:00.000Z", "2026-01-05T01:00:31.000Z"]);
    const [gone, old] = await messages("dead");
    expect(gone!.MessageAttributes!.RETRY_ATTEMPTS!.StringValue).toBe("0");
    expect(gone!.MessageAttributes).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
    expect(old!.MessageAttributes!.EXHAUSTED_RETRY_CONDITION!.StringValue).toBe("MaximumEventAgeInSeconds");
  });

  it("by default is tried 185 times more, within 24 hours", async () => {
    const { cloud, queue, schedule, texts } = makeBench();
    await queue("q");
    cloud.faults.down("q");
    await schedule(ONCE);
    await cloud.run({ for: { days: 2 } });
    expect(texts("Attempted").length).toBeGreaterThan(180);
    expect(texts("Attempted").length).toBeLessThanOrEqual(186);
    expect(texts("Dropped")).toHaveLength(1);
  });

  it("is denied when the role has a policy that does not allow it", async () => {
    const { cloud, queue, schedule, texts } = makeBench();
    await queue("q");
    cloud.iam.putRolePolicy("scheduler", {
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("other") }],
    });
    await schedule(ONCE);
    await cloud.run({ for: { hours: 2 } });
    expect(texts("Attempted")).toHaveLength(1);
    expect(texts("Dropped")[0]).toContain("AccessDenied");
  });
});

describe("a fault of a schedule", () => {
  it("makes calls for it fail as AWS's do, and leaves others alone", async () => {
    const { cloud, schedule, scheduler } = makeBench();
    await schedule(ONCE);
    await schedule(ONCE, { Name: "2" });
    cloud.faults.down("s", { until: { minutes: 1 } });
    cloud.faults.throttle("s", { from: { minutes: 1 } });
    await expect(scheduler.getSchedule({ Name: "s" })).rejects.toBeInstanceOf(schedulerClient.InternalServerException);
    await cloud.run({ for: { minutes: 1 } });
    await expect(scheduler.getSchedule({ Name: "s" })).rejects.toBeInstanceOf(schedulerClient.ThrottlingException);
    expect(await scheduler.getSchedule({ Name: "2" })).toMatchObject({ Name: "2" });
  });
});

describe("the story of a firing", () => {
  it("is told from the trace, to the message that it has become", async () => {
    const { cloud, queue, schedule } = makeBench();
    await queue("q");
    await schedule(ONCE);
    await cloud.run({ for: { hours: 2 } });
    const [fired] = [...cloud.trace.events({ kinds: ["scheduler.Fired"] })];
    const story = cloud.explain(fired!.subject).toString();
    for (const part of ["schedule s is due", "delivered to q", "sent to q"]) expect(story).toContain(part);
    expect(cloud.trace.event(fired!.cause).kind).toBe("scheduler.ScheduleCreated");
    expect(cloud.trace.event(cloud.trace.event(fired!.cause).cause).kind).toBe("scheduler.Request");
    expect(cloud.topology().toString()).toContain("schedule s");
  });
});

describe("a log with schedules in it", () => {
  it("is replayed to the same trace (seed 7)", async () => {
    const cloud = new Cloud({ seed: 7 });
    const recorder = cloud.record();
    const sqs = cloud.client(sqsClient.SQS);
    const scheduler = cloud.client(schedulerClient.Scheduler);
    await sqs.createQueue({ QueueName: "q" });
    cloud.lambda("f", (event: { n: number }) => event.n * 2);
    const every = (Name: string, Target: object) =>
      scheduler.createSchedule({
        Name,
        ScheduleExpression: "rate(5 minutes)",
        FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 3 },
        Target: { RoleArn: ROLE, ...Target } as never,
      });
    await every("1", { Arn: queueArn("q"), Input: "<aws.scheduler.execution-id>" });
    await every("2", { Arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`, Input: '{"n": 2}' });
    await cloud.run({ for: { hours: 1 } });
    await scheduler.deleteSchedule({ Name: "1" });
    await cloud.run({ for: { hours: 1 } });
    const log = recorder.log();
    expect([...cloud.trace.events({ kinds: ["scheduler.Delivered"] })].length).toBeGreaterThan(20);
    const clients = { sqs: sqsClient, lambda: lambdaClient, scheduler: schedulerClient };
    expect(await replay(structuredClone(log), { cloud: { seed: 7 }, clients })).toMatchObject({ holds: true });
  });
});
