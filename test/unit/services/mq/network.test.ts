/** Two brokers of Amazon MQ, one of which passes on to the other what is asked for there: by its configuration alone. */
import * as mqClient from "@aws-sdk/client-mq";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { GOOD } from "./world";

describe("a network connector in a configuration", () => {
  it("brings messages to consumers of the other broker from the reboot on", async () => {
    const cloud = new Cloud({ seed: 1 });
    const mq = cloud.client(mqClient.Mq);
    const make = async (BrokerName: string) => {
      const { BrokerId } = await mq.createBroker({
        BrokerName,
        EngineType: "ACTIVEMQ",
        HostInstanceType: "mq.m5.large",
        DeploymentMode: "SINGLE_INSTANCE",
        PubliclyAccessible: true,
        Users: [{ Username: "bridge", Password: GOOD }],
      });
      await cloud.run();
      return mq.describeBroker({ BrokerId });
    };
    const [west, east] = [await make("west"), await make("east")];
    const open = async (name: string) => {
      const connection = await cloud.broker(name).createConnection({ username: "bridge", password: GOOD });
      await connection.start();
      return connection.createSession();
    };
    const send = async (text: string) => {
      const session = await open("west");
      await (await session.createProducer(session.createQueue("orders"))).send(text);
    };
    const there = await open("east");
    const consumer = await there.createConsumer(there.createQueue("orders"));
    await send("before");
    expect(await consumer.receive({ minutes: 1 })).toBeNull();

    const uri = `static:(${east.BrokerInstances![0]!.Endpoints![0]})`;
    const xml = `<broker xmlns="http://activemq.apache.org/schema/core"><networkConnectors><networkConnector name="to-east" uri="${uri}" userName="bridge"/></networkConnectors></broker>`;
    const { Id } = west.Configurations!.Current!;
    const { LatestRevision, Warnings } = await mq.updateConfiguration({
      ConfigurationId: Id,
      Data: Buffer.from(xml).toString("base64"),
    });
    expect(Warnings).toEqual([]);
    await mq.updateBroker({ BrokerId: west.BrokerId, Configuration: { Id, Revision: LatestRevision!.Revision } });
    await mq.rebootBroker({ BrokerId: west.BrokerId });
    await cloud.run();
    expect((await consumer.receive({ minutes: 1 }))?.text).toBe("before"); // persistent: it was still there
    await send("after");
    expect((await consumer.receive({ minutes: 1 }))?.text).toBe("after");
    expect(String(cloud.topology())).toMatch(/broker west delivers to broker east/);
  });
});
