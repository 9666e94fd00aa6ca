/** Pipes from a DynamoDB stream: order, retries, splitting, and what is given up. */
import * as dynamodbClient from "@aws-sdk/client-dynamodb";
import type { CreatePipeCommandInput } from "@aws-sdk/client-pipes";
import { describe, expect, it } from "vitest";
import { functionArn, makeBench, queueArn } from "./world";

interface Record_ {
  eventID: string;
  eventName: string;
  dynamodb: { SequenceNumber: string; NewImage: { n: { N: string } } };
}

const numbers = (events: Record_[]) => events.map(({ dynamodb }) => Number(dynamodb.NewImage.n.N));

async function makeTable(bench = makeBench()) {
  const db = bench.cloud.client(dynamodbClient.DynamoDB);
  const { TableDescription } = await db.createTable({
    TableName: "items",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  await bench.queue("out");
  const Source = TableDescription!.LatestStreamArn!;
  return {
    ...bench,
    Source,
    put: (n: number) => db.putItem({ TableName: "items", Item: { id: { S: `item ${n}` }, n: { N: String(n) } } }),
    follow: (parameters: object = {}, more: Partial<CreatePipeCommandInput> = {}) =>
      bench.pipe({
        Source,
        SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON", ...parameters } },
        ...more,
      }),
  };
}

describe("a pipe from a stream", () => {
  it("hands over the changes in order, from the oldest that is kept", async () => {
    const { put, follow, cloud, bodies } = await makeTable();
    await put(1);
    await follow({}, { TargetParameters: { InputTemplate: "<$.eventName> <$.dynamodb.NewImage.n.N>" } });
    for (const n of [2, 3]) await put(n);
    await cloud.run();
    expect((await bodies()).sort()).toEqual(["INSERT 1", "INSERT 2", "INSERT 3"]);
  });

  it("keeps its place while it is stopped", async () => {
    const { put, follow, cloud, pipes } = await makeTable();
    const seen: number[] = [];
    cloud.lambda("f", (events: Record_[]) => void seen.push(...numbers(events)));
    await follow({ StartingPosition: "LATEST" }, { Target: functionArn("f") });
    await put(1);
    await cloud.run();
    await pipes.stopPipe({ Name: "p" });
    await put(2);
    await cloud.run();
    expect(seen).toEqual([1]);
    await pipes.startPipe({ Name: "p" });
    await cloud.run();
    expect(seen).toEqual([1, 2]);
  });

  it("splits a batch that fails, gives up the record that is bad, and says where it was", async () => {
    const { put, follow, cloud, bodies, Source, facts } = await makeTable();
    const seen: number[][] = [];
    cloud.lambda("f", (events: Record_[]) => {
      seen.push(numbers(events));
      if (numbers(events).includes(2)) throw new Error("poison");
    });
    for (const n of [1, 2, 3, 4]) await put(n);
    await follow(
      {
        OnPartialBatchItemFailure: "AUTOMATIC_BISECT",
        MaximumRetryAttempts: 1,
        DeadLetterConfig: { Arn: queueArn("out") },
      },
      { Target: functionArn("f") },
    );
    await cloud.run();
    expect(seen).toEqual([[1, 2, 3, 4], [1, 2], [1], [2], [2], [3, 4]]);
    const [letter] = (await bodies()).map((body) => JSON.parse(body));
    expect(letter).toMatchObject({
      context: { condition: "RetryAttemptsExhausted", partnerResourceArn: expect.stringContaining(":pipe/p") },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: Source },
    });
    expect(facts("Discarded", "DeadLettered")).toEqual(["Discarded RetryAttemptsExhausted", "DeadLettered out"]);
  });

  it("goes on from the record that the target reports", async () => {
    const { put, follow, cloud } = await makeTable();
    const seen: number[][] = [];
    cloud.lambda("f", (events: Record_[]) => {
      seen.push(numbers(events));
      return seen.length === 1 ? { batchItemFailures: [{ itemIdentifier: events[1]!.eventID }] } : null;
    });
    for (const n of [1, 2, 3]) await put(n);
    await follow({}, { Target: functionArn("f") });
    await cloud.run();
    expect(seen).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });

  it("passes over what the filter does not want", async () => {
    const { put, follow, cloud, bodies, facts, Source } = await makeTable();
    const Pattern = JSON.stringify({ dynamodb: { NewImage: { n: { N: ["2"] } } } });
    await follow(
      {},
      {
        SourceParameters: {
          DynamoDBStreamParameters: { StartingPosition: "LATEST" },
          FilterCriteria: { Filters: [{ Pattern }] },
        },
        TargetParameters: { InputTemplate: "<aws.pipes.source-arn> <$.dynamodb.NewImage.n.N>" },
      },
    );
    for (const n of [1, 2]) await put(n);
    await cloud.run();
    expect(await bodies()).toEqual([`${Source} 2`]);
    expect(facts("Skipped")).toHaveLength(1);
  });
});
