/**
 * What nbgrader's run of a notebook must know beyond its cells, as `nubelab/plan.json` of the course folder: of each check, which
 * answers it asks for and which it only builds on, with what an unanswered cell holds and the reference. With it a
 * student who lacks an earlier answer is not made to pay for it twice, as in nubelab's own grader.
 */
import { ownAnswers, type Question, questionsOf, type Unit } from "../../course/build";
import type { Language } from "../../sim/language";

export interface PlannedCell {
  id: string;
  kind: "given" | "answer";
  /** The given code, or the reference solution. */
  source: string;
  /** For answers: what an unanswered cell holds. */
  stub?: string;
}

export interface PlannedCheck {
  /** Ids of the answers that are judged. */
  own: string[];
  /** The code cells that the check needs, in order: the instructor's, the prerequisites, the answers judged. */
  program: PlannedCell[];
}

/** Of each unit, of each check cell's id, what it needs. */
export type Plan = Record<string, Record<string, PlannedCheck>>;

export function planOf(units: readonly Unit[], language: Language): Plan {
  return Object.fromEntries(
    units.map((unit) => {
      const questions = questionsOf(unit, language);
      const checks = questions.map((question, i) => [
        question.cell,
        planned(question, questions.slice(0, i), language),
      ]);
      return [unit.name, Object.fromEntries(checks)];
    }),
  );
}

function planned(question: Question, earlier: readonly Question[], language: Language): PlannedCheck {
  return {
    own: [...ownAnswers(question, earlier)],
    program: question.program.map(({ id, kind, source, stub }) => ({
      id,
      kind,
      source,
      ...(stub === undefined ? {} : { stub: stub[language] }),
    })),
  };
}
