/** X2: a script of calls on the queue, and how it is played; what the handler does is decided here, by a plan of failures. */
import { escapedFrom, gave, literal, readMessage, type SeenMessage } from "../support";
import type { Ran, Remote, Student } from "../types";

/** How a failing handler fails: an Error, or the other things that JavaScript lets you throw. */
type Thrown = "error" | "text" | "undefined" | "null";

/** One call on the queue. `hand` names a message that was received and not processed yet. */
export type QueueStep =
  | { do: "send"; body: string; priority?: number }
  | { do: "receive"; hand: number }
  | { do: "process"; hand: number }
  | { do: "work" } /* receive, then process what came */
  | { do: "drain"; limit: number }; /* work until the queue gives null, at most `limit` times */

export interface QueueScript {
  /** Left out: the default of the statement, 3. */
  maxAttempts?: number;
  steps: QueueStep[];
  /** How many times the handler fails on a body before it succeeds. A body that is not listed never fails. */
  failures: [body: string, times: number][];
  throws?: Thrown;
}

/** What was seen at one call; the fields that the call does not have are left out. */
export interface QueueSeen {
  call: string;
  id?: unknown;
  message?: SeenMessage | null;
  /** What receiveMessage gave when it gave no message: null is asked for. */
  nothing?: unknown;
  handled?: unknown[];
  result?: unknown;
  escaped?: string;
  dead?: number;
  size: unknown;
}

export interface QueueRun {
  seen: QueueSeen[];
  dead: (SeenMessage | null)[];
}

const FAILING = "processMessage(message, failing handler)";

/** Whether this call was one of processMessage with a handler that fails. */
export const hasFailed = (row: QueueSeen): boolean => row.call === FAILING;

/** Plays a script on a new queue of the student's and tells what was seen. */
export async function playQueue(student: Student, script: QueueScript): Promise<QueueRun> {
  const { maxAttempts } = script;
  const queue = await student.construct("SQSQueue", ...(maxAttempts === undefined ? [] : [{ maxAttempts }]));
  const failures = new Map(script.failures);
  const hands = new Map<number, unknown>();
  const seen: QueueSeen[] = [];

  const received = (ran: Ran): unknown => {
    const got = gave(ran);
    const message = readMessage(got);
    const nothing = message === null ? { nothing: got } : {};
    seen.push({ call: "receiveMessage()", message, ...nothing, size: ran.seen.size });
    return got ?? null;
  };
  /** Sends and receives, which nothing in between depends on. */
  const handOver = async (steps: readonly HandOver[]): Promise<void> => {
    const calls = steps.map((step): [string, ...unknown[]] => {
      if (step.do === "receive") return ["receiveMessage"];
      return step.priority === undefined ? ["sendMessage", step.body] : ["sendMessage", step.body, step.priority];
    });
    for (const [i, ran] of (await queue.run(calls, ["size"])).entries()) {
      const step = steps[i]!;
      const [method, ...args] = calls[i]!;
      if (step.do === "receive") hands.set(step.hand, received(ran));
      else seen.push({ call: `${method}(${args.map(literal).join(", ")})`, id: gave(ran), size: ran.seen.size });
    }
  };
  const process = async (message: unknown): Promise<void> => {
    const handled: unknown[] = [];
    const row: QueueSeen = { call: "processMessage(message, handler)", handled, size: undefined };
    const handler = (body: string): void => {
      handled.push(body);
      const left = failures.get(body) ?? 0;
      if (left > 0) {
        failures.set(body, left - 1);
        row.call = FAILING;
        fail(script.throws ?? "error");
      }
    };
    const [ran] = await queue.run([["processMessage", message, handler]], ["deadLetters", "size"]);
    if (ran!.ok) row.result = ran!.gave;
    else row.escaped = escapedFrom(ran!.threw);
    row.dead = (ran!.seen.deadLetters as unknown[]).length;
    row.size = ran!.seen.size;
    seen.push(row);
  };

  for (let at = 0; at < script.steps.length; at++) {
    const step = script.steps[at]!;
    if (isHandOver(step)) {
      const end = script.steps.findIndex((later, i) => i > at && !isHandOver(later));
      const run = script.steps.slice(at, end < 0 ? undefined : end).filter(isHandOver);
      await handOver(run);
      at += run.length - 1;
    } else if (step.do === "process") {
      const message = hands.get(step.hand);
      if (message !== null && message !== undefined) await process(message);
    } else {
      for (let left = step.do === "drain" ? step.limit : 1; left > 0; left--) {
        const [ran] = await queue.run([["receiveMessage"]], ["size"]);
        const message = received(ran!);
        if (message === null) break;
        await process(message);
      }
    }
  }
  return { seen, dead: await readAll(queue, "deadLetters") };
}

type HandOver = Extract<QueueStep, { do: "send" | "receive" }>;

const isHandOver = (step: QueueStep): step is HandOver => step.do === "send" || step.do === "receive";

async function readAll(queue: Remote, property: string): Promise<(SeenMessage | null)[]> {
  return ((await queue.get(property)) as unknown[]).map(readMessage);
}

function fail(how: Thrown): never {
  if (how === "error") throw new Error("the handler failed");
  throw how === "text" ? "the handler failed" : how === "null" ? null : undefined;
}

/** The last calls up to row `until`, one a line, as a student would have typed them. */
export function calls(run: QueueRun, until: number, last = 12): string {
  const from = Math.max(0, until + 1 - last);
  const lines = run.seen.slice(from, until + 1).map((row) => row.call);
  return (from > 0 ? ["..."] : []).concat(lines).join("\n");
}
