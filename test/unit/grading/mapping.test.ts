/** Which of a student's files count, when one of them is spoiled. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edition, loadUnit, notebookText } from "../../../src/course/build";
import { type Course, gradedUnit, mapAll } from "../../../src/grading";

const GOOD = notebookText(edition(loadUnit("02-sqs"), { language: "es", solved: false }));
const SPOILED = GOOD.slice(0, 400);

let folder: string;
let course: Course;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-mapping-"));
  course = {
    units: ["02-sqs", "03-mq"].map((name) => gradedUnit(loadUnit(name))),
    judgeOf: () => {
      throw new Error("nothing is run");
    },
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** [file, "graded" or why it is rejected, flags] of each, for a class of these files; the later ones are newer. */
async function mappedOf(name: string, files: Record<string, string>): Promise<[string, string, string[]][]> {
  for (const [i, [path, text]] of Object.entries(files).entries()) {
    const at = join(folder, name, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
    utimesSync(at, 1_000 + i, 1_000 + i);
  }
  const { mapped } = await mapAll([join(folder, name)], course);
  return mapped.map(({ file, rejected, flags }) => [
    file.shown,
    rejected ? "rejected" : "graded",
    flags.map(({ en }) => en),
  ]);
}

describe("a file that cannot be read", () => {
  it("beside a good one of its unit is named there, also when it is the newer, and has no record of its own", async () => {
    const both = { "ana/02-sqs.ipynb": GOOD, "ana/02-sqs (1).ipynb": SPOILED };
    expect(await mappedOf("both", both)).toEqual([
      [
        "ana/02-sqs.ipynb",
        "graded",
        [
          expect.stringMatching(
            /^Another file of this unit could not be read: ana\/02-sqs \(1\)\.ipynb\. The file is not valid JSON/,
          ),
        ],
      ],
    ]);
  });

  it("is a record of its own when it may be of another unit, when it is another student's, and when it is all there is", async () => {
    const files = {
      "ana/02-sqs.ipynb": GOOD,
      "ana/03-mq.ipynb": SPOILED,
      "ana/tarea.ipynb": SPOILED,
      "eva/02-sqs.ipynb": SPOILED,
    };
    expect(await mappedOf("apart", files)).toEqual([
      ["ana/02-sqs.ipynb", "graded", []],
      ["ana/03-mq.ipynb", "rejected", []],
      ["ana/tarea.ipynb", "rejected", []],
      ["eva/02-sqs.ipynb", "rejected", []],
    ]);
  });
});
