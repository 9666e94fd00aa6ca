/**
 * A class of 1,000 in one run: what the supervisor and the compiler hold does not grow with it, but for the records, which are the result.
 * A fifth has answers of its own, so that cells are compiled and run to the end; the rest is blank, or no notebook.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { grade, type Results } from "../../src/grading";
import { findProgram } from "../../src/grading/sandbox/programs";
import { type Book, blank, smallCourse, solved, sourceOf, tinyUnit } from "./books";
import { putFiles } from "./threats/threat";
import { below } from "./traces";

const SIZE = 1_000;
const WARM = 300; // records after which every cache is filled and V8 has compiled what it will
const EVERY = 50; // records between two looks
const ANSWERS = ["x2-queue", "x7-queue"];

interface Look {
  done: number;
  /** The supervisor's heap after a collection, and the compiler's resident memory, bytes. */
  heap: number;
  compiler: number;
  /** The records so far, as text. */
  records: number;
}

const looks: Look[] = [];
let folder: string;
let results: Results;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Resident memory of the compiler's process, found below this one by its program. */
function compilerBytes(): number {
  const read = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");
  const isCompiler = (pid: number) => read(pid, "cmdline").includes("dist/grading/compiler/server.js");
  const sizes = below(process.pid).flatMap((pid) => {
    try {
      return isCompiler(pid) ? [Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0) * 1024] : [];
    } catch {
      return []; // a worker that has ended meanwhile
    }
  });
  return Math.max(0, ...sizes);
}

function textOf(i: number): string {
  if (i % 20 === 7) return `{ "cells": [ ${i}`;
  const book: Book = i % 5 === 0 ? solved(tinyUnit()) : blank(tinyUnit());
  for (const cell of book.cells) {
    if (i % 5 === 0 && ANSWERS.includes(cell.id ?? ""))
      cell.source = `// student ${i}\n${sourceOf(book, cell.id ?? "")}`;
  }
  return JSON.stringify({ ...book, metadata: { ...book.metadata, student: i } });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-memory-"));
  for (let i = 0; i < SIZE; i++) {
    putFiles(folder, { [`student-${String(i).padStart(4, "0")}/02-sqs.ipynb`]: textOf(i) });
  }
  let records = 0;
  results = await grade({
    paths: [folder],
    secret: "a secret of the tests",
    course: await smallCourse(tinyUnit()),
    trust: findProgram("bwrap") === null,
    limits: { wallMs: 30_000 }, // wide: a busy machine must not change a grade
    onRecord: (record, done) => {
      records += JSON.stringify(record).length;
      if (done % EVERY !== 0) return;
      collect();
      looks.push({ done, heap: process.memoryUsage().heapUsed, compiler: compilerBytes(), records });
    },
  });
}, 1_200_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const after = (done: number) => looks.find((look) => look.done === done) as Look;

it("everyone has a record, and every solved notebook all its points", () => {
  const kinds = { graded: SIZE - SIZE / 20, review: 0, rejected: SIZE / 20, error: 0 };
  expect(results.counts).toEqual(kinds);
  const full = results.records.filter(({ points, possible }) => possible > 0 && points === possible);
  expect(full).toHaveLength(SIZE / 5);
});

it("the supervisor's heap grows by its records alone", () => {
  const [warm, end] = [after(WARM), after(SIZE)];
  const perRecord = (end.heap - warm.heap) / (SIZE - WARM);
  const textPerRecord = (end.records - warm.records) / (SIZE - WARM);
  expect(perRecord, JSON.stringify(looks)).toBeLessThan(3 * textPerRecord + 4_096);
});

it("the compiler's process stays as large as it was", () => {
  const [warm, end] = [after(WARM), after(SIZE)];
  expect(warm.compiler).toBeGreaterThan(50 << 20); // it was found
  expect(end.compiler / warm.compiler, JSON.stringify(looks)).toBeLessThan(1.35);
});
