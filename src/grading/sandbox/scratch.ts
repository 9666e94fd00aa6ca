/**
 * Temporary folders that a grading run needs, with the run's process id in their names: what a run that was killed left behind is
 * swept away by the next one, and what a run still uses is not touched.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const KINDS = ["grade", "box", "sandbox"] as const;
const NAME = new RegExp(`^nubelab-(?:${KINDS.join("|")})-(?<pid>\\d+)-`);

/** A new empty folder; for its owner alone until somebody opens it. */
export function scratchFolder(kind: (typeof KINDS)[number]): string {
  return mkdtempSync(join(tmpdir(), `nubelab-${kind}-${process.pid}-`));
}

/** Removes the folders of runs that are over. What belongs to another user stays. @returns the names of what was removed */
export function sweepScratch(): string[] {
  return readdirSync(tmpdir()).filter((name) => {
    const pid = NAME.exec(name)?.groups?.pid;
    if (pid === undefined || isAlive(Number(pid))) return false;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EACCES" || code === "EPERM") return false;
      throw error;
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"; // EPERM: alive, and somebody else's
  }
}
