/**
 * From what the checks gave to the mark: marks of a person, points that are extra, lateness. Worked out anew in every run from the
 * records, which it leaves as they are: so marks and rules may change without grading again.
 */
import type { Text } from "../../sim/language";
import type { ClassList } from "../read/students";
import { type Results, round, type SubmissionRecord, type SubmittedAt } from "../record";
import { type Lateness, latenessOf, NO_RULES, type Rules } from "./rules";
import { answerHash, BONUS, type Marks, markKey } from "./sheet";

export interface Settled {
  record: SubmissionRecord;
  /** One for each member, the one who handed in first. */
  totals: Total[];
}

export interface Total {
  student: string;
  /** From the checks. */
  checks: number;
  /** From marked answers. */
  manual: number;
  /** Points of answers that wait for a mark. */
  awaiting: number;
  bonus: number;
  late: Lateness | null;
  /** (checks + manual) less lateness, and bonus; never below 0. */
  total: number;
  /** What can be had without extra items. */
  possible: number;
  /** By open answer's cell; points are null while there is only a comment. */
  marks: ReadonlyMap<string, { points: number | null; comment: string }>;
  /** Open answers that have changed since they were marked. */
  changed: ReadonlySet<string>;
  /** Such as a mark for an answer that has changed since. */
  notes: Text[];
}

export interface Settling {
  marks: Marks;
  rules: Rules;
  students?: ClassList;
}

/** No marks, no rules. */
export const UNSETTLED: Settling = { marks: new Map(), rules: NO_RULES };

export const settleAll = ({ records }: Pick<Results, "records">, settling: Settling): Settled[] =>
  records.map((record) => ({ record, totals: record.members.map((student) => totalOf(record, student, settling)) }));

/** @param student a member of the record's */
export function totalOf(record: SubmissionRecord, student: string, { marks, rules, students }: Settling): Total {
  const unit = record.unit ?? "";
  const given = new Map<string, { points: number | null; comment: string }>();
  const notes: Text[] = [];
  const changed = new Set<string>();
  let awaiting = 0;
  for (const { cell, possible, text, blank } of record.open) {
    // a member's own mark before the group's
    const mark = marks.get(markKey(student, unit, cell)) ?? marks.get(markKey(record.student, unit, cell));
    if ((mark?.points ?? null) === null && !blank) awaiting += possible;
    if (!mark) continue;
    given.set(cell, { points: mark.points, comment: mark.comment });
    if (mark.answerHash !== "" && mark.answerHash !== answerHash(text)) {
      changed.add(cell);
      notes.push({
        es: `La respuesta ${cell} cambió después de corregirla; su nota se conserva.`,
        en: `The answer ${cell} has changed since it was marked; its mark is kept.`,
      });
    }
  }
  const isBase = ({ item }: { item: string }) => !rules.extra.has(item);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  const checks = sum(record.questions.map(({ earned }) => earned));
  const manual = sum([...given.values()].map(({ points }) => points ?? 0));
  const bonus = marks.get(markKey(student, unit, BONUS))?.points ?? 0;
  const due = students?.person(student)?.extensionMs ?? rules.due.get(unit) ?? rules.due.get("*");
  const late = latenessOf(Date.parse(record.submitted.at), due, rules);
  notes.push(...latenessNotes(record.submitted, late, due));
  return {
    student,
    checks: round(checks),
    manual: round(manual),
    awaiting: round(awaiting),
    bonus,
    late,
    total: Math.max(0, round((checks + manual) * (1 - (late?.percent ?? 0) / 100) + bonus)),
    possible: round(
      sum(record.questions.filter(isBase).map(({ points }) => points)) +
        sum(record.open.filter(isBase).map(({ possible }) => possible)),
    ),
    marks: given,
    changed,
    notes,
  };
}

/** Whether points were taken off by a file's own time, which copying changes. */
export function isLateByFile({ from }: SubmittedAt, late: Lateness | null): boolean {
  return late !== null && late.percent > 0 && (from === "file" || from === "zip");
}

function latenessNotes(submitted: SubmittedAt, late: Lateness | null, due: number | undefined): Text[] {
  if (isLateByFile(submitted, late)) {
    return [
      {
        es: "Es tarde según la hora del archivo, que una copia puede cambiar; la lista de la clase puede decir otra (submitted).",
        en: "It is late by the file's time, which copying may change; the class list can say another (submitted).",
      },
    ];
  }
  if (!submitted.isLate || late) return [];
  return due === undefined
    ? [
        {
          es: "La plataforma la marca tarde; no hay fecha límite.",
          en: "The platform marks it late; no due date was given.",
        },
      ]
    : [
        {
          es: "La plataforma la marca tarde; aquí llegó a tiempo.",
          en: "The platform marks it late; here it is in time.",
        },
      ];
}
