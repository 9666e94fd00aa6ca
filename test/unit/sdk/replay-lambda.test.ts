/** A log with handlers in it: the replay needs none of them. */
import * as lambdaClient from "@aws-sdk/client-lambda";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import type { CallLog } from "../../../src/sdk/log";
import { replay } from "../../../src/sdk/replay";

const clients = { sqs: sqsClient, lambda: lambdaClient };

/** Orders go through a function that takes its time, fails now and then, times out once, and writes to a second queue. */
async function play(): Promise<{ log: CallLog; cloud: Cloud }> {
  const cloud = new Cloud({ seed: 5 });
  const recorder = cloud.record();
  const sqs = cloud.client(sqsClient.SQS);
  const lambda = cloud.client(lambdaClient.Lambda);
  const orders = (await sqs.createQueue({ QueueName: "orders" })).QueueUrl!;
  const done = (await sqs.createQueue({ QueueName: "done" })).QueueUrl!;
  let calls = 0;
  cloud.lambda(
    "work",
    async (event: { Records: { messageId: string; body: string }[] }) => {
      calls++;
      if (calls === 2) throw new RangeError("not now");
      if (calls === 4) await cloud.sleep({ seconds: 60 });
      for (const { body } of event.Records) await sqs.sendMessage({ QueueUrl: done, MessageBody: body });
      const [first] = event.Records;
      return { batchItemFailures: calls === 3 ? [{ itemIdentifier: first!.messageId }] : [] };
    },
    { timeout: { seconds: 10 }, duration: (_event, random) => random.integer(50, 500) },
  );
  await lambda.createEventSourceMapping({
    FunctionName: "work",
    EventSourceArn: `arn:aws:sqs:us-east-1:${cloud.account}:orders`,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  });
  cloud.poisson({ name: "customers", perSecond: 3, times: 12 }, (i) =>
    sqs.sendMessage({ QueueUrl: orders, MessageBody: `order ${i}` }),
  );
  await cloud.run();
  await lambda.invoke({ FunctionName: "work", Payload: JSON.stringify({ Records: [{ messageId: "m", body: "x" }] }) });
  return { log: recorder.log(), cloud };
}

describe("a log with handlers in it", () => {
  it("is replayed without them, to the same trace (seed 5)", async () => {
    const { log, cloud } = await play();
    for (const kind of ["Failed", "TimedOut", "ItemFailed", "Succeeded"]) {
      expect([...cloud.trace.events({ kinds: [`lambda.${kind}`] })], kind).not.toHaveLength(0);
    }
    const again = await replay(structuredClone(log), { cloud: { seed: 5 }, clients });
    expect(again).toMatchObject({ holds: true });
  });

  it("keeps what caused a handler's calls: the invocation that it worked for", async () => {
    const { log, cloud } = await play();
    const invocations = new Set([...cloud.trace.events({ kinds: ["lambda.Invoked"] })].map(({ index }) => index));
    const sent = [...cloud.trace.events({ kinds: ["sqs.Sent"], resource: "done" })];
    expect(sent.length).toBeGreaterThan(5);
    for (const { cause } of sent) expect(invocations).toContain(cloud.trace.causeOf(cause));
    // Another invocation than the one that worked is another story.
    const calls = log.calls.filter(({ operation, actor }) => operation === "SendMessage" && actor === "work");
    calls[0]!.origin = "none";
    expect(await replay(structuredClone(log), { cloud: { seed: 5 }, clients })).toMatchObject({ holds: false });
  });

  it("does not hold when a handler's answer was changed", async () => {
    const { log } = await play();
    const failed = log.calls.find(({ input }) => (input as { Error?: object }).Error !== undefined)!;
    failed.input = { RequestId: (failed.input as { RequestId: string }).RequestId, Payload: "null" };
    expect(await replay(structuredClone(log), { cloud: { seed: 5 }, clients })).toMatchObject({ holds: false });
  });

  it("is refused when an answer has the wrong shape", async () => {
    const { log } = await play();
    log.calls.find(({ operation }) => operation === "RuntimeResponse")!.input = { RequestId: 7 };
    const { holds, reason } = (await replay(structuredClone(log), { cloud: { seed: 5 }, clients })) as {
      holds: boolean;
      reason: string;
    };
    expect([holds, reason]).toEqual([false, expect.stringContaining("RequestId")]);
  });
});
