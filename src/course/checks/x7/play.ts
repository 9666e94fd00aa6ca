/** X7: a script of calls and waits, and how it is played on a clock of its own. */
import { reading } from "../reading";
import { escapedFrom, gave, literal } from "../support";
import type { Ran, Student } from "../types";

/** One call, or a wait that moves the clock. */
export type ExpiryStep =
  | { do: "send"; body: string; priority?: number; ttlMs?: number }
  | { do: "wait"; ms: number }
  | { do: "receive" }
  | { do: "process"; fails?: boolean; takesMs?: number } /* the handler moves the clock by takesMs, then ends */
  | { do: "sweep" };

export interface ExpiryScript {
  /** What the clock shows when the queue is made, ms. */
  startMs: number;
  steps: ExpiryStep[];
}

export interface ExpirySeen {
  call: string;
  /** Clock when the call began, ms. */
  at: number;
  id?: unknown;
  message?: { id: unknown; body: unknown; priority: unknown; expiresAt: unknown } | null;
  /** What a receive gave when it gave no message: null is asked for. */
  nothing?: unknown;
  handled?: unknown[];
  result?: unknown;
  escaped?: string;
  swept?: unknown;
  /** After the call. */
  size: unknown;
  stats: { sent: unknown; processed: unknown; expired: unknown; waiting: unknown };
}

export interface ExpiryRun {
  seen: ExpirySeen[];
}

/** Plays a script on a new queue of the student's and tells what was seen after each call. */
export async function playExpiry(student: Student, script: ExpiryScript): Promise<ExpiryRun> {
  let now = script.startMs;
  const queue = await student.construct("PriorityQueue", { now: reading(() => now) });
  const seen: ExpirySeen[] = [];
  for (let at = 0; at < script.steps.length; at++) {
    const step = script.steps[at]!;
    if (step.do === "wait") {
      now += step.ms;
      continue;
    }
    // Calls of the same instant, which nothing in between depends on, go together; a handler may move the clock.
    const isTimed = (each: ExpiryStep) => each.do === "wait" || each.do === "process";
    const end = isTimed(step) ? at + 1 : script.steps.findIndex((later, i) => i > at && isTimed(later));
    const steps = script.steps.slice(at, end < 0 ? undefined : end);
    const rows = steps.map((each) => rowOf(each, now));
    const handler = (body: string): void => {
      rows[0]!.handled!.push(body);
      now += (step as { takesMs?: number }).takesMs ?? 0;
      if ((step as { fails?: boolean }).fails) throw new Error("the handler failed");
    };
    const ran = await queue.run(
      steps.map((each) => callOf(each, handler)),
      ["stats", "size"],
    );
    for (const [i, row] of rows.entries()) seen.push(filled(row, steps[i]!.do, ran[i]!));
    at += steps.length - 1;
  }
  return { seen };
}

/** What is known of a row before its call. */
type Opened = Pick<ExpirySeen, "call" | "at" | "handled">;

function rowOf(step: ExpiryStep, at: number): Opened {
  if (step.do === "process") return { call: `process(${step.fails ? "failing handler" : "handler"})`, at, handled: [] };
  const [method, ...args] = callOf(step);
  return { call: `${method}(${args.map(literal).join(", ")})`, at };
}

function callOf(step: ExpiryStep, handler?: (body: string) => void): [method: string, ...args: unknown[]] {
  if (step.do === "process") return ["process", handler];
  if (step.do !== "send") return [step.do];
  const { body, priority, ttlMs } = step;
  const options = { ...(priority === undefined ? {} : { priority }), ...(ttlMs === undefined ? {} : { ttlMs }) };
  return Object.keys(options).length === 0 ? ["send", body] : ["send", body, options];
}

function filled(row: Opened, step: ExpiryStep["do"], ran: Ran): ExpirySeen {
  const { sent, processed, expired, waiting } = ran.seen.stats ?? {};
  const after = { size: ran.seen.size, stats: { sent, processed, expired, waiting } };
  if (step === "process") {
    return { ...row, ...(ran.ok ? { result: ran.gave } : { escaped: escapedFrom(ran.threw) }), ...after };
  }
  const got = gave(ran);
  if (step === "send") return { ...row, id: got, ...after };
  if (step === "sweep") return { ...row, swept: got, ...after };
  const message = got as ExpirySeen["message"];
  if (!message) return { ...row, message: null, nothing: got, ...after };
  const { id, body, priority, expiresAt } = message;
  return { ...row, message: { id, body, priority, expiresAt }, ...after };
}

/** The last calls up to row `until`, each with its clock time, one a line. */
export function timedCalls(run: ExpiryRun, until = run.seen.length - 1, last = 14): string {
  const from = Math.max(0, until + 1 - last);
  const lines = run.seen.slice(from, until + 1).map((row) => `${row.at} ms  ${row.call}`);
  return (from > 0 ? ["..."] : []).concat(lines).join("\n");
}
