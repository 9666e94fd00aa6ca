/**
 * What a run leaves on the machine, as the kernel tells: processes and sockets. Whoever lives in a namespace that the run made and has no
 * grader above it is a stray; a socket that any of its processes had open and that is still listed has outlived it.
 * Sources: Linux proc(5), namespaces(7); the socket tables of /proc/net, whose inodes are never given twice.
 */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const TABLES = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6", "unix"];
const NAMESPACES = ["pid", "net"];

/** What `read` gives, or null when the process is gone. */
function ifThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return null; // EACCES: somebody else's
    throw error;
  }
}

const everybody = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name));
const namespaceOf = (pid: number | string, kind: string) => ifThere(() => readlinkSync(`/proc/${pid}/ns/${kind}`));
const field = (pid: number | string, name: string) =>
  ifThere(() => readFileSync(`/proc/${pid}/status`, "utf8"))?.match(new RegExp(`^${name}:\\s+(\\S+)`, "m"))?.[1];

/** All processes below one, itself included. */
export function below(pid: number): number[] {
  const children = ifThere(() => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")) ?? "";
  return [
    pid,
    ...children
      .split(" ")
      .filter(Boolean)
      .flatMap((child) => below(Number(child))),
  ];
}

/** Dead ones that nobody has asked about yet do not count. */
export const isThere = (pid: number | string) => ![undefined, "Z", "X"].includes(field(pid, "State"));

/** A program outside all boxes stands above it: somebody's grader that still runs. */
function hasGrader(pid: string): boolean {
  for (let at = field(pid, "PPid"); at && Number(at) > 1; at = field(at, "PPid")) {
    if (namespaceOf(at, "pid") === namespaceOf("self", "pid") && field(at, "Name") !== "bwrap") return true;
  }
  return false;
}

export class Traces {
  /** Namespaces other than this process's own: "net:[4026532281]". */
  readonly namespaces = new Set<string>();
  /** Inodes of sockets that were in a table of the machine while the run had them open. */
  readonly sockets = new Set<string>();

  /** Takes down what the processes below one have. Call it again and again while they run. */
  look(pid: number): void {
    const listed = socketsListed();
    for (const one of below(pid)) {
      for (const kind of NAMESPACES) {
        const name = namespaceOf(one, kind);
        if (name && name !== namespaceOf("self", kind)) this.namespaces.add(name);
      }
      for (const fd of ifThere(() => readdirSync(`/proc/${one}/fd`)) ?? []) {
        const inode = /^socket:\[(\d+)\]$/.exec(ifThere(() => readlinkSync(`/proc/${one}/fd/${fd}`)) ?? "")?.[1];
        if (inode && listed.has(inode)) this.sockets.add(inode);
      }
    }
  }

  /** Processes in one of the namespaces with no grader above them, by their commands. */
  strays(): string[] {
    return everybody()
      .filter((pid) => isThere(pid) && NAMESPACES.some((kind) => this.namespaces.has(namespaceOf(pid, kind) ?? "")))
      .filter((pid) => !hasGrader(pid) && !hasEnded(pid))
      .map((pid) => `${pid}: ${ifThere(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")) ?? ""}`);
  }

  /** Sockets of the run that the machine still lists. */
  openSockets(): string[] {
    const listed = socketsListed();
    return [...this.sockets].filter((inode) => listed.has(inode));
  }
}

/** Gone, or a zombie: its code has ended, and the parent that it was left to has not asked for its exit code yet. */
function hasEnded(pid: number | string): boolean {
  const stat = ifThere(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const state = stat?.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
  return state === undefined || state === "Z" || state === "X";
}

/** Inodes of all sockets in this network namespace: TCP, UDP, raw and Unix, listening or not. */
function socketsListed(): Set<string> {
  const inodes = new Set<string>();
  for (const table of TABLES) {
    const [head, ...rows] = (ifThere(() => readFileSync(`/proc/net/${table}`, "utf8")) ?? "").trimEnd().split("\n");
    // In the tables of the Internet "inode" is the tenth column, though their titles share columns; in Unix's the seventh.
    const column = head?.startsWith("Num") ? 6 : 9;
    for (const row of rows) {
      const inode = row.trim().split(/\s+/)[column];
      if (inode && inode !== "0") inodes.add(inode);
    }
  }
  return inodes;
}
