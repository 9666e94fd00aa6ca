import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import type { Course } from "../../../../src/grading/course";
import { handBack } from "../../../../src/grading/lms/hand-back";
import { NO_RULES } from "../../../../src/grading/marks/rules";
import { UNSETTLED } from "../../../../src/grading/marks/settle";
import type { Results } from "../../../../src/grading/record";
import { recordOf } from "./class";

const at = "2026-03-02T12:00:00.000Z";
const rules = { ...NO_RULES, due: new Map([["*", Date.parse(at) - 3_600_000]]), percentPerDay: 10 };

async function notesFor(from: "file" | "zip" | "class list" | "timestamp.txt", settling = { ...UNSETTLED, rules }) {
  const records = ["ana", "luis"].map((student) => recordOf(student, 4, { submitted: { at, from, isLate: false } }));
  const { notes } = await handBack({ records } as Results, tmpdir(), { units: [] } as unknown as Course, settling);
  return notes;
}

describe("the end of a run", () => {
  it.each(["file", "zip"] as const)("says how many are late by their time in the %s alone", async (from) => {
    expect(await notesFor(from)).toEqual([
      '2 lost points for lateness by their files\' own times, which copying changes: see the column "submitted" of the class list',
    ]);
  });

  it.each(["class list", "timestamp.txt"] as const)("says nothing about a time of the %s", async (from) => {
    expect(await notesFor(from)).toEqual([]);
  });

  it("says nothing where lateness costs nothing", async () => {
    expect(await notesFor("file", { ...UNSETTLED, rules: { ...rules, percentPerDay: 0 } })).toEqual([]);
  });
});
