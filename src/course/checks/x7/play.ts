/** X7: a script of calls and waits, and how it is played on a clock of its own. */
import { escapedFrom, literal } from "../support";
import type { Student } from "../types";

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
  const queue = await student.construct("PriorityQueue", { now: () => now });
  const seen: ExpirySeen[] = [];
  for (const step of script.steps) {
    if (step.do === "wait") {
      now += step.ms;
      continue;
    }
    const row: Partial<ExpirySeen> & { call: string; at: number } = { call: "", at: now };
    if (step.do === "send") {
      const { body, priority, ttlMs } = step;
      const options = { ...(priority === undefined ? {} : { priority }), ...(ttlMs === undefined ? {} : { ttlMs }) };
      const args = Object.keys(options).length === 0 ? [body] : [body, options];
      row.call = `send(${args.map(literal).join(", ")})`;
      row.id = await queue.call("send", ...args);
    } else if (step.do === "receive") {
      row.call = "receive()";
      const got = await queue.call("receive");
      row.message = got ? { id: got.id, body: got.body, priority: got.priority, expiresAt: got.expiresAt } : null;
      if (!got) row.nothing = got;
    } else if (step.do === "sweep") {
      row.call = "sweep()";
      row.swept = await queue.call("sweep");
    } else {
      row.call = `process(${step.fails ? "failing handler" : "handler"})`;
      const handled: unknown[] = [];
      row.handled = handled;
      const handler = (body: string): void => {
        handled.push(body);
        now += step.takesMs ?? 0;
        if (step.fails) throw new Error("the handler failed");
      };
      try {
        row.result = await queue.call("process", handler);
      } catch (error) {
        row.escaped = escapedFrom(error);
      }
    }
    const stats = (await queue.get("stats")) ?? {};
    const { sent, processed, expired, waiting } = stats;
    seen.push({ ...row, size: await queue.get("size"), stats: { sent, processed, expired, waiting } });
  }
  return { seen };
}

/** The last calls up to row `until`, each with its clock time, one a line. */
export function timedCalls(run: ExpiryRun, until = run.seen.length - 1, last = 14): string {
  const from = Math.max(0, until + 1 - last);
  const lines = run.seen.slice(from, until + 1).map((row) => `${row.at} ms  ${row.call}`);
  return (from > 0 ? ["..."] : []).concat(lines).join("\n");
}
