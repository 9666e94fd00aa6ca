import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeZip } from "../../../../src/files/zip";
import { feedbackEntries } from "../../../../src/grading/lms/feedback";
import { layoutOf } from "../../../../src/grading/read/layout";
import { listZip, STUDENT_ZIP } from "../../../../src/grading/read/zip";
import { pageName } from "../../../../src/grading/report/page";
import { from, recordOf, settledOf } from "./class";

const folder = mkdtempSync(join(tmpdir(), "nubelab-feedback-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLACE = "Ana García_4711_assignsubmission_file_";
const names = (...args: Parameters<typeof feedbackEntries>) => feedbackEntries(...args).map(({ name }) => name);

describe("feedback for Moodle", () => {
  it("lies in the folder that the submission came in, or in the one that its row in the sheet gives", () => {
    const group = recordOf("Ana García", 4, { ...from("moodle", "4711", PLACE), members: ["Ana García", "luis"] });
    const found = new Map([["luis", { name: "Luis_Paz", id: "4712" }]]);
    expect(names(settledOf([group]), "moodle", found)).toEqual([
      "Ana García_4711_assignsubmission_file_/nubelab-02-sqs.html",
      "Luis Paz_4712_assignsubmission_file_/nubelab-02-sqs.html",
    ]);
    expect(names(settledOf([group]), "moodle")).toHaveLength(1);
  });

  it("never names two files the same", () => {
    const rejected = {
      ...recordOf("Ana García", 0, from("moodle", "4711", PLACE)),
      status: "rejected" as const,
      unit: null,
    };
    expect(names(settledOf([rejected, { ...rejected, file: "b.ipynb" }]), "moodle")).toEqual([
      `${PLACE}/nubelab.html`,
      `${PLACE}/nubelab-2.html`,
    ]);
  });
});

describe("feedback for Canvas", () => {
  it("keeps the two numbers that Canvas looks for", () => {
    const late = recordOf("garcaana", 4, from("canvas", "881", "garcaana_LATE_881_5001_02-sqs-1.ipynb"));
    const anonymous = recordOf("anon_x1Y", 4, from("canvas", "x1Y", "anon_x1Y_5002_02-sqs.ipynb"));
    const elsewhere = recordOf("luis", 4);
    expect(names(settledOf([late, anonymous, elsewhere]), "canvas")).toEqual([
      "garcaana_LATE_881_5001_nubelab-02-sqs.html",
      "anon_x1Y_5002_nubelab-02-sqs.html",
    ]);
  });
});

it("the zip holds the students' pages, reads back as the platform's own, and is the same bytes each time", async () => {
  const records = [
    recordOf("Ana García", 4, from("moodle", "4711", PLACE)),
    recordOf("Luis", 4, from("moodle", "4712", "Luis_4712_assignsubmission_file")),
  ];
  const pages = join(folder, "students");
  mkdirSync(pages);
  for (const record of records) writeFileSync(join(pages, pageName(record)), `page of ${record.student}`);
  const entries = feedbackEntries(settledOf(records), "moodle");
  const paths = ["a.zip", "b.zip"].map((name) => join(folder, name));
  for (const path of paths) {
    await writeZip(
      path,
      entries.map(({ name, page }) => [name, join(pages, page)]),
    );
  }
  const [a = Buffer.of(0), b] = paths.map((path) => readFileSync(path));
  expect(a).toEqual(b);
  const { entries: read } = await listZip(paths[0] as string, STUDENT_ZIP);
  const { name, owner } = layoutOf(read);
  expect(name).toBe("moodle");
  expect(read.map(({ path }) => [owner(path).student, owner(path).id, owner(path).inner])).toEqual([
    ["Ana García", "4711", "nubelab-02-sqs.html"],
    ["Luis", "4712", "nubelab-02-sqs.html"],
  ]);
  expect((await read[0]?.read())?.toString()).toBe("page of Ana García");
});
