/** Other users of this machine, for tests that root runs: one whom everything may read, one who runs much else at the same time. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { packageFolders, packageRoot } from "../../src/grading/sandbox/files";

const root = packageRoot();
export const isRoot = process.getuid?.() === 0;
/** A user that no system has by default. */
export const SOMEBODY = 12_345;
/** As many as a desktop has threads; the kernel counts them alike. */
const CROWD = 500;

/** Whether a user without rights can reach a folder. */
export function readableByAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (!existsSync(at) || (statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
}

/** What a run needs of the course, in another folder; by links where the file system allows and nobody else need read it. */
export function cloneTo(folder: string, forAll = false): void {
  for (const path of [
    "package.json",
    "dist",
    "src/course/units",
    "test/grading/class-run.cjs",
    ...packageFolders(root),
  ]) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    const isLinked = !forAll && spawnSync("cp", ["-al", join(root, path), to]).status === 0;
    if (!isLinked) cpSync(join(root, path), to, { recursive: true, verbatimSymlinks: true });
  }
  if (!forAll) return;
  const { status } = spawnSync("chmod", ["-R", "a+rX", folder]);
  if (status !== 0) throw new Error(`chmod ended with ${status}`);
  chmodSync(folder, 0o755);
}

/** As long as `work` runs, a user has CROWD processes of their own. */
export async function crowded<T>(uid: number, work: () => T | Promise<T>): Promise<T> {
  const crowd = spawn("/bin/sh", ["-c", `for i in $(seq ${CROWD}); do sleep 600 & done; echo ready; wait`], {
    uid,
    gid: uid,
    detached: true,
    cwd: "/",
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    await once(crowd.stdout as Readable, "data");
    return await work();
  } finally {
    process.kill(-(crowd.pid as number), "SIGKILL");
  }
}
