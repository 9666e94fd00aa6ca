import { describe, expect, it } from "vitest";
import { Misshapen } from "../../../src/sdk/copy";
import { prepareOperation } from "../../../src/sdk/operation";

const NS = "test";
const STRING = 0;
const NUMBER = 1;
const BOOLEAN = 2;
const TIMESTAMP = 4;
const HTTP_DATE = 6;
const DOCUMENT = 15;
const BIG_INTEGER = 17;
const BLOB = 21;
const STREAM = 42;
const LIST_OF = 64;
const MAP_OF = 128;

const tree: unknown[] = [3, NS, "Tree", 0, ["name", "children"], [STRING, [() => trees, 0]], 1];
const trees: unknown[] = [1, NS, "Trees", 0, () => tree];
const choice = [4, NS, "Choice", 0, ["text", "count"], [STRING, NUMBER]];
const alias = [0, NS, "Secret", 8, STRING];
const token = [STRING, { idempotencyToken: 1 }];
const tokenBits = [STRING, 0b100];

/** An operation with the given input members, and the same for its output. */
function operation(members: Record<string, unknown>, required = 0) {
  const structure = [3, NS, "Everything", 0, Object.keys(members), Object.values(members), required];
  const prepared = prepareOperation([9, NS, "Do", 0, () => structure, () => structure]);
  // biome-ignore lint/suspicious/noExplicitAny: a copy has the members that the case gave it
  return prepared as Omit<typeof prepared, "readInput"> & { readInput(value: unknown, at: string): any };
}

function misshapen(run: () => unknown): Misshapen {
  try {
    run();
  } catch (error) {
    if (error instanceof Misshapen) return error;
  }
  return expect.unreachable("it must be refused");
}

describe("a copier", () => {
  it("copies every kind of value", () => {
    const given = {
      text: "a",
      secret: "s",
      number: 1.5,
      flag: false,
      big: 12n,
      at: new Date(1_234),
      bytes: Uint8Array.of(1, 2),
      list: ["x", "y"],
      map: { k: 1 },
      choice: { count: 3 },
      tree: { name: "root", children: [{ name: "leaf" }] },
      document: { any: [1, null, { deep: true }] },
    };
    const { readInput } = operation({
      text: STRING,
      secret: [() => alias, 0],
      number: NUMBER,
      flag: BOOLEAN,
      big: BIG_INTEGER,
      at: TIMESTAMP,
      bytes: BLOB,
      list: LIST_OF | STRING,
      map: [MAP_OF | NUMBER, 0],
      choice: () => choice,
      tree: [() => tree, 0],
      document: DOCUMENT,
    });
    const copy = readInput(given, "");
    expect(copy).toEqual(given);
    for (const part of ["at", "bytes", "list", "map", "choice", "tree", "document"] as const) {
      expect(copy[part]).not.toBe(given[part]);
    }
    expect(copy.tree.children[0]).not.toBe(given.tree.children[0]);
    expect(copy.document.any[2]).not.toBe(given.document.any[2]);
  });

  it("takes bytes in any form and makes a Uint8Array of them", () => {
    const { readInput } = operation({ bytes: BLOB });
    const shared = new Uint8Array([9, 1, 2, 9]);
    for (const bytes of [
      "\u0001\u0002",
      Buffer.from([1, 2]),
      new DataView(shared.buffer, 1, 2),
      Uint8Array.of(1, 2).buffer,
    ]) {
      const copy = readInput({ bytes }, "").bytes;
      expect(copy.constructor).toBe(Uint8Array);
      expect([...copy]).toEqual([1, 2]);
      expect(copy.buffer.byteLength).toBe(2);
    }
  });

  it("keeps milliseconds of a time, except in an HTTP date", () => {
    const { readInput } = operation({ precise: TIMESTAMP, header: HTTP_DATE });
    const at = new Date(1_767_225_600_789);
    const copy = readInput({ precise: at, header: at }, "");
    expect(copy.precise.getTime()).toBe(1_767_225_600_789);
    expect(copy.header.getTime()).toBe(1_767_225_600_000);
    expect(at.getTime()).toBe(1_767_225_600_789);
  });

  it("hands a stream on as it is", () => {
    const { readInput } = operation({ body: STREAM });
    const stream = new ReadableStream();
    expect(readInput({ body: stream }, "").body).toBe(stream);
    expect([...readInput({ body: "ab" }, "").body]).toEqual([97, 98]);
  });

  it("drops holes of lists and absent values of maps, as the SDK does", () => {
    const { readInput } = operation({ list: LIST_OF | STRING, map: MAP_OF | STRING });
    expect(readInput({ list: ["a", null, undefined, "b"], map: { a: "x", b: null } }, "")).toEqual({
      list: ["a", "b"],
      map: { a: "x" },
    });
  });

  it("asks for required members of inputs only, and never for tokens", () => {
    const prepared = operation({ name: STRING, token, bits: tokenBits }, 3);
    expect(prepared.tokens).toEqual(["token", "bits"]);
    expect(prepared.readInput({ name: "x" }, "")).toEqual({ name: "x" });
    expect(misshapen(() => prepared.readInput({}, ""))).toMatchObject({ problem: "missing", path: "name" });
    expect(prepared.readOutput({}, "")).toEqual({});
  });

  it.each<[string, unknown, string, string]>([
    ["at", new Date(Number.NaN), "at", "a valid Date"],
    ["at", 5, "at", "a valid Date"],
    ["flag", "true", "flag", "a boolean"],
    ["big", 1.5, "big", "an integer"],
    ["tree", { name: "root", children: [{ name: 3 }] }, "tree.children.1.name", "a string"],
    ["document", { run: () => {} }, "document.run", "plain data"],
  ])("names what is wrong in %s %j", (member, value, path, expected) => {
    const { readInput } = operation({
      at: TIMESTAMP,
      flag: BOOLEAN,
      big: BIG_INTEGER,
      tree: [() => tree, 0],
      document: DOCUMENT,
    });
    expect(misshapen(() => readInput({ [member]: value }, ""))).toMatchObject({ problem: "type", path, expected });
  });

  it("bounds the depth of documents", () => {
    const { readInput } = operation({ document: DOCUMENT });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(misshapen(() => readInput({ document: circle }, "")).expected).toBe("at most 100 levels deep");
  });

  it("is compiled once for a schema", () => {
    const schema = [9, NS, "Do", 0, () => "unit", () => "unit"];
    expect(prepareOperation(schema)).toBe(prepareOperation(schema));
    expect(prepareOperation(schema).readOutput({ anything: 1 }, "")).toEqual({});
    expect(() => prepareOperation(undefined)).toThrow("this command carries no schema of its operation");
    expect(() => prepareOperation([3, NS, "NotAnOperation"])).toThrow(
      "this command carries no schema of its operation",
    );
  });
});
