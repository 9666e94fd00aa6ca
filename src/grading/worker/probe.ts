/**
 * Runs inside the sandbox in place of the worker and tries what each layer should prevent; says what happened, one line of
 * JSON on fd 4. Arguments: a file of the machine outside the course, a port that listens there, its process id, MiB of memory.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, writeFileSync, writeSync } from "node:fs";
import { connect } from "node:net";

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
function fillDisk(): void {
  const piece = Buffer.alloc(PIECE_MIB * 2 ** 20);
  for (let i = 0; i * PIECE_MIB <= Number(diskMiB); i++) writeFileSync(`probe-${i}`, piece);
}

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
    writeCourse: attempt(() => writeFileSync(`${root}/probe`, "")),
    namespaces: { user: link("user"), pid: link("pid"), net: link("net"), mnt: link("mnt") },
    signalHost: attempt(() => process.kill(Number(hostPid), 0)),
    network,
    child: child(),
    memory: attempt(() => Buffer.alloc(Number(dataMiB) * 2 ** 20)),
    disk: attempt(fillDisk),
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
