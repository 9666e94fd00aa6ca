/**
 * What stands in CloudWatch and is paid by the month, in hours begun: alarms from when they are set until they are deleted or
 * the run's last fact, and one's own metrics in each hour that they are reported. An alarm on an expression pays for each
 * metric in it. Left out: dashboards, whose deletion leaves no fact.
 * Source: aws.amazon.com/cloudwatch/pricing: charges by the month are prorated by the hour.
 */
import type { Trace, TraceEvent } from "../../sim";
import type { MeteredName } from "./prices";

interface Meter {
  meter(name: MeteredName, units: number): void;
}

const HOUR_MS = 3_600_000;

interface Standing {
  name: MeteredName;
  metrics: number;
  sinceMs: number;
}

/** @param usageAt the month of a virtual time */
export function meterMonitoring(trace: Trace, usageAt: (atMs: number) => Meter): void {
  if (trace.length === 0) return;
  const alarms = new Map<string, Standing>();
  const end = (alarm: string, atMs: number): void => {
    const standing = alarms.get(alarm);
    alarms.delete(alarm);
    if (standing !== undefined) standFor(standing, atMs, usageAt);
  };
  const reported = new Set<string>();
  for (const event of trace.events({
    kinds: ["cloudwatch.AlarmPut", "cloudwatch.AlarmDeleted", "cloudwatch.Metric"],
  })) {
    if (event.kind === "cloudwatch.Metric") {
      const hour = `${Math.floor(event.at / HOUR_MS)} ${event.resource} ${JSON.stringify(event.detail?.dimensions)}`;
      if (!reported.has(hour)) usageAt(event.at).meter("cloudwatch.metrics", 1);
      reported.add(hour);
      continue;
    }
    end(event.resource, event.at);
    if (event.kind === "cloudwatch.AlarmPut") alarms.set(event.resource, { ...kindOf(event), sinceMs: event.at });
  }
  const lastMs = trace.at(trace.length - 1);
  for (const alarm of [...alarms.keys()]) end(alarm, lastMs);
}

function kindOf({ detail }: TraceEvent): Pick<Standing, "name" | "metrics"> {
  if (detail === undefined) return { name: "cloudwatch.compositeAlarms", metrics: 1 };
  const queries = (detail.Metrics ?? []) as { MetricStat?: object }[];
  const metrics = Math.max(1, queries.filter(({ MetricStat }) => MetricStat !== undefined).length);
  return { name: Number(detail.Period) < 60 ? "cloudwatch.fastAlarms" : "cloudwatch.alarms", metrics };
}

/** An hour begun counts; the first counts even for an alarm that is changed at once. */
function standFor({ name, metrics, sinceMs }: Standing, untilMs: number, usageAt: (atMs: number) => Meter): void {
  for (let atMs = sinceMs; atMs === sinceMs || atMs < untilMs; atMs += HOUR_MS) usageAt(atMs).meter(name, metrics);
}
