/**
 * Wait: an event on the calendar, which costs no real time. Until a moment that has passed it is no wait at all.
 * Source: Developer Guide, "Wait workflow state"; texts as recorded (read 2026-11).
 */
import { passThrough, pathInput } from "../data";
import type { WaitState } from "../definition";
import { queryError, readPath, runtimeError } from "../language";
import { WAIT_SECONDS } from "../limits";
import type { Visit } from "../visit";

const SECOND = 1_000; // ms
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export function runWait(visit: Visit): void {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = visit.step.state as WaitState;
  if (visit.step.isJsonata) {
    if (Seconds !== undefined) {
      return visit.evaluate(Seconds, "Seconds", {}, (value) => wait(visit, secondsOf(value)), "integer");
    }
    return visit.evaluate(
      Timestamp,
      "Timestamp",
      {},
      (value) => {
        const atMs = timeOf(value);
        if (atMs === undefined) {
          throw queryError(
            `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
            "Timestamp",
          );
        }
        waitUntil(visit, atMs);
      },
      "string",
    );
  }
  if (Seconds !== undefined) return wait(visit, Seconds as number);
  if (SecondsPath !== undefined) return wait(visit, secondsAt(visit, SecondsPath));
  if (TimestampPath !== undefined) return waitUntil(visit, timeAt(visit, TimestampPath));
  waitUntil(visit, timeOf(Timestamp)!);
}

function secondsAt(visit: Visit, path: string): number {
  const value = readPath(path, pathInput(visit), visit);
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw runtimeError(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
  }
  if (value < 0) throw runtimeError(`The SecondsPath parameter cannot be negative: ${path} == ${value}`);
  return value;
}

function secondsOf(value: unknown): number {
  if (typeof value === "number" && value >= 0) return value;
  throw queryError(`The Seconds field cannot be negative: ${value}`, "Seconds");
}

function timeAt(visit: Visit, path: string): number {
  const value = readPath(path, pathInput(visit), visit);
  const atMs = timeOf(value);
  if (atMs !== undefined) return atMs;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  throw runtimeError(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown}`,
  );
}

/** Epoch ms; undefined when it is no time as RFC 3339 writes it. */
function timeOf(value: unknown): number | undefined {
  const parts = typeof value === "string" ? TIMESTAMP.exec(value) : null;
  if (parts === null) return undefined;
  const atMs = Date.parse(`${parts[1]}T${parts[2]}${(parts[3] ?? "").slice(0, 4)}${parts[4]}`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

function waitUntil(visit: Visit, epochMs: number): void {
  wait(visit, Math.max(0, (epochMs - visit.now()) / SECOND));
}

function wait(visit: Visit, seconds: number): void {
  if (seconds > WAIT_SECONDS) throw runtimeError("Wait state delay is too long.");
  if (seconds === 0) return passThrough(visit);
  const ms = seconds * SECOND;
  visit.fact(visit.sf.facts.Waiting, ms, visit.step.nameId, visit.row);
  visit.timer = visit.sf.sim.after(ms, () => visit.guard(() => passThrough(visit)));
}
