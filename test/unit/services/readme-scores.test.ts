import { describe, expect, it } from "vitest";
import { hold, type Score } from "../../conformance/services/recorded";

const score = (reached: number, of: number, ...missed: string[]): Score => ({
  reached,
  of,
  missed: missed.map((id) => ({ id, why: "nomatch" })),
});

describe("a committed score", () => {
  it("holds when it is reached again, or surpassed", () => {
    expect(() => hold("f", score(99, 100, "a"), { reached: 99, of: 100, reasons: { a: "because" } })).not.toThrow();
    expect(() => hold("f", score(100, 100), { reached: 99, of: 100, reasons: { a: "because" } })).not.toThrow();
  });

  it("may not fall", () => {
    const reasons = { a: "because", b: "because" };
    expect(() => hold("f", score(98, 100, "a", "b"), { reached: 99, of: 100, reasons })).toThrow(
      "f: the share of cases reached has fallen",
    );
  });

  it("needs a reason for each case that is missed, and 95 % in any case", () => {
    expect(() => hold("f", score(99, 100, "a"), { reached: 99, of: 100, reasons: {} })).toThrow(
      "scores.json gives no reason",
    );
    expect(() => hold("f", score(1, 2, "a"), { reached: 1, of: 2, reasons: { a: "because" } })).toThrow();
  });
});
