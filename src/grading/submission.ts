/**
 * One submission from its file to its record. Whatever happens inside, exactly one record comes out: the student's faults cost
 * points, a file that is no notebook is rejected, and only the grader's own failures are errors.
 */
import type { Question } from "../course/build";
import type { Language, Text } from "../sim/language";
import type { Course, GradedUnit } from "./course";
import { type Matched, matchAnswers } from "./match";
import { type Bench, compileQuestion, gradeQuestion } from "./question";
import type { SubmittedFile } from "./read/collect";
import { endingOf } from "./read/entry";
import { groupIn } from "./read/group";
import { readNotebook, type SubmittedNotebook } from "./read/notebook";
import { RejectedFile } from "./read/rejected";
import { readScript } from "./read/script";
import { recogniseLanguage, recogniseUnit } from "./read/unit";
import { type OpenAnswer, type QuestionResult, round, type Status, type SubmissionRecord } from "./record";
import type { Level } from "./sandbox/layers";
import { hashOf, submissionSeed } from "./secret";
import { SharedWorker } from "./shared";

/** A file that has been read, before anything is run. */
export interface Mapped {
  file: SubmittedFile;
  hash: string;
  /** Set unless it was rejected. */
  unit?: GradedUnit;
  how?: string;
  language: Language;
  matched?: Matched;
  rejected?: Text;
  /** It can be read, and is no notebook of this course. */
  isForeign?: true;
  /** Names in the cell for the group, as written. */
  group: string[];
  /** Who gets the mark, as ids; the one who handed in comes first. */
  members: string[];
  notes: Text[];
  flags: Text[];
}

/** Reads a file and finds its unit and its answers. Throws nothing for what is in the file. */
export async function mapSubmission(file: SubmittedFile, course: Course): Promise<Mapped> {
  const out: Mapped = { file, hash: "", language: "es", group: [], members: [file.student], notes: [], flags: [] };
  out.notes.push(...file.notes);
  out.flags.push(...file.flags);
  if (file.refused) return { ...out, rejected: file.refused };
  let notebook: SubmittedNotebook;
  try {
    const bytes = await file.read();
    out.hash = hashOf(bytes);
    const isScript = endingOf(file.shown) === ".ts";
    notebook = isScript
      ? readScript(
          bytes,
          course.units.map(({ unit }) => unit),
        )
      : readNotebook(bytes);
  } catch (error) {
    if (error instanceof RejectedFile) return { ...out, rejected: error.reason };
    const why = (error as Error).message;
    return { ...out, rejected: { es: `No se pudo leer: ${why}`, en: `It could not be read: ${why}` } };
  }
  out.notes.push(...notebook.notes);
  const found = recogniseUnit(notebook, file.shown, course.units);
  const unit = course.units.find(({ name }) => name === found?.unit);
  if (!found || !unit) {
    const rejected = { es: "No es un cuaderno de este curso.", en: "It is no notebook of this course." };
    return { ...out, rejected, isForeign: true };
  }
  if (found.how !== "metadata") {
    out.flags.push({
      es: `La unidad ${unit.name} se dedujo ${found.how === "cells" ? "de las celdas" : "del nombre del archivo"}.`,
      en: `The unit ${unit.name} was inferred from ${found.how === "cells" ? "the cells" : "the file's name"}.`,
    });
  }
  const language = recogniseLanguage(notebook, unit.unit);
  const matched = matchAnswers(notebook, unit.unit, language);
  return { ...out, unit, how: found.how, language, matched, group: groupIn(notebook, unit.unit) };
}

const LONGEST_CODE = 20_000; // characters kept of an answer

export interface Grading {
  bench: Bench;
  course: Course;
  secret: string;
  /** Given for an appeal: used instead of what secret and hash give. */
  seed?: string;
  level: Level;
  trusted: boolean;
}

/** Grades what was mapped. */
export async function gradeSubmission(mapped: Mapped, grading: Grading): Promise<SubmissionRecord> {
  const startedAt = performance.now();
  const record = blankRecord(mapped, grading);
  const { unit, matched } = mapped;
  if (mapped.rejected || !unit || !matched) return rejectedRecord(record, mapped);
  const questions = unit.questions[mapped.language];
  const { bench, course } = grading;
  const compiled = (i: number) => compileQuestion(questions[i] as Question, questions.slice(0, i), matched, bench);
  /** Compiled while the question before it runs. */
  const ahead = (i: number) => {
    if (i >= questions.length) return undefined;
    const program = compiled(i);
    program.catch(() => {}); // met at its turn
    return program;
  };
  const gradeAt = (i: number, from: Bench, program?: ReturnType<typeof compiled>) => {
    const question = questions[i] as Question;
    const judged = course.judgeOf(question.check);
    const attempt = (compiled?: typeof program) =>
      gradeQuestion(question, questions.slice(0, i), matched, judged, record.seed, from, compiled);
    return attempt(program).catch(() => attempt()); // what failed through no fault of the student's is tried once more
  };
  const shared = new SharedWorker();
  try {
    let next = ahead(0);
    for (const i of questions.keys()) {
      const program = next;
      next = ahead(i + 1);
      record.questions[i] = await gradeAt(i, { ...bench, shared }, program);
    }
  } finally {
    shared.close();
  }
  for (const [i, { check }] of questions.entries()) {
    if (!shared.isSound && shared.passed.has(check)) record.questions[i] = await gradeAt(i, bench);
  }
  record.open = unit.open.map(({ cell, item, points, scheme }): OpenAnswer => {
    const { source = "", blank = true } = matched.answers.get(cell) ?? {};
    return { cell, item, possible: points, text: source.slice(0, 50_000), blank, scheme };
  });
  const isOpen = new Set(unit.open.map(({ cell }) => cell));
  record.answers = [...matched.answers.values()]
    .filter(({ cell }) => !isOpen.has(cell))
    .map((answer) => ({ ...answer, source: answer.source.slice(0, LONGEST_CODE) }));
  record.flags.push(...matched.flags, ...record.questions.flatMap(flagsOf));
  record.notes.push(...matched.notes);
  record.points = round(record.questions.reduce((sum, question) => sum + question.earned, 0));
  record.possible = round(record.questions.reduce((sum, question) => sum + question.points, 0));
  record.durationMs = Math.round(performance.now() - startedAt);
  return judgedRecord(record);
}

/** The record of a submission that the grader itself failed on. */
export function errorRecord(mapped: Mapped, grading: Grading, error: unknown): SubmissionRecord {
  const why = error instanceof Error ? error.message : String(error);
  return {
    ...blankRecord(mapped, grading),
    status: "error",
    reason: {
      student: {
        es: "Todavía no se pudo calificar; no es un cero.",
        en: "It could not be graded yet; this is no zero.",
      },
      teacher: { es: `El calificador falló: ${why}`, en: `The grader failed: ${why}` },
    },
  };
}

const NOTHING: Text = { es: "", en: "" };

function blankRecord(mapped: Mapped, grading: Grading): SubmissionRecord {
  const { file, hash, unit, language, members, flags, notes } = mapped;
  const { atMs, from, isLate = false } = file.submitted;
  return {
    student: file.student,
    members,
    file: file.shown,
    status: "graded",
    reason: { student: NOTHING, teacher: NOTHING },
    level: grading.level,
    trusted: grading.trusted,
    unit: unit?.name ?? null,
    language,
    submitted: { at: new Date(atMs).toISOString(), from, isLate },
    origin: file.origin,
    hash,
    seed: grading.seed ?? submissionSeed(grading.secret, hash),
    points: 0,
    possible: 0,
    questions: [],
    open: [],
    answers: [],
    flags: [...flags],
    notes: [...notes],
    durationMs: 0,
  };
}

function rejectedRecord(record: SubmissionRecord, { rejected = NOTHING }: Mapped): SubmissionRecord {
  const student = {
    es: `No se pudo abrir tu entrega: ${rejected.es} Guarda el cuaderno y entrégalo de nuevo.`,
    en: `Your submission could not be opened: ${rejected.en} Save the notebook and hand it in again.`,
  };
  return { ...record, status: "rejected", reason: { student, teacher: rejected } };
}

function judgedRecord(record: SubmissionRecord): SubmissionRecord {
  const status: Status = record.flags.length > 0 ? "review" : "graded";
  if (status === "graded") return record;
  const join = (language: Language) => record.flags.map((flag) => flag[language]).join(" ");
  const student = { es: "Tu profesor mirará algo de esta entrega.", en: "Your teacher will look at something here." };
  return { ...record, status, reason: { student, teacher: { es: join("es"), en: join("en") } } };
}

const flagsOf = ({ check, flags }: QuestionResult): Text[] =>
  flags.map(({ es, en }) => ({ es: `${check}: ${es}`, en: `${check}: ${en}` }));
