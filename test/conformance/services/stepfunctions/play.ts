/**
 * Plays a recorded execution: makes the machine and what its tasks need, starts it, answers what waits for an answer as it was
 * answered on AWS, and says how it ended.
 */
import { type HistoryEvent, SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import { ACCOUNT, detailsOf, type Recording, restored } from "./recording";
import { prepare } from "./world";

export interface Ending {
  finalType: string;
  output: unknown;
  error: string | null;
  cause: string | null;
  eventTypes: string[];
}

/** When some of the cases were made: their timestamps lie around it. */
const START = "2026-11-24T02:05:09.000Z";
const HOUR = { hours: 1 };

export async function play(given: Recording): Promise<Ending> {
  const recording = restored(given);
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

/** Whoever reads the queue gives back what it gave back on AWS, if anything. */
function answerTokens(cloud: Cloud, sfn: SFN, { events, input }: Recording): void {
  const submitted = events.findIndex(({ type }) => type === "TaskSubmitted");
  const end = submitted === -1 ? undefined : events.slice(submitted + 1)[0];
  const { QueueUrl } = (input ?? {}) as { QueueUrl?: string };
  if (end === undefined || QueueUrl === undefined) return;
  if (end.type !== "TaskSucceeded" && end.type !== "TaskFailed") return;
  const detail = detailsOf(end);
  cloud.spawn("worker", async () => {
    const { Messages } = await cloud.client(SQS).receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    const { TaskToken: taskToken } = JSON.parse(Messages![0]!.Body!);
    const { output, error, cause } = detail as { output: unknown; error: string; cause: string };
    if (end.type === "TaskFailed") await sfn.sendTaskFailure({ taskToken, error, cause });
    else await sfn.sendTaskSuccess({ taskToken, output: typeof output === "string" ? output : JSON.stringify(output) });
  });
}
