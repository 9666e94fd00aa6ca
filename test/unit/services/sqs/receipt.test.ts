import { describe, expect, it } from "vitest";
import { makeReceipt, readReceipt } from "../../../../src/services/sqs/receipt";

describe("a receipt handle", () => {
  it("names the message and the receive it came from", () => {
    expect(readReceipt("k1", makeReceipt("k1", 123_456, 7))).toEqual({ number: 123_456, receive: 7 });
  });

  it("is invalid at another queue, when cut short, and when made up", () => {
    const handle = makeReceipt("k1", 1, 1);
    for (const bad of [
      makeReceipt("k2", 1, 1),
      handle.slice(0, -1),
      `${handle}0`,
      "",
      "AQEB",
      handle.replace("AQEB", "XXXX"),
    ]) {
      expect(() => readReceipt("k1", bad)).toThrow(/not a valid receipt handle/);
    }
  });
});
