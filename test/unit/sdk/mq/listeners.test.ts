import { describe, expect, it } from "vitest";
import { connected, kindsOf, withBroker } from "./world";

describe("a message listener", () => {
  it("gets the messages one at a time, in virtual time, and lets run() end", async () => {
    const { cloud, connection } = await withBroker();
    const session = await connection.createSession();
    const orders = session.createQueue("orders");
    const got: [string, number][] = [];
    const consumer = await session.createConsumer(orders);
    await consumer.setMessageListener(async (message) => {
      got.push([message.text, cloud.now]);
      await cloud.sleep(100);
    });
    const producer = await session.createProducer(orders);
    for (const text of ["a", "b", "c"]) await producer.send(text);
    await cloud.run();
    expect(got).toEqual([
      ["a", 0],
      ["b", 100],
      ["c", 200],
    ]);
    expect(cloud.now).toBe(300);
  });

  it("is one of a session's: two consumers of one session never work at the same time, two sessions do", async () => {
    const work = async (sessions: number) => {
      const { cloud, connection } = await withBroker();
      const made = [await connection.createSession(), sessions === 2 ? await connection.createSession() : undefined];
      for (const name of ["a", "b"]) {
        const session = made[name === "b" ? sessions - 1 : 0]!;
        const consumer = await session.createConsumer(session.createQueue(name));
        await consumer.setMessageListener(() => cloud.sleep({ seconds: 1 }));
        const producer = await session.createProducer(session.createQueue(name));
        await producer.send(name);
      }
      await cloud.run();
      return cloud.now;
    };
    expect(await work(1)).toBe(2_000);
    expect(await work(2)).toBe(1_000);
  });

  it("that throws sends the message back, until it is dead", async () => {
    const { cloud, connection } = await withBroker();
    const session = await connection.createSession();
    const orders = session.createQueue("orders");
    let attempts = 0;
    await (await session.createConsumer(orders)).setMessageListener(() => {
      attempts++;
      throw new RangeError("no such article");
    });
    const { JMSMessageID } = await (await session.createProducer(orders)).send("a");
    await cloud.run();
    expect(attempts).toBe(7);
    expect(cloud.now).toBe(6_000);
    const [letter] = await session.browse(session.createQueue("ActiveMQ.DLQ"));
    expect(letter?.properties.dlqDeliveryFailureCause).toMatch(/Delivery\[7\] .*cause:RangeError: no such article$/);
    expect(kindsOf(cloud, JMSMessageID).slice(-5)).toEqual([
      "Received",
      "ListenerFailed",
      "Returned",
      "DeadLettered",
      "Moved",
    ]);
  });

  it("that throws in CLIENT_ACKNOWLEDGE leaves it to the session", async () => {
    const { cloud, connection } = await withBroker();
    const session = await connection.createSession("CLIENT_ACKNOWLEDGE");
    const orders = session.createQueue("orders");
    const got: string[] = [];
    await (await session.createConsumer(orders)).setMessageListener(async (message) => {
      got.push(message.text);
      if (message.text === "a") throw new Error("not now");
      await message.acknowledge();
    });
    const producer = await session.createProducer(orders);
    await producer.send("a");
    await producer.send("b");
    await cloud.run();
    expect(got).toEqual(["a", "b"]);
    expect(await session.browse(orders)).toEqual([]);
  });

  it("may commit its own transaction", async () => {
    const { cloud, connection } = await withBroker();
    const session = await connection.createSession("SESSION_TRANSACTED");
    const done = await session.createProducer(session.createQueue("done"));
    await (await session.createConsumer(session.createQueue("orders"))).setMessageListener(async (message) => {
      await done.send(`${message.text} done`);
      if (message.deliveryCount === 1) await session.rollback();
      else await session.commit();
    });
    const other = await connection.createSession();
    await (await other.createProducer(other.createQueue("orders"))).send("a");
    await cloud.run();
    expect((await other.browse(other.createQueue("done"))).map(({ text }) => text)).toEqual(["a done"]);
    expect(cloud.now).toBe(1_000);
  });

  it("with prefetch 1 leaves the work to whoever is free; with the default the slow one hoards", async () => {
    const share = async (prefetch?: number) => {
      const { cloud, broker, connection } = await withBroker();
      const counts = { slow: 0, fast: 0 };
      const session = await connection.createSession();
      const jobs = session.createQueue("jobs");
      for (const [name, ms] of [
        ["slow", 1_000],
        ["fast", 10],
      ] as const) {
        const own = await (await connected(broker, name)).createSession();
        const consumer = await own.createConsumer(jobs, prefetch === undefined ? {} : { prefetch });
        await consumer.setMessageListener(async () => {
          counts[name]++;
          await cloud.sleep(ms);
        });
      }
      const producer = await session.createProducer(jobs);
      for (let i = 0; i < 20; i++) await producer.send(`job ${i}`);
      await cloud.run();
      return { ...counts, ms: cloud.now };
    };
    expect(await share()).toEqual({ slow: 10, fast: 10, ms: 10_000 });
    expect(await share(1)).toEqual({ slow: 1, fast: 19, ms: 1_000 });
  });

  it("cannot be set beside receive, and receive not twice at once", async () => {
    const { cloud, connection } = await withBroker();
    const session = await connection.createSession();
    const consumer = await session.createConsumer(session.createQueue("orders"));
    const waiting = consumer.receive(1_000);
    await expect(consumer.receive(1_000)).rejects.toThrow(/another call waits/);
    expect(await waiting).toBeNull();
    await consumer.setMessageListener(() => undefined);
    await expect(consumer.receive(1)).rejects.toThrow(
      "Cannot synchronously receive a message when a MessageListener is set",
    );
    const pull = await session.createConsumer(session.createQueue("orders"), { prefetch: 0 });
    await expect(pull.setMessageListener(() => undefined)).rejects.toThrow(/Illegal prefetch size of zero/);
    await expect(pull.setMessageListener("print" as never)).rejects.toThrow(/give a function, not string/);
    await cloud.run();
  });

  it("ends when its session closes; what it works on goes back", async () => {
    const { cloud, connection } = await withBroker();
    const session = await connection.createSession();
    const orders = session.createQueue("orders");
    await (await session.createConsumer(orders)).setMessageListener(() => cloud.sleep({ seconds: 10 }));
    await (await session.createProducer(orders)).send("a");
    await cloud.run({ for: 1_000 });
    await session.close();
    const other = await connection.createSession();
    const again = await (await other.createConsumer(orders)).receive(1);
    expect(again?.JMSRedelivered).toBe(true);
    await cloud.run();
  });
});

describe("a connection", () => {
  it("tells its exception listener when it has failed, and its listeners end", async () => {
    const { cloud, broker, connection } = await withBroker();
    const session = await connection.createSession();
    await (await session.createConsumer(session.createQueue("orders"))).setMessageListener(() => undefined);
    const heard: string[] = [];
    connection.onException((error) => heard.push(`${error.name}: ${error.message}`));
    await cloud.run();
    await broker.crash();
    await cloud.run();
    expect(heard).toEqual(["JMSException: The JMS connection has failed: java.io.EOFException"]);
    await expect(session.createConsumer(session.createQueue("orders"))).rejects.toMatchObject({
      name: "ConnectionFailedException",
    });
  });

  it("with failover goes on where it was: no message is lost, and what was in hand comes again", async () => {
    const { cloud } = await withBroker();
    const pair = await cloud.startBroker("pair", { deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" });
    const connection = await connected(pair, "worker");
    const session = await connection.createSession("CLIENT_ACKNOWLEDGE");
    const jobs = session.createQueue("jobs");
    const got: string[] = [];
    await (await session.createConsumer(jobs)).setMessageListener(async (message) => {
      got.push(`${message.text} at ${cloud.now}`);
      await cloud.sleep({ seconds: 2 });
      await message.acknowledge();
    });
    const sender = await connected(pair, "sender");
    const sending = await sender.createSession();
    const producer = await sending.createProducer(jobs);
    await producer.send("a");
    await producer.send("b");
    cloud.spawn("storm", async () => {
      await cloud.sleep({ seconds: 1 });
      await pair.crash({ for: { seconds: 10 } });
      await producer.send("c");
    });
    await cloud.run();
    // Tries 10, 30, 70 ... 10,230 ms after the crash: the first after the standby serves, at 11 s, is at 11.23 s.
    expect(got).toEqual(["a at 0", "a at 11230", "b at 13230", "c at 15230"]);
    expect(await sending.browse(jobs)).toEqual([]);
  });

  it("waits for a broker that is down when its address is a failover list", async () => {
    const { cloud, broker } = await withBroker();
    await broker.crash({ for: { seconds: 5 } });
    const late = await connected(cloud.broker("failover:(shop)"), "late");
    expect(cloud.now).toBe(5_010);
    await late.close();
  });

  it("copies what it sends: changing it afterwards changes nothing", async () => {
    const { connection } = await withBroker();
    const session = await connection.createSession();
    const orders = session.createQueue("orders");
    const order = { lines: [1] };
    await (await session.createProducer(orders)).send(session.createObjectMessage(order));
    order.lines.push(2);
    const message = await (await session.createConsumer(orders)).receive();
    expect(message?.object).toEqual({ lines: [1] });
    expect(() => message?.text).toThrow("this is a message of kind object, not text");
  });

  it("refuses what no message can hold, and acknowledging what was not received", async () => {
    const { connection } = await withBroker();
    const session = await connection.createSession();
    const producer = await session.createProducer(session.createQueue("orders"));
    await expect(producer.send(session.createObjectMessage({ f: () => 1 }))).rejects.toMatchObject({
      name: "MessageFormatException",
    });
    await expect(producer.send(7 as never)).rejects.toThrow();
    await expect(session.createTextMessage("a").acknowledge()).rejects.toThrow(/only a message that was received/);
  });
});
