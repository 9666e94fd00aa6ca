import { describe, expect, it } from "vitest";
import { FIFO, makeWorld } from "../world";

/** Bodies of one receive. */
type Receive = (more?: object) => Promise<string[]>;

async function setUp(attributes: Record<string, string> = {}, name = "q") {
  const world = makeWorld();
  const url = await world.queue(name, attributes);
  const send = (MessageBody: string, more: object = {}) =>
    world.call("SendMessage", { QueueUrl: url, MessageBody, ...more });
  let last: { Body: string; ReceiptHandle: string }[] = [];
  const receive: Receive = async (more = {}) => {
    const { Messages = [] } = await world.call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10, ...more });
    last = Messages;
    return last.map(({ Body }) => Body);
  };
  const remove = (body: string) =>
    world.call("DeleteMessage", {
      QueueUrl: url,
      ReceiptHandle: last.find(({ Body }) => Body === body)!.ReceiptHandle,
    });
  const pass = (seconds: number) => world.sim.run({ for: { seconds } });
  return { ...world, url, send, receive, remove, pass };
}

describe("the order of a standard queue without anomalies", () => {
  it("is first come, first served", async () => {
    const { send, receive } = await setUp();
    for (const body of ["1", "2", "3"]) await send(body);
    expect(await receive()).toEqual(["1", "2", "3"]);
  });

  it("gives a delayed message its turn when its delay ends", async () => {
    const { send, receive, pass } = await setUp();
    await send("late", { DelaySeconds: 1 });
    await send("early");
    await pass(1);
    expect(await receive()).toEqual(["early", "late"]);
  });

  it("gives a message that returns its old turn, and after three receives the last", async () => {
    const { send, receive, pass } = await setUp({ VisibilityTimeout: "1" });
    for (const body of ["1", "2"]) await send(body);
    for (let i = 0; i < 3; i++) {
      expect(await receive({ MaxNumberOfMessages: 1 })).toEqual(["1"]);
      await pass(1);
    }
    expect(await receive()).toEqual(["2", "1"]);
  });
});

describe("the order of a FIFO queue", () => {
  const grouped = (group: string, id: string) => ({ MessageGroupId: group, MessageDeduplicationId: id });

  it("starts with the group whose first message is oldest", async () => {
    const { send, receive } = await setUp(FIFO, "q.fifo");
    await send("a1", grouped("a", "1"));
    await send("b1", grouped("b", "2"));
    await send("a2", grouped("a", "3"));
    expect(await receive({ MaxNumberOfMessages: 1 })).toEqual(["a1"]);
    expect(await receive()).toEqual(["b1"]);
  });

  it("repeats from the message that came back, and only when all of its group are back", async () => {
    const { send, receive, remove, call, url, pass } = await setUp({ ...FIFO, VisibilityTimeout: "10" }, "q.fifo");
    for (const n of ["1", "2", "3"]) await send(n, grouped("g", n));
    expect(await receive()).toEqual(["1", "2", "3"]);
    await remove("2");
    await pass(10);
    expect(await receive()).toEqual(["1", "3"]);
    await remove("1");
    await remove("3");
    await send("4", grouped("g", "4"));
    expect(await receive()).toEqual(["4"]);
    const { Attributes } = await call("GetQueueAttributes", { QueueUrl: url, AttributeNames: ["All"] });
    expect(Attributes.ApproximateNumberOfMessages).toBe("0");
  });

  it("dead-letters the first of a group and goes on with the next in the same receive", async () => {
    const world = makeWorld();
    await world.queue("dlq.fifo", FIFO);
    const url = await world.queue("q.fifo", {
      ...FIFO,
      VisibilityTimeout: "0",
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dlq.fifo",
        maxReceiveCount: 1,
      }),
    });
    for (const n of ["1", "2", "3"])
      await world.call("SendMessage", { QueueUrl: url, MessageBody: n, ...grouped("g", n) });
    const receive = async (most: number) =>
      ((await world.call("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: most })).Messages ?? []).map(
        ({ Body }: { Body: string }) => Body,
      );
    expect(await receive(2)).toEqual(["1", "2"]);
    expect(await receive(10)).toEqual(["3"]);
    expect(await receive(10)).toEqual([]);
    expect(world.facts("Moved").map(({ resource, text }) => `${text} to ${resource}`)).toEqual(
      Array(3).fill("q.fifo to dlq.fifo"),
    );
  });
});
