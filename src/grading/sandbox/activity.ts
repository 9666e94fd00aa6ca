/**
 * What a process and all below it are doing, as the kernel tells: so that a busy machine is not taken for code that hangs. Where the
 * kernel does not tell (no /proc, or one without lists of children) the answer is null and the wall clock alone decides.
 * Source: Linux proc_pid_stat(5), fields 3, 14 and 15; proc_pid_task(5), "children".
 */
import { readFileSync } from "node:fs";

export interface Activity {
  /** CPU time used so far, ms. */
  cpuMs: number;
  /** One of them is running, or waits only for a processor. */
  isRunning: boolean;
}

const MS_PER_TICK = 10; // USER_HZ is 100 on every Linux
const DEEPEST = 8; // bubblewrap puts two processes over node

/** @returns null for a process that is gone, too */
export function activityUnder(pid: number, depth = 0): Activity | null {
  if (process.platform !== "linux" || depth > DEEPEST) return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // from field 3; the name before may hold anything
    const out: Activity = {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK,
      isRunning: fields[0] === "R",
    };
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")) {
      const below = child === "" ? null : activityUnder(Number(child), depth + 1);
      out.cpuMs += below?.cpuMs ?? 0;
      out.isRunning ||= below?.isRunning ?? false;
    }
    return out;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return null;
    throw error;
  }
}
