/** The weekly maintenance window. */
import { describe, expect, it } from "vitest";
import { isTimeZone, nextWindow } from "../../../../src/services/mq/time";

const at = (iso: string): number => Date.parse(iso);
const next = (DayOfWeek: string, TimeOfDay: string, TimeZone: string | undefined, now: string): string =>
  new Date(nextWindow({ DayOfWeek, TimeOfDay, ...(TimeZone && { TimeZone }) }, at(now))).toISOString();

describe("the next maintenance window", () => {
  it("is later the same day, or next week when it has begun", () => {
    expect(next("MONDAY", "10:00", undefined, "2026-01-05T09:59:30Z")).toBe("2026-01-05T10:00:00.000Z");
    expect(next("MONDAY", "10:00", undefined, "2026-01-05T10:00:00Z")).toBe("2026-01-12T10:00:00.000Z");
    expect(next("SUNDAY", "00:00", "UTC", "2026-01-05T00:00:00Z")).toBe("2026-01-11T00:00:00.000Z");
  });

  it("is told by the clock of its time zone", () => {
    expect(next("MONDAY", "22:00", "America/Bogota", "2026-01-05T00:00:00Z")).toBe("2026-01-06T03:00:00.000Z");
    expect(next("MONDAY", "00:30", "UTC+2", "2026-01-05T00:00:00Z")).toBe("2026-01-11T22:30:00.000Z");
  });

  it("keeps its hour when the clocks change in between", () => {
    expect(next("SUNDAY", "12:00", "Europe/Madrid", "2026-03-28T00:00:00Z")).toBe("2026-03-29T10:00:00.000Z");
    expect(next("SUNDAY", "12:00", "Europe/Madrid", "2026-10-24T00:00:00Z")).toBe("2026-10-25T11:00:00.000Z");
  });
});

describe("a time zone", () => {
  it("has a name, or is an offset", () => {
    expect(["UTC", "America/Bogota", "UTC-5", "UTC+02:00", "CET"].filter((name) => !isTimeZone(name))).toEqual([]);
    expect(["Mars", "UTC+99", ""].filter(isTimeZone)).toEqual([]);
  });
});
