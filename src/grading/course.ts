/** The course as the grader needs it: units with their questions, checks with their hidden parts. Read once a run. */
import {
  loadUnit,
  type OpenQuestion,
  openQuestionsOf,
  type Question,
  questionsOf,
  type Unit,
  unitNames,
} from "../course/build";
import { findCheck, loadHiddenChecks } from "../course/checks";
import type { Language } from "../sim/language";
import type { Judged } from "./run";

export interface GradedUnit {
  name: string;
  unit: Unit;
  questions: Record<Language, Question[]>;
  open: OpenQuestion[];
  /** Ids of all cells that students write in. */
  answers: string[];
}

export interface Course {
  units: GradedUnit[];
  judgeOf(check: string): Judged;
}

/** @param folder where unit sources are; default the course's own */
export async function openCourse(folder?: string): Promise<Course> {
  const hidden = await loadHiddenChecks();
  const units = unitNames(folder).map((name) => gradedUnit(loadUnit(name, folder)));
  return {
    units,
    judgeOf: (id) => {
      const part = hidden.get(id);
      return { check: findCheck(id), ...(part ? { hidden: part } : {}) };
    },
  };
}

export function gradedUnit(unit: Unit): GradedUnit {
  const questions = { es: questionsOf(unit, "es"), en: questionsOf(unit, "en") };
  const open = openQuestionsOf(unit);
  const answers = [...new Set([...questions.en.flatMap((q) => q.answers), ...open.map((q) => q.cell)])];
  return { name: unit.name, unit, questions, open, answers };
}
