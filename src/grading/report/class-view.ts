/** What the class page says about a unit: points, means of checks, what fails most. For the teacher: names and reserved cases are in it. */
import type { Language } from "../../sim/language";
import type { Settled } from "../marks/settle";
import { isScored, type RecordedFinding, type SubmissionRecord } from "../record";
import type { CheckMean } from "./class-charts";
import { pageName } from "./page";

export interface Failure {
  /** The check; for what stops a whole answer, its item. */
  where: string;
  claim: string;
  isReserved: boolean;
  students: { student: string; page: string }[];
  /** Of the submissions of the unit. */
  percent: number;
}

export interface UnitView {
  unit: string;
  /** Share of the possible points of each person, as totals stand. */
  shares: number[];
  /** People with answers that wait for a mark. */
  waiting: number;
  checks: CheckMean[];
  /** The commonest first. */
  failures: Failure[];
}

const MOST_FAILURES = 12; // of a unit

export function unitViews(settled: readonly Settled[], language: Language): UnitView[] {
  const units = [...new Set(settled.flatMap(({ record }) => record.unit ?? []))].sort();
  return units.flatMap((unit) => {
    const own = settled.filter(({ record }) => record.unit === unit && isScored(record));
    if (own.length === 0) return [];
    const records = own.map(({ record }) => record);
    const totals = own.flatMap((one) => one.totals);
    return [
      {
        unit,
        shares: totals.filter(({ possible }) => possible > 0).map(({ total, possible }) => total / possible),
        waiting: totals.filter(({ awaiting }) => awaiting > 0).length,
        checks: meansOf(records, language),
        failures: failuresOf(records, language),
      },
    ];
  });
}

function meansOf(records: readonly SubmissionRecord[], language: Language): CheckMean[] {
  const sums = new Map<string, Omit<CheckMean, "mean"> & { sum: number; count: number }>();
  for (const { check, title, points, earned } of records.flatMap(({ questions }) => questions)) {
    const row = sums.get(check) ?? { check, title: title[language], points, sum: 0, count: 0 };
    sums.set(check, { ...row, sum: row.sum + earned, count: row.count + 1 });
  }
  return [...sums.values()].map(({ sum, count, ...check }) => ({ ...check, mean: sum / count }));
}

function failuresOf(records: readonly SubmissionRecord[], language: Language): Failure[] {
  const failures = new Map<string, Failure>();
  for (const record of records) {
    for (const { check, item, outcome, findings } of record.questions) {
      for (const finding of findings.filter(({ ok }) => !ok)) {
        const isWhole = finding.fault !== undefined || outcome === "type-error";
        const where = isWhole ? item : check;
        const part = isWhole ? "visible" : finding.part;
        const key = `${where}\n${part}\n${finding.claim.en}`;
        const failure = failures.get(key) ?? failureOf(where, { ...finding, part }, language);
        failures.set(key, failure);
        if (failure.students.at(-1)?.page !== pageName(record))
          failure.students.push({ student: record.members.join(", "), page: pageName(record) });
      }
    }
  }
  return [...failures.values()]
    .map((failure) => ({ ...failure, percent: Math.round((failure.students.length / records.length) * 100) }))
    .sort((a, b) => b.students.length - a.students.length)
    .slice(0, MOST_FAILURES);
}

const failureOf = (where: string, { claim, part }: RecordedFinding, language: Language): Failure => ({
  ...{ where, claim: claim[language], isReserved: part === "hidden", students: [], percent: 0 },
});
