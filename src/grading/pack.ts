/** Has the modules that workers load packed into one file, once for a run, in a box of its own: see worker/pack.ts. */
import type { Sandbox } from "./sandbox/box";
import type { Limits } from "./sandbox/limits";
import { V8_FLAGS } from "./v8-flags";

const START_MS = 60_000;
const MOST_BYTES = 256 << 20; // far above what the course's library comes to

/**
 * @returns the descriptor of the pack, for the caller to close
 * @throws Error when it cannot be made: the machine's fault
 */
export async function makePack(sandbox: Sandbox, limits: Limits): Promise<number> {
  const { child, kill } = sandbox.start({
    script: "dist/grading/worker/packer.js",
    args: [sandbox.root],
    inside: "worker",
    limits,
    flags: V8_FLAGS, // V8 takes compiled code only from a process that runs under the same
  });
  const pieces: Buffer[] = [];
  let bytes = 0;
  let complaint = "";
  child.stdio[4]?.on("data", (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_BYTES) kill();
    else pieces.push(piece);
  });
  child.stdout?.resume();
  child.stderr?.on("data", (piece: Buffer) => {
    complaint = (complaint + piece.toString("utf8")).slice(-1_000);
  });
  const timer = setTimeout(kill, START_MS);
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => clearTimeout(timer));
  if (code !== 0) throw new Error(`the workers' modules could not be packed: ${complaint.trim() || `exit ${code}`}`);
  return sandbox.keep(pieces);
}
