/**
 * The queue of asynchronous events: attempt, wait, attempt again.
 *
 *   queued -> attempted -> succeeded -> destination
 *                |   \---> the function failed -> waits 1, then 2 minutes -> attempted ... -> discarded
 *                \-------> throttled -> waits 1 s, 2 s, 4 s ... 5 min -> attempted ... -> too old: discarded
 *
 * What is discarded goes to the dead-letter queue and to the destination for failures, where there are any. An event that
 * would be too old by its next attempt is discarded at once. With a reservation of 0 nothing waits: it is discarded.
 * Left out: that AWS now and then delivers an event twice, and slows down when its queue is long.
 * Source: Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" (read 2026-11).
 */
import type { Subject } from "../../sim";
import type { Lambda } from "./context";
import { deliverDeadLetter, deliverRecord, targetName } from "./destination";
import { type Outcome, start } from "./execution";
import type { LambdaFunction } from "./function";
import { EVENT_AGE, RETRIES, RETRY_WAITS_MS, THROTTLE_WAIT_MS } from "./limits";

export type Condition = "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

export interface AsyncEvent {
  readonly requestId: string;
  readonly subject: Subject;
  readonly fn: LambdaFunction;
  /** JSON. */
  readonly payload: string;
  readonly bytes: number;
  readonly queuedMs: number;
  /** Attempts that reached the handler. */
  attempts: number;
  /** Throttles in a row. */
  throttles: number;
  /** Row of its latest fact. */
  row: number;
}

const SECOND = 1_000; // ms

/** Takes an event. It is attempted at this instant, in an event of its own. */
export function enqueue(lambda: Lambda, fn: LambdaFunction, payload: string, bytes: number, cause: number): void {
  const { sim, trace, facts } = lambda;
  const requestId = lambda.id("request");
  const subject = trace.subject(requestId);
  const row = trace.add(facts.Queued, fn.nameId, subject, bytes, 0, cause);
  const event = { requestId, subject, fn, payload, bytes, queuedMs: sim.now, attempts: 0, throttles: 0, row };
  sim.after(0, () => attempt(lambda, event));
}

function attempt(lambda: Lambda, event: AsyncEvent): void {
  const { sim } = lambda;
  const { fn, payload } = event;
  if (fn.isDeleted) return write(lambda, event, "Discarded", "the function is gone");
  if (fn.reserved === 0) return discard(lambda, event, "ZeroReservedConcurrency");
  const isDown = sim.faults.any && sim.faults.isDown(fn.name);
  const started = isDown
    ? ("down" as const)
    : start(
        lambda,
        {
          requestId: event.requestId,
          subject: event.subject,
          fn,
          how: "Event",
          bytes: event.bytes,
          event: () => JSON.parse(payload),
          done: (outcome) => ended(lambda, event, outcome),
        },
        event.row,
      );
  if (typeof started === "number") {
    event.attempts++;
    event.throttles = 0;
    return;
  }
  const waitMs = Math.min(THROTTLE_WAIT_MS.last, THROTTLE_WAIT_MS.first * 2 ** event.throttles++);
  tryAgain(lambda, event, waitMs, undefined);
}

function ended(lambda: Lambda, event: AsyncEvent, outcome: Outcome): void {
  event.row = outcome.row;
  if (outcome.error === undefined) return destine(lambda, event, "Success", outcome);
  const { retries = RETRIES.default } = event.fn.eventInvokeConfig ?? {};
  if (event.attempts > retries) return discard(lambda, event, "RetriesExhausted", outcome);
  tryAgain(lambda, event, RETRY_WAITS_MS[event.attempts - 1]!, outcome);
}

function tryAgain(lambda: Lambda, event: AsyncEvent, waitMs: number, outcome: Outcome | undefined): void {
  const { sim } = lambda;
  const { maximumAge = EVENT_AGE.default } = event.fn.eventInvokeConfig ?? {};
  if (sim.now + waitMs - event.queuedMs > maximumAge * SECOND) {
    return discard(lambda, event, "EventAgeExceeded", outcome);
  }
  sim.after(waitMs, () => {
    const { trace, facts } = lambda;
    event.row = trace.add(facts.Retried, event.fn.nameId, event.subject, event.attempts + 1, 0, event.row);
    attempt(lambda, event);
  });
}

function discard(lambda: Lambda, event: AsyncEvent, condition: Condition, outcome?: Outcome): void {
  write(lambda, event, "Discarded", condition);
  const target = event.fn.settings.deadLetterTarget;
  if (target !== undefined) {
    delivered(lambda, event, target, deliverDeadLetter(lambda, event, target, condition, outcome));
  }
  destine(lambda, event, condition, outcome);
}

function destine(lambda: Lambda, event: AsyncEvent, condition: Condition, outcome?: Outcome): void {
  const { onSuccess, onFailure } = event.fn.eventInvokeConfig ?? {};
  const target = condition === "Success" ? onSuccess : onFailure;
  if (target === undefined) return;
  delivered(lambda, event, target, deliverRecord(lambda, event, target, condition, outcome));
}

function delivered(lambda: Lambda, event: AsyncEvent, target: string, failure: string | undefined): void {
  const name = targetName(target);
  if (failure === undefined) write(lambda, event, "Delivered", name);
  else write(lambda, event, "DeliveryFailed", `${name}: ${failure}`);
}

function write(
  lambda: Lambda,
  event: AsyncEvent,
  kind: "Discarded" | "Delivered" | "DeliveryFailed",
  text: string,
): void {
  const { trace, facts } = lambda;
  event.row = trace.add(facts[kind], event.fn.nameId, event.subject, event.attempts, trace.name(text), event.row);
}
