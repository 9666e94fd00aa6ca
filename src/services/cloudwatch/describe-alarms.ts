/**
 * Looking at alarms, setting their state, switching their actions, deleting them.
 * Source: API reference, pages of these operations (read 2026-11).
 */

import { page } from "../page";
import type { Caller } from "../service";
import { type Alarm, type AlarmState, type HistoryItem, STATES } from "./alarm";
import { arm } from "./alarm-tick";
import type { CloudWatch } from "./context";
import { alarmNotFound, badFormat, badToken, combination, invalidValue, missing, validation } from "./errors";
import { ALARMS_PAGE } from "./limits";
import { type Dimension, sorted } from "./series";
import { changeState } from "./state";

interface DescribeInput {
  AlarmNames?: string[];
  AlarmNamePrefix?: string;
  AlarmTypes?: string[];
  ChildrenOfAlarmName?: string;
  ParentsOfAlarmName?: string;
  StateValue?: string;
  ActionPrefix?: string;
  MaxRecords?: number;
  NextToken?: string;
}

/** Only metric alarms, unless AlarmTypes or names ask for others. */
export function describeAlarms(cloudWatch: CloudWatch, input: DescribeInput, caller: Caller): unknown {
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, ActionPrefix, MaxRecords: most = 50 } = input;
  if (names !== undefined && prefix !== undefined) {
    throw combination("The parameters AlarmNames and AlarmNamePrefix exclude one another.");
  }
  if (state !== undefined) checkState(state);
  for (const type of input.AlarmTypes ?? []) {
    if (type === "LogAlarm") throw cloudWatch.notSimulated("LogAlarm");
    if (type !== "MetricAlarm" && type !== "CompositeAlarm") {
      throw invalidValue("AlarmTypes", type, "must be MetricAlarm or CompositeAlarm");
    }
  }
  const size = checkMost(most);
  const types = input.AlarmTypes ?? (names === undefined ? ["MetricAlarm"] : ["MetricAlarm", "CompositeAlarm"]);
  const related = relatives(cloudWatch, input);
  const found = [...cloudWatch.alarms.values()].filter(
    (alarm) =>
      (names === undefined || names.includes(alarm.name)) &&
      (prefix === undefined || alarm.name.startsWith(prefix)) &&
      (state === undefined || alarm.state === state) &&
      (related !== undefined
        ? related.has(alarm.name)
        : types.includes(alarm.isComposite ? "CompositeAlarm" : "MetricAlarm")) &&
      (ActionPrefix === undefined ||
        Object.values(alarm.actions).some((arns: readonly string[]) =>
          arns.some((arn) => arn.startsWith(ActionPrefix)),
        )),
  );
  cloudWatch.request("DescribeAlarms", "alarms", caller);
  const { from, token } = page(input.NextToken, found.length, size, badToken);
  const shown = found.slice(from, from + size);
  return {
    MetricAlarms: shown.filter(({ isComposite }) => !isComposite).map((alarm) => describe(cloudWatch, alarm)),
    CompositeAlarms: shown.filter(({ isComposite }) => isComposite).map((alarm) => describe(cloudWatch, alarm)),
    ...(token !== undefined && { NextToken: token }),
  };
}

function relatives(cloudWatch: CloudWatch, input: DescribeInput): Set<string> | undefined {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = input;
  if (parent === undefined && child === undefined) return undefined;
  const all = [...cloudWatch.alarms.values()];
  const childrenOf = (alarm: Alarm | undefined) => (alarm?.rule.kind === "composite" ? alarm.rule.children : []);
  if (parent !== undefined) return new Set(childrenOf(cloudWatch.alarms.get(parent)));
  return new Set(all.filter((alarm) => childrenOf(alarm).includes(child!)).map(({ name }) => name));
}

function checkMost(most: number): number {
  if (!(Number.isInteger(most) && most >= 1 && most <= ALARMS_PAGE)) {
    throw invalidValue("MaxRecords", most, `must be a whole number from 1 to ${ALARMS_PAGE}`);
  }
  return most;
}

function checkState(state: string): asserts state is AlarmState {
  if (!(STATES as readonly string[]).includes(state))
    throw invalidValue("StateValue", state, `must be one of ${STATES.join(", ")}`);
}

export function describe({ sim }: CloudWatch, alarm: Alarm): object {
  const { rule } = alarm;
  const common = {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    ...(alarm.description !== undefined && { AlarmDescription: alarm.description }),
    AlarmConfigurationUpdatedTimestamp: sim.date(alarm.configuredMs),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.actions.OKActions],
    AlarmActions: [...alarm.actions.AlarmActions],
    InsufficientDataActions: [...alarm.actions.InsufficientDataActions],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(alarm.reasonData !== undefined && { StateReasonData: alarm.reasonData }),
    StateUpdatedTimestamp: sim.date(alarm.stateUpdatedMs),
    StateTransitionedTimestamp: sim.date(alarm.transitionedMs),
  };
  if (rule.kind === "composite") return { ...common, AlarmRule: rule.AlarmRule };
  const { given } = rule;
  return {
    ...common,
    ...(rule.Metrics === undefined
      ? {
          MetricName: rule.MetricName,
          Namespace: rule.Namespace,
          Dimensions: [...rule.Dimensions],
          Period: rule.Period,
          ...(rule.Statistic !== undefined && { Statistic: rule.Statistic }),
          ...(rule.ExtendedStatistic !== undefined && { ExtendedStatistic: rule.ExtendedStatistic }),
          ...(rule.Unit !== undefined && { Unit: rule.Unit }),
        }
      : { Metrics: rule.Metrics.map((query) => ({ ...query, ReturnData: query.ReturnData ?? true })) }),
    EvaluationPeriods: rule.EvaluationPeriods,
    ...(given.has("DatapointsToAlarm") && { DatapointsToAlarm: rule.DatapointsToAlarm }),
    Threshold: rule.Threshold,
    ComparisonOperator: rule.ComparisonOperator,
    ...(given.has("TreatMissingData") && { TreatMissingData: rule.TreatMissingData }),
  };
}

interface ForMetricInput {
  MetricName?: string;
  Namespace?: string;
  Dimensions?: Dimension[];
  Statistic?: string;
  ExtendedStatistic?: string;
  Period?: number;
  Unit?: string;
}

export function describeAlarmsForMetric(cloudWatch: CloudWatch, input: ForMetricInput, caller: Caller): unknown {
  const { MetricName: name, Namespace: namespace, Dimensions: dimensions = [] } = input;
  if (!name) throw missing("MetricName");
  if (!namespace) throw missing("Namespace");
  const wanted = JSON.stringify(sorted(dimensions));
  const found = [...cloudWatch.alarms.values()].filter(
    ({ rule }) =>
      rule.kind === "metric" &&
      rule.MetricName === name &&
      rule.Namespace === namespace &&
      JSON.stringify(sorted(rule.Dimensions)) === wanted &&
      (["Statistic", "ExtendedStatistic", "Period", "Unit"] as const).every(
        (member) => input[member] === undefined || input[member] === rule[member],
      ),
  );
  cloudWatch.request("DescribeAlarmsForMetric", `${namespace}/${name}`, caller);
  return { MetricAlarms: found.map((alarm) => describe(cloudWatch, alarm)) };
}

interface HistoryInput {
  AlarmName?: string;
  AlarmTypes?: string[];
  HistoryItemType?: string;
  StartDate?: Date;
  EndDate?: Date;
  MaxRecords?: number;
  NextToken?: string;
  ScanBy?: string;
}

/** Newest first, unless ScanBy says otherwise. */
export function describeAlarmHistory(cloudWatch: CloudWatch, input: HistoryInput, caller: Caller): unknown {
  const {
    AlarmName: name,
    HistoryItemType: type,
    StartDate: start,
    EndDate: end,
    MaxRecords: most = ALARMS_PAGE,
  } = input;
  const size = checkMost(most);
  const { sim } = cloudWatch;
  const within = ({ atMs }: HistoryItem) =>
    (start === undefined || sim.start + atMs >= start.getTime()) &&
    (end === undefined || sim.start + atMs <= end.getTime());
  const items = [...cloudWatch.alarms.values()]
    .filter((alarm) => (name === undefined || alarm.name === name) && isOfType(alarm, input.AlarmTypes))
    .flatMap((alarm) => alarm.history.map((item) => ({ alarm, item })))
    .filter(({ item }) => (type === undefined || item.type === type) && within(item))
    .sort((a, b) => a.item.atMs - b.item.atMs);
  if (input.ScanBy !== "TimestampAscending") items.reverse();
  cloudWatch.request("DescribeAlarmHistory", name ?? "alarms", caller);
  const { from, token } = page(input.NextToken, items.length, size, badToken);
  return {
    AlarmHistoryItems: items.slice(from, from + size).map(({ alarm, item }) => ({
      AlarmName: alarm.name,
      AlarmType: alarm.isComposite ? "CompositeAlarm" : "MetricAlarm",
      Timestamp: sim.date(item.atMs),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...(token !== undefined && { NextToken: token }),
  };
}

function isOfType({ isComposite }: Alarm, types: readonly string[] = ["MetricAlarm", "CompositeAlarm"]): boolean {
  return types.includes(isComposite ? "CompositeAlarm" : "MetricAlarm");
}

interface StateInput {
  AlarmName?: string;
  StateValue?: string;
  StateReason?: string;
  StateReasonData?: string;
}

/** For trying out: the state, with all that follows from it. The next evaluation decides anew. */
export function setAlarmState(cloudWatch: CloudWatch, input: StateInput, caller: Caller): unknown {
  const { AlarmName: name, StateValue: state, StateReason: reason, StateReasonData: data } = input;
  if (!name) throw missing("AlarmName");
  if (state === undefined) throw missing("StateValue");
  if (reason === undefined) throw missing("StateReason");
  checkState(state);
  const alarm = cloudWatch.alarms.get(name);
  if (alarm === undefined) throw alarmNotFound([name]);
  if (data !== undefined && !isJson(data)) throw badFormat("StateReasonData must be valid JSON.");
  const row = cloudWatch.request("SetAlarmState", name, caller, alarm.arn);
  changeState(cloudWatch, alarm, state, reason, data, row);
  return {};
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export const enableAlarmActions = switching("EnableAlarmActions", true);
export const disableAlarmActions = switching("DisableAlarmActions", false);

/** Names of no alarm are passed over, as in AWS. */
function switching(operation: string, enabled: boolean) {
  return (cloudWatch: CloudWatch, input: { AlarmNames?: string[] }, caller: Caller): unknown => {
    for (const name of checkNames(input.AlarmNames)) {
      const alarm = cloudWatch.alarms.get(name);
      if (alarm === undefined) continue;
      cloudWatch.request(operation, name, caller, alarm.arn);
      if (alarm.actionsEnabled === enabled) continue;
      alarm.actionsEnabled = enabled;
      alarm.note(cloudWatch.sim.now, "ConfigurationUpdate", `Alarm "${name}" updated`, { ActionsEnabled: enabled });
    }
    return {};
  };
}

function checkNames(names: string[] | undefined): string[] {
  if (names === undefined || names.length === 0) throw missing("AlarmNames");
  if (names.length > ALARMS_PAGE)
    throw invalidValue("AlarmNames", `${names.length} names`, `must be at most ${ALARMS_PAGE}`);
  return names;
}

/** Names of no alarm are passed over. An alarm that a composite alarm looks at cannot go. */
export function deleteAlarms(cloudWatch: CloudWatch, input: { AlarmNames?: string[] }, caller: Caller): unknown {
  const names = checkNames(input.AlarmNames);
  const composites = names.filter((name) => cloudWatch.alarms.get(name)?.isComposite);
  if (composites.length > 1) throw validation("At most one composite alarm can be deleted in a call.");
  for (const { name, rule } of cloudWatch.alarms.values()) {
    if (rule.kind !== "composite" || names.includes(name)) continue;
    const child = rule.children.find((each) => names.includes(each));
    if (child !== undefined) throw validation(`Cannot delete ${child} as the composite alarm ${name} depends on it.`);
  }
  for (const name of names) {
    const alarm = cloudWatch.alarms.get(name);
    if (alarm === undefined) continue;
    const cause = cloudWatch.request("DeleteAlarms", name, caller, alarm.arn);
    cloudWatch.alarms.delete(name);
    cloudWatch.tags.delete(alarm.arn);
    cloudWatch.trace.append("cloudwatch.AlarmDeleted", name, { cause });
  }
  arm(cloudWatch);
  return {};
}
