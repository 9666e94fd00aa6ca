/**
 * X7, the visible part: PriorityQueue with priorities, expiry on a clock that the check moves, a sweep and accounts.
 * A script of calls is played from outside; the verdicts are invariants of the statement. hidden/x7.ts compares with a model.
 */
import type { Check } from "../types";
import { accounts } from "./accounts";
import { expiry } from "./expiry";
import { priority } from "./priority";
import { sweep } from "./sweep";

export { type ExpiryRun, type ExpiryScript, type ExpirySeen, type ExpiryStep, playExpiry, timedCalls } from "./play";

export const checks: Check[] = [priority, expiry, sweep, accounts];
