/**
 * The evaluation of alarms: each full minute (each ten seconds when some alarm has a shorter period), as events in the
 * background, so that run() ends. The periods that are looked at end where the metrics end: now, less the metric lag.
 * Source: CloudWatch User Guide, "Alarm evaluation" (read 2026-11).
 */
import { type Alarm, COMPARISONS, type MetricRule } from "./alarm";
import type { CloudWatch } from "./context";
import { EXTRA_PERIODS, evaluateRange } from "./evaluate";
import { MINUTE, SECOND } from "./limits";
import { answer, type DataQuery } from "./queries";
import { viewOf } from "./query";
import { floor } from "./series";
import { stamp } from "./stamp";
import { changeState } from "./state";

const SHORT_TICK = 10; // s

/** To be called when an alarm is made: puts the next evaluation on the calendar. */
export function arm(cloudWatch: CloudWatch): void {
  const { sim, alarms } = cloudWatch;
  cloudWatch.tick?.cancel();
  const rules = [...alarms.values()].flatMap(({ rule }) => (rule.kind === "metric" ? [rule] : []));
  if (rules.length === 0) {
    cloudWatch.tick = undefined;
    return;
  }
  const seconds = rules.some(({ Period }) => Period < MINUTE) ? SHORT_TICK : MINUTE;
  const nextMs = (floor(sim.start + sim.now, seconds) + seconds) * SECOND - sim.start;
  cloudWatch.tick = sim.at(
    nextMs,
    () => {
      for (const alarm of [...alarms.values()]) if (isDue(alarm, sim.start + sim.now)) evaluateAlarm(cloudWatch, alarm);
      arm(cloudWatch);
    },
    true,
  );
}

/** Alarms with a period of a minute or more are looked at each minute. */
function isDue({ rule }: Alarm, epochMs: number): boolean {
  return rule.kind === "metric" && (rule.Period < MINUTE || epochMs % (MINUTE * SECOND) === 0);
}

/** Looks at a metric alarm now. */
export function evaluateAlarm(cloudWatch: CloudWatch, alarm: Alarm): void {
  const rule = alarm.rule as MetricRule;
  const points = datapoints(cloudWatch, rule);
  const compare = COMPARISONS[rule.ComparisonOperator].holds;
  const { state, looked, filled } = evaluateRange(
    points.map(({ value }) => (value === undefined ? undefined : compare(value, rule.Threshold))),
    {
      evaluationPeriods: rule.EvaluationPeriods,
      datapointsToAlarm: rule.DatapointsToAlarm,
      treatMissing: rule.TreatMissingData,
    },
  );
  if (state === undefined || state === alarm.state) return;
  const seen = looked.map((i) => points[i]! as Datapoint & { value: number });
  changeState(cloudWatch, alarm, state, reasonOf(rule, seen, filled, state), {
    version: "1.0",
    queryDate: stamp(cloudWatch.sim.date()),
    ...(seen.length > 0 && { startDate: stamp(new Date(seen.at(-1)!.second * SECOND)) }),
    statistic: rule.Statistic ?? rule.ExtendedStatistic,
    period: rule.Period,
    recentDatapoints: seen.map(({ value }) => value).reverse(),
    threshold: rule.Threshold,
    evaluatedDatapoints: seen.map(({ second, value }) => ({ timestamp: stamp(new Date(second * SECOND)), value })),
  });
}

interface Datapoint {
  second: number;
  value: number | undefined;
}

/** The evaluation range, oldest first. Its periods slide: they end at the last minute that is seen. */
function datapoints(cloudWatch: CloudWatch, rule: MetricRule): Datapoint[] {
  const { sim, lagMs } = cloudWatch;
  const { Period: period } = rule;
  const end = floor(sim.start + sim.now - lagMs, Math.min(period, MINUTE));
  const from = end - (rule.EvaluationPeriods + EXTRA_PERIODS) * period;
  const results = answer(viewOf(cloudWatch), queriesOf(rule), { from, to: end }, end % period);
  const points = results.find(({ query }) => query.ReturnData ?? true)?.series[0] ?? new Map<number, number>();
  const found: Datapoint[] = [];
  for (let second = from; second < end; second += period) found.push({ second, value: points.get(second) });
  return found;
}

/** What an alarm watches, as queries. */
export function queriesOf(rule: MetricRule): readonly DataQuery[] {
  if (rule.Metrics !== undefined) return rule.Metrics;
  const { Namespace, MetricName, Dimensions, Period, Unit } = rule;
  const Metric = { Namespace: Namespace!, MetricName: MetricName!, Dimensions: [...Dimensions] };
  const Stat = (rule.Statistic ?? rule.ExtendedStatistic)!;
  return [{ Id: "m1", MetricStat: { Metric, Period, Stat, ...(Unit !== undefined && { Unit }) } }];
}

/** AWS's sentence. */
function reasonOf(rule: MetricRule, seen: (Datapoint & { value: number })[], filled: number, state: string): string {
  const { words, holds } = COMPARISONS[rule.ComparisonOperator];
  const periods = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  if (state === "INSUFFICIENT_DATA") {
    const n = rule.EvaluationPeriods;
    return `Insufficient Data: ${periods(n, "datapoint")} ${n === 1 ? "was" : "were"} unknown.`;
  }
  const treated = rule.TreatMissingData === "breaching" ? "[Breaching]" : "[NonBreaching]";
  if (seen.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${periods(filled, "period")} and ${periods(filled, "missing datapoint")} ${filled === 1 ? "was" : "were"} treated as ${treated}.`;
  }
  // An alarm tells the datapoints that raise it, a return to OK those that do not.
  const told = seen.filter(({ value }) => holds(value, rule.Threshold) === (state === "ALARM"));
  const shown = told.length > 0 ? told : seen;
  const list = shown.map(({ value, second }) => `${decimal(value)} (${slashed(new Date(second * SECOND))})`).join(", ");
  const { EvaluationPeriods: of, DatapointsToAlarm: least } = rule;
  const which =
    least < of ? `${shown.length} out of the last ${periods(of, "datapoint")}` : periods(shown.length, "datapoint");
  const verb = `${shown.length === 1 ? "was" : "were"} ${state === "ALARM" ? "" : "not "}${words}`;
  const change = state === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  const minimum = state === "ALARM" ? least : of - least + 1;
  const end = least < of || of > 1 ? ` (minimum ${periods(minimum, "datapoint")} for ${change} transition)` : "";
  return `Threshold Crossed: ${which} [${list}] ${verb} the threshold (${decimal(rule.Threshold)})${end}.`;
}

/** 1 -> "1.0", as Java prints it. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** "05/01/26 00:04:00" */
function slashed(date: Date): string {
  const [year, month, day] = date.toISOString().slice(2, 10).split("-");
  return `${day}/${month}/${year} ${date.toISOString().slice(11, 19)}`;
}
