/**
 * Schedules on the calendar.
 *   due -> [anywhere within the flexible window] -> fired -> delivered or given up -> [the last one: deleted]
 * AWS promises the minute, not the second; we fire at its beginning. A schedule that is due does not keep run() going: with
 * nothing else to do, time does not pass. AWS takes a one-time schedule in the past (recorded) and does not say what becomes
 * of it; ours never fires. A rate without StartDate fires at once; so it does when an update gives it another rhythm.
 * Source: Scheduler User Guide, "Schedule types", "Configuring flexible time windows", "Deleting a schedule" (read 2026-11).
 */
import type { Scheduler } from "./context";
import { nextDue } from "./expression";
import { Firing } from "./firing";
import type { Schedule } from "./schedule";

const SECOND = 1_000; // ms
const MINUTE = 60; // s

/** Sets, or takes off, the moment at which it is due next. */
export function arm(scheduler: Scheduler, schedule: Schedule): void {
  schedule.timer?.cancel();
  schedule.timer = undefined;
  if (schedule.isDeleted || !schedule.settings.isEnabled) return;
  const { sim } = scheduler;
  const from = Math.max(sim.start + sim.now, (schedule.lastDueMs ?? Number.NEGATIVE_INFINITY) + 1);
  const dueMs = nextDue(schedule.settings.timing, from);
  if (dueMs === undefined) return complete(scheduler, schedule);
  schedule.timer = sim.at(dueMs - sim.start, () => due(scheduler, schedule, dueMs), true);
}

function due(scheduler: Scheduler, schedule: Schedule, dueMs: number): void {
  const { sim } = scheduler;
  const { windowMinutes } = schedule.settings;
  schedule.lastDueMs = dueMs;
  schedule.underway++;
  if (windowMinutes === 0) fire(scheduler, schedule, dueMs - sim.start);
  else {
    const seconds = sim.random("scheduler.window").integer(0, windowMinutes * MINUTE - 1);
    sim.after(seconds * SECOND, () => fire(scheduler, schedule, dueMs - sim.start), true);
  }
  arm(scheduler, schedule);
}

function fire(scheduler: Scheduler, schedule: Schedule, dueMs: number): void {
  const done = () => {
    schedule.underway--;
    complete(scheduler, schedule);
  };
  // It may have been deleted, or switched off, while it waited within its window.
  if (schedule.isDeleted || !schedule.settings.isEnabled) done();
  else new Firing(scheduler, schedule, dueMs, done).attempt();
}

/** Deletes a schedule that has fired for the last time, when it is to be deleted. */
function complete(scheduler: Scheduler, schedule: Schedule): void {
  const { isDeleted, lastDueMs, underway, settings } = schedule;
  if (isDeleted || !settings.deletesItself || !settings.isEnabled || underway > 0 || lastDueMs === undefined) return;
  if (nextDue(settings.timing, lastDueMs + 1) !== undefined) return;
  remove(scheduler, schedule, "completed", schedule.made.row);
}

export function remove(scheduler: Scheduler, schedule: Schedule, why: string, cause: number): void {
  schedule.isDeleted = true;
  schedule.group.schedules.delete(schedule.name);
  arm(scheduler, schedule);
  scheduler.write("ScheduleDeleted", schedule, why, cause);
}
