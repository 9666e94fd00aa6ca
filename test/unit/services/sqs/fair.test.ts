import { describe, expect, it } from "vitest";
import { makeWorld } from "../world";

async function setUp() {
  const { sim, call, queue } = makeWorld();
  const url = await queue("q", { VisibilityTimeout: "3600" });
  const send = async (tenant: string | undefined, n: number) => {
    for (let i = 0; i < n; i++) {
      await call("SendMessage", {
        QueueUrl: url,
        MessageBody: tenant ?? "none",
        ...(tenant && { MessageGroupId: tenant }),
      });
    }
  };
  const handles: string[] = [];
  /** Receives so many, one by one; whose they were. */
  const receive = async (n: number): Promise<string[]> => {
    const tenants: string[] = [];
    for (let i = 0; i < n; i++) {
      const { Messages = [] } = await call("ReceiveMessage", { QueueUrl: url });
      for (const { Body, ReceiptHandle } of Messages) {
        tenants.push(Body);
        handles.push(ReceiptHandle);
      }
    }
    return tenants;
  };
  const deleteAll = async () => {
    for (const ReceiptHandle of handles.splice(0)) await call("DeleteMessage", { QueueUrl: url, ReceiptHandle });
  };
  return { sim, call, url, send, receive, deleteAll };
}

describe("a fair queue", () => {
  it("serves in order while no tenant has 30 in flight", async () => {
    const { send, receive } = await setUp();
    await send("loud", 29);
    await send("quiet", 2);
    expect((await receive(31)).lastIndexOf("loud")).toBe(28);
  });

  it("serves quiet tenants first once one has 30 in flight and more than a tenth", async () => {
    const { send, receive } = await setUp();
    await send("loud", 100);
    await send("quiet", 3);
    await send(undefined, 1);
    const tenants = await receive(36);
    expect(tenants.slice(0, 30)).toEqual(Array(30).fill("loud"));
    expect(tenants.slice(30, 34)).toEqual(["quiet", "quiet", "quiet", "none"]);
    expect(tenants.slice(34)).toEqual(["loud", "loud"]);
  });

  it("never drops or withholds a noisy tenant's messages", async () => {
    const { send, receive } = await setUp();
    await send("loud", 200);
    await send("quiet", 20);
    const tenants = await receive(220);
    expect(tenants.filter((tenant) => tenant === "loud")).toHaveLength(200);
    expect(tenants.filter((tenant) => tenant === "quiet")).toHaveLength(20);
  });

  it("among noisy tenants serves the one with fewest in flight", async () => {
    const { send, receive } = await setUp();
    await send("a", 60);
    await receive(40);
    await send("b", 60);
    const next = await receive(30);
    expect(next).toEqual(Array(30).fill("b"));
    expect(await receive(10)).toEqual(Array(10).fill("b"));
    expect(new Set(await receive(2))).toEqual(new Set(["a", "b"]));
  });

  it("finds a tenant noisy by its processing time, with few in flight", async () => {
    const { sim, send, receive, deleteAll } = await setUp();
    await send("slow", 2);
    await receive(1);
    await sim.run({ for: { seconds: 40 } });
    await deleteAll();
    await send("quick", 1);
    expect(await receive(2)).toEqual(["quick", "slow"]);
  });

  it("forgives when the backlog is empty, or after five minutes without a send", async () => {
    const { sim, send, receive, deleteAll } = await setUp();
    await send("loud", 40);
    await receive(35);
    await send("quiet", 1);
    expect(await receive(1)).toEqual(["quiet"]);
    await sim.run({ for: { minutes: 5 } });
    await send("quiet", 1);
    // Quiet by now, the loud one's older messages have their turn again.
    expect(await receive(2)).toEqual(["loud", "loud"]);
    await deleteAll();
  });
});
