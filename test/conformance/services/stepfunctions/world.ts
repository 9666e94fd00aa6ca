/**
 * What a recorded case needs around it, as far as its own recording shows it: queues, tables, topics, buckets with their objects,
 * machines that it starts, activities and who works on them. What a reader read is seen in what came of it.
 */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import type { Cloud } from "../../../../src/sdk/cloud";
import { answering, handlerOf } from "./handlers";
import { OBJECTS } from "./objects";
import { ACCOUNT, afterEvent, detailsOf, type Recording } from "./recording";
import { shownObjects } from "./shown-objects";

const HOUR = { hours: 1 };
/** What the recording client let S3 put for a type that nobody gave. */
const BOTO = "binary/octet-stream";

export async function prepare(cloud: Cloud, recording: Recording): Promise<void> {
  const text = JSON.stringify([recording.input, recording.definition]);
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))];
  prepareFunctions(cloud, recording);
  for (const QueueName of named(/amazonaws\.com\/\d{12}\/([\w.-]+)/g))
    await cloud.client(SQS).createQueue({ QueueName });
  for (const Name of named(/:sns:[\w-]+:\d{12}:([\w.-]+)/g)) {
    await cloud.client(SNS).createTopic({ Name, ...(Name.endsWith(".fifo") && { Attributes: { FifoTopic: "true" } }) });
  }
  for (const Name of named(/"EventBusName":"([\w.-]+)"/g)) {
    if (Name !== "default") await cloud.client(EventBridge).createEventBus({ Name });
  }
  for (const name of named(/:stateMachine:([\w-]+)/g))
    if (!isNoSuch(name)) await prepareMachine(cloud, name, recording);
  for (const name of named(/:activity:([\w-]+)/g)) if (!isNoSuch(name)) await prepareActivity(cloud, name, recording);
  await prepareTable(cloud, recording);
  await prepareBucket(cloud, recording);
}

function isNoSuch(name: string): boolean {
  return /no_?such|nonexistent/i.test(name);
}

function prepareFunctions(cloud: Cloud, recording: Recording): void {
  const replay = answering(recording, cloud);
  for (const { name, handler } of recording.lambdas) {
    cloud.lambda(name, handlerOf(handler, cloud) ?? replay, { timeout: { minutes: 15 }, coldStart: 0 });
  }
}

async function prepareTable(cloud: Cloud, { input }: Recording): Promise<void> {
  const { TableName } = (input ?? {}) as { TableName?: unknown };
  if (typeof TableName !== "string" || !/^[\w.-]+$/.test(TableName) || isNoSuch(TableName)) return;
  await cloud.client(DynamoDB).createTable({
    TableName,
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  await cloud.run({ for: HOUR });
}

async function prepareBucket(cloud: Cloud, recording: Recording): Promise<void> {
  const { Bucket, Key: key } = (recording.input ?? {}) as { Bucket?: unknown; Key?: unknown };
  if (typeof Bucket !== "string" || isNoSuch(Bucket)) return;
  const s3 = cloud.client(S3);
  await s3.createBucket({ Bucket });
  const objects = OBJECTS[/([^:]+)$/.exec(recording.id)![1]!] ?? shownObjects(recording);
  for (const [Key, Body] of Object.entries(objects)) {
    await s3.putObject({ Bucket, Key: Key === "*" ? String(key) : Key, Body, ContentType: BOTO });
  }
}

/** A machine that the case starts: it ends as the recording of who waited for it shows. */
async function prepareMachine(cloud: Cloud, name: string, recording: Recording): Promise<void> {
  const ended = recording.events.find(
    ({ type, ...event }) =>
      (type === "TaskSucceeded" || type === "TaskFailed") &&
      (detailsOf({ type, ...event }) as { resource?: string }).resource?.startsWith("startExecution.sync") === true,
  );
  const { output, cause } = (ended === undefined ? {} : detailsOf(ended)) as { output?: unknown; cause?: unknown };
  const shown = parsed(output ?? cause) as { Output?: unknown; Error?: string; Cause?: string } | undefined;
  const state =
    ended?.type === "TaskFailed"
      ? { Type: "Fail", Error: shown?.Error, Cause: shown?.Cause }
      : { Type: "Pass", ...(shown?.Output !== undefined && { Result: parsed(shown.Output) }), End: true };
  await cloud.client(SFN).createStateMachine({
    name,
    definition: JSON.stringify({ StartAt: "Only", States: { Only: state } }),
    roleArn: `arn:aws:iam::${ACCOUNT}:role/recorded`,
  });
}

/** Somebody who takes each task of an activity and answers it as it was answered. */
async function prepareActivity(cloud: Cloud, name: string, recording: Recording): Promise<void> {
  const sfn = cloud.client(SFN);
  const { activityArn } = await sfn.createActivity({ name });
  const started = recording.events.filter(({ type }) => type === "ActivityStarted");
  cloud.spawn(`worker of ${name}`, async () => {
    for (const each of started) {
      const { taskToken } = await sfn.getActivityTask({ activityArn, workerName: "worker" });
      const end = afterEvent(recording, each);
      if (end?.type === "ActivitySucceeded") {
        const { output } = detailsOf(end) as { output: unknown };
        await sfn.sendTaskSuccess({ taskToken, output: typeof output === "string" ? output : JSON.stringify(output) });
      } else if (end?.type === "ActivityFailed") {
        const { error, cause } = detailsOf(end) as { error?: string; cause?: string };
        await sfn.sendTaskFailure({ taskToken, error, cause });
      }
    }
  });
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
