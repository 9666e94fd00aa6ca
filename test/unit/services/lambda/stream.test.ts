/** DynamoDB streams as event source: order, retries, what is given up, and a replay. */
import * as dynamodbClient from "@aws-sdk/client-dynamodb";
import * as lambdaClient from "@aws-sdk/client-lambda";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { replay } from "../../../../src/sdk/replay";
import { makeBench, queueArn } from "./world";

interface Event {
  Records: {
    eventName: string;
    eventSource: string;
    eventSourceARN: string;
    dynamodb: { SequenceNumber: string; ApproximateCreationDateTime: number; NewImage?: { n: { N: string } } };
  }[];
}

const numbers = ({ Records }: Event) => Records.map(({ dynamodb }) => Number(dynamodb.NewImage?.n.N));

/** A table with a stream, mapped to the function "f". */
async function makeTable(bench: ReturnType<typeof makeBench>) {
  const db = bench.cloud.client(dynamodbClient.DynamoDB);
  const { TableDescription } = await db.createTable({
    TableName: "items",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  await bench.cloud.run({ for: { minutes: 1 } });
  const EventSourceArn = TableDescription!.LatestStreamArn!;
  return {
    db,
    EventSourceArn,
    put: (n: number, more: object = {}) =>
      db.putItem({ TableName: "items", Item: { id: { S: `item ${n}` }, n: { N: String(n) }, ...more } }),
    map: (more: Partial<lambdaClient.CreateEventSourceMappingCommandInput> = {}) =>
      bench.lambda.createEventSourceMapping({
        FunctionName: "f",
        EventSourceArn,
        StartingPosition: "LATEST",
        ...more,
      }),
  };
}

describe("a stream mapped to a function", () => {
  it("hands over each change in order, as AWS writes it", async () => {
    const bench = makeBench();
    const { db, put, map, EventSourceArn } = await makeTable(bench);
    const events: Event[] = [];
    bench.cloud.lambda("f", (event: Event) => void events.push(event));
    await map();
    await put(1, { data: { B: new Uint8Array([1, 2]) } });
    await db.deleteItem({ TableName: "items", Key: { id: { S: "item 1" } } });
    await bench.cloud.run();
    expect(events).toHaveLength(1);
    const [insert, remove] = events[0]!.Records;
    expect(insert).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      eventSourceARN: EventSourceArn,
      awsRegion: "us-east-1",
      dynamodb: {
        ApproximateCreationDateTime: Date.parse("2026-01-05T00:01:00Z") / 1_000,
        Keys: { id: { S: "item 1" } },
        NewImage: { n: { N: "1" }, data: { B: "AQI=" } },
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
    expect(remove).toMatchObject({ eventName: "REMOVE", dynamodb: { OldImage: { n: { N: "1" } } } });
  });

  it("begins with what is kept, or with what comes", async () => {
    for (const [StartingPosition, expected] of [
      ["TRIM_HORIZON", [1, 2]],
      ["LATEST", [2]],
    ] as const) {
      const bench = makeBench();
      const { put, map } = await makeTable(bench);
      const seen: number[] = [];
      bench.cloud.lambda("f", (event: Event) => void seen.push(...numbers(event)));
      await put(1);
      await map({ StartingPosition });
      await put(2);
      await bench.cloud.run();
      expect(seen, StartingPosition).toEqual(expected);
    }
  });

  it("makes batches of at most BatchSize, one at a time", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const batches: number[][] = [];
    let running = 0;
    bench.cloud.lambda("f", async (event: Event) => {
      expect(++running).toBe(1);
      batches.push(numbers(event));
      await bench.cloud.sleep({ seconds: 1 });
      running--;
    });
    await map({ BatchSize: 3 });
    for (let n = 0; n < 7; n++) await put(n);
    await bench.cloud.run();
    expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  });

  it("waits for the window, unless the batch is full", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const batches: [atSeconds: number, numbers: number[]][] = [];
    bench.cloud.lambda("f", (event: Event) => void batches.push([bench.cloud.now / 1_000 - 60, numbers(event)]), {
      coldStart: 0,
    });
    await map({ BatchSize: 3, MaximumBatchingWindowInSeconds: 10 });
    await put(1);
    await bench.cloud.run({ for: { seconds: 5 } });
    await put(2);
    await bench.cloud.run({ for: { seconds: 20 } });
    for (const n of [3, 4, 5]) await put(n);
    await bench.cloud.run({ for: { seconds: 20 } });
    expect(batches).toEqual([
      [10.25, [1, 2]],
      [25.25, [3, 4, 5]],
    ]);
  });

  it("keeps its place while it is switched off, and stops for good when it is deleted", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[] = [];
    bench.cloud.lambda("f", (event: Event) => void seen.push(...numbers(event)));
    const { UUID } = await map();
    await put(1);
    await bench.cloud.run();
    await bench.lambda.updateEventSourceMapping({ UUID, Enabled: false });
    await put(2);
    await bench.cloud.run();
    expect(seen).toEqual([1]);
    await bench.lambda.updateEventSourceMapping({ UUID, Enabled: true });
    await bench.cloud.run();
    expect(seen).toEqual([1, 2]);
    await bench.lambda.deleteEventSourceMapping({ UUID });
    await put(3);
    await bench.cloud.run();
    expect(seen).toEqual([1, 2]);
  });

  it("passes over what the filter does not want", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[] = [];
    bench.cloud.lambda("f", (event: Event) => void seen.push(...numbers(event)));
    const Pattern = JSON.stringify({ eventName: ["INSERT"], dynamodb: { NewImage: { n: { N: ["2"] } } } });
    await map({ FilterCriteria: { Filters: [{ Pattern }] } });
    for (const n of [1, 2, 3]) await put(n);
    await bench.cloud.run();
    expect(seen).toEqual([2]);
    expect(bench.facts("Skipped")).toHaveLength(2);
  });

  it("tells the whole story of an item, with causes", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    bench.cloud.lambda("f", () => 1);
    await map();
    await put(1);
    await bench.cloud.run();
    const [invoked] = [...bench.cloud.trace.events({ kinds: ["lambda.Invoked"] })];
    expect(bench.cloud.trace.event(invoked!.cause).kind).toBe("dynamodb.Streamed");
    const [batched] = [...bench.cloud.trace.events({ kinds: ["lambda.Batched"] })];
    expect(bench.cloud.explain(batched!.subject).toString()).toContain("f succeeds");
    expect(bench.cloud.topology().toString()).toContain("table items");
  });
});

describe("a record that fails", () => {
  const poison = (seen: number[][], bad: number) => (event: Event) => {
    seen.push(numbers(event));
    if (numbers(event).includes(bad)) throw new Error("poison");
  };

  it("holds up its shard until it is given up, and the destination says where it was", async () => {
    const bench = makeBench();
    const { put, map, EventSourceArn } = await makeTable(bench);
    await bench.queue("failed");
    const seen: number[][] = [];
    bench.cloud.lambda("f", poison(seen, 1));
    await map({
      BatchSize: 1,
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
    });
    for (const n of [0, 1, 2]) await put(n);
    await bench.cloud.run();
    expect(seen).toEqual([[0], [1], [1], [1], [2]]);
    const [letter] = (await bench.bodies("failed")).map((body) => JSON.parse(body));
    expect(letter).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 },
      responseContext: { functionError: "Unhandled" },
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: "100000000000000000002",
        endSequenceNumber: "100000000000000000002",
        batchSize: 1,
        streamArn: EventSourceArn,
      },
    });
    expect(bench.facts("Discarded")).toEqual([expect.stringContaining("RetryAttemptsExhausted")]);
  });

  it("is found by splitting the batch, and only it is given up", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[][] = [];
    bench.cloud.lambda("f", poison(seen, 2));
    await map({ BatchSize: 4, MaximumRetryAttempts: 0, BisectBatchOnFunctionError: true });
    for (const n of [0, 1, 2, 3, 4]) await put(n);
    await bench.cloud.run();
    expect(seen).toEqual([[0, 1, 2, 3], [0, 1], [2, 3], [2], [3], [4]]);
    expect(bench.facts("Discarded")).toHaveLength(1);
  });

  it("is the place to go on from when the function reports it", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[][] = [];
    let isBroken = true;
    bench.cloud.lambda("f", (event: Event) => {
      seen.push(numbers(event));
      const bad = event.Records.filter((_each, i) => isBroken && numbers(event)[i]! >= 2);
      if (seen.length === 2) isBroken = false;
      return { batchItemFailures: bad.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })).reverse() };
    });
    await map({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
    for (const n of [0, 1, 2, 3]) await put(n);
    await bench.cloud.run();
    expect(seen).toEqual([
      [0, 1, 2, 3],
      [2, 3],
      [2, 3],
    ]);
  });

  it("makes the whole batch fail when the report is not of the form", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[][] = [];
    bench.cloud.lambda("f", (event: Event) => {
      seen.push(numbers(event));
      return { batchItemFailures: [{ itemIdentifier: "who?" }] };
    });
    await map({ FunctionResponseTypes: ["ReportBatchItemFailures"], MaximumRetryAttempts: 1 });
    for (const n of [0, 1]) await put(n);
    await bench.cloud.run();
    expect(seen).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(bench.facts("Discarded")).toHaveLength(2);
  });

  it("is given up when it is too old, and what comes after goes on", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    await bench.queue("failed");
    const seen: number[][] = [];
    bench.cloud.lambda("f", poison(seen, 1));
    await map({
      BatchSize: 1,
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
    });
    await put(1);
    await bench.cloud.run({ for: { seconds: 62 } });
    await put(2);
    await bench.cloud.run();
    expect(seen.at(-1)).toEqual([2]);
    const [letter] = (await bench.bodies("failed")).map((body) => JSON.parse(body));
    expect(letter.requestContext.condition).toBe("RecordAgeExceeded");
  });

  it("without limits holds up its shard for 24 hours, and is then lost", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[][] = [];
    bench.cloud.lambda("f", poison(seen, 1));
    await map({ BatchSize: 1 });
    await put(1);
    await bench.cloud.run({ for: { hours: 20 } });
    await put(2);
    await bench.cloud.run();
    expect(seen.at(-1)).toEqual([2]);
    expect(bench.facts("Discarded")).toEqual([expect.stringMatching(/RecordExpired/)]);
    expect(bench.cloud.now / 3_600_000).toBeCloseTo(24, 0);
  });

  it("is not counted against while the function is throttled", async () => {
    const bench = makeBench();
    const { put, map } = await makeTable(bench);
    const seen: number[] = [];
    bench.cloud.lambda("f", (event: Event) => void seen.push(...numbers(event)), { reservedConcurrency: 0 });
    await map({ MaximumRetryAttempts: 0 });
    await put(1);
    await bench.cloud.run({ for: { minutes: 5 } });
    expect(seen).toEqual([]);
    await bench.lambda.deleteFunctionConcurrency({ FunctionName: "f" });
    await bench.cloud.run();
    expect(seen).toEqual([1]);
  });
});

describe("a log with a stream in it", () => {
  it("is replayed to the same trace (seed 11)", async () => {
    const bench = makeBench({ seed: 11 });
    const recorder = bench.cloud.record();
    const { put, map } = await makeTable(bench);
    let calls = 0;
    bench.cloud.lambda(
      "f",
      () => {
        if (++calls % 3 === 0) throw new Error("now and then");
      },
      { duration: (_event, random) => random.integer(10, 900) },
    );
    await map({ BatchSize: 4, BisectBatchOnFunctionError: true, MaximumRetryAttempts: 3 });
    for (let n = 0; n < 20; n++) await put(n);
    await bench.cloud.run();
    const clients = { dynamodb: dynamodbClient, lambda: lambdaClient, sqs: sqsClient };
    expect(await replay(structuredClone(recorder.log()), { cloud: { seed: 11 }, clients })).toMatchObject({
      holds: true,
    });
  });
});
