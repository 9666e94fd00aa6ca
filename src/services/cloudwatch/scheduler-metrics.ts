/**
 * The metrics of Scheduler, by schedule group. An invocation is dropped when it is attempted no more, whether or not a
 * dead-letter queue keeps it. Left out: InvocationThrottleCount (the quota of invocations is not modelled) and the metrics
 * that carry an error's code in their name.
 * Source: Scheduler User Guide, "Monitoring Amazon EventBridge Scheduler with Amazon CloudWatch" (read 2026-11).
 */
import type { Collector, MetricStore } from "./store";

export class SchedulerMetrics implements Collector {
  readonly readers: Collector["readers"];

  constructor(store: MetricStore) {
    const { trace } = store;
    const count = (row: number, atMs: number, ...metrics: string[]) => {
      // "schedule" in the default group, "group/schedule" in others
      const [group, name] = trace.string(trace.resourceOf(row)).split("/");
      const dimensions = [{ Name: "ScheduleGroup", Value: name === undefined ? "default" : group! }];
      for (const metric of metrics) store.add(store.of("AWS/Scheduler", metric, dimensions, "Count"), atMs, 1);
    };
    const kindOf = (row: number) => (row < 0 ? "" : trace.string(trace.kindOf(row)));
    this.readers = {
      "scheduler.Attempted": (row, atMs) => count(row, atMs, "InvocationAttemptCount"),
      "scheduler.Failed": (row, atMs) => {
        const isThrottle = /Throttl|TooManyRequests/.test(trace.string(trace.textOf(row)));
        count(row, atMs, "TargetErrorCount", ...(isThrottle ? ["TargetErrorThrottledCount"] : []));
      },
      "scheduler.DeadLettered": (row, atMs) =>
        count(row, atMs, "InvocationDroppedCount", "InvocationsSentToDeadLetterCount"),
      "scheduler.Dropped": (row, atMs) => {
        const isBuried = kindOf(trace.causeOf(row)) === "scheduler.DeadLettered";
        count(row, atMs, isBuried ? "InvocationsFailedToBeSentToDeadLetterCount" : "InvocationDroppedCount");
      },
    };
  }
}
