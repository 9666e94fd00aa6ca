/**
 * Retry: the first retrier that knows the error counts it, and the state is tried again after a delay that grows, until the
 * retrier has used up its attempts. Each visit of the state counts anew.
 * Source: Developer Guide, "Handling errors in Step Functions workflows" (read 2026-11).
 */
import type { Retrier } from "./definition";
import type { Failure } from "./execution";
import { RETRY } from "./limits";
import type { Visit } from "./visit";

const SECOND = 1_000; // ms
/** Errors that a wildcard does not reach. */
const NOT_OF_ALL = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** Whether a list of error names knows a failure. */
export function knows(names: readonly string[], { error, alias }: Failure): boolean {
  return names.some((name) => {
    if (name === "States.ALL") return !NOT_OF_ALL.has(error ?? "");
    if (name === "States.TaskFailed") return error !== "States.Timeout";
    return name === error || (alias !== undefined && name === alias);
  });
}

/**
 * How long to wait before a retry.
 * @param retry number of the retry, from 1
 * @param chance uniform on [0, 1); used with JitterStrategy FULL only
 */
export function retryDelayMs(retrier: Retrier, retry: number, chance: () => number): number {
  const { IntervalSeconds = RETRY.intervalSeconds, BackoffRate = RETRY.backoffRate, MaxDelaySeconds } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** (retry - 1), MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  const ms = seconds * SECOND;
  return retrier.JitterStrategy === "FULL" ? ms * chance() : ms;
}

/** Plans a retry. Returns false when no retrier takes the failure. */
export function retryFailure(visit: Visit, failure: Failure): boolean {
  const { Retry: retriers } = visit.step.state as { Retry?: Retrier[] };
  if (retriers === undefined) return false;
  const index = retriers.findIndex(({ ErrorEquals }) => knows(ErrorEquals, failure));
  if (index === -1) return false;
  const retrier = retriers[index]!;
  const count = (visit.retrierCounts?.[index] ?? 0) + 1;
  if (count > (retrier.MaxAttempts ?? RETRY.maxAttempts)) return false;
  visit.retrierCounts ??= [];
  visit.retrierCounts[index] = count;
  visit.retries++;
  const { sim, facts } = visit.sf;
  const delayMs = retryDelayMs(retrier, count, () => sim.random("stepfunctions.jitter").uniform());
  visit.factWith(facts.Retried, visit.retries, failure.error ?? "", visit.row, { delayMs });
  visit.work = undefined;
  visit.timer = sim.after(delayMs, () => visit.run());
  return true;
}
