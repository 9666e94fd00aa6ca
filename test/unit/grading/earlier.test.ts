/** What a run leaves as it is in its output folder, and what it replaces. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Results, readEarlier, type SubmissionRecord, withEarlier } from "../../../src/grading";

const recordOf = (student: string, under: string | undefined, more: Partial<SubmissionRecord> = {}) =>
  ({
    ...{ student, members: [student], unit: "02-sqs", status: "graded", points: 1 },
    origin: { platform: "folder", ...(under === undefined ? {} : { under: resolve(under) }) },
    ...more,
  }) as SubmissionRecord;
const resultsOf = (records: SubmissionRecord[], missing: string[] = []) =>
  ({ records, missing, counts: {} }) as unknown as Results;

/** [student, points] of each member, after a run over the paths. */
const rowsAfter = (earlier: SubmissionRecord[], records: SubmissionRecord[], paths: string[]) =>
  withEarlier(resultsOf(records), earlier, paths).results.records.map(({ members, points }) => [...members, points]);

describe("a run into a folder with results", () => {
  const earlier = ["ana", "eva", "luis"].map((student) => recordOf(student, "class"));

  it("over one notebook changes that student's row alone, in its place", () => {
    const eva = recordOf("eva", "class/eva.ipynb", { points: 2 });
    expect(rowsAfter(earlier, [eva], ["class/eva.ipynb"])).toEqual([
      ["ana", 1],
      ["eva", 2],
      ["luis", 1],
    ]);
    const again = withEarlier(resultsOf([recordOf("eva", "late.zip")]), [...earlier.slice(0, 1), eva], ["late.zip"]);
    expect(again.stayed).toBe(1);
  });

  it("over the same path again replaces all that came from there, so that who is gone is gone", () => {
    const { results, stayed } = withEarlier(resultsOf([recordOf("ana", "class")]), earlier, ["class"]);
    expect([results.records.map(({ student }) => student), stayed]).toEqual([["ana"], 0]);
    expect(rowsAfter([recordOf("eva", "class/eva.ipynb")], [recordOf("ana", "class")], ["class"])).toEqual([
      ["ana", 1],
    ]);
  });

  it("over a folder whose name only begins alike touches nothing of the other", () => {
    expect(rowsAfter(earlier, [recordOf("zoe", "class2")], ["class2"])).toHaveLength(4);
    expect(rowsAfter([recordOf("eva", "..class")], [recordOf("zoe", ".")], ["."])).toEqual([["zoe", 1]]);
  });

  it("keeps the other units of the same student, and a rejected file until the student hands in something", () => {
    const rejected = recordOf("eva", "old", { unit: null, status: "rejected", points: 0 });
    const mq = recordOf("ana", "mq.zip", { unit: "03-mq" });
    const ana = recordOf("ana", "class", { points: 2 });
    expect(rowsAfter([mq, rejected], [ana], ["class"])).toEqual([
      ["ana", 1],
      ["eva", 0],
      ["ana", 2],
    ]);
    expect(rowsAfter([mq, rejected], [recordOf("eva", "late.zip")], ["late.zip"])).toEqual([
      ["ana", 1],
      ["eva", 1],
    ]);
  });

  it("takes a member that now has a mark of their own out of an earlier group", () => {
    const group = recordOf("ana", "class", { members: ["ana", "eva"] });
    expect(rowsAfter([group], [recordOf("eva", "eva.ipynb", { points: 2 })], ["eva.ipynb"])).toEqual([
      ["eva", 2],
      ["ana", 1],
    ]);
  });

  it("counts what there is, and misses nobody who is there", () => {
    const run = resultsOf([recordOf("eva", "eva.ipynb", { status: "review" })], ["ana", "zoe"]);
    const { results } = withEarlier(run, earlier, ["eva.ipynb"]);
    expect(results.counts).toEqual({ graded: 2, review: 1, rejected: 0, error: 0 });
    expect(results.missing).toEqual(["zoe"]);
  });

  it("lets go of records that do not tell where they came from", () => {
    expect(rowsAfter([recordOf("ana", undefined)], [recordOf("eva", "eva.ipynb")], ["eva.ipynb"])).toEqual([
      ["eva", 1],
    ]);
  });
});

describe("results of before", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "nubelab-earlier-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are none in a new folder", () => {
    expect(readEarlier(folder)).toEqual([]);
  });

  it.each(["{", "[]", '{ "schema": "nubelab-results/0", "records": [] }', '{ "schema": "nubelab-results/1" }'])(
    "of another form are not written over: %s",
    (text) => {
      writeFileSync(join(folder, "results.json"), text);
      expect(() => readEarlier(folder)).toThrow(
        /results\.json holds no results of this version \(nubelab-results\/1\): move it away/,
      );
    },
  );
});
