/** A queue that feeds a function which fails in every way it can, against the model. Seeds in the titles. */
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { type Given, MappingModel } from "./lambda-model";

interface Scenario {
  seed: number;
  messages: number;
  /** Mean ms between two messages; 0 for all at once. */
  gapMs: number;
  groups: number;
  batchSize: number;
  windowSeconds: number;
  maximumConcurrency: number | undefined;
  reserved: number | undefined;
  visibilitySeconds: number;
  maxReceiveCount: number;
  coldStart: number;
  durationMs: number;
  /** Of a hundred: a message fails, the handler throws, it times out, its answer has the wrong form. */
  failing: number;
  throwing: number;
  hanging: number;
  misshapen: number;
}

const scenario = (isFifo: boolean): fc.Arbitrary<Scenario> =>
  fc.record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    messages: fc.integer({ min: 1, max: 40 }),
    gapMs: fc.constantFrom(0, 0, 50, 700),
    groups: fc.integer({ min: 1, max: 4 }),
    batchSize: fc.integer({ min: 1, max: 10 }),
    windowSeconds: isFifo ? fc.constant(0) : fc.constantFrom(0, 0, 1, 4),
    maximumConcurrency: fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
    reserved: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    // Six times the timeout and the window, as AWS advises: no message comes back while it is worked on.
    visibilitySeconds: fc.constantFrom(22, 30, 60),
    maxReceiveCount: fc.integer({ min: 1, max: 4 }),
    coldStart: fc.constantFrom(0, 300),
    durationMs: fc.constantFrom(0, 20, 900, 2_500),
    failing: fc.constantFrom(0, 10, 40),
    throwing: fc.constantFrom(0, 0, 15),
    hanging: fc.constantFrom(0, 0, 15),
    misshapen: fc.constantFrom(0, 0, 10),
  });

let messages = 0;
let retries = 0;
let dead = 0;

async function play(s: Scenario, isFifo: boolean): Promise<string> {
  const cloud = new Cloud({ seed: s.seed });
  const sqs = cloud.client(SQS);
  const lambda = cloud.client(Lambda);
  const suffix = isFifo ? ".fifo" : "";
  const fifo = isFifo ? { FifoQueue: "true" } : {};
  const make = async (name: string, more: Record<string, string>) =>
    (await sqs.createQueue({ QueueName: name + suffix, Attributes: { ...fifo, ...more } })).QueueUrl!;
  const deadUrl = await make("dead", {});
  const QueueUrl = await make("orders", {
    VisibilityTimeout: String(s.visibilitySeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:123456789012:dead${suffix}`,
      maxReceiveCount: s.maxReceiveCount,
    }),
  });
  const model = new MappingModel({
    isFifo,
    batchSize: s.batchSize,
    visibilityMs: s.visibilitySeconds * 1_000,
    maxReceiveCount: s.maxReceiveCount,
    concurrency: Math.min(s.maximumConcurrency ?? 1_250, s.reserved ?? 1_000),
    isThrottled: s.reserved !== undefined,
  });
  const violations: unknown[] = [];
  const observe = (look: () => void) => {
    try {
      look();
    } catch (error) {
      violations.push(error); // thrown inside a handler it would be just another failure
    }
  };
  const dice = cloud.random("handler");
  const chance = (percent: number) => dice.uniform() * 100 < percent;

  const work = async (event: {
    Records: { messageId: string; body: string; attributes: Record<string, string> }[];
  }) => {
    const batch: Given[] = event.Records.map(({ messageId, body, attributes }) => ({
      id: messageId,
      body,
      receiveCount: Number(attributes.ApproximateReceiveCount),
    }));
    observe(() => model.given(cloud.now, batch));
    const end = (isDone: (id: string) => boolean) => observe(() => model.answered(batch, isDone));
    await cloud.sleep(s.durationMs);
    if (chance(s.hanging)) {
      // The last thing that it does before it is stopped, so that the model hears of the end at that instant.
      cloud.at(cloud.now + 3_000 - s.durationMs, () => end(() => false));
      await cloud.sleep({ minutes: 5 });
    }
    if (chance(s.throwing)) {
      end(() => false);
      throw new Error("the whole batch");
    }
    if (chance(s.misshapen)) {
      end(() => false);
      return { batchItemFailures: [{ itemIdentifier: "nobody" }] };
    }
    const failed = new Set<string>();
    for (const { id } of batch) {
      // A FIFO batch stops at its first failure, as AWS asks.
      if (chance(s.failing) || (isFifo && failed.size > 0)) failed.add(id);
    }
    end((id) => !failed.has(id));
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
  cloud.lambda("work", work, { coldStart: s.coldStart, ...(s.reserved && { reservedConcurrency: s.reserved }) });
  await lambda.createEventSourceMapping({
    FunctionName: "work",
    EventSourceArn: `arn:aws:sqs:us-east-1:123456789012:orders${suffix}`,
    BatchSize: s.batchSize,
    MaximumBatchingWindowInSeconds: s.windowSeconds,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ...(s.maximumConcurrency && { ScalingConfig: { MaximumConcurrency: s.maximumConcurrency } }),
  });
  cloud.spawn("sender", async () => {
    for (let i = 0; i < s.messages; i++) {
      const group = String(i % s.groups);
      const own = isFifo ? { MessageGroupId: group, MessageDeduplicationId: String(i) } : {};
      const { MessageId } = await sqs.sendMessage({ QueueUrl, MessageBody: `m${i}`, ...own });
      model.sent(MessageId!, `m${i}`, group);
      await cloud.sleep(s.gapMs);
    }
  });
  await cloud.run();

  const deadLetters: { id: string; receiveCount: number }[] = [];
  for (let idle = 0; idle < 1; ) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: deadUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    });
    for (const { MessageId, Attributes, ReceiptHandle } of Messages) {
      deadLetters.push({ id: MessageId!, receiveCount: Number(Attributes!.ApproximateReceiveCount) });
      await sqs.deleteMessage({ QueueUrl: deadUrl, ReceiptHandle });
    }
    if (Messages.length === 0) idle++;
  }
  if (violations.length > 0) throw violations[0];
  model.ended(deadLetters);
  messages += s.messages;
  retries += model.retries;
  dead += deadLetters.length;
  return cloud.trace.hash();
}

describe("a queue that feeds a function, against the model", () => {
  for (const [name, isFifo, seed] of [
    ["standard", false, 31_001],
    ["FIFO", true, 31_002],
  ] as const) {
    it(`${name}: nothing lost, nothing invented, limits held (seed ${seed}, 150 runs)`, async () => {
      const property = fc.asyncProperty(scenario(isFifo), async (s) => {
        await play(s, isFifo);
      });
      await fc.assert(property, { seed, numRuns: 150 });
    });

    it(`${name}: the same seed tells the same story (seed ${seed + 10}, 15 runs)`, async () => {
      const property = fc.asyncProperty(scenario(isFifo), async (s) => {
        expect(await play(s, isFifo)).toBe(await play(s, isFifo));
      });
      await fc.assert(property, { seed: seed + 10, numRuns: 15 });
    });
  }

  afterAll(() => {
    expect(messages).toBeGreaterThan(4_000);
    expect(retries).toBeGreaterThan(500);
    expect(dead).toBeGreaterThan(200);
  });
});
