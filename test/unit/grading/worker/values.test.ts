import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotData, VALUE_LIMITS, Values } from "../../../../src/grading/worker/values";

/** Both ends of a channel, back to back. Functions of the other side call straight through. */
function pair(): { worker: Values; supervisor: Values } {
  const ends = (mine: "w" | "s", other: () => Values) =>
    new Values({
      mine,
      callable:
        (id) =>
        (...args) =>
          (other().mineBy(id) as (...a: unknown[]) => unknown)(...args),
      opaque: (id) => ({ id }),
      signal: () => new AbortController().signal,
    });
  const worker: Values = ends("w", () => supervisor);
  const supervisor: Values = ends("s", () => worker);
  return { worker, supervisor };
}

const cross = (from: Values, to: Values, value: unknown): unknown => to.decode(JSON.parse(from.encode(value)));

const there = (value: unknown) => {
  const { worker, supervisor } = pair();
  return cross(worker, supervisor, value);
};

describe("values that cross", () => {
  it("arrive as they were: any plain data (seed 20)", () => {
    const data = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: false,
      withObjectString: true,
      withSparseArray: false,
    });
    fc.assert(
      fc.property(data, (value) => {
        expect(there(value)).toEqual(value);
      }),
      { seed: 20, numRuns: 500 },
    );
  });

  it.each([undefined, null, Number.NaN, -0, 0, Infinity, -Infinity, 10n ** 30n, "\u2028\ud800", true])(
    "keep %s apart from its neighbours",
    (value) => {
      expect(Object.is(there(value), value)).toBe(true);
    },
  );

  it("carry errors with name, message and code", () => {
    const error = Object.assign(new TypeError("no"), { code: "E1" });
    expect(there(error)).toMatchObject({ name: "TypeError", message: "no", code: "E1" });
    expect(there(error)).toBeInstanceOf(Error);
  });

  it("carry the getters of a class as data, and cycles as cycles", () => {
    class Message {
      #body = "a";
      self = this;
      get body(): string {
        return this.#body;
      }
    }
    const copy = there(new Message()) as { body: string; self: object };
    expect(copy.body).toBe("a");
    expect(copy.self).toBe(copy);
  });

  it("cannot plant a prototype", () => {
    const copy = there(JSON.parse('{"__proto__": {"admin": true}}')) as { admin?: boolean };
    expect(copy.admin).toBeUndefined();
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});

describe("handles", () => {
  it("bring a copy back as the very object, at any depth", () => {
    const { worker, supervisor } = pair();
    const message = { body: "a", tags: ["x"] };
    const copy = cross(worker, supervisor, message) as typeof message;
    expect(copy).not.toBe(message);
    const back = cross(supervisor, worker, { of: [copy, copy.tags] }) as { of: unknown[] };
    expect(back.of[0]).toBe(message);
    expect(back.of[1]).toBe(message.tags);
  });

  it("show the worker one object for one object of the supervisor's, brought up to date", () => {
    const { worker, supervisor } = pair();
    const endpoint = { name: "a", notify: () => 1 };
    const first = cross(supervisor, worker, endpoint) as typeof endpoint;
    endpoint.name = "b";
    const second = cross(supervisor, worker, endpoint) as typeof endpoint;
    expect(second).toBe(first);
    expect(first.name).toBe("b");
    expect(first.notify()).toBe(1);
    expect(cross(worker, supervisor, second)).toBe(endpoint);
  });

  it("give the supervisor a fresh copy each time, so that nothing observed changes later", () => {
    const { worker, supervisor } = pair();
    const message = { attempts: 0 };
    const first = cross(worker, supervisor, message) as typeof message;
    message.attempts = 1;
    expect(cross(worker, supervisor, message)).toEqual({ attempts: 1 });
    expect(first).toEqual({ attempts: 0 });
  });

  it("are gone once released", () => {
    const { worker, supervisor } = pair();
    const copy = cross(worker, supervisor, { a: 1 });
    worker.release(supervisor.theirId(copy) as string);
    expect(() => cross(supervisor, worker, copy)).toThrow(/unknown or was released/);
  });
});

describe("what does not cross", () => {
  it("is refused by name", () => {
    expect(() => there(Symbol("s"))).toThrow(new NotData("it is a symbol"));
    expect(() => there(new Proxy({}, {}))).toThrow("it is a Proxy");
    let deep: object = {};
    for (let i = 0; i <= VALUE_LIMITS.depth; i++) deep = { deep };
    expect(() => there(deep)).toThrow("it is nested too deeply");
    expect(() => there("x".repeat(VALUE_LIMITS.characters + 1))).toThrow("its text is too long");
    expect(() => there(new Uint8Array(VALUE_LIMITS.characters))).toThrow("it has too many bytes");
  });

  const forged: unknown[] = [
    { $: "yours", i: "s99" },
    { $: "object", i: "s1", v: [] },
    { $: "object", i: "w1", v: "text" },
    { $: "object", i: "w1", v: [1, 2] },
    { $: "same", i: "w7" },
    { $: "bigint", v: "1e9" },
    { $: "bytes", i: "w1", of: "constructor", v: "AA==" },
    { $: "constructor", i: "w1", v: [] },
    { toString: 1 },
  ];
  for (const json of forged) {
    it(`as forged: ${JSON.stringify(json)}`, () => {
      expect(() => pair().supervisor.decode(json)).toThrow(NotData);
    });
  }

  it("ends reading at the depth allowed", () => {
    let nested: unknown = null;
    for (let i = 0; i < 200; i++) nested = { $: "array", i: `w${i}`, v: [nested] };
    expect(() => pair().supervisor.decode(nested)).toThrow("too large");
  });
});
