/**
 * The handout's L3: a broker of Amazon MQ and two applications that talk in both directions. The shop sends orders, the
 * warehouse answers each one. Halfway the broker gets rules and reboots: from then on the warehouse may not order anything.
 */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import * as mqClient from "@aws-sdk/client-mq";
import { beforeAll, describe, expect, it } from "vitest";
import { throughput } from "../../../../src/charts/throughput";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CallLog } from "../../../../src/sdk/log";
import { JMSSecurityException } from "../../../../src/sdk/mq";
import type { CloudOptions } from "../../../../src/sdk/options";
import { replay } from "../../../../src/sdk/replay";
import { CLIENTS, chainTo, facts } from "./scene";

const ORDERS = 300;
const PASSWORD = "correct-horse-9";
const CLOUD: CloudOptions = { seed: 3, start: "2026-03-02T08:00:00Z" };

const RULES = `<?xml version="1.0" encoding="UTF-8"?>
<broker xmlns="http://activemq.apache.org/schema/core" dataDirectory="/tmp">
  <plugins>
    <authorizationPlugin>
      <map>
        <authorizationMap>
          <authorizationEntries>
            <authorizationEntry queue="&gt;" read="admins" write="admins" admin="admins"/>
            <authorizationEntry queue="ORDERS" read="warehouses" write="shops" admin="shops,warehouses"/>
            <authorizationEntry queue="REPLIES" read="shops" write="warehouses" admin="shops,warehouses"/>
          </authorizationEntries>
        </authorizationMap>
      </map>
    </authorizationPlugin>
  </plugins>
</broker>`;

interface Played {
  cloud: Cloud;
  log: CallLog;
  /** By order: the message's id, and the correlation ids of its answers. */
  sent: Map<string, string>;
  answered: string[];
  /** When the broker went down and came back, ms. */
  down: number;
  up: number;
  warnings: mqClient.SanitizationWarning[];
  refused: unknown;
}

async function play(): Promise<Played> {
  const cloud = new Cloud(CLOUD);
  const recorder = cloud.record();
  const mq = cloud.client(mqClient.Mq);

  const { BrokerId } = await mq.createBroker({
    BrokerName: "market",
    EngineType: "ACTIVEMQ",
    HostInstanceType: "mq.t3.micro",
    DeploymentMode: "SINGLE_INSTANCE",
    PubliclyAccessible: true,
    Users: [
      { Username: "shop", Password: PASSWORD, Groups: ["shops"] },
      { Username: "warehouse", Password: PASSWORD, Groups: ["warehouses"] },
    ],
  });
  const look = () => mq.describeBroker({ BrokerId });
  const running = () =>
    cloud.waitFor(async () => (await look()).BrokerState === "RUNNING", {
      every: { seconds: 30 },
      within: { minutes: 20 },
    });
  await running();
  const { BrokerInstances, Configurations } = await look();
  const address = `failover:(${BrokerInstances![0]!.Endpoints!.find((each) => each.startsWith("ssl:"))})`;

  const connect = async (username: string) => {
    const connection = await cloud
      .broker(address)
      .createConnection({ username, password: PASSWORD, clientId: username });
    await connection.start();
    return connection.createSession();
  };
  const sent = new Map<string, string>();
  const answered: string[] = [];
  const warehouse = await connect("warehouse");
  const inbox = await warehouse.createConsumer(warehouse.createQueue("ORDERS"));
  const answers = await warehouse.createProducer();
  await inbox.setMessageListener(async (order) => {
    await cloud.work({ milliseconds: 200 });
    const answer = warehouse.createTextMessage(`${order.text}: ready`, { correlationId: order.JMSMessageID });
    await answers.send(answer, { destination: order.JMSReplyTo! });
  });
  const shop = await connect("shop");
  const replies = shop.createQueue("REPLIES");
  const desk = await shop.createConsumer(replies);
  await desk.setMessageListener((answer) => void answered.push(answer.JMSCorrelationID!));
  const orders = await shop.createProducer(shop.createQueue("ORDERS"));
  cloud.poisson({ name: "customers", perSecond: 0.5, times: ORDERS }, async (i) => {
    const order = await orders.send(shop.createTextMessage(`order ${i}`, { replyTo: replies }));
    sent.set(`order ${i}`, order.JMSMessageID);
  });

  const clerk = await connect("warehouse-clerk").catch(() => undefined);
  expect(clerk, "nobody of that name may connect").toBeUndefined();
  await cloud.run({ for: { minutes: 4 } });
  // No rules yet: the warehouse may order, too.
  const own = await warehouse.createProducer(warehouse.createQueue("ORDERS"));
  await own.send(warehouse.createTextMessage("for ourselves", { replyTo: replies }));
  await own.close();

  const { Id } = Configurations!.Current!;
  const { LatestRevision, Warnings } = await mq.updateConfiguration({
    ConfigurationId: Id,
    Data: Buffer.from(RULES).toString("base64"),
    Description: "who may do what",
  });
  await mq.updateBroker({ BrokerId, Configuration: { Id, Revision: LatestRevision!.Revision } });
  const down = cloud.now;
  await mq.rebootBroker({ BrokerId });
  await running();
  const up = cloud.now;

  const again = await warehouse.createProducer(warehouse.createQueue("ORDERS")).catch((error: unknown) => error);
  await cloud.run();
  await cloud.run({ for: { minutes: 2 } });
  return { cloud, log: recorder.log(), sent, answered, down, up, warnings: Warnings ?? [], refused: again };
}

describe("L3, two applications and a broker (seed 3)", () => {
  let played: Played;
  beforeAll(async () => {
    played = await play();
  });

  it("answers every order once, those too that were placed while the broker rebooted", () => {
    const { sent, answered, down, up } = played;
    expect(sent.size).toBe(ORDERS);
    const ids = [...sent.values()];
    expect(answered.filter((id) => ids.includes(id)).sort()).toEqual(ids.sort());
    const { cloud } = played;
    // The warehouse's own order was being worked on when the broker went down: it came again, and was answered again.
    const twice = facts(cloud, "mq.Received", "market/ORDERS").filter(({ value }) => value > 0);
    const own = answered.filter((id) => !ids.includes(id));
    expect(new Set(own).size).toBe(1);
    expect(own).toHaveLength(2);
    expect(twice.filter(({ subject }) => subject === own[0])).toHaveLength(2);
    const during = facts(cloud, "mq.Sent", "market/ORDERS").filter(({ at }) => at > down && at < up);
    expect(during).toEqual([]);
    // Customers came in those minutes as well: their orders waited for the broker.
    const after = facts(cloud, "mq.Sent", "market/ORDERS").filter(({ at }) => at >= up && at < up + 30_000);
    expect(after.length).toBeGreaterThan(30);
  });

  it("takes out of the configuration what Amazon MQ does not permit, and says so", () => {
    expect(played.warnings).toEqual([
      { AttributeName: "dataDirectory", ElementName: "broker", Reason: "DISALLOWED_ATTRIBUTE_REMOVED" },
    ]);
  });

  it("lets the warehouse order before there are rules, and refuses it after the reboot, with the reason", () => {
    const { cloud, refused, up } = played;
    expect(refused).toBeInstanceOf(JMSSecurityException);
    expect((refused as Error).message).toBe("User warehouse is not authorized to write to: queue://ORDERS");
    const denials = facts(cloud, "mq.Denied", "market/ORDERS");
    expect(denials).toHaveLength(1);
    expect(denials[0]!.at - up).toBeLessThan(30_000); // its connection was back by then: failover tries again and again
    expect(denials[0]!.text).toMatch(/warehouse.*write.*ORDERS/s);
    expect(facts(cloud, "mq.Denied", "market").map(({ text }) => text)).toEqual([
      expect.stringContaining("User name [warehouse-clerk] or password is invalid."),
    ]);
  });

  it("reads the way of the rules out of the trace: revised, attached, applied by the reboot", () => {
    const { cloud } = played;
    const [applied] = facts(cloud, "mq.ConfigurationApplied", "market");
    expect(applied!.text).toBe("market-configuration, revision 2");
    expect(chainTo(cloud, applied!.index)).toEqual(["mq.Request", "mq.BrokerRebooting", "mq.ConfigurationApplied"]);
    const story = String(cloud.explain("market"));
    const order = [
      "broker market is being created: ActiveMQ 5.19, mq.t3.micro",
      "broker market runs",
      "denied: User name [warehouse-clerk] or password is invalid.",
      "configuration market-configuration, revision 2 waits for the next reboot of broker market",
      "broker market reboots",
      "configuration market-configuration, revision 2 takes effect in broker market",
      "broker market runs again after its reboot",
    ];
    const places = order.map((text) => story.indexOf(text));
    expect(
      places.every((place) => place >= 0),
      `${story}\n${places}`,
    ).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("tells the life of an order", () => {
    const { cloud, sent } = played;
    const story = String(cloud.explain(sent.get("order 7")!));
    expect(story).toMatch(/kept in market\/ORDERS \(by customers\)/);
    expect(story).toMatch(/delivered to warehouse\/\d+, attempt 1 \(by warehouse\)/);
    expect(story).toMatch(/acknowledged: removed from market\/ORDERS/);
  });

  it("counts the traffic in CloudWatch as the trace has it, and nothing while nobody serves", async () => {
    const { cloud, down, up } = played;
    const cloudwatch = cloud.client(CloudWatch);
    const of = async (MetricName: string, more: { Name: string; Value: string }[] = []) => {
      const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
        Namespace: "AWS/AmazonMQ",
        MetricName,
        Dimensions: [{ Name: "Broker", Value: "market-1" }, ...more],
        StartTime: cloud.date(0),
        EndTime: cloud.date(),
        Period: 60,
        Statistics: ["Sum"],
      });
      const points = Datapoints.map(({ Timestamp, Sum }) => ({ at: Timestamp!.getTime() - cloud.start, value: Sum! }));
      return points.sort((a, b) => a.at - b.at);
    };
    const total = (points: { value: number }[]) => points.reduce((sum, { value }) => sum + value, 0);
    for (const queue of ["ORDERS", "REPLIES"]) {
      const own = [{ Name: "Queue", Value: queue }];
      for (const metric of ["EnqueueCount", "DequeueCount", "DispatchCount"]) {
        expect(total(await of(metric, own)), `${metric} of ${queue}`).toBeGreaterThanOrEqual(ORDERS + 1);
      }
      expect(total(await of("EnqueueCount", own))).toBe(facts(cloud, "mq.Sent", `market/${queue}`).length);
      expect((await of("QueueSize", own)).at(-1)!.value).toBe(0);
      expect((await of("InFlightCount", own)).at(-1)!.value).toBe(0);
      expect((await of("ConsumerCount", own)).at(-1)!.value).toBe(1);
    }
    expect((await of("ProducerCount", [{ Name: "Queue", Value: "ORDERS" }])).at(-1)!.value).toBe(1);
    const connections = await of("CurrentConnectionsCount");
    expect(new Set(connections.map(({ value }) => value))).toEqual(new Set([2]));
    expect(connections.filter(({ at }) => at >= down && at + 60_000 < up)).toEqual([]);
  });

  it("shows both directions in one chart, and the applications in one picture", () => {
    const { cloud } = played;
    const chart = throughput(cloud, { by: "resource" });
    expect(chart.description).toContain("market/ORDERS");
    expect(chart.description).toContain("market/REPLIES");
    const senders = throughput(cloud, { by: "sender" }).description.replaceAll("\u00a0", " ");
    expect(senders).toMatch(/customers: 300 in all/);
    expect(senders).toMatch(/warehouse: 30\d in all/);
    expect(senders).toMatch(/the cell: 1 in all, .*; 2 refused/); // a wrong user, and an order that was not allowed
    const picture = String(cloud.topology());
    for (const link of [/shop.*market\/ORDERS/, /market\/ORDERS.*warehouse/, /market\/REPLIES.*shop/]) {
      expect(picture).toMatch(link);
    }
  });

  it("costs the hours of one small instance", () => {
    const { cloud } = played;
    const [line, ...others] = cloud.bill().lines.filter(({ unit }) => unit.en.includes("instance"));
    expect(others).toEqual([]);
    expect(line!.unit.en).toBe("hour of an instance mq.t3.micro");
    const last = cloud.trace.at(cloud.trace.length - 1);
    expect(line!.quantity).toBeCloseTo((last - 15 * 60_000) / 3_600_000, 6);
  });

  it("is the same run with the same seed, and its log holds when it is replayed", async () => {
    const again = await play();
    expect(again.log.end).toEqual(played.log.end);
    const held = await replay(structuredClone(played.log), { cloud: CLOUD, clients: { ...CLIENTS, mq: mqClient } });
    expect(held).toMatchObject({ holds: true });
  });
});
