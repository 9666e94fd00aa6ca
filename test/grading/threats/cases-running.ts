/** Threats in what runs: code that never answers, ends itself, takes too much, or leaves something behind. */
import { expect } from "vitest";
import { dull, queueClass, rightWith, sourceOf } from "../books";
import { MARK } from "./cases-reaching";
import { answer, fail, notebook, ok, review, right, type Threat, withQueue } from "./threat";

const CPU = /more processor time than allowed|No answer within/;
const HANG = "await new Promise(() => { setInterval(() => {}, 1000); });";
const STARTS = `import { spawn, spawnSync } from "node:child_process";\n`;

const FS = `import { writeFileSync } from "node:fs";`;

const heap = "const all: number[][] = []; for (let i = 0; ; i++) all.push(new Array(1_000_000).fill(i / 3));";

export const running: Threat[] = [
  // what never answers
  answer(1, "loop-in-a-call", dull("for (;;) {}"), fail(CPU)),
  answer(1, "loop-at-top-level", "while (true) {}", fail(CPU)),
  answer(2, "promise-at-top-level", `await new Promise(() => {});\n${dull('return "";')}`, {
    ...fail(/a promise that nothing can settle/),
  }),
  answer(2, "promise-kept-alive", `${HANG}\n${dull('return "";')}`, fail(/No answer within/)),
  answer(
    2,
    "microtasks-without-end",
    `const again = (): void => void Promise.resolve().then(again); // holds no memory, so that only time can end it\nagain();\n${dull('return "";')}`,
    {
      ...fail(CPU),
    },
  ),
  answer(53, "catastrophic-regex", dull('return String(/^(a|a)*$/.test("a".repeat(40) + "b"));'), fail(CPU)),

  // what ends itself
  answer(
    3,
    "process-exit",
    dull("process.exit(0);"),
    review(/x2\.order: Your code ended the process \(exit code 0\)/, { x2: 0 }),
  ),
  answer(3, "real-exit", dull("(process as any).reallyExit(0); return '';"), review(/ended the process/, { x2: 0 })),
  answer(3, "abort", dull("process.abort();"), fail(/process crashed/)),
  answer(4, "exit-in-a-timer", `setTimeout(() => process.exit(0), 0);\n${dull("return 'm';")}`, {
    ...review(/ended the process/, { x2: 0 }),
  }),
  answer(
    4,
    "exit-in-a-hook",
    `for (const moment of ["exit", "beforeExit"]) process.on(moment as "exit", () => process.exit(0));\n${dull("return 'm';")}`,
    fail(/An empty queue gives null|order/),
  ),

  // what takes too much
  answer(
    5,
    "spawn-bomb",
    STARTS +
      dull(
        `for (;;) { const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 9) // ${MARK}"]); child.on("error", () => {}); if (!child.pid) throw new Error("refused"); }`,
      ),
    fail(/Error: refused|Access to this API has been restricted/),
  ),
  answer(
    5,
    "fork-bomb",
    STARTS +
      dull(
        `for (let i = 0; i < 100; i++) { const { error } = spawnSync("/bin/sh", ["-c", ":(){ :|:& };: # ${MARK}"]); if (error) throw error; } return "";`,
      ),
    fail(/EPERM|ENOENT|Access to this API has been restricted/),
  ),
  answer(6, "heap", dull(heap), fail(/more memory than allowed/)),
  answer(6, "buffers", dull("const all: Uint8Array[] = []; for (;;) all.push(new Uint8Array(1e7).fill(1));"), {
    ...fail(/allocation failed|more memory than allowed/),
  }),
  answer(
    6,
    "wasm",
    dull(
      "const all: unknown[] = []; for (;;) all.push(new (globalThis as any).WebAssembly.Memory({ initial: 1000 }));",
    ),
    {
      ...fail(/could not allocate memory|more memory than allowed/),
    },
  ),
  answer(7, "one-huge-file", `${FS}\n${dull('writeFileSync("/tmp/huge", Buffer.alloc(64 << 20)); return "";')}`, {
    ...fail(/EFBIG|ENOSPC/),
  }),
  answer(
    7,
    "many-files",
    `${FS}\n${dull('for (let i = 0; ; i++) writeFileSync("/tmp/" + i, Buffer.alloc(1 << 20));')}`,
    {
      ...fail(/ENOSPC|EMFILE/),
    },
  ),
  answer(
    7,
    "shared-memory",
    `${FS}\n${dull('for (let i = 0; ; i++) writeFileSync("/dev/shm/" + i, Buffer.alloc(1 << 20));')}`,
    {
      ...fail(/ENOSPC|ERR_ACCESS_DENIED|Access to this API/),
    },
  ),
  answer(
    8,
    "many-lines",
    rightWith("console.log(body.repeat(50));", "for (let i = 0; i < 20_000; i++) console.log('line', i);"),
    {
      ...ok,
      also: ({ questions }) => {
        for (const { output } of questions) expect(output.length).toBeLessThanOrEqual(4_000);
        expect(questions[0]?.output.length).toBeGreaterThan(1_000);
      },
    },
  ),
  answer(9, "one-endless-line", rightWith("", "for (let i = 0; i < 200; i++) process.stdout.write('x'.repeat(1e5));"), {
    ...ok,
    also: ({ questions }) => expect(questions[0]?.output.length).toBeLessThanOrEqual(4_000),
  }),

  // what is left behind
  answer(
    45,
    "timers-and-servers",
    rightWith(
      "",
      `import { createServer } from "node:http";
setInterval(() => {}, 5);
const server = createServer();
server.on("error", () => {});
try { server.listen(0); } catch {}`,
    ),
    ok,
  ),
  notebook(
    46,
    "late-errors",
    () =>
      withQueue(
        rightWith(
          "",
          "void Promise.reject(new Error('late-x2'));\nsetTimeout(() => { throw new Error('later-x2'); }, 0);",
        ),
      ),
    {
      ...ok,
      also: ({ questions }) => {
        const notes = questions.map((question) => question.notes.map(({ en }) => en).join("\n"));
        expect(notes[0]).toMatch(/nobody waited for: Error: late-x2/);
        expect(notes[1]).not.toMatch(/late/);
      },
    },
  ),
  answer(
    47,
    "own-handlers",
    `
process.removeAllListeners("uncaughtException");
process.on("uncaughtException", () => {});
process.on("unhandledRejection", () => {});
${queueClass('sendMessage(): string { throw new RangeError("no"); }\n receiveMessage(): null { return null; }\n processMessage(): boolean { return true; }')}`,
    fail(/RangeError: no/),
  ),

  // what depends on more than the answer
  notebook(
    55,
    "type-error",
    () => withQueue(`${sourceOf(right(), "x2-queue")}\nconst wrong: number = "text";`),
    fail(/Type 'string' is not assignable to type 'number'/),
  ),
  notebook(55, "syntax-error", () => withQueue("class SQSQueue {"), fail(/'}' expected/)),
];
