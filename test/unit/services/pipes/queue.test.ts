/** Pipes from a queue: filter, enrichment, transformer, targets, failures, states, and a replay. */
import * as eventsClient from "@aws-sdk/client-eventbridge";
import * as lambdaClient from "@aws-sdk/client-lambda";
import * as pipesClient from "@aws-sdk/client-pipes";
import * as snsClient from "@aws-sdk/client-sns";
import * as sqsClient from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { replay } from "../../../../src/sdk/replay";
import { ACCOUNT, functionArn, makeBench, queueArn, queueUrl } from "./world";

type Bench = ReturnType<typeof makeBench>;
interface Record_ {
  messageId: string;
  body: string;
}

async function twoQueues(options: Parameters<typeof makeBench>[0] = {}): Promise<Bench> {
  const bench = makeBench(options);
  await bench.queue("in");
  await bench.queue("out");
  return bench;
}

describe("a pipe from a queue", () => {
  it("hands over each message as an event, and deletes it", async () => {
    const { pipe, send, cloud, bodies, depth } = await twoQueues();
    await pipe();
    await send("hello");
    await cloud.run();
    const [event, ...more] = (await bodies()).map((body) => JSON.parse(body));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      messageId: expect.any(String),
      body: "hello",
      attributes: { ApproximateReceiveCount: "1" },
      eventSource: "aws:sqs",
      eventSourceARN: queueArn("in"),
      awsRegion: "us-east-1",
    });
    expect(await depth("in")).toBe(0);
  });

  it("deletes what does not pass the filter, and costs nothing for it", async () => {
    const { pipe, send, cloud, bodies, depth, facts } = await twoQueues();
    const Pattern = JSON.stringify({ body: { total: [{ numeric: [">", 10] }] } });
    await pipe({
      SourceParameters: { FilterCriteria: { Filters: [{ Pattern }] } },
      TargetParameters: { InputTemplate: "<$.body.total>" },
    });
    for (const total of [5, 50]) await send({ total });
    await send("no JSON");
    await cloud.run();
    expect(await bodies()).toEqual(["50"]);
    expect(await depth("in")).toBe(0);
    expect(facts("Filtered")).toHaveLength(2);
    expect(cloud.bill().lines.find(({ unit }) => unit.en === "Pipes request")?.quantity).toBe(1);
  });

  it("transforms each event by its template", async () => {
    const { pipe, send, cloud, bodies } = await twoQueues();
    await pipe({
      TargetParameters: {
        InputTemplate: '{"id": <$.body.id>, "text": "order <$.body.id> of <aws.pipes.pipe-name>", "none": <$.body.x>}',
      },
    });
    await send({ id: 7 });
    await cloud.run();
    expect((await bodies()).map((body) => JSON.parse(body))).toEqual([{ id: 7, text: "order 7 of p", none: "" }]);
  });

  it("takes at most BatchSize in a batch, and waits for the window", async () => {
    const { pipe, send, cloud } = await twoQueues();
    const batches: string[][] = [];
    cloud.lambda("f", (events: Record_[]) => void batches.push(events.map(({ body }) => body)));
    await pipe({
      Target: functionArn("f"),
      SourceParameters: { SqsQueueParameters: { BatchSize: 2, MaximumBatchingWindowInSeconds: 5 } },
    });
    for (const n of [1, 2, 3]) await send(String(n));
    await cloud.run();
    expect(batches.map(({ length }) => length)).toEqual([2, 1]);
  });

  it("keeps the order of a FIFO queue's groups", async () => {
    const bench = makeBench();
    const { pipe, send, cloud, sqs } = bench;
    await bench.queue("in.fifo");
    await bench.queue("out.fifo");
    await pipe({
      Source: queueArn("in.fifo"),
      Target: queueArn("out.fifo"),
      TargetParameters: {
        InputTemplate: "<$.body.n>",
        SqsQueueParameters: { MessageGroupId: "$.attributes.MessageGroupId", MessageDeduplicationId: "$.messageId" },
      },
    });
    for (const n of [1, 2, 3, 4]) await send({ n }, "in.fifo", { MessageGroupId: n % 2 ? "odd" : "even" });
    await cloud.run();
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: queueUrl("out.fifo"),
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["MessageGroupId"],
    });
    const of = (group: string) =>
      Messages.filter(({ Attributes }) => Attributes!.MessageGroupId === group).map(({ Body }) => Body);
    expect([of("odd"), of("even")]).toEqual([
      ["1", "3"],
      ["2", "4"],
    ]);
  });

  it("tells its story, is drawn, and is metered", async () => {
    const { pipe, cloud, sqs } = await twoQueues();
    await pipe();
    const { MessageId } = await sqs.sendMessage({ QueueUrl: queueUrl("in"), MessageBody: "x" });
    await cloud.run();
    const story = cloud.explain(MessageId!).toString();
    for (const part of ["pipe p", "delivered to out", "sent to out"]) expect(story).toContain(part);
    const [started] = [...cloud.trace.events({ kinds: ["pipes.Started"] })];
    expect(cloud.trace.event(started!.cause).kind).toBe("sqs.Received");
    expect(cloud.topology().toString()).toContain("pipe p");
  });
});

describe("an enrichment", () => {
  it("gets the batch as a list, and its answer goes on", async () => {
    const { pipe, send, cloud, bodies } = await twoQueues();
    cloud.lambda(
      "enrich",
      (events: Record_[]) => events.map(({ body }) => ({ order: JSON.parse(body).id, name: "Ana" })),
      { duration: { milliseconds: 200 } },
    );
    await pipe({
      Enrichment: functionArn("enrich"),
      TargetParameters: { InputTemplate: '{"who": <$.name>, "order": <$.order>}' },
    });
    await send({ id: 1 });
    await cloud.run();
    expect((await bodies()).map((body) => JSON.parse(body))).toEqual([{ who: "Ana", order: 1 }]);
  });

  it("that answers nothing ends the execution: no target is called, and the message is done", async () => {
    const { pipe, send, cloud, bodies, depth, facts } = await twoQueues();
    cloud.lambda("enrich", () => []);
    await pipe({ Enrichment: functionArn("enrich") });
    await send("x");
    await cloud.run();
    expect([await bodies(), await depth("in"), facts("Succeeded")]).toEqual([[], 0, ["Succeeded"]]);
  });

  it("that fails leaves the messages to come again, up to the queue's own dead-letter queue", async () => {
    const bench = makeBench();
    await bench.queue("dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 2 });
    await bench.queue("in", { RedrivePolicy, VisibilityTimeout: "5" });
    await bench.queue("out");
    bench.cloud.lambda("enrich", () => {
      throw new Error("no data");
    });
    await bench.pipe({ Enrichment: functionArn("enrich") });
    await bench.send("x");
    await bench.cloud.run({ for: { minutes: 1 } });
    expect(bench.facts("EnrichmentFailed")).toEqual(Array(2).fill("EnrichmentFailed enrich: Error: no data"));
    expect(await bench.bodies("dead")).toEqual(["x"]);
  });
});

describe("a target", () => {
  it("may be a function that reports which messages have failed", async () => {
    const { pipe, send, cloud, facts } = await twoQueues();
    const seen: string[][] = [];
    cloud.lambda("f", (events: Record_[]) => {
      seen.push(events.map(({ body }) => body));
      const bad = seen.length === 1 ? events.filter(({ body }) => body === "2") : [];
      return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
    await pipe({ Target: functionArn("f"), SourceParameters: { SqsQueueParameters: { BatchSize: 10 } } });
    cloud.faults.down("in", { until: { seconds: 8 } });
    await cloud.run({ for: { seconds: 3 } });
    for (const n of [1, 2, 3]) await send(String(n));
    await cloud.run();
    expect(seen.flat().sort()).toEqual(["1", "2", "2", "3"]);
    expect(facts("ItemFailed")).toHaveLength(1);
  });

  it("may be a function that is not waited for", async () => {
    const { pipe, send, cloud, facts } = await twoQueues();
    cloud.lambda("f", () => {
      throw new Error("later");
    });
    await pipe({
      Target: functionArn("f"),
      TargetParameters: { LambdaFunctionParameters: { InvocationType: "FIRE_AND_FORGET" } },
    });
    await send("x");
    await cloud.run();
    expect(facts("Succeeded", "Failed")).toEqual(["Succeeded"]);
  });

  it("may be a bus or a topic", async () => {
    const { pipe, send, cloud, bodies } = await twoQueues();
    const Policy = JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: queueArn("out") },
    });
    await cloud.client(sqsClient.SQS).setQueueAttributes({ QueueUrl: queueUrl("out"), Attributes: { Policy } });
    const events = cloud.client(eventsClient.EventBridge);
    await events.putRule({ Name: "r", EventPattern: '{"detail-type": ["paid"], "source": ["Pipe p"]}' });
    await events.putTargets({ Rule: "r", Targets: [{ Id: "1", Arn: queueArn("out"), InputPath: "$.detail" }] });
    await pipe({
      Target: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`,
      TargetParameters: {
        InputTemplate: '{"n": <$.body.n>}',
        EventBridgeEventBusParameters: { DetailType: "$.body.type" },
      },
    });
    await send({ n: 1, type: "paid" });
    await cloud.run();
    expect(await bodies()).toEqual(['{"n":1}']);

    const sns = cloud.client(snsClient.SNS);
    const { TopicArn } = await sns.createTopic({ Name: "t" });
    await sns.subscribe({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn("out"),
      Attributes: { RawMessageDelivery: "true" },
    });
    await cloud.client(pipesClient.Pipes).updatePipe({
      Name: "p",
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/pipe`,
      Target: TopicArn,
      TargetParameters: { InputTemplate: "number <$.body.n>" },
    });
    await send({ n: 2 });
    await cloud.run();
    expect(await bodies()).toEqual(["number 2"]);
  });

  it("that takes ten at a time gets a larger batch in parts, and only what it refuses comes again", async () => {
    const { pipe, send, cloud, bodies, facts, depth } = await twoQueues();
    await pipe({
      SourceParameters: { SqsQueueParameters: { BatchSize: 25, MaximumBatchingWindowInSeconds: 10 } },
      // The last event is a control character, which no message may hold.
      TargetParameters: { InputTemplate: "<$.body.text>" },
    });
    for (let n = 0; n < 24; n++) await send({ text: `number ${n}` });
    await send({ text: String.fromCharCode(1) });
    await cloud.run({ for: { seconds: 20 } });
    expect(facts("Started")).toHaveLength(1);
    expect(facts("ItemFailed", "PartlyFailed")).toHaveLength(2);
    expect(new Set(await bodies()).size).toBe(24);
    expect(await depth("in")).toBe(1);
  });

  it("that fails leaves the messages to come again", async () => {
    const { pipe, send, cloud, bodies, facts, depth } = await twoQueues();
    cloud.faults.down("out", { until: { minutes: 1 } });
    await pipe();
    await send("x");
    await cloud.run({ for: { seconds: 20 } });
    expect(await depth("in")).toBe(1);
    await cloud.run({ for: { minutes: 2 } });
    expect(await bodies()).toHaveLength(1);
    expect(facts("TargetFailed").length).toBeGreaterThanOrEqual(1);
    expect(await depth("in")).toBe(0);
  });

  it("that the role may not call fails with the reason", async () => {
    const { pipe, send, cloud, facts } = await twoQueues();
    cloud.iam.putRolePolicy("pipe", {
      Statement: [
        {
          Effect: "Allow",
          Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          Resource: "*",
        },
      ],
    });
    await pipe();
    await send("x");
    await cloud.run({ for: { seconds: 10 } });
    expect(facts("TargetFailed")[0]).toContain("AccessDenied");
  });
});

describe("the states of a pipe", () => {
  it("are passed through on the virtual clock", async () => {
    const { pipes, cloud, send, bodies, facts } = await twoQueues();
    const input = {
      Name: "p",
      Source: queueArn("in"),
      Target: queueArn("out"),
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/pipe`,
    };
    const state = async () => (await pipes.describePipe({ Name: "p" })).CurrentState;
    await pipes.createPipe(input);
    await send("1");
    expect(await state()).toBe("CREATING");
    await cloud.run();
    expect([await state(), (await bodies()).length]).toEqual(["RUNNING", 1]);
    await pipes.stopPipe({ Name: "p" });
    await send("2");
    await cloud.run();
    expect([await state(), (await bodies()).length]).toEqual(["STOPPED", 0]);
    await pipes.startPipe({ Name: "p" });
    await cloud.run();
    expect([await state(), (await bodies()).length]).toEqual(["RUNNING", 1]);
    await pipes.deletePipe({ Name: "p" });
    await cloud.run();
    await expect(pipes.describePipe({ Name: "p" })).rejects.toBeInstanceOf(pipesClient.NotFoundException);
    expect(facts("StateChanged").map((each) => each.split(" ")[1])).toEqual([
      "CREATING",
      "RUNNING",
      "STOPPING",
      "STOPPED",
      "STARTING",
      "RUNNING",
      "DELETING",
    ]);
  });

  it("say why a pipe could not be made, and it can be started once its source is there", async () => {
    const bench = makeBench();
    await bench.queue("out");
    await bench.pipe();
    expect(await bench.pipes.describePipe({ Name: "p" })).toMatchObject({
      CurrentState: "CREATE_FAILED",
      StateReason: expect.stringContaining("QueueDoesNotExist"),
    });
    await bench.queue("in");
    await bench.pipes.startPipe({ Name: "p" });
    await bench.send("x");
    await bench.cloud.run();
    expect(await bench.bodies()).toHaveLength(1);
  });

  it("make calls fail as AWS's do while a fault holds", async () => {
    const { pipe, cloud, pipes } = await twoQueues();
    await pipe();
    cloud.faults.down("p", { until: { minutes: 1 } });
    cloud.faults.throttle("p", { from: { minutes: 1 } });
    await expect(pipes.describePipe({ Name: "p" })).rejects.toBeInstanceOf(pipesClient.InternalException);
    await cloud.run({ for: { minutes: 1 } });
    await expect(pipes.describePipe({ Name: "p" })).rejects.toBeInstanceOf(pipesClient.ThrottlingException);
  });
});

describe("a log with a pipe in it", () => {
  it("is replayed to the same trace (seed 13)", async () => {
    const bench = await twoQueuesRecorded();
    const { cloud, recorder } = bench;
    let calls = 0;
    cloud.lambda(
      "enrich",
      (events: Record_[]) => {
        if (++calls % 4 === 0) throw new Error("now and then");
        return events.map(({ body }) => ({ n: JSON.parse(body).n * 2 }));
      },
      { duration: (_event, random) => random.integer(10, 900) },
    );
    await bench.pipe({ Enrichment: functionArn("enrich"), SourceParameters: { SqsQueueParameters: { BatchSize: 3 } } });
    cloud.poisson({ name: "customers", perSecond: 2, times: 30 }, (n) => bench.send({ n }));
    await cloud.run();
    expect(await bench.bodies()).toHaveLength(30);
    const clients = { sqs: sqsClient, lambda: lambdaClient, pipes: pipesClient };
    expect(await replay(structuredClone(recorder.log()), { cloud: { seed: 13 }, clients })).toMatchObject({
      holds: true,
    });
  });

  async function twoQueuesRecorded() {
    const bench = makeBench({ seed: 13 });
    const recorder = bench.cloud.record();
    await bench.queue("in");
    await bench.queue("out");
    return { ...bench, recorder };
  }
});
