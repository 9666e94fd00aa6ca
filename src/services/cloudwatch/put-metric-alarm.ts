/**
 * PutMetricAlarm: makes an alarm, or replaces its settings and keeps its state.
 * Source: API reference, PutMetricAlarm (read 2026-11). Left out: anomaly detection bands (ThresholdMetricId).
 */
import type { Caller } from "../service";
import {
  type Actions,
  Alarm,
  COMPARISONS,
  type Comparison,
  type MetricRule,
  TREATMENTS,
  type Treatment,
} from "./alarm";
import { arm } from "./alarm-tick";
import type { CloudWatch } from "./context";
import { combination, invalidValue, missing, validation } from "./errors";
import { ACTIONS, MINUTE, STATISTICS } from "./limits";
import { checkDimensions, checkPeriod, checkStatistic } from "./names";
import { UNITS } from "./put-metric-data";
import { checkQueries, type DataQuery } from "./queries";
import type { Dimension } from "./series";
import { checkTags } from "./tags";

export interface AlarmInput {
  AlarmName?: string;
  AlarmDescription?: string;
  ActionsEnabled?: boolean;
  OKActions?: string[];
  AlarmActions?: string[];
  InsufficientDataActions?: string[];
  Tags?: { Key: string; Value: string }[];
}

interface MetricAlarmInput extends AlarmInput {
  MetricName?: string;
  Namespace?: string;
  Statistic?: string;
  ExtendedStatistic?: string;
  Dimensions?: Dimension[];
  Period?: number;
  Unit?: string;
  EvaluationPeriods?: number;
  DatapointsToAlarm?: number;
  Threshold?: number;
  ComparisonOperator?: string;
  TreatMissingData?: string;
  EvaluateLowSampleCountPercentile?: string;
  Metrics?: DataQuery[];
  ThresholdMetricId?: string;
}

const DAY = 86_400; // s
const WEEK = 7 * DAY;

export function putMetricAlarm(cloudWatch: CloudWatch, input: MetricAlarmInput, caller: Caller): unknown {
  const name = checkCommon(input);
  const rule = ruleOf(cloudWatch, input);
  put(cloudWatch, "PutMetricAlarm", name, input, rule, caller);
  arm(cloudWatch);
  return {};
}

/** Name, actions and tags, alike for all alarms. Returns the name. */
export function checkCommon(input: AlarmInput): string {
  const { AlarmName: name } = input;
  if (!name) throw missing("AlarmName");
  if (name.length > 255) throw invalidValue("AlarmName", name, "must have 1 to 255 characters");
  if ((input.AlarmDescription ?? "").length > 1_024) {
    throw invalidValue("AlarmDescription", `${input.AlarmDescription!.length} characters`, "must have at most 1,024");
  }
  for (const kind of ["OKActions", "AlarmActions", "InsufficientDataActions"] as const) {
    const actions = input[kind] ?? [];
    if (actions.length > ACTIONS) throw invalidValue(kind, `${actions.length} actions`, `must be at most ${ACTIONS}`);
    for (const arn of actions) {
      if (!/^arn:aws[\w-]*:[\w-]+:[\w-]*:[^:]*:.+$/.test(arn)) throw validation(`Invalid arn syntax: ${arn}`);
    }
  }
  checkTags(input.Tags ?? []);
  return name;
}

export function put(
  cloudWatch: CloudWatch,
  operation: string,
  name: string,
  input: AlarmInput,
  rule: Alarm["rule"],
  caller: Caller,
): Alarm {
  const { sim, alarms, trace } = cloudWatch;
  const arn = cloudWatch.alarmArn(name);
  const before = alarms.get(name);
  if (before !== undefined && before.rule.kind !== rule.kind) {
    throw validation(`An alarm named ${name} exists and is a ${before.rule.kind} alarm.`);
  }
  const row = cloudWatch.request(operation, name, caller, arn);
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [], ActionsEnabled = true } = input;
  const actions: Actions = { OKActions, AlarmActions, InsufficientDataActions };
  const alarm = new Alarm(name, arn, input.AlarmDescription, rule, actions, ActionsEnabled, sim.now);
  if (before !== undefined) {
    const { state, reason, reasonData, stateUpdatedMs, transitionedMs, history } = before;
    Object.assign(alarm, { state, reason, reasonData, stateUpdatedMs, transitionedMs });
    alarm.history.push(...history);
  } else cloudWatch.tags.set(arn, new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])));
  const verb = before === undefined ? "created" : "updated";
  alarm.note(sim.now, "ConfigurationUpdate", `Alarm "${name}" ${verb}`, {
    version: "1.0",
    type: before ? "Update" : "Create",
  });
  alarm.row = trace.append("cloudwatch.AlarmPut", name, {
    text: alarm.state,
    cause: row,
    ...(rule.kind === "metric" && { value: rule.Threshold, detail: { ...rule, given: undefined } }),
  });
  alarms.set(name, alarm);
  return alarm;
}

function ruleOf(cloudWatch: CloudWatch, input: MetricAlarmInput): MetricRule {
  const { ComparisonOperator: operator, EvaluationPeriods: periods, Threshold: threshold } = input;
  if (input.ThresholdMetricId !== undefined) throw cloudWatch.notSimulated("anomaly detection (ThresholdMetricId)");
  if (operator === undefined) throw missing("ComparisonOperator");
  if (!Object.hasOwn(COMPARISONS, operator)) {
    if (/^(LessThanLower|GreaterThanUpper|LessThanLowerOr)/.test(operator))
      throw cloudWatch.notSimulated("anomaly detection");
    throw invalidValue("ComparisonOperator", operator, `must be one of ${Object.keys(COMPARISONS).join(", ")}`);
  }
  if (periods === undefined) throw missing("EvaluationPeriods");
  if (!(Number.isInteger(periods) && periods >= 1))
    throw invalidValue("EvaluationPeriods", periods, "must be at least 1");
  const least = input.DatapointsToAlarm ?? periods;
  if (!(Number.isInteger(least) && least >= 1)) throw invalidValue("DatapointsToAlarm", least, "must be at least 1");
  if (least > periods) throw validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  if (threshold === undefined) throw missing("Threshold");
  // Alarms on DynamoDB's metrics ignore missing data unless told otherwise ("Configuring how CloudWatch alarms treat missing data").
  const treatment = input.TreatMissingData ?? (input.Namespace === "AWS/DynamoDB" ? "ignore" : "missing");
  if (!(TREATMENTS as readonly string[]).includes(treatment)) {
    throw invalidValue("TreatMissingData", treatment, `must be one of ${TREATMENTS.join(", ")}`);
  }
  if (input.EvaluateLowSampleCountPercentile !== undefined) {
    throw cloudWatch.notSimulated("EvaluateLowSampleCountPercentile");
  }
  const period = input.Metrics === undefined ? checkOne(input) : checkSeveral(input, input.Metrics);
  const span = period * periods;
  if (span > (period >= 3_600 ? WEEK : DAY)) {
    throw validation(
      "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400), or a week for periods of an hour or more.",
    );
  }
  return {
    kind: "metric",
    ...(input.MetricName !== undefined && { MetricName: input.MetricName, Namespace: input.Namespace! }),
    Dimensions: input.Dimensions ?? [],
    ...(input.Statistic !== undefined && { Statistic: input.Statistic }),
    ...(input.ExtendedStatistic !== undefined && { ExtendedStatistic: input.ExtendedStatistic }),
    ...(input.Unit !== undefined && { Unit: input.Unit }),
    ...(input.Metrics !== undefined && { Metrics: input.Metrics }),
    Period: period,
    EvaluationPeriods: periods,
    DatapointsToAlarm: least,
    Threshold: threshold,
    ComparisonOperator: operator as Comparison,
    TreatMissingData: treatment as Treatment,
    given: new Set(Object.keys(input).filter((key) => input[key as keyof MetricAlarmInput] !== undefined)),
  };
}

/** One metric. Returns its period. */
function checkOne(input: MetricAlarmInput): number {
  const { MetricName, Namespace, Period, Statistic, ExtendedStatistic, Unit } = input;
  if (!MetricName) throw missing("MetricName");
  if (!Namespace) throw missing("Namespace");
  if (Period === undefined) throw missing("Period");
  checkPeriod(Period, "Period");
  if (Period < 10) throw invalidValue("Period", Period, "must be 10, 20, 30 or a multiple of 60");
  checkDimensions(input.Dimensions ?? [], "Dimensions");
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    throw combination("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.");
  }
  if (Statistic !== undefined && !(STATISTICS as readonly string[]).includes(Statistic)) {
    throw invalidValue("Statistic", Statistic, `must be one of ${STATISTICS.join(", ")}`);
  }
  if (ExtendedStatistic !== undefined) checkStatistic(ExtendedStatistic, "ExtendedStatistic");
  if (Unit !== undefined && !UNITS.includes(Unit)) throw invalidValue("Unit", Unit, "is not one of CloudWatch's units");
  return Period;
}

/** Queries, one of which is watched. Returns the longest period. */
function checkSeveral(input: MetricAlarmInput, queries: DataQuery[]): number {
  for (const other of [
    "MetricName",
    "Namespace",
    "Dimensions",
    "Period",
    "Statistic",
    "ExtendedStatistic",
    "Unit",
  ] as const) {
    if (input[other] !== undefined) throw combination(`The parameters Metrics and ${other} exclude one another.`);
  }
  if (queries.length === 0) throw missing("Metrics");
  checkQueries(queries, "Metrics");
  if (queries.filter(({ ReturnData = true }) => ReturnData).length !== 1) {
    throw validation("Exactly one member of Metrics must have ReturnData true.");
  }
  return Math.max(...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? MINUTE));
}
