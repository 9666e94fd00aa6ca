/** What the client adds to the broker's operations, and faults as a client meets them. */
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { Destination, JMSException, JMSSecurityException, QueueRequestor } from "../../../../src/sdk/mq";
import { connected, STUDENT, withBroker } from "./world";

describe("the client of a broker", () => {
  it("asks and is answered over a temporary queue; a late answer to an earlier question is dropped", async () => {
    const { cloud, broker, connection } = await withBroker();
    const prices = (await (await connected(broker, "shop")).createSession()) as Awaited<
      ReturnType<typeof connection.createSession>
    >;
    const answers = await prices.createProducer();
    const consumer = await prices.createConsumer(prices.createQueue("prices"));
    await consumer.setMessageListener(async (message) => {
      if (message.text === "slow") await cloud.sleep({ seconds: 2 });
      const reply = prices.createTextMessage(`${message.text}: 3 euros`, {
        correlationId: message.JMSCorrelationID!,
      });
      await answers.send(reply, { destination: message.JMSReplyTo! });
    });
    const session = await connection.createSession();
    const requestor = await QueueRequestor.create(session, session.createQueue("prices"));
    const ask = (text: string, seconds = 10) => requestor.request(session.createTextMessage(text), { seconds });
    expect((await ask("apples"))?.text).toBe("apples: 3 euros");
    expect(await ask("slow", 1)).toBeNull();
    expect((await ask("pears"))?.text).toBe("pears: 3 euros");
    await requestor.close();
  });

  it("throws JMS's own exceptions, each of its class", async () => {
    const { cloud, broker } = await withBroker();
    const error = await broker.createConnection({ username: "eve", password: "x" }).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(JMSSecurityException);
    expect(error).toBeInstanceOf(JMSException);
    expect((error as Error).name).toBe("JMSSecurityException");
    await expect(cloud.broker("").createConnection(STUDENT)).rejects.toBeInstanceOf(JMSException);
    await expect(cloud.broker("shop").createConnection({} as never)).rejects.toThrow(/password is invalid/);
    await expect(cloud.startBroker("shop")).rejects.toThrow('Name: a name that no other broker has, not "shop"');
    await expect(cloud.startBroker("not a name")).rejects.toThrow(/1 to 50 letters/);
    await expect(cloud.startBroker("x", { policies: 3 as never })).rejects.toThrow(/policies: a list, not 3/);
  });

  it("tells a refusal in the trace, with the right that is missing and the groups that have it", async () => {
    const cloud = new Cloud();
    const broker = await cloud.startBroker("vault", {
      users: [
        { username: "ana", password: "ana", groups: ["clerks"] },
        { username: "ben", password: "ben", groups: ["admins"] },
      ],
      authorization: [{ queue: ">", read: ["admins"], write: ["admins"], admin: ["admins"] }],
    });
    const session = await (await broker.createConnection({ username: "ana", password: "ana" })).createSession();
    await expect(session.createProducer(session.createQueue("SALARIES"))).rejects.toThrow(
      "User ana is not authorized to write to: queue://SALARIES",
    );
    expect(String(cloud.explain("vault/SALARIES"))).toContain(
      "User ana is not authorized to write to: queue://SALARIES (write: admins; belongs to clerks)",
    );
  });

  it("gets a message again when its acknowledgement was lost", async () => {
    const cloud = new Cloud({ faults: (faults) => faults.loseAcknowledgements("shop/orders", { until: 1_000 }) });
    const broker = await cloud.startBroker("shop");
    const connection = await connected(broker, "app");
    const session = await connection.createSession();
    const orders = session.createQueue("orders");
    await (await session.createProducer(orders)).send("a");
    const consumer = await session.createConsumer(orders);
    expect((await consumer.receive())?.text).toBe("a");
    expect(await consumer.receive(2_000)).toBeNull();
    await consumer.close();
    const again = await (await session.createConsumer(orders)).receive(1);
    expect([again?.text, again?.JMSRedelivered]).toEqual(["a", true]);
    expect(await session.browse(orders)).toEqual([]);
  });

  it("shows messages and destinations as what they are", async () => {
    const { connection } = await withBroker();
    const session = await connection.createSession();
    expect(String(session.createTopic("news"))).toBe("topic://news");
    const message = session.createTextMessage("hi");
    expect(String(message)).toBe('text message (not sent): "hi"');
    await (await session.createProducer(new Destination("queue", "q"))).send(message);
    expect(String(message)).toBe(`text message ${message.JMSMessageID}: "hi"`);
    expect(String(session.createBytesMessage(new Uint8Array(3)))).toBe("bytes message (not sent): 3 bytes");
  });
});
