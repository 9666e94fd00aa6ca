/**
 * One metric: its name, its dimensions, and its data in buckets of a second or a minute. A bucket keeps each value with its
 * weight, so that every statistic, percentiles included, can be told afterwards.
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
  /** Weights by value; undefined when only a summary was given. */
  values: Map<number, number> | undefined = new Map();

  add(value: number, weight = 1): void {
    this.count += weight;
    this.sum += value * weight;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.values?.set(value, (this.values.get(value) ?? 0) + weight);
  }

  join(other: Bucket): void {
    this.count += other.count;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.values === undefined) this.values = undefined;
    else for (const [value, weight] of other.values) this.values?.set(value, (this.values.get(value) ?? 0) + weight);
  }
}

/** A minute in which an active resource had nothing to count. Shared; never written to. */
const ZERO = new Bucket();
ZERO.add(0);

export class Series {
  readonly dimensions: readonly Dimension[];
  /** By the epoch second in which they begin. */
  readonly buckets = new Map<number, Bucket>();
  /** Epoch ms of the latest datum. */
  latestMs = Number.NEGATIVE_INFINITY;

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

  get key(): string {
    return keyOf(this.namespace, this.name, this.dimensions);
  }

  /** @param epochMs when it was observed */
  add(epochMs: number, value: number, weight = 1, resolution = MINUTE): void {
    this.at(epochMs, resolution).add(value, weight);
  }

  at(epochMs: number, resolution = MINUTE): Bucket {
    const second = floor(epochMs, resolution);
    let bucket = this.buckets.get(second);
    if (bucket === undefined || bucket === ZERO) {
      bucket = new Bucket();
      this.buckets.set(second, bucket);
    }
    if (epochMs > this.latestMs) this.latestMs = epochMs;
    return bucket;
  }

  /** Says that nothing happened in this minute, unless something did. */
  nothing(epochMs: number): void {
    const second = floor(epochMs, MINUTE);
    if (!this.buckets.has(second)) this.buckets.set(second, ZERO);
    if (epochMs > this.latestMs) this.latestMs = epochMs;
  }
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
