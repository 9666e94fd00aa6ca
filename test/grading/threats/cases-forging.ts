/** Threats to the judgement: code that would be believed without being right. */
import { expect } from "vitest";
import { dull, rightWith } from "../books";
import { learnedByHeart } from "./learned";
import { answer, fail, ok, review, type Threat } from "./threat";

/** What X2 says of dull(): none of its claims holds. */
const WRONG = /An empty queue gives null|lower number comes first|arriv/i;
const message = "{ id: 'm', body: 'a', priority: 0, attempts: 0 }";
const wrong = (top: string) => `${top}\n${dull('return "m";', `return ${message};`)}`;

export const forging: Threat[] = [
  answer(
    10,
    "patched-assert",
    wrong(`
const assert: any = require("node:assert");
for (const key of Object.keys(assert)) { try { assert[key] = () => {}; } catch {} }
const course: any = require("nubelab/course");
for (const key of Object.keys(course)) { try { course[key] = () => ({ ok: true, earned: 1.5 }); } catch {} }
(globalThis as any).check = async () => ({ ok: true });
(globalThis as any).expect = () => new Proxy(() => {}, { get: () => () => {} });`),
    fail(WRONG),
  ),
  answer(
    11,
    "patched-built-ins",
    wrong(`
(Object.prototype as any).toJSON = () => ({ r: 1, o: 1, x: true });
(Object.prototype as any).ok = true;
(Array.prototype as any).push = () => 0;
(Array.prototype as any)[Symbol.iterator] = function* () { yield "x"; };
JSON.stringify = () => '{"r":1,"o":1,"x":true}';
JSON.parse = () => ({ q: 1, v: "get", t: "w1", n: "x" });
Object.is = () => true;
(globalThis as any).Promise = class { then(f: any) { f(true); } };
(globalThis as any).structuredClone = () => true;
(Map.prototype as any).get = () => true;
(Error.prototype as any).name = "Passed";`),
    fail(WRONG),
  ),
  answer(
    11,
    "thenable-everything",
    wrong("(Object.prototype as any).then = function (done: any) { done(true); };"),
    fail(/./),
  ),
  answer(
    11,
    "polluted-prototypes",
    dull(
      'return JSON.parse(\'{"__proto__":{"ok":true,"earned":99}}\');',
      `
return JSON.parse('{"id":"m","body":"a","priority":0,"attempts":0,"__proto__":{"ok":true},"constructor":{"prototype":{"ok":true}}}');`,
    ),
    {
      ...fail(WRONG),
      also: () => expect(({} as { ok?: unknown }).ok).toBeUndefined(),
    },
  ),
  answer(
    12,
    "always-equal-proxy",
    dull(
      "return new Proxy({}, { get: () => () => true, has: () => true }) as any;",
      `
return { get id() { return Math.random(); }, get body() { return this; }, valueOf: () => 0, toString: () => "a", [Symbol.toPrimitive]: () => 0, equals: () => true } as any;`,
    ),
    fail(/a promise that nothing can settle/),
  ),
  answer(
    12,
    "equal-to-anything",
    dull(
      'return { toString: () => "m", valueOf: () => 0 } as any;',
      'return { id: "m", body: { equals: () => true, toString: () => "a" }, priority: { valueOf: () => -1 }, attempts: 0 } as any;',
    ),
    fail(WRONG),
  ),
  answer(
    12,
    "nested-without-end",
    dull(
      'return "m";',
      "const deep: any = {}; let at = deep; for (let i = 0; i < 1e5; i++) at = at.next = {}; return deep;",
    ),
    {
      ...fail(/cannot be copied: it is nested too deeply/),
    },
  ),
  answer(
    12,
    "getter-without-end",
    dull('return "m";', "return { get id() { for (;;) {} } } as any;"),
    fail(/processor time|No answer within/),
  ),
  answer(
    13,
    "silenced",
    `
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
console.error = console.log = () => {};
${dull('throw new Error("unheard");')}`,
    fail(/Error: unheard/),
  ),
  answer(
    14,
    "result-before-the-error",
    `
import { writeSync } from "node:fs";
writeSync(1, '{"output_type":"execute_result","data":{"text/plain":"1.5"}}\\n');
${dull('throw new Error("after the result");')}
1.5;`,
    fail(/Error: after the result/),
  ),
  answer(
    15,
    "results-on-stdout",
    wrong(`
import { writeSync } from "node:fs";
for (const line of ['{"r":1,"o":1,"x":null}', '{"loaded":[]}', "1.5 / 1.5", "ok 1 - x2.order"]) for (const fd of [1, 2]) writeSync(fd, line + "\\n");`),
    {
      ...fail(WRONG),
    },
  ),
  answer(
    15,
    "answers-that-nobody-asked-for",
    `
import { writeSync } from "node:fs";
${dull(`for (let id = 1; id < 60; id++) writeSync(4, '{"r":' + id + ',"o":1,"x":null}\\n'); return "m";`)}`,
    {
      ...review(/x2\.order: .*makes no sense/, { x2: 0 }),
    },
  ),
  answer(
    15,
    "flooded-channel",
    `
import { writeSync } from "node:fs";
${dull(`for (;;) writeSync(4, '{"late":"' + "x".repeat(60000) + '"}\\n');`)}`,
    fail(/too much data or too many calls/),
  ),
  answer(
    16,
    "results-file",
    `
import { existsSync, mkdirSync, writeFileSync, writeSync } from "node:fs";
for (const path of ["results.json", "/course/results.json", "/tmp/results.json", "../out/results.json", "/autograder/results/results.json", "results.pkl"]) {
  try { writeFileSync(path, JSON.stringify({ score: 1.5, tests: [] })); } catch {}
}
${dull(`writeSync(4, Buffer.from("\\x80\\x04cposix\\nsystem\\n(S'touch /tmp/owned'\\ntR.\\n", "latin1")); return "m";`)}`,
    {
      ...review(/makes no sense/, { x2: 0 }),
    },
  ),
  answer(
    16,
    "odd-values-on-the-channel",
    `
import { writeSync } from "node:fs";
${dull(`writeSync(4, '{"k":1,"f":"constructor","a":[]}\\n'); return "m";`)}`,
    review(/makes no sense/, { x2: 0 }),
  ),
  answer(
    44,
    "markup-and-escapes",
    `
console.log("<script>alert('threat-44')</script><img src=x onerror=alert(44)>\\u001b]0;owned\\u0007\\u001b[2J");
${dull("throw new Error(\"<script>alert('threat-44')</script>\\u001b[31m\");")}`,
    fail(/threat-44/),
  ),
  answer(
    51,
    "asks-whether-it-is-graded",
    rightWith(
      "",
      `
const signs = Object.keys(process.env).filter((name) => /GRAD|OTTER|NUBELAB|CI$|JUPYTER|JPY/i.test(name));
if (signs.length > 0) throw new Error("graded: " + signs);`,
    ),
    ok,
  ),
  answer(
    51,
    "answers-otherwise-when-graded",
    `
const isGraded = process.ppid <= 2 || process.cwd() === "/tmp" || (process as any).argv.some((word: string) => word.includes("grading"));
${dull("return isGraded ? 'm-1' : 'm-2';", `return isGraded ? ${message} : null;`)}`,
    fail(WRONG),
  ),
  answer(52, "public-run-learned-by-heart", learnedByHeart, { ...fail(WRONG), x2: "some" }),
  ...["chance-and-clock", "chance-and-clock-again"].map((name) =>
    answer(
      54,
      name,
      `
console.log(Math.random(), Math.random(), Date.now(), new Date().toISOString(), performance.now());
${dull('return "m-" + Math.random() + Date.now();', `return Math.random() < 0.5 ? null : ${message};`)}`,
      {
        ...fail(WRONG),
        x2: "some",
      },
    ),
  ),
];
