/** Charts of a broker's traffic: who got what is published, how much reaches each, what waits. */
import { beforeAll, describe, expect, it } from "vitest";
import { fanout, queueDepth, throughput } from "../../../src/charts";
import { warningsOf } from "../../../src/charts/render";
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

  it("count what each one sends, and mark what is refused", async () => {
    const shop = new Cloud({ seed: 1 });
    const users = ["shop", "depot"].map((username) => ({ username, password: "x", groups: [username] }));
    const authorization = [{ queue: ">", write: ["shop"], read: ["shop", "depot"], admin: ["shop"] }];
    const broker = await shop.startBroker("market", { users, authorization });
    const open = async (username: string) => {
      const connection = await broker.createConnection({ username, password: "x", clientId: username });
      return connection.createSession();
    };
    const [seller, keeper] = [await open("shop"), await open("depot")];
    const producer = await seller.createProducer(seller.createQueue("orders"));
    shop.every({ seconds: 1 }, () => producer.send("order"), { name: "seller", times: 60 });
    shop.every({ seconds: 20 }, () => keeper.createProducer(keeper.createQueue("orders")).catch(() => undefined), {
      name: "keeper",
      times: 3,
    });
    await shop.run();
    const chart = throughput(shop, { by: "sender" });
    expect(plain(chart.description)).toMatch(
      /^seller: 60 in all, at most 1\.?\d* a second\. keeper: 0 in all, at most 0 a second; 3 refused\.$/,
    );
    expect(await warningsOf(chart.spec)).toEqual([]);
    expect(JSON.stringify(chart.spec).match(/"refused":1/g)).toHaveLength(3);
    expect(() => throughput(shop, { by: "actor" as "sender" })).toThrow('"kind", "resource" or "sender"');
  });

  it("do not count the copies of a topic as anybody's sending", () => {
    expect(plain(throughput(cloud, { by: "sender" }).description)).toMatch(
      /^the cell: 10 in all, at most 0\.\d a second\.$/,
    );
  });

  it("show what waits for a subscription whose client is away", () => {
    expect(plain(queueDepth(cloud, { resource: "press/news/archive:all" }).description)).toContain(
      "at most 10 visible messages",
    );
  });
});
