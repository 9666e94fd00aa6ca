/**
 * What each report may show, built apart. A student's page is drawn from a StudentView and sees nothing else: its types have no place for
 * what a reserved case gave, observed or expected, for a marking scheme or for a seed. What a student's code printed or threw while
 * reserved cases ran could repeat their data, so it is the teacher's too.
 */
import type { Language, Text } from "../../sim/language";
import type { Total } from "../marks/settle";
import type { FaultKind, OpenAnswer, QuestionResult, RecordedFinding, SubmissionRecord } from "../record";

/** A claim with all that is known of it. `details` are empty when it holds. */
export interface CaseView {
  claim: string;
  ok: boolean;
  details: { label: "given" | "observed" | "expected"; text: string }[];
  hint: string;
}

/** A claim of a reserved case, for a student. */
export interface ReservedView {
  claim: string;
  ok: boolean;
  hint: string;
  details?: never;
}

interface QuestionBase {
  check: string;
  title: string;
  earned: number;
  points: number;
  outcome: QuestionResult["outcome"];
  cases: CaseView[];
  notes: string[];
  /** "" when there is nothing to show. */
  output: string;
}

export interface StudentQuestion extends QuestionBase {
  reserved: ReservedView[];
}

export interface TeacherQuestion extends QuestionBase {
  reserved: CaseView[];
}

export interface ItemView<Q extends QuestionBase> {
  item: string;
  earned: number;
  points: number;
  questions: Q[];
}

/** An answer in words with its mark; mark is null while it waits for one. */
export interface OpenView {
  cell: string;
  item: string;
  possible: number;
  text: string;
  blank: boolean;
  mark: number | null;
  comment: string;
}

/** What a person's points come to. */
export interface TotalView {
  student: string;
  beforeLate: number;
  latePercent: number;
  lateDays: number;
  bonus: number;
  total: number;
  possible: number;
  awaiting: number;
}

interface Common {
  language: Language;
  student: string;
  file: string;
  unit: string;
  status: SubmissionRecord["status"];
  /** A sentence; "" for a record that is simply graded. */
  reason: string;
  notes: string[];
}

export interface StudentView extends Common {
  items: ItemView<StudentQuestion>[];
  open: OpenView[];
  total: TotalView;
}

export interface TeacherView extends Common {
  items: ItemView<TeacherQuestion>[];
  open: (OpenView & { scheme: string })[];
  /** One for each member. */
  totals: TotalView[];
  flags: string[];
  seed: string;
  hash: string;
  level: SubmissionRecord["level"];
  trusted: boolean;
  durationMs: number;
}

/** @param total of the member whose page it is */
export function studentView(record: SubmissionRecord, total: Total): StudentView {
  const { language } = record;
  return {
    ...common(record),
    student: total.student,
    reason: record.reason.student[language],
    notes: [...record.notes, ...total.notes].map((note) => note[language]),
    items: itemsOf(record, (question) => studentQuestion(question, language)),
    open: record.open.map((answer) => openView(answer, total)),
    total: totalView(total),
  };
}

/** @param totals of all members, the one who handed in first */
export function teacherView(record: SubmissionRecord, totals: readonly Total[]): TeacherView {
  const { language, seed, hash, level, trusted, durationMs } = record;
  const notes = new Set([...record.notes, ...totals.flatMap((total) => total.notes)].map((note) => note[language]));
  return {
    ...common(record),
    reason: record.reason.teacher[language],
    notes: [...notes],
    items: itemsOf(record, (question) => teacherQuestion(question, language)),
    open: record.open.map((answer) => ({ ...openView(answer, totals[0]), scheme: answer.scheme[language] })),
    totals: totals.map(totalView),
    flags: record.flags.map((flag) => flag[language]),
    ...{ seed, hash, level, trusted, durationMs },
  };
}

const common = ({ language, student, file, unit, status }: SubmissionRecord) => ({
  ...{ language, student, file, status },
  unit: unit ?? "",
});

function itemsOf<Q extends QuestionBase>(record: SubmissionRecord, view: (question: QuestionResult) => Q) {
  return [...new Set(record.questions.map((question) => question.item))].map((item): ItemView<Q> => {
    const questions = record.questions.filter((question) => question.item === item);
    const sum = (key: "earned" | "points") => Math.round(questions.reduce((n, q) => n + q[key], 0) * 100) / 100;
    return { item, earned: sum("earned"), points: sum("points"), questions: saidOnce(questions).map(view) };
  });
}

/** A cell that does not compile fails every question of its item: the first says what is wrong, the others name the first. */
function saidOnce(questions: readonly QuestionResult[]): QuestionResult[] {
  const said = new Map<string, Text>();
  return questions.map((question) => {
    if (question.outcome !== "type-error") return question;
    const key = question.findings.map(({ given, observed }) => `${given}\n${observed}`).join("\n");
    const first = said.get(key);
    if (!first) {
      said.set(key, question.title);
      return question;
    }
    const claim: Text = {
      es: `Tu respuesta compila: es el mismo error que en «${first.es}», arriba`,
      en: `Your answer compiles: it is the same mistake as in "${first.en}", above`,
    };
    return { ...question, findings: question.findings.map(({ part, ok, weight }) => ({ part, ok, weight, claim })) };
  });
}

function openView({ cell, item, possible, text, blank }: OpenAnswer, total: Total | undefined): OpenView {
  const { points = null, comment = "" } = total?.marks.get(cell) ?? {};
  return { cell, item, possible, text: blank ? "" : text, blank, mark: points, comment };
}

const totalView = ({ student, checks, manual, late, bonus, total, possible, awaiting }: Total): TotalView => ({
  ...{ student, bonus, total, possible, awaiting },
  beforeLate: Math.round((checks + manual) * 100) / 100,
  latePercent: late?.percent ?? 0,
  lateDays: late?.days ?? 0,
});

function studentQuestion(question: QuestionResult, language: Language): StudentQuestion {
  const { findings, notes, output } = question;
  const reserved = findings.filter(({ part }) => part === "hidden");
  const isAllSeen = reserved.length === 0;
  return {
    ...questionBase(question, language),
    notes: say([...lent(question), ...notes.filter(({ stray }) => isAllSeen || !stray)], language),
    output: isAllSeen ? output : "",
    reserved: reserved.map((finding) => reservedView(finding, language)),
  };
}

function teacherQuestion(question: QuestionResult, language: Language): TeacherQuestion {
  const { findings, notes, output } = question;
  return {
    ...questionBase(question, language),
    notes: say([...lent(question), ...notes], language),
    output,
    reserved: findings.filter(({ part }) => part === "hidden").map((finding) => caseView(finding, language)),
  };
}

function questionBase({ check, title, earned, points, outcome, findings }: QuestionResult, language: Language) {
  const cases = findings.filter(({ part }) => part === "visible").map((finding) => caseView(finding, language));
  return { check, title: title[language], earned, points, outcome, cases };
}

const say = (texts: readonly Text[], language: Language): string[] => texts.map((text) => text[language]);

const lent = ({ borrowed }: QuestionResult): Text[] =>
  borrowed.map((cell) => ({
    es: `Para esta pregunta se usó la solución de referencia de ${cell}, para no descontar dos veces lo mismo.`,
    en: `For this question the reference solution of ${cell} was used, so that the same thing is not paid twice.`,
  }));

function caseView(finding: RecordedFinding, language: Language): CaseView {
  const { claim, ok, hint } = finding;
  const labels = ["given", "observed", "expected"] as const;
  const details = labels.flatMap((label) => {
    const text = finding[label];
    return !ok && text !== undefined ? [{ label, text }] : [];
  });
  return { claim: claim[language], ok, details, hint: ok ? "" : (hint?.[language] ?? "") };
}

/** Faults whose hint is the grader's own sentence; the others may quote what the student's code said about a case. */
const PLAIN_FAULTS: readonly FaultKind[] = ["no-answer", "missing-name", "missing-method", "timeout", "ended"];

function reservedView({ claim, ok, hint, fault }: RecordedFinding, language: Language): ReservedView {
  const mayShow = !ok && (fault === undefined || PLAIN_FAULTS.includes(fault));
  return { claim: claim[language], ok, hint: mayShow ? (hint?.[language] ?? "") : "" };
}
