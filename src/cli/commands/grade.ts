/** `nubelab grade`: notebooks and folders of notebooks to results.json, grades.csv and HTML reports. */
import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Presets, SingleBar } from "cli-progress";
import { type Command, InvalidArgumentError } from "commander";
import {
  type ClassList,
  type Course,
  DEFAULT_LIMITS,
  grade,
  handBack,
  MARKS_FILE,
  mapAll,
  missingLayers,
  openCourse,
  parseClassList,
  type Results,
  readEarlier,
  readSettling,
  readSheet,
  SandboxRefused,
  type SubmissionRecord,
  startersOf,
  teacherSecret,
  withEarlier,
  writeResults,
} from "../../grading";

interface Options {
  out?: string;
  students?: string;
  marks?: string;
  rules?: string;
  sheet?: string;
  column?: string;
  seed?: string;
  jobs?: number;
  wall?: number;
  dryRun?: boolean;
  trustSubmissions?: boolean;
}

const INTERRUPTED = 130; // exit code after Ctrl-C, as shells have it
const REFUSED = 2; // exit code: nothing was graded
const BAR_FROM = 4; // submissions from which a bar says more than lines

export function register(program: Command): void {
  program
    .command("grade")
    .description("grade submitted notebooks; student code runs in a sandbox, the checks outside it")
    .argument(
      "<path...>",
      "notebooks, scripts (.ts), folders whose first level names the students, nbgrader's submitted/, zips of Moodle and Canvas",
    )
    .option("-o, --out <folder>", "where results.json, grades.csv and report/ are written")
    .option(
      "--students <csv>",
      "the class list: student, and any of name, email, folder, moodle, canvas, submitted, extension",
    )
    .option(
      "--marks <csv>",
      "marks of open answers, as marks.csv has them; what stands in the output folder's marks.csv counts without",
    )
    .option("--rules <json>", "due dates, what lateness costs, extra items; src/grading/marks/rules.ts shows the keys")
    .option("--sheet <csv>", "Moodle's grading worksheet or Canvas's gradebook export: a copy is filled in")
    .option("--column <title>", "the sheet's column for the points, where it cannot be told")
    .option("--seed <seed>", "draw the exercise data of an earlier record again, for an appeal", seedOf)
    .option("--jobs <n>", "submissions at a time (default: the machine's cores)", positive)
    .option(
      "--wall <seconds>",
      `how long a question's code may owe an answer and do nothing (default: ${DEFAULT_LIMITS.wallMs / 1000})`,
      positive,
    )
    .option("--dry-run", "show what would be graded as what, and run nothing")
    .option(
      "--trust-submissions",
      "grade even where the sandbox is incomplete: student code may then harm this machine",
    )
    .action(async (paths: string[], options: Options) => {
      const course = await openCourse();
      if (options.dryRun) await showMapping(paths, course, classList(options));
      else await gradeAll(paths, options, course);
    });
}

/** What is finished, so that a killed run goes on and what has not changed is not graded again. */
const LEDGER = "nubelab-ledger.jsonl";

async function gradeAll(paths: string[], options: Options, course: Course): Promise<void> {
  if (options.out === undefined) throw new Error("grade: say where the results go: --out FOLDER");
  mkdirSync(options.out, { recursive: true });
  const students = classList(options);
  const { out, rules } = options;
  const marks = [{ path: join(out, MARKS_FILE), mayMiss: true }, ...(options.marks ? [{ path: options.marks }] : [])];
  const settling = readSettling({ marks, rules, students }, course); // first: a slip in a sheet should not cost a run
  const sheet = options.sheet === undefined ? undefined : readSheet(options.sheet);
  const earlier = readEarlier(out);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(INTERRUPTED)); // cleans up
  const progress = new Progress();
  let results: Results;
  try {
    results = await grade({
      paths,
      course,
      students,
      secret: teacherSecret(out),
      seed: options.seed,
      jobs: options.jobs,
      ledger: join(out, LEDGER),
      trust: options.trustSubmissions,
      ...(options.wall === undefined ? {} : { limits: { wallMs: options.wall * 1000 } }),
      onSandbox: ({ level, layers }) => {
        const missing = missingLayers(layers);
        console.log(`sandbox: ${level}${missing.length > 0 ? ` (not held: ${missing.join(", ")})` : ""}`);
      },
      onRecord: (record, done, total) => progress.show(record, done, total),
    });
  } catch (error) {
    progress.stop();
    if (!(error instanceof SandboxRefused)) throw error;
    console.error(`nothing was graded: ${error.message}`);
    process.exitCode = REFUSED;
    return;
  }
  progress.stop();
  const { counts, reused } = results;
  const merged = withEarlier(results, earlier, paths);
  results = merged.results;
  const titles = new Map(course.units.map(({ name, unit }) => [name, unit.title]));
  await writeResults(results, out, titles, { settling, starters: startersOf(course) });
  const { column } = options;
  const { files, notes } = await handBack(results, out, course, settling, { sheet, column });
  for (const note of notes) console.log(printable(note));
  const { graded, review, rejected, error } = counts;
  if (reused > 0) console.log(`${reused} unchanged since the last run, not graded again`);
  if (merged.stayed > 0) console.log(`${merged.stayed} from earlier runs over other paths stay as they were`);
  console.log(`${graded} graded, ${review} for review, ${rejected} rejected, ${error} errors of the grader`);
  console.log(`results: ${join(out, "grades.csv")}, ${join(out, "report/index.html")}`);
  if (files.length > 0) console.log(`for the platform: ${files.join(", ")}`);
  if (error > 0) process.exitCode = 1;
}

/** A bar on a terminal, a line a submission elsewhere. */
class Progress {
  private bar: SingleBar | null = null;

  show(record: SubmissionRecord, done: number, total: number): void {
    if (process.stdout.isTTY && total >= BAR_FROM) {
      if (!this.bar) {
        const format = "{bar} {value}/{total} · {eta_formatted} left · {student}";
        this.bar = new SingleBar({ format, hideCursor: true }, Presets.shades_classic);
        this.bar.start(total, 0, { student: "" });
      }
      this.bar.update(done, { student: record.student });
      return;
    }
    const isScored = record.status === "graded" || record.status === "review";
    const score = isScored ? `${record.points} / ${record.possible}` : record.reason.teacher.en;
    console.log(`[${done}/${total}] ${printable(record.student)} · ${record.status} · ${printable(score)}`);
  }

  stop(): void {
    this.bar?.stop();
    this.bar = null;
  }
}

const classList = ({ students }: Options): ClassList | undefined =>
  students === undefined ? undefined : parseClassList(readFileSync(students), basename(students));

async function showMapping(paths: string[], course: Course, students?: ClassList): Promise<void> {
  const { mapped, ignored, missing } = await mapAll(paths, course, students);
  for (const { file, unit, how, language, matched, rejected, flags, notes } of mapped) {
    const what = rejected ? `rejected: ${rejected.en}` : `${unit?.name} (${language}, by ${how})`;
    console.log(`${printable(file.student)} · ${printable(file.shown)} · ${what}`);
    for (const { cell, how: found, blank } of matched?.answers.values() ?? []) {
      console.log(`    ${cell}: ${found}${blank ? ", no answer" : ""}`);
    }
    for (const { en } of [...flags, ...(matched?.flags ?? [])]) console.log(`    review: ${printable(en)}`);
    for (const { en } of [...notes, ...(matched?.notes ?? [])]) console.log(`    note: ${printable(en)}`);
  }
  for (const path of ignored) console.log(`${printable(path)} · no notebook`);
  for (const student of missing) console.log(`${printable(student)} · handed in nothing`);
}

/** Names come from students: no control character reaches the terminal. */
const printable = (text: string) => text.replace(/\p{Cc}/gu, "?");

/** As records have it: a slip here would draw other data and say nothing. */
function seedOf(text: string): string {
  if (!/^[0-9a-f]{16}$/.test(text)) throw new InvalidArgumentError("16 hexadecimal digits, as the record has them");
  return text;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("a number greater than 0");
  return value;
}
