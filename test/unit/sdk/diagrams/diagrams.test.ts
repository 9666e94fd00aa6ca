/** Diagrams of a small shop: what they say, that their labels are safe, and that they stay small. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sequence, topology } from "../../../../src/charts";
import { Cloud } from "../../../../src/sdk/cloud";
import { drawTopology } from "../../../../src/sdk/diagrams";
import { escapeLabel } from "../../../../src/sdk/diagrams/diagram";
import { useLanguage } from "../../../../src/sim/language";

const arn = (queue: string) => `arn:aws:sqs:us-east-1:123456789012:${queue}`;
let cloud: Cloud;
let published: string;

beforeEach(async () => {
  cloud = new Cloud({ seed: 1 });
  const [sns, sqs, events, cw] = [
    cloud.client(SNS),
    cloud.client(SQS),
    cloud.client(EventBridge),
    cloud.client(CloudWatch),
  ];
  const { TopicArn } = await sns.createTopic({ Name: "orders" });
  const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" } });
  await sqs.createQueue({ QueueName: "dlq" });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("dlq"), maxReceiveCount: 2 });
  const { QueueUrl } = await sqs.createQueue({
    QueueName: "billing",
    Attributes: { Policy, RedrivePolicy, VisibilityTimeout: "10" },
  });
  await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: arn("billing") });
  await sns.subscribe({ TopicArn, Protocol: "sms", Endpoint: "+34600000000" });
  await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "ana@example.com" });
  await events.createEventBus({ Name: "shop" });
  await events.putRule({ Name: "big", EventBusName: "shop", EventPattern: JSON.stringify({ source: ["shop"] }) });
  await events.putTargets({ Rule: "big", EventBusName: "shop", Targets: [{ Id: "1", Arn: arn("billing") }] });
  await cw.putMetricAlarm({
    AlarmName: "late",
    Namespace: "AWS/SQS",
    MetricName: "ApproximateAgeOfOldestMessage",
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 60,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [TopicArn!],
  });
  published = (await sns.publish({ TopicArn, Message: "one" })).MessageId!;
  const read = () => sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  cloud.spawn("reader", async () => {
    for (let i = 0; i < 3; i++) await read();
  });
  await cloud.run();
});
afterEach(() => useLanguage("en"));

describe("topology", () => {
  it("shows what is set up, used or not", () => {
    const { source } = topology(cloud);
    expect(source.split("\n")[0]).toBe("flowchart LR");
    expect(source).toMatchInlineSnapshot(`
      "flowchart LR
        n0(["topic orders"])
        n1[("queue billing")]
        n2("sms:+34600000000")
        n3("email:ana@example.com")
        n4[("queue dlq")]
        n5{{"bus shop"}}
        n6[/"rule shop/big"/]
        n7>"alarm late"]
        n0 --> n1
        n0 --> n2
        n0 -->|"not confirmed"| n3
        n1 -. "dead letters, 2x" .-> n4
        n5 --> n6
        n6 --> n1
        n7 --> n0
        classDef sns fill:#FBE9CC,stroke:#4B5563,color:#1F2933
        class n0 sns
        classDef sqs fill:#D6E8F5,stroke:#4B5563,color:#1F2933
        class n1,n4 sqs
        classDef events fill:#F3DFEA,stroke:#4B5563,color:#1F2933
        class n5 events
        classDef rule fill:#F3DFEA,stroke:#4B5563,color:#1F2933
        class n6 rule
        classDef alarm fill:#F8DCCB,stroke:#4B5563,color:#1F2933
        class n7 alarm"
    `);
  });

  it("says the same in sentences", () => {
    const text = String(cloud.topology());
    expect(text).toContain("topic orders delivers to queue billing");
    expect(text).toContain("queue billing: its dead letters go to queue dlq");
    expect(text).toContain("rule shop/big delivers to queue billing");
    expect(text).toContain("alarm late delivers to topic orders");
    useLanguage("es");
    expect(String(cloud.topology())).toContain("cola billing: sus fallidos van a cola dlq");
  });

  it("leaves no fact", () => {
    const before = cloud.trace.hash();
    cloud.topology();
    expect(cloud.trace.hash()).toBe(before);
  });

  it("stays small, and says what it leaves out", () => {
    const links = Array.from({ length: 500 }, (_, i) => ({
      from: "sns:t",
      to: `sqs:${"x".repeat(80)}${i}`,
      how: "delivers" as const,
    }));
    const { source, description } = drawTopology(links);
    expect(source.length).toBeLessThan(20_000);
    expect(description).toContain("and 441 more links, not drawn");
  });

  it("of an empty cloud says so", () => {
    expect(String(new Cloud().topology())).toBe("There are no resources yet.");
  });
});

describe("sequence", () => {
  it("tells the life of a message across services", () => {
    const { source, description } = sequence(cloud, published);
    expect(source).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant p0 as cell
        participant p1 as orders
        participant p2 as billing
        participant p3 as sms:+34600000000
        participant p4 as reader
        participant p5 as dlq
        p0->>p1: 0 s: published
        p1->>p2: 0 s: sent
        p1->>p3: 0 s: delivered
        p2->>p4: 0 s: received, attempt 1
        p2->>p2: 10 s: visible again
        p2->>p4: 10 s: received, attempt 2
        p2->>p2: 20 s: visible again
        p2--xp5: 20 s: dead-lettered"
    `);
    expect(description).toContain("orders -> billing: sent");
    expect(description).toContain("billing -> dlq: dead-lettered");
  });

  it("refuses what is no message", () => {
    expect(() => sequence(cloud, "nobody")).toThrow('there is no message "nobody" in this trace');
    expect(() => sequence(cloud, "billing")).toThrow(RangeError);
  });
});

describe("a label", () => {
  it("lets nothing through that Mermaid or HTML would read", () => {
    expect(escapeLabel('a"]; click <b>#`')).toBe("a#34;#93;#59; click #60;b#62;#35;#96;");
    expect(escapeLabel("pedido ñandú\n2")).toBe("pedido ñandú 2");
    expect([...escapeLabel("y".repeat(500))].length).toBe(48);
  });
});

describe("a diagram's display", () => {
  it("is drawn by JupyterLab, by Markdown, and read by everyone", () => {
    const diagram = cloud.topology();
    const show = (diagram as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!;
    const bundle = show.call(diagram);
    expect(bundle["text/vnd.mermaid"]).toBe(diagram.source);
    expect(bundle["text/markdown"]).toBe(`\`\`\`mermaid\n${diagram.source}\n\`\`\``);
    expect(bundle["text/plain"]).toBe(diagram.description);
  });
});
