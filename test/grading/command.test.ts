/** `nubelab grade` as a teacher types it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, notebookText } from "../../src/course/build";
import type { Results } from "../../src/grading";
import { packageRoot } from "../../src/grading/sandbox/files";
import { findProgram } from "../../src/grading/sandbox/programs";

const root = packageRoot();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-command-"));
  mkdirSync(join(folder, "class/ana"), { recursive: true });
  const blank = notebookText(edition(loadUnit("02-sqs"), { language: "es", solved: false }));
  writeFileSync(join(folder, "class/ana/02-sqs.ipynb"), blank);
  writeFileSync(join(folder, "class/luis.ipynb"), blank.slice(0, 300));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function nubelab(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "src/cli/nubelab.cjs"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("nubelab grade", () => {
  it("writes results.json, grades.csv and the reports, and leaves nothing else", () => {
    const { status, stdout, stderr } = nubelab(
      "grade",
      "class",
      "--out",
      "out",
      ...(findProgram("bwrap") ? [] : ["--trust-submissions"]),
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^sandbox: /);
    expect(stdout).toMatch(/\[\d\/2\] ana · graded · 0 \/ 13/);
    expect(stdout).toContain("1 graded, 0 for review, 1 rejected, 0 errors of the grader");
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "grades.csv",
      "marks.csv",
      "marks.html",
      "nubelab-ledger.jsonl",
      "nubelab-secret.json",
      "report",
      "results.json",
      "results.schema.json",
    ]);
    const results = JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8")) as Results;
    expect(results.schema).toBe("nubelab-results/1");
    expect(results.records.map(({ student, status }) => [student, status])).toEqual([
      ["ana", "graded"],
      ["luis", "rejected"],
    ]);
    const index = readFileSync(join(folder, "out/report/index.html"), "utf8");
    const links = [...index.matchAll(/href="([^"]+)"/g)].map((match) => match[1] as string);
    expect(new Set(links.filter((link) => link.startsWith("teacher/"))).size).toBe(2);
    for (const link of links.filter((one) => !one.startsWith("#")))
      expect(existsSync(join(folder, "out/report", link))).toBe(true);
    const pages = readdirSync(join(folder, "out/report/students"));
    const ana = readFileSync(
      join(folder, "out/report/students", pages.find((page) => page.startsWith("ana")) as string),
      "utf8",
    );
    expect(ana).toContain("Todavía no hay respuesta");

    const csv = readFileSync(join(folder, "out/grades.csv"));
    const again = nubelab("grade", "class", "--out", "out", ...(findProgram("bwrap") ? [] : ["--trust-submissions"]));
    expect(again.stdout).toContain("2 unchanged since the last run, not graded again");
    expect(readFileSync(join(folder, "out/grades.csv"))).toEqual(csv);
  }, 120_000);

  it("changes one student's row when that notebook alone is graded, and leaves the others", () => {
    const rows = () => readFileSync(join(folder, "out/grades.csv"), "utf8").trimEnd().split("\n");
    const before = rows();
    expect(before[2]).toMatch(/^luis,,rejected/);
    mkdirSync(join(folder, "late"), { recursive: true });
    writeFileSync(join(folder, "late/luis.ipynb"), readFileSync(join(folder, "class/ana/02-sqs.ipynb")));
    const { status, stdout } = nubelab("grade", "late/luis.ipynb", "--out", "out");
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("1 from earlier runs over other paths stay as they were"),
    ]);
    expect(rows().slice(0, 2)).toEqual(before.slice(0, 2));
    expect(rows()[2]).toMatch(/^luis,02-sqs,graded/);
    expect(readdirSync(join(folder, "out/report/students"))).toHaveLength(2);
  }, 120_000);

  it("shows the mapping and runs nothing with --dry-run", () => {
    const { status, stdout } = nubelab("grade", "class", "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toContain("ana · ana/02-sqs.ipynb · 02-sqs (es, by metadata)");
    expect(stdout).toContain("    x2-queue: grade id, no answer");
    expect(stdout).toMatch(/luis · luis\.ipynb · rejected: The file is not valid JSON: it breaks at line \d+/);
  });

  it("says in one sentence what is wrong with its arguments", () => {
    expect(nubelab("grade", "class").stderr.trim()).toBe("grade: say where the results go: --out FOLDER");
    expect(nubelab("grade", "nobody", "--out", "out2").stderr.trim()).toBe("nobody: there is no such file or folder");
    expect(nubelab("grade", "class", "--out", "out2", "--jobs", "0").stderr).toContain("a number greater than 0");
    expect(nubelab("grade", "class", "--out", "out2", "--seed", "3f9c").stderr).toContain("16 hexadecimal digits");
  });

  it("reads marks, rules and sheet before it grades anything", () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return name;
    };
    const told = (option: string, path: string) => {
      const { status, stdout, stderr } = nubelab("grade", "class", "--out", "out3", option, path);
      expect([status, stdout]).toEqual([1, ""]);
      return stderr.trim();
    };
    const marks = file("m.csv", "student,unit,cell,mark\nana,02-sqs,t6-answer,9\n");
    expect(told("--marks", marks)).toBe(
      'm.csv: row 2 (ana, 02-sqs, t6-answer), column "mark": a number from 0 to 2, not "9"',
    );
    expect(told("--rules", file("r.json", '{"extra": ["X99"]}'))).toMatch(
      /^r\.json: extra: an item of the course .*"X99"$/,
    );
    expect(told("--sheet", file("s.csv", "a,b\n1,2\n"))).toMatch(/^s\.csv: neither Moodle's grading worksheet/);
    expect(told("--marks", "nowhere.csv")).toMatch(/nowhere\.csv/);
  }, 120_000);
});
