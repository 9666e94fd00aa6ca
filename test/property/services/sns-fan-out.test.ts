/**
 * SNS to SQS: whatever is published, filtered, delayed by endpoints that are down and dead-lettered, nothing is lost, nothing
 * invented, nothing doubled, and on FIFO topics the messages of a group keep their order. The model knows nothing of nubelab:
 * it is a list of what was published and, for each queue, which of it the queue wants.
 */
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";

const SEED = 20260105;
const MINUTE = 60_000;
const KINDS = ["paid", "open", "void"];

interface QueuePlan {
  /** Kinds that its filter lets pass; undefined: no filter. */
  wants: string[] | undefined;
  raw: boolean;
  /** It does not answer from then to then, minutes. */
  down: { from: number; minutes: number } | undefined;
  /** The endpoint was deleted: everything goes to the dead-letter queue. */
  isGone: boolean;
}

interface Publication {
  afterMinutes: number;
  kind: string;
  group: string;
  batched: boolean;
}

interface Program {
  isFifo: boolean;
  queues: QueuePlan[];
  publications: Publication[];
}

const program: fc.Arbitrary<Program> = fc.record({
  isFifo: fc.boolean(),
  queues: fc.array(
    fc.record({
      wants: fc.option(fc.subarray(KINDS, { minLength: 1 }), { nil: undefined }),
      raw: fc.boolean(),
      down: fc.option(fc.record({ from: fc.nat(20), minutes: fc.integer({ min: 1, max: 90 }) }), { nil: undefined }),
      isGone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  publications: fc.array(
    fc.record({
      afterMinutes: fc.nat(3),
      kind: fc.constantFrom(...KINDS),
      group: fc.constantFrom("a", "b"),
      batched: fc.boolean(),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

interface Arrived {
  number: number;
  group: string;
}

async function play({ isFifo, queues, publications }: Program): Promise<{ arrived: Arrived[][]; hash: string }> {
  const cloud = new Cloud({ seed: 1 });
  const sns = cloud.client(SNS);
  const sqs = cloud.client(SQS);
  const suffix = isFifo ? ".fifo" : "";
  const { TopicArn } = await sns.createTopic({ Name: `t${suffix}`, Attributes: isFifo ? { FifoTopic: "true" } : {} });
  const urls: string[] = [];
  for (const [i, plan] of queues.entries()) {
    const name = `q${i}${suffix}`;
    const arn = `arn:aws:sqs:us-east-1:123456789012:${name}`;
    const Policy = JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn,
      },
    });
    const { QueueUrl } = await sqs.createQueue({
      QueueName: name,
      Attributes: { Policy, ...(isFifo && { FifoQueue: "true" }) },
    });
    urls.push(QueueUrl!);
    const gone = `arn:aws:sqs:us-east-1:123456789012:gone${i}${suffix}`;
    await sns.subscribe({
      TopicArn,
      Protocol: "sqs",
      Endpoint: plan.isGone ? gone : arn,
      Attributes: {
        RawMessageDelivery: String(plan.raw),
        ...(plan.wants && { FilterPolicy: JSON.stringify({ kind: plan.wants }) }),
        ...(plan.isGone && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }) }),
      },
    });
    const { down } = plan;
    // A dead-letter queue that is down loses letters, on AWS too.
    if (down && !plan.isGone) {
      cloud.faults.down(name, { from: down.from * MINUTE, until: (down.from + down.minutes) * MINUTE });
    }
  }
  for (const [number, { afterMinutes, kind, group, batched }] of publications.entries()) {
    await cloud.sleep(afterMinutes * MINUTE);
    const message = {
      Message: JSON.stringify({ number, group }),
      MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
      ...(isFifo && { MessageGroupId: group, MessageDeduplicationId: String(number) }),
    };
    if (batched) await sns.publishBatch({ TopicArn, PublishBatchRequestEntries: [{ Id: "1", ...message }] });
    else await sns.publish({ TopicArn, ...message });
  }
  await cloud.run({ for: { hours: 3 } });
  const arrived: Arrived[][] = [];
  for (const [i, url] of urls.entries()) {
    const found: Arrived[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 });
      if (Messages.length === 0) break;
      for (const { Body, ReceiptHandle } of Messages) {
        const text = queues[i]!.raw ? Body! : JSON.parse(Body!).Message;
        found.push(JSON.parse(text));
        await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
      }
    }
    arrived.push(found);
  }
  return { arrived, hash: cloud.trace.hash() };
}

/** What a queue must hold, in the order of publishing. */
function expected({ publications }: Program, { wants }: QueuePlan): Arrived[] {
  return publications.flatMap(({ kind, group }, number) =>
    wants === undefined || wants.includes(kind) ? [{ number, group }] : [],
  );
}

describe("SNS to SQS fan-out", () => {
  it(`loses, invents and doubles nothing, and keeps groups in order (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(program, async (each) => {
        const { arrived } = await play(each);
        for (const [i, plan] of each.queues.entries()) {
          const wanted = expected(each, plan);
          const byNumber = [...arrived[i]!].sort((a, b) => a.number - b.number);
          expect(byNumber).toEqual(wanted);
          if (!each.isFifo) continue;
          for (const group of ["a", "b"]) {
            const inGroup = (list: Arrived[]) => list.filter((one) => one.group === group);
            expect(inGroup(arrived[i]!)).toEqual(inGroup(wanted));
          }
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it(`tells the same story for the same seed (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(program, async (each) => {
        expect((await play(each)).hash).toBe((await play(each)).hash);
      }),
      { seed: SEED + 1, numRuns: 15 },
    );
  });
});
