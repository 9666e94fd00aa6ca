import { describe, expect, it } from "vitest";
import {
  attemptsOf,
  backoff,
  CUSTOMER,
  delayAfter,
  HTTP_DEFAULT,
  httpPlan,
  MANAGED,
} from "../../../../src/services/sns/delivery-policy";
import { bodies, makeQueue, makeTopic, makeWorld, queueArn, sns, sqs, story, subscribe, type TestWorld } from "./world";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** When the attempts were made, in virtual seconds since the first. */
function attempts(world: TestWorld): number[] {
  const at = [...world.sim.trace.events({ kinds: ["sns.Attempted"] })].map((event) => event.at);
  return at.map((each) => Math.round((each - at[0]!) / 100) / 10);
}

describe("the retry plans", () => {
  it("have as many attempts as AWS's table", () => {
    expect(attemptsOf(MANAGED)).toBe(100_015);
    expect(attemptsOf(CUSTOMER)).toBe(50);
    expect(attemptsOf(httpPlan(HTTP_DEFAULT))).toBe(4);
  });
  it("take as long as AWS's table says", () => {
    const total = (plan: typeof MANAGED) => {
      let sum = 0;
      for (let n = 1, delay = delayAfter(plan, 1); delay !== undefined; delay = delayAfter(plan, ++n)) sum += delay;
      return sum;
    };
    expect(total(MANAGED) / DAY).toBeGreaterThan(23);
    expect(total(MANAGED) / DAY).toBeLessThan(24);
    expect(total(CUSTOMER) / HOUR).toBeGreaterThan(6);
    expect(total(CUSTOMER) / HOUR).toBeLessThan(8);
  });
  it.each(["linear", "arithmetic", "geometric", "exponential"] as const)(
    "%s goes from the least to the most, never down",
    (how) => {
      const delays = backoff(how, 1_000, 20_000, 10);
      expect(delays[0]).toBeGreaterThanOrEqual(1_000);
      expect(delays.at(-1)).toBe(20_000);
      expect([...delays].sort((a, b) => a - b)).toEqual(delays);
    },
  );
  it("of HTTP/S walk through their four phases", () => {
    const plan = httpPlan({
      minDelayTarget: 5,
      maxDelayTarget: 60,
      numRetries: 8,
      numNoDelayRetries: 2,
      numMinDelayRetries: 1,
      numMaxDelayRetries: 2,
      backoffFunction: "linear",
    });
    expect(plan.delays).toEqual([0, 0, 5_000, 5_000, 32_500, 60_000, 60_000, 60_000]);
  });
});

describe("a queue that is down for a day", () => {
  it("gets the message when it is back, after the phases of AWS's own endpoints", async () => {
    const world = makeWorld();
    makeQueue(world, "orders");
    subscribe(world, makeTopic(world, "sales"), "sqs", queueArn("orders"), { RawMessageDelivery: "true" });
    world.sim.faults.down("orders", { until: DAY });
    sns(world, "Publish", { TopicArn: `arn:aws:sns:us-east-1:123456789012:sales`, Message: "sold" });
    await world.sim.run({ for: DAY + 60_000 });
    const at = attempts(world);
    expect(at.slice(0, 6)).toEqual([0, 0, 0, 1, 2, 3]); // three at once, two 1 s apart, then the back-off from 1 s
    expect(at.at(-1)! - at.at(-2)!).toBe(20);
    expect(at.at(-1)! * 1_000).toBeGreaterThanOrEqual(DAY);
    expect(at.at(-1)! * 1_000).toBeLessThanOrEqual(DAY + 20_000);
    expect(await bodies(world, "orders")).toEqual(["sold"]);
    expect(story(world, "Delivered")).toEqual([`Delivered sqs:orders ${at.length}`]);
  });

  it("that stays down for good costs 100,015 attempts, and then the message is in the dead-letter queue", async () => {
    const world = makeWorld();
    makeQueue(world, "orders");
    makeQueue(world, "lost");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("lost") });
    const topic = makeTopic(world, "sales");
    subscribe(world, topic, "sqs", queueArn("orders"), { RawMessageDelivery: "true", RedrivePolicy });
    world.sim.faults.down("orders");
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    await world.sim.run();
    expect(attempts(world)).toHaveLength(100_015);
    expect(story(world, "DeadLettered")).toEqual(["DeadLettered lost 100015"]);
    expect(world.sim.now / DAY).toBeGreaterThan(23);
    expect(await bodies(world, "lost")).toEqual(["sold"]);
  });
});

describe("an endpoint that is the customer's", () => {
  it.each([
    ["sms", "+34600000001"],
    ["application", ""],
  ])("(%s) is tried 50 times over 6 hours", async (protocol, given) => {
    const world = makeWorld();
    let endpoint = given;
    if (protocol === "application") {
      sns(world, "CreatePlatformApplication", {
        Name: "shop",
        Platform: "GCM",
        Attributes: { PlatformCredential: "x" },
      });
      endpoint = sns(world, "CreatePlatformEndpoint", {
        PlatformApplicationArn: "arn:aws:sns:us-east-1:123456789012:app/GCM/shop",
        Token: "device-1",
      }).EndpointArn;
    }
    const topic = makeTopic(world, "sales");
    subscribe(world, topic, protocol, endpoint);
    world.sim.faults.down(endpoint);
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    await world.sim.run();
    const at = attempts(world);
    expect(at).toHaveLength(50);
    expect(at.slice(0, 3)).toEqual([0, 10, 20]);
    expect(at[49]! - at[48]!).toBe(600);
    expect(at[49]!).toBeGreaterThan(6 * 3_600);
    expect(world.sns.inbox.of(endpoint)).toEqual([]);
  });

  it("(email) gets the mail when it is back after three hours", async () => {
    const world = makeWorld();
    const topic = makeTopic(world, "sales", { DisplayName: "Shop" });
    subscribe(world, topic, "email", "ana@example.com");
    const [mail] = world.sns.inbox.of("ana@example.com");
    world.sns.inbox.open(/https:\S+ConfirmSubscription\S+/.exec(mail!.body)![0]);
    world.sim.faults.down("ana@example.com", { until: 3 * HOUR });
    sns(world, "Publish", { TopicArn: topic, Message: "sold", Subject: "A sale" });
    await world.sim.run();
    const [, news] = world.sns.inbox.of("ana@example.com");
    expect(news).toMatchObject({ channel: "email", subject: "A sale" });
    expect(news!.body).toMatch(/^sold\n/);
    expect(news!.at).toBeGreaterThanOrEqual(3 * HOUR);
    expect(news!.at).toBeLessThan(3 * HOUR + 600_000);
  });
});

describe("a web server", () => {
  const url = "https://shop.example/hook";

  function subscribed(attributes: Record<string, string> = {}, topicAttributes: Record<string, string> = {}) {
    const world = makeWorld();
    const topic = makeTopic(world, "sales", topicAttributes);
    subscribe(world, topic, "https", url, attributes);
    const { Token } = JSON.parse(world.sns.inbox.of(url)[0]!.body);
    sns(world, "ConfirmSubscription", { TopicArn: topic, Token });
    return { world, topic };
  }

  it("that is down is tried 1 and 3 times, 20 s apart", async () => {
    const { world, topic } = subscribed();
    world.sim.faults.down(url);
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    await world.sim.run();
    expect(attempts(world)).toEqual([0, 20, 40, 60]);
    expect(story(world, "Delivered")).toEqual([]);
  });

  it("answers by its handler, which may take its time: 500 is tried again, 404 is not", async () => {
    const { world, topic } = subscribed();
    const answers = [500, 200];
    world.sns.inbox.serve(url, async () => {
      await world.sim.sleep({ seconds: 2 });
      return { status: answers.shift()! };
    });
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    await world.sim.run();
    expect(attempts(world)).toEqual([0, 22]);
    expect(story(world, "Failed", "Delivered")).toEqual([`Failed ${url}: answered 500 1`, `Delivered ${url} 2`]);

    world.sns.inbox.serve(url, () => ({ status: 404 }));
    sns(world, "Publish", { TopicArn: topic, Message: "sold again" });
    await world.sim.run();
    expect(story(world, "Failed").at(-1)).toBe(`Failed ${url}: answered 404 1`);
    expect(attempts(world)).toHaveLength(3);
  });

  it("that does not answer within 15 s has failed", async () => {
    const { world, topic } = subscribed();
    world.sns.inbox.serve(url, () => world.sim.sleep({ minutes: 1 }));
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    await world.sim.run();
    expect(attempts(world)).toEqual([0, 35, 70, 105]);
    expect(story(world, "Failed")[0]).toBe(`Failed ${url}: no answer within 15 s 1`);
  });

  it("has its own policy, unless the topic forbids it", async () => {
    const DeliveryPolicy = JSON.stringify({
      healthyRetryPolicy: { minDelayTarget: 1, maxDelayTarget: 1, numRetries: 2 },
    });
    const own = subscribed({ DeliveryPolicy });
    own.world.sim.faults.down(url);
    sns(own.world, "Publish", { TopicArn: own.topic, Message: "sold" });
    await own.world.sim.run();
    expect(attempts(own.world)).toEqual([0, 1, 2]);

    const forbidden = subscribed(
      { DeliveryPolicy },
      {
        DeliveryPolicy: JSON.stringify({
          http: {
            defaultHealthyRetryPolicy: { minDelayTarget: 5, maxDelayTarget: 5, numRetries: 1 },
            disableSubscriptionOverrides: true,
          },
        }),
      },
    );
    forbidden.world.sim.faults.down(url);
    sns(forbidden.world, "Publish", { TopicArn: forbidden.topic, Message: "sold" });
    await forbidden.world.sim.run();
    expect(attempts(forbidden.world)).toEqual([0, 5]);
  });

  it("is sent no more than its throttle policy allows", async () => {
    const DeliveryPolicy = JSON.stringify({ throttlePolicy: { maxReceivesPerSecond: 2 } });
    const { world, topic } = subscribed({ DeliveryPolicy });
    for (let i = 0; i < 4; i++) sns(world, "Publish", { TopicArn: topic, Message: `${i}` });
    await world.sim.run();
    expect(attempts(world)).toEqual([0, 0.5, 1, 1.5]);
  });

  it("is sent headers, and raw messages as they are", () => {
    const { world, topic } = subscribed({ RawMessageDelivery: "true" });
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    expect(world.sns.inbox.of(url)[1]).toMatchObject({
      body: "sold",
      headers: {
        "x-amz-sns-message-type": "Notification",
        "x-amz-sns-rawdelivery": "true",
        "x-amz-sns-topic-arn": topic,
      },
    });
  });
});

describe("what the endpoint refuses", () => {
  it("is not tried again: it goes to the dead-letter queue at once", async () => {
    const world = makeWorld();
    makeQueue(world, "lost");
    const topic = makeTopic(world, "sales");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("lost") });
    subscribe(world, topic, "sqs", queueArn("deleted"), { RedrivePolicy });
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    expect(story(world, "Attempted", "Failed", "DeadLettered")).toEqual([
      "Attempted sqs:deleted 1",
      "Failed sqs:deleted: QueueDoesNotExist: The specified queue does not exist. 1",
      "DeadLettered lost 1",
    ]);
    const [body] = await bodies(world, "lost");
    expect(JSON.parse(body!)).toMatchObject({ Type: "Notification", Message: "sold", TopicArn: topic });
  });

  it("is a queue whose policy does not let SNS in", () => {
    const world = makeWorld();
    sqs(world, "CreateQueue", { QueueName: "closed" });
    const topic = makeTopic(world, "sales");
    subscribe(world, topic, "sqs", queueArn("closed"));
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    expect(story(world, "Failed")[0]).toMatch(/^Failed sqs:closed: AccessDenied: /);
    expect(story(world, "Attempted")).toHaveLength(1);
  });

  it("without a dead-letter queue is lost, and the trace says why", () => {
    const world = makeWorld();
    const topic = makeTopic(world, "sales");
    subscribe(world, topic, "lambda", "arn:aws:lambda:us-east-1:123456789012:function:bill");
    sns(world, "Publish", { TopicArn: topic, Message: "sold" });
    expect(story(world, "Failed")).toEqual(["Failed lambda:bill: nubelab does not simulate lambda 1"]);
  });

  it("a function that is there gets the event that SNS makes of a message", () => {
    const world = makeWorld();
    // biome-ignore lint/suspicious/noExplicitAny: inputs as given
    const calls: any[] = [];
    world.services.set("lambda", {
      name: "lambda",
      call: (operation, input, caller) => calls.push({ operation, input, caller }),
    });
    const topic = makeTopic(world, "sales");
    subscribe(world, topic, "lambda", "arn:aws:lambda:us-east-1:123456789012:function:bill");
    sns(world, "Publish", { TopicArn: topic, Message: "sold", Subject: "A sale" });
    const [{ operation, input, caller }] = calls;
    expect(operation).toBe("Invoke");
    expect(input).toMatchObject({ InvocationType: "Event", FunctionName: expect.stringContaining(":bill") });
    expect(JSON.parse(input.Payload.toString()).Records[0]).toMatchObject({
      EventSource: "aws:sns",
      Sns: { Message: "sold", Subject: "A sale", TopicArn: topic },
    });
    expect(caller).toMatchObject({ principal: "sns.amazonaws.com", context: { "aws:SourceArn": topic } });
    expect(world.sim.trace.event(caller.cause).kind).toBe("sns.Attempted");
  });
});
