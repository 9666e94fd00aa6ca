/**
 * Amazon CloudWatch: metrics of the simulated services and of one's own, alarms, dashboards. Metrics are read off the trace
 * when asked for, and cost nothing before. Nothing is on the calendar while there is no alarm.
 * Left out, and refused by name: Logs, metric streams, anomaly detection, Contributor and Metrics Insights, mute rules.
 */
import { type Link, nodeOfArn } from "../link";
import type { Caller, Service, World } from "../service";
import { CloudWatch } from "./context";
import { deleteDashboards, getDashboard, listDashboards, putDashboard } from "./dashboards";
import * as alarms from "./describe-alarms";
import { getMetricData, getMetricStatistics, listMetrics } from "./get-metric-data";
import { putCompositeAlarm } from "./put-composite-alarm";
import { putMetricAlarm } from "./put-metric-alarm";
import { putMetricData } from "./put-metric-data";
import { listTagsForResource, tagResource, untagResource } from "./tags";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (cloudWatch: CloudWatch, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    DeleteAlarms: alarms.deleteAlarms,
    DeleteDashboards: deleteDashboards,
    DescribeAlarmHistory: alarms.describeAlarmHistory,
    DescribeAlarms: alarms.describeAlarms,
    DescribeAlarmsForMetric: alarms.describeAlarmsForMetric,
    DisableAlarmActions: alarms.disableAlarmActions,
    EnableAlarmActions: alarms.enableAlarmActions,
    GetDashboard: getDashboard,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListDashboards: listDashboards,
    ListMetrics: listMetrics,
    ListTagsForResource: listTagsForResource,
    PutCompositeAlarm: putCompositeAlarm,
    PutDashboard: putDashboard,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: alarms.setAlarmState,
    TagResource: tagResource,
    UntagResource: untagResource,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const CLOUDWATCH_OPERATIONS: readonly string[] = [...operations.keys()];

export type { AlarmState } from "./alarm";
export { queriesOf } from "./alarm-tick";
export type { Points } from "./math";
export { answer, type DataQuery } from "./queries";
export { metricsOf } from "./store";

/** CloudWatch on a world's clock, calendar and trace. */
export function createCloudWatch(world: World): Service {
  const cloudWatch = new CloudWatch(world);
  return {
    name: "cloudwatch",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw cloudWatch.notSimulated(`the operation ${operation}`);
      return run(cloudWatch, input, caller);
    },
    links: () => linksOf(cloudWatch),
  };
}

function* linksOf({ alarms: all }: CloudWatch): Iterable<Link> {
  for (const { name, actions } of all.values()) {
    const from = `alarm:${name}`;
    yield { from };
    const targets = new Set([...actions.AlarmActions, ...actions.OKActions, ...actions.InsufficientDataActions]);
    for (const arn of targets) yield { from, to: nodeOfArn(arn), how: "delivers" };
  }
}
