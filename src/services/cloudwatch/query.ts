/**
 * Datapoints of one metric: its buckets joined by period, and one statistic of each. A service's own metrics are seen when
 * their minute is over and the metric lag has passed; what users put is seen at once.
 * Periods begin at multiples of their length since the epoch.
 */
import type { CloudWatch } from "./context";
import { MINUTE, SECOND } from "./limits";
import { percentile } from "./names";
import { Bucket, type Dimension, floor, type Run, type Series } from "./series";
import { type MetricStore, unseenFrom } from "./store";

export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  /** Only data put in this unit; undefined takes all. */
  readonly unit?: string;
  /** s */
  readonly period: number;
}

export interface Span {
  /** Epoch seconds: from the first, up to but without the second. */
  readonly from: number;
  readonly to: number;
}

/** What is seen by a look at one moment. */
export interface View {
  readonly store: MetricStore;
  readonly nowEpochMs: number;
  readonly lagMs: number;
}

export function viewOf(cloudWatch: CloudWatch): View {
  const { sim, lagMs } = cloudWatch;
  return { store: cloudWatch.metrics(), nowEpochMs: sim.start + sim.now, lagMs };
}

/** Joined buckets by the epoch second in which their period begins, in order. `phase` moves the beginnings (alarms slide). */
export function periods(view: View, query: MetricQuery, { from, to }: Span, phase = 0): Map<number, Bucket> {
  const found = new Map<number, Bucket>();
  const unseen = unseenFrom(view.nowEpochMs, view.lagMs);
  for (const series of view.store.find(query.namespace, query.name, query.dimensions)) {
    if (query.unit !== undefined && query.unit !== series.unit) continue;
    const end = series.isReported ? Math.min(to, unseen) : to;
    for (const [second, bucket] of inSpan(series, from, end)) {
      const start = floor((second - phase) * SECOND, query.period) + phase;
      let joined = found.get(start);
      if (joined === undefined) {
        joined = new Bucket();
        found.set(start, joined);
      }
      joined.join(bucket);
    }
  }
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** Buckets that begin in a span: where it is short they are looked up, where it is long all there are are gone through. */
function* inSpan({ buckets, runs }: Series, from: number, to: number): Iterable<[number, Bucket]> {
  if (to - from < buckets.size) {
    for (let second = Math.ceil(from); second < to; second++) {
      const bucket = buckets.get(second);
      if (bucket !== undefined) yield [second, bucket];
    }
  } else {
    for (const entry of buckets) if (entry[0] >= from && entry[0] < to) yield entry;
  }
  for (let i = firstAfter(runs, from); i < runs.length && runs[i]!.from < to; i++) {
    const run = runs[i]!;
    const first = Math.max(run.from, Math.ceil(from / MINUTE) * MINUTE);
    for (let second = first; second < run.to && second < to; second += MINUTE) {
      if (!buckets.has(second)) yield [second, run.bucket];
    }
  }
}

/** Place of the first run that ends after a time. */
function firstAfter(runs: readonly Run[], from: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.to > from) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One statistic, or undefined when it cannot be told: percentiles need the values themselves. */
export function statistic(bucket: Bucket, name: string): number | undefined {
  switch (name) {
    case "SampleCount":
      return bucket.count;
    case "Sum":
      return bucket.sum;
    case "Average":
      return bucket.sum / bucket.count;
    case "Minimum":
      return bucket.min;
    case "Maximum":
      return bucket.max;
    default:
      return quantile(bucket, percentile(name) ?? Number.NaN);
  }
}

/** Nearest rank. AWS interpolates within logarithmic classes; we tell a value that was really observed. */
function quantile({ values, count }: Bucket, share: number): number | undefined {
  if (values === undefined) return undefined;
  const rank = Math.max(1, Math.ceil(share * count));
  let below = 0;
  for (const [value, weight] of [...values].sort(([a], [b]) => a - b)) {
    below += weight;
    if (below >= rank) return value;
  }
  return undefined;
}
