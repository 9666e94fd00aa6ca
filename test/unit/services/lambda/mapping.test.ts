import { describe, expect, it } from "vitest";
import { makeBench, queueArn } from "./world";

const NONE = { coldStart: 0 };
interface Event {
  Records: { messageId: string; body: string; attributes: Record<string, string> }[];
}

describe("an event source mapping", () => {
  it("gives a function the messages of a queue as AWS writes them, and deletes them", async () => {
    const { cloud, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders");
    const events: Event[] = [];
    cloud.lambda("work", (event) => void events.push(event), NONE);
    await map("work", "orders");
    const { MessageId } = await sqs.sendMessage({
      QueueUrl,
      MessageBody: "hello",
      MessageAttributes: { kind: { DataType: "String", StringValue: "a" } },
    });
    await cloud.run();
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: MessageId,
            receiptHandle: expect.any(String),
            body: "hello",
            attributes: {
              ApproximateReceiveCount: "1",
              SentTimestamp: "1767571200000",
              SenderId: expect.any(String),
              ApproximateFirstReceiveTimestamp: "1767571200000",
            },
            messageAttributes: {
              kind: { stringValue: "a", stringListValues: [], binaryListValues: [], dataType: "String" },
            },
            md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
            md5OfBody: "5d41402abc4b2a76b9719d911017c592",
            eventSource: "aws:sqs",
            eventSourceARN: queueArn("orders"),
            awsRegion: "us-east-1",
          },
        ],
      },
    ]);
    expect(cloud.trace.for(MessageId!).at(-1)!.kind).toBe("sqs.Deleted");
  });

  it("leaves a failed batch to the visibility timeout and the queue's dead-letter queue", async () => {
    const { cloud, sqs, queue, map, bodies } = makeBench();
    await queue("dlq");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dlq"), maxReceiveCount: 3 });
    const QueueUrl = await queue("orders", { RedrivePolicy, VisibilityTimeout: "10" });
    const at: number[] = [];
    const fail = () => {
      at.push(cloud.now);
      throw new Error("no");
    };
    cloud.lambda("work", fail, NONE);
    await map("work", "orders");
    await sqs.sendMessage({ QueueUrl, MessageBody: "poison" });
    await cloud.run();
    expect(at).toEqual([0, 10_000, 20_000]);
    expect(await bodies("dlq")).toEqual(["poison"]);
  });

  it("polls in the background: five long polls of 20 s, which are on the bill", async () => {
    const { cloud, queue, map } = makeBench();
    await queue("idle");
    cloud.lambda("work", () => 1, NONE);
    await map("work", "idle");
    await cloud.run();
    expect(cloud.now).toBe(0);
    await cloud.run({ for: { minutes: 1 } });
    const polls = [...cloud.trace.events({ kinds: ["sqs.EmptyReceive"] })];
    expect(polls).toHaveLength(15);
  });

  it("stops at once when it is disabled or deleted, and takes up again", async () => {
    const { cloud, lambda, sqs, queue, map, bodies } = makeBench();
    const QueueUrl = await queue("orders");
    const seen: string[] = [];
    cloud.lambda("work", ({ Records }: Event) => void seen.push(Records[0]!.body), NONE);
    const UUID = await map("work", "orders");
    await cloud.run();
    expect((await lambda.updateEventSourceMapping({ UUID, Enabled: false })).State).toBe("Updating");
    expect((await lambda.getEventSourceMapping({ UUID })).State).toBe("Disabled");
    await sqs.sendMessage({ QueueUrl, MessageBody: "one" });
    await cloud.run();
    expect(seen).toEqual([]);
    await lambda.updateEventSourceMapping({ UUID, Enabled: true });
    await cloud.run();
    expect(seen).toEqual(["one"]);
    expect((await lambda.deleteEventSourceMapping({ UUID })).State).toBe("Deleting");
    await sqs.sendMessage({ QueueUrl, MessageBody: "two" });
    await cloud.run();
    expect([seen, await bodies("orders")]).toEqual([["one"], ["two"]]);
  });

  it("outlives the queue and the function, and finds them again", async () => {
    const { cloud, lambda, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders");
    const seen: string[] = [];
    const work = ({ Records }: Event) => void seen.push(Records[0]!.body);
    cloud.lambda("work", work, NONE);
    const UUID = await map("work", "orders");
    await cloud.run();
    await lambda.deleteFunction({ FunctionName: "work" });
    await sqs.deleteQueue({ QueueUrl });
    await cloud.run({ for: { minutes: 5 } });
    expect((await lambda.getEventSourceMapping({ UUID })).LastProcessingResult).toMatch(/^PROBLEM: /);
    await queue("orders");
    cloud.lambda("work", work, NONE);
    await sqs.sendMessage({ QueueUrl, MessageBody: "again" });
    await cloud.run({ for: { minutes: 2 } });
    expect(seen).toEqual(["again"]);
  });
});

describe("partial failures", () => {
  const cases: [string, (ids: string[]) => unknown, "all" | "none" | number][] = [
    ["the second of three", (ids) => ({ batchItemFailures: [{ itemIdentifier: ids[1] }] }), 1],
    ["an empty list", () => ({ batchItemFailures: [] }), "none"],
    ["a null list", () => ({ batchItemFailures: null }), "none"],
    ["an empty object", () => ({}), "none"],
    ["null", () => null, "none"],
    ["an empty string", () => "", "none"],
    ["an empty identifier", () => ({ batchItemFailures: [{ itemIdentifier: "" }] }), "all"],
    ["a null identifier", () => ({ batchItemFailures: [{ itemIdentifier: null }] }), "all"],
    ["a wrong key", (ids) => ({ batchItemFailures: [{ foo: ids[0] }] }), "all"],
    ["an unknown identifier", () => ({ batchItemFailures: [{ itemIdentifier: "nobody" }] }), "all"],
    ["a string", () => "done", "all"],
  ];
  it.each(cases)("%s", async (_name, answer, failed) => {
    const { cloud, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders", { VisibilityTimeout: "30" });
    let calls = 0;
    const again: string[] = [];
    const work = ({ Records }: Event) => {
      if (calls++ === 0) return answer(Records.map(({ messageId }) => messageId));
      again.push(...Records.map(({ body }) => body));
      return null;
    };
    cloud.lambda("work", work, NONE);
    await sqs.sendMessageBatch({ QueueUrl, Entries: ["0", "1", "2"].map((Id) => ({ Id, MessageBody: Id })) });
    await map("work", "orders", { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await cloud.run();
    expect(again).toEqual(failed === "all" ? ["0", "1", "2"] : failed === "none" ? [] : [String(failed)]);
    expect(cloud.now).toBe(failed === "none" ? 0 : 30_000);
  });

  it("are not looked at unless the mapping asks for them", async () => {
    const { cloud, sqs, queue, map, facts } = makeBench();
    const QueueUrl = await queue("orders");
    cloud.lambda("work", (e: Event) => ({ batchItemFailures: [{ itemIdentifier: e.Records[0]!.messageId }] }), NONE);
    await map("work", "orders");
    await sqs.sendMessage({ QueueUrl, MessageBody: "x" });
    await cloud.run();
    expect(facts("Succeeded", "ItemFailed")).toEqual(["0 s Succeeded"]);
  });
});

describe("batches", () => {
  async function sizes(batch: object, count: number, everyMs: number): Promise<{ at: number; size: number }[]> {
    const { cloud, sqs, queue, map } = makeBench();
    // Longer than the window: else messages come back while they are gathered.
    const QueueUrl = await queue("orders", { VisibilityTimeout: "300" });
    const found: { at: number; size: number }[] = [];
    cloud.lambda("work", ({ Records }: Event) => void found.push({ at: cloud.now, size: Records.length }), NONE);
    await map("work", "orders", batch);
    await cloud.run();
    cloud.every(everyMs, () => sqs.sendMessage({ QueueUrl, MessageBody: "x" }), { times: count });
    await cloud.run();
    return found;
  }

  it("without a window take what is there, one message often", async () => {
    const found = await sizes({ BatchSize: 10 }, 3, 1_000);
    expect(found).toEqual([1, 2, 3].map((second) => ({ at: second * 1_000, size: 1 })));
  });

  it("with a window gather until it is over, counted from the first message", async () => {
    const found = await sizes({ BatchSize: 100, MaximumBatchingWindowInSeconds: 5 }, 8, 1_000);
    expect(found).toEqual([
      { at: 6_000, size: 5 },
      { at: 11_000, size: 3 },
    ]);
  });

  it("close earlier when they are full", async () => {
    const found = await sizes({ BatchSize: 3, MaximumBatchingWindowInSeconds: 60 }, 7, 1_000);
    expect(found).toEqual([
      { at: 3_000, size: 3 },
      { at: 6_000, size: 3 },
      { at: 67_000, size: 1 },
    ]);
  });

  it("hold more than one receive can bring, and at most 6 MB", async () => {
    const { cloud, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders");
    const found: number[] = [];
    cloud.lambda("work", ({ Records }: Event) => void found.push(Records.length), NONE);
    const big = "x".repeat(1_000_000);
    for (let i = 0; i < 10; i++) await sqs.sendMessage({ QueueUrl, MessageBody: i < 8 ? big : "small" });
    for (let i = 0; i < 40; i++) await sqs.sendMessage({ QueueUrl, MessageBody: "small" });
    await map("work", "orders", { BatchSize: 30, MaximumBatchingWindowInSeconds: 10 });
    await cloud.run();
    expect(found).toEqual([6, 30, 14]);
  });
});

describe("filter criteria", () => {
  async function passed(pattern: string, bodies: string[]): Promise<string[]> {
    const { cloud, sqs, queue, map, facts } = makeBench();
    const QueueUrl = await queue("orders");
    const found: string[] = [];
    cloud.lambda("work", ({ Records }: Event) => void found.push(...Records.map(({ body }) => body)), NONE);
    await map("work", "orders", { FilterCriteria: { Filters: [{ Pattern: pattern }] } });
    for (const MessageBody of bodies) await sqs.sendMessage({ QueueUrl, MessageBody });
    await cloud.run();
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
    expect([Attributes!.ApproximateNumberOfMessages, Attributes!.ApproximateNumberOfMessagesNotVisible]).toEqual([
      "0",
      "0",
    ]);
    expect(facts("Filtered")).toHaveLength(bodies.length - found.length);
    return found;
  }
  const BODIES = ['{"kind":"a"}', '{"kind":"b"}', "a", '{"kind"'];

  it("on JSON bodies drop the others, and text", async () => {
    expect(await passed('{"body":{"kind":["a"]}}', BODIES)).toEqual(['{"kind":"a"}']);
  });

  it("on text drop the others, and JSON", async () => {
    expect(await passed('{"body":["a"]}', BODIES)).toEqual(["a"]);
  });

  it("on the rest of the record look at no body", async () => {
    expect(await passed('{"attributes":{"ApproximateReceiveCount":["1"]}}', BODIES)).toEqual(BODIES);
  });
});

describe("scaling", () => {
  /** Most batches at once, second by second. */
  async function ramp(more: object, seconds: number, options: object = {}): Promise<number[]> {
    const { cloud, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders", { VisibilityTimeout: "900" });
    for (let i = 0; i < 150; i++) {
      const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: String(n), MessageBody: "x" }));
      await sqs.sendMessageBatch({ QueueUrl, Entries });
    }
    let running = 0;
    const most: number[] = Array(seconds).fill(0);
    const work = async () => {
      running++;
      const second = Math.floor(cloud.now / 1_000);
      most[second] = Math.max(most[second] ?? 0, running);
      await cloud.sleep({ seconds: 100 });
      running--;
    };
    cloud.lambda("work", work, { ...NONE, timeout: { seconds: 900 }, ...options });
    await map("work", "orders", { BatchSize: 1, ...more });
    await cloud.run({ for: { seconds } });
    return most;
  }

  it("begins with 5 batches at once, and adds 300 a minute", async () => {
    const most = await ramp({}, 61);
    expect(most.slice(0, 4)).toEqual([5, 10, 15, 20]);
    expect(most[60]).toBe(305);
  });

  it("never passes MaximumConcurrency", async () => {
    const most = await ramp({ ScalingConfig: { MaximumConcurrency: 7 } }, 20);
    expect(most.slice(0, 3)).toEqual([5, 7, 0]);
    expect(Math.max(...most)).toBe(7);
  });

  it("holds back a batch whose window is over while all are busy", async () => {
    const { cloud, sqs, queue, map, facts } = makeBench();
    const QueueUrl = await queue("orders", { VisibilityTimeout: "60" });
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await cloud.sleep({ seconds: 5 });
      running--;
    };
    cloud.lambda("work", work, { ...NONE, timeout: { seconds: 10 } });
    const limits = { BatchSize: 100, MaximumBatchingWindowInSeconds: 1, ScalingConfig: { MaximumConcurrency: 2 } };
    await map("work", "orders", limits);
    await cloud.run();
    cloud.every(100, () => sqs.sendMessage({ QueueUrl, MessageBody: "x" }), { times: 100 });
    await cloud.run();
    expect(most).toBe(2);
    expect([...cloud.trace.events({ kinds: ["sqs.Deleted"] })]).toHaveLength(100);
    expect(facts("Throttled")).toEqual([]);
  });

  it("stops at a reservation, where batches are throttled and come back by themselves", async () => {
    const { cloud, sqs, queue, map, facts } = makeBench();
    const QueueUrl = await queue("orders", { VisibilityTimeout: "10" });
    let running = 0;
    const work = async () => {
      expect(++running).toBeLessThanOrEqual(2);
      await cloud.sleep({ seconds: 2 });
      running--;
    };
    cloud.lambda("work", work, { ...NONE, reservedConcurrency: 2 });
    await map("work", "orders", { BatchSize: 1 });
    for (let i = 0; i < 20; i++) await sqs.sendMessage({ QueueUrl, MessageBody: "x" });
    await cloud.run();
    expect(facts("Succeeded")).toHaveLength(20);
    expect(facts("Throttled").length).toBeGreaterThan(0);
  });

  it("of a FIFO queue is one batch for each group at a time, in order", async () => {
    const { cloud, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders.fifo", { ContentBasedDeduplication: "true" });
    const done: Record<string, string[]> = { a: [], b: [] };
    const running: Record<string, number> = { a: 0, b: 0 };
    const work = async ({ Records }: Event) => {
      const { body, attributes } = Records[0]!;
      const group = attributes.MessageGroupId!;
      expect(++running[group]!).toBe(1);
      await cloud.sleep({ seconds: 1 });
      done[group]!.push(body);
      running[group]!--;
    };
    cloud.lambda("work", work, NONE);
    await map("work", "orders.fifo", { BatchSize: 1 });
    for (let i = 0; i < 10; i++) {
      for (const MessageGroupId of ["a", "b"]) {
        await sqs.sendMessage({ QueueUrl, MessageBody: `${MessageGroupId}${i}`, MessageGroupId });
      }
    }
    await cloud.run();
    expect(done.a).toEqual(Array.from({ length: 10 }, (_, i) => `a${i}`));
    expect(done.b).toEqual(Array.from({ length: 10 }, (_, i) => `b${i}`));
    expect(cloud.now).toBe(10_000);
  });
});

describe("permissions and faults", () => {
  it("a role that has a policy needs sqs:ReceiveMessage and the like", async () => {
    const { cloud, queue, map } = makeBench();
    await queue("orders");
    cloud.lambda("work", () => 1, { role: "arn:aws:iam::123456789012:role/worker" });
    const allow = (Action: string[]) => ({ Statement: { Effect: "Allow", Action, Resource: "*" } });
    cloud.iam.putRolePolicy("worker", allow(["logs:*"]));
    const refusal = "The function execution role does not have permissions to call ReceiveMessage on SQS";
    await expect(map("work", "orders")).rejects.toThrow(refusal);
    cloud.iam.putRolePolicy("worker", allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]));
    await map("work", "orders");
  });

  it("a function or queue that is down loses nothing", async () => {
    const { cloud, sqs, queue, map, facts } = makeBench();
    const QueueUrl = await queue("orders", { VisibilityTimeout: "30" });
    cloud.lambda("work", () => 1, NONE);
    await map("work", "orders");
    await cloud.run();
    cloud.faults.down("work", { until: { minutes: 2 } });
    cloud.faults.down("orders", { from: { minutes: 5 }, until: { minutes: 8 } });
    for (let i = 0; i < 8; i++) await sqs.sendMessage({ QueueUrl, MessageBody: "x" });
    await cloud.run({ for: { minutes: 4 } });
    expect(facts("Succeeded").length).toBeGreaterThan(0);
    await cloud.run({ for: { minutes: 10 } });
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
    expect(Attributes!.ApproximateNumberOfMessages).toBe("0");
    expect(Attributes!.ApproximateNumberOfMessagesNotVisible).toBe("0");
  });
});

describe("the story of a message", () => {
  it("is told across the queue and the function, also for the second in a batch", async () => {
    const { cloud, sqs, queue, map } = makeBench();
    const QueueUrl = await queue("orders", { VisibilityTimeout: "30" });
    let calls = 0;
    const work = () => {
      if (calls++ === 0) throw new TypeError("boom");
    };
    cloud.lambda("work", work, { coldStart: 250 });
    const Entries = ["0", "1"].map((Id) => ({ Id, MessageBody: Id }));
    const { Successful } = await sqs.sendMessageBatch({ QueueUrl, Entries });
    await map("work", "orders");
    await cloud.run();
    const story = cloud.explain(Successful![1]!.MessageId!).lines.map(({ text }) => text.replace(/^[0-9a-f]{8}: /, ""));
    expect(story).toEqual([
      "sent to orders",
      "received from orders, attempt 1; hidden until 30 s",
      "function work is invoked",
      "work starts cold: 0.25 s",
      "handed to work in a batch of 2",
      "work fails after 0 s: TypeError: boom (by work)",
      "not deleted in time: visible again in orders",
      "received from orders, attempt 2; hidden until 1 min",
      "function work is invoked",
      "handed to work in a batch of 2",
      "work succeeds after 0 s (by work)",
      "deleted from orders: done",
    ]);
  });
});

describe("the batches at work of a mapping", () => {
  /** A full queue, a function that takes a minute for one message. Most at work at once, and when each began. */
  async function flood(more: object, minutes: number): Promise<{ most: number; began: number[] }> {
    const { cloud, sqs, queue, map } = makeBench({ quotas: "relaxed" });
    const QueueUrl = await queue("orders", { VisibilityTimeout: "400" });
    let now = 0;
    let most = 0;
    const began: number[] = [];
    const handler = async () => {
      began.push(cloud.now);
      most = Math.max(most, ++now);
      await cloud.sleep({ seconds: 60 });
      now--;
    };
    cloud.lambda("work", handler, { ...NONE, timeout: { seconds: 90 } });
    for (let i = 0; i < 400; i++) await sqs.sendMessage({ QueueUrl, MessageBody: String(i) });
    await map("work", "orders", { BatchSize: 1, ...more });
    await cloud.run({ for: { minutes } });
    return { most, began };
  }

  it("are five at first, and five more each second while all are busy", async () => {
    const { began } = await flood({}, 0.5);
    const by = (second: number) => began.filter((at) => at <= second * 1_000).length;
    expect([by(0), by(1), by(2), by(10)]).toEqual([5, 10, 15, 55]);
  });

  it("are never more than MaximumConcurrency", async () => {
    const { most, began } = await flood({ ScalingConfig: { MaximumConcurrency: 7 } }, 5);
    expect(most).toBe(7);
    expect(began.length).toBeGreaterThan(20);
  });
});
