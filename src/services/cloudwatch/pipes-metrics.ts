/**
 * The metrics of pipes. Left out: Concurrency, which AWS gives for the account only, and ExecutionTimeout, for an execution has
 * no time limit here.
 * Source: EventBridge User Guide, "Logging and monitoring Amazon EventBridge Pipes" (read 2026-11).
 */
import type { Collector, MetricStore } from "./store";

export class PipesMetrics implements Collector {
  readonly readers: Collector["readers"];

  constructor(store: MetricStore) {
    const { trace } = store;
    const add = (row: number, atMs: number, metric: string, value = 1, unit = "Count") => {
      const dimensions = [{ Name: "PipeName", Value: trace.string(trace.resourceOf(row)) }];
      store.add(store.of("AWS/EventBridge/Pipes", metric, dimensions, unit), atMs, value);
    };
    const took = (row: number, atMs: number, metric: string) =>
      add(row, atMs, metric, trace.value(row), "Milliseconds");
    this.readers = {
      "pipes.Started": (row, atMs) => add(row, atMs, "Invocations"),
      "pipes.Batched": (row, atMs) => {
        add(row, atMs, "EventCount");
        add(row, atMs, "EventSize", trace.value(row), "Bytes");
      },
      "pipes.Enriched": (row, atMs) => took(row, atMs, "EnrichmentStageDuration"),
      "pipes.EnrichmentFailed": (row, atMs) => {
        took(row, atMs, "EnrichmentStageDuration");
        add(row, atMs, "EnrichmentStageFailed");
      },
      "pipes.Delivered": (row, atMs) => took(row, atMs, "TargetStageDuration"),
      "pipes.TargetFailed": (row, atMs) => {
        took(row, atMs, "TargetStageDuration");
        add(row, atMs, "TargetStageFailed");
      },
      "pipes.Succeeded": (row, atMs) => took(row, atMs, "Duration"),
      "pipes.PartlyFailed": (row, atMs) => {
        took(row, atMs, "Duration");
        add(row, atMs, "ExecutionPartiallyFailed");
      },
      "pipes.Failed": (row, atMs) => {
        took(row, atMs, "Duration");
        const isThrottle = /Throttl|TooManyRequests/.test(trace.string(trace.textOf(row)));
        add(row, atMs, isThrottle ? "ExecutionThrottled" : "ExecutionFailed");
      },
    };
  }
}
