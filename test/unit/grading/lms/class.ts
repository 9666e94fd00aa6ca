/** Records of a small class, as a run makes them, for what is written from records. */
import { type Settled, type Settling, settleAll, UNSETTLED } from "../../../../src/grading/marks/settle";
import type { Origin } from "../../../../src/grading/read/collect";
import type { SubmissionRecord } from "../../../../src/grading/record";

const both = (text: string) => ({ es: text, en: text });

/** @param earned of 4 points of X2; T6 (2 points) is answered in words and waits for its mark */
export function recordOf(student: string, earned: number, more: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return {
    student,
    members: [student],
    file: `${student}.ipynb`,
    status: "graded",
    reason: { student: both(""), teacher: both("") },
    level: "isolated",
    trusted: false,
    unit: "02-sqs",
    language: "en",
    submitted: { at: "2026-03-02T12:00:00.000Z", from: "timestamp.txt", isLate: false },
    origin: { platform: "folder" },
    hash: "a".repeat(64),
    seed: "0123456789abcdef",
    points: earned,
    possible: 4,
    questions: [
      {
        ...{ check: "x2.order", cell: "x2-check", item: "X2", title: both("Order"), points: 4, earned },
        ...{ outcome: "partly", findings: [], answers: [], borrowed: [], notes: [], flags: [], output: "" },
        durationMs: 1,
      },
    ],
    open: [{ cell: "t6-answer", item: "T6", possible: 2, text: "my words", blank: false, scheme: both("look for it") }],
    answers: [],
    flags: [],
    notes: [],
    durationMs: 1,
    ...more,
  };
}

export const from = (platform: Origin["platform"], id: string, place: string): Pick<SubmissionRecord, "origin"> => ({
  origin: { platform, id, place },
});

export const settledOf = (records: SubmissionRecord[], settling: Settling = UNSETTLED): Settled[] =>
  settleAll({ records }, settling);
