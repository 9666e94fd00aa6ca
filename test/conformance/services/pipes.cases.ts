/**
 * What Pipes must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_X.html. "Guide: T": the page with that title of the
 * EventBridge User Guide. "ours": AWS does not say; so are the texts, which AWS does not publish. Every row begins with the
 * table "items" and its stream, at 2026-01-05 00:00 UTC.
 */
import { expect } from "vitest";
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "Pipes";

export const GAPS: Gaps = {};

export const TABLE = {
  TableName: "items",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
};

const ACCOUNT = "123456789012";
const ARN = `arn:aws:pipes:us-east-1:${ACCOUNT}:pipe/p`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/pipe`;
const STREAM = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/items/stream/2026-01-05T00:00:00.000`;
const queueArn = (queue: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
const lambdaArn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, error: string, message?: string | RegExp): Step => ({ ...each, error, message }) as Step;
const invalid = (each: Step, message: string | RegExp): Step => refused(each, "ValidationException", message);
const unsupported = (each: Step, message: RegExp): Step => refused(each, "UnsupportedOperation", message);
const missing = (each: Step): Step => refused(each, "NotFoundException", "Pipe p does not exist.");
const given = (more: Record<string, unknown> = {}) => ({
  Name: "p",
  Source: queueArn("in"),
  Target: queueArn("out"),
  RoleArn: ROLE,
  ...more,
});
const create = (more: Record<string, unknown> = {}, answer?: unknown): Step => step("CreatePipe", given(more), answer);
const fromQueue = (SqsQueueParameters: object, more: object = {}): Step =>
  create({ SourceParameters: { SqsQueueParameters }, ...more });
const fromStream = (parameters: object, more: object = {}): Step =>
  create({
    Source: STREAM,
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST", ...parameters } },
    ...more,
  });
const P = { Name: "p" };
const describe = (answer: object, without: string[] = []): Step =>
  ({ ...step("DescribePipe", P, answer), without }) as Step;
const queues: Step[] = [
  { do: "sqs.CreateQueue", with: { QueueName: "in" }, as: "in" },
  { do: "sqs.CreateQueue", with: { QueueName: "out" }, as: "out" },
];
const send = (MessageBody: string): Step => ({
  do: "sqs.SendMessage",
  with: { QueueUrl: "$in.QueueUrl", MessageBody },
});
const arrives = (...list: string[]): Step => ({
  do: "sqs.ReceiveMessage",
  with: { QueueUrl: "$out.QueueUrl", MaxNumberOfMessages: 10 },
  answer: { Messages: list.map((Body) => ({ Body })) },
});
const nothing: Step = { do: "sqs.ReceiveMessage", with: { QueueUrl: "$out.QueueUrl" }, without: ["Messages"] };
const settled: Step = { wait: 6 };

export const CASES: Case[] = [
  // ---- pipes ---------------------------------------------------------------------------------------------------------------
  {
    name: "a pipe is made, described with its defaults, listed and deleted",
    source: "API CreatePipe, DescribePipe, ListPipes and DeletePipe",
    steps: [
      ...queues,
      create({ Tags: { team: "a" } }, { Arn: ARN, Name: "p", DesiredState: "RUNNING", CurrentState: "CREATING" }),
      settled,
      describe(
        {
          Arn: ARN,
          Name: "p",
          DesiredState: "RUNNING",
          CurrentState: "RUNNING",
          Source: queueArn("in"),
          SourceParameters: { SqsQueueParameters: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } },
          Target: queueArn("out"),
          RoleArn: ROLE,
          Tags: { team: "a" },
          CreationTime: new Date("2026-01-05T00:00:00Z"),
          LastModifiedTime: new Date("2026-01-05T00:00:00Z"),
        },
        ["Enrichment", "StateReason", "Description"],
      ),
      step(
        "ListPipes",
        {},
        { Pipes: [{ Name: "p", CurrentState: "RUNNING", Source: queueArn("in"), Target: queueArn("out") }] },
      ),
      step("DeletePipe", P, { Name: "p", DesiredState: "DELETED", CurrentState: "DELETING" }),
      describe({ DesiredState: "DELETED", CurrentState: "DELETING" }),
      settled,
      missing(step("DescribePipe", P)),
      missing(step("DeletePipe", P)),
      missing(step("UpdatePipe", { ...P, RoleArn: ROLE })),
      missing(step("StartPipe", P)),
      missing(step("StopPipe", P)),
    ],
  },
  {
    name: "a pipe may be made stopped, and is started and stopped",
    source: "API StartPipe and StopPipe",
    steps: [
      ...queues,
      create({ DesiredState: "STOPPED" }, { DesiredState: "STOPPED" }),
      settled,
      describe({ CurrentState: "STOPPED" }),
      refused(step("StopPipe", P), "ConflictException", /already STOPPED/),
      step("StartPipe", P, { DesiredState: "RUNNING", CurrentState: "STARTING" }),
      settled,
      describe({ CurrentState: "RUNNING" }),
      refused(step("StartPipe", P), "ConflictException", /already RUNNING/),
      step("StopPipe", P, { DesiredState: "STOPPED", CurrentState: "STOPPING" }),
      settled,
      describe({ CurrentState: "STOPPED" }),
    ],
  },
  {
    name: "a pipe on its way to a state takes no other change",
    source: "API UpdatePipe (ConflictException)",
    steps: [
      ...queues,
      create(),
      refused(step("StopPipe", P), "ConflictException", /CREATING/),
      refused(step("UpdatePipe", { ...P, RoleArn: ROLE }), "ConflictException", /CREATING/),
      refused(step("DeletePipe", P), "ConflictException", /CREATING/),
      refused(create(), "ConflictException", "Pipe p already exists."),
    ],
  },
  {
    name: "an update changes what it names; parameters of one service are replaced as a whole",
    source: "API UpdatePipe",
    steps: [
      ...queues,
      create({
        Description: "old",
        SourceParameters: {
          SqsQueueParameters: { BatchSize: 5, MaximumBatchingWindowInSeconds: 2 },
          FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] },
        },
      }),
      settled,
      step(
        "UpdatePipe",
        { ...P, RoleArn: ROLE, Description: "new", SourceParameters: { SqsQueueParameters: { BatchSize: 7 } } },
        { CurrentState: "UPDATING" },
      ),
      describe({
        Description: "new",
        CurrentState: "UPDATING",
        SourceParameters: {
          SqsQueueParameters: { BatchSize: 7, MaximumBatchingWindowInSeconds: 0 },
          FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] },
        },
        Target: queueArn("out"),
      }),
      settled,
      step("UpdatePipe", { ...P, RoleArn: ROLE, DesiredState: "STOPPED", Target: queueArn("other") }),
      settled,
      describe({ CurrentState: "STOPPED", Target: queueArn("other"), Description: "new" }),
    ],
  },
  {
    name: "a pipe whose source is not there fails to be made, and says why",
    source: "API Pipe (CREATE_FAILED, StateReason)",
    steps: [
      create(),
      settled,
      describe({
        CurrentState: "CREATE_FAILED",
        DesiredState: "RUNNING",
        StateReason: expectText("QueueDoesNotExist"),
      }),
      { do: "sqs.CreateQueue", with: { QueueName: "in" } },
      step("StartPipe", P),
      settled,
      describe({ CurrentState: "RUNNING" }, ["StateReason"]),
    ],
  },
  {
    name: "pipes are listed by name, source, target and state, in pages",
    source: "API ListPipes",
    steps: [
      ...queues,
      create({ Name: "a1" }),
      create({ Name: "a2", Target: queueArn("other"), DesiredState: "STOPPED" }),
      create({
        Name: "b1",
        Source: STREAM,
        SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST" } },
      }),
      step("ListPipes", { NamePrefix: "a" }, { Pipes: [{ Name: "a1" }, { Name: "a2" }] }),
      step("ListPipes", { SourcePrefix: "arn:aws:dynamodb" }, { Pipes: [{ Name: "b1" }] }),
      step("ListPipes", { TargetPrefix: queueArn("other") }, { Pipes: [{ Name: "a2" }] }),
      step("ListPipes", { DesiredState: "STOPPED" }, { Pipes: [{ Name: "a2" }] }),
      step("ListPipes", { CurrentState: "CREATING", Limit: 2 }, { Pipes: [{ Name: "a1" }, { Name: "a2" }] }, "page"),
      {
        ...step(
          "ListPipes",
          { CurrentState: "CREATING", Limit: 2, NextToken: "$page.NextToken" },
          { Pipes: [{ Name: "b1" }] },
        ),
        without: ["NextToken"],
      },
      invalid(step("ListPipes", { Limit: 101 }), /less than or equal to 100/),
      invalid(step("ListPipes", { NextToken: "x" }), /NextToken/),
      invalid(step("ListPipes", { DesiredState: "ON" }), /desiredState/),
    ],
  },
  {
    name: "names, descriptions, states and roles are checked",
    source: "API CreatePipe",
    steps: [
      create({ Name: "a".repeat(64), Description: "x".repeat(512) }),
      invalid(create({ Name: "a".repeat(65) }), /less than or equal to 64/),
      invalid(create({ Name: "a b" }), /regular expression/),
      invalid(create({ Name: "" }), /greater than or equal to 1/),
      invalid(create({ Description: "x".repeat(513) }), /less than or equal to 512/),
      invalid(create({ DesiredState: "ON" }), /enum value set: \[RUNNING, STOPPED\]/),
      invalid(create({ RoleArn: "pipe" }), /roleArn/),
    ],
  },
  {
    name: "an account has at most 1,000 pipes",
    source: "Guide: Amazon EventBridge Pipes quotas",
    steps: [
      ...Array.from({ length: 1_000 }, (_, i) => create({ Name: `p${i}`, DesiredState: "STOPPED" })),
      refused(create({ Name: "one-more" }), "ServiceQuotaExceededException", /1000 pipes/),
    ],
  },
  {
    name: "pipes have tags",
    source: "API TagResource, UntagResource and ListTagsForResource",
    steps: [
      create({ Tags: { a: "1" } }),
      step("TagResource", { resourceArn: ARN, tags: { b: "2" } }),
      step("ListTagsForResource", { resourceArn: ARN }, { tags: { a: "1", b: "2" } }),
      step("UntagResource", { resourceArn: ARN, tagKeys: ["a"] }),
      { ...step("ListTagsForResource", { resourceArn: ARN }, { tags: { b: "2" } }), without: ["tags.a"] },
      invalid(step("TagResource", { resourceArn: ARN, tags: { "aws:x": "1" } }), /aws:/),
      invalid(
        step("TagResource", {
          resourceArn: ARN,
          tags: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, "1"])),
        }),
        /at most 50 tags/,
      ),
      invalid(step("ListTagsForResource", { resourceArn: "p" }), /resourceArn/),
      refused(step("ListTagsForResource", { resourceArn: `${ARN}2` }), "NotFoundException"),
      invalid(create({ Name: "t", Tags: { ["k".repeat(129)]: "1" } }), /128 characters/),
    ],
  },
  {
    name: "whoever may not is denied",
    source: "Guide: Using identity-based policies for Amazon EventBridge",
    steps: [
      refused({ ...create(), by: "user/ana" } as Step, "AccessDeniedException", /pipes:CreatePipe/),
      refused({ ...step("ListPipes"), by: "user/ana" } as Step, "AccessDeniedException"),
    ],
  },
  // ---- sources -------------------------------------------------------------------------------------------------------------
  {
    name: "batches of a queue have 1 to 10,000 messages, and a window above 10",
    source: "API PipeSourceSqsQueueParameters; Guide: Amazon SQS as a source for EventBridge Pipes",
    steps: [
      fromQueue({ BatchSize: 10_000, MaximumBatchingWindowInSeconds: 300 }),
      invalid(fromQueue({ BatchSize: 10_001 }), /less than or equal to 10000/),
      invalid(fromQueue({ BatchSize: 0 }), /greater than or equal to 1/),
      invalid(fromQueue({ MaximumBatchingWindowInSeconds: 301 }), /less than or equal to 300/),
      invalid(fromQueue({ BatchSize: 11 }), /MaximumBatchingWindowInSeconds must be at least 1/),
      invalid(fromQueue({ BatchSize: 11, MaximumBatchingWindowInSeconds: 1 }, { Source: queueArn("in.fifo") }), /FIFO/),
      invalid(fromQueue({ MaximumBatchingWindowInSeconds: 1 }, { Source: queueArn("in.fifo") }), /FIFO/),
      invalid(fromQueue({}, { Source: STREAM }), /SqsQueueParameters is not for this kind of source/),
    ],
  },
  {
    name: "a pipe from a stream has its defaults and bounds",
    source: "API PipeSourceDynamoDBStreamParameters",
    steps: [
      fromStream({}),
      settled,
      describe({
        CurrentState: "RUNNING",
        SourceParameters: {
          DynamoDBStreamParameters: {
            StartingPosition: "LATEST",
            BatchSize: 100,
            MaximumBatchingWindowInSeconds: 0,
            MaximumRetryAttempts: -1,
            MaximumRecordAgeInSeconds: -1,
          },
        },
      }),
      step("UpdatePipe", {
        ...P,
        RoleArn: ROLE,
        SourceParameters: { DynamoDBStreamParameters: { BatchSize: 5, DeadLetterConfig: { Arn: queueArn("dead") } } },
      }),
      describe({
        SourceParameters: {
          DynamoDBStreamParameters: {
            StartingPosition: "LATEST",
            BatchSize: 5,
            DeadLetterConfig: { Arn: queueArn("dead") },
          },
        },
      }),
      invalid(create({ Name: "q", Source: STREAM }), /startingPosition/),
      invalid(fromStream({ StartingPosition: "NOW" }), /startingPosition/),
      invalid(fromStream({ BatchSize: 10_001 }), /less than or equal to 10000/),
      invalid(fromStream({ MaximumRetryAttempts: -2 }), /greater than or equal to -1/),
      invalid(fromStream({ MaximumRecordAgeInSeconds: 604_801 }), /less than or equal to 604800/),
      invalid(fromStream({ OnPartialBatchItemFailure: "SPLIT" }), /AUTOMATIC_BISECT/),
      invalid(fromStream({ DeadLetterConfig: { Arn: lambdaArn } }), /queue or a topic/),
      unsupported(fromStream({ ParallelizationFactor: 2 }), /ParallelizationFactor/),
    ],
  },
  {
    name: "other sources are refused by name",
    source: "ours",
    steps: [
      unsupported(create({ Source: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s` }), /does not simulate kinesis/),
      unsupported(create({ Source: `arn:aws:mq:us-east-1:${ACCOUNT}:broker:b:b-1` }), /does not simulate mq/),
      invalid(create({ Source: "in" }), /source/),
    ],
  },
  {
    name: "a source has at most 5 filters, each a pattern of at most 4,096 characters",
    source: "API FilterCriteria; Guide: Event filtering in Amazon EventBridge Pipes",
    steps: [
      invalid(
        create({ SourceParameters: { FilterCriteria: { Filters: Array(6).fill({ Pattern: '{"body":["x"]}' }) } } }),
        /less than or equal to 5/,
      ),
      invalid(
        create({ SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":"x"}' }] } } }),
        /Invalid filter pattern/,
      ),
      invalid(
        create({
          SourceParameters: {
            FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: ["x".repeat(4_096)] }) }] },
          },
        }),
        /less than or equal to 4096/,
      ),
    ],
  },
  // ---- enrichment and targets ----------------------------------------------------------------------------------------------
  {
    name: "an enrichment is a function or a state machine",
    source: "API CreatePipe; ours",
    steps: [
      create({ Enrichment: lambdaArn }),
      step("DescribePipe", P, { Enrichment: lambdaArn }),
      create({ Name: "q", Enrichment: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:m` }),
      unsupported(create({ Enrichment: `arn:aws:events:us-east-1:${ACCOUNT}:api-destination/d` }), /does not simulate/),
      unsupported(create({ EnrichmentParameters: { HttpParameters: {} } }), /HTTP/),
      invalid(create({ Enrichment: "f" }), /enrichment/),
    ],
  },
  {
    name: "targets that are not simulated are refused by name",
    source: "ours",
    steps: [
      unsupported(create({ Target: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s` }), /does not simulate kinesis/),
      invalid(create({ Target: "out" }), /target/),
    ],
  },
  {
    name: "parameters of targets are checked",
    source: "API PipeTargetParameters",
    steps: [
      invalid(create({ Target: queueArn("out.fifo") }), /MessageGroupId/),
      create({ Target: queueArn("out.fifo"), TargetParameters: { SqsQueueParameters: { MessageGroupId: "g" } } }),
      invalid(
        create({ Target: lambdaArn, TargetParameters: { LambdaFunctionParameters: { InvocationType: "LATER" } } }),
        /enum value set: \[REQUEST_RESPONSE, FIRE_AND_FORGET\]/,
      ),
    ],
  },
  {
    name: "a template has at most 8,192 characters, JSON paths, and names that are known",
    source: "API PipeTargetParameters; Guide: Amazon EventBridge Pipes input transformation",
    steps: [
      create({ TargetParameters: { InputTemplate: "x".repeat(8_192) } }),
      invalid(create({ TargetParameters: { InputTemplate: "x".repeat(8_193) } }), /less than or equal to 8192/),
      invalid(create({ TargetParameters: { InputTemplate: '{"a": <$.b[>}' } }), /JSON path/),
      invalid(create({ TargetParameters: { InputTemplate: '{"a": <aws.pipes.nothing>}' } }), /aws\.pipes\.nothing/),
    ],
  },
  // ---- moving --------------------------------------------------------------------------------------------------------------
  {
    name: "messages move from a queue to a queue, transformed, while the pipe is running",
    source: "Guide: Amazon EventBridge Pipes concepts",
    steps: [
      ...queues,
      create({ TargetParameters: { InputTemplate: '{"id": <$.body.id>, "pipe": "<aws.pipes.pipe-name>"}' } }),
      send('{"id": 1}'),
      settled,
      arrives('{"id": 1, "pipe": "p"}'),
    ],
  },
  {
    name: "a stopped pipe moves nothing",
    source: "API StopPipe",
    steps: [...queues, create({ DesiredState: "STOPPED" }), send("x"), settled, nothing],
  },
  {
    name: "messages that do not pass the filter are deleted",
    source: "Guide: Event filtering in Amazon EventBridge Pipes",
    steps: [
      ...queues,
      create({
        SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"id":[1]}}' }] } },
        TargetParameters: { InputTemplate: "<$.body.id>" },
      }),
      send('{"id": 1}'),
      send('{"id": 2}'),
      settled,
      arrives("1"),
      step("StopPipe", P),
      { wait: 60 },
      { do: "sqs.ReceiveMessage", with: { QueueUrl: "$in.QueueUrl" }, without: ["Messages"] },
    ],
  },
  {
    name: "messages that the target refuses come again",
    source: "Guide: Amazon EventBridge Pipes error handling and troubleshooting",
    steps: [
      queues[0]!,
      create({ TargetParameters: { InputTemplate: "<$.body>" } }),
      send("x"),
      settled,
      queues[1]!,
      nothing,
      { wait: 60 },
      arrives("x"),
    ],
  },
];

/** Contains this text. */
function expectText(text: string): object {
  return expect.stringContaining(text);
}
