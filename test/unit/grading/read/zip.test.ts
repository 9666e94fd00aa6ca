/** Zips of platforms and students, honest and hostile. */
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { collect } from "../../../../src/grading/read/collect";
import { parseTimestamp } from "../../../../src/grading/read/timestamp";
import { listZip, STUDENT_ZIP } from "../../../../src/grading/read/zip";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-zip-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Files = Record<string, string | Buffer>;

async function zipOf(name: string, files: Files, mode?: number): Promise<string> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(text), path, { mtime: new Date("2026-03-01T10:00:00Z"), ...(mode ? { mode } : {}) });
  }
  zip.end();
  const path = join(folder, name);
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** The same zip with other names in it, of the same length: writers refuse what attackers write. */
async function renamed(path: string, from: string, to: string): Promise<string> {
  const { readFileSync } = await import("node:fs");
  const text = readFileSync(path).toString("latin1").replaceAll(from, to);
  writeFileSync(path, Buffer.from(text, "latin1"));
  return path;
}

const summary = async (path: string) =>
  (await collect([path])).files.map(({ student, shown, refused }) => [student, shown, refused?.en]);

describe("whose a file is", () => {
  it("in Moodle's zip: the name before the participant's number, in folders or flat", async () => {
    const path = await zipOf("moodle.zip", {
      "Ana García_4711_assignsubmission_file/02-sqs.ipynb": "{}",
      "Luis Paz_4712_assignsubmission_file_/deep/02-sqs.ipynb": "{}",
      "Eva Sol_4713_assignsubmission_file_02-sqs.ipynb": "{}",
      "Eva Sol_4714_assignsubmission_onlinetext/onlinetext.html": "<p>",
    });
    const { files } = await collect([path]);
    expect(files.map(({ student, origin }) => [student, origin.id])).toEqual([
      ["Ana García", "4711"],
      ["Eva Sol (4713)", "4713"],
      ["Eva Sol (4714)", "4714"],
      ["Luis Paz", "4712"],
    ]);
    expect(files[2]?.refused?.en).toBe("There is no notebook, only: onlinetext.html.");
    expect(files[0]?.submitted).toEqual({ atMs: Date.UTC(2026, 2, 1, 10), from: "zip" });
  });

  it("in Canvas's zip: the name, the user's number, and whether it is late", async () => {
    const path = await zipOf("canvas.zip", {
      "garciaana_LATE_88_1001_02-sqs-1.ipynb": "{}",
      "pazluis_89_1002_02-sqs.ipynb": "{}",
    });
    const { files } = await collect([path]);
    expect(files.map(({ student, origin, submitted }) => [student, origin.id, submitted.isLate])).toEqual([
      ["garciaana", "88", true],
      ["pazluis", "89", undefined],
    ]);
  });

  it("in nbgrader's tree: the folder, with the time of its timestamp.txt", async () => {
    const path = await zipOf("nbgrader.zip", {
      "course/submitted/ana/ps1/02-sqs.ipynb": "{}",
      "course/submitted/ana/ps1/timestamp.txt": "2026-02-02 15:58:23.948203 UTC",
    });
    const { files } = await collect([path]);
    expect(files).toMatchObject([
      {
        student: "ana",
        origin: { platform: "nbgrader", place: "ana/ps1" },
        submitted: { atMs: Date.UTC(2026, 1, 2, 15, 58, 23), from: "timestamp.txt" },
      },
    ]);
  });

  it("in a zip that one student made: the zip's name", async () => {
    expect(await summary(await zipOf("ana.zip", { "01-sns.ipynb": "{}", "02-sqs.ipynb": "{}" }))).toEqual([
      ["ana", "ana.zip/01-sns.ipynb", undefined],
      ["ana", "ana.zip/02-sqs.ipynb", undefined],
    ]);
  });
});

describe("a hostile zip", () => {
  it("does not write outside, nor hide that it tries", async () => {
    const path = await zipOf("slip.zip", { "aa/evil.ipynb": "{}", "ana/02-sqs.ipynb": "{}" });
    const { files } = await collect([await renamed(path, "aa/evil.ipynb", "../evil.ipynb")]);
    expect(files.map(({ shown }) => shown)).toEqual(["slip.zip/ana/02-sqs.ipynb"]);
    expect(files[0]?.flags.map(({ en }) => en)).toEqual([
      "A file whose name leaves the folder was passed over: ../evil.ipynb",
    ]);
  });

  it("has its links refused", async () => {
    const path = await zipOf("link.zip", { "ana/02-sqs.ipynb": "/etc/passwd" }, 0o120777);
    expect(await summary(path)).toEqual([["ana", "link.zip/ana/02-sqs.ipynb", "It is a link, not a file."]]);
  });

  it("is refused as a bomb by ratio, and read no further than the limits", async () => {
    const path = await zipOf("bomb.zip", { "ana/02-sqs.ipynb": Buffer.alloc(8 * 2 ** 20) });
    expect(await summary(path)).toEqual([
      ["ana", "bomb.zip/ana/02-sqs.ipynb", "It is more than 200 times as large as its compressed form."],
    ]);
    await expect(listZip(path, { ...STUDENT_ZIP, totalBytes: 2 ** 20 })).rejects.toThrow(/holds more than 1 MiB/);
    await expect(listZip(path, { ...STUDENT_ZIP, entries: 0 })).rejects.toThrow(/more than 0 files/);
  });

  it("within zips is followed so far", async () => {
    const { readFileSync } = await import("node:fs");
    let inner = readFileSync(await zipOf("n0.zip", { "02-sqs.ipynb": "{}" }));
    for (const depth of [1, 2, 3]) inner = readFileSync(await zipOf(`n${depth}.zip`, { [`ana/n${depth}.zip`]: inner }));
    expect(await summary(join(folder, "n2.zip"))).toMatchObject([
      ["ana", expect.stringContaining("02-sqs.ipynb"), undefined],
    ]);
    expect(await summary(join(folder, "n3.zip"))).toMatchObject([
      ["ana", expect.anything(), "Zips lie within zips more than 2 deep."],
    ]);
  });

  it("that is no zip, or cut off, is rejected with the reason", async () => {
    writeFileSync(join(folder, "broken.zip"), "PK nothing");
    expect(await summary(join(folder, "broken.zip"))).toMatchObject([
      ["broken", "broken.zip", expect.stringMatching(/^The zip is damaged/)],
    ]);
  });
});

it("times are read as people and nbgrader write them", () => {
  expect(parseTimestamp("2026-03-01 23:59")).toBe(Date.UTC(2026, 2, 1, 23, 59));
  expect(parseTimestamp("2026-03-01T23:59:00+02:00")).toBe(Date.UTC(2026, 2, 1, 21, 59));
  expect(parseTimestamp("2026-02-30")).toBeNull();
  expect(parseTimestamp("yesterday")).toBeNull();
});
