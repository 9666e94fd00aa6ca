import { describe, expect, it } from "vitest";
import { makeBench } from "./world";

const days = (count: number) => ({ for: { days: count } });

describe("a rate", () => {
  it("without StartDate fires at once, and then each period", async () => {
    const { cloud, queue, schedule, times } = makeBench();
    await queue("q");
    await schedule("rate(10 minutes)");
    await cloud.run({ for: { minutes: 25 } });
    expect(times()).toEqual(["2026-01-05T00:00:00.000Z", "2026-01-05T00:10:00.000Z", "2026-01-05T00:20:00.000Z"]);
  });

  it("is counted from its StartDate, and stops with its EndDate", async () => {
    const { cloud, queue, schedule, times } = makeBench();
    await queue("q");
    await schedule("rate(1 hour)", {
      StartDate: new Date("2026-01-05T03:30:00Z"),
      EndDate: new Date("2026-01-05T05:30:00Z"),
    });
    await cloud.run(days(2));
    expect(times().map((time) => time.slice(11, 16))).toEqual(["03:30", "04:30", "05:30"]);
  });

  it("of a day counts 24 hours when the clocks change", async () => {
    const { cloud, queue, schedule, times } = makeBench({ start: "2026-03-28T12:00:00Z" });
    await queue("q");
    await schedule("rate(1 day)", { ScheduleExpressionTimezone: "Europe/Madrid" });
    await cloud.run(days(1.5));
    expect(times()).toEqual(["2026-03-28T12:00:00.000Z", "2026-03-29T12:00:00.000Z"]);
  });

  it("keeps its rhythm when an update leaves it as it is, and begins anew with another", async () => {
    const { cloud, queue, schedule, times, scheduler } = makeBench();
    await queue("q");
    await schedule("rate(10 minutes)");
    await cloud.run({ for: { minutes: 12 } });
    const { Arn, CreationDate, LastModificationDate, ...input } = await scheduler.getSchedule({ Name: "s" });
    await scheduler.updateSchedule({ ...input, Description: "same" } as never);
    await cloud.run({ for: { minutes: 9 } });
    await scheduler.updateSchedule({ ...input, ScheduleExpression: "rate(1 hour)" } as never);
    await cloud.run({ for: { minutes: 61 } });
    expect(times().map((time) => time.slice(11, 16))).toEqual(["00:00", "00:10", "00:20", "00:21", "01:21"]);
  });
});

describe("cron", () => {
  it("follows the clock on the wall of its time zone, winter and summer", async () => {
    const { cloud, queue, schedule, times } = makeBench({ start: "2026-03-28T00:00:00Z" });
    await queue("q");
    await schedule("cron(0 9 * * ? *)", { ScheduleExpressionTimezone: "Europe/Madrid" });
    await cloud.run(days(2));
    expect(times()).toEqual(["2026-03-28T08:00:00.000Z", "2026-03-29T07:00:00.000Z"]);
  });

  it("skips a time that does not exist when the clocks go forward", async () => {
    const { cloud, queue, schedule, times } = makeBench({ start: "2026-03-28T00:00:00Z" });
    await queue("q");
    await schedule("cron(30 2 * * ? *)", { ScheduleExpressionTimezone: "Europe/Madrid" });
    await cloud.run(days(3));
    expect(times()).toEqual(["2026-03-28T01:30:00.000Z", "2026-03-30T00:30:00.000Z"]);
  });

  it("fires once at a time that comes twice when the clocks go back", async () => {
    const { cloud, queue, schedule, times } = makeBench({ start: "2026-10-31T12:00:00Z" });
    await queue("q");
    await schedule("cron(30 1 * * ? *)", { ScheduleExpressionTimezone: "America/New_York" });
    await cloud.run(days(2));
    expect(times()).toEqual(["2026-11-01T05:30:00.000Z", "2026-11-02T06:30:00.000Z"]);
  });

  it("fires at the first minute that it may, and not before StartDate", async () => {
    const { cloud, queue, schedule, times } = makeBench();
    await queue("q");
    await schedule("cron(0/30 * * * ? *)", { StartDate: new Date("2026-01-05T01:00:00Z") });
    await cloud.run({ for: { minutes: 90 } });
    expect(times().map((time) => time.slice(11, 16))).toEqual(["01:00", "01:30"]);
  });
});

describe("a one-time schedule", () => {
  it("fires once, in its time zone", async () => {
    const { cloud, queue, schedule, times, scheduler } = makeBench();
    await queue("q");
    await schedule("at(2026-01-06T09:15:30)", { ScheduleExpressionTimezone: "Asia/Kolkata" });
    await cloud.run(days(3));
    expect(times()).toEqual(["2026-01-06T03:45:30.000Z"]);
    expect(await scheduler.getSchedule({ Name: "s" })).toMatchObject({ State: "ENABLED" });
  });

  it("is deleted after it was delivered when it is to be", async () => {
    const { cloud, queue, schedule, scheduler, texts } = makeBench();
    await queue("q");
    await schedule("at(2026-01-05T01:00:00)", { ActionAfterCompletion: "DELETE" });
    await cloud.run({ for: { minutes: 59 } });
    expect((await scheduler.listSchedules({})).Schedules).toHaveLength(1);
    await cloud.run({ for: { minutes: 1 } });
    expect((await scheduler.listSchedules({})).Schedules).toEqual([]);
    expect(texts("Delivered", "ScheduleDeleted")).toEqual(["Delivered q", "ScheduleDeleted completed"]);
  });

  it("is not deleted before its last attempt has ended", async () => {
    const { cloud, schedule, scheduler, queue } = makeBench();
    await queue("q");
    cloud.faults.down("q", { until: { minutes: 62 } });
    await schedule("at(2026-01-05T01:00:00)", { ActionAfterCompletion: "DELETE" });
    await cloud.run({ for: { minutes: 61 } });
    expect((await scheduler.listSchedules({})).Schedules).toHaveLength(1);
    await cloud.run({ for: { minutes: 5 } });
    expect((await scheduler.listSchedules({})).Schedules).toEqual([]);
  });

  it("in the past is taken, and never fires", async () => {
    const { cloud, queue, schedule, times, scheduler } = makeBench();
    await queue("q");
    await schedule("at(2022-12-31T23:59:59)", { ActionAfterCompletion: "DELETE" });
    await cloud.run(days(1));
    expect(times()).toEqual([]);
    expect((await scheduler.listSchedules({})).Schedules).toHaveLength(1);
  });
});

describe("a schedule", () => {
  it("does not keep run() going", async () => {
    const { cloud, queue, schedule } = makeBench();
    await queue("q");
    await schedule("rate(5 minutes)");
    await cloud.run();
    expect(cloud.now).toBe(0);
  });

  it("that is switched off does not fire, and goes on in its rhythm when it is on again", async () => {
    const { cloud, queue, schedule, times, scheduler } = makeBench();
    await queue("q");
    await schedule("rate(10 minutes)", { State: "DISABLED" });
    await cloud.run({ for: { minutes: 15 } });
    const { Arn, CreationDate, LastModificationDate, ...input } = await scheduler.getSchedule({ Name: "s" });
    await scheduler.updateSchedule({ ...input, State: "ENABLED" } as never);
    await cloud.run({ for: { minutes: 10 } });
    expect(times().map((time) => time.slice(11, 16))).toEqual(["00:20"]);
  });

  it("fires no more once it is deleted, nor does one of a deleted group", async () => {
    const { cloud, queue, schedule, times, scheduler } = makeBench();
    await queue("q");
    await scheduler.createScheduleGroup({ Name: "g" });
    await schedule("rate(10 minutes)", { GroupName: "g" });
    await schedule("rate(10 minutes)");
    await cloud.run({ for: { minutes: 5 } });
    await scheduler.deleteSchedule({ Name: "s" });
    await scheduler.deleteScheduleGroup({ Name: "g" });
    await cloud.run({ for: { hours: 1 } });
    expect(times()).toHaveLength(2);
  });

  it("with a flexible window fires within it, at its own minute each time, the same with the same seed", async () => {
    const play = async (seed: number) => {
      const { cloud, queue, schedule, times } = makeBench({ seed });
      await queue("q");
      await schedule("cron(0 * * * ? *)", { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 } });
      await cloud.run(days(1));
      return times().map((time) => time.slice(11, 16));
    };
    const times = await play(1);
    expect(times).toHaveLength(24);
    for (const time of times) expect(Number(time.slice(3))).toBeLessThan(15);
    expect(new Set(times.map((time) => time.slice(3))).size).toBeGreaterThan(5);
    expect(await play(1)).toEqual(times);
    expect(await play(2)).not.toEqual(times);
  });

  it("is not missed where its window is longer than its period", async () => {
    const { cloud, queue, schedule, times } = makeBench();
    await queue("q");
    await schedule("rate(5 minutes)", {
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 },
      EndDate: new Date("2026-01-05T02:00:00Z"),
    });
    await cloud.run({ for: { hours: 4 } });
    expect(times()).toHaveLength(25);
  });
});
