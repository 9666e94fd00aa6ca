/** How the states of one execution went, read off the trace. */
import type { Trace } from "../../sim/trace";

export type Outcome = "done" | "failed" | "caught" | "running" | "aborted";

/** All visits of one state together. */
export interface Run {
  visits: number;
  retries: number;
  /** Of the visits so far the worst: failed, caught, given up, under way, well. */
  outcome: Outcome;
  /** Of the last failure. */
  error: string;
}

/**
 * An execution of a machine.
 * @param wanted its ARN or name; absent: the one that began last
 */
export function executionOf(trace: Trace, machine: string, wanted: string | undefined): string | undefined {
  let found: string | undefined;
  for (const { resource, subject } of trace.events({ kinds: ["stepfunctions.ExecutionStarted"], resource: machine })) {
    if (resource !== machine) continue;
    if (wanted === undefined || subject === wanted || subject.endsWith(`:${wanted}`)) found = subject;
  }
  return found;
}

const RANK: readonly Outcome[] = ["done", "running", "aborted", "caught", "failed"];

/** By name of the state; and the transitions that were taken, as "from\nto". */
export function readRun(trace: Trace, execution: string): { states: Map<string, Run>; taken: Set<string> } {
  const states = new Map<string, Run>();
  const taken = new Set<string>();
  /** By the row of StateEntered; a visit that is not over yet has no outcome. */
  const visits = new Map<number, { name: string; isCaught: boolean; outcome?: Outcome }>();
  const exits = new Map<number, string>();
  for (const { index, kind, text, cause, detail } of trace.for(execution)) {
    const visit = visits.get(cause);
    switch (kind) {
      case "stepfunctions.StateEntered": {
        visits.set(index, { name: text, isCaught: false });
        const run = states.get(text);
        if (run === undefined) states.set(text, { visits: 1, retries: 0, outcome: "running", error: "" });
        else run.visits++;
        const from = exits.get(cause);
        if (from !== undefined) taken.add(`${from}\n${text}`);
        break;
      }
      case "stepfunctions.StateExited":
        exits.set(index, text);
        if (visit !== undefined) visit.outcome = visit.isCaught ? "caught" : "done";
        break;
      case "stepfunctions.StateFailed":
        if (visit !== undefined) visit.outcome = "failed";
        note(states, visit?.name, String(detail?.error ?? ""));
        break;
      case "stepfunctions.StateAborted":
        if (visit !== undefined) visit.outcome = "aborted";
        break;
      case "stepfunctions.Caught":
        if (visit !== undefined) visit.isCaught = true;
        note(states, visit?.name, text);
        break;
      case "stepfunctions.Retried": {
        const run = visit === undefined ? undefined : states.get(visit.name);
        if (run !== undefined) run.retries++;
      }
    }
  }
  for (const [name, run] of states) {
    const outcomes = [...visits.values()]
      .filter((visit) => visit.name === name)
      .map(({ outcome = "running" }) => outcome);
    run.outcome = RANK[Math.max(...outcomes.map((outcome) => RANK.indexOf(outcome)))]!;
  }
  return { states, taken };
}

function note(states: ReadonlyMap<string, Run>, name: string | undefined, error: string): void {
  const run = name === undefined ? undefined : states.get(name);
  if (run !== undefined) run.error = error;
}
