import { describe, expect, it } from "vitest";
import type { Caller } from "../../../../src/services/service";
import {
  bodies,
  makeQueue,
  makeTopic,
  makeWorld,
  queueArn,
  ROOT,
  sns,
  story,
  subscribe,
  type TestWorld,
} from "./world";

const DAY = 86_400_000;
const listed = (world: TestWorld) =>
  sns(world, "ListSubscriptions").Subscriptions.map((each: { SubscriptionArn: string }) => each.SubscriptionArn);

describe("a subscription by email", () => {
  it("waits until the link in the mail is followed", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const answer = sns(world, "Subscribe", { TopicArn: topic, Protocol: "email", Endpoint: "ana@example.com" });
    expect(answer.SubscriptionArn).toBe("pending confirmation");
    expect(listed(world)).toEqual(["PendingConfirmation"]);
    sns(world, "Publish", { TopicArn: topic, Message: "too early" });
    const [mail, ...rest] = world.sns.inbox.of("ana@example.com");
    expect(rest).toEqual([]);
    const link = /https:\S+/.exec(mail!.body.split("\n").at(-1)!)![0];
    const confirmed = world.sns.inbox.open(link) as { SubscriptionArn: string };
    expect(listed(world)).toEqual([confirmed.SubscriptionArn]);
    sns(world, "Publish", { TopicArn: topic, Message: "hello" });
    expect(world.sns.inbox.of("ana@example.com")[1]!.body).toMatch(/^hello\n[\s\S]*Action=Unsubscribe/);
  });

  it("ends when the link at the foot of a mail is followed", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    subscribe(world, topic, "email-json", "ana@example.com");
    const [mail] = world.sns.inbox.of("ana@example.com");
    world.sns.inbox.open(JSON.parse(mail!.body).SubscribeURL);
    sns(world, "Publish", { TopicArn: topic, Message: "hello" });
    world.sns.inbox.open(JSON.parse(world.sns.inbox.of("ana@example.com")[1]!.body).UnsubscribeURL);
    expect(listed(world)).toEqual([]);
    expect(sns(world, "GetTopicAttributes", { TopicArn: topic }).Attributes.SubscriptionsDeleted).toBe("1");
  });

  it("does not end by a link when it was confirmed that way", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const arn = subscribe(world, topic, "email-json", "ana@example.com");
    const { Token } = JSON.parse(world.sns.inbox.of("ana@example.com")[0]!.body);
    sns(world, "ConfirmSubscription", { TopicArn: topic, Token, AuthenticateOnUnsubscribe: "true" });
    const link = `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
    expect(() => world.sns.inbox.open(link)).toThrow("authenticated request");
    sns(world, "Unsubscribe", { SubscriptionArn: arn });
    expect(listed(world)).toEqual([]);
  });

  it("is gone after two days without an answer, and so is its token", async () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    subscribe(world, topic, "email-json", "ana@example.com");
    const { Token } = JSON.parse(world.sns.inbox.of("ana@example.com")[0]!.body);
    await world.sim.run({ for: 2 * DAY });
    expect(listed(world)).toEqual([]);
    expect(() => sns(world, "ConfirmSubscription", { TopicArn: topic, Token })).toThrow("Invalid parameter: Token");
    expect(story(world, "Unsubscribed")).toEqual(["Unsubscribed email-json:ana@example.com: nobody confirmed it"]);
  });
});

describe("subscribing twice", () => {
  it("gives the subscription that is there, unless it is to have other attributes", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const arn = subscribe(world, topic, "sqs", queueArn("q"), { RawMessageDelivery: "true" });
    expect(subscribe(world, topic, "sqs", queueArn("q"))).toBe(arn);
    expect(subscribe(world, topic, "sqs", queueArn("q"), { RawMessageDelivery: "true" })).toBe(arn);
    expect(() => subscribe(world, topic, "sqs", queueArn("q"), { RawMessageDelivery: "false" })).toThrow(
      "Subscription already exists with different attributes",
    );
  });
});

describe("a filter", () => {
  it("keeps messages away, and the trace says which attribute did", async () => {
    const world = makeWorld();
    makeQueue(world, "spain");
    makeQueue(world, "all");
    const topic = makeTopic(world, "news");
    subscribe(world, topic, "sqs", queueArn("spain"), {
      FilterPolicy: '{"country": ["es"]}',
      RawMessageDelivery: "true",
    });
    subscribe(world, topic, "sqs", queueArn("all"), { RawMessageDelivery: "true" });
    const country = (code: string) => ({ country: { DataType: "String", StringValue: code } });
    sns(world, "Publish", { TopicArn: topic, Message: "olé", MessageAttributes: country("es") });
    sns(world, "Publish", { TopicArn: topic, Message: "voilà", MessageAttributes: country("fr") });
    expect(await bodies(world, "spain")).toEqual(["olé"]);
    expect(await bodies(world, "all")).toEqual(["olé", "voilà"]);
    expect(story(world, "FilteredOut")).toEqual([
      "FilteredOut sqs:spain: the attribute country does not meet the filter policy",
    ]);
  });

  it("is looked at again when its scope changes, and a change that does not fit changes nothing", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const arn = subscribe(world, topic, "sqs", queueArn("q"), {
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"a": {"b": [1]}}',
    });
    const set = (AttributeName: string, AttributeValue: string) =>
      sns(world, "SetSubscriptionAttributes", { SubscriptionArn: arn, AttributeName, AttributeValue });
    expect(() => set("FilterPolicyScope", "MessageAttributes")).toThrow("does not support nested filter policy");
    expect(() => set("FilterPolicy", '{"a": []}')).toThrow("Empty arrays are not allowed");
    const shown = sns(world, "GetSubscriptionAttributes", { SubscriptionArn: arn }).Attributes;
    expect(shown).toMatchObject({ FilterPolicyScope: "MessageBody", FilterPolicy: '{"a": {"b": [1]}}' });
    set("FilterPolicy", "{}");
    expect(sns(world, "GetSubscriptionAttributes", { SubscriptionArn: arn }).Attributes).not.toHaveProperty(
      "FilterPolicy",
    );
  });

  it("is one of 200 on a topic", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    for (let i = 0; i < 200; i++) subscribe(world, topic, "sqs", queueArn(`q${i}`), { FilterPolicy: '{"a": [1]}' });
    expect(() => subscribe(world, topic, "sqs", queueArn("more"), { FilterPolicy: '{"a": [1]}' })).toThrow(
      "A topic has at most 200 filter policies",
    );
    expect(subscribe(world, topic, "sqs", queueArn("more"))).toContain("news:");
  });
});

describe("the access policy of a topic", () => {
  const ana: Caller = { ...ROOT, principal: "arn:aws:iam::123456789012:user/ana" };
  const stranger: Caller = { ...ROOT, account: "999999999999", principal: "arn:aws:iam::999999999999:root" };

  it("lets in whom it names, and a refusal says which rule decided", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const publish = (caller: Caller) => sns(world, "Publish", { TopicArn: topic, Message: "x" }, caller);
    expect(() => publish(ana)).toThrow(/ana.*(not|no) /i);
    sns(world, "AddPermission", {
      TopicArn: topic,
      Label: "partners",
      AWSAccountId: ["999999999999"],
      ActionName: ["Publish"],
    });
    expect(publish(stranger).MessageId).toBeDefined();
    expect(() =>
      sns(world, "Subscribe", { TopicArn: topic, Protocol: "sqs", Endpoint: queueArn("q") }, stranger),
    ).toThrow();
    sns(world, "RemovePermission", { TopicArn: topic, Label: "partners" });
    expect(() => publish(stranger)).toThrow();
    expect(story(world, "Denied").length).toBeGreaterThanOrEqual(2);
  });

  it("can ask for a protocol, for TLS and for a source", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const Policy = JSON.stringify({
      Statement: [
        {
          Sid: "tls",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: topic,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Effect: "Allow",
          Principal: "*",
          Action: "sns:Subscribe",
          Resource: topic,
          Condition: { StringEquals: { "sns:Protocol": "sqs" } },
        },
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic,
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::photos" } },
        },
      ],
    });
    sns(world, "SetTopicAttributes", { TopicArn: topic, AttributeName: "Policy", AttributeValue: Policy });
    expect(() => sns(world, "Publish", { TopicArn: topic, Message: "x" }, { ...ROOT, secureTransport: false })).toThrow(
      "tls",
    );
    sns(world, "Subscribe", { TopicArn: topic, Protocol: "sqs", Endpoint: queueArn("q") }, ana);
    expect(() =>
      sns(world, "Subscribe", { TopicArn: topic, Protocol: "sms", Endpoint: "+34600000001" }, ana),
    ).toThrow();
    const s3 = (bucket: string): Caller => ({
      ...ROOT,
      principal: "s3.amazonaws.com",
      context: { "aws:SourceArn": bucket },
    });
    sns(world, "Publish", { TopicArn: topic, Message: "x" }, s3("arn:aws:s3:::photos"));
    expect(() => sns(world, "Publish", { TopicArn: topic, Message: "x" }, s3("arn:aws:s3:::other"))).toThrow();
  });
});

describe("text messages", () => {
  it("reach a phone, with or without a topic, until it answers STOP", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "news");
    const number = "+34600000001";
    subscribe(world, topic, "sms", number);
    sns(world, "Publish", { TopicArn: topic, Message: "one" });
    sns(world, "Publish", { PhoneNumber: number, Message: "two" });
    expect(world.sns.inbox.of(number).map((each) => each.body)).toEqual(["one", "two"]);
    world.sns.inbox.reply(number, "STOP");
    expect(sns(world, "CheckIfPhoneNumberIsOptedOut", { phoneNumber: number })).toEqual({ isOptedOut: true });
    sns(world, "Publish", { TopicArn: topic, Message: "three" });
    expect(story(world, "Failed")).toEqual([`Failed sms:${number}: the number has opted out 1`]);
    expect(() => sns(world, "Publish", { PhoneNumber: number, Message: "four" })).toThrow("opted out");
    sns(world, "OptInPhoneNumber", { phoneNumber: number });
    sns(world, "Publish", { PhoneNumber: number, Message: "five" });
    expect(world.sns.inbox.of(number)).toHaveLength(3);
  });

  it("reach only verified numbers from the sandbox", () => {
    const world = makeWorld();
    world.sns.isInSmsSandbox = true;
    const number = "+34600000001";
    expect(sns(world, "GetSMSSandboxAccountStatus")).toEqual({ IsInSandbox: true });
    sns(world, "Publish", { PhoneNumber: number, Message: "lost" });
    expect(world.sns.inbox.of(number)).toEqual([]);
    sns(world, "CreateSMSSandboxPhoneNumber", { PhoneNumber: number });
    const password = /\d{6}/.exec(world.sns.inbox.of(number)[0]!.body)![0];
    expect(() =>
      sns(world, "VerifySMSSandboxPhoneNumber", { PhoneNumber: number, OneTimePassword: "000000" }),
    ).toThrow();
    sns(world, "VerifySMSSandboxPhoneNumber", { PhoneNumber: number, OneTimePassword: password });
    sns(world, "Publish", { PhoneNumber: number, Message: "found" });
    expect(world.sns.inbox.of(number).at(-1)!.body).toBe("found");
    expect(sns(world, "ListSMSSandboxPhoneNumbers").PhoneNumbers).toEqual([
      { PhoneNumber: number, Status: "Verified" },
    ]);
  });
});

describe("a message with a body for each protocol", () => {
  it("gives each subscriber its own, and the default to the rest", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    const topic = makeTopic(world, "news");
    subscribe(world, topic, "sqs", queueArn("q"), { RawMessageDelivery: "true" });
    subscribe(world, topic, "sms", "+34600000001");
    const Message = JSON.stringify({ default: "to all", sms: "short", sqs: 7 });
    sns(world, "Publish", { TopicArn: topic, Message, MessageStructure: "json" });
    expect(world.sns.inbox.of("+34600000001")[0]!.body).toBe("short");
    expect(await bodies(world, "q")).toEqual(["to all"]);
  });
});

describe("the envelope of a message", () => {
  it("is the document that AWS wraps it in", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    const topic = makeTopic(world, "news");
    const arn = subscribe(world, topic, "sqs", queueArn("q"));
    const { MessageId } = sns(world, "Publish", {
      TopicArn: topic,
      Message: 'a "quoted"\nmessage',
      Subject: "News",
      MessageAttributes: {
        n: { DataType: "Number", StringValue: "3" },
        b: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
      },
    });
    const [body] = await bodies(world, "q");
    expect(body).toMatch(/^\{\n {2}"Type" : "Notification",\n {2}"MessageId" : /);
    expect(JSON.parse(body!)).toEqual({
      Type: "Notification",
      MessageId,
      TopicArn: topic,
      Subject: "News",
      Message: 'a "quoted"\nmessage',
      Timestamp: "2026-01-05T00:00:00.000Z",
      SignatureVersion: "1",
      Signature: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
      SigningCertURL: expect.stringContaining("https://sns.us-east-1.amazonaws.com/"),
      UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
      MessageAttributes: { n: { Type: "Number", Value: "3" }, b: { Type: "Binary", Value: "AQI=" } },
    });
  });

  it("is left out for raw delivery, and the attributes go to the queue's own message", async () => {
    const world = makeWorld();
    makeQueue(world, "q");
    const topic = makeTopic(world, "news");
    subscribe(world, topic, "sqs", queueArn("q"), { RawMessageDelivery: "true" });
    const one = { DataType: "String", StringValue: "x" };
    sns(world, "Publish", { TopicArn: topic, Message: "m", MessageAttributes: { a: one } });
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, one]));
    sns(world, "Publish", { TopicArn: topic, Message: "m", MessageAttributes: many });
    const { Messages } = await (world.sqs.call(
      "ReceiveMessage",
      {
        QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q",
        MessageAttributeNames: ["All"],
        MaxNumberOfMessages: 10,
      },
      ROOT,
    ) as Promise<{ Messages: { MessageAttributes: object }[] }>);
    expect(Messages.map((each) => Object.keys(each.MessageAttributes))).toEqual([["a"]]);
    expect(story(world, "Failed")[0]).toContain("11 message attributes, and SQS takes 10");
  });
});

describe("the trace", () => {
  it("is the same for the same seed", async () => {
    const run = async (seed: number) => {
      const world = makeWorld({ seed });
      makeQueue(world, "q");
      const topic = makeTopic(world, "news");
      subscribe(world, topic, "sqs", queueArn("q"));
      world.sim.faults.down("q", { until: 60_000 });
      for (let i = 0; i < 5; i++) sns(world, "Publish", { TopicArn: topic, Message: `${i}` });
      await world.sim.run({ for: DAY });
      return world.sim.trace.hash();
    };
    expect(await run(1)).toBe(await run(1));
    expect(await run(1)).not.toBe(await run(2));
  });

  it.each([
    ["the message", ["sns.Delivered", "sns.Attempted", "sns.Published", "sns.Request"]],
    ["the queue's message", ["sqs.Sent", "sqs.Request", "sns.Attempted", "sns.Published", "sns.Request"]],
  ])("leads from %s back to the call", (_, facts) => {
    const world = makeWorld();
    makeQueue(world, "q");
    const topic = makeTopic(world, "news");
    subscribe(world, topic, "sqs", queueArn("q"));
    sns(world, "Publish", { TopicArn: topic, Message: "x" });
    const { trace } = world.sim;
    const chain: string[] = [];
    for (let row = [...trace.events({ kinds: [facts[0]!] })][0]!.index; row >= 0; row = trace.event(row).cause) {
      chain.push(trace.event(row).kind);
    }
    expect(chain).toEqual(facts);
  });
});
