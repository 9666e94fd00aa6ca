/**
 * The metrics of rules. Invocations counts a target's event once, when it is delivered or given up; each try is an
 * InvocationAttempt. Rules of a bus other than the default carry its name as a second dimension.
 * Source: EventBridge User Guide, "Monitoring Amazon EventBridge" (read 2026-11).
 */
import type { Dimension } from "./series";
import type { Collector, MetricStore } from "./store";

export class EventBridgeMetrics implements Collector {
  readonly readers: Collector["readers"];

  constructor(store: MetricStore) {
    const { trace } = store;
    const add = (row: number, atMs: number, rule: string, metric: string) => {
      const bus = trace.string(trace.resourceOf(row));
      const dimensions: Dimension[] = [{ Name: "RuleName", Value: rule }];
      if (bus !== "default") dimensions.push({ Name: "EventBusName", Value: bus });
      store.add(store.of("AWS/Events", metric, dimensions, "Count"), atMs, 1);
    };
    /** "rule to target: reason" */
    const ruleOf = (row: number) => trace.string(trace.textOf(row)).split(" to ")[0]!;
    const kindOf = (row: number) => (row < 0 ? "" : trace.string(trace.kindOf(row)));
    const triggered = (row: number, atMs: number) => {
      const rule = trace.string(trace.textOf(row));
      add(row, atMs, rule, "MatchedEvents");
      if (trace.value(row) > 0) add(row, atMs, rule, "TriggeredRules");
    };
    const given = (row: number, atMs: number, rule: string) => {
      add(row, atMs, rule, "Invocations");
      add(row, atMs, rule, "FailedInvocations");
    };
    this.readers = {
      "eventbridge.Matched": triggered,
      "eventbridge.ScheduleFired": (row, atMs) => add(row, atMs, trace.string(trace.textOf(row)), "TriggeredRules"),
      "eventbridge.Attempted": (row, atMs) => {
        add(row, atMs, ruleOf(row), "InvocationAttempts");
        if (trace.value(row) > 1) add(row, atMs, ruleOf(row), "RetryInvocationAttempts");
      },
      "eventbridge.Delivered": (row, atMs) => {
        add(row, atMs, ruleOf(row), "Invocations");
        add(row, atMs, ruleOf(row), "SuccessfulInvocationAttempts");
      },
      "eventbridge.DeadLettered": (row, atMs) => {
        const rule = ruleOf(trace.causeOf(row));
        given(row, atMs, rule);
        add(row, atMs, rule, "InvocationsSentToDlq");
      },
      "eventbridge.Dropped": (row, atMs) => {
        const cause = trace.causeOf(row);
        if (kindOf(cause) === "eventbridge.DeadLettered") {
          add(row, atMs, ruleOf(row), "InvocationsFailedToBeSentToDlq");
        } else if (kindOf(cause) === "eventbridge.Failed") given(row, atMs, ruleOf(row));
      },
    };
  }
}
