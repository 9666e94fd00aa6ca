/**
 * An alarm and what it watches: one metric, an expression, or other alarms.
 *
 *   INSUFFICIENT_DATA <-> OK <-> ALARM <-> INSUFFICIENT_DATA
 *
 * Its state changes at an evaluation or by SetAlarmState, and each change is a fact of the trace.
 */
import type { DataQuery } from "./queries";
import type { Dimension } from "./series";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";
export const STATES: readonly AlarmState[] = ["OK", "ALARM", "INSUFFICIENT_DATA"];

export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: { words: "greater than or equal to", holds: (a: number, b: number) => a >= b },
  GreaterThanThreshold: { words: "greater than", holds: (a: number, b: number) => a > b },
  LessThanThreshold: { words: "less than", holds: (a: number, b: number) => a < b },
  LessThanOrEqualToThreshold: { words: "less than or equal to", holds: (a: number, b: number) => a <= b },
} as const;
export type Comparison = keyof typeof COMPARISONS;

export const TREATMENTS = ["missing", "ignore", "breaching", "notBreaching"] as const;
export type Treatment = (typeof TREATMENTS)[number];

export interface Actions {
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
}

/** What a metric alarm was told, in AWS's names. */
export interface MetricRule {
  readonly kind: "metric";
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions: readonly Dimension[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Unit?: string;
  readonly Metrics?: readonly DataQuery[];
  /** s */
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly Threshold: number;
  readonly ComparisonOperator: Comparison;
  readonly TreatMissingData: Treatment;
  /** Members that were given, so that a description shows no more. */
  readonly given: ReadonlySet<string>;
}

export interface CompositeRule {
  readonly kind: "composite";
  readonly AlarmRule: string;
  /** Names of the alarms that it looks at. */
  readonly children: readonly string[];
  holds(stateOf: (alarm: string) => AlarmState): boolean;
}

export interface HistoryItem {
  readonly atMs: number;
  readonly type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  readonly summary: string;
  readonly data: string;
}

export class Alarm {
  state: AlarmState = "INSUFFICIENT_DATA";
  reason = "Unchecked: Initial alarm creation";
  reasonData: string | undefined;
  /** Virtual ms. */
  stateUpdatedMs: number;
  transitionedMs: number;
  readonly history: HistoryItem[] = [];
  /** Row of the fact that led to the present state. */
  row = -1;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly description: string | undefined,
    readonly rule: MetricRule | CompositeRule,
    readonly actions: Actions,
    public actionsEnabled: boolean,
    readonly configuredMs: number,
  ) {
    this.stateUpdatedMs = this.transitionedMs = configuredMs;
  }

  get isComposite(): boolean {
    return this.rule.kind === "composite";
  }

  actionsFor(state: AlarmState): readonly string[] {
    const { OKActions, AlarmActions, InsufficientDataActions } = this.actions;
    return state === "OK" ? OKActions : state === "ALARM" ? AlarmActions : InsufficientDataActions;
  }

  note(atMs: number, type: HistoryItem["type"], summary: string, data: object): void {
    this.history.push({ atMs, type, summary, data: JSON.stringify(data) });
  }
}
