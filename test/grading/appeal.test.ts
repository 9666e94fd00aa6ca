/** Fresh data, and the same data again when a student appeals. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Course, grade, type SubmissionRecord } from "../../src/grading";
import { findProgram } from "../../src/grading/sandbox/programs";
import { fixtures, smallCourse } from "./fixtures";

let folder: string;
let course: Course;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-appeal-"));
  course = await smallCourse();
  file = join(folder, "02-sqs.ipynb");
  const wrong = fixtures.find(({ name }) => name === "wrong");
  writeFileSync(file, wrong?.bytes() ?? "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function once(options: { secret: string; seed?: string }): Promise<SubmissionRecord> {
  const { records } = await grade({ paths: [file], course, trust: findProgram("bwrap") === null, ...options });
  return records[0] as SubmissionRecord;
}

const given = ({ questions }: SubmissionRecord) =>
  questions.map(({ findings }) => findings.map((finding) => finding.given));
const points = ({ questions }: SubmissionRecord) => questions.map(({ earned }) => earned);

describe("the data of a submission", () => {
  it("are the same again under the same secret, others under another, and repeated by the recorded seed", async () => {
    const first = await once({ secret: "one" });
    const again = await once({ secret: "one" });
    expect([again.seed, given(again), points(again)]).toEqual([first.seed, given(first), points(first)]);
    const other = await once({ secret: "two" });
    expect(other.seed).not.toBe(first.seed);
    expect(given(other)).not.toEqual(given(first));
    const appeal = await once({ secret: "two", seed: first.seed });
    expect([appeal.seed, given(appeal), points(appeal)]).toEqual([first.seed, given(first), points(first)]);
  }, 120_000);
});
