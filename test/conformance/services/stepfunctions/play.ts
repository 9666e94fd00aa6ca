/**
 * Plays a recorded execution: makes the machine and what its tasks need, starts it, answers what waits for an answer as it was
 * answered on AWS, and says how it ended.
 */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { type HistoryEvent, SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import { handlerOf } from "./handlers";
import { OBJECTS } from "./objects";

export interface Recording {
  id: string;
  definition: object;
  input: unknown;
  finalType: string;
  output: unknown;
  error: string | null;
  cause: unknown;
  eventTypes: string[];
  events: ({ id: number; type: string } & Record<string, unknown>)[];
  lambdas: { name: string; handler: string }[];
}

export interface Ending {
  finalType: string;
  output: unknown;
  error: string | null;
  cause: string | null;
  eventTypes: string[];
}

const ACCOUNT = "111111111111";
/** When some of the cases were made: their timestamps lie around it. */
const START = "2026-11-24T02:05:09.000Z";
/** What the recording client let S3 put for a type that nobody gave. */
const BOTO = "binary/octet-stream";
const HOUR = { hours: 1 };

export async function play(recording: Recording): Promise<Ending> {
  const cloud = new Cloud({ account: ACCOUNT, start: START });
  const sfn = cloud.client(SFN);
  await prepare(cloud, recording);
  const { stateMachineArn } = await sfn.createStateMachine({
    name: "recorded",
    definition: JSON.stringify(recording.definition),
    roleArn: `arn:aws:iam::${ACCOUNT}:role/recorded`,
  });
  const input = JSON.stringify(recording.input);
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input });
  answerTokens(cloud, sfn, recording);
  if (recording.finalType === "ExecutionAborted") {
    await cloud.run({ for: { seconds: 5 } });
    await sfn.stopExecution({ executionArn });
  } else await cloud.run({ for: HOUR });
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.getExecutionHistory({ executionArn, nextToken, maxResults: 1_000 });
    events.push(...page.events!);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const { output, error, cause } = await sfn.describeExecution({ executionArn });
  return {
    finalType: events.at(-1)!.type!,
    output: output === undefined ? null : JSON.parse(output),
    error: error ?? null,
    cause: cause ?? null,
    eventTypes: events.map(({ type }) => type!),
  };
}

/** Functions, queues, tables and objects that the case names. */
async function prepare(cloud: Cloud, { id, lambdas, input, definition }: Recording): Promise<void> {
  for (const { name, handler } of lambdas) {
    cloud.lambda(name, handlerOf(handler, cloud), { timeout: { minutes: 15 }, coldStart: 0 });
  }
  const text = JSON.stringify([input, definition]);
  const queues = new Set([...text.matchAll(/amazonaws\.com\/\d{12}\/([\w-]+)/g)].map(([, name]) => name!));
  for (const QueueName of queues) await cloud.client(SQS).createQueue({ QueueName });
  const given = (input ?? {}) as Record<string, unknown>;
  if (typeof given.TableName === "string" && /^[\w.-]+$/.test(given.TableName) && !/no_?such/i.test(given.TableName)) {
    await cloud.client(DynamoDB).createTable({
      TableName: given.TableName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    await cloud.run({ for: HOUR });
  }
  if (typeof given.Bucket === "string" && !/nonexistent/i.test(given.Bucket)) {
    const s3 = cloud.client(S3);
    await s3.createBucket({ Bucket: given.Bucket });
    const objects = OBJECTS[/([^:]+)$/.exec(id)![1]!] ?? {};
    for (const [Key, Body] of Object.entries(objects)) {
      await s3.putObject({ Bucket: given.Bucket, Key: Key === "*" ? String(given.Key) : Key, Body, ContentType: BOTO });
    }
  }
}

/** Whoever reads the queue gives back what it gave back on AWS, if anything. */
function answerTokens(cloud: Cloud, sfn: SFN, { events, input }: Recording): void {
  const submitted = events.findIndex(({ type }) => type === "TaskSubmitted");
  const end = submitted === -1 ? undefined : events.slice(submitted + 1)[0];
  const { QueueUrl } = (input ?? {}) as { QueueUrl?: string };
  if (end === undefined || QueueUrl === undefined) return;
  if (end.type !== "TaskSucceeded" && end.type !== "TaskFailed") return;
  const detail = (end.taskSucceededEventDetails ?? end.taskFailedEventDetails) as Record<string, unknown>;
  cloud.spawn("worker", async () => {
    const { Messages } = await cloud.client(SQS).receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    const { TaskToken: taskToken } = JSON.parse(Messages![0]!.Body!);
    const { output, error, cause } = detail as { output: unknown; error: string; cause: string };
    if (end.type === "TaskFailed") await sfn.sendTaskFailure({ taskToken, error, cause });
    else await sfn.sendTaskSuccess({ taskToken, output: typeof output === "string" ? output : JSON.stringify(output) });
  });
}
