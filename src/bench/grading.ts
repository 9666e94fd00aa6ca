/**
 * A class of solved notebooks of one unit, graded by `nubelab grade` and by `nbgrader autograde` with the same kernel: both as a
 * teacher calls them, start included. Every notebook has a text of its own in every answer, so that none is known from another.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { edition, loadUnit, notebookText, projectRoot, questionsOf } from "../course/build";
import { writeCourseFolder } from "../release";
import { NBGRADER } from "./python";

const UNIT = "02-sqs";
const NUBELAB = join(projectRoot(), "src", "cli", "nubelab.cjs");
const MAX_OUTPUT_BYTES = 1 << 26;
const execute = promisify(execFile);

const POSSIBLE = () => questionsOf(loadUnit(UNIT)).reduce((sum, { points }) => sum + points, 0);

/** `nubelab grade`, on so many notebooks. */
export async function gradeByNubelab(count: number): Promise<() => Promise<object>> {
  const folder = temporary();
  handIn(folder, count);
  return async () => {
    const out = join(folder, "grades");
    const sample = await seconds(folder, process.execPath, NUBELAB, "grade", join(folder, "submitted"), "--out", out);
    const { records } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as {
      records: { student: string; points: number }[];
    };
    const points = records.map(({ student, points }) => [student, points] as const);
    allRight(points, count);
    return sample;
  };
}

/** `nbgrader autograde`, on so many notebooks. */
export async function gradeByNbgrader(count: number): Promise<() => Promise<object>> {
  const folder = temporary();
  const nbgrader = join(NBGRADER.bin, "nbgrader");
  writeCourseFolder(folder, "es");
  await execute(nbgrader, ["generate_assignment", UNIT], options(folder));
  handIn(folder, count);
  return async () => {
    const sample = await seconds(folder, nbgrader, "autograde", UNIT);
    await execute(nbgrader, ["export", "--to", "grades.csv"], options(folder));
    const [head, ...rows] = readFileSync(join(folder, "grades.csv"), "utf8").trim().split("\n");
    const [student, score] = ["student_id", "raw_score"].map((name) => head!.split(",").indexOf(name));
    const points = rows.map((row) => row.split(",")).map((cells) => [cells[student!]!, Number(cells[score!])] as const);
    allRight(points, count);
    return sample;
  };
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "nubelab-bench-grading-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** submitted/STUDENT/UNIT/UNIT.ipynb, as both take it. */
function handIn(folder: string, count: number): void {
  const solved = edition(loadUnit(UNIT), { language: "es", solved: true });
  for (let i = 1; i <= count; i++) {
    const student = `student-${String(i).padStart(3, "0")}`;
    const cells = solved.cells.map((cell) =>
      cell.metadata.nubelab.kind === "answer" ? { ...cell, source: [`// ${student}\n`, ...cell.source] } : cell,
    );
    const path = join(folder, "submitted", student, UNIT);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `${UNIT}.ipynb`), notebookText({ ...solved, cells }));
  }
}

/** A rate counts only when the work was done: every notebook is there, with all its points. */
export function allRight(points: readonly (readonly [student: string, points: number])[], count: number): void {
  const wrong = points.find(([, earned]) => Math.abs(earned - POSSIBLE()) > 0.001);
  if (points.length !== count) throw new Error(`${points.length} of ${count} notebooks were graded`);
  if (wrong) throw new Error(`${wrong[0]} got ${wrong[1]} of ${POSSIBLE()} points for the solved notebook`);
}

/** Wall time alone: the processor time of a process that is ended in its sandbox reaches nobody. */
async function seconds(folder: string, program: string, ...args: string[]): Promise<{ seconds: number }> {
  const began = performance.now();
  await execute(program, args, options(folder));
  return { seconds: (performance.now() - began) / 1_000 };
}

const options = (cwd: string) => ({
  cwd,
  maxBuffer: MAX_OUTPUT_BYTES,
  env: {
    ...process.env,
    PATH: `${NBGRADER.bin}${delimiter}${process.env.PATH}`,
    JUPYTER_PATH: join(projectRoot(), ".venv", "share", "jupyter"), // the same kernel as in the course
  },
});
