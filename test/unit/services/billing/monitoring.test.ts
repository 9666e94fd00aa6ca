/** What stands in CloudWatch, as the real clients put it there, and what an archive takes in. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../../src/sdk/cloud";
import { bill, PRICES } from "../../../../src/services/billing";
import { Trace } from "../../../../src/sim/trace";

const ALARM = {
  Namespace: "AWS/SQS",
  MetricName: "ApproximateAgeOfOldestMessage",
  Statistic: "Maximum" as const,
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold" as const,
};

const quantities = (cloud: Cloud, options = {}) =>
  Object.fromEntries(
    cloud.bill(options).lines.map(({ unit, quantity, free }) => [unit.en, { quantity, free }] as [string, object]),
  );

describe("the bill of alarms", () => {
  it("counts the hours begun, from when they are set until they are deleted or the run ends", async () => {
    const cloud = new Cloud();
    const cw = cloud.client(CloudWatch);
    await cw.putMetricAlarm({ ...ALARM, AlarmName: "slow" });
    await cw.putMetricAlarm({ ...ALARM, AlarmName: "fast", Namespace: "Shop", Period: 10 });
    await cw.putCompositeAlarm({ AlarmName: "both", AlarmRule: 'ALARM("fast")' });
    await cloud.run({ for: { hours: 2.5 } });
    await cw.deleteAlarms({ AlarmNames: ["slow"] });
    await cloud.run({ for: { hours: 2 } });
    await cw.listMetrics({}); // the last fact
    expect(quantities(cloud)).toMatchObject({
      "alarm hour": { quantity: 3, free: 3 },
      "hour of a high-resolution alarm": { quantity: 5, free: 0 },
      "hour of a composite alarm": { quantity: 5, free: 0 },
    });
  });

  it("an alarm on an expression pays for each metric in it, and more traffic makes no more alarms", async () => {
    const cloud = new Cloud();
    const { Namespace, MetricName, Period, Statistic, ...rest } = ALARM;
    const stat = (Id: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace, MetricName }, Period, Stat: Statistic },
    });
    await cloud.client(CloudWatch).putMetricAlarm({
      ...rest,
      AlarmName: "sum",
      Metrics: [stat("a"), stat("b"), { Id: "c", Expression: "a + b" }],
    });
    expect(quantities(cloud)["alarm hour"]).toMatchObject({ quantity: 2 });
    expect(quantities(cloud, { whatIf: { scale: 1_000 } })["alarm hour"]).toMatchObject({ quantity: 2 });
  });

  it("costs $0.10 a month beyond the ten that are free", () => {
    const clock = { now: 0 };
    const trace = new Trace(clock);
    for (let i = 0; i < 12; i++) trace.append("cloudwatch.AlarmPut", `a${i}`, { detail: { Period: 60 } });
    clock.now = 720 * 3_600_000 - 1; // a month of the bill: 30 days
    trace.append("cloudwatch.Request", "");
    const line = bill(trace).lines.find(({ unit }) => unit.en === "alarm hour")!;
    expect([line.quantity, line.free]).toEqual([12 * 720, 7_300]);
    expect(line.cost).toBeCloseTo(((12 * 720 - 7_300) * 0.1) / 730, 10);
  });
});

describe("the bill of one's own metrics", () => {
  it("counts a metric once for each hour in which it is reported, by its dimensions", async () => {
    const cloud = new Cloud();
    const cw = cloud.client(CloudWatch);
    const put = (Value: string) =>
      cw.putMetricData({
        Namespace: "Shop",
        MetricData: [{ MetricName: "Orders", Value: 1, Dimensions: [{ Name: "Shop", Value }] }],
      });
    for (const shop of ["Lima", "Lima", "Quito"]) await put(shop);
    await cloud.run({ for: { hours: 5 } });
    await put("Lima");
    expect(quantities(cloud)["hour of a custom metric"]).toEqual({ quantity: 3, free: 3 });
  });
});

describe("the bill of archives", () => {
  it("counts what goes in by the GB", () => {
    const trace = new Trace({ now: 0 });
    trace.append("eventbridge.Archived", "default", { value: 2.5e6, text: "all" });
    const [line] = bill(trace).lines;
    expect([line!.unit.en, line!.quantity]).toEqual(["GB archived by EventBridge", 0.0025]);
    expect(line!.cost).toBeCloseTo(0.00025, 10);
  });
});

describe("the list of prices", () => {
  it("names a source for every price and allowance", () => {
    const all = [...Object.values(PRICES.others), ...Object.values(PRICES.sqs), ...Object.values(PRICES.allowances)];
    for (const { source } of all) expect(source).toMatch(/\w\.(com|io|dev)/);
  });
});
