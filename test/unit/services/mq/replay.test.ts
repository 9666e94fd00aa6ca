/** Management and messages of one run: the log holds when it is replayed, and a RabbitMQ broker is managed only. */
import * as mqClient from "@aws-sdk/client-mq";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { replay } from "../../../../src/sdk/replay";
import { GOOD } from "./world";

const BROKER = {
  BrokerName: "shop",
  EngineType: "ACTIVEMQ",
  HostInstanceType: "mq.t3.micro",
  DeploymentMode: "SINGLE_INSTANCE",
  PubliclyAccessible: true,
  Users: [{ Username: "ana", Password: GOOD }],
} as const;

describe("a run with Amazon MQ", () => {
  it("is replayed from its log, reboots, users and messages included", async () => {
    const options = { seed: 7 };
    const cloud = new Cloud(options);
    const recorder = cloud.record();
    const mq = cloud.client(mqClient.Mq);
    const { BrokerId } = await mq.createBroker({ ...BROKER, Users: [...BROKER.Users] });
    await cloud.run();
    await mq.createUser({ BrokerId, Username: "eva", Password: GOOD });
    const connection = await cloud.broker("failover:(shop)").createConnection({ username: "ana", password: GOOD });
    await connection.start();
    const session = await connection.createSession();
    const producer = await session.createProducer(session.createQueue("orders"));
    await producer.send("kept");
    await producer.send("lost", { deliveryMode: "NON_PERSISTENT" });
    await mq.rebootBroker({ BrokerId });
    await cloud.run();
    const consumer = await session.createConsumer(session.createQueue("orders"));
    expect((await consumer.receive({ minutes: 1 }))?.text).toBe("kept");
    expect(await consumer.receive({ minutes: 1 })).toBeNull();
    await expect(
      mq.updateBroker({ BrokerId, EngineVersion: "1.0" }),
      "a refused call is in the log, too",
    ).rejects.toThrow("[1.0] is invalid");
    await mq.deleteBroker({ BrokerId });
    await cloud.run();

    const held = await replay(structuredClone(recorder.log()), { cloud: options, clients: { mq: mqClient } });
    expect(held).toMatchObject({ holds: true });
    const forged = structuredClone(recorder.log());
    (forged.calls[0]!.input as { BrokerName: string }).BrokerName = "other";
    expect((await replay(forged, { cloud: options, clients: { mq: mqClient } })).holds).toBe(false);
  });
});

describe("a broker of RabbitMQ", () => {
  it("says to whoever would connect what is simulated, by name, id and address, and no more when it is gone", async () => {
    const cloud = new Cloud({ seed: 1 });
    const mq = cloud.client(mqClient.Mq);
    const { BrokerId } = await mq.createBroker({ ...BROKER, EngineType: "RABBITMQ", Users: [...BROKER.Users] });
    await cloud.run();
    const { BrokerInstances } = await mq.describeBroker({ BrokerId });
    const connect = (address: string) =>
      cloud.broker(address).createConnection({ username: "ana", password: GOOD }).catch(String);
    for (const address of ["shop", BrokerId!, BrokerInstances![0]!.Endpoints![0]!]) {
      expect(await connect(address)).toBe(
        "JMSException: nubelab simulates the management of RabbitMQ brokers, not RabbitMQ itself: only brokers of ActiveMQ can be connected to",
      );
    }
    await mq.deleteBroker({ BrokerId });
    await cloud.run();
    expect(await connect("shop")).toContain("UnknownHostException");
  });
});

describe("a name", () => {
  it("is used once, whoever made the broker", async () => {
    const cloud = new Cloud({ seed: 1 });
    const mq = cloud.client(mqClient.Mq);
    await cloud.startBroker("shop");
    await expect(mq.createBroker({ ...BROKER, Users: [...BROKER.Users] })).rejects.toThrow("[shop] is already in use");
    await mq.createBroker({ ...BROKER, BrokerName: "store", Users: [...BROKER.Users] });
    await expect(cloud.startBroker("store")).rejects.toThrow("store");
  });
});

describe("a micro instance", () => {
  it("takes 300 connections and refuses the next, with the reason", async () => {
    const cloud = new Cloud({ seed: 1 });
    const mq = cloud.client(mqClient.Mq);
    await mq.createBroker({ ...BROKER, Users: [...BROKER.Users] });
    await cloud.run();
    const connect = () => cloud.broker("shop").createConnection({ username: "ana", password: GOOD });
    const [first] = await Promise.all(Array.from({ length: 300 }, connect));
    await expect(connect()).rejects.toThrow("Exceeded the maximum number of allowed client connections: 300");
    await first!.close();
    await connect();
  });
});
