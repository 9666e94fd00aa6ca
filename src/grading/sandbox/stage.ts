/**
 * Makes the course's files and node itself readable for the sandbox's user. Where that user can read them in place (the usual
 * case) they are used in place; else (a clone under /root, a private temporary folder, node under a home) a copy is laid out in a
 * folder of its own, linked where the file system allows.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageFolders, visiblePaths } from "./files";
import { scratchFolder } from "./scratch";

export interface Stage {
  /** Where package.json, dist and node_modules are. */
  root: string;
  node: string;
  /** null when nothing was copied. */
  folder: string | null;
}

export interface SandboxUser {
  uid: number;
  gid: number;
}

/** The user that student code runs as: nobody when started by root, else whoever started it. */
export function sandboxUser(): SandboxUser | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** Lays out what `user` may read. Call `unstage` when done. */
export function stage(root: string, user: SandboxUser | null): Stage {
  const node = realpathSync(process.execPath);
  const samples = ["package.json", "dist/grading/worker/main.js", "node_modules/@aws-sdk/client-sqs/package.json"];
  const needed = [node, ...samples.map((path) => join(root, path)).filter((path) => existsSync(path))];
  if (!user || canRead(user, needed)) return { root, node, folder: null };
  const folder = scratchFolder("sandbox");
  chmodSync(folder, 0o755);
  const copy: Stage = { root: join(folder, "course"), node: join(folder, "node"), folder };
  copyReadable(node, copy.node);
  chmodSync(copy.node, 0o755);
  const paths = new Set([...visiblePaths(root, "worker"), ...visiblePaths(root, "compiler")]);
  paths.delete("node_modules");
  for (const path of [...paths, ...packageFolders(root)]) copyReadable(join(root, path), join(copy.root, path));
  if (!existsSync(join(copy.root, "node_modules/nubelab"))) symlinkSync("..", join(copy.root, "node_modules/nubelab"));
  if (!canRead(user, [copy.node, join(copy.root, "package.json")])) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`the user ${user.uid} cannot read ${tmpdir()}: set TMPDIR to a folder that everyone may enter`);
  }
  return copy;
}

export function unstage(stage: Stage): void {
  if (stage.folder) rmSync(stage.folder, { recursive: true, force: true });
}

/** Really tried, as that user. */
function canRead(user: SandboxUser, paths: string[]): boolean {
  const script = 'for f in "$@"; do [ -r "$f" ] || exit 1; done';
  return spawnSync("/bin/sh", ["-c", script, "sh", ...paths], { ...user, env: {}, cwd: "/" }).status === 0;
}

function copyReadable(from: string, to: string): void {
  const kind = lstatSync(from);
  if (kind.isSymbolicLink()) return; // node_modules/nubelab and .bin: made anew or not needed
  if (kind.isDirectory()) {
    openFolder(to);
    for (const name of readdirSync(from)) copyReadable(join(from, name), join(to, name));
    return;
  }
  openFolder(dirname(to));
  const isReadable = (kind.mode & 0o004) !== 0;
  try {
    if (!isReadable) throw new Error("needs a copy with its own mode");
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
    chmodSync(to, 0o644 | (statSync(from).mode & 0o111));
  }
}

/** A folder that everyone may enter, whatever the umask. */
function openFolder(path: string): void {
  if (existsSync(path)) return;
  openFolder(dirname(path));
  mkdirSync(path);
  chmodSync(path, 0o755);
}
