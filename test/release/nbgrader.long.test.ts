/**
 * The course folder in the hands of the real nbgrader, from PyPI, with the course kernel: it generates what students get,
 * validates, grades and exports, and gives the points that our own grader gives.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NBGRADER } from "../../src/bench/python";
import { edition, loadUnit, notebookText, projectRoot } from "../../src/course/build";
import type { Results } from "../../src/grading";
import { CLASS, type Released, UNIT } from "./class";

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "nubelab-nbgrader-"));
const course = join(folder, "course");
const env = { ...process.env, PATH: `${NBGRADER.bin}${delimiter}${process.env.PATH}`, JUPYTER_PATH: "" };

const nubelab = (...args: string[]) =>
  execute(process.execPath, [join(projectRoot(), "src", "cli", "nubelab.cjs"), ...args], { maxBuffer: 1 << 24 });

/** What it printed, both ways; rejects when it failed. */
async function nbgrader(...args: string[]): Promise<string> {
  const { stdout, stderr } = await execute("nbgrader", args, { cwd: course, env, maxBuffer: 1 << 26 });
  return stdout + stderr;
}

const POINTS = `
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    print(json.dumps({
        submission.student.id: {grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades}
        for submission in gradebook.assignment_submissions("${UNIT}")
    }))
`;

type Points = Record<string, Record<string, number | null>>;

async function pointsOfNbgrader(): Promise<Points> {
  const { stdout } = await execute(join(NBGRADER.bin, "python"), ["-c", POINTS], { cwd: course, env });
  return JSON.parse(stdout) as Points;
}

const write = (path: string, notebook: object) => {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, JSON.stringify(notebook, undefined, 1));
};
const released = (): Released => JSON.parse(readFileSync(join(course, "release", UNIT, `${UNIT}.ipynb`), "utf8"));

beforeAll(async () => {
  expect(await NBGRADER.prepare()).toBeUndefined();
  await nubelab("release", "--nbgrader", course, "--language", "en");
  await nbgrader("generate_assignment", UNIT);
  for (const [student, make] of Object.entries(CLASS)) {
    write(join(course, "submitted", student, UNIT, `${UNIT}.ipynb`), make(released()));
  }
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the course in nbgrader", () => {
  it("generates what our own students get, cell for cell", () => {
    const ours = JSON.parse(notebookText(edition(loadUnit(UNIT), { language: "en", solved: false })));
    const theirs = released();
    const text = ({ source }: { source: string | string[] }) => [source].flat().join("");
    expect(theirs.cells.map(text)).toEqual(ours.cells.map(text));
    expect(theirs.cells.map(({ metadata }) => metadata)).toEqual(ours.cells.map(({ metadata }: never) => metadata));
  });

  it("validates a right notebook, and says which checks a blank one fails", async () => {
    const path = (student: string) => join("submitted", student, UNIT, `${UNIT}.ipynb`);
    expect(await nbgrader("validate", path("right"))).toContain("Success! Your notebook passes all the tests.");
    expect(await nbgrader("validate", path("blank"))).toContain("VALIDATION FAILED ON 14 CELL(S)");
  });

  it("gives each answer the points that our grader gives, and exports their sum", async () => {
    await nbgrader("autograde", UNIT);
    await nbgrader("export", "--to", "grades.csv");
    await nubelab("grade", join(course, "submitted"), "--out", join(folder, "ours"));
    const ours = JSON.parse(readFileSync(join(folder, "ours", "results.json"), "utf8")) as Results;
    const theirs = await pointsOfNbgrader();
    const sums = new Map(
      readFileSync(join(course, "grades.csv"), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","))
        .map((cells) => [cells[3]!, Number(cells[7])]),
    );
    expect(ours.records.map(({ student }) => student).sort()).toEqual(Object.keys(CLASS).sort());
    for (const { student, questions, open, points } of ours.records) {
      const earned = Object.fromEntries(questions.map((question) => [question.cell, question.earned]));
      const marked = Object.fromEntries(open.map(({ cell, blank }) => [cell, blank ? 0 : null]));
      expect({ student, ...theirs[student] }).toEqual({ student, ...earned, ...marked });
      expect(sums.get(student)).toBeCloseTo(points, 6);
    }
    const total = (student: string) => ours.records.find((record) => record.student === student)!.points;
    expect(total("blank")).toBe(0);
    expect(total("wrong")).toBeGreaterThan(0);
    expect(total("wrong")).toBeLessThan(total("right"));
    expect(total("failing")).toBeGreaterThan(0);
    expect(total("odd")).toBe(total("right"));
  });
});
