import { describe, expect, it } from "vitest";
import { type FilterScope, parseFilterPolicy, whyFiltered } from "../../../../src/services/sns/filter-policy";
import type { MessageAttributes } from "../../../../src/services/sns/message-attributes";

const text = (value: string) => ({ DataType: "String", StringValue: value });
const number = (value: number) => ({ DataType: "Number", StringValue: String(value) });
const list = (value: unknown) => ({ DataType: "String.Array", StringValue: JSON.stringify(value) });

function why(
  policy: object,
  message: string,
  attributes?: MessageAttributes,
  scope: FilterScope = "MessageAttributes",
) {
  return whyFiltered(parseFilterPolicy(JSON.stringify(policy), scope, "Subscribe")!, message, attributes);
}

describe("a filter policy on attributes", () => {
  it.each<[string, object, MessageAttributes]>([
    ["a text", { store: ["es", "fr"] }, { store: text("fr") }],
    ["a number", { n: [{ numeric: [">", 0, "<=", 150] }] }, { n: number(150) }],
    ["an element of a list", { tags: [{ prefix: "ur" }] }, { tags: list(["low", "urgent"]) }],
    ["true in a list", { flags: [true] }, { flags: list([true]) }],
    ["null in a list", { flags: [null] }, { flags: list([null, 1]) }],
    ["any case", { store: [{ "equals-ignore-case": "ES" }] }, { store: text("es") }],
    ["anything but", { store: [{ "anything-but": { prefix: "e" } }] }, { store: text("fr") }],
    ["an address", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: text("10.0.0.9") }],
    ["an absent attribute", { store: [{ exists: false }] }, { other: text("x") }],
    ["one of two", { $or: [{ a: ["1"] }, { b: ["2"] }] }, { b: text("2") }],
    ["a name with a dot", { "store.code": ["es"] }, { "store.code": text("es") }],
  ])("lets through %s", (_what, policy, attributes) => {
    expect(why(policy, "", attributes)).toBeUndefined();
  });

  it.each<[string, object, MessageAttributes | undefined]>([
    ["another text", { store: ["es"] }, { store: text("fr") }],
    ["a text that looks like a number", { n: [1] }, { n: text("1") }],
    ["no attributes at all", { store: ["es"] }, undefined],
    ["a binary one", { store: ["es"] }, { store: { DataType: "Binary", BinaryValue: new Uint8Array([1]) } }],
    ["a list that is no JSON", { store: ["es"] }, { store: { DataType: "String.Array", StringValue: "['es']" } }],
    ["a type of one's own", { store: ["es"] }, { store: { DataType: "String.code", StringValue: "es" } }],
  ])("holds back %s, and names the attribute", (_what, policy, attributes) => {
    expect(why(policy, "", attributes)).toMatch(/^the attribute (store|n) does not meet the filter policy$/);
  });
});

describe("a filter policy on the message", () => {
  const policy = { order: { country: ["es"], total: [{ numeric: [">", 100] }] } };
  it("looks into it", () => {
    expect(why(policy, '{"order": {"country": "es", "total": 101}}', undefined, "MessageBody")).toBeUndefined();
  });
  it("names the field that does not meet it", () => {
    expect(why(policy, '{"order": {"country": "es", "total": 9}}', undefined, "MessageBody")).toBe(
      "the field order.total of the message does not meet the filter policy",
    );
  });
  it("wants both in the same element of a list", () => {
    const message = '{"order": [{"country": "es", "total": 9}, {"country": "fr", "total": 900}]}';
    expect(why(policy, message, undefined, "MessageBody")).toBe(
      "no element of the message's lists meets the filter policy as a whole",
    );
  });
  it.each([["plain text"], ["[1]"], ['"es"'], ["null"]])("holds back %s", (message) => {
    expect(why(policy, message, undefined, "MessageBody")).toMatch(/^the message is not/);
  });
});

describe("the limits of a filter policy", () => {
  const values = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);
  it("are 150 combinations, 5 keys", () => {
    expect(
      parseFilterPolicy(JSON.stringify({ a: values(15), b: values(10) }), "MessageAttributes", "Subscribe"),
    ).toBeDefined();
    expect(() => parseFilterPolicy(JSON.stringify({ a: values(151) }), "MessageAttributes", "Subscribe")).toThrow(
      "too complex",
    );
    const five = Object.fromEntries(values(5).map((key) => [key, ["x"]]));
    expect(parseFilterPolicy(JSON.stringify(five), "MessageAttributes", "Subscribe")).toBeDefined();
    expect(() => parseFilterPolicy(JSON.stringify({ ...five, more: ["x"] }), "MessageAttributes", "Subscribe")).toThrow(
      "more than 5 keys",
    );
  });
  it("count a value as often as it is nested: AWS's example makes 72", () => {
    const example = (more: number) =>
      JSON.stringify({ key_a: { key_b: { key_c: values(4) } }, key_d: { key_e: values(3) }, key_f: values(more) });
    expect(parseFilterPolicy(example(2), "MessageBody", "Subscribe")).toBeDefined(); // 144
    expect(() => parseFilterPolicy(example(3), "MessageBody", "Subscribe")).toThrow("too complex"); // 216
  });
  it("an empty policy is none", () => {
    expect(parseFilterPolicy("{}", "MessageAttributes", "Subscribe")).toBeUndefined();
    expect(parseFilterPolicy("", "MessageBody", "SetSubscriptionAttributes")).toBeUndefined();
  });
  it("what is not JSON is refused", () => {
    expect(() => parseFilterPolicy("{", "MessageBody", "Subscribe")).toThrow(
      "Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON.",
    );
  });
});
