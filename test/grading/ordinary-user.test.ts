/** The whole grader as an ordinary user with hundreds of processes of their own: isolated, and every answer gets its points. */
import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Results } from "../../src/grading";
import { packageRoot } from "../../src/grading/sandbox/files";
import { findProgram } from "../../src/grading/sandbox/programs";
import { answering, queueClass, solved, tinyUnit } from "./books";
import { putFiles, textOf } from "./threats/threat";
import { cloneTo, crowded, isRoot, readableByAll, SOMEBODY } from "./users";

const canPlayOthers = isRoot && findProgram("bwrap") !== null;
const root = packageRoot();
let folder: string;

const hangs = queueClass(`
  sendMessage(body: string, priority = 0): string { for (;;); }
  receiveMessage(): exercises.Message | null { return null; }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean { return true; }`);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-somebody-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an ordinary user", () => {
  it.skipIf(canPlayOthers)("was not played: that needs root, and bubblewrap", () => {
    expect(canPlayOthers).toBe(false);
  });

  it.runIf(canPlayOthers)(
    "grades isolated and in full while 500 other processes of theirs run",
    async () => {
      const unit = tinyUnit();
      putFiles(folder, {
        "class/ana/02-sqs.ipynb": textOf(solved(unit)),
        "class/luis/02-sqs.ipynb": textOf(answering({ "x2-queue": hangs }, solved(unit))),
      });
      const open = readableByAll(root) ? root : join(folder, "clone");
      if (open !== root) cloneTo(open, true);
      spawnSync("chmod", ["-R", "a+rX", folder]);
      for (const path of ["", "class", "class/ana", "class/luis"]) chownSync(join(folder, path), SOMEBODY, SOMEBODY);

      const { status, stderr } = await crowded(SOMEBODY, () =>
        spawnSync(process.execPath, [join(open, "test/grading/class-run.cjs"), join(folder, "class"), folder], {
          uid: SOMEBODY,
          gid: SOMEBODY,
          cwd: "/",
          env: { PATH: process.env.PATH, TMPDIR: tmpdir() },
          encoding: "utf8",
        }),
      );

      expect([status, stderr]).toEqual([0, ""]);
      const { sandbox, records } = JSON.parse(readFileSync(join(folder, "results.json"), "utf8")) as Results;
      expect(sandbox).toMatchObject({ level: "isolated", trusted: false });
      expect(Object.values(sandbox.layers).map(({ held }) => held)).not.toContain(false);
      const [ana, luis] = records;
      expect(ana).toMatchObject({ student: "ana", status: "graded", points: 2.5 }); // all there is
      expect(luis).toMatchObject({ student: "luis", points: 1 }); // X7 alone: the loop cost its question, no more
    },
    300_000,
  );
});
