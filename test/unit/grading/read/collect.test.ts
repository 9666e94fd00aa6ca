import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect } from "../../../../src/grading/read/collect";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-collect-"));
  for (const path of [
    "ana/02-sqs.ipynb",
    "ana/deep/03-mq.ipynb",
    "luis.ipynb",
    "ana/.ipynb_checkpoints/02-sqs.ipynb",
    "readme.md",
  ]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "{}");
  }
  symlinkSync("/etc", join(folder, "eva"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the files of a folder", () => {
  it("belong to the student of the first level, by folder or by file name", async () => {
    const { files, ignored } = await collect([folder]);
    expect(files.map(({ student, shown }) => [student, shown])).toEqual([
      ["ana", "ana/02-sqs.ipynb"],
      ["ana", "ana/deep/03-mq.ipynb"],
      ["eva", "eva"],
      ["luis", "luis.ipynb"],
    ]);
    expect(files[2]?.refused?.en).toBe("It is a link, not a file.");
    expect(ignored).toEqual(["readme.md", "eva"]);
  });

  it("given one by one, belong to the student of the file's name; what is no notebook is refused", async () => {
    const { files } = await collect([join(folder, "luis.ipynb"), join(folder, "readme.md"), join(folder, "eva")]);
    expect(files.map(({ student, refused }) => [student, refused?.en])).toEqual([
      ["luis", undefined],
      ["readme", "It is no notebook (.ipynb)."],
      ["eva", "It is a link, not a file."],
    ]);
  });

  it("named for a unit, belong to the student of the folder that they lie in", async () => {
    const whose = async (...path: string[]) =>
      (await collect([join(folder, ...path)])).files.map(({ student, shown }) => [student, shown]);
    expect(await whose("ana", "02-sqs.ipynb")).toEqual([["ana", "ana/02-sqs.ipynb"]]);
    expect(await whose("ana")).toContainEqual(["ana", "02-sqs.ipynb"]);
  });

  it("leave a trace of their owner even where there is nothing to grade", async () => {
    const bare = mkdtempSync(join(tmpdir(), "nubelab-collect-"));
    mkdirSync(join(bare, "ana/.ipynb_checkpoints"), { recursive: true });
    writeFileSync(join(bare, "ana/.ipynb_checkpoints/02-sqs-checkpoint.ipynb"), "{}");
    mkdirSync(join(bare, "luis/empty"), { recursive: true });
    const { files } = await collect([bare]);
    rmSync(bare, { recursive: true });
    expect(files.map(({ student, refused }) => [student, refused?.en])).toEqual([
      ["ana", "There is no notebook, only: 02-sqs-checkpoint.ipynb."],
      ["luis", "The folder is empty."],
    ]);
  });

  it("must exist", async () => {
    await expect(collect([join(folder, "nobody")])).rejects.toThrow(/there is no such file or folder/);
  });
});
