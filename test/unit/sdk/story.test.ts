import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it } from "vitest";
import { Cloud, useLanguage } from "../../../src";
import { clock } from "../../../src/sdk/story";

afterEach(() => useLanguage("en"));

async function message(): Promise<{ cloud: Cloud; id: string }> {
  const cloud = new Cloud();
  const sqs = cloud.client(SQS);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "orders", Attributes: { VisibilityTimeout: "30" } });
  const { MessageId } = await sqs.sendMessage({ QueueUrl, MessageBody: "x", DelaySeconds: 5 });
  const received = cloud.spawn("worker", async () => {
    await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    await cloud.sleep({ seconds: 40 });
    const { Messages } = await sqs.receiveMessage({ QueueUrl });
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle });
  });
  await received.done;
  return { cloud, id: MessageId! };
}

describe("the story of a message", () => {
  it("tells its life in sentences", async () => {
    const { cloud, id } = await message();
    expect(cloud.explain(id).toString()).toMatchInlineSnapshot(`
      " 0 s  sent to orders, delayed 5 s
       5 s  its delay ends: visible in orders
       5 s  received from orders, attempt 1; hidden until 35 s (by worker)
      35 s  not deleted in time: visible again in orders
      45 s  received from orders, attempt 2; hidden until 1 min 15 s (by worker)
      45 s  deleted from orders: done (by worker)"
    `);
  });

  it("tells it in Spanish", async () => {
    const { cloud, id } = await message();
    useLanguage("es");
    expect(cloud.explain(id).toString()).toMatchInlineSnapshot(`
      " 0 s  enviado a orders, con 5 s de retraso
       5 s  termina su retraso: visible en orders
       5 s  recibido de orders, intento 1; oculto hasta 35 s (por worker)
      35 s  no se borró a tiempo: visible otra vez en orders
      45 s  recibido de orders, intento 2; oculto hasta 1 min 15 s (por worker)
      45 s  borrado de orders: terminado (por worker)"
    `);
  });

  it("of a whole queue names the messages", async () => {
    const { cloud, id } = await message();
    const { lines } = cloud.explain("orders");
    expect(lines[0]!.text).toBe("queue orders is created");
    expect(lines[1]!.text).toBe(`${id.slice(0, 8)}: sent to orders, delayed 5 s`);
  });

  it("says so when there is nothing to tell", () => {
    expect(String(new Cloud().explain("nobody"))).toBe('nothing has happened to "nobody"');
  });

  it("is cut when nobody could read it all", () => {
    const cloud = new Cloud();
    for (let i = 0; i < 500; i++) cloud.trace.append("queue.Sent", "mine");
    const story = cloud.explain("mine");
    expect([story.lines.length, story.more]).toEqual([200, 300]);
    expect(String(story).split("\n").at(-1)).toBe("... and 300 more");
  });

  it("shows itself in a notebook", async () => {
    const { cloud, id } = await message();
    const story = cloud.explain(id);
    const shown = (story as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
    expect(shown["text/plain"]).toBe(story.toString());
  });
});

describe("a virtual time", () => {
  it.each([
    [0, "0 s"],
    [20, "0.02 s"],
    [1_250, "1.25 s"],
    [60_000, "1 min"],
    [93_784_000, "1 d 2 h 3 min 4 s"],
  ])("%d ms is %s", (ms, text) => {
    expect(clock(ms)).toBe(text);
  });
});
