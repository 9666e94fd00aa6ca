/** Finds the system's programs, and the shared libraries that a program needs, so that exactly those are mounted. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";

const USUAL = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

/** The full path of a program, or null. */
export function findProgram(name: string): string | null {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...USUAL]) {
    if (!folder) continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return realpathSync(path);
    } catch {
      // not here: look in the next folder
    }
  }
  return null;
}

/** The libraries and the loader of a program, as the loader itself names them. Empty for a static program. */
export function librariesOf(program: string): string[] {
  const ldd = findProgram("ldd");
  if (!ldd)
    throw new Error("the program ldd is missing: it tells which libraries the sandbox must show (package libc-bin)");
  const { stdout } = spawnSync(ldd, [program], { encoding: "utf8", env: { PATH: USUAL.join(":"), LC_ALL: "C" } });
  const paths = new Set<string>();
  for (const line of (stdout ?? "").split("\n")) {
    const path = /=>\s+(\/\S+)/.exec(line)?.[1] ?? /^\s*(\/\S+)\s+\(0x/.exec(line)?.[1];
    if (path) paths.add(path);
  }
  return [...paths];
}
