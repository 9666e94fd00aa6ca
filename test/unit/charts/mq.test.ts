/** Charts of a broker's traffic: who got what is published, how much reaches each, what waits. */
import { beforeAll, describe, expect, it } from "vitest";
import { fanout, queueDepth, throughput } from "../../../src/charts";
import { Cloud } from "../../../src/sdk/cloud";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

async function news(): Promise<Cloud> {
  const cloud = new Cloud({ seed: 1 });
  const broker = await cloud.startBroker("press");
  const connect = async (clientId: string, isStarted = true) => {
    const connection = await broker.createConnection({ username: "student", password: "student", clientId });
    if (isStarted) await connection.start();
    return connection.createSession();
  };
  const reader = await connect("reader");
  const topic = reader.createTopic("news");
  await (await reader.createConsumer(topic)).setMessageListener(() => undefined);
  const picky = await connect("picky");
  await (await picky.createConsumer(topic, { selector: "section = 'sport'" })).setMessageListener(() => undefined);
  const archive = await connect("archive");
  await (await archive.createDurableSubscriber(topic, "all")).close();
  const desk = await connect("desk");
  const producer = await desk.createProducer(topic);
  for (let i = 0; i < 10; i++) {
    await producer.send(desk.createTextMessage(`news ${i}`, { properties: { section: i % 2 ? "sport" : "home" } }));
    await cloud.run({ for: { seconds: 5 } });
  }
  return cloud;
}

describe("charts of a broker", () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await news();
  });

  it("say who got what was published: read, filtered out, or still waiting for who is away", () => {
    expect(plain(fanout(cloud).description)).toBe(
      "reader/2: 10 delivered (10 attempts). picky/2: 5 delivered, 5 filtered out (5 attempts). archive:all: 10 still waiting (0 attempts).",
    );
    expect(plain(fanout(cloud, { resource: "press/news" }).description)).toContain("archive:all: 10 still waiting");
    expect(() => fanout(cloud, { resource: "news" })).toThrow('there are: "press/news"');
  });

  it("count what reaches the topic and each of its subscriptions", () => {
    const text = plain(throughput(cloud, { by: "resource" }).description);
    expect(text).toContain("press/news: 10 in all");
    expect(text).toContain("press/news/archive:all: 10 in all");
  });

  it("show what waits for a subscription whose client is away", () => {
    expect(plain(queueDepth(cloud, { resource: "press/news/archive:all" }).description)).toContain(
      "at most 10 visible messages",
    );
  });
});
