/**
 * Runs inside the sandbox in place of the worker and tries what each layer should prevent; says what happened, one line of
 * JSON on fd 4, and takes away what it could write. Arguments: the course's folder, a file of the machine outside it, a port that
 * listens there, its process id, MiB of memory and of files that must be too much. What outlives the box: linger.ts.
 */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, readlinkSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

const PIECE_MIB = 4;
const [, , root, hostFile, port, hostPid, dataMiB, diskMiB] = process.argv;

/** What an attempt came to: the error's code, or "done" when nothing stopped it. */
function attempt(action: () => unknown): string {
  try {
    action();
    return "done";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  }
}

const processLimits = attempt(() => readFileSync("/proc/self/limits", "utf8"));
const limit = (name: string): string =>
  processLimits === "done"
    ? (new RegExp(`^${name}\\s+(\\S+)`, "m").exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? "?")
    : "?";

function child(): string {
  let outcome = "";
  const refused = attempt(() => {
    const { error, status } = spawnSync(process.execPath, ["--version"]);
    outcome = error ? ((error as NodeJS.ErrnoException).code ?? error.message) : `exit ${status}`;
  });
  return refused === "done" ? outcome : refused;
}

/** Files that are each small enough, and together too much. */
function fill(folder: string): string {
  const piece = Buffer.alloc(PIECE_MIB * 2 ** 20);
  const written: string[] = [];
  const outcome = attempt(() => {
    for (let i = 0; i * PIECE_MIB <= Number(diskMiB); i++) {
      written.push(join(folder, `probe-${i}`));
      writeFileSync(written.at(-1) as string, piece);
    }
  });
  for (const path of written) attempt(() => rmSync(path, { force: true })); // what could not be written need not go
  return outcome;
}

/** A new file, and a write to one that is there. */
function create(folder: string): string {
  const path = join(folder, "nubelab-probe");
  return attempt(() => {
    writeFileSync(path, "");
    rmSync(path);
  });
}
const open = (path: string): string => attempt(() => closeSync(openSync(path, "r+")));

function link(name: string): string {
  let seen = "";
  const outcome = attempt(() => {
    seen = readlinkSync(`/proc/self/ns/${name}`);
  });
  return outcome === "done" ? seen : outcome;
}

const report = (network: string) => {
  const findings = {
    uid: process.getuid?.() ?? -1,
    readHost: attempt(() => readFileSync(hostFile)),
    writes: {
      "/": create("/"),
      "/dev": create("/dev"),
      "the course": create(root as string),
      "a file of the course": open(join(root as string, "package.json")),
      node: open(process.execPath),
    },
    namespaces: { user: link("user"), pid: link("pid"), net: link("net"), mnt: link("mnt") },
    signalHost: attempt(() => process.kill(Number(hostPid), 0)),
    network,
    child: child(),
    memory: attempt(() => Buffer.alloc(Number(dataMiB) * 2 ** 20)),
    disk: { temporary: fill("."), "shared memory": fill("/dev/shm") },
    cpuLimit: limit("Max cpu time"),
    processLimit: limit("Max processes"),
    seccomp: (() => {
      let mode = "?";
      attempt(() => {
        mode = /^Seccomp:\s+(\d)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "?";
      });
      return mode;
    })(),
    environment: Object.keys(process.env),
    readNode: attempt(() => readFileSync(process.execPath).length),
  };
  writeSync(4, `${JSON.stringify(findings)}\n`);
  process.exit(0);
};

try {
  const socket = connect(Number(port), "127.0.0.1");
  socket.once("connect", () => report("connected"));
  socket.once("error", (error: NodeJS.ErrnoException) => report(error.code ?? error.message));
} catch (error) {
  report((error as NodeJS.ErrnoException).code ?? (error as Error).message);
}
