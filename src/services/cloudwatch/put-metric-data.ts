/**
 * PutMetricData: values of users' own metrics, up to two weeks old and two hours ahead.
 * Source: API reference, PutMetricData and MetricDatum (read 2026-11).
 */
import type { Caller } from "../service";
import type { CloudWatch } from "./context";
import { combination, invalidValue, missing } from "./errors";
import { FUTURE_MS, LARGEST_VALUE, METRICS_A_REQUEST, MINUTE, PAST_MS, VALUES_A_DATUM } from "./limits";
import { checkDimensions } from "./names";
import { type Dimension, sorted } from "./series";

/** As it stands in the trace. */
export interface Datum {
  namespace: string;
  name: string;
  dimensions: Dimension[];
  unit: string;
  epochMs: number;
  /** s */
  resolution: 1 | 60;
  /** Values with their weights. */
  values: [value: number, weight: number][];
  summary?: { count: number; sum: number; min: number; max: number };
}

interface Given {
  MetricName?: string;
  Dimensions?: Dimension[];
  Timestamp?: Date;
  Value?: number;
  StatisticValues?: { SampleCount: number; Sum: number; Minimum: number; Maximum: number };
  Values?: number[];
  Counts?: number[];
  Unit?: string;
  StorageResolution?: number;
}

export const UNITS =
  "Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second None".split(
    " ",
  );

/** All of them are kept, or none. */
export function putMetricData(
  cloudWatch: CloudWatch,
  input: { Namespace?: string; MetricData?: Given[]; EntityMetricData?: unknown },
  caller: Caller,
): unknown {
  const { Namespace: namespace = "", MetricData: data = [] } = input;
  if (input.EntityMetricData !== undefined) throw cloudWatch.notSimulated("EntityMetricData");
  if (namespace === "") throw missing("Namespace");
  if (namespace.startsWith("AWS/")) throw invalidValue("Namespace", namespace, 'must not start with "AWS/"');
  if (!/^[^:][\x20-\x7e]{0,254}$/.test(namespace)) {
    throw invalidValue("Namespace", namespace, "must have 1 to 255 ASCII characters and not start with a colon");
  }
  if (data.length > METRICS_A_REQUEST) {
    throw invalidValue("MetricData", `${data.length} metrics`, `must have at most ${METRICS_A_REQUEST} members`);
  }
  const read = data.map((given, i) => datum(cloudWatch, namespace, given, `MetricData.member.${i + 1}`));
  const cause = cloudWatch.request("PutMetricData", namespace, caller);
  for (const each of read) {
    cloudWatch.trace.append("cloudwatch.Metric", `${namespace}/${each.name}`, {
      value: each.values[0]?.[0] ?? each.summary!.sum,
      cause,
      detail: each as unknown as Record<string, unknown>,
    });
  }
  return {};
}

function datum(cloudWatch: CloudWatch, namespace: string, given: Given, at: string): Datum {
  const { MetricName: name, Dimensions: dimensions = [], Unit: unit = "None" } = given;
  const { Value: value, Values: values, Counts: counts, StatisticValues: summary } = given;
  const { sim } = cloudWatch;
  if (name === undefined || name === "") throw missing(`${at}.MetricName`);
  if (name.length > 255) throw invalidValue(`${at}.MetricName`, name, "must have at most 255 characters");
  checkDimensions(dimensions, `${at}.Dimensions`);
  if (!UNITS.includes(unit)) throw invalidValue(`${at}.Unit`, unit, "is not one of CloudWatch's units");
  const resolution = given.StorageResolution ?? MINUTE;
  if (resolution !== 1 && resolution !== MINUTE) {
    throw invalidValue(`${at}.StorageResolution`, resolution, "must be 1 or 60");
  }
  const nowMs = sim.start + sim.now;
  const epochMs = given.Timestamp?.getTime() ?? nowMs;
  if (!(epochMs >= nowMs - PAST_MS && epochMs <= nowMs + FUTURE_MS)) {
    throw invalidValue(
      `${at}.Timestamp`,
      given.Timestamp?.toISOString(),
      "must lie within the last two weeks and the next two hours",
    );
  }
  const ways = [value, values, summary].filter((each) => each !== undefined);
  if (ways.length === 0) throw missing(`${at}.Value`);
  if (ways.length > 1) throw combination(`${at}: Value, Values and StatisticValues exclude one another.`);
  const common = { namespace, name, dimensions: sorted(dimensions), unit, epochMs, resolution } as const;
  if (summary !== undefined) {
    for (const [member, number] of Object.entries(summary)) checkValue(number, `${at}.StatisticValues.${member}`);
    if (!(summary.SampleCount > 0)) {
      throw invalidValue(`${at}.StatisticValues.SampleCount`, summary.SampleCount, "must be greater than 0");
    }
    if (summary.Minimum > summary.Maximum) throw combination(`${at}.StatisticValues: Minimum is above Maximum.`);
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = summary;
    return { ...common, values: [], summary: { count, sum, min, max } };
  }
  const all = values ?? [value!];
  if (all.length === 0 || all.length > VALUES_A_DATUM) {
    throw invalidValue(`${at}.Values`, `${all.length} values`, `must have 1 to ${VALUES_A_DATUM} members`);
  }
  if (counts !== undefined && (values === undefined || counts.length !== values.length)) {
    throw combination(`${at}: Counts must have as many members as Values.`);
  }
  for (const each of all) checkValue(each, `${at}.Value`);
  for (const each of counts ?? []) if (!(each > 0)) throw invalidValue(`${at}.Counts`, each, "must be greater than 0");
  return { ...common, values: all.map((each, i) => [each, counts?.[i] ?? 1]) };
}

function checkValue(value: number, name: string): void {
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST_VALUE) {
    throw invalidValue(name, value, "must be a number between -2^360 and 2^360");
  }
}
