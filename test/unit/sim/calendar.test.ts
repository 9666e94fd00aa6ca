import { describe, expect, it } from "vitest";
import { Calendar, type Scheduled } from "../../../src/sim/calendar";

/** Takes everything off, in order. */
function drain(calendar: Calendar): Scheduled[] {
  const taken: Scheduled[] = [];
  for (let entry = calendar.peek(); entry !== undefined; entry = calendar.peek()) {
    calendar.take(entry);
    taken.push(entry);
  }
  return taken;
}

const nothing = () => {};

describe("the calendar", () => {
  it("gives events in order of time", () => {
    const calendar = new Calendar();
    for (const time of [5, 1, 4, 2, 3]) calendar.schedule(time, nothing, null);
    expect(drain(calendar).map((entry) => entry.time)).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives equal times in the order in which they were scheduled", () => {
    const calendar = new Calendar();
    const scheduled = Array.from({ length: 50 }, (_, i) => calendar.schedule(i % 2, nothing, null));
    const expected = [...scheduled.filter((e) => e.time === 0), ...scheduled.filter((e) => e.time === 1)];
    expect(drain(calendar)).toEqual(expected);
  });

  it("never gives a cancelled event, and says once that it was cancelled", () => {
    const calendar = new Calendar();
    const kept = calendar.schedule(2, nothing, null);
    const dropped = calendar.schedule(1, nothing, null);
    expect(dropped.cancel()).toBe(true);
    expect(dropped.cancel()).toBe(false);
    expect(calendar.size).toBe(1);
    expect(drain(calendar)).toEqual([kept]);
  });

  it("does not let an event be cancelled that has been taken", () => {
    const calendar = new Calendar();
    const entry = calendar.schedule(1, nothing, null);
    drain(calendar);
    expect(entry.pending).toBe(false);
    expect(entry.cancel()).toBe(false);
    expect(calendar.size).toBe(0);
  });

  it("frees cancelled events in bulk and keeps the order of the rest", () => {
    const calendar = new Calendar();
    const entries = Array.from({ length: 5_000 }, (_, i) => calendar.schedule((i * 7_919) % 5_000, nothing, null));
    entries.forEach((entry, i) => {
      if (i % 10 !== 0) entry.cancel();
    });
    expect(calendar.size).toBe(500);
    const times = drain(calendar).map((entry) => entry.time);
    expect(times).toHaveLength(500);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("counts background events apart", () => {
    const calendar = new Calendar();
    const background = calendar.schedule(1, nothing, null, true);
    calendar.schedule(2, nothing, null);
    expect([calendar.size, calendar.foreground]).toEqual([2, 1]);
    background.cancel();
    expect([calendar.size, calendar.foreground]).toEqual([1, 1]);
    drain(calendar);
    expect([calendar.size, calendar.foreground]).toEqual([0, 0]);
  });
});
