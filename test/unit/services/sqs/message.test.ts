import { describe, expect, it } from "vitest";
import { checkBody } from "../../../../src/services/sqs/message";
import { checkAttributes, selectAttributes } from "../../../../src/services/sqs/message-attributes";
import { messageBytes } from "../../../../src/services/sqs/send";

describe("a message body", () => {
  it("takes what XML takes", () => {
    for (const good of ["a", "tab\tnew\nline\r", "ñandú", "😀", "\ue000", "\ufffd", "{}"])
      expect(() => checkBody(good)).not.toThrow();
  });

  it("refuses control characters, unpaired surrogates and nothing, naming the place", () => {
    for (const bad of ["\u0000", "a\u001f", "\ufffe", "\ud800", "x\udc00y"]) {
      expect(() => checkBody(bad)).toThrow(/Invalid characters found/);
    }
    expect(() => checkBody("ab\u0007")).toThrow(/got #x0007 at 2/);
    for (const missing of ["", undefined, 7]) expect(() => checkBody(missing)).toThrow(/MessageBody/);
  });
});

describe("message attributes", () => {
  it("count name, type and value as bytes", () => {
    const text = { year: { DataType: "String", StringValue: "ñ" } };
    expect(messageBytes({ MessageBody: "€", MessageAttributes: text })).toBe(3 + 4 + 6 + 2);
    const binary = { b: { DataType: "Binary", BinaryValue: new Uint8Array(5) } };
    expect(messageBytes({ MessageBody: "1", MessageAttributes: binary })).toBe(1 + 1 + 6 + 5);
  });

  it("have names of letters, digits, underscores, hyphens and periods", () => {
    const named = (name: string) => () => checkAttributes({ [name]: { DataType: "String", StringValue: "x" } });
    for (const good of ["a", "a.b-c_9", "x".repeat(256)]) expect(named(good)).not.toThrow();
    for (const bad of ["", "año", "a b", ".a", "a.", "a..b", "AWS.x", "amazon.x", "x".repeat(257)])
      expect(named(bad)).toThrow();
  });

  it("are selected by name, prefix or all", () => {
    const all = { a: { DataType: "String", StringValue: "1" }, "b.c": { DataType: "String", StringValue: "2" } };
    expect(selectAttributes(all, ["All"])).toBe(all);
    expect(selectAttributes(all, ["b.*"])).toEqual({ "b.c": all["b.c"] });
    expect(selectAttributes(all, ["a", "none"])).toEqual({ a: all.a });
    expect(selectAttributes(all, ["none"])).toBeUndefined();
  });
});
