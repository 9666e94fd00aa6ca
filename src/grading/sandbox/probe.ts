/**
 * Finds out by trying which layers of the sandbox hold on this machine, and settles for what works: bubblewrap as installed,
 * else without what an older one or an older kernel lacks, else without namespaces. Nothing is inferred from the platform.
 */
import { readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Equipment, equip, Sandbox } from "./box";
import { LAYERS, type Layer, type LayerReport, type LayerState, type Level, levelOf } from "./layers";
import { DEFAULT_LIMITS, type Limits } from "./limits";
import { complaintOf, IDLE_MS, type Lingering, linger, notStarted, PATIENCE_MS } from "./linger";
import { sweepScratch } from "./scratch";
import { sandboxUser, stage, unstage } from "./stage";

export interface Probed {
  sandbox: Sandbox;
  level: Level;
  layers: LayerReport;
  /** Why better equipment was passed over, if it was. */
  passedOver: string[];
}

interface Findings {
  uid: number;
  readHost: string;
  writes: Record<string, string>;
  namespaces: Record<"user" | "pid" | "net" | "mnt", string>;
  signalHost: string;
  network: string;
  child: string;
  memory: string;
  disk: Record<string, string>;
  cpuLimit: string;
  processLimit: string;
  seccomp: string;
  environment: string[];
  readNode: string;
}

const START_MS = 20_000; // for one probe; a box that has not answered by then does not work

/** Equipment to try, best first. */
function* variants(best: Equipment): Generator<Equipment> {
  yield best;
  if (best.bwrap && best.modernBwrap) yield { ...best, modernBwrap: false };
  if (best.bwrap && best.seccomp) yield { ...best, seccomp: false };
  if (best.bwrap) yield { ...best, bwrap: null };
  if (best.permissionFlag) yield { ...best, bwrap: null, permissionFlag: null };
  if (best.prlimit) yield { ...best, bwrap: null, permissionFlag: null, prlimit: null };
}

/**
 * Opens the best sandbox that works here. Close it when done.
 * @param without layers to leave off on purpose
 * @param best what there is to build it from
 * @throws Error when not even a bare node process can be started
 */
export async function openSandbox(
  root: string,
  without: readonly Layer[] = [],
  limits: Limits = DEFAULT_LIMITS,
  best: Equipment = equip(),
): Promise<Probed> {
  const reasons: string[] = [];
  sweepScratch();
  const user = without.includes("user") ? null : sandboxUser();
  const place = stage(root, user);
  for (const equipment of variants(best)) {
    const sandbox = Sandbox.create(place, user, without, equipment);
    try {
      const found = await Promise.all([
        look(sandbox, limits, false),
        look(sandbox, limits, true),
        linger(sandbox, limits),
      ]);
      const layers = judge(sandbox, ...found, limits);
      return { sandbox, layers, level: levelOf(layers), passedOver: reasons };
    } catch (error) {
      sandbox.discard();
      reasons.push((error as Error).message);
    }
  }
  unstage(place);
  throw new Error(`no worker process can be started here: ${reasons.join("; ")}`);
}

async function look(sandbox: Sandbox, limits: Limits, permission: boolean): Promise<Findings> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const port = (server.address() as { port: number }).port;
  const hostFile = join(sandbox.place.root, "node_modules/.package-lock.json");
  const { child, kill } = sandbox.start({
    script: "dist/grading/worker/probe.js",
    args: [sandbox.root, hostOnly(hostFile), port, process.pid, limits.dataMiB, limits.diskMiB].map(String),
    inside: "worker",
    limits,
    permission,
  });
  let said = "";
  const complaint = complaintOf(child);
  child.stdio[4]?.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const timer = setTimeout(kill, START_MS);
  try {
    await new Promise<void>((done, fail) => {
      child.on("error", fail);
      child.on("close", () => done());
    });
    if (!said.endsWith("\n")) throw notStarted(complaint());
    return JSON.parse(said) as Findings;
  } finally {
    clearTimeout(timer);
    server.close();
  }
}

/** A file that everyone can read on this machine and that no grader needs. */
function hostOnly(fallback: string): string {
  return process.platform === "win32" ? fallback : "/etc/passwd";
}

function judge(sandbox: Sandbox, bare: Findings, guarded: Findings, lingering: Lingering, limits: Limits): LayerReport {
  const own = (name: "user" | "pid" | "net" | "mnt") => {
    try {
      return readlinkSync(`/proc/self/ns/${name}`);
    } catch {
      return "none"; // no namespaces on this system
    }
  };
  const apart = (name: "user" | "pid" | "net" | "mnt") =>
    bare.namespaces[name].startsWith(`${name}:`) && bare.namespaces[name] !== own(name);
  const stopped = (outcome: string) => outcome !== "done" && outcome !== "connected" && !outcome.startsWith("exit");
  const told = (outcomes: Record<string, string>) =>
    Object.entries(outcomes)
      .map(([what, outcome]) => `${what}: ${outcome}`)
      .join(", ");
  const state = (held: boolean, how: string): LayerState => ({ held, how });
  const isRoot = process.getuid?.() === 0;
  const user = sandbox.user ? `uid ${sandbox.user.uid}` : `uid ${process.getuid?.() ?? "?"}, as who started it`;
  const noProcess = stopped(bare.child) && bare.child !== "ENOENT";
  const report: LayerReport = {
    user: state(
      (!isRoot || sandbox.user !== null) && bare.uid !== 0 && apart("user"),
      `${user}, seen inside as ${bare.uid}`,
    ),
    filesystem: state(apart("mnt") && bare.readHost === "ENOENT", `reading a host file: ${bare.readHost}`),
    readonly: state(apart("mnt") && Object.values(bare.writes).every(stopped), `writing to ${told(bare.writes)}`),
    network: state(apart("net") && stopped(bare.network), `connecting to this machine: ${bare.network}`),
    pids: state(
      apart("pid") && stopped(bare.signalHost) && lingering.left === "ended with it",
      `signalling the supervisor: ${bare.signalHost}; a process left behind: ${lingering.left}`,
    ),
    processes: state(
      noProcess && bare.processLimit === String(limits.processes),
      `starting a process: ${bare.child}; limit ${bare.processLimit}`,
    ),
    seccomp: state(bare.seccomp === "2", `mode ${bare.seccomp}`),
    memory: state(stopped(bare.memory), `${limits.dataMiB} MiB more: ${bare.memory}`),
    cpu: state(bare.cpuLimit === String(limits.cpuSeconds), `limit ${bare.cpuLimit} s`),
    wall: state(
      lingering.ended,
      lingering.ended
        ? `ended after ${IDLE_MS} ms without an answer`
        : `still there after ${PATIENCE_MS} ms without an answer`,
    ),
    disk: state(
      Object.values(bare.disk).every(stopped),
      `more than ${limits.diskMiB} MiB of files: ${told(bare.disk)}`,
    ),
    environment: state(
      bare.environment.every((name) => ["LANG", "PWD", "HOME"].includes(name)),
      `${bare.environment.length} variables`,
    ),
    permission: state(
      guarded.readNode === "ERR_ACCESS_DENIED",
      `reading outside the allowed folders: ${guarded.readNode}`,
    ),
  };
  return Object.fromEntries(LAYERS.map((layer) => [layer, report[layer]])) as LayerReport;
}
