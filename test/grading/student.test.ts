/** One suite over both drivers of a student's work: objects in this process, as in a notebook, and objects in a sandboxed worker. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localStudent } from "../../src/course/checks/local";
import { reading } from "../../src/course/checks/reading";
import { type Student, StudentFault } from "../../src/course/checks/types";
import { DEFAULT_LIMITS, openSandbox } from "../../src/grading";
import { WorkerPeer } from "../../src/grading/drive/peer";
import { remoteStudent } from "../../src/grading/drive/student";
import { startWorker } from "../../src/grading/pool";
import type { Sandbox } from "../../src/grading/sandbox/box";
import { packageRoot } from "../../src/grading/sandbox/files";

const WORK = `
class Box {
  #items = [];
  label;
  constructor(label = "none") { this.label = label; }
  put(item) { this.#items.push(item); return this; }
  get size() { return this.#items.length; }
  first() { return this.#items[0]; }
  has(item) { return this.#items.includes(item); }
  each(work) { for (const item of this.#items) work(item); return this.#items.length; }
  guarded(work) { try { work("x"); return "fine"; } catch (error) { return error instanceof Error ? error.name + ": " + error.message : String(error); } }
  async later(work) { return (await work(1)) + 1; }
  make() { return new Item("made"); }
  counter() { let n = 0; return (by) => (n += by); }
  wrong() { throw new RangeError("too far"); }
  odd() { throw "a text"; }
}
class Broken { done = 0; work() { return ++this.done; } get state() { throw new Error("no such thing"); } }
class Watch {
  constructor(clock) { this.clock = clock; }
  read(times = 1) { let last; for (let i = 0; i < times; i++) last = this.clock.now(); return last; }
  around(work) { const before = this.read(); work(); return [before, this.read()]; }
  async across(work) { const before = this.read(); await work(); return [before, this.read()]; }
}
class Item { #name; constructor(name) { this.#name = name; } get name() { return this.#name; } shout() { return this.#name.toUpperCase(); } }
exports.Box = Box;
exports.Broken = Broken;
exports.Watch = Watch;
exports.echo = (value) => value;
exports.kind = (value) => Object.prototype.toString.call(value);
exports.soon = async (value) => { await null; return value; };
exports.number = 7;
`;

let sandbox: Sandbox;
const workers: WorkerPeer[] = [];

beforeAll(async () => {
  ({ sandbox } = await openSandbox(packageRoot()));
});
afterAll(() => {
  for (const worker of workers) worker.end();
  sandbox.close();
});

async function remote(): Promise<Student> {
  const limits = { ...DEFAULT_LIMITS, wallMs: 60_000 };
  const worker = new WorkerPeer(startWorker(sandbox, limits), limits);
  workers.push(worker);
  await worker.ready;
  expect(await worker.load([{ name: "work.ts", js: WORK, hasTopLevelAwait: false }])).toEqual([]);
  return remoteStudent(worker, {});
}

async function local(): Promise<Student> {
  const exports: Record<string, unknown> = {};
  new Function("exports", WORK)(exports);
  return localStudent(exports);
}

const fault = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => "nothing was thrown",
    (thrown: unknown) => thrown,
  );
  return error instanceof StudentFault
    ? error.kind
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : error;
};

describe.each([
  ["in this process", local],
  ["in a sandboxed worker", remote],
])("a student's work %s", (_name, open) => {
  let student: Student;
  beforeAll(async () => {
    student = await open();
  });

  it("is constructed, called and read", async () => {
    const box = await student.construct("Box", "a");
    await box.call("put", 1);
    expect([await box.get("size"), await box.get("label"), await box.call("first")]).toEqual([1, "a", 1]);
  });

  it.each([undefined, null, Number.NaN, -0, Infinity, 10n ** 20n, "ñ", [1, [2]], { a: { b: undefined } }])(
    "gives %s back as it was",
    async (value) => {
      expect(await student.call("echo", value)).toEqual(value);
      expect(await student.call("soon", value)).toEqual(value);
    },
  );

  it("makes calls one after another, each awaited, and tells what was there after each", async () => {
    const box = await student.construct("Box");
    const heard: unknown[] = [];
    const calls: [string, ...unknown[]][] = [
      ["put", "a"],
      ["later", (n: number) => Promise.resolve(n).then(() => heard.push("later") && 4)],
      ["each", (item: unknown) => heard.push(item)],
      ["put", box],
    ];
    const ran = await box.run(calls, ["size", "label"]);
    expect(ran.map(({ seen }) => seen)).toEqual([1, 1, 1, 2].map((size) => ({ size, label: "none" })));
    expect(heard).toEqual(["later", "a"]);
    expect(ran[1]).toMatchObject({ ok: true, gave: 5 });
    expect(ran[2]).toMatchObject({ ok: true, gave: 1 });
    expect(await box.call("has", box)).toBe(true);
    expect(await box.run([["put", 1]])).toMatchObject([{ ok: true, seen: {} }]);
    expect(await box.run([])).toEqual([]);
  });

  it("goes no further in a run than to the first call that throws", async () => {
    const box = await student.construct("Box");
    expect(await box.run([["put", "a"], ["wrong"], ["put", "b"]], ["size"])).toMatchObject([
      { ok: true, seen: { size: 1 } },
      { ok: false, threw: { name: "RangeError", message: "too far" }, seen: { size: 1 } },
    ]);
    expect(await box.run([["odd"], ["put", "b"]])).toMatchObject([{ ok: false, threw: { kind: "threw" } }]);
    expect(await box.get("size")).toBe(1);
  });

  it("goes no further in a run than to the first call that cannot be made", async () => {
    const box = await student.construct("Box");
    expect(await fault(box.run([["put", 1], ["gone"], ["put", 2]]))).toBe("missing-method");
    expect(await box.get("size")).toBe(1);
    const broken = await student.construct("Broken");
    expect(await fault(broken.run([["work"]], ["state"]))).toBe("Error: no such thing");
    expect(await broken.get("done")).toBe(1);
  });

  it("gets dates, maps, sets and bytes as such", async () => {
    const values = [new Date(5), new Map([[{ k: 1 }, new Set([1])]]), new Set(["a"]), new Uint8Array([1, 255])];
    expect(await student.call("echo", values)).toEqual(values);
    for (const [value, kind] of [
      [values[0], "[object Date]"],
      [values[1], "[object Map]"],
      [values[3], "[object Uint8Array]"],
    ] as const) {
      expect(await student.call("kind", value)).toBe(kind);
    }
  });

  it("knows its own objects again, at any depth", async () => {
    const box = await student.construct("Box");
    await box.call("put", { id: 1 });
    const item = await box.call("first");
    expect(await box.call("has", item)).toBe(true);
    expect(await box.call("has", { id: 1 })).toBe(false);
    expect(await student.call("echo", { deep: [item] })).toEqual({ deep: [{ id: 1 }] });
  });

  it("shows an object of its own class as data, with a Remote behind it", async () => {
    const box = await student.construct("Box");
    const item = await box.call("make");
    expect(item).toEqual({ name: "made" });
    expect(await student.remote(item).call("shout")).toBe("MADE");
    expect(() => student.remote({ name: "made" })).toThrow(TypeError);
  });

  it("calls back at once, while its own code waits", async () => {
    const box = await student.construct("Box");
    for (const item of ["a", "b"]) await box.call("put", item);
    const seen: unknown[] = [];
    expect(await box.call("each", (item: unknown) => void seen.push(item))).toBe(2);
    expect(seen).toEqual(["a", "b"]);
  });

  it("is called from inside a callback before the callback ends", async () => {
    const box = await student.construct("Box");
    await box.call("put", "a");
    const order: string[] = [];
    let inner: Promise<unknown> = Promise.resolve();
    await box.call("each", () => {
      order.push("callback");
      if (order.length < 3) inner = box.call("put", "b");
    });
    await inner;
    expect(order).toEqual(["callback", "callback", "callback"]);
    expect(await box.get("size")).toBe(3);
  });

  it("meets what a callback throws, and waits for what it promises", async () => {
    const box = await student.construct("Box");
    const failing = (how: unknown) => () => {
      throw how;
    };
    expect(await box.call("guarded", failing(new TypeError("no")))).toBe("TypeError: no");
    expect(await box.call("guarded", failing(undefined))).toBe("undefined");
    expect(await box.call("later", async (n: number) => n + 40)).toBe(42);
    expect(await fault(box.call("later", async () => Promise.reject(new RangeError("late"))))).toBe("RangeError: late");
  });

  it("sees a reading as it is now, between its calls, within a callback and after one", async () => {
    let at = 7.5;
    const clock = { now: reading(() => at) };
    const watch = await student.construct("Watch", clock);
    const other = await student.construct("Watch", clock);
    expect(await watch.call("read")).toBe(7.5);
    at = -3;
    expect(await watch.call("read")).toBe(-3);
    expect(await watch.call("around", () => (at += 10))).toEqual([-3, 7]);
    const later = async () => {
      at = 100;
      await null;
      at = 200;
    };
    expect(await watch.call("across", later)).toEqual([7, 200]);
    let within: unknown;
    const nested = () => {
      at = 300;
      within = other.call("read");
    };
    expect(await watch.call("around", nested)).toEqual([200, 300]);
    expect(await within).toBe(300);
  });

  it("hands out functions that keep their state", async () => {
    const box = await student.construct("Box");
    const count = await box.call("counter");
    expect([await count(2), await count(3)]).toEqual([2, 5]);
  });

  it("says what is missing and what it threw", async () => {
    const box = await student.construct("Box");
    expect(await fault(student.construct("Nowhere"))).toBe("missing-name");
    expect(await fault(student.call("number"))).toBe("missing-name");
    expect(await fault(box.call("nothing"))).toBe("missing-method");
    expect(await fault(box.call("wrong"))).toBe("RangeError: too far");
    expect(await fault(box.call("odd"))).toBe("threw");
    expect(await box.get("nothing")).toBeUndefined();
  });

  it("refuses calls on what was released", async () => {
    const box = await student.construct("Box");
    await box.release();
    expect(await fault(box.call("first"))).toMatch(/TypeError: .*released/);
  });
});

describe("an object of the supervisor's", () => {
  it("is not asked for a reading that it has told", async () => {
    const student = await remote();
    let asked = 0;
    const watch = await student.construct("Watch", { now: reading(() => ++asked && 5) });
    expect(await watch.call("read", 1_000)).toBe(5);
    expect(asked).toBeLessThan(10);
  });

  it("is no reading when its number is not finite", async () => {
    const student = await remote();
    const made = student.construct("Watch", { now: reading(() => Number.NaN) });
    await expect(made).rejects.toThrow("a reading must be a finite number, and is NaN");
  });

  it("is one object to the worker, however often it is passed, and comes back as itself", async () => {
    const student = await remote();
    const box = await student.construct("Box");
    const endpoint = { name: "a", notify: () => "got it" };
    await box.call("put", endpoint);
    expect(await box.call("has", endpoint)).toBe(true);
    expect(await box.call("first")).toBe(endpoint);
  });
});
