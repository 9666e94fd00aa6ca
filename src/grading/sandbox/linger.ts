/**
 * Tries the two layers that only the end of a box can show: one is started that leaves a process behind and then does nothing
 * (worker/linger.ts). The wall clock is to end it, and what it left is to end with it. The filter on the kernel's calls is off, since
 * it would not let a process start at all.
 */
import type { ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";
import type { Sandbox } from "./box";
import type { Limits } from "./limits";

export interface Lingering {
  /** The wall clock ended it. */
  ended: boolean;
  /** What became of the process that it left: "ended with it", "lives on", or the error that kept it from leaving one. */
  left: string;
}

const START_MS = 20_000; // until it has spoken; a box that has not by then does not work
export const IDLE_MS = 500; // the wall clock that it gets
export const PATIENCE_MS = 10_000; // for that clock to end it
const GONE_MS = 2_000; // for what it left to end with it

/** @throws Error when the box does not start */
export async function linger(sandbox: Sandbox, limits: Limits): Promise<Lingering> {
  const script = "dist/grading/worker/linger.js";
  const box = sandbox.start({ script, inside: "worker", limits, permission: false, filtered: false });
  const { child, kill } = box;
  const said = child.stdio[4] as Duplex;
  const complaint = complaintOf(child);
  let outcome = "";
  let ended = false;
  const exit = new Promise<void>((done, fail) => {
    child.once("error", fail);
    child.once("exit", () => done());
  });
  const close = new Promise<boolean>((done) => said.once("close", () => done(true)));
  const wall = box.wallClock(IDLE_MS, { heard: () => outcome.length, isAsked: () => true }, () => {
    ended = true;
    kill();
  });
  let timer = setTimeout(kill, START_MS);
  const after = (ms: number) =>
    new Promise<boolean>((done) => {
      timer = setTimeout(done, ms, false);
    });
  said.on("error", () => {}); // its end is seen on "close"
  said.on("data", (chunk: Buffer) => {
    outcome += chunk;
    if (!outcome.endsWith("\n")) return;
    clearTimeout(timer);
    timer = setTimeout(kill, PATIENCE_MS);
    wall.start();
  });
  try {
    await exit;
    clearTimeout(timer);
    if (!outcome.endsWith("\n")) throw notStarted(complaint());
    if (outcome !== "left\n") return { ended, left: outcome.trim() };
    const isGone = await Promise.race([close, after(GONE_MS)]);
    return { ended, left: isGone ? "ended with it" : "lives on" };
  } finally {
    clearTimeout(timer);
    wall.stop();
    said.destroy(); // which ends what lives on
  }
}

/** What a process says on standard error, the beginning of it; ask when it has ended. */
export function complaintOf(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (said.length < 400) said += chunk;
  });
  return () => said.trim();
}

export const notStarted = (complaint: string): Error =>
  new Error(`the sandbox did not start: ${complaint || "no answer"}`);
