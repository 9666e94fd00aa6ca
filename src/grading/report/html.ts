/** Pages from views: the teacher's overview, a page a record for the teacher, a page a record for the student. */
import { createHash } from "node:crypto";
import { Eta } from "eta";
import type { Language, Text } from "../../sim/language";
import type { Results, Status, SubmissionRecord } from "../record";
import type { Layer } from "../sandbox/layers";
import { LABELS, LAYER_WORDS, type Label } from "./labels";
import { INDEX, PAGE, STUDENT, STYLE, TEACHER } from "./templates";
import { studentView, teacherView } from "./view";

const eta = new Eta({ autoEscape: true });
const styleHash = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

/** Titles of the units by name, for headings. */
export type UnitTitles = ReadonlyMap<string, Text>;

export function studentPage(record: SubmissionRecord, titles: UnitTitles, version: string): string {
  const view = studentView(record);
  const hasHidden = view.items.some((item) => item.questions.some((q) => q.findings.some((f) => f.hidden)));
  return page(STUDENT, record, titles, version, { view, hasHidden });
}

export function teacherPage(record: SubmissionRecord, titles: UnitTitles, version: string): string {
  return page(TEACHER, record, titles, version, { view: teacherView(record), page: pageName(record) });
}

function page(template: string, record: SubmissionRecord, titles: UnitTitles, version: string, data: object): string {
  const { language } = record;
  const unitTitle = titles.get(record.unit ?? "")?.[language] ?? "";
  const scored = record.status === "graded" || record.status === "review";
  const body = eta.renderString(template, { ...data, unitTitle, scored, t: wordsIn(language) });
  return wrap(body, `${record.student} · ${unitTitle || record.file}`, language, version);
}

export function indexPage(results: Results, version: string): string {
  const language = languageOf(results.records);
  const statuses = (Object.keys(results.counts) as Status[]).map((status) => ({
    status,
    count: results.counts[status],
  }));
  const rows = results.records.map((record) => ({
    page: pageName(record),
    student: record.student,
    unit: record.unit,
    file: record.file,
    status: record.status,
    score: record.status === "graded" || record.status === "review" ? `${record.points} / ${record.possible}` : "–",
    reason: record.reason.teacher[language],
  }));
  const layers = Object.entries(results.sandbox.layers).map(([name, state]) => ({
    name,
    what: LAYER_WORDS[name as Layer][language],
    ...state,
  }));
  const { sandbox, ignored, durationMs } = results;
  const checks = meansOf(results.records, language);
  const data = { statuses, rows, layers, sandbox, ignored, durationMs, checks, t: wordsIn(language) };
  return wrap(eta.renderString(INDEX, data), LABELS.grades[language], language, version);
}

/** The file name of a record's pages: readable, unique, and safe whatever the student is called. */
export function pageName({ student, unit, file }: SubmissionRecord): string {
  const readable = student
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 40);
  const unique = createHash("sha256").update(`${student}\n${unit}\n${file}`).digest("hex").slice(0, 10);
  return `${readable || "student"}-${unique}.html`;
}

function wrap(body: string, title: string, language: Language, version: string): string {
  return eta.renderString(PAGE, { body, title, language, version, style: STYLE, styleHash });
}

const wordsIn = (language: Language) => (label: Label) => LABELS[label][language];

function languageOf(records: readonly SubmissionRecord[]): Language {
  const spanish = records.filter((record) => record.language === "es").length;
  return spanish * 2 >= records.length ? "es" : "en";
}

function meansOf(records: readonly SubmissionRecord[], language: Language) {
  const sums = new Map<
    string,
    { unit: string; check: string; title: string; points: number; sum: number; count: number }
  >();
  for (const { unit, questions } of records) {
    for (const { check, title, points, earned } of questions) {
      const key = `${unit}:${check}`;
      const row = sums.get(key) ?? { unit: unit ?? "", check, title: title[language], points, sum: 0, count: 0 };
      sums.set(key, { ...row, sum: row.sum + earned, count: row.count + 1 });
    }
  }
  return [...sums.values()].map((row) => ({ ...row, mean: (row.sum / row.count).toFixed(2) }));
}
