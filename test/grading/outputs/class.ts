/**
 * A small class as it comes from Moodle, graded once: solved, blank, wrong, in words, renamed copies, a group, one that ends its process,
 * one that is no notebook. Two questions (X2, X7) and an open answer (T6) each.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Course, type GradeOptions, grade, type Results } from "../../../src/grading";
import { findProgram } from "../../../src/grading/sandbox/programs";
import { answering, type Book, blank, cellOf, smallCourse, solved, sourceOf, tinyUnit } from "../books";

export interface GradedClass {
  folder: string;
  course: Course;
  results: Results;
  /** Grades the class again, from the ledger where nothing has changed. */
  again(more?: Partial<GradeOptions>): Promise<Results>;
  close(): void;
}

/** X2 answered in a way of one's own. */
const OWN = `class SQSQueue {
  private waiting: { message: exercises.Message; order: number }[] = [];
  readonly deadLetters: exercises.Message[] = [];
  private sent = 0;
  get size(): number { return this.waiting.length; }
  sendMessage(body: string, priority = 0): string {
    const id = "m" + this.sent++;
    this.waiting.push({ message: { id, body, priority, attempts: 0 }, order: this.sent });
    return id;
  }
  receiveMessage(): exercises.Message | null { return this.waiting.shift()?.message ?? null; }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean {
    try { handler(message.body); return true; } catch { return false; }
  }
}`;

/** Every name of one's own is another, the layout too. */
const renamed = (source: string) =>
  source
    .replace(/\b(waiting|best|index|left|next|item|message)\b/g, (name) => (name === "message" ? name : `${name}Of`))
    .replace(/^ {2}/gm, "    ")
    .concat("\\n// my own work\\n");

const inWords = (book: Book, text: string): Book => {
  cellOf(book, "t6-answer").source = text;
  return book;
};

export const members: Record<string, () => Book> = {
  "Ana García_4711": () =>
    inWords(solved(tinyUnit()), "A queue keeps what nobody has read.\\n<script>alert(1)</script>"),
  "Bea Ruiz_4712": () =>
    inWords(
      answering({ "x2-queue": renamed(sourceOf(solved(tinyUnit()), "x2-queue")) }, solved(tinyUnit())),
      "It waits.",
    ),
  "Eva Sol_4713": () => blank(tinyUnit()),
  "Luis Paz_4714": () => answering({ "x2-queue": "process.exit(1);" }, solved(tinyUnit())),
  "Noa Gil_4715": () => answering({ "x2-queue": OWN }, solved(tinyUnit())),
  "Zoe Roe_4716": () => answering({ "x2-queue": OWN, "x7-queue": "const nothing: string = 5;" }, solved(tinyUnit())),
};

export async function gradedClass(): Promise<GradedClass> {
  const folder = mkdtempSync(join(tmpdir(), "nubelab-outputs-"));
  for (const [name, book] of Object.entries(members)) {
    const own = join(folder, "class", `${name}_assignsubmission_file_`);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "02-sqs.ipynb"), JSON.stringify(book()));
  }
  const broken = join(folder, "class", "Max Bug_4717_assignsubmission_file_");
  mkdirSync(broken);
  writeFileSync(join(broken, "02-sqs.ipynb"), "{");
  const course = await smallCourse(tinyUnit());
  const again = (more: Partial<GradeOptions> = {}) =>
    grade({
      paths: [join(folder, "class")],
      secret: "a secret of the tests",
      course,
      trust: findProgram("bwrap") === null,
      ledger: join(folder, "ledger.jsonl"),
      ...more,
    });
  return {
    folder,
    course,
    results: await again(),
    again,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
