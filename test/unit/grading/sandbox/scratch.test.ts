import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchFolder, sweepScratch } from "../../../../src/grading/sandbox/scratch";

describe("temporary folders of grading runs", () => {
  it("are swept away when their run is over, and only then", () => {
    const { pid: over } = spawnSync(process.execPath, ["-e", "0"]);
    const left = mkdtempSync(join(tmpdir(), `nubelab-grade-${over}-`));
    writeFileSync(join(left, "seccomp"), "");
    const used = scratchFolder("box");
    const others = mkdtempSync(join(tmpdir(), `nubelab-other-${over}-`));
    try {
      expect(sweepScratch().map((name) => join(tmpdir(), name))).toContain(left);
      expect([left, used, others].map((path) => existsSync(path))).toEqual([false, true, true]);
    } finally {
      for (const path of [left, used, others]) rmSync(path, { recursive: true, force: true });
    }
  });
});
