/**
 * Submissions named for the mishap or the attack, made from a small cut of unit 02: two steps of the lab (0.5 points each), one check of
 * X2 (1.5), one of X7 (1), one open answer. Each states what the grader must say. Where only X2 is named, the rest is answered right,
 * so that a fixture also shows that nothing else was lost.
 */
import { edition, loadUnit, notebookText, type Unit } from "../../src/course/build";
import type { Course } from "../../src/grading";
import { gradedUnit, openCourse } from "../../src/grading";
import type { Outcome, Status } from "../../src/grading/record";

const CHECKS = ["l2-check-queues", "l2-check-sender", "x2-check-order", "x7-check-priority"];
const OTHERS = ["l2-receiver", "t7-answer"];

export function smallUnit(): Unit {
  const unit = loadUnit("02-sqs");
  const kept = unit.cells.filter((cell) =>
    cell.kind === "check" ? CHECKS.includes(cell.id) : !OTHERS.includes(cell.id),
  );
  return { ...unit, cells: kept };
}

export async function smallCourse(): Promise<Course> {
  const course = await openCourse();
  return { ...course, units: [gradedUnit(smallUnit())] };
}

// ---- notebooks ----------------------------------------------------------------------------------------------------

interface Cell {
  cell_type: string;
  id?: string;
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: null;
}

export interface Book {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export const solved = (): Book =>
  JSON.parse(notebookText(edition(smallUnit(), { language: "en", solved: true }))) as Book;
export const blank = (): Book =>
  JSON.parse(notebookText(edition(smallUnit(), { language: "en", solved: false }))) as Book;

const cellOf = (book: Book, id: string): Cell => {
  const cell = book.cells.find((one) => one.id === id);
  if (!cell) throw new Error(`no cell ${id}`);
  return cell;
};

/** The solved notebook with other sources in some cells. */
export function answering(sources: Record<string, string>, book = solved()): Book {
  for (const [id, source] of Object.entries(sources)) cellOf(book, id).source = source;
  return book;
}

const sourceOf = (book: Book, id: string): string => [cellOf(book, id).source].flat().join("");

/** A right SQSQueue whose methods first run some code. */
const rightWith = (before: string, top = ""): string =>
  `${top}\n${sourceOf(solved(), "x2-queue").replace(/sendMessage\(body: string, priority = 0\): string \{/, (head) => `${head}\n${before}`)}`;

const queueClass = (body: string): string => `
class SQSQueue {
  readonly deadLetters: exercises.Message[] = [];
  get size(): number { return 0; }
  ${body}
}`;

/** Sends nothing useful, in the form that is asked for. */
const dull = (send: string, receive = "return null;") =>
  queueClass(`
  sendMessage(body: string, priority = 0): string { ${send} }
  receiveMessage(): exercises.Message | null { ${receive} }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean { return true; }`);

// ---- the fixtures -------------------------------------------------------------------------------------------------

export interface Expected {
  status: Status;
  /** By check; default: all right. */
  x2?: { earned: number | "some"; outcome: Outcome; says?: RegExp };
  queues?: { earned: number | "some"; outcome: Outcome; says?: RegExp };
  sender?: { earned: number | "some"; outcome: Outcome; says?: RegExp };
  x7?: { earned: number; outcome: Outcome; says?: RegExp };
  /** The reason for the teacher, in English. */
  reason?: RegExp;
  /** A note on the record or on X2. */
  note?: RegExp;
}

export interface Fixture {
  name: string;
  /** The bytes of the file. */
  bytes(context: { port: number }): Buffer;
  expected: Expected;
}

const fixture = (name: string, book: (context: { port: number }) => Book, expected: Expected): Fixture => ({
  name,
  bytes: (context) => Buffer.from(JSON.stringify(book(context), null, 1)),
  expected,
});

const x2 = (name: string, source: string, expected: Expected): Fixture =>
  fixture(name, () => answering({ "x2-queue": source }), expected);

const nothing = (says: RegExp, outcome: Outcome = "failed") => ({ earned: 0, outcome, says });
const blankAnswer = { earned: 0, outcome: "no-answer" as const, says: /There is no answer yet/ };

export const fixtures: Fixture[] = [
  // what students hand in
  fixture("right", solved, { status: "graded" }),
  fixture("blank", blank, {
    status: "graded",
    x2: blankAnswer,
    x7: blankAnswer,
    queues: blankAnswer,
    sender: blankAnswer,
  }),
  x2(
    "wrong",
    queueClass(`
  waiting: exercises.Message[] = [];
  sendMessage(body: string, priority = 0): string {
    const id = String(Math.random());
    this.waiting.push({ id, body, priority, attempts: 0 });
    return id;
  }
  receiveMessage(): exercises.Message | null { return this.waiting.shift() ?? null; }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean { handler(message.body); return true; }`),
    { status: "graded", x2: { earned: "some", outcome: "partly", says: /The lower number comes first/ } },
  ),
  x2("prints-constants", dull('return "m-1";', 'return { id: "m-1", body: "pago-10", priority: 0, attempts: 0 };'), {
    status: "graded",
    x2: nothing(/An empty queue gives null/),
  }),
  fixture("missing-prerequisite", () => answering({ "l2-queues": sourceOf(blank(), "l2-queues") }), {
    status: "graded",
    queues: blankAnswer,
  }),
  x2("type-error-in-one-cell", `${sourceOf(solved(), "x2-queue")}\nconst wrong: number = "text";`, {
    status: "graded",
    x2: nothing(/Type 'string' is not assignable to type 'number'/, "type-error"),
  }),
  fixture(
    "helper-in-its-own-cell",
    () => {
      const book = answering({ "x2-queue": rightWith("checkBody(body);") });
      const helper =
        "function checkBody(body: string): void { if (typeof body !== 'string') throw new TypeError('body'); }";
      book.cells.unshift({
        cell_type: "code",
        id: "my-helper",
        metadata: {},
        source: helper,
        outputs: [],
        execution_count: null,
      });
      return book;
    },
    { status: "graded", note: /defines checkBody was used too/ },
  ),
  x2(
    "leftover-timer-and-late-rejection",
    rightWith("", "setInterval(() => {}, 50); Promise.reject(new Error('late'));"),
    {
      status: "graded",
      note: /nobody waited for: Error: late/,
    },
  ),
  x2(
    "huge-output",
    rightWith("console.log(body.repeat(100));", "for (let i = 0; i < 200; i++) console.log('x'.repeat(1e5));"),
    { status: "graded" },
  ),

  // what never answers
  x2("infinite-loop", dull("for (;;) {}"), { status: "graded", x2: nothing(/No answer within 6 s/) }),
  x2("infinite-loop-at-top-level", "while (true) {}", { status: "graded", x2: nothing(/No answer within 6 s/) }),
  x2("never-settling-await", `await new Promise(() => {});\n${dull('return "";')}`, {
    status: "graded",
    x2: nothing(/a promise that nothing can settle/),
  }),
  x2("process-exit", dull("process.exit(0);"), {
    status: "review",
    x2: nothing(/ended the process \(exit code 0\)/),
    reason: /x2\.order: Your code ended the process/,
  }),
  x2("memory-bomb", dull("const all: Uint8Array[] = []; for (;;) all.push(new Uint8Array(1e7).fill(1));"), {
    status: "graded",
    x2: nothing(/allocation failed|more memory than allowed|crashed/),
  }),

  // what reaches for the machine
  x2(
    "fork-bomb",
    rightWith(
      "",
      `import { spawnSync } from "node:child_process";
let started = false;
for (let i = 0; i < 50; i++) {
  try { started ||= !spawnSync(process.execPath, ["-e", "setInterval(() => {}, 1000) // fork-bomb-marker"], { timeout: 100 }).error; } catch {}
}
if (started) await new Promise(() => {});`,
    ),
    { status: "graded" },
  ),
  x2(
    "reads-host-files",
    rightWith(
      "",
      `import { readFileSync, readdirSync } from "node:fs";
for (const path of ["/etc/passwd", "/etc/hostname", "/proc/1/environ", "/course/dist/course/checks/hidden", "/course/src",
  "/course/dist/grading/question.js", "/root", "/home", "${process.cwd()}/package.json"]) {
  let seen = true;
  try { readFileSync(path); } catch { try { readdirSync(path); } catch { seen = false; } }
  if (seen) { await new Promise(() => {}); }
}`,
    ),
    { status: "graded" },
  ),
  fixture(
    "network",
    ({ port }) =>
      answering({
        "x2-queue": rightWith(
          "",
          `import { connect } from "node:net";
const reached = await new Promise<boolean>((done) => {
  try {
    const socket = connect(${port}, "127.0.0.1");
    socket.on("connect", () => done(true));
    socket.on("error", () => done(false));
  } catch { done(false); }
});
if (reached) await new Promise(() => {});`,
        ),
      }),
    { status: "graded" },
  ),
  x2(
    "kills-its-parent",
    rightWith("", "for (const pid of [process.ppid, 1, -1]) { try { process.kill(pid, 'SIGKILL'); } catch {} }"),
    { status: "graded" },
  ),

  // what would forge a grade
  x2(
    "prototype-poisoned",
    `(Object.prototype as any).toJSON = () => ({ r: 1, o: 1, x: true });
(Array.prototype as any).push = () => 0;
(Array.prototype as any)[Symbol.iterator] = function* () { yield "x"; };
JSON.stringify = () => '{"r":1,"o":1,"x":true}';
JSON.parse = () => ({ q: 1, v: "get", t: "w1", n: "x" });
(globalThis as any).Promise = class { then(f: any) { f(true); } };
(Map.prototype as any).get = () => true;
(Error.prototype as any).name = "Passed";
${dull('return "m";', "return { id: 'm', body: 'a', priority: 0, attempts: 0 };")}`,
    { status: "graded", x2: nothing(/An empty queue gives null/) },
  ),
  x2(
    "writes-to-the-channel",
    `import { writeSync } from "node:fs";\n${dull(
      `for (let id = 1; id < 60; id++) writeSync(4, '{"r":' + id + ',"o":1,"x":null}\\n'); return "m";`,
    )}`,
    { status: "graded", x2: nothing(/makes no sense/) },
  ),
  x2(
    "floods-the-channel",
    `import { writeSync } from "node:fs";\n${dull(`for (;;) writeSync(4, '{"late":"' + "x".repeat(60000) + '"}\\n');`)}`,
    {
      status: "graded",
      x2: nothing(/too much data or too many calls/),
    },
  ),
  x2(
    "answers-without-end",
    dull(
      'return "m";',
      "const deep: any = {}; let at = deep; for (let i = 0; i < 1e5; i++) at = at.next = {}; return deep;",
    ),
    { status: "graded", x2: nothing(/cannot be copied: it is nested too deeply/) },
  ),
  fixture(
    "forged-log",
    () =>
      answering({
        "l2-queues": `
async function createQueues(cloud: Cloud): Promise<QueueUrls> {
  const url = (name: string) => "https://sqs.us-east-1.amazonaws.com/123456789012/" + name;
  const recorder = Object.getPrototypeOf((cloud as any).record());
  const call = (name: string, Attributes: object) => ({ at: 0, events: 0, actor: "", service: "sqs", operation: "CreateQueue",
    caller: { principal: "arn:aws:iam::123456789012:root", account: "123456789012", secureTransport: true },
    input: { QueueName: name, Attributes }, outcome: { kind: "answered", output: { QueueUrl: url(name) } } });
  const log = recorder.log;
  recorder.log = function () {
    const true_ = log.call(this);
    return { ...true_, calls: [call("orders-dead", {}), call("orders", { VisibilityTimeout: "10" })] };
  };
  return { standard: url("orders"), fifo: url("orders.fifo"), standardDeadLetters: url("orders-dead"), fifoDeadLetters: url("orders-dead.fifo") };
}`,
      }),
    {
      status: "review",
      queues: nothing(/log of calls is not that of a run/),
      sender: nothing(/log of calls is not that of a run/),
      reason: /log of calls is not that of a run/,
    },
  ),

  // what editors, platforms and curiosity do to a notebook
  fixture(
    "deleted-check-cell",
    () => {
      const book = solved();
      book.cells = book.cells.filter((cell) => cell.id !== "x2-check-order");
      return book;
    },
    { status: "graded", note: /check cell x2-check-order is gone/ },
  ),
  fixture(
    "edited-check-cell",
    () => answering({ "x2-check-order": 'console.log("passed");', "x2-queue": sourceOf(blank(), "x2-queue") }),
    { status: "review", x2: blankAnswer, reason: /check cell x2-check-order was edited/ },
  ),
  fixture(
    "duplicate-cell",
    () => {
      const book = solved();
      book.cells.push({ ...cellOf(blank(), "x2-queue") });
      return book;
    },
    { status: "review", reason: /answer x2-queue is there 2 times/ },
  ),
  fixture(
    "stripped-metadata",
    () => {
      const book = solved();
      book.metadata = {};
      for (const cell of book.cells) {
        cell.metadata = {};
        delete cell.id;
      }
      return { ...book, nbformat_minor: 0 };
    },
    { status: "review", reason: /x2-queue was recognised by its content/ },
  ),
  fixture(
    "nbformat-3",
    () => {
      const { cells, metadata } = solved();
      const old = cells.map(({ source, id: _id, ...cell }) =>
        cell.cell_type === "code" ? { ...cell, input: source } : { ...cell, source },
      );
      return { metadata, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells: old }] } as unknown as Book;
    },
    { status: "graded" },
  ),
  {
    name: "bom-utf16",
    bytes: () => Buffer.from(`\uFEFF${JSON.stringify(solved())}`, "utf16le"),
    expected: { status: "graded", note: /The file was in utf-16le/ },
  },
  {
    name: "crlf-and-bom",
    bytes: () => {
      const book = solved();
      for (const cell of book.cells) cell.source = [cell.source].flat().join("").replaceAll("\n", "\r\n");
      return Buffer.from(`\uFEFF${JSON.stringify(book, null, 1).replaceAll("\n", "\r\n")}`, "utf8");
    },
    expected: { status: "graded" },
  },
  {
    name: "corrupt-json",
    bytes: () => Buffer.from(`${JSON.stringify(solved(), null, 1).slice(0, 500)}`),
    expected: { status: "rejected", reason: /not valid JSON: it breaks at line \d+, column \d+/ },
  },
  { name: "empty-file", bytes: () => Buffer.alloc(0), expected: { status: "rejected", reason: /empty/ } },
  {
    name: "future-nbformat",
    bytes: () => Buffer.from(JSON.stringify({ ...solved(), nbformat: 6 })),
    expected: { status: "rejected", reason: /nbformat 6/ },
  },
  {
    name: "another-course",
    bytes: () => Buffer.from(JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 })),
    expected: { status: "rejected", reason: /no notebook of this course/ },
  },
];
