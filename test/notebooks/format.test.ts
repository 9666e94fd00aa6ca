/** What other tools expect of the notebooks: nbformat 4.5 by nbformat itself, nbgrader's schema 3 by a port of its rules. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadUnit, notebookText, projectRoot, questionsOf, unitNames } from "../../src/course/build";
import { findCheck } from "../../src/course/checks";
import { allEditions } from "./editions";

const PYTHON = join(projectRoot(), ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** Validates each file (a warning, as for a repaired cell id, is an error), and checks that nbformat writes the same bytes. */
const VALIDATE = `
import sys, nbformat
for path in sys.argv[1:]:
    with open(path, encoding="utf8", newline="") as file:
        text = file.read()
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), path
    assert nbformat.writes(notebook) + "\\n" == text, path + ": nbformat writes other bytes"
print("valid", len(sys.argv) - 1)
`;

describe("every edition", () => {
  it("is valid nbformat 4.5 and has the bytes that nbformat writes", () => {
    if (!existsSync(PYTHON)) throw new Error(`${PYTHON} is missing: run npx nubelab start --setup-only`);
    const folder = mkdtempSync(join(tmpdir(), "nubelab-format-"));
    const files = allEditions().map((one, i) => {
      const file = join(folder, `${i}.ipynb`);
      writeFileSync(file, notebookText(one.notebook));
      return file;
    });
    expect(files.length).toBeGreaterThan(0);
    const said = execFileSync(PYTHON, ["-W", "error", "-c", VALIDATE, ...files], { encoding: "utf8" });
    expect(said.trim()).toBe(`valid ${files.length}`);
  });

  it.each(allEditions())("$title keeps nbgrader's rules", ({ notebook }) => {
    const { kernelspec } = notebook.metadata;
    expect(kernelspec).toMatchObject({ name: "tslab", language: "typescript" });
    const ids = notebook.cells.map((cell) => cell.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of notebook.cells) {
      expect(cell.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      if (cell.metadata.nbgrader !== undefined)
        expect(nbgraderFaults(cell.metadata.nbgrader, cell), cell.id).toEqual([]);
      const source = cell.source.join("");
      // words that nbgrader would act on
      if (cell.cell_type === "code") expect(source).not.toMatch(/AUTOTEST|HASHED/);
      expect(source, cell.id).not.toMatch(/«[A-Z0-9-]+»|@[A-Z0-9]+@/); // a number still to be read off
      expect(source).not.toMatch(/(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)|STUB:/);
    }
  });

  it.each(unitNames())("%s gives each check the points of the registry, and each check one cell", (name) => {
    const unit = loadUnit(name);
    const questions = questionsOf(unit);
    for (const question of questions) {
      const check = findCheck(question.check);
      expect([question.check, question.points, question.item]).toEqual([check.id, check.points, check.item]);
      const program = question.program.map((cell) => cell.source).join("\n");
      for (const needed of check.needs)
        expect(program, `${check.id} needs ${needed}`).toMatch(new RegExp(`\\b${needed}\\b`));
    }
    const ids = questions.map((question) => question.check);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** nbgrader 0.9.5: nbgradermetadata_v3.json and the checks of MetadataValidatorV3 and CheckCellMetadata. */
function nbgraderFaults(meta: object, cell: { cell_type: string; id: string }): string[] {
  const m = meta as Record<string, unknown>;
  const faults: string[] = [];
  const rule = (holds: boolean, text: string) => {
    if (!holds) faults.push(text);
  };
  const known = "schema_version grade solution locked task grade_id points checksum cell_type".split(" ");
  for (const key of Object.keys(m)) rule(known.includes(key), `additional property ${key}`);
  rule(m.schema_version === 3, "schema_version is 3");
  for (const flag of ["grade", "solution", "locked", "task"])
    rule(typeof m[flag] === "boolean", `${flag} is a boolean`);
  rule(/^[a-zA-Z0-9_-]+$/.test(String(m.grade_id)) && m.grade_id === cell.id, "grade_id is the cell's id");
  rule(m.grade ? typeof m.points === "number" && m.points >= 0 : m.points === undefined, "points when it is graded");
  rule(/^[0-9a-f]{32}$/.test(String(m.checksum)), "checksum has 32 digits");
  rule(m.cell_type === cell.cell_type, "cell_type is the cell's");
  if (cell.cell_type === "markdown") rule(m.grade === m.solution, "markdown is graded and a solution, or neither");
  rule(m.task === false || cell.cell_type === "markdown", "a task is markdown");
  return faults;
}
