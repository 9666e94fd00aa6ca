/**
 * The metrics of functions, by function and over all of them. Errors is reported with each invocation, 0 or 1, so that its
 * average is the error rate. ConcurrentExecutions is what was running at each change: look at its Maximum.
 * Source: Lambda Developer Guide, "Types of metrics for Lambda functions" (read 2026-11).
 */
import type { Dimension } from "./series";
import type { Collector, MetricStore } from "./store";

export class LambdaMetrics implements Collector {
  readonly readers: Collector["readers"];
  readonly #running = new Map<number, number>();
  /** Of all functions. */
  #all = 0;

  constructor(store: MetricStore) {
    const { trace } = store;
    const add = (row: number, atMs: number, metric: string, value = 1, unit = "Count", ofAll = value) => {
      const own: Dimension[] = [{ Name: "FunctionName", Value: trace.string(trace.resourceOf(row)) }];
      store.add(store.of("AWS/Lambda", metric, own, unit), atMs, value);
      store.add(store.of("AWS/Lambda", metric, [], unit), atMs, ofAll);
    };
    const running = (row: number, atMs: number, change: 1 | -1) => {
      const fn = trace.resourceOf(row);
      const now = Math.max(0, (this.#running.get(fn) ?? 0) + change);
      this.#running.set(fn, now);
      this.#all = Math.max(0, this.#all + change);
      add(row, atMs, "ConcurrentExecutions", now, "Count", this.#all);
    };
    const end = (isError: boolean) => (row: number, atMs: number) => {
      running(row, atMs, -1);
      add(row, atMs, "Errors", isError ? 1 : 0);
      add(row, atMs, "Duration", trace.value(row), "Milliseconds");
    };
    this.readers = {
      "lambda.Invoked": (row, atMs) => {
        add(row, atMs, "Invocations");
        running(row, atMs, 1);
      },
      "lambda.Succeeded": end(false),
      "lambda.Failed": end(true),
      "lambda.TimedOut": end(true),
      "lambda.Throttled": (row, atMs) => add(row, atMs, "Throttles"),
      "lambda.Queued": (row, atMs) => add(row, atMs, "AsyncEventsReceived"),
      "lambda.Discarded": (row, atMs) => add(row, atMs, "AsyncEventsDropped"),
      "lambda.DeliveryFailed": (row, atMs) => add(row, atMs, "DestinationDeliveryFailures"),
    };
  }
}
