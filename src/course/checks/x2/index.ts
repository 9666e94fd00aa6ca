/**
 * X2, the visible part: SQSQueue with priorities, retries, a limit and dead letters.
 * A script of calls is played against the student's queue from outside; what the handler does is decided here, by a plan of failures.
 * The verdicts below are invariants that anyone can read off the statement; hidden/x2.ts compares with a model, on edge cases.
 */
import type { Check } from "../types";
import { flow } from "./flow";
import { limit } from "./limit";
import { order } from "./order";
import { retry } from "./retry";

export { calls, playQueue, type QueueRun, type QueueScript, type QueueSeen, type QueueStep } from "./play";

export const checks: Check[] = [order, retry, limit, flow];
