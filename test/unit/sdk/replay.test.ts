import * as sqsModule from "@aws-sdk/client-sqs";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud, type CloudOptions } from "../../../src/sdk";
import type { CallLog } from "../../../src/sdk/log";
import { replay } from "../../../src/sdk/replay";

const clients = { sqs: sqsModule };

/** A lab as a student would write it: two queues, retries to the dead-letter queue, everything that takes time. */
async function lab(options: CloudOptions): Promise<{ log: CallLog; hash: string; cloud: Cloud }> {
  const cloud = new Cloud(options);
  const recorder = cloud.record();
  const sqs = cloud.client(SQS);
  const other = cloud.client(SQS, { as: "user/eve" });
  const { QueueUrl: dead } = await sqs.createQueue({ QueueName: "dead" });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: dead, AttributeNames: ["QueueArn"] });
  const { QueueUrl } = await sqs.createQueue({
    QueueName: "orders",
    Attributes: {
      VisibilityTimeout: "2",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes!.QueueArn, maxReceiveCount: "2" }),
    },
  });
  cloud.poisson({ name: "customers", perSecond: 5, times: 40 }, async (i) => {
    const mark = { DataType: "Binary", BinaryValue: Uint8Array.of(i) };
    await sqs.sendMessage({ QueueUrl, MessageBody: `order ${i}`, DelaySeconds: i % 3, MessageAttributes: { mark } });
  });
  cloud.spawn("worker", async () => {
    for (let empty = 0; empty < 3; ) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 4, WaitTimeSeconds: 3 });
      if (Messages.length === 0) empty++;
      for (const { Body, ReceiptHandle } of Messages) {
        await cloud.sleep(cloud.random("work").exponential(100));
        if (!Body!.endsWith("7")) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
      }
    }
  });
  cloud.spawn("intruder", async () => {
    await cloud.sleep(1_234);
    await other.purgeQueue({ QueueUrl }).catch(() => {});
    await sqs.sendMessage({ QueueUrl: `${QueueUrl}-missing`, MessageBody: "x" }).catch(() => {});
  });
  await cloud.run();
  await sqs.receiveMessage({ QueueUrl: dead, MaxNumberOfMessages: 10 });
  return { log: recorder.log(), hash: cloud.trace.hash(), cloud };
}

const OPTIONS: CloudOptions = { seed: "lab", anomalies: "typical" };

/** What comes over a pipe: the same data, other objects. */
const sent = (log: CallLog): CallLog => structuredClone(log);

describe("a log of calls", () => {
  it("has every call in its place", async () => {
    const { log } = await lab(OPTIONS);
    expect(log).toMatchObject({ version: 1, seed: "lab", start: Date.UTC(2026, 0, 5) });
    expect(log.calls[0]).toMatchObject({
      at: 0,
      events: 0,
      actor: "",
      caller: { principal: "arn:aws:iam::123456789012:root" },
      service: "sqs",
      operation: "CreateQueue",
      input: { QueueName: "dead" },
      outcome: { kind: "answered", output: { QueueUrl: expect.stringContaining("/dead") } },
    });
    const refused = log.calls.filter((call) => call.outcome.kind === "refused");
    expect(refused.at(-1)).toMatchObject({ actor: "intruder", at: 1_234, outcome: { code: "QueueDoesNotExist" } });
    expect(log.calls.map((call) => call.actor)).toEqual(
      expect.arrayContaining(["", "customers", "worker", "intruder"]),
    );
  });

  it("must be begun before the first call", async () => {
    const cloud = new Cloud();
    await cloud.client(SQS).listQueues({});
    expect(() => cloud.record()).toThrow("record() must come before the first call");
  });

  it("does not change after it was taken", async () => {
    const cloud = new Cloud();
    const recorder = cloud.record();
    expect(cloud.record()).toBe(recorder);
    const sqs = cloud.client(SQS);
    await sqs.listQueues({});
    const log = recorder.log();
    await sqs.listQueues({});
    expect(log.calls).toHaveLength(1);
    expect(recorder.log().calls).toHaveLength(2);
  });
});

describe("a replay", () => {
  it("yields the same answers and the same hash", async () => {
    const { log, hash } = await lab(OPTIONS);
    const replayed = await replay(sent(log), { cloud: OPTIONS, clients });
    expect(replayed).toMatchObject({ holds: true });
    if (!replayed.holds) return;
    expect(replayed.cloud.trace.hash()).toBe(hash);
    expect(replayed.cloud.now).toBe(log.end.at);
  });

  it.each(Array.from({ length: 15 }, (_, i) => i))("holds for seed %i, with either flush", async (seed) => {
    const flush = seed % 2 === 0 ? "tick" : "immediate";
    const { log } = await lab({ seed, flush, anomalies: "typical" });
    const replayed = await replay(sent(log), { cloud: { seed, anomalies: "typical" }, clients });
    expect(replayed).toMatchObject({ holds: true });
  });

  it("holds for a log that was taken while calls were still waiting", async () => {
    const cloud = new Cloud({ seed: 3 });
    const recorder = cloud.record();
    const sqs = cloud.client(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
    cloud.spawn("waiting", () => sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }));
    await cloud.run({ for: { seconds: 5 } });
    const log = recorder.log();
    expect(log.calls.at(-1)!.outcome).toEqual({ kind: "pending" });
    expect(await replay(sent(log), { cloud: { seed: 3 }, clients })).toMatchObject({ holds: true });
  });

  it("holds for calls of several processes in one instant", async () => {
    const cloud = new Cloud({ seed: 3 });
    const recorder = cloud.record();
    const sqs = cloud.client(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
    for (let i = 0; i < 5; i++) {
      cloud.spawn(`p${i}`, async () => {
        await cloud.sleep(100);
        await sqs.sendMessage({ QueueUrl, MessageBody: `${i}`, DelaySeconds: 1 });
        await cloud.sleep(900);
        await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
      });
    }
    await cloud.run();
    expect(await replay(sent(recorder.log()), { cloud: { seed: 3 }, clients })).toMatchObject({ holds: true });
  });

  describe("refuses a forged log:", () => {
    /** Turns an honest log into a forged one. */
    type Forge = (log: CallLog) => void;
    const find = (log: CallLog, operation: string) => log.calls.find((call) => call.operation === operation)!;
    const forgeries: [name: string, reason: RegExp, forge: Forge][] = [
      ["another seed", /another seed or start/, (log) => Object.assign(log, { seed: "mine" })],
      ["another hash", /another hash/, (log) => Object.assign(log.end, { hash: "0".repeat(64) })],
      ["a call left out", /another|no run/, (log) => log.calls.splice(9, 1)],
      ["a call made twice", /another|no run/, (log) => log.calls.splice(5, 0, log.calls[4]!)],
      ["the last calls left out", /no run|another hash/, (log) => log.calls.splice(-3)],
      [
        "another body",
        /another answer/,
        (log) => Object.assign(find(log, "SendMessage").input!, { MessageBody: "more" }),
      ],
      [
        "another answer",
        /another answer|another hash/,
        (log) => {
          const output = { Messages: [{ Body: "never sent" }] };
          find(log, "ReceiveMessage").outcome = { kind: "answered", output };
        },
      ],
      [
        "a refusal that never was",
        /another answer/,
        (log) => Object.assign(find(log, "CreateQueue"), { outcome: { kind: "refused", code: "No", message: "" } }),
      ],
      ["another process", /another hash/, (log) => Object.assign(find(log, "SendMessage"), { actor: "somebody else" })],
      [
        "another caller",
        /another answer/,
        (log) => Object.assign(find(log, "PurgeQueue"), { caller: log.calls[0]!.caller }),
      ],
      [
        "another time",
        /another|no run/,
        (log) => {
          const i = log.calls.findIndex(({ at }, i) => at > 1_000 && log.calls[i + 1]!.at > at);
          log.calls[i]!.at += (log.calls[i + 1]!.at - log.calls[i]!.at) / 2;
        },
      ],
      [
        "another place among the services' events",
        /another|no run/,
        (log) => {
          const i = log.calls.findIndex(({ events }, i) => log.calls[i + 1]!.events > events);
          log.calls[i]!.events++;
        },
      ],
      ["time that runs back", /lies before the entry above it/, (log) => Object.assign(log.calls[3]!, { at: 1e9 })],
    ];

    it.each(forgeries)("%s", async (_name, reason, forge) => {
      const { log } = await lab(OPTIONS);
      const forged = sent(log);
      forge(forged);
      const replayed = await replay(forged, { cloud: OPTIONS, clients });
      expect(replayed).toMatchObject({ holds: false, reason: expect.stringMatching(reason) });
    });
  });

  describe("refuses what is no log:", () => {
    const call = {
      at: 0,
      events: 0,
      actor: "",
      caller: { principal: "arn:aws:iam::123456789012:root", account: "123456789012", secureTransport: true },
      service: "sqs",
      operation: "ListQueues",
      input: {},
      outcome: { kind: "pending" },
    };
    const end = { at: 0, events: 0, facts: 0, hash: "" };
    const log = { version: 1, seed: 1, start: 0, calls: [call], end };
    const withCall = (change: object) => ({ ...log, calls: [{ ...call, ...change }] });
    const rubbish: [name: string, log: unknown, reason: RegExp][] = [
      ["nothing", undefined, /the log: an object/],
      ["a list", [], /the log: an object/],
      ["another version", { ...log, version: 2 }, /version 1/],
      ["calls that are no list", { ...log, calls: {} }, /calls: a list/],
      ["too many calls", { ...log, calls: new Array(100_001).fill(call) }, /at most 100000/],
      ["an unknown service", withCall({ service: "__proto__" }), /no operation __proto__/],
      ["an unknown operation", withCall({ operation: "constructor" }), /no operation sqs constructor/],
      [
        "an input of the wrong shape",
        withCall({ input: { MaxResults: "all" } }),
        /call 0.input: MaxResults must be a number/,
      ],
      [
        "an input that is too large",
        withCall({ input: { QueueNamePrefix: "x".repeat(5_000_000) } }),
        /call 0.input: too large/,
      ],
      ["a time that is none", withCall({ at: Number.NaN }), /call 0.at: a number/],
      ["a time beyond all labs", withCall({ at: 1e15 }), /call 0.at: a number from 0/],
      ["half an event", withCall({ events: 0.5 }), /call 0.events: a whole number/],
      ["an actor that is none", withCall({ actor: {} }), /call 0.actor: a text/],
      [
        "a caller of another account",
        withCall({ caller: { ...call.caller, account: "999999999999" } }),
        /call 0.caller/,
      ],
      ["a caller that is none", withCall({ caller: { ...call.caller, principal: "me" } }), /call 0.caller/],
      ["an outcome that is none", withCall({ outcome: { kind: "won" } }), /call 0.outcome.kind/],
      ["no end", { ...log, end: undefined }, /end: an object/],
    ];

    it.each(rubbish)("%s", async (_name, given, reason) => {
      const replayed = await replay(given, { cloud: {}, clients });
      expect(replayed).toMatchObject({ holds: false, reason: expect.stringMatching(reason) });
    });
  });
});
