/** Streams mapped to functions that fail now and then: nothing lost, nothing twice done, order kept. */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";

const SEED = 20260105;

interface Plan {
  /** For each record, how often it makes its batch fail. */
  failures: number[];
  batchSize: number;
  retries: number;
  bisects: boolean;
  reports: boolean;
  windowSeconds: number;
}

interface Run {
  /** Records in the order in which they were done with: handled, or given up. */
  order: number[];
  handled: Set<number>;
  largest: number;
  overlaps: boolean;
}

async function play(plan: Plan): Promise<Run> {
  const cloud = new Cloud({ seed: 1 });
  const db = cloud.client(DynamoDB);
  const lambda = cloud.client(Lambda);
  const left = [...plan.failures];
  const done: { row: number; n: number }[] = [];
  const handled = new Set<number>();
  let [largest, running, overlaps] = [0, 0, false];
  cloud.lambda("f", async ({ Records }: { Records: Record_[] }) => {
    overlaps ||= ++running > 1;
    const batch = Records.map(({ dynamodb }) => Number(dynamodb.NewImage.n.N));
    largest = Math.max(largest, batch.length);
    await cloud.sleep({ milliseconds: 100 });
    running--;
    const bad = batch.findIndex((n) => left[n]! > 0);
    if (bad >= 0) left[batch[bad]!]!--;
    if (bad >= 0 && !plan.reports) throw new Error(`record ${batch[bad]}`);
    for (const n of bad < 0 ? batch : batch.slice(0, bad)) {
      done.push({ row: cloud.trace.length, n });
      handled.add(n);
    }
    const batchItemFailures = bad < 0 ? [] : [{ itemIdentifier: Records[bad]!.dynamodb.SequenceNumber }];
    return { batchItemFailures };
  });
  const { TableDescription } = await db.createTable({
    TableName: "items",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  await lambda.createEventSourceMapping({
    FunctionName: "f",
    EventSourceArn: TableDescription!.LatestStreamArn,
    StartingPosition: "TRIM_HORIZON",
    BatchSize: plan.batchSize,
    MaximumBatchingWindowInSeconds: plan.windowSeconds,
    MaximumRetryAttempts: plan.retries,
    BisectBatchOnFunctionError: plan.bisects,
    FunctionResponseTypes: plan.reports ? ["ReportBatchItemFailures"] : [],
  });
  for (const n of plan.failures.keys()) {
    await db.putItem({ TableName: "items", Item: { id: { S: `#${n}#` }, n: { N: String(n) } } });
  }
  await cloud.run();
  for (const { index, subject } of cloud.trace.events({ kinds: ["lambda.Discarded"] })) {
    done.push({ row: index, n: Number(/#(\d+)#/.exec(subject)![1]) });
  }
  done.sort((a, b) => a.row - b.row);
  return { order: done.map(({ n }) => n), handled, largest, overlaps };
}

interface Record_ {
  dynamodb: { SequenceNumber: string; NewImage: { n: { N: string } } };
}

const plans = fc.record<Plan>({
  failures: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  retries: fc.integer({ min: 0, max: 4 }),
  bisects: fc.boolean(),
  reports: fc.boolean(),
  windowSeconds: fc.constantFrom(0, 0, 3),
});

describe("a stream mapped to a function", () => {
  it(`is done with each record once, in order, one batch at a time (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { order, largest, overlaps } = await play(plan);
        expect(order).toEqual([...plan.failures.keys()]);
        expect(largest).toBeLessThanOrEqual(plan.batchSize);
        expect(overlaps).toBe(false);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it(`gives up no record that fails less often than it is tried, when batches hold one (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { handled } = await play({ ...plan, batchSize: 1 });
        const expected = [...plan.failures.keys()].filter((n) => plan.failures[n]! <= plan.retries);
        expect([...handled]).toEqual(expected);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});
