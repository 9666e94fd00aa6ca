/** What brokers cost: the hours that they stand, by instance; the messages that they keep. */
import { describe, expect, it } from "vitest";
import { bill } from "../../../../src/services/billing";
import { makeMq } from "../mq/world";

const lines = (trace: Parameters<typeof bill>[0]): Record<string, number> =>
  Object.fromEntries(bill(trace).lines.map(({ unit, quantity }) => [unit.en, Math.round(quantity * 1e6) / 1e6]));

describe("the bill of a broker", () => {
  it("counts its hours from when it runs, to the last fact of the run", async () => {
    const { broker, call, sim } = makeMq();
    const id = await broker();
    expect(lines(sim.trace)).toEqual({});
    await sim.run({ for: { hours: 10 } });
    await call("DescribeBroker", { BrokerId: id });
    expect(lines(sim.trace)).toEqual({ "hour of an instance mq.t3.micro": 10 });
    expect(bill(sim.trace).total).toBeCloseTo(10 * 0.02704, 8);
  });

  it("ends when it is deleted", async () => {
    const { broker, call, sim } = makeMq();
    const id = await broker();
    await sim.run({ for: { minutes: 90 } });
    await call("DeleteBroker", { BrokerId: id });
    await sim.run({ for: { days: 3 } });
    await call("ListBrokers", {});
    expect(lines(sim.trace)).toEqual({ "hour of an instance mq.t3.micro": 1.5 });
  });

  it("is for two instances of a pair, and three of a cluster", async () => {
    const { broker, call, sim } = makeMq();
    await broker({ HostInstanceType: "mq.m5.large", DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ" });
    await call("CreateBroker", {
      BrokerName: "rabbit",
      EngineType: "RABBITMQ",
      HostInstanceType: "mq.m5.xlarge",
      DeploymentMode: "CLUSTER_MULTI_AZ",
      PubliclyAccessible: true,
      Users: [{ Username: "bunny", Password: "correct-horse-9" }],
    });
    await sim.run({ for: { minutes: 75 } });
    await call("ListBrokers", {});
    expect(lines(sim.trace)).toEqual({ "hour of an instance mq.m5.large": 2.5, "hour of an instance mq.m5.xlarge": 3 });
  });

  it("follows an instance type from the reboot on", async () => {
    const { broker, call, sim } = makeMq();
    const id = await broker();
    await call("UpdateBroker", { BrokerId: id, HostInstanceType: "mq.m5.large" });
    await sim.run({ for: { minutes: 57 } });
    await call("RebootBroker", { BrokerId: id });
    await sim.run({ for: { minutes: 63 } });
    await call("ListBrokers", {});
    expect(lines(sim.trace)).toEqual({ "hour of an instance mq.t3.micro": 1, "hour of an instance mq.m5.large": 1 });
  });

  it("is the same in each month of a long run, and does not grow with the traffic of a what-if", async () => {
    const { broker, call, sim } = makeMq();
    await broker();
    await sim.run({ for: { days: 60 } });
    await call("ListBrokers", {});
    expect(lines(sim.trace)).toEqual({ "hour of an instance mq.t3.micro": 60 * 24 });
    const { alternative } = bill(sim.trace, { whatIf: { scale: 10 } });
    expect(alternative!.total).toBeCloseTo(60 * 24 * 0.02704, 6);
  });
});
