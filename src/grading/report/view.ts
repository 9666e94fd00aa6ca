/**
 * What each report may show, built apart: a student's page is made from StudentView, which has no place for a hidden value, an
 * expected answer of a hidden case, a marking scheme or a seed. Templates see nothing else.
 */
import type { Language, Text } from "../../sim/language";
import type { OpenAnswer, QuestionResult, RecordedFinding, SubmissionRecord } from "../record";

export interface FindingView {
  claim: string;
  ok: boolean;
  hidden: boolean;
  /** Label and text. Empty for a claim that holds, and for hidden ones on a student's page. */
  details: { label: "given" | "observed" | "expected"; text: string }[];
  hint: string;
}

export interface QuestionView {
  check: string;
  title: string;
  earned: number;
  points: number;
  outcome: QuestionResult["outcome"];
  findings: FindingView[];
  notes: string[];
  output: string;
}

export interface StudentView {
  language: Language;
  student: string;
  file: string;
  unit: string;
  status: SubmissionRecord["status"];
  reason: string;
  points: number;
  possible: number;
  items: { item: string; earned: number; points: number; questions: QuestionView[] }[];
  open: { cell: string; item: string; possible: number; text: string; blank: boolean }[];
  notes: string[];
}

export interface TeacherView extends Omit<StudentView, "open"> {
  flags: string[];
  open: (StudentView["open"][number] & { scheme: string })[];
  seed: string;
  hash: string;
  level: SubmissionRecord["level"];
  trusted: boolean;
  durationMs: number;
}

export function studentView(record: SubmissionRecord): StudentView {
  const say = (text: Text) => text[record.language];
  return {
    ...common(record, (question) => questionView(question, record.language, false)),
    reason: say(record.reason.student),
    open: record.open.map(openView),
  };
}

export function teacherView(record: SubmissionRecord): TeacherView {
  const say = (text: Text) => text[record.language];
  return {
    ...common(record, (question) => questionView(question, record.language, true)),
    reason: say(record.reason.teacher),
    open: record.open.map((answer) => ({ ...openView(answer), scheme: say(answer.scheme) })),
    flags: record.flags.map(say),
    seed: record.seed,
    hash: record.hash,
    level: record.level,
    trusted: record.trusted,
    durationMs: record.durationMs,
  };
}

function common(record: SubmissionRecord, view: (question: QuestionResult) => QuestionView) {
  const items = [...new Set(record.questions.map((question) => question.item))].map((item) => {
    const questions = record.questions.filter((question) => question.item === item);
    const sum = (key: "earned" | "points") => Math.round(questions.reduce((n, q) => n + q[key], 0) * 100) / 100;
    return { item, earned: sum("earned"), points: sum("points"), questions: questions.map(view) };
  });
  const { language, student, file, status, points, possible, notes } = record;
  return {
    language,
    student,
    file,
    unit: record.unit ?? "",
    status,
    points,
    possible,
    items,
    notes: notes.map((note) => note[language]),
  };
}

function openView({ cell, item, possible, text, blank }: OpenAnswer) {
  return { cell, item, possible, text: blank ? "" : text, blank };
}

function questionView(question: QuestionResult, language: Language, forTeacher: boolean): QuestionView {
  const { check, title, earned, points, outcome, findings, borrowed, notes, output } = question;
  const lent: Text[] = borrowed.map((cell) => ({
    es: `Para esta pregunta se usó la solución de referencia de ${cell}, para no descontar dos veces lo mismo.`,
    en: `For this question the reference solution of ${cell} was used, so that the same thing is not paid twice.`,
  }));
  return {
    check,
    title: title[language],
    earned,
    points,
    outcome,
    findings: findings.map((finding) => findingView(finding, language, forTeacher)),
    notes: [...lent, ...notes].map((note) => note[language]),
    output,
  };
}

function findingView(finding: RecordedFinding, language: Language, forTeacher: boolean): FindingView {
  const hidden = finding.part === "hidden";
  const shows = !finding.ok && (forTeacher || !hidden);
  const labels = ["given", "observed", "expected"] as const;
  const details = labels.flatMap((label) => {
    const text = finding[label];
    return shows && text !== undefined ? [{ label, text }] : [];
  });
  return {
    claim: finding.claim[language],
    ok: finding.ok,
    hidden,
    details,
    hint: finding.ok ? "" : (finding.hint?.[language] ?? ""),
  };
}
