/**
 * Grades a folder with two questions of unit 02, in a process of its own so that it can be killed: node class-run.cjs FOLDER OUT.
 * Says "done N" after each record; OUT gets the ledger at once and grades.csv and results.json at the end.
 */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { loadUnit } = require("../../dist/course/build");
const { grade, gradedUnit, openCourse } = require("../../dist/grading");
const { gradesCsv } = require("../../dist/grading/report/csv");
const { findProgram } = require("../../dist/grading/sandbox/programs");

const [folder, out] = process.argv.slice(2);
const CHECKS = ["x2-check-order", "x7-check-priority"];

async function main() {
  const unit = loadUnit("02-sqs");
  const cells = unit.cells.filter(({ id, kind }) =>
    kind === "check" ? CHECKS.includes(id) : !id.startsWith("l2-") && id !== "t7-answer",
  );
  const course = await openCourse();
  const results = await grade({
    paths: [folder],
    secret: "a secret of the tests",
    course: { ...course, units: [gradedUnit({ ...unit, cells })] },
    ledger: join(out, "ledger.jsonl"),
    trust: findProgram("bwrap") === null,
    limits: { wallMs: 30_000 }, // wide: a busy machine must not change a grade
    onRecord: (_record, done) => process.stdout.write(`done ${done}\n`),
  });
  writeFileSync(join(out, "results.json"), JSON.stringify(results));
  writeFileSync(join(out, "grades.csv"), gradesCsv(results));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
