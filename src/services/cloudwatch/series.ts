/**
 * One metric: its name, its dimensions, and its data in buckets of a second or a minute. A bucket keeps each value with its
 * weight, so that every statistic, percentiles included, can be told afterwards. What is sampled each minute and stays the
 * same is kept as a run of minutes: a queue that waits for weeks costs next to nothing.
 */
import { MINUTE, SECOND } from "./limits";

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

export class Bucket {
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Only a summary was given: single values cannot be told. */
  isSummary = false;
  /** Weights by value, from the second value on; most buckets have one. */
  #values: Map<number, number> | undefined;

  static of(value: number): Bucket {
    const bucket = new Bucket();
    bucket.add(value);
    return bucket;
  }

  /** Weights by value; undefined when they cannot be told. */
  get values(): ReadonlyMap<number, number> | undefined {
    if (this.isSummary) return undefined;
    return this.#values ?? new Map(this.count > 0 ? [[this.min, this.count]] : []);
  }

  add(value: number, weight = 1): void {
    if (this.count > 0 && this.#values === undefined && value !== this.min) {
      this.#values = new Map([[this.min, this.count]]);
    }
    this.#values?.set(value, (this.#values.get(value) ?? 0) + weight);
    this.count += weight;
    this.sum += value * weight;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  join(other: Bucket): void {
    const { values } = other;
    if (values !== undefined) {
      for (const [value, weight] of values) this.add(value, weight);
      return;
    }
    this.isSummary = true;
    this.count += other.count;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
  }
}

/** Minutes in a row with one and the same bucket, which nobody changes. */
export interface Run {
  /** Epoch second of the first minute. */
  readonly from: number;
  /** Epoch second of the minute after the last. */
  to: number;
  readonly bucket: Bucket;
}

export class Series {
  readonly dimensions: readonly Dimension[];
  /** By the epoch second in which they begin. */
  readonly buckets = new Map<number, Bucket>();
  /** Where there is no bucket. In order of time. */
  runs: Run[] = [];
  #latestMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly namespace: string,
    readonly name: string,
    dimensions: readonly Dimension[],
    readonly unit: string,
    /** Reported by a service: a minute is seen when it is over. */
    readonly isReported: boolean,
  ) {
    this.dimensions = sorted(dimensions);
  }

  get isEmpty(): boolean {
    return this.buckets.size === 0 && this.runs.length === 0;
  }

  /** Epoch second of the first data; buckets come in the order of time when a service reports them. */
  get firstSecond(): number {
    const first = this.buckets.keys().next().value ?? Number.POSITIVE_INFINITY;
    return Math.min(first, this.runs[0]?.from ?? Number.POSITIVE_INFINITY);
  }

  /** Epoch ms of the latest data. */
  get latestMs(): number {
    return Math.max(this.#latestMs, (this.runs.at(-1)?.to ?? Number.NEGATIVE_INFINITY) * SECOND - 1);
  }

  /** @param epochMs when it was observed */
  add(epochMs: number, value: number): void {
    this.at(epochMs).add(value);
  }

  at(epochMs: number, resolution = MINUTE): Bucket {
    const second = floor(epochMs, resolution);
    let bucket = this.buckets.get(second);
    if (bucket === undefined) {
      bucket = new Bucket();
      this.buckets.set(second, bucket);
    }
    if (epochMs > this.#latestMs) this.#latestMs = epochMs;
    return bucket;
  }
}

/** Prolongs the last run by a minute, or begins another. @param second epoch second in which the minute begins */
export function sample(runs: Run[], second: number, value: number): void {
  const last = runs.at(-1);
  if (last !== undefined && last.to === second && last.bucket.max === value) last.to += MINUTE;
  else runs.push({ from: second, to: second + MINUTE, bucket: Bucket.of(value) });
}

/** Epoch second in which the interval of so many seconds begins. */
export function floor(epochMs: number, seconds: number): number {
  return Math.floor(epochMs / (seconds * SECOND)) * seconds;
}

export function sorted(dimensions: readonly Dimension[]): Dimension[] {
  return [...dimensions]
    .map(({ Name, Value }) => ({ Name, Value }))
    .sort((a, b) => (a.Name < b.Name ? -1 : a.Name > b.Name ? 1 : 0));
}

/** Dimensions in any order make the same metric. */
export function keyOf(namespace: string, name: string, dimensions: readonly Dimension[]): string {
  return JSON.stringify([namespace, name, ...sorted(dimensions).map(({ Name, Value }) => [Name, Value])]);
}
