/**
 * GetMetricData, GetMetricStatistics and ListMetrics.
 * Source: API reference, pages of these operations (read 2026-11).
 */

import { page } from "../page";
import type { Caller } from "../service";
import type { CloudWatch } from "./context";
import { badToken, combination, invalidValue, missing, validation } from "./errors";
import {
  DATAPOINTS,
  LISTED_METRICS,
  LISTED_MS,
  QUERIES,
  RECENTLY_MS,
  SECOND,
  STATISTICS,
  STATISTICS_DATAPOINTS,
} from "./limits";
import { toDate } from "./math";
import { checkDimensions, checkPeriod, checkStatistic } from "./names";
import { answer, checkQueries, type DataQuery } from "./queries";
import { periods, type Span, statistic, viewOf } from "./query";
import { type Dimension, floor, sorted } from "./series";

interface DataInput {
  MetricDataQueries?: DataQuery[];
  StartTime?: Date;
  EndTime?: Date;
  ScanBy?: "TimestampAscending" | "TimestampDescending";
  MaxDatapoints?: number;
  NextToken?: string;
}

export function getMetricData(cloudWatch: CloudWatch, input: DataInput, caller: Caller): unknown {
  const { MetricDataQueries: queries = [], ScanBy = "TimestampDescending", MaxDatapoints = DATAPOINTS } = input;
  if (queries.length === 0) throw missing("MetricDataQueries");
  if (queries.length > QUERIES) {
    throw validation(`MetricDataQueries has ${queries.length} members; at most ${QUERIES} are allowed.`);
  }
  if (!(Number.isInteger(MaxDatapoints) && MaxDatapoints >= 1 && MaxDatapoints <= DATAPOINTS)) {
    throw invalidValue("MaxDatapoints", MaxDatapoints, `must be a whole number from 1 to ${DATAPOINTS}`);
  }
  checkQueries(queries, "MetricDataQueries");
  if (queries.every(({ ReturnData = true }) => !ReturnData)) {
    throw validation("At least one query of MetricDataQueries must have ReturnData true.");
  }
  const period = Math.min(...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 60));
  const span = spanOf(input.StartTime, input.EndTime, period);
  const results = answer(viewOf(cloudWatch), queries, span)
    .filter(({ query }) => query.ReturnData ?? true)
    .flatMap(({ query, series }) => series.map((points) => ({ query, points })));
  cloudWatch.request("GetMetricData", "metrics", caller);
  const longest = Math.max(0, ...results.map(({ points }) => points.size));
  const share = Math.max(1, Math.floor(MaxDatapoints / Math.max(1, results.length)));
  const { from, token } = page(input.NextToken, longest, share, badToken);
  return {
    MetricDataResults: results.map(({ query, points }) => {
      const entries = [...points];
      if (ScanBy === "TimestampDescending") entries.reverse();
      const shown = entries.slice(from, from + share);
      return {
        Id: query.Id,
        Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
        Timestamps: shown.map(([second]) => toDate(second)),
        Values: shown.map(([, value]) => value),
        StatusCode: from + share < entries.length ? "PartialData" : "Complete",
      };
    }),
    Messages: [],
    ...(token !== undefined && { NextToken: token }),
  };
}

/** The start is rounded down to the beginning of its period. */
function spanOf(start: Date | undefined, end: Date | undefined, period: number): Span {
  if (start === undefined) throw missing("StartTime");
  if (end === undefined) throw missing("EndTime");
  if (!(start.getTime() < end.getTime())) {
    throw validation("The parameter StartTime must be less than the parameter EndTime.");
  }
  return { from: floor(start.getTime(), period), to: end.getTime() / SECOND };
}

interface StatisticsInput {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: Dimension[];
  StartTime?: Date;
  EndTime?: Date;
  Period?: number;
  Statistics?: string[];
  ExtendedStatistics?: string[];
  Unit?: string;
}

export function getMetricStatistics(cloudWatch: CloudWatch, input: StatisticsInput, caller: Caller): unknown {
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [], Period: period, Unit: unit } = input;
  const { Statistics: plain = [], ExtendedStatistics: extended = [] } = input;
  if (!namespace) throw missing("Namespace");
  if (!name) throw missing("MetricName");
  if (period === undefined) throw missing("Period");
  checkPeriod(period, "Period");
  checkDimensions(dimensions, "Dimensions");
  if (plain.length === 0 && extended.length === 0) {
    throw combination("At least one of the parameters Statistics and ExtendedStatistics must be specified.");
  }
  for (const each of plain) {
    if (!(STATISTICS as readonly string[]).includes(each))
      throw invalidValue("Statistics", each, `must be one of ${STATISTICS.join(", ")}`);
  }
  for (const each of extended) {
    if ((STATISTICS as readonly string[]).includes(each))
      throw invalidValue("ExtendedStatistics", each, "must be a percentile such as p95");
    checkStatistic(each, "ExtendedStatistics");
  }
  const span = spanOf(input.StartTime, input.EndTime, period);
  const asked = Math.ceil((span.to - span.from) / period);
  if (asked > STATISTICS_DATAPOINTS) {
    throw combination(
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${STATISTICS_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  const view = viewOf(cloudWatch);
  const series = view.store.find(namespace, name, dimensions);
  const of = unit === undefined ? series[0]?.unit : unit;
  const query = { namespace, name, dimensions, period, ...(unit !== undefined && { unit }) };
  const Datapoints = [...periods(view, query, span)].map(([second, bucket]) => ({
    Timestamp: toDate(second),
    ...Object.fromEntries(plain.map((each) => [each, statistic(bucket, each)])),
    ...(extended.length > 0 && {
      ExtendedStatistics: Object.fromEntries(
        extended.flatMap((each) => {
          const value = statistic(bucket, each);
          return value === undefined ? [] : [[each, value]];
        }),
      ),
    }),
    Unit: of,
  }));
  cloudWatch.request("GetMetricStatistics", `${namespace}/${name}`, caller);
  return { Label: name, Datapoints };
}

interface ListInput {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name?: string; Value?: string }[];
  RecentlyActive?: string;
  NextToken?: string;
}

/** Metrics with data in the last two weeks. A dimension without a value asks for any value. */
export function listMetrics(cloudWatch: CloudWatch, input: ListInput, caller: Caller): unknown {
  const { RecentlyActive: recently } = input;
  if (recently !== undefined && recently !== "PT3H") throw invalidValue("RecentlyActive", recently, "must be PT3H");
  const { store, nowEpochMs, lagMs } = viewOf(cloudWatch);
  const since = nowEpochMs - (recently === undefined ? LISTED_MS : RECENTLY_MS);
  const unseenMs = floor(nowEpochMs - lagMs, 60) * SECOND;
  const found = [...store.metrics()].filter(
    ({ namespace, name, dimensions, latestMs, isReported, firstSecond }) =>
      (input.Namespace === undefined || input.Namespace === namespace) &&
      (input.MetricName === undefined || input.MetricName === name) &&
      (input.Dimensions ?? []).every((asked) =>
        dimensions.some(
          ({ Name, Value }) => Name === asked.Name && (asked.Value === undefined || Value === asked.Value),
        ),
      ) &&
      latestMs >= since &&
      (!isReported || firstSecond * SECOND < unseenMs),
  );
  cloudWatch.request("ListMetrics", input.Namespace ?? "metrics", caller);
  const { from, token } = page(input.NextToken, found.length, LISTED_METRICS, badToken);
  return {
    Metrics: found.slice(from, from + LISTED_METRICS).map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: sorted(dimensions),
    })),
    ...(token !== undefined && { NextToken: token }),
  };
}
