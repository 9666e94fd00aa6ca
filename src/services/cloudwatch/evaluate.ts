/**
 * From the datapoints of an evaluation range to a state. The range reaches two periods further back than asked, so that a
 * late or missing datapoint does not decide alone. AWS says that it looks at more datapoints than EvaluationPeriods and that
 * the number depends on the period; it names none, so two is our choice, and the one of the five-point rows of its tables.
 *
 * With enough datapoints the newest decide. With fewer, missing ones are filled in as TreatMissingData says; "missing" raises
 * the alarm only when the oldest breaching datapoint is at least DatapointsToAlarm periods old and all later ones breach.
 * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", whose two tables are our tests.
 */
import type { AlarmState, Treatment } from "./alarm";

export const EXTRA_PERIODS = 2;

export interface Watch {
  evaluationPeriods: number;
  datapointsToAlarm: number;
  treatMissing: Treatment;
}

export interface Verdict {
  /** undefined: the present state is kept. */
  state: AlarmState | undefined;
  /** Places in the range, newest first, of the datapoints that were looked at. */
  looked: number[];
  /** Missing datapoints that were filled in. */
  filled: number;
}

/** @param breaches one member a period, oldest first; undefined is missing */
export function evaluateRange(breaches: readonly (boolean | undefined)[], watch: Watch): Verdict {
  const { evaluationPeriods, datapointsToAlarm, treatMissing } = watch;
  const newest = breaches.map((breach, i) => ({ breach, i })).reverse();
  const real = newest.filter(({ breach }) => breach !== undefined);
  const looked = real.slice(0, evaluationPeriods).map(({ i }) => i);
  const breaching = real.slice(0, evaluationPeriods).filter(({ breach }) => breach).length;
  const filled = Math.max(0, evaluationPeriods - real.length);
  const verdict = (state: AlarmState | undefined): Verdict => ({ state, looked, filled });
  const byCount = (count: number) => verdict(count >= datapointsToAlarm ? "ALARM" : "OK");

  if (filled === 0) return byCount(breaching);
  if (treatMissing === "breaching") return byCount(breaching + filled);
  if (treatMissing === "notBreaching") return byCount(breaching);
  if (real.length === 0) return verdict(treatMissing === "ignore" ? undefined : "INSUFFICIENT_DATA");
  if (breaching < real.length) return byCount(breaching);
  if (treatMissing === "ignore") return breaching >= datapointsToAlarm ? verdict("ALARM") : verdict(undefined);
  const periodsSinceOldest = breaches.length - Math.min(...looked);
  return verdict(periodsSinceOldest >= datapointsToAlarm ? "ALARM" : undefined);
}
