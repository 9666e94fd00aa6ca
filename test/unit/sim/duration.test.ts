import { describe, expect, it } from "vitest";
import { type Duration, toMilliseconds } from "../../../src/sim/duration";

describe("a duration", () => {
  it.each<[Duration, number]>([
    [0, 0],
    [1_500, 1_500],
    [{ milliseconds: 2.5 }, 2.5],
    [{ seconds: 5 }, 5_000],
    [{ minutes: 1, seconds: 30 }, 90_000],
    [{ hours: 2 }, 7_200_000],
    [{ days: 14 }, 1_209_600_000],
  ])("%j is %d ms", (duration, ms) => {
    expect(toMilliseconds(duration, "sleep")).toBe(ms);
  });

  it.each<[unknown, string]>([
    [-1, "sleep: milliseconds must be a finite number >= 0, not -1"],
    [Number.NaN, "sleep: milliseconds must be a finite number >= 0, not NaN"],
    [Number.POSITIVE_INFINITY, "sleep: milliseconds must be a finite number >= 0, not Infinity"],
    [{ seconds: -2 }, "sleep: seconds must be a finite number >= 0, not -2"],
    [{ secs: 2 }, 'sleep: unknown unit "secs"; use milliseconds, seconds, minutes, hours, days'],
    [{}, "sleep: an empty duration; give for example { seconds: 5 }"],
    ["5s", "sleep: give milliseconds or { seconds, minutes, hours, days }, not 5s"],
    [null, "sleep: give milliseconds or { seconds, minutes, hours, days }, not null"],
  ])("%j is refused by name", (duration, message) => {
    expect(() => toMilliseconds(duration as Duration, "sleep")).toThrow(new RangeError(message));
  });
});
