/** The metrics of ActiveMQ brokers: read off the trace, each once a minute while the broker runs. */
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { metricsOf } from "../../../../src/services/cloudwatch/store";
import { storageOf } from "../../../../src/services/mq/limits";

type Dimensions = Record<string, string>;

/** The value of each minute of a metric, in order; undefined where there is none. */
function minutes(cloud: Cloud, name: string, dimensions: Dimensions = {}, node = 1): (number | undefined)[] {
  const all = { Broker: `shop-${node}`, ...dimensions };
  const wanted = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
  const [series] = metricsOf(cloud.trace, cloud.start).read(cloud.now).find("AWS/AmazonMQ", name, wanted);
  const first = cloud.start / 1_000;
  return Array.from({ length: Math.floor(cloud.now / 60_000) }, (_, i) => {
    const second = first + i * 60;
    return series?.runs.find(({ from, to }) => from <= second && second < to)?.bucket.sum;
  });
}

async function open(deploymentMode: "SINGLE_INSTANCE" | "ACTIVE_STANDBY_MULTI_AZ" = "SINGLE_INSTANCE") {
  const cloud = new Cloud({ seed: 1 });
  const broker = await cloud.startBroker("shop", { deploymentMode });
  const connect = async (clientId: string) => {
    const connection = await broker.createConnection({ username: "student", password: "student", clientId });
    await connection.start();
    return { connection, session: await connection.createSession("CLIENT_ACKNOWLEDGE") };
  };
  return { cloud, broker, connect, minute: () => cloud.run({ for: { minutes: 1 } }) };
}

const QUEUE = { Queue: "orders" };

describe("the metrics of a queue", () => {
  it("count what was sent, handed out and acknowledged in each minute, and what waits at its end", async () => {
    const { cloud, connect, minute } = await open();
    const { session } = await connect("ana");
    const orders = session.createQueue("orders");
    const producer = await session.createProducer(orders);
    for (let i = 0; i < 5; i++) await producer.send(`order ${i}`);
    await minute();
    const consumer = await session.createConsumer(orders, { prefetch: 2 });
    await consumer.receive();
    await minute();
    await (await consumer.receive())!.acknowledge();
    await minute();
    expect(minutes(cloud, "EnqueueCount", QUEUE)).toEqual([5, 0, 0]);
    expect(minutes(cloud, "QueueSize", QUEUE)).toEqual([5, 5, 3]);
    expect(minutes(cloud, "DequeueCount", QUEUE)).toEqual([0, 0, 2]);
    expect(minutes(cloud, "InFlightCount", QUEUE)[0]).toBe(0);
    expect(minutes(cloud, "InFlightCount", QUEUE)[1]).toBeGreaterThanOrEqual(2);
    expect(minutes(cloud, "ConsumerCount", QUEUE)).toEqual([0, 1, 1]);
    expect(minutes(cloud, "ProducerCount", QUEUE)).toEqual([1, 1, 1]);
    const dispatched = minutes(cloud, "DispatchCount", QUEUE).reduce<number>((sum, each) => sum + (each ?? 0), 0);
    expect(dispatched).toBe([...cloud.trace.events({ kinds: ["mq.Dispatched"] })].length);
    expect(minutes(cloud, "EnqueueTime", QUEUE)[1]).toBe(60_000);
  });

  it("count what expired, and the dead letter that it became", async () => {
    const { cloud, connect } = await open();
    const { session } = await connect("ana");
    const producer = await session.createProducer(session.createQueue("orders"));
    await producer.send("too late", { timeToLive: { seconds: 10 } });
    await cloud.run({ for: { minutes: 2 } });
    expect(minutes(cloud, "ExpiredCount", QUEUE)).toEqual([1, 0]);
    expect(minutes(cloud, "QueueSize", QUEUE)).toEqual([0, 0]);
    expect(minutes(cloud, "QueueSize", { Queue: "ActiveMQ.DLQ" })).toEqual([1, 1]);
    expect(minutes(cloud, "TotalMessageCount")).toEqual([1, 1]);
  });

  it("are those of the first thousand destinations, and of no temporary one", async () => {
    const { cloud, connect, minute } = await open();
    const { session } = await connect("ana");
    const temporary = await session.createTemporaryQueue();
    const sender = await session.createProducer();
    await sender.send("x", { destination: temporary });
    for (let i = 0; i < 1_001; i++) await sender.send("x", { destination: session.createQueue(`q${i}`) });
    await minute();
    expect(minutes(cloud, "QueueSize", { Queue: "q998" })).toEqual([1]);
    expect(minutes(cloud, "QueueSize", { Queue: "q1000" })).toEqual([undefined]);
    expect(minutes(cloud, "QueueSize", { Queue: temporary.name })).toEqual([undefined]);
    expect(minutes(cloud, "TotalMessageCount")).toEqual([1_002]);
  });
});

describe("the metrics of a topic", () => {
  it("count a message once when it is published, and for each subscription when it is handed out", async () => {
    const { cloud, connect, minute } = await open();
    const { session } = await connect("ana");
    const news = session.createTopic("news");
    for (let i = 0; i < 3; i++) await session.createConsumer(news);
    await session.createDurableSubscriber(news, "archive");
    const producer = await session.createProducer(news);
    await producer.send("extra");
    await minute();
    const topic = { Topic: "news" };
    expect(minutes(cloud, "EnqueueCount", topic)).toEqual([1]);
    expect(minutes(cloud, "DispatchCount", topic)).toEqual([4]);
    expect(minutes(cloud, "ConsumerCount", topic)).toEqual([4]);
    expect(minutes(cloud, "QueueSize", topic)).toEqual([undefined]);
    expect(minutes(cloud, "TotalEnqueueCount")).toEqual([1]);
  });
});

describe("the metrics of a broker", () => {
  it("count connections, consumers and producers as they are", async () => {
    const { cloud, connect, minute } = await open();
    const ana = await connect("ana");
    const eva = await connect("eva");
    await ana.session.createConsumer(ana.session.createQueue("orders"));
    await eva.session.createProducer(eva.session.createQueue("orders"));
    await minute();
    await eva.connection.close();
    await minute();
    expect(minutes(cloud, "CurrentConnectionsCount")).toEqual([2, 1]);
    expect(minutes(cloud, "EstablishedConnectionsCount")).toEqual([2, 2]);
    expect(minutes(cloud, "TotalConsumerCount")).toEqual([1, 1]);
    expect(minutes(cloud, "TotalProducerCount")).toEqual([1, 0]);
  });

  it("say how full its store is", async () => {
    const { cloud, connect, minute } = await open();
    const { session } = await connect("ana");
    const producer = await session.createProducer(session.createQueue("orders"));
    await producer.send("x".repeat(1_000_000));
    await minute();
    const [percent] = minutes(cloud, "StorePercentUsage");
    const [sent] = [...cloud.trace.events({ kinds: ["mq.Sent"] })];
    expect(percent).toBeCloseTo((100 * sent!.value) / storageOf("mq.m5.large"), 10);
    expect(percent).toBeGreaterThan(0);
  });

  it("move to the other node with it, and are absent while nobody serves", async () => {
    const { cloud, broker, connect, minute } = await open("ACTIVE_STANDBY_MULTI_AZ");
    const { session } = await connect("ana");
    await session.createConsumer(session.createQueue("orders"));
    await minute();
    await broker.crash({ for: { seconds: 90 } });
    await minute();
    await minute();
    await minute();
    expect(minutes(cloud, "ConsumerCount", QUEUE)).toEqual([1, undefined, undefined, undefined]);
    expect(minutes(cloud, "ConsumerCount", QUEUE, 2)).toEqual([undefined, undefined, 1, 1]);
    expect(minutes(cloud, "CurrentConnectionsCount", {}, 2).slice(2)).toEqual([1, 1]);
  });
});
