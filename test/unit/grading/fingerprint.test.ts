import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Course } from "../../../src/grading/course";
import { fingerprints } from "../../../src/grading/fingerprint";

const course = { units: [{ name: "02-sqs", unit: {}, questions: [], open: [] }] } as unknown as Course;
const FILES = [
  "compile",
  "course",
  "grading",
  "grading/report",
  "grading/lms",
  "grading/marks",
  "sdk",
  "services",
  "sim",
];

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const hash = () => fingerprints(course, root)["02-sqs"];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "nubelab-fingerprint-"));
  write("package.json", "{}");
  for (const folder of FILES) write(`dist/${folder}/one.js`, "1;");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("what a grade was made with", () => {
  it.each(["package.json", "dist/course/one.js", "dist/grading/one.js", "dist/sim/one.js"])(
    "%s is part of it",
    (file) => {
      const before = hash();
      write(file, "2;");
      expect(hash()).not.toBe(before);
    },
  );

  it.each(["dist/grading/report/one.js", "dist/grading/lms/one.js", "dist/grading/marks/one.js", "dist/sim/one.d.ts"])(
    "%s is not: it judges nothing",
    (file) => {
      const before = hash();
      write(file, "2;");
      expect(hash()).toBe(before);
    },
  );
});
