import { afterEach, describe, expect, it } from "vitest";
import { count, label, momentEs, number, quantile, span, timeUnit } from "../../../src/charts/numbers";
import { useLanguage } from "../../../src/sim/language";

afterEach(() => useLanguage("en"));

describe("number", () => {
  it.each([
    [0, 0, "0", "0"],
    [100, 0, "100", "100"],
    [1_234_567, 0, "1,234,567", "1\u00a0234\u00a0567"],
    [12.3456, 2, "12.35", "12,35"],
    [3.5, 2, "3.5", "3,5"],
    [10, 2, "10", "10"],
    [-2.25, 1, "-2.3", "-2,3"],
    [-0.001, 2, "0", "0"],
  ])("writes %d with %d decimals as %s and, in Spanish, %s", (value, decimals, en, es) => {
    expect(number(value, decimals)).toBe(en);
    useLanguage("es");
    expect(number(value, decimals)).toBe(es);
  });

  it("agrees with its noun", () => {
    expect(count(1, "message", "messages")).toBe("1\u00a0message");
    expect(count(2, "message", "messages")).toBe("2\u00a0messages");
  });
});

describe("span", () => {
  it.each([
    [0, "0 s"],
    [0.25, "0.3 ms"],
    [20, "20 ms"],
    [3_200, "3.2 s"],
    [180_000, "180 s"],
    [750_000, "12.5 min"],
    [4 * 3_600_000, "4 h"],
    [14 * 86_400_000, "14 days"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(span(ms).replace("\u00a0", " ")).toBe(text);
  });

  it("goes from seconds to minutes, hours and days as the axis grows", () => {
    expect([60_000, 600_000, 36_000_000, 864_000_000].map((ms) => timeUnit(ms).symbol)).toEqual([
      "s",
      "min",
      "h",
      "days",
    ]);
  });
});

describe("quantile", () => {
  it("takes the nearest rank", () => {
    const sorted = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(quantile(sorted, 0.5)).toBe(10);
    expect(quantile(sorted, 0.95)).toBe(19);
    expect(quantile([7], 0.95)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("label", () => {
  it("keeps a name and cuts a very long one in the middle", () => {
    expect(label("orders")).toBe("orders");
    expect(label("x".repeat(10_000))).toHaveLength(40);
  });
});

describe("a moment in a Spanish sentence", () => {
  it.each([
    [0, "a los 0 s"],
    [10_200, "a los 10,2 s"],
    [1_000, "al cabo de 1 s"],
    [1_500, "a los 1,5 s"],
    [100_000, "a los 100 s"],
    [600_000, "a los 10 min"],
    [4 * 3_600_000, "a las 4 h"],
    [14 * 86_400_000, "a los 14 días"],
  ])("writes %d ms as %s", (ms, text) => {
    useLanguage("es");
    expect(momentEs(ms).replace("\u00a0", " ")).toBe(text);
  });
});
