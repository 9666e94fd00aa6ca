/** A log with listeners, a crash and a network in it: the replay needs nobody's code. */
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { QueueRequestor } from "../../../../src/sdk/mq";
import { replay } from "../../../../src/sdk/replay";
import { connected } from "./world";

const options = {
  seed: 9,
  faults: (faults: import("../../../../src/sim").Faults) =>
    faults.partition(["north"], ["south"], { from: 2_000, until: 9_000 }),
};

async function play() {
  const cloud = new Cloud(options);
  const recorder = cloud.record();
  await cloud.startBroker("south");
  const pair = await cloud.startBroker("north", {
    deploymentMode: "ACTIVE_STANDBY_MULTI_AZ",
    networkConnectors: [{ name: "down", uri: "static:(south)", duplex: true }],
  });
  const worker = await connected(cloud.broker("south"), "worker");
  const session = await worker.createSession();
  let calls = 0;
  await (await session.createConsumer(session.createQueue("jobs"))).setMessageListener(async (message) => {
    await cloud.sleep(30 + (calls % 7));
    if (++calls % 4 === 0) throw new Error("tired");
    if (message.JMSReplyTo === undefined) return;
    const answer = session.createTextMessage("done", { correlationId: message.JMSCorrelationID! });
    await (await session.createProducer(message.JMSReplyTo)).send(answer);
  });
  const client = await connected(pair, "client");
  const sending = await client.createSession("SESSION_TRANSACTED");
  const producer = await sending.createProducer(sending.createQueue("jobs"));
  cloud.every(
    500,
    async () => {
      await producer.send(`job ${cloud.now}`, { timeToLive: cloud.now % 1_000 === 0 ? 3_000 : 0 });
      await sending.commit().catch(() => sending.rollback());
    },
    { name: "client", times: 20 },
  );
  cloud.spawn("storm", async () => {
    await cloud.sleep(4_321);
    await pair.crash({ for: 1_000 });
  });
  await cloud.run();
  const here = await connected(cloud.broker("south"), "asker");
  const asking = await here.createSession();
  const requestor = await QueueRequestor.create(asking, asking.createQueue("echo"));
  expect(await requestor.request(asking.createTextMessage("anybody?"), 500)).toBeNull();
  return { cloud, log: recorder.log() };
}

describe("a replay of what brokers and their clients did", () => {
  it("holds without the listeners' code", async () => {
    const { cloud, log } = await play();
    const replayed = await replay(structuredClone(log), { cloud: options, clients: {} });
    expect(replayed).toMatchObject({ holds: true });
    if (replayed.holds) expect(replayed.cloud.trace.hash()).toBe(cloud.trace.hash());
    expect(new Set(log.calls.map(({ operation }) => operation))).toContain("Next");
  });

  it("is the same run for the same seed", async () => {
    expect((await play()).cloud.trace.hash()).toBe((await play()).cloud.trace.hash());
  });

  it("does not hold when an answer was changed", async () => {
    const { log } = await play();
    const forged = structuredClone(log);
    const answered = forged.calls.find(
      ({ operation, outcome }) => operation === "Next" && outcome.kind === "answered" && (outcome.output as object),
    );
    (answered!.outcome as { output: { Message: { Body: string } } }).output.Message.Body = "another job";
    expect(await replay(forged, { cloud: options, clients: {} })).toMatchObject({ holds: false });
  });

  it("does not hold when a listener's failure was left out", async () => {
    const { log } = await play();
    const forged = structuredClone(log);
    const failed = forged.calls.find(
      ({ input }) => (input as { Done?: { Error?: string } }).Done?.Error !== undefined,
    )!;
    delete (failed.input as { Done: { Error?: string } }).Done.Error;
    expect(await replay(forged, { cloud: options, clients: {} })).toMatchObject({ holds: false });
  });
});
