/** Compares a record with the verdict that it must get. */
import { expect } from "vitest";
import type { QuestionResult, SubmissionRecord } from "../../../src/grading";
import { POINTS, type Verdict } from "./threat";

/** All that a record says of what is not right, in English. */
export function saidIn({ reason, notes, questions }: SubmissionRecord): string {
  const failed = questions.flatMap(({ findings }) => findings.filter(({ ok }) => !ok));
  const all = [...notes, ...questions.flatMap((question) => question.notes)].map(({ en }) => en);
  const parts = failed.map(({ claim, observed = "", hint }) => [claim.en, observed, hint?.en ?? ""].join("\n"));
  return [reason.teacher.en, ...all, ...parts].join("\n");
}

export function expectVerdict(record: SubmissionRecord, verdict: Verdict): void {
  const said = saidIn(record);
  expect(record.status, said).toBe(verdict.status);
  if (verdict.says) expect(said).toMatch(verdict.says);
  if (record.status === "rejected") {
    expect([record.questions, record.points, record.reason.teacher.en]).toEqual([[], 0, expect.stringMatching(/\S/)]);
  } else {
    for (const item of ["x2", "x7"] as const) {
      const { earned } = record.questions.find(({ check }) => check.startsWith(item)) as QuestionResult;
      const wanted = verdict[item] ?? POINTS[item];
      if (wanted === "some") expect(earned, said).toBeLessThan(POINTS[item]);
      else expect(earned, `${item}: ${said}`).toBe(wanted);
    }
  }
  verdict.also?.(record);
}
