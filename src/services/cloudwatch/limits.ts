/** Limits of CloudWatch. Source: API reference, page of each operation (read 2026-11). */

export const SECOND = 1_000; // ms
export const MINUTE = 60; // s: the resolution of the services' own metrics
export const DIMENSIONS = 30;
export const METRICS_A_REQUEST = 1_000; // PutMetricData
export const VALUES_A_DATUM = 150;
export const LARGEST_VALUE = 2 ** 360;
export const PAST_MS = 14 * 86_400 * SECOND; // how old a datum may be
export const FUTURE_MS = 2 * 3_600 * SECOND;
export const QUERIES = 500;
export const DATAPOINTS = 100_800; // GetMetricData, all results of an answer together
export const STATISTICS_DATAPOINTS = 1_440; // GetMetricStatistics
export const LISTED_METRICS = 500;
export const ACTIONS = 5; // of each kind
export const ALARMS_PAGE = 100;
export const DASHBOARD_WIDGETS = 500;
export const ACTIVE_MS = 6 * 3_600 * SECOND; // a queue that nothing touches stops reporting
export const LISTED_MS = 14 * 86_400 * SECOND; // a metric without data is listed for so long
export const RECENTLY_MS = 3 * 3_600 * SECOND; // RecentlyActive PT3H
/** Periods below a minute. */
export const SHORT_PERIODS: readonly number[] = [1, 5, 10, 20, 30];
export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;
