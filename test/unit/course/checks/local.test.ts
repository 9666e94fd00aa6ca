import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { localStudent } from "../../../../src/course/checks/local";
import type { Cloud } from "../../../../src/sdk/cloud";

class Box {
  readonly held: object[] = [];
  #secret = 1;
  get size() {
    return this.held.length;
  }
  put(item: object) {
    this.held.push(item);
    return item;
  }
  has(item: object) {
    return this.held.includes(item);
  }
  secret() {
    return this.#secret;
  }
  each(visit: (item: unknown, more: { index: number }) => unknown) {
    return this.held.map((item, index) => visit(item, { index }));
  }
}

describe("the local student", () => {
  it("constructs, calls, reads properties and keeps private state working", async () => {
    const box = await localStudent({ Box }).construct("Box");
    expect(await box.call("secret")).toBe(1);
    await box.call("put", { a: 1 });
    expect(await box.get("size")).toBe(1);
    expect(await box.get("nothing")).toBeUndefined();
  });

  it("copies data both ways", async () => {
    const kept: unknown[] = [];
    const student = localStudent({ keep: (x: unknown) => kept.push(x) && { list: kept } });
    const given = {
      n: [1, { deep: true }],
      at: new Date(5),
      map: new Map([["k", new Set([1n])]]),
      bytes: new Uint8Array([7]),
    };
    const back = await student.call("keep", given);
    expect(kept[0]).toEqual(given);
    expect(kept[0]).not.toBe(given);
    expect(back).toEqual({ list: [given] });
    (back.list[0] as typeof given).n.length = 0;
    expect((kept[0] as typeof given).n).toHaveLength(2);
  });

  it("copies getters of the student's classes and survives cycles", async () => {
    class Message {
      self = this;
      get body() {
        return "text";
      }
    }
    const message = await localStudent({ make: () => new Message() }).call("make");
    expect(message.body).toBe("text");
    expect(message.self).toBe(message);
  });

  it("gives the student its own object back for a copy, a part of a copy, or a Remote", async () => {
    const student = localStudent({ Box, same: (a: unknown, b: { in: unknown }) => a === b.in });
    const box = await student.construct("Box");
    const copy = await box.call("put", { a: 1 });
    expect(await box.call("has", copy)).toBe(true);
    expect(await box.call("has", { a: 1 })).toBe(false);
    const [part] = await box.get("held");
    expect(await student.call("same", copy, { in: part })).toBe(true);
    expect(await student.call("same", box, { in: box })).toBe(true);
  });

  it("makes a Remote over the object behind a copy, and of nothing else", async () => {
    const student = localStudent({ connect: () => new Box() });
    const remote = student.remote(await student.call("connect"));
    expect(await remote.call("secret")).toBe(1);
    expect(() => student.remote({})).toThrow("no copy of an object of the student's");
  });

  it("hands over functions as callbacks: synchronous, with copied arguments, throwing into the student's code", async () => {
    const box = await localStudent({ Box }).construct("Box");
    const item = await box.call("put", { a: 1 });
    const seen: unknown[] = [];
    const answers = await box.call("each", (one: unknown, { index }: { index: number }) => {
      seen.push(one);
      return { index };
    });
    expect(answers).toEqual([{ index: 0 }]);
    expect(seen).toEqual([item]);
    const boom = () => {
      throw new RangeError("boom");
    };
    await expect(box.call("each", boom)).rejects.toThrow(new RangeError("boom"));
    const clock = await localStudent({ now: (c: { now(): number }) => c.now() + 1 }).call("now", { now: () => 41 });
    expect(clock).toBe(42);
  });

  it("takes functions of the student's as asynchronous functions", async () => {
    const counter = () => {
      let n = 0;
      return () => ++n;
    };
    const next = await localStudent({ counter }).call("counter");
    expect([await next(), await next()]).toEqual([1, 2]);
  });

  it("says what is missing", async () => {
    const student = localStudent({ Box, word: "text" });
    await expect(student.construct("Queue")).rejects.toMatchObject({
      kind: "missing-name",
      message: "The class Queue is missing: found nothing.",
    });
    await expect(student.call("word")).rejects.toMatchObject({
      message: "The function word is missing: found string.",
    });
    const box = await student.construct("Box");
    await expect(box.call("send")).rejects.toMatchObject({
      kind: "missing-method",
      message: "Box has no method send.",
    });
    await box.release();
    await expect(box.call("secret")).rejects.toThrow("this Remote has been released");
  });

  it("gives labs a recorded cloud that the student's functions get as it is", async () => {
    const create = async (cloud: Cloud) => (await cloud.client(SQS).createQueue({ QueueName: "orders" })).QueueUrl;
    const student = localStudent({ create });
    const cloud = await student.cloud({ seed: 3 });
    expect(await student.call("create", cloud)).toContain("orders");
    expect((await cloud.log()).calls.map((call) => call.operation)).toEqual(["CreateQueue"]);
    const judge = await cloud.judge();
    expect((await judge.client(SQS).listQueues({})).QueueUrls).toHaveLength(1);
    await cloud.call("sleep", { seconds: 60 });
    expect(judge.now).toBe(60_000);
  });
});
