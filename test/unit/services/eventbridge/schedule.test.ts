import { describe, expect, it } from "vitest";
import { parseSchedule } from "../../../../src/services/eventbridge/cron";
import { bodies, events, makeQueue, makeWorld, put, queueArn, story } from "./world";

const START = Date.UTC(2026, 0, 5); // a Monday
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function firings(expression: string, count: number, from = START): string[] {
  const schedule = parseSchedule(`cron(${expression})`);
  if (schedule?.kind !== "cron") throw new Error(`${expression} is not valid`);
  const found: string[] = [];
  for (let at = schedule.cron.next(from); at !== undefined && found.length < count; at = schedule.cron.next(at)) {
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
}

describe("cron", () => {
  it.each([
    ["0 10 * * ? *", ["2026-01-05T10:00", "2026-01-06T10:00"]],
    ["15 12 * * ? *", ["2026-01-05T12:15", "2026-01-06T12:15"]],
    ["0 18 ? * MON-FRI *", ["2026-01-05T18:00", "2026-01-06T18:00"]],
    ["0 8 1 * ? *", ["2026-02-01T08:00", "2026-03-01T08:00"]],
    ["0/15 * * * ? *", ["2026-01-05T00:15", "2026-01-05T00:30"]],
    ["0/5 8-17 ? * MON-FRI *", ["2026-01-05T08:00", "2026-01-05T08:05"]],
    ["0 9 ? * 2#1 *", ["2026-01-05T09:00", "2026-02-02T09:00"]],
    ["0 9 ? * 6L *", ["2026-01-30T09:00", "2026-02-27T09:00"]],
    ["0 0 L * ? *", ["2026-01-31T00:00", "2026-02-28T00:00"]],
    ["0 0 3W * ? *", ["2026-02-03T00:00", "2026-03-03T00:00"]],
    ["0 0 1W * ? *", ["2026-02-02T00:00", "2026-03-02T00:00"]], // the 1st is a Sunday
    ["0 0 LW * ? *", ["2026-01-30T00:00", "2026-02-27T00:00"]],
    ["0 0 29 2 ? *", ["2028-02-29T00:00", "2032-02-29T00:00"]],
    ["5 0 1 JAN,JUL ? 2027-2030", ["2027-01-01T00:05", "2027-07-01T00:05"]],
    ["0 0 ? * SUN,7 *", ["2026-01-10T00:00", "2026-01-11T00:00"]],
    ["59 23 31 12 ? 2026", ["2026-12-31T23:59"]],
    ["0 0 1 1 ? 2020", []],
  ])("(%s) fires at %j", (expression, times) => {
    expect(firings(expression, Math.max(times.length, times.length === 1 ? 2 : times.length))).toEqual(times);
  });

  it.each([
    "0 10 * * * *",
    "0 10 ? * ? *",
    "60 10 * * ? *",
    "0 24 * * ? *",
    "0 10 32 * ? *",
    "0 10 0 * ? *",
    "0 10 * 13 ? *",
    "0 10 ? * 8 *",
    "0 10 ? * FUN *",
    "0 10 ? * 2#6 *",
    "0 10 * * ?",
    "a 10 * * ? *",
    "0/0 * * * ? *",
    "5-1 * * * ? *",
    "0 10 * * ? 1969",
    "0 10 40W * ? *",
    "1/2/3 * * * ? *",
    "",
  ])("(%s) is not valid", (expression) => {
    expect(parseSchedule(`cron(${expression})`)).toBeUndefined();
  });
});

describe("rate", () => {
  it.each([
    ["rate(1 minute)", MINUTE],
    ["rate(5 minutes)", 5 * MINUTE],
    ["rate(1 hour)", HOUR],
    ["rate(7 days)", 168 * HOUR],
  ])("%s is every %i ms", (expression, everyMs) => {
    expect(parseSchedule(expression)).toEqual({ kind: "rate", everyMs });
  });
  it.each([
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(1 second)",
    "rate( 1 minute)",
    "rate(minute)",
  ])("%s is not valid", (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});

describe("a rule with a schedule", () => {
  function scheduled(expression: string) {
    const world = makeWorld();
    makeQueue(world, "q", { MessageRetentionPeriod: "1209600" });
    events(world, "PutRule", { Name: "tick", ScheduleExpression: expression });
    events(world, "PutTargets", { Rule: "tick", Targets: [{ Id: "1", Arn: queueArn("q") }] });
    return world;
  }

  it("fires on the virtual clock", async () => {
    const world = scheduled("cron(0 9 ? * MON-FRI *)");
    await world.sim.run({ for: 7 * 24 * HOUR });
    const fired = (await bodies(world, "q")).map((body) => JSON.parse(body));
    expect(fired.map((event) => event.time)).toEqual(
      ["05", "06", "07", "08", "09"].map((day) => `2026-01-${day}T09:00:00Z`),
    );
    expect(fired[0]).toMatchObject({
      source: "aws.events",
      "detail-type": "Scheduled Event",
      resources: ["arn:aws:events:us-east-1:123456789012:rule/tick"],
      detail: {},
    });
  });

  it("stops when it is disabled or deleted, and begins anew when enabled", async () => {
    const world = scheduled("rate(10 minutes)");
    await world.sim.run({ for: 25 * MINUTE });
    events(world, "DisableRule", { Name: "tick" });
    await world.sim.run({ for: HOUR });
    events(world, "EnableRule", { Name: "tick" });
    await world.sim.run({ for: 10 * MINUTE });
    const times = [...world.sim.trace.events({ kinds: ["eventbridge.ScheduleFired"] })].map(
      (event) => event.at / MINUTE,
    );
    expect(times).toEqual([10, 20, 95]);
    events(world, "RemoveTargets", { Rule: "tick", Ids: ["1"] });
    events(world, "DeleteRule", { Name: "tick" });
    await world.sim.run({ for: HOUR });
    expect(story(world, "ScheduleFired")).toHaveLength(3);
  });

  it("keeps its beat when it is put again the same", async () => {
    const world = scheduled("rate(10 minutes)");
    await world.sim.run({ for: 5 * MINUTE });
    events(world, "PutRule", { Name: "tick", ScheduleExpression: "rate(10 minutes)", Description: "the same" });
    await world.sim.run({ for: 5 * MINUTE });
    expect(story(world, "ScheduleFired")).toHaveLength(1);
  });

  it("does not keep a run from ending", async () => {
    const world = scheduled("rate(1 minute)");
    world.sim.after(150_000, () => put(world, {}));
    await world.sim.run();
    expect(world.sim.now).toBe(150_000);
    expect(story(world, "ScheduleFired")).toHaveLength(2);
  });

  it("belongs to the default bus, and must be well formed", () => {
    const world = makeWorld();
    events(world, "CreateEventBus", { Name: "own" });
    const rule = (more: object) => events(world, "PutRule", { Name: "r", ...more });
    expect(() => rule({ ScheduleExpression: "rate(1 minute)", EventBusName: "own" })).toThrow(
      "ScheduleExpression is supported only on the default event bus.",
    );
    expect(() => rule({ ScheduleExpression: "every minute" })).toThrow("Parameter ScheduleExpression is not valid.");
    expect(() => rule({})).toThrow("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  });
});
