/**
 * The right and the wrong answers that the checks are tried on (test/unit/course/exercises), handed in as notebooks and graded by
 * the real grader, in its sandbox: the right ones get every point, the wrong ones lose the claim that must catch them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadUnit, type Unit } from "../../src/course/build";
import { grade, gradedUnit, openCourse, type QuestionResult, type Results } from "../../src/grading";
import { findProgram } from "../../src/grading/sandbox/programs";
import { changed } from "../unit/course/checks/answers";
import type { Exercise } from "../unit/course/checks/exercise-suite";
import { EXERCISES } from "../unit/course/exercises";
import { handIn } from "./hand-in";

/** A notebook of one answer, and what must come of it. */
interface Case {
  name: string;
  /** Which checks are asked: those that must fail, or all when everything must pass. */
  checks: string[];
  source: string;
  /** Check -> a claim that must fail. */
  fails: Record<string, RegExp>;
}

const casesOf = ({ ids, right, solutions, variants }: Exercise): Case[] => [
  ...Object.entries(solutions).map(([name, source]) => ({ name: `right: ${name}`, checks: ids, source, fails: {} })),
  ...variants.map((variant) => ({
    name: `wrong: ${variant.name}`,
    checks: Object.keys(variant.fails),
    source: changed(right, variant),
    fails: variant.fails,
  })),
];

/** The item's part of its unit, with no other question than these checks. */
function cut(exercise: Exercise, checks: string[], name: string): Unit {
  const unit = loadUnit(exercise.unit);
  const asks = (text: string) => checks.some((id) => text.includes(`check("${id}"`));
  const cells = unit.cells.filter(({ kind, lines }) => kind !== "open" && (kind !== "check" || asks(lines.join("\n"))));
  return { ...unit, name, cells };
}

const failing = ({ findings, notes }: QuestionResult): string =>
  [
    ...findings
      .filter(({ ok }) => !ok)
      .map(({ claim, fault, hint }) => `${claim.en}${fault === undefined ? "" : ` [${fault}] ${hint?.en ?? ""}`}`),
    ...notes.map(({ en }) => en),
  ].join("\n");

const ITEMS = EXERCISES.map((exercise) => ({ exercise, item: exercise.item, cases: casesOf(exercise) }));
let folder: string;
let results: Results;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-solutions-"));
  const units = new Map<string, Unit>();
  for (const { exercise, item, cases } of ITEMS) {
    for (const [i, { checks, source }] of cases.entries()) {
      const asked = `${exercise.unit} ${checks.join(" ")}`;
      const unit = units.get(asked) ?? cut(exercise, checks, asked);
      units.set(asked, unit);
      mkdirSync(join(folder, `${item}-${i}`));
      writeFileSync(join(folder, `${item}-${i}`, "answer.ipynb"), JSON.stringify(handIn(unit, source)));
    }
  }
  const course = { ...(await openCourse()), units: [...units.values()].map(gradedUnit) };
  results = await grade({ paths: [folder], secret: "solutions", course, trust: findProgram("bwrap") === null });
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(ITEMS)("$item, graded", ({ item, cases }) => {
  it.each(cases.map(({ name }, i) => [name, i] as const))("%s", (_name, i) => {
    const { checks, fails } = cases[i]!;
    const record = results.records.find(({ student }) => student === `${item}-${i}`)!;
    expect(record.status, record.reason.teacher.en).toBe("graded");
    expect(record.questions.map(({ check }) => check).sort()).toEqual([...checks].sort());
    for (const question of record.questions) {
      const claim = fails[question.check];
      if (claim === undefined) {
        expect(failing(question)).toBe("");
        expect(question.earned).toBe(question.points);
      } else {
        expect(failing(question)).toMatch(claim);
        expect(question.earned).toBeLessThan(question.points);
      }
    }
  });
});
