import { describe, expect, it } from "vitest";
import { retryDelayMs } from "../../../../src/services/retry";
import {
  bodies,
  bridge,
  events,
  makeQueue,
  makeRule,
  makeTopic,
  makeWorld,
  put,
  queueArn,
  queueUrl,
  ROOT,
  sqs,
  story,
  subscribe,
} from "./world";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("an event", () => {
  it("goes to the targets of every rule that matches it, as the document that AWS makes of it", async () => {
    const world = makeWorld();
    makeQueue(world, "all");
    makeQueue(world, "big");
    makeRule(world, "everything", { source: ["shop"] }, [queueArn("all")]);
    makeRule(world, "big-orders", { detail: { total: [{ numeric: [">", 100] }] } }, [queueArn("big"), queueArn("all")]);
    const id = put(world, { total: 7 }, { Resources: ["order/1"] });
    put(world, { total: 700 });
    expect(JSON.parse((await bodies(world, "all"))[0]!)).toEqual({
      version: "0",
      id,
      "detail-type": "Order",
      source: "shop",
      account: "123456789012",
      time: "2026-01-05T00:00:00Z",
      region: "us-east-1",
      resources: ["order/1"],
      detail: { total: 7 },
    });
    expect((await bodies(world, "big")).map((body) => JSON.parse(body).detail)).toEqual([{ total: 700 }]);
    expect(story(world, "Published", "Matched")).toEqual([
      "Published shop Order 27",
      "Matched everything 1",
      "Published shop Order 22",
      "Matched everything 1",
      "Matched big-orders 2",
    ]);
  });

  it("that no rule matches is told in the trace", () => {
    const world = makeWorld();
    makeRule(world, "other", { source: ["bank"] }, [queueArn("q")]);
    put(world, {});
    expect(story(world, "Unmatched")).toEqual(["Unmatched  1"]);
  });

  it("finds a rule no more when it is disabled or deleted, and again when enabled", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    makeRule(world, "r", { source: ["shop"] }, [queueArn("q")]);
    events(world, "DisableRule", { Name: "r" });
    put(world, { n: 1 });
    events(world, "EnableRule", { Name: "r" });
    put(world, { n: 2 });
    expect(() => events(world, "DeleteRule", { Name: "r" })).toThrow("Rule can't be deleted since it has targets.");
    events(world, "RemoveTargets", { Rule: "r", Ids: ["t0"] });
    events(world, "DeleteRule", { Name: "r" });
    put(world, { n: 3 });
    expect((await bodies(world, "q")).map((body) => JSON.parse(body).detail.n)).toEqual([2]);
  });

  it("crosses from EventBridge to SNS to SQS, each fact caused by the one before", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    const topic = makeTopic(world, "news");
    const Policy = JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic,
      },
    });
    world.sns.call("SetTopicAttributes", { TopicArn: topic, AttributeName: "Policy", AttributeValue: Policy }, ROOT);
    subscribe(world, topic, "sqs", queueArn("q"), { RawMessageDelivery: "true" });
    makeRule(world, "r", { source: ["shop"] }, [topic]);
    put(world, { n: 1 });
    const { trace } = world.sim;
    const chain: string[] = [];
    const last = [...trace.events({ kinds: ["sns.Delivered"] })][0]!.index;
    for (let row = last; row >= 0; row = trace.event(row).cause) chain.push(trace.event(row).kind);
    expect(chain.reverse()).toEqual([
      "eventbridge.Request",
      "eventbridge.Published",
      "eventbridge.Matched",
      "eventbridge.Attempted",
      "sns.Request",
      "sns.Published",
      "sns.Attempted",
      "sns.Delivered",
    ]);
    expect(JSON.parse((await bodies(world, "q"))[0]!).detail).toEqual({ n: 1 });
  });

  it("of the cloud's own services comes to the default bus", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    makeRule(world, "uploads", { source: ["aws.s3"], detail: { object: { key: [{ suffix: ".png" }] } } }, [
      queueArn("q"),
    ]);
    bridge(world).notify("aws.s3", "Object Created", ["arn:aws:s3:::photos"], { object: { key: "a.png" } }, -1);
    bridge(world).notify("aws.s3", "Object Created", ["arn:aws:s3:::photos"], { object: { key: "a.txt" } }, -1);
    const [body, ...rest] = await bodies(world, "q");
    expect(rest).toEqual([]);
    expect(JSON.parse(body!)).toMatchObject({ source: "aws.s3", "detail-type": "Object Created" });
  });
});

describe("an entry of PutEvents", () => {
  it.each([
    [{ Source: undefined }, "InvalidArgument", "Parameter Source is not valid. Reason: Source is a required argument."],
    [
      { DetailType: "" },
      "InvalidArgument",
      "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
    ],
    [{ Detail: "" }, "InvalidArgument", "Parameter Detail is not valid. Reason: Detail is a required argument."],
    [{ Detail: "{" }, "MalformedDetail", "Detail is malformed."],
    [{ Detail: "[1]" }, "MalformedDetail", "Detail is malformed."],
    [{ Source: "aws.s3" }, "NotAuthorizedForSourceException", "Not authorized for the source."],
  ])("%j is refused alone", (wrong, ErrorCode, ErrorMessage) => {
    const world = makeWorld();
    const right = { Source: "shop", DetailType: "Order", Detail: "{}" };
    const answer = events(world, "PutEvents", { Entries: [{ ...right, ...wrong }, right] });
    expect(answer).toEqual({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode, ErrorMessage }, { EventId: expect.any(String) }],
    });
    expect(story(world, "Published")).toHaveLength(1);
  });

  it("is one of ten, and of 256 KB with the others", () => {
    const world = makeWorld();
    const entry = (bytes: number) => ({
      Source: "s",
      DetailType: "t",
      Detail: JSON.stringify({ x: "x".repeat(bytes - 10) }),
    });
    expect(() => events(world, "PutEvents", { Entries: Array(11).fill(entry(20)) })).toThrow(
      "less than or equal to 10",
    );
    expect(events(world, "PutEvents", { Entries: [entry(262_144)] }).FailedEntryCount).toBe(0);
    expect(() => events(world, "PutEvents", { Entries: [entry(262_145)] })).toThrow("over the limit");
    const relaxed = makeWorld({ quotas: "relaxed" });
    expect(events(relaxed, "PutEvents", { Entries: [entry(1_000_000)] }).FailedEntryCount).toBe(0);
  });

  it("for a bus that is not there is accepted and dropped", () => {
    const world = makeWorld();
    expect(put(world, {}, { EventBusName: "nowhere" })).toMatch(/^[0-9a-f-]{36}$/);
    expect(story(world, "Dropped")).toEqual(["Dropped there is no such bus"]);
  });
});

describe("a target that does not answer", () => {
  const target = (more: object = {}) => ({ Arn: queueArn("q"), DeadLetterConfig: { Arn: queueArn("dead") }, ...more });

  function failing(more: object = {}) {
    const world = makeWorld();
    makeQueue(world, "q");
    makeQueue(world, "dead");
    makeRule(world, "r", { source: ["shop"] }, [target(more)]);
    return world;
  }

  it("is tried again with growing waits, and gets the event when it is back", async () => {
    const world = failing();
    world.sim.faults.down("q", { until: HOUR });
    put(world, { n: 1 });
    await world.sim.run();
    const at = [...world.sim.trace.events({ kinds: ["eventbridge.Attempted"] })].map((event) => event.at / 1_000);
    expect(at.slice(0, 6)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(at.at(-1)).toBeGreaterThanOrEqual(3_600);
    expect(at.at(-1)).toBeLessThan(3_600 + 480);
    expect(await bodies(world, "q")).toHaveLength(1);
    expect(await bodies(world, "dead")).toEqual([]);
  });

  it("for good is tried 186 times within 24 hours; then the event is a dead letter that says why", async () => {
    const world = failing();
    world.sim.faults.down("q");
    put(world, { n: 1 });
    await world.sim.run();
    expect(story(world, "Attempted")).toHaveLength(186);
    expect(world.sim.now).toBeLessThanOrEqual(DAY);
    expect(world.sim.now).toBeGreaterThan(DAY - HOUR);
    const { Messages } = await sqs(world, "ReceiveMessage", {
      QueueUrl: queueUrl("dead"),
      MessageAttributeNames: ["All"],
    });
    expect(JSON.parse(Messages[0].Body).detail).toEqual({ n: 1 });
    const said = Object.fromEntries(
      Object.entries(Messages[0].MessageAttributes as Record<string, { StringValue: string }>).map(([name, each]) => [
        name,
        each.StringValue,
      ]),
    );
    expect(said).toEqual({
      RULE_ARN: "arn:aws:events:us-east-1:123456789012:rule/r",
      TARGET_ARN: queueArn("q"),
      ERROR_CODE: "INTERNAL_ERROR",
      ERROR_MESSAGE: "ServiceUnavailable: The endpoint of q does not answer.",
      RETRY_ATTEMPTS: "185",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    });
  });

  it.each([
    [{ RetryPolicy: { MaximumRetryAttempts: 0 } }, 1],
    [{ RetryPolicy: { MaximumRetryAttempts: 3 } }, 4],
    [{ RetryPolicy: { MaximumEventAgeInSeconds: 60 } }, 6], // at 0, 1, 3, 7, 15, 31 s; the next would be at 63 s
  ])("has a policy of its own: %j", async (policy, attempts) => {
    const world = failing(policy);
    world.sim.faults.down("q");
    put(world, {});
    await world.sim.run();
    expect(story(world, "Attempted")).toHaveLength(attempts);
    expect(await bodies(world, "dead")).toHaveLength(1);
  });

  it("or refuses is not tried again", async () => {
    const world = makeWorld();
    makeQueue(world, "dead");
    makeRule(world, "r", { source: ["shop"] }, [{ ...target(), Arn: queueArn("gone") }]);
    put(world, {});
    expect(story(world, "Attempted", "Failed", "DeadLettered")).toEqual([
      "Attempted r to gone 1",
      "Failed r to gone: QueueDoesNotExist: The specified queue does not exist. 1",
      "DeadLettered dead 1",
    ]);
  });

  it("without a dead-letter queue the event is dropped, and the trace says so", () => {
    const world = makeWorld();
    makeRule(world, "r", { source: ["shop"] }, ["arn:aws:lambda:us-east-1:123456789012:function:bill"]);
    put(world, {});
    expect(story(world, "Dropped")).toEqual(["Dropped r to bill: nubelab does not simulate lambda 1"]);
  });

  it("waits double up to 8 minutes, and all of them together a day", () => {
    let sum = 0;
    for (let retry = 1; retry <= 185; retry++) sum += retryDelayMs(retry);
    expect(retryDelayMs(185)).toBe(8 * MINUTE);
    expect(sum).toBeLessThanOrEqual(DAY);
    expect(sum).toBeGreaterThan(DAY - HOUR);
  });
});

describe("what a target is sent", () => {
  const event = { total: 7, items: [{ sku: "a" }], name: 'O"Neil' };

  async function sent(more: object): Promise<string> {
    const world = makeWorld();
    makeQueue(world, "q");
    makeRule(world, "r", { source: ["shop"] }, [{ Arn: queueArn("q"), ...more }]);
    put(world, event);
    return (await bodies(world, "q"))[0]!;
  }

  it("is a text of its own", async () => expect(await sent({ Input: '{"fixed": true}' })).toBe('{"fixed": true}'));
  it("is a part of the event", async () => expect(await sent({ InputPath: "$.detail.items[0]" })).toBe('{"sku":"a"}'));
  it("is nothing where the event has no such part", async () =>
    expect(await sent({ InputPath: "$.detail.no" })).toBe("null"));
  it("is a template in JSON", async () => {
    const InputTransformer = {
      InputPathsMap: {
        total: "$.detail.total",
        name: "$.detail.name",
        items: "$.detail.items",
        kind: "$['detail-type']",
      },
      InputTemplate:
        '{"sum": <total>, "who": <name>, "said": "<kind> of <name>", "list": <items>, "rule": <aws.events.rule-name>}',
    };
    expect(JSON.parse(await sent({ InputTransformer }))).toEqual({
      sum: 7,
      who: 'O"Neil',
      said: 'Order of O"Neil',
      list: [{ sku: "a" }],
      rule: "r",
    });
  });
  it("is a template of text, in several lines", async () => {
    const InputTransformer = {
      InputPathsMap: { total: "$.detail.total", no: "$.detail.no" },
      InputTemplate: '"Order of <total>"\n"missing: <no>"',
    };
    expect(await sent({ InputTransformer })).toBe('"Order of 7\\nmissing: "');
  });
  it("can hold the whole event", async () => {
    const InputTransformer = {
      InputTemplate: '{"all": <aws.events.event.json>, "at": <aws.events.event.ingestion-time>}',
    };
    expect(JSON.parse(await sent({ InputTransformer }))).toMatchObject({
      all: { source: "shop", detail: event },
      at: "2026-01-05T00:00:00.000Z",
    });
  });
  it.each([
    [
      { Input: "{}", InputPath: "$" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target t0.",
    ],
    [{ Input: "{" }, "JSON syntax error in input for target t0"],
    [{ InputPath: "detail" }, "InputPath of target t0 is not a JSON path"],
    [{ InputTransformer: { InputPathsMap: {}, InputTemplate: "<x>" } }, "placeholder <x> is not in InputPathsMap"],
    [{ InputTransformer: { InputPathsMap: { x: "detail" }, InputTemplate: "<x>" } }, "is not a JSON path"],
    [{ InputTransformer: { InputPathsMap: { awsx: "$" }, InputTemplate: "<awsx>" } }, "names must not start with AWS"],
  ])("cannot be %j", (more, message) => {
    const world = makeWorld();
    expect(() => makeRule(world, "r", { source: ["shop"] }, [{ Arn: queueArn("q"), ...more }])).toThrow(message);
  });
});

describe("a bus of one's own", () => {
  it("gets events from another bus, but does not send them to a third", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    makeQueue(world, "far");
    const arns = ["one", "two"].map((Name) => events(world, "CreateEventBus", { Name }).EventBusArn);
    const RoleArn = "arn:aws:iam::123456789012:role/send";
    makeRule(world, "to-one", { source: ["shop"] }, [{ Arn: arns[0], RoleArn }]);
    makeRule(world, "to-two", { source: ["shop"] }, [{ Arn: arns[1], RoleArn }, queueArn("q")], "one");
    makeRule(world, "far", { source: ["shop"] }, [queueArn("far")], "two");
    const id = put(world, {});
    expect(JSON.parse((await bodies(world, "q"))[0]!).id).toBe(id);
    expect(await bodies(world, "far")).toEqual([]);
    expect(story(world, "Dropped")[0]).toContain("not sent on to a third");
  });

  it("takes events of those whom its policy lets in", () => {
    const world = makeWorld();
    const stranger = { ...ROOT, account: "999999999999", principal: "arn:aws:iam::999999999999:root" };
    const entry = { Source: "shop", DetailType: "Order", Detail: "{}" };
    const answer = () => events(world, "PutEvents", { Entries: [entry] }, stranger).Entries[0];
    expect(answer().ErrorCode).toBe("AccessDeniedException");
    events(world, "PutPermission", { Action: "events:PutEvents", Principal: "999999999999", StatementId: "partner" });
    expect(answer().EventId).toBeDefined();
    events(world, "RemovePermission", { StatementId: "partner" });
    expect(answer().ErrorCode).toBe("AccessDeniedException");
  });
});

describe("an archive", () => {
  it("replays a stretch of time to the rules that are named, with the events' own ids and times", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    makeQueue(world, "other");
    const bus = "arn:aws:events:us-east-1:123456789012:event-bus/default";
    const rule = makeRule(world, "r", { source: ["shop"] }, [queueArn("q")]);
    makeRule(world, "o", { source: ["shop"] }, [queueArn("other")]);
    const { ArchiveArn } = events(world, "CreateArchive", {
      ArchiveName: "a",
      EventSourceArn: bus,
      EventPattern: '{"detail": {"keep": [true]}}',
    });
    const id = put(world, { keep: true });
    put(world, { keep: false });
    await world.sim.run({ for: HOUR });
    put(world, { keep: true, late: true });
    await bodies(world, "q");
    await bodies(world, "other");
    expect(events(world, "DescribeArchive", { ArchiveName: "a" })).toMatchObject({ EventCount: 2, State: "ENABLED" });
    const replay = {
      ReplayName: "again",
      EventSourceArn: ArchiveArn,
      EventStartTime: world.sim.date(0),
      EventEndTime: world.sim.date(HOUR),
      Destination: { Arn: bus, FilterArns: [rule] },
    };
    expect(events(world, "StartReplay", replay).State).toBe("STARTING");
    expect(() => events(world, "StartReplay", replay)).toThrow("Replay again already exists.");
    await world.sim.run({ for: MINUTE });
    expect(events(world, "DescribeReplay", { ReplayName: "again" })).toMatchObject({ State: "COMPLETED" });
    expect((await bodies(world, "q")).map((body) => JSON.parse(body))).toMatchObject([
      { id, time: "2026-01-05T00:00:00Z", "replay-name": "again" },
    ]);
    expect(await bodies(world, "other")).toEqual([]);
    expect(events(world, "DescribeArchive", { ArchiveName: "a" }).EventCount).toBe(2);
  });

  it("forgets after its days, and a replay can be cancelled before it runs", async () => {
    const world = makeWorld();
    const bus = "arn:aws:events:us-east-1:123456789012:event-bus/default";
    const { ArchiveArn } = events(world, "CreateArchive", { ArchiveName: "a", EventSourceArn: bus, RetentionDays: 1 });
    put(world, {});
    await world.sim.run({ for: DAY + 1 });
    expect(events(world, "DescribeArchive", { ArchiveName: "a" }).EventCount).toBe(0);
    events(world, "StartReplay", {
      ReplayName: "x",
      EventSourceArn: ArchiveArn,
      EventStartTime: world.sim.date(0),
      EventEndTime: world.sim.date(DAY),
      Destination: { Arn: bus },
    });
    expect(events(world, "CancelReplay", { ReplayName: "x" }).State).toBe("CANCELLING");
    await world.sim.run({ for: 1_000 });
    expect(events(world, "DescribeReplay", { ReplayName: "x" }).State).toBe("CANCELLED");
    expect(() => events(world, "CancelReplay", { ReplayName: "x" })).toThrow("not in a valid state");
  });
});
