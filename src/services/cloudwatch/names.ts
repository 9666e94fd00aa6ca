/** What names, dimensions and periods may be. */
import { invalidValue, missing, validation } from "./errors";
import { DIMENSIONS, MINUTE, SHORT_PERIODS } from "./limits";
import type { Dimension } from "./series";

export function checkDimensions(dimensions: readonly Dimension[], at: string): void {
  if (dimensions.length > DIMENSIONS) {
    throw invalidValue(at, `${dimensions.length} dimensions`, `must have at most ${DIMENSIONS} members`);
  }
  const seen = new Set<string>();
  for (const { Name, Value } of dimensions) {
    if (!Name) throw missing(`${at}.Name`);
    if (!Value) throw missing(`${at}.Value`);
    if (Name.startsWith(":")) throw invalidValue(`${at}.Name`, Name, "must not start with a colon");
    if (seen.has(Name)) throw invalidValue(`${at}.Name`, Name, "is given twice");
    seen.add(Name);
  }
}

/** Seconds: 1, 5, 10, 20, 30 or a multiple of 60. */
export function checkPeriod(period: number, name: string): void {
  if (SHORT_PERIODS.includes(period)) return;
  if (!Number.isInteger(period) || period < MINUTE || period % MINUTE !== 0) {
    throw invalidValue(name, period, "must be 1, 5, 10, 20, 30 or a multiple of 60");
  }
}

/** One of the plain statistics, or a percentile: p0 to p100 with up to ten decimals. */
export function isStatistic(statistic: string): boolean {
  return (
    ["SampleCount", "Average", "Sum", "Minimum", "Maximum"].includes(statistic) || percentile(statistic) !== undefined
  );
}

export function percentile(statistic: string): number | undefined {
  const found = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(statistic);
  const share = Number(found?.[1]);
  return found !== null && share <= 100 ? share / 100 : undefined;
}

/** Trimmed means and their like exist in AWS; here they are refused by name. */
export function checkStatistic(statistic: string, name: string): void {
  if (isStatistic(statistic)) return;
  if (/^(tm|wm|tc|ts|pr|iqm|TM|WM|TC|TS|PR|IQM)/.test(statistic)) {
    throw validation(
      `nubelab does not simulate the statistic ${statistic} (${name}); it has SampleCount, Average, Sum, Minimum, Maximum and pNN.`,
    );
  }
  throw invalidValue(
    name,
    statistic,
    "must be SampleCount, Average, Sum, Minimum, Maximum or a percentile such as p95",
  );
}
