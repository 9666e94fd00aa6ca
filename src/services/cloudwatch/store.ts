/**
 * All metrics of a run, read off its trace: a pure function of it, brought up to date when somebody asks. Counts fall into
 * the minute of their fact; what is measured at one instant (queue lengths, ages) is sampled at the end of each minute.
 * Minutes are those of the wall clock, as in AWS.
 */
import type { Trace } from "../../sim";
import { DynamodbMetrics } from "./dynamodb-metrics";
import { EventBridgeMetrics } from "./eventbridge-metrics";
import { LambdaMetrics } from "./lambda-metrics";
import { MINUTE, SECOND } from "./limits";
import { MqMetrics } from "./mq-metrics";
import { OwnMetrics } from "./own-metrics";
import { PipesMetrics } from "./pipes-metrics";
import { S3Metrics } from "./s3-metrics";
import { SchedulerMetrics } from "./scheduler-metrics";
import { type Dimension, floor, keyOf, Series } from "./series";
import { SnsMetrics } from "./sns-metrics";
import { SqsMetrics } from "./sqs-metrics";
import { StepFunctionsMetrics } from "./stepfunctions-metrics";
import { SwfMetrics } from "./swf-metrics";

export type Reader = (row: number, atMs: number) => void;

/** Reads the facts of one service. */
export interface Collector {
  /** What to do with each kind of fact. */
  readonly readers: Readonly<Record<string, Reader>>;
  /** A minute ends. @param atMs virtual ms of its end */
  minute?(atMs: number): void;
}

const MINUTE_MS = MINUTE * SECOND;

export class MetricStore {
  readonly #series = new Map<string, Map<string, Series>>();
  readonly #collectors: Collector[];
  readonly #readers = new Map<number, Reader | null>();
  #row = 0;
  #nextMinuteMs: number;

  constructor(
    readonly trace: Trace,
    /** Epoch ms of virtual time 0. */
    readonly startMs: number,
  ) {
    this.#nextMinuteMs = MINUTE_MS - (startMs % MINUTE_MS);
    this.#collectors = [
      SqsMetrics,
      SwfMetrics,
      StepFunctionsMetrics,
      SnsMetrics,
      LambdaMetrics,
      EventBridgeMetrics,
      SchedulerMetrics,
      PipesMetrics,
      DynamodbMetrics,
      S3Metrics,
      MqMetrics,
      OwnMetrics,
    ].map((C) => new C(this));
  }

  /** Reads what has happened up to now. @param nowMs virtual ms */
  read(nowMs: number): this {
    const { trace } = this;
    for (; this.#row < trace.length; this.#row++) {
      const row = this.#row;
      const atMs = trace.at(row);
      if (atMs >= this.#nextMinuteMs) this.#minutes(atMs);
      const kind = trace.kindOf(row);
      let reader = this.#readers.get(kind);
      if (reader === undefined) {
        const name = trace.string(kind);
        reader = this.#collectors.find(({ readers }) => Object.hasOwn(readers, name))?.readers[name] ?? null;
        this.#readers.set(kind, reader);
      }
      reader?.(row, atMs);
    }
    this.#minutes(nowMs);
    return this;
  }

  #minutes(untilMs: number): void {
    for (; this.#nextMinuteMs <= untilMs; this.#nextMinuteMs += MINUTE_MS) {
      for (const collector of this.#collectors) collector.minute?.(this.#nextMinuteMs);
    }
  }

  /** The series of a metric in one unit, made when it is new. */
  of(namespace: string, name: string, dimensions: readonly Dimension[], unit: string, isReported = true): Series {
    const key = keyOf(namespace, name, dimensions);
    let units = this.#series.get(key);
    if (units === undefined) {
      units = new Map();
      this.#series.set(key, units);
    }
    let series = units.get(unit);
    if (series === undefined) {
      series = new Series(namespace, name, dimensions, unit, isReported);
      units.set(unit, series);
    }
    return series;
  }

  /** A metric's series, one for each unit that it was reported in. */
  find(namespace: string, name: string, dimensions: readonly Dimension[]): Series[] {
    return [...(this.#series.get(keyOf(namespace, name, dimensions))?.values() ?? [])];
  }

  /** One series of each metric, in the order of their first appearance. */
  *metrics(): Iterable<Series> {
    for (const units of this.#series.values()) {
      let latest: Series | undefined;
      for (const each of units.values()) if (latest === undefined || each.latestMs > latest.latestMs) latest = each;
      if (latest !== undefined && !latest.isEmpty) yield latest;
    }
  }

  epoch(atMs: number): number {
    return this.startMs + atMs;
  }

  /** Adds an observation made at a virtual time. */
  add(series: Series, atMs: number, value: number): void {
    series.add(this.startMs + atMs, value);
  }
}

const stores = new WeakMap<Trace, MetricStore>();

/** The metrics of a trace. @param startMs epoch ms of virtual time 0 */
export function metricsOf(trace: Trace, startMs: number): MetricStore {
  let store = stores.get(trace);
  if (store === undefined || store.startMs !== startMs) {
    store = new MetricStore(trace, startMs);
    stores.set(trace, store);
  }
  return store;
}

/** Epoch second of the first bucket that is not seen yet. @param lagMs how far metrics lag behind */
export function unseenFrom(nowEpochMs: number, lagMs: number): number {
  return floor(nowEpochMs - lagMs, MINUTE);
}
