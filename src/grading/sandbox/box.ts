/**
 * One sandboxed process: bubblewrap's namespaces around prlimit around node, with a seccomp filter and an empty environment,
 * as a user without rights; without bubblewrap, prlimit and node's permission model alone. A box holds no state of the
 * caller's; every process is new and its whole group is ended with it.
 * Left out: cgroups (with process creation blocked a box is one process, so its own limits bound it).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, closeSync, openSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WallClock, type Watched } from "../drive/wall";
import { type Activity, activityUnder } from "./activity";
import { type Inside, visiblePaths } from "./files";
import type { Layer } from "./layers";
import type { Limits } from "./limits";
import { findProgram, librariesOf } from "./programs";
import { scratchFolder } from "./scratch";
import { seccompFilter } from "./seccomp";
import { type SandboxUser, type Stage, unstage } from "./stage";

const SHARED_MEMORY_MIB = 4;
/** Where the course is inside the namespaces. */
const INSIDE = "/course";
const SECCOMP_FD = 5;
/** Where a process finds the file that it was given. */
export const GIVEN_FD = 6;
const NODE = realpathSync(process.execPath);
/** Student code that draws with Math.random draws the same in every run, so that a regrade gives the same. */
const SAME_CHANCE = "--random-seed=20260105";

export interface Box {
  child: ChildProcess;
  /** Ends the process and all that it started. Safe to call again. */
  kill(): void;
  /** What it does; null when nobody can tell. */
  activity(): Activity | null;
  /** A wall clock for it, not started yet. @param limitMs idle time until `onEnd`, which is to end it */
  wallClock(limitMs: number, watched: Omit<Watched, "activity">, onEnd: () => void): WallClock;
}

export interface Program {
  /** Relative to the course's root: "dist/grading/worker/main.js". */
  script: string;
  args?: string[];
  inside: Inside;
  limits: Pick<Limits, "cpuSeconds" | "dataMiB" | "heapMiB" | "diskMiB" | "processes" | "files">;
  /** May start threads. The limits on memory, CPU and processes hold for all of them together. Default false. */
  threads?: boolean;
  /** A file that is open here for reading; the process finds it open at GIVEN_FD, whatever it may see otherwise. */
  given?: number;
  /** Whether the filter on the kernel's calls stands; off for probe.ts alone, to see what else holds. Default true. */
  filtered?: boolean;
  /** Extra node flags. */
  flags?: string[];
  /** Node's permission model may be left off for the compiler, which runs no student code. Default true. */
  permission?: boolean;
}

/** What this machine offers; see probe.ts, which finds it out by trying. */
export interface Equipment {
  bwrap: string | null;
  prlimit: string | null;
  libraries: string[];
  permissionFlag: "--permission" | "--experimental-permission" | null;
  seccomp: boolean;
  /** --disable-userns and --size need bubblewrap 0.8. */
  modernBwrap: boolean;
}

export class Sandbox {
  private readonly scratch: string;
  private readonly filterFile: string | null;
  private readonly live = new Set<() => void>();
  private readonly onExit = () => this.close();

  private constructor(
    readonly equipment: Equipment,
    readonly place: Stage,
    readonly user: SandboxUser | null,
    readonly without: ReadonlySet<Layer>,
  ) {
    this.scratch = scratchFolder("grade");
    const filter = equipment.seccomp && !without.has("seccomp") ? seccompFilter() : null;
    this.filterFile = filter && join(this.scratch, "seccomp");
    if (filter && this.filterFile) writeFileSync(this.filterFile, filter);
    process.on("exit", this.onExit); // so that an interrupted run leaves nothing
  }

  /**
   * @param place what was laid out for `user`; `close` takes it away
   * @param without layers to leave off, for tests and for machines that lack them
   */
  static create(
    place: Stage,
    user: SandboxUser | null,
    without: readonly Layer[] = [],
    equipment: Equipment = equip(),
  ): Sandbox {
    return new Sandbox(equipment, place, user, new Set(without));
  }

  /** The course's root as the process sees it. */
  get root(): string {
    return this.hasNamespaces ? INSIDE : this.place.root;
  }

  get hasNamespaces(): boolean {
    return this.equipment.bwrap !== null && !this.without.has("filesystem");
  }

  /** Starts a process with pipes on 1, 2 and two sockets on 3 and 4. */
  start(program: Program): Box {
    const own = this.hasNamespaces ? null : this.ownFolder();
    const command = [
      ...(this.hasNamespaces ? [this.equipment.bwrap as string, ...this.namespaceFlags(program)] : []),
      ...this.limitFlags(program),
      this.hasNamespaces ? NODE : this.place.node,
      ...this.nodeFlags(program, own),
      join(this.root, program.script),
      ...(program.args ?? []),
    ];
    const given = program.given === undefined ? [] : [program.given];
    const filterFile = this.filterOf(program);
    const filter = filterFile ? openSync(filterFile, "r") : null; // its offset is per opening
    const env = this.without.has("environment")
      ? process.env
      : this.hasNamespaces
        ? {}
        : { LANG: "C.UTF-8", HOME: own ?? "/" };
    let child: ChildProcess;
    try {
      child = spawn(command[0], command.slice(1), {
        ...this.user,
        cwd: own ?? "/",
        env,
        detached: true, // a process group of its own, to be ended as one
        stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", filter ?? "ignore", ...given],
      });
    } finally {
      if (filter !== null) closeSync(filter);
    }
    const kill = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    };
    this.live.add(kill);
    // What outlives its parent in the same group is ended too; where bubblewrap runs, its pid namespace has ended it already.
    child.on("exit", () => {
      kill();
      this.live.delete(kill);
    });
    child.on("error", () => this.live.delete(kill));
    if (own) child.on("close", () => rmSync(own, { recursive: true, force: true }));
    const activity = () => (child.pid === undefined ? null : activityUnder(child.pid));
    const hasWall = !this.without.has("wall");
    return {
      child,
      kill,
      activity,
      wallClock: (limitMs, watched, onEnd) =>
        new WallClock(hasWall ? limitMs : Number.POSITIVE_INFINITY, { ...watched, activity }, onEnd),
    };
  }

  /** Ends its processes and forgets this sandbox, not the place. */
  discard(): void {
    process.off("exit", this.onExit);
    for (const kill of this.live) kill();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  close(): void {
    this.discard();
    unstage(this.place);
  }

  /** A file without a name, gone with the last that has it open, for processes to be given. @returns its descriptor, for the caller to close */
  keep(pieces: readonly Buffer[]): number {
    const path = join(this.scratch, "kept");
    writeFileSync(path, Buffer.concat(pieces), { mode: 0o400 });
    const fd = openSync(path, "r");
    rmSync(path);
    return fd;
  }

  private ownFolder(): string {
    const folder = scratchFolder("box");
    if (this.user) chownSync(folder, this.user.uid, this.user.gid);
    return folder;
  }

  /** The file with the filter on the kernel's calls that a program gets; bubblewrap is what sets it. */
  private filterOf({ filtered = true }: Program): string | null {
    return this.hasNamespaces && filtered ? this.filterFile : null;
  }

  private namespaceFlags(program: Program): string[] {
    const { inside, limits } = program;
    const { without, equipment, place } = this;
    const flags = ["--unshare-user", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"];
    if (!without.has("pids")) flags.push("--unshare-pid");
    if (!without.has("network")) flags.push("--unshare-net");
    if (!without.has("user")) flags.push("--uid", "65534", "--gid", "65534");
    if (equipment.modernBwrap) flags.push("--disable-userns");
    flags.push("--die-with-parent", "--new-session", "--hostname", "box");
    if (!without.has("environment")) flags.push("--clearenv");
    flags.push("--setenv", "LANG", "C.UTF-8", "--setenv", "HOME", "/"); // the SDK looks for a home, and this user has none
    flags.push("--proc", "/proc", "--dev", "/dev");
    const size = (mib: number) => (equipment.modernBwrap && !without.has("disk") ? ["--size", String(mib << 20)] : []);
    flags.push("--perms", "0755", ...size(SHARED_MEMORY_MIB), "--tmpfs", "/dev/shm");
    flags.push("--perms", "0755", ...size(limits.diskMiB), "--tmpfs", "/tmp");
    if (!without.has("readonly")) flags.push("--remount-ro", "/dev");
    const show = (path: string, as = path) => flags.push("--ro-bind", path, as);
    for (const library of equipment.libraries) show(library);
    flags.push("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache");
    show(place.node, NODE); // at its own path, where a node with relative library paths finds them
    if (equipment.prlimit) show(equipment.prlimit);
    for (const path of visiblePaths(place.root, inside)) show(join(place.root, path), `${INSIDE}/${path}`);
    flags.push("--dir", `${INSIDE}/notebooks`, "--chdir", "/tmp");
    if (!without.has("readonly")) flags.push("--remount-ro", "/");
    if (this.filterOf(program)) flags.push("--seccomp", String(SECCOMP_FD));
    return [...flags, "--"];
  }

  /** Set inside the namespace: the count of processes is the namespace's, whatever else the user runs. */
  private limitFlags({ limits }: Program): string[] {
    const { without, equipment } = this;
    if (!equipment.prlimit) return [];
    const flags = [`--nofile=${limits.files}`, "--core=0", `--stack=${8 << 20}`];
    if (!without.has("memory")) flags.push(`--data=${limits.dataMiB * 2 ** 20}`);
    if (!without.has("cpu")) flags.push(`--cpu=${limits.cpuSeconds}`);
    if (!without.has("disk")) flags.push(`--fsize=${limits.diskMiB << 20}`);
    if (!without.has("processes") && this.hasNamespaces) flags.push(`--nproc=${limits.processes}`);
    return [equipment.prlimit, ...flags, "--"];
  }

  private nodeFlags(
    { inside, limits, flags = [], permission = true, threads = false }: Program,
    own: string | null,
  ): string[] {
    const out = [`--max-old-space-size=${limits.heapMiB}`, "--no-addons", "--no-warnings", SAME_CHANCE, ...flags];
    const { permissionFlag } = this.equipment;
    if (!permission || !permissionFlag || this.without.has("permission")) return out;
    const temporary = own ?? "/tmp";
    const readable = this.hasNamespaces
      ? [INSIDE]
      : visiblePaths(this.place.root, inside).map((p) => join(this.place.root, p));
    return [
      ...out,
      permissionFlag,
      ...(threads ? ["--allow-worker"] : []),
      ...[...readable, temporary].map((path) => `--allow-fs-read=${path}`),
      `--allow-fs-write=${temporary}`,
    ];
  }
}

/** Looks for the programs; whether they work is for probe.ts to find out. */
export function equip(): Equipment {
  const onLinux = process.platform === "linux";
  const prlimit = onLinux ? findProgram("prlimit") : null;
  const bwrap = onLinux ? findProgram("bwrap") : null;
  const known = process.allowedNodeEnvironmentFlags;
  const permissionFlag = known.has("--permission")
    ? "--permission"
    : known.has("--experimental-permission")
      ? "--experimental-permission"
      : null;
  const libraries = new Set(bwrap ? [process.execPath, ...(prlimit ? [prlimit] : [])].flatMap(librariesOf) : []);
  return {
    bwrap,
    prlimit,
    libraries: [...libraries],
    permissionFlag,
    seccomp: seccompFilter() !== null,
    modernBwrap: true,
  };
}
