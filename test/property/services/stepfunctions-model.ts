/**
 * Retry and Catch of one task, told once more from the documentation and nothing else: when it is tried, and how it ends.
 * Source: Developer Guide, "Handling errors in Step Functions workflows".
 */

export interface RetrierPlan {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
}

export interface CatcherPlan {
  ErrorEquals: string[];
}

/** What the task does each time it is tried: an error's name, or nothing for success. Afterwards it succeeds. */
export type Outcomes = readonly (string | undefined)[];

export interface Story {
  /** ms of each try, from the first on. */
  triedAt: number[];
  /** How it ends: well, in the catcher with this number, or with this error. */
  end: "succeeded" | { caughtBy: number } | { failed: string };
}

export function tell(retriers: readonly RetrierPlan[], catchers: readonly CatcherPlan[], outcomes: Outcomes): Story {
  const used = retriers.map(() => 0);
  const triedAt: number[] = [];
  let now = 0;
  for (;;) {
    const outcome = outcomes[triedAt.length];
    triedAt.push(now);
    if (outcome === undefined) return { triedAt, end: "succeeded" };
    const first = retriers.findIndex((retrier) => covers(retrier.ErrorEquals, outcome));
    const retrier = retriers[first];
    if (retrier !== undefined && used[first]! < (retrier.MaxAttempts ?? 3)) {
      let seconds = retrier.IntervalSeconds ?? 1;
      for (let i = 0; i < used[first]!; i++) seconds *= retrier.BackoffRate ?? 2;
      if (retrier.MaxDelaySeconds !== undefined) seconds = Math.min(seconds, retrier.MaxDelaySeconds);
      used[first]!++;
      now += seconds * 1_000;
      continue;
    }
    const caughtBy = catchers.findIndex((catcher) => covers(catcher.ErrorEquals, outcome));
    return { triedAt, end: caughtBy === -1 ? { failed: outcome } : { caughtBy } };
  }
}

function covers(names: readonly string[], error: string): boolean {
  if (names.includes("States.ALL") || names.includes("States.TaskFailed")) return true;
  return names.includes(error);
}
