/** What management does to the simulated broker, and what it leaves in the trace. */
import { describe, expect, it } from "vitest";
import { GOOD, makeMq } from "./world";

const XML =
  '<broker xmlns="http://activemq.apache.org/schema/core"><plugins><authorizationPlugin><map><authorizationMap><authorizationEntries><authorizationEntry queue="ORDERS" read="clerks" write="shops" admin="admins"/></authorizationEntries></authorizationMap></map></authorizationPlugin></plugins></broker>';

describe("a broker of ActiveMQ", () => {
  it("does not run before it has been created", async () => {
    const { call, engines, sim } = makeMq();
    await call("CreateBroker", {
      BrokerName: "shop",
      EngineType: "ACTIVEMQ",
      HostInstanceType: "mq.t3.micro",
      DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ",
      PubliclyAccessible: false,
      Users: [{ Username: "ana", Password: GOOD }],
    });
    expect(engines.find("shop")!.broker.isRunning).toBe(false);
    await sim.run();
    expect(sim.now).toBe(15 * 60_000);
    const { broker } = engines.find("shop")!;
    expect(broker.isRunning).toBe(true);
    expect(broker.settings).toMatchObject({
      name: "shop",
      deploymentMode: "ACTIVE_STANDBY_MULTI_AZ",
      users: [{ username: "ana", password: GOOD, groups: [] }],
      maximumConnections: 300,
    });
  });

  it("is found at the addresses that DescribeBroker tells", async () => {
    const { broker, call, engines } = makeMq();
    const id = await broker();
    const { BrokerInstances } = await call("DescribeBroker", { BrokerId: id });
    for (const address of BrokerInstances[0].Endpoints) expect(engines.find(address)?.broker.id).toBe(id);
  });

  it("gets users and configuration at the reboot, and not before", async () => {
    const { broker, call, configure, engines } = makeMq();
    const id = await broker();
    await call("CreateUser", { BrokerId: id, Username: "eva", Password: GOOD, Groups: ["clerks"] });
    const engine = engines.find("shop")!.broker;
    expect(engine.settings.users.map(({ username }) => username)).toEqual(["ana"]);
    expect(engine.settings.authorization).toBeUndefined();
    await configure(id, XML);
    expect(engine.settings.users.map(({ username }) => username)).toEqual(["ana", "eva"]);
    expect(engine.settings.authorization).toEqual([
      { queue: "ORDERS", read: ["clerks"], write: ["shops"], admin: ["admins"] },
    ]);
  });

  it("does not run while it reboots", async () => {
    const { broker, call, engines, sim } = makeMq();
    const id = await broker();
    await call("RebootBroker", { BrokerId: id });
    expect(engines.find("shop")!.broker.isRunning).toBe(false);
    await sim.run({ for: { minutes: 3 } });
    expect(engines.find("shop")!.broker.isRunning).toBe(true);
  });

  it("is gone for its clients as soon as it is being deleted", async () => {
    const { broker, call, engines, sim } = makeMq();
    const id = await broker();
    await call("DeleteBroker", { BrokerId: id });
    expect(engines.find("shop")!.broker.isRunning).toBe(false);
    await sim.run();
    expect(engines.find("shop")).toBeUndefined();
    expect((await call("ListBrokers", {})).BrokerSummaries).toEqual([]);
  });

  it("passes on to a larger instance more connections", async () => {
    const { broker, call, engines, sim } = makeMq();
    const id = await broker();
    await call("UpdateBroker", { BrokerId: id, HostInstanceType: "mq.m5.large" });
    await call("RebootBroker", { BrokerId: id });
    await sim.run({ for: { minutes: 3 } });
    expect(engines.find("shop")!.broker.settings.maximumConnections).toBe(2_000);
  });
});

describe("a replica", () => {
  it("serves nobody until it is promoted, and then its primary does not", async () => {
    const { broker, call, engines } = makeMq();
    const pair = { DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ" };
    const primary = await broker(pair);
    const { BrokerArn } = await call("DescribeBroker", { BrokerId: primary });
    const copy = await broker({
      ...pair,
      BrokerName: "copy",
      DataReplicationMode: "CRDR",
      DataReplicationPrimaryBrokerArn: BrokerArn,
    });
    const isRunning = (name: string) => engines.find(name)!.broker.isRunning;
    expect([isRunning("shop"), isRunning("copy")]).toEqual([true, false]);
    await call("Promote", { BrokerId: copy, Mode: "SWITCHOVER" });
    expect([isRunning("shop"), isRunning("copy")]).toEqual([false, true]);
  });
});

describe("the maintenance window", () => {
  it("does nothing when nothing waits, and keeps no run going", async () => {
    const { broker, call, sim, facts } = makeMq();
    const id = await broker();
    await call("UpdateBroker", { BrokerId: id, EngineVersion: "5.19", Logs: { General: true } });
    await call("RebootBroker", { BrokerId: id });
    await sim.run();
    expect(sim.now).toBe(18 * 60_000);
    await sim.run({ for: { days: 8 } });
    expect(facts("BrokerRebooting")).toHaveLength(1);
  });

  it("moves with the update that moves it", async () => {
    const { broker, call, sim, facts } = makeMq(); // starts on a Monday
    const id = await broker();
    await call("UpdateBroker", { BrokerId: id, Logs: { General: true } });
    const MaintenanceWindowStartTime = { DayOfWeek: "TUESDAY", TimeOfDay: "06:00" };
    await call("UpdateBroker", { BrokerId: id, MaintenanceWindowStartTime });
    await sim.run({ for: { days: 8 } });
    expect(facts("BrokerRebooting").map(({ at }) => at)).toEqual([(24 + 6) * 3_600_000]);
  });
});

describe("the trace", () => {
  it("tells the way of a configuration, each fact with its cause", async () => {
    const { broker, configure, sim, facts } = makeMq();
    const id = await broker();
    await configure(id, XML);
    const chain: string[] = [];
    const last = facts("BrokerRunning").at(-1)!;
    for (let row = last.index; row >= 0; row = sim.trace.causeOf(row)) chain.push(sim.trace.event(row).kind);
    expect(chain).toEqual(["mq.BrokerRunning", "mq.BrokerRebooting", "mq.Request"]);
    expect(facts("ConfigurationApplied").map(({ text, resource }) => [resource, text])).toEqual([
      ["shop", "shop-configuration, revision 2"],
    ]);
    const kinds = facts(
      "ConfigurationCreated",
      "ConfigurationRevised",
      "ConfigurationAttached",
      "ConfigurationApplied",
    );
    expect(kinds.map(({ kind }) => kind.slice(3))).toEqual([
      "ConfigurationCreated",
      "ConfigurationRevised",
      "ConfigurationAttached",
      "ConfigurationApplied",
    ]);
  });

  it("holds no password", async () => {
    const { broker, call, sim } = makeMq();
    const id = await broker();
    await call("CreateUser", { BrokerId: id, Username: "eva", Password: GOOD });
    await call("UpdateUser", { BrokerId: id, Username: "eva", Password: `${GOOD}-2` });
    for (const event of sim.trace.events()) expect(JSON.stringify(event)).not.toContain(GOOD);
  });
});

describe("relaxed quotas", () => {
  it("let a course have more revisions than AWS would", async () => {
    const { call } = makeMq({ quotas: "relaxed" });
    const { Id } = await call("CreateConfiguration", { Name: "rules", EngineType: "ACTIVEMQ" });
    const Data = Buffer.from(XML).toString("base64");
    for (let i = 0; i < 310; i++) await call("UpdateConfiguration", { ConfigurationId: Id, Data });
    expect((await call("DescribeConfiguration", { ConfigurationId: Id })).LatestRevision.Revision).toBe(311);
  });
});

describe("faults", () => {
  it("of Amazon MQ itself are the service's error, and throttling is told apart", async () => {
    const { broker, call, sim, facts } = makeMq();
    const id = await broker();
    sim.faults.down("mq:shop", { from: { minutes: 20 }, until: { minutes: 30 } });
    sim.faults.throttle("shop", { from: { minutes: 30 }, until: { minutes: 40 } });
    await sim.run({ for: { minutes: 6 } });
    const down = await call("DescribeBroker", { BrokerId: id }).catch((error) => error);
    expect(down).toMatchObject({ code: "InternalServerErrorException", fault: "server" });
    await sim.run({ for: { minutes: 10 } });
    const throttled = await call("DescribeBroker", { BrokerId: id }).catch((error) => error);
    expect(throttled).toMatchObject({ code: "TooManyRequestsException", retryable: true });
    expect(facts("Throttled").map(({ text }) => text)).toEqual(["DescribeBroker"]);
  });

  it("that took the broker down before a reboot do not keep the new configuration from it", async () => {
    const { broker, configure, engines } = makeMq();
    const id = await broker();
    const engine = engines.find("shop")!.broker;
    engine.crash({ forMs: 90_000 });
    await configure(id, XML);
    expect(engine.isRunning).toBe(true);
    expect(engine.settings.authorization).toHaveLength(1);
  });
});
