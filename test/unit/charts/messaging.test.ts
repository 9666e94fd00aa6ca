/** Charts across services: fanout, throughput, cost, metrics. Manner, numbers and bounds. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Chart, cost, fanout, metrics, throughput } from "../../../src/charts";
import { MAX_BUNDLE_BYTES, MAX_MARKS, MAX_SPEC_BYTES } from "../../../src/charts/chart";
import { warningsOf } from "../../../src/charts/render";
import { Cloud } from "../../../src/sdk/cloud";
import { bill } from "../../../src/services/billing";
import { type Language, useLanguage } from "../../../src/sim/language";
import { Trace } from "../../../src/sim/trace";
import { lab } from "./stories";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const DIMENSIONS = [{ Name: "QueueName", Value: "billing" }];

/**
 * Forty orders, one each 15 s, published to three queues, a telephone and a web server that is down. The queue "billing" has
 * one slow reader, which starts after four minutes; an alarm watches the age of its oldest message.
 */
async function shop(): Promise<Cloud> {
  const cloud = new Cloud({ seed: 7, faults: (faults) => faults.down("https://shop.example/hook", {}) });
  const [sns, sqs, cw] = [cloud.client(SNS), cloud.client(SQS), cloud.client(CloudWatch)];
  const { TopicArn } = await sns.createTopic({ Name: "orders" });
  const urls: Record<string, string> = {};
  for (const QueueName of ["billing", "shipping", "audit", "hook-dlq"]) {
    const Resource = `arn:aws:sqs:us-east-1:123456789012:${QueueName}`;
    const Policy = JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource },
    });
    urls[QueueName] = (await sqs.createQueue({ QueueName, Attributes: { Policy } })).QueueUrl!;
    if (QueueName === "hook-dlq") continue;
    const Attributes: Record<string, string> =
      QueueName === "audit" ? { FilterPolicy: JSON.stringify({ kind: ["large"] }) } : {};
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: Resource, Attributes });
  }
  await sns.subscribe({ TopicArn, Protocol: "sms", Endpoint: "+34600000000" });
  await cw.putMetricAlarm({
    AlarmName: "billing-is-late",
    Namespace: "AWS/SQS",
    MetricName: "ApproximateAgeOfOldestMessage",
    Dimensions: DIMENSIONS,
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 120,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [TopicArn!],
  });
  const widget = (title: string, ...rows: unknown[][]) => ({
    type: "metric",
    properties: { title, stat: "Sum", metrics: rows },
  });
  await cw.putDashboard({
    DashboardName: "shop",
    DashboardBody: JSON.stringify({
      widgets: [
        widget(
          "sent and deleted",
          ["AWS/SQS", "NumberOfMessagesSent", "QueueName", "billing"],
          [".", "NumberOfMessagesDeleted", ".", "."],
        ),
        widget("published", ["AWS/SNS", "NumberOfMessagesPublished", "TopicName", "orders"]),
      ],
    }),
  });
  let n = 0;
  cloud.every({ seconds: 15 }, () => publish(n++), { name: "shop", times: 40 });
  const publish = (i: number) =>
    sns.publish({
      TopicArn,
      Message: `order ${i}`,
      MessageAttributes: { kind: { DataType: "String", StringValue: i % 4 === 0 ? "large" : "small" } },
    });
  cloud.spawn("billing", async () => {
    await cloud.sleep({ minutes: 4 });
    for (let empty = 0; empty < 3; ) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: urls.billing!, WaitTimeSeconds: 20 });
      if (Messages.length === 0) empty++;
      for (const { ReceiptHandle } of Messages) {
        await cloud.sleep({ seconds: 6 });
        await sqs.deleteMessage({ QueueUrl: urls.billing!, ReceiptHandle: ReceiptHandle! });
      }
    }
  });
  await cloud.run();
  await cloud.run({ for: { minutes: 3 } });
  return cloud;
}

/** The same consumers told by hand, one of which fails in every way. */
function failing(): Trace {
  const clock = { now: 0 };
  const trace = new Trace(clock);
  for (let i = 0; i < 10; i++) {
    clock.now = i * 1_000;
    const subject = trace.subject(`m${i}`);
    const published = trace.append("sns.Published", "orders", { subject });
    const write = (verb: string, text: string, cause: number) =>
      trace.append(`sns.${verb}`, "orders", { subject, text, cause });
    write("Delivered", "sqs:billing", write("Attempted", "sqs:billing", published));
    if (i % 2 === 0) write("FilteredOut", "sqs:audit: no match", published);
    else write("Delivered", "sqs:audit", write("Attempted", "sqs:audit", published));
    const hook = "https://shop.example/hook";
    let row = published;
    for (let k = 0; k < 4; k++) row = write("Failed", `${hook}: 503`, write("Attempted", hook, published));
    if (i < 6) write("DeadLettered", "hook-dlq", row);
    else if (i < 8) write("Dropped", hook, row);
  }
  return trace;
}

let cloud: Cloud;
beforeAll(async () => {
  cloud = await shop();
});
afterEach(() => useLanguage("en"));

const CHARTS: Record<string, () => Chart> = {
  fanout: () => fanout(failing()),
  throughput: () => throughput(cloud, { resource: "billing" }),
  "throughput-resources": () => throughput(cloud, { by: "resource" }),
  cost: () => cost(cloud.bill({ whatIf: { batchSize: 10, waitTimeSeconds: 20 } })),
  metrics: () => metrics(cloud, { alarm: "billing-is-late" }),
  "metrics-dashboard": () => metrics(cloud, { dashboard: "shop" }),
};

describe.each(["en", "es"] as Language[])("charts across services in %s", (language) => {
  beforeEach(() => useLanguage(language));

  it.each(Object.keys(CHARTS))("%s is sound: no warning, a question, a sentence with numbers", async (name) => {
    const chart = CHARTS[name]!();
    expect(await warningsOf(chart.spec)).toEqual([]);
    expect(chart.spec.title.text).toMatch(language === "es" ? /^¿.*\?$/ : /\?$/);
    expect(chart.description).toMatch(/\d/);
    const text = JSON.stringify(chart.spec);
    for (const axis of ["x", "y"]) expect(text).toMatch(new RegExp(`"${axis}":{[^{}]*"title":"[^"]+"`));
  });

  const pictures = Object.keys(CHARTS).filter((name) => language === "en" || !name.includes("-"));
  it.each(pictures)("%s keeps its picture", async (name) => {
    const svg = (await CHARTS[name]!().toSVG()).replaceAll("><", ">\n<");
    await expect(svg).toMatchFileSnapshot(`fixtures/${name}.${language}.svg`);
  });
});

describe("fanout", () => {
  it("tells what became of each message at each consumer", () => {
    expect(plain(fanout(failing()).description)).toBe(
      "sqs:billing: 10 delivered (10 attempts). sqs:audit: 5 delivered, 5 filtered out (5 attempts). " +
        "https://shop.example/hook: 2 still being tried, 6 dead-lettered, 2 given up and lost (40 attempts).",
    );
  });

  it("counts what a real run delivered", () => {
    const text = plain(fanout(cloud).description);
    expect(text).toContain("sqs:billing: 41 delivered"); // forty orders and the alarm
    expect(text).toContain("sqs:audit: 10 delivered, 31 filtered out");
  });

  it("refuses a topic that is not there, and lists those that are", () => {
    expect(() => fanout(failing(), { resource: "order" })).toThrow(
      'there is no topic or bus "order" in this trace; there are: "orders"',
    );
  });
});

describe("throughput", () => {
  it("counts by what happened", () => {
    expect(plain(throughput(lab(), { resource: "orders" }).description)).toContain("sent: 10 in all");
  });

  it("refuses what it does not know", () => {
    expect(() => throughput(lab(), { resource: "x" })).toThrow(/there is no resource "x"/);
    expect(() => throughput(lab(), { by: "hour" as never })).toThrow(/"kind", "resource" or "sender"/);
  });
});

describe("cost", () => {
  it("compares the ways of one bill", () => {
    const text = plain(CHARTS.cost!().description);
    expect(text).toMatch(
      /^as it was done: [\d.]+ millionths of a USD\. batches of 10, waits of 20 s: [\d.]+ millionths of a USD \(\d+ % less\)\.$/,
    );
  });

  it("compares named bills, and says when there is nothing to pay", () => {
    const bills = [
      { name: "shop", bill: cloud.bill() },
      { name: "lab", bill: bill(lab()) }, // it tells no requests
    ];
    expect(plain(cost(bills).description)).toMatch(
      /^shop: 249\.89 millionths of a USD\. lab: 0 millionths of a USD \(100 % less\)\.$/,
    );
    expect(cost([{ name: "none", bill: bill(new Trace({ now: 0 })) }]).description).toMatch(/nothing to pay/);
    expect(() => cost([])).toThrow(TypeError);
    expect(() => cost(undefined as never)).toThrow(/cloud\.bill\(\)/);
  });
});

describe("metrics", () => {
  it("tells when the alarm went off", () => {
    expect(plain(metrics(cloud, { alarm: "billing-is-late" }).description)).toMatch(
      /ApproximateAgeOfOldestMessage: at most 225 s .* The alarm billing-is-late was in ALARM once, first at 4 min for 120 s\./,
    );
  });

  it("draws one metric by its name", () => {
    const chart = metrics(cloud, {
      namespace: "AWS/SQS",
      metric: "NumberOfMessagesSent",
      dimensions: { QueueName: "billing" },
      statistic: "Sum",
    });
    expect(plain(chart.description)).toContain("NumberOfMessagesSent: at most 5 (at 4 min)"); // the alarm is published too;
  });

  it("says what is missing or unknown", () => {
    expect(() => metrics(cloud, {})).toThrow(/\{ alarm \}/);
    expect(() => metrics(cloud, { alarm: "x" })).toThrow(
      'there is no alarm "x" in this trace; there are: "billing-is-late"',
    );
    expect(() => metrics(cloud, { dashboard: "x" })).toThrow(/there are: "shop"/);
    expect(() => metrics(cloud, { namespace: "AWS/SQS", metric: "x", period: 61 })).toThrow(/multiple of 60/);
    expect(metrics(cloud, { namespace: "AWS/SQS", metric: "x" }).description).toMatch(/no data yet/);
  });
});

describe("whatever the trace", () => {
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  async function expectBounded(chart: Chart) {
    expect(await chart.marks()).toBeLessThanOrEqual(MAX_MARKS);
    expect(bytes(chart.spec)).toBeLessThanOrEqual(MAX_SPEC_BYTES);
    expect(bytes(chart.spec) + bytes(await chart.toSVG())).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
  }

  it("a fan-out to 500 consumers with long names stays small and shows those that fail", async () => {
    const trace = new Trace({ now: 0 });
    for (let i = 0; i < 500; i++) {
      const subject = trace.subject(`m${i}`);
      const text = `sqs:${"queue".repeat(15)}${i}`;
      const attempt = trace.append("sns.Attempted", "t", { subject, text });
      trace.append(i === 499 ? "sns.Dropped" : "sns.Delivered", "t", { subject, text, cause: attempt });
    }
    const chart = fanout(trace);
    await expectBounded(chart);
    expect(JSON.stringify(chart.spec)).toContain("given up");
  });

  it("throughput and metrics of many queues over weeks stay small", async () => {
    const clock = { now: 0 };
    const trace = new Trace(clock);
    for (let i = 0; i < 20_000; i++) {
      clock.now = i * 100_000; // 23 days
      trace.append("sqs.Sent", `queue-${i % 40}`, { subject: trace.subject(`m${i}`), value: 1 });
    }
    await expectBounded(throughput(trace));
    await expectBounded(throughput(trace, { by: "resource" }));
    const dimensions = { QueueName: "queue-0" };
    await expectBounded(
      metrics(trace, { namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible", dimensions }),
    );
  });
});
