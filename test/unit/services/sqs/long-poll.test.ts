import { describe, expect, it } from "vitest";
import { FIFO, makeWorld } from "../world";

describe("long polls", () => {
  it("are answered in the order in which they came, each as soon as there is something for it", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q");
    const answers: string[] = [];
    for (const name of ["first", "second"]) {
      sim.spawn(name, async () => {
        const { Messages = [] } = await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20 });
        answers.push(`${name} at ${sim.now}: ${Messages.map(({ Body }: { Body: string }) => Body)}`);
      });
    }
    sim.spawn("sender", async () => {
      await sim.sleep({ seconds: 3 });
      await call("SendMessage", { QueueUrl: url, MessageBody: "a" });
      await sim.sleep({ seconds: 4 });
      await call("SendMessage", { QueueUrl: url, MessageBody: "b" });
    });
    await sim.run();
    expect(answers).toEqual(["first at 3000: a", "second at 7000: b"]);
  });

  it("take a whole batch at once", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q");
    let got = 0;
    sim.spawn("receiver", async () => {
      got = (await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 })).Messages
        .length;
    });
    sim.spawn("sender", async () => {
      await sim.sleep({ seconds: 1 });
      await call("SendMessageBatch", {
        QueueUrl: url,
        Entries: [1, 2, 3].map((n) => ({ Id: `${n}`, MessageBody: `${n}` })),
      });
    });
    await sim.run();
    expect(got).toBe(3);
  });

  it("end with nothing after their wait, while a short poll takes 20 ms", async () => {
    const { sim, call, queue, facts } = makeWorld();
    const url = await queue("q", { ReceiveMessageWaitTimeSeconds: "5" });
    expect(await call("ReceiveMessage", { QueueUrl: url })).toEqual({});
    expect(sim.now).toBe(5_000);
    expect(await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 0 })).toEqual({});
    expect(sim.now).toBe(5_020);
    expect(facts("EmptyReceive").map(({ value }) => value)).toEqual([5_000, 20]);
  });

  it("write what they receive in the name of the one who waits", async () => {
    const { sim, call, queue, facts } = makeWorld();
    const url = await queue("q");
    sim.spawn("receiver", () => call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20 }));
    sim.spawn("sender", async () => {
      await sim.sleep(10);
      await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
    });
    await sim.run();
    expect(facts("Sent", "Received").map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
      "sqs.Sent sender",
      "sqs.Received receiver",
    ]);
  });

  it("are woken when a FIFO group opens", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q.fifo", FIFO);
    for (const n of ["1", "2"]) {
      await call("SendMessage", { QueueUrl: url, MessageBody: n, MessageGroupId: "g", MessageDeduplicationId: n });
    }
    const first = await call("ReceiveMessage", { QueueUrl: url });
    let second = "";
    sim.spawn("waiting", async () => {
      const { Messages } = await call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20 });
      second = `${Messages[0].Body} at ${sim.now}`;
    });
    sim.spawn("working", async () => {
      await sim.sleep({ seconds: 2 });
      await call("DeleteMessage", { QueueUrl: url, ReceiptHandle: first.Messages[0].ReceiptHandle });
    });
    await sim.run();
    expect(second).toBe("2 at 2000");
  });

  it("fail when their queue is deleted", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q");
    const waiting = sim.spawn("waiting", () => call("ReceiveMessage", { QueueUrl: url, WaitTimeSeconds: 20 }));
    sim.spawn("deleting", async () => {
      await sim.sleep({ seconds: 1 });
      await call("DeleteQueue", { QueueUrl: url });
    });
    await expect(waiting.done).rejects.toMatchObject({ code: "QueueDoesNotExist" });
  });

  it("leave the run at rest: an old message in a queue keeps no clock going", async () => {
    const { sim, call, queue } = makeWorld();
    const url = await queue("q");
    await call("SendMessage", { QueueUrl: url, MessageBody: "x" });
    await sim.run();
    expect(sim.now).toBe(0);
  });
});
