/**
 * The metrics of topics. A failed notification counts once, when SNS gives up; at an HTTP endpoint each failed attempt counts.
 * Left out: the variants of "filtered out" by reason, and SMS spending.
 * Source: SNS Developer Guide, "Monitoring Amazon SNS topics using CloudWatch" (read 2026-11).
 */
import type { Collector, MetricStore } from "./store";

export class SnsMetrics implements Collector {
  readonly readers: Collector["readers"];

  constructor(store: MetricStore) {
    const { trace } = store;
    const add = (row: number, atMs: number, metric: string, value = 1, unit = "Count") => {
      const topic = trace.string(trace.resourceOf(row));
      const Name = topic.startsWith("+") ? "PhoneNumber" : topic.includes("/") ? "Application" : "TopicName";
      store.add(store.of("AWS/SNS", metric, [{ Name, Value: topic }], unit), atMs, value);
    };
    const isHttp = (row: number) => /^https?:/.test(trace.string(trace.textOf(row)));
    const kindOf = (row: number) => (row < 0 ? "" : trace.string(trace.kindOf(row)));
    this.readers = {
      "sns.Published": (row, atMs) => {
        add(row, atMs, "NumberOfMessagesPublished");
        add(row, atMs, "PublishSize", trace.value(row), "Bytes");
      },
      "sns.Delivered": (row, atMs) => add(row, atMs, "NumberOfNotificationsDelivered"),
      "sns.FilteredOut": (row, atMs) => add(row, atMs, "NumberOfNotificationsFilteredOut"),
      "sns.Failed": (row, atMs) => {
        // The cause of a failure is its attempt; only one of the redrive itself has the dead-lettering as its cause.
        if (kindOf(trace.causeOf(row)) === "sns.DeadLettered") {
          add(row, atMs, "NumberOfNotificationsFailedToRedriveToDlq");
        } else if (isHttp(row)) add(row, atMs, "NumberOfNotificationsFailed");
      },
      "sns.Dropped": (row, atMs) => {
        if (!isHttp(row)) add(row, atMs, "NumberOfNotificationsFailed");
      },
      "sns.DeadLettered": (row, atMs) => {
        const failure = trace.causeOf(row);
        if (failure < 0 || !isHttp(failure)) add(row, atMs, "NumberOfNotificationsFailed");
        add(row, atMs, "NumberOfNotificationsRedrivenToDlq");
      },
    };
  }
}
