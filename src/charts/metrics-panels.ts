/** What a chart of metrics is asked for, as queries to CloudWatch: one metric, an alarm's, or the widgets of a dashboard. */
import type { DataQuery } from "../services/cloudwatch";
import { say } from "../sim/language";
import type { Trace, TraceEvent } from "../sim/trace";
import type { ChartOptions } from "./source";

export const MINUTE = 60; // s

export interface MetricsOptions extends Omit<ChartOptions, "resource"> {
  /** Name of an alarm: its metric, threshold and states. */
  alarm?: string;
  /** Name of a dashboard: its metric widgets. */
  dashboard?: string;
  /** Else one metric: "AWS/SQS". */
  namespace?: string;
  metric?: string;
  /** { QueueName: "orders" } */
  dimensions?: Record<string, string>;
  /** Default "Average". */
  statistic?: string;
  /** Seconds, a multiple of 60. Default 60. */
  period?: number;
}

export interface Panel {
  title: string;
  queries: readonly DataQuery[];
  threshold?: number;
  /** Whose states are shown. */
  alarm?: string;
}

export function panelsFor(trace: Trace, options: MetricsOptions): Panel[] {
  const { alarm, dashboard, namespace, metric, dimensions = {}, statistic = "Average", period = MINUTE } = options;
  if (alarm !== undefined) return [alarmPanel(trace, alarm)];
  if (dashboard !== undefined) return dashboardPanels(trace, dashboard);
  if (namespace === undefined || metric === undefined) {
    throw new TypeError(
      say({
        es: "metrics necesita { alarm }, { dashboard } o { namespace, metric, dimensions }",
        en: "metrics needs { alarm }, { dashboard } or { namespace, metric, dimensions }",
      }),
    );
  }
  if (!Number.isInteger(period) || period < MINUTE || period % MINUTE !== 0) {
    throw new RangeError(`period must be a multiple of 60 (seconds), not ${period}`);
  }
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  const of = Dimensions.map(({ Value }) => Value).join(", ");
  const title = `${metric}${of && ` · ${of}`} · ${statistic}`;
  return [{ title, queries: [{ Id: "m1", Label: metric, MetricStat: { Metric, Period: period, Stat: statistic } }] }];
}

function last(trace: Trace, kind: string, name: string, what: string): TraceEvent {
  const all = [...trace.events({ kinds: [kind] })];
  const found = all.filter(({ resource }) => resource === name).at(-1);
  if (found !== undefined) return found;
  const names = [...new Set(all.map(({ resource }) => JSON.stringify(resource)))].join(", ") || "-";
  throw new RangeError(
    say({
      es: `no hay ${what === "alarm" ? "ninguna alarma" : "ningún tablero"} ${JSON.stringify(name)} en esta traza; hay: ${names}`,
      en: `there is no ${what} ${JSON.stringify(name)} in this trace; there are: ${names}`,
    }),
  );
}

function alarmPanel(trace: Trace, name: string): Panel {
  const { detail, value } = last(trace, "cloudwatch.AlarmPut", name, "alarm");
  if (detail === undefined) {
    throw new RangeError(
      say({
        es: `la alarma ${name} es compuesta: no tiene métrica`,
        en: `the alarm ${name} is a composite one: it has no metric`,
      }),
    );
  }
  const rule = detail as unknown as {
    Metrics?: DataQuery[];
    Namespace: string;
    MetricName: string;
    Dimensions: { Name: string; Value: string }[];
    Statistic?: string;
    ExtendedStatistic?: string;
    Period: number;
  };
  const queries = rule.Metrics ?? [
    {
      Id: "m1",
      Label: rule.MetricName,
      MetricStat: {
        Metric: { Namespace: rule.Namespace, MetricName: rule.MetricName, Dimensions: rule.Dimensions },
        Period: Math.max(MINUTE, rule.Period),
        Stat: (rule.Statistic ?? rule.ExtendedStatistic)!,
      },
    },
  ];
  const what = rule.Metrics === undefined ? `${rule.MetricName} · ${rule.Statistic ?? rule.ExtendedStatistic}` : name;
  return { title: what, queries, threshold: value, alarm: name };
}

interface Widget {
  type: string;
  properties: {
    title?: string;
    stat?: string;
    period?: number;
    metrics?: unknown[][];
    alarms?: string[];
    annotations?: { horizontal?: { value: number }[]; alarms?: string[] };
  };
}

/** Metric and alarm widgets; texts are for the console. */
function dashboardPanels(trace: Trace, name: string): Panel[] {
  const { detail } = last(trace, "cloudwatch.DashboardPut", name, "dashboard");
  const { widgets } = JSON.parse((detail as { body: string }).body) as { widgets: Widget[] };
  return widgets.flatMap(({ type, properties }): Panel[] => {
    const alarms = [...(properties.alarms ?? []), ...(properties.annotations?.alarms ?? [])];
    if (type === "alarm" || (type === "metric" && alarms.length > 0)) {
      return alarms.map((arn) => alarmPanel(trace, arn.slice(arn.lastIndexOf(":") + 1)));
    }
    if (type !== "metric" || properties.metrics === undefined) return [];
    const queries = queriesFrom(properties.metrics, properties.stat ?? "Average", properties.period ?? MINUTE);
    const threshold = properties.annotations?.horizontal?.[0]?.value;
    const title = properties.title ?? queries.map(({ Label }) => Label).join(", ");
    return [{ title, queries, ...(threshold !== undefined && { threshold }) }];
  });
}

/** ["AWS/SQS", "NumberOfMessagesSent", "QueueName", "q", { stat }], with "." for what the row above says, "..." for all of it. */
function queriesFrom(rows: readonly unknown[][], stat: string, period: number): DataQuery[] {
  let above: string[] = [];
  return rows.map((row, i) => {
    const options = (typeof row.at(-1) === "object" ? row.at(-1) : {}) as Record<string, string | number>;
    const Id = String(options.id ?? `w${i}`);
    const hidden = (options as { visible?: unknown }).visible === false;
    if (typeof options.expression === "string") {
      return {
        Id,
        Expression: options.expression,
        Label: String(options.label ?? options.expression),
        ReturnData: !hidden,
      };
    }
    const words = row.filter((word): word is string => typeof word === "string");
    const given = words[0] === "..." ? [...above.slice(0, above.length - words.length + 1), ...words.slice(1)] : words;
    const full = given.map((word, k) => (word === "." ? above[k]! : word));
    above = full;
    const [Namespace, MetricName, ...pairs] = full;
    const Dimensions = pairs.flatMap((Name, k) => (k % 2 === 0 ? [{ Name, Value: pairs[k + 1]! }] : []));
    const Label = String(options.label ?? [MetricName, ...Dimensions.map(({ Value }) => Value)].join(" "));
    const MetricStat = {
      Metric: { Namespace: Namespace!, MetricName: MetricName!, Dimensions },
      Period: Number(options.period ?? period),
      Stat: String(options.stat ?? stat),
    };
    return { Id, Label, MetricStat, ReturnData: !hidden };
  });
}
