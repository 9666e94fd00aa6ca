/**
 * Submissions of every day, named for the mishap. Each states what the grader must say. Where only X2 is named, the rest is answered
 * right, so that a fixture also shows that nothing else was lost. Hostile and damaged ones: threats/.
 */
import type { Outcome, Status } from "../../src/grading/record";
import { answering, type Book, blank, dull, queueClass, rightWith, solved, sourceOf } from "./books";

export { answering, blank, smallCourse, smallUnit, solved } from "./books";

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
  bytes(): Buffer;
  expected: Expected;
}

const fixture = (name: string, book: () => Book, expected: Expected): Fixture => ({
  name,
  bytes: () => Buffer.from(JSON.stringify(book(), null, 1)),
  expected,
});

const x2 = (name: string, source: string, expected: Expected): Fixture =>
  fixture(name, () => answering({ "x2-queue": source }), expected);

const nothing = (says: RegExp, outcome: Outcome = "failed") => ({ earned: 0, outcome, says });
const blankAnswer = { earned: 0, outcome: "no-answer" as const, says: /There is no answer yet/ };

export const fixtures: Fixture[] = [
  // what students hand in
  fixture("right", () => solved(), { status: "graded" }),
  fixture("blank", () => blank(), {
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
  x2("asks-before-all", `const who = await input("Who? ");\n${sourceOf(solved(), "x2-queue")}`, {
    status: "graded",
    x2: nothing(/class SQSQueue is missing/),
    note: /The cell x2-queue.ts threw StdinNotImplementedError: .*nobody can answer while this is graded/,
  }),
  x2("asks-at-the-end", `${sourceOf(solved(), "x2-queue")}\nconst who = await input("Who? ", { password: true });`, {
    status: "graded",
    note: /The cell x2-queue.ts threw StdinNotImplementedError/,
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
  // what would forge a grade
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
];
