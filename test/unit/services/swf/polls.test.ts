/** Polls on the virtual clock, and what keeps run() going. */
import { describe, expect, it } from "vitest";
import { deciders, domain, machines, makeShop, pay, timer } from "./world";

describe("polls of SWF", () => {
  it("are answered in the order in which they came, the moment a task is there", async () => {
    const { cloud, swf, start, decide } = await makeShop();
    const got: string[] = [];
    for (const name of ["first", "second"]) {
      cloud.spawn(name, async () => {
        const { activityId } = await swf.pollForActivityTask({ domain, taskList: machines });
        got.push(`${name} ${activityId} ${cloud.now}`);
      });
    }
    await cloud.run({ for: 10_000 });
    await start();
    await decide(pay("a"), pay("b"));
    await cloud.run({ for: 0 });
    expect(got).toEqual(["first a 10000", "second b 10000"]);
  });

  it("drive the clock at the top level just as far as they must", async () => {
    const { cloud, swf, start } = await makeShop();
    cloud.spawn("starter", async () => {
      await cloud.sleep({ seconds: 20 });
      await start();
    });
    const task = await swf.pollForDecisionTask({ domain, taskList: deciders });
    expect(task.taskToken).not.toBe("");
    expect(cloud.now).toBe(20_000);
    expect((await swf.pollForDecisionTask({ domain, taskList: deciders })).taskToken).not.toBe(task.taskToken);
  });

  it("of a process that was stopped still take the task: it is lost until it times out", async () => {
    const { cloud, swf, start, decide, types } = await makeShop();
    const worker = cloud.spawn("worker", () => swf.pollForActivityTask({ domain, taskList: machines }));
    await cloud.run({ for: 1_000 });
    cloud.stop(worker);
    const runId = await start();
    await decide(pay("a"));
    expect((await types(runId)).at(-1)).toBe("ActivityTaskStarted");
    await cloud.run({ for: { seconds: 60 } });
    expect((await types(runId)).slice(-2)).toEqual(["ActivityTaskTimedOut", "DecisionTaskScheduled"]);
  });

  it("run() waits for timers, and not for time-outs: a person may take her time", async () => {
    const { cloud, start, decide, take, types } = await makeShop();
    const runId = await start();
    await decide(timer("t", "40"), pay("a"));
    const token = await take();
    await cloud.run();
    expect(cloud.now).toBe(40_000);
    expect(token).not.toBe("");
    expect(await types(runId)).toContain("TimerFired");
    expect(await types(runId)).not.toContain("ActivityTaskTimedOut");
  });

  it("can be given up by the client, and the service does not know", async () => {
    const { cloud, swf, start } = await makeShop();
    const abort = new AbortController();
    let name = "";
    cloud.spawn("decider", async () => {
      const poll = swf.pollForDecisionTask({ domain, taskList: deciders }, { abortSignal: abort.signal });
      await poll.catch((error: Error) => {
        name = error.name;
      });
    });
    await cloud.run({ for: 1_000 });
    abort.abort();
    await start();
    await cloud.run({ for: 1_000 });
    expect(name).toBe("AbortError");
    const { count } = await swf.countPendingDecisionTasks({ domain, taskList: deciders });
    expect(count).toBe(0);
  });
});

describe("faults of a domain", () => {
  it("throttle calls, and take the whole domain away for a time", async () => {
    const { cloud, swf, start } = await makeShop({
      faults: (faults) => {
        faults.throttle(domain, { from: 10_000, until: 20_000 });
        faults.down(domain, { from: 20_000, until: 30_000 });
      },
    });
    await start();
    await cloud.run({ for: 10_000 });
    const call = () => swf.signalWorkflowExecution({ domain, workflowId: "w", signalName: "s" });
    await expect(call()).rejects.toMatchObject({ name: "ThrottlingException" });
    await cloud.run({ for: 10_000 });
    await expect(call()).rejects.toMatchObject({ name: "ServiceUnavailable" });
    await cloud.run({ for: 10_000 });
    await call();
    expect([...cloud.trace.events({ kinds: ["swf.Throttled"] })]).toMatchObject([
      { resource: domain, text: "SignalWorkflowExecution" },
    ]);
  });
});
