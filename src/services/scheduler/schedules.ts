/** The operations on schedules. Source: API reference (read 2026-11). Left out: who may pass the role (iam:PassRole), encryption. */
import type { Caller } from "../service";
import { arm, remove } from "./clock";
import type { Scheduler } from "./context";
import { conflict, notFound, quotaExceeded } from "./errors";
import { SCHEDULES } from "./limits";
import { checkName, checkToken, listed } from "./names";
import { resourceName, Schedule } from "./schedule";
import { checkOneOf, readSettings, type ScheduleInput } from "./settings";

export function createSchedule(scheduler: Scheduler, input: ScheduleInput, caller: Caller): unknown {
  const name = checkName("name", input.Name);
  const token = checkToken(input.ClientToken);
  const groupName = input.GroupName === undefined ? undefined : checkName("groupName", input.GroupName);
  const settings = readSettings(scheduler, input);
  const group = scheduler.openGroup(groupName);
  const resource = resourceName(group.name, name);
  scheduler.authorize("CreateSchedule", scheduler.arnOf(`schedule/${group.name}/${name}`), caller);
  scheduler.checkFaults("CreateSchedule", resource);
  const fingerprint = JSON.stringify({ ...input, ClientToken: undefined });
  const known = group.schedules.get(name);
  if (known !== undefined) {
    // The same request once more: the answer was lost on its way.
    const isRepeated = token !== undefined && known.made.token === token && known.made.fingerprint === fingerprint;
    if (!isRepeated) throw conflict(`Schedule ${name} already exists.`);
    scheduler.request("CreateSchedule", resource, caller);
    return { ScheduleArn: known.arn };
  }
  if (scheduler.world.quotas === "strict" && scheduler.scheduleCount >= SCHEDULES) {
    throw quotaExceeded(`The account has its maximum of ${SCHEDULES} schedules.`);
  }
  const request = scheduler.request("CreateSchedule", resource, caller);
  const { trace, facts, sim } = scheduler;
  const nameId = trace.name(resource);
  const row = trace.append(facts.ScheduleCreated, nameId, { text: settings.expression, cause: request });
  const made = { token, fingerprint, row };
  const schedule = new Schedule(group, name, nameId, (path) => scheduler.arnOf(path), sim.now, made, settings);
  group.schedules.set(name, schedule);
  arm(scheduler, schedule);
  return { ScheduleArn: schedule.arn };
}

function enter(scheduler: Scheduler, operation: string, input: ScheduleInput, caller: Caller): Schedule {
  const name = checkName("name", input.Name);
  const group = scheduler.group(input.GroupName === undefined ? undefined : checkName("groupName", input.GroupName));
  const schedule = group.schedules.get(name);
  scheduler.authorize(operation, scheduler.arnOf(`schedule/${group.name}/${name}`), caller);
  scheduler.checkFaults(operation, resourceName(group.name, name));
  if (schedule === undefined) throw notFound(`Schedule ${name} does not exist.`);
  return schedule;
}

/** Replaces everything: what is not given falls back to its default. */
export function updateSchedule(scheduler: Scheduler, input: ScheduleInput, caller: Caller): unknown {
  checkToken(input.ClientToken);
  const schedule = enter(scheduler, "UpdateSchedule", input, caller);
  scheduler.openGroup(input.GroupName);
  const settings = readSettings(scheduler, input, schedule.settings);
  const request = scheduler.request("UpdateSchedule", schedule.resource, caller);
  scheduler.write("ScheduleUpdated", schedule, settings.expression, request);
  if (settings.timing.anchorMs !== schedule.settings.timing.anchorMs) schedule.lastDueMs = undefined;
  schedule.settings = settings;
  schedule.modifiedMs = scheduler.sim.now;
  arm(scheduler, schedule);
  return { ScheduleArn: schedule.arn };
}

export function deleteSchedule(scheduler: Scheduler, input: ScheduleInput, caller: Caller): unknown {
  const token = checkToken(input.ClientToken);
  if (token !== undefined && scheduler.deletions.has(token)) return {};
  const schedule = enter(scheduler, "DeleteSchedule", input, caller);
  if (token !== undefined) scheduler.deletions.add(token);
  remove(scheduler, schedule, "", scheduler.request("DeleteSchedule", schedule.resource, caller));
  return {};
}

export function getSchedule(scheduler: Scheduler, input: ScheduleInput, caller: Caller): unknown {
  const schedule = enter(scheduler, "GetSchedule", input, caller);
  scheduler.request("GetSchedule", schedule.resource, caller);
  const { settings } = schedule;
  const { windowMinutes: minutes } = settings;
  return {
    ...shown(scheduler, schedule),
    ScheduleExpression: settings.expression,
    ScheduleExpressionTimezone: settings.timing.zone.name,
    FlexibleTimeWindow: minutes === 0 ? { Mode: "OFF" } : { Mode: "FLEXIBLE", MaximumWindowInMinutes: minutes },
    ActionAfterCompletion: settings.deletesItself ? "DELETE" : "NONE",
    Target: settings.target.shown,
    ...(settings.description !== undefined && { Description: settings.description }),
    ...(settings.startDate !== undefined && { StartDate: settings.startDate }),
    ...(settings.endDate !== undefined && { EndDate: settings.endDate }),
    ...(settings.kmsKeyArn !== undefined && { KmsKeyArn: settings.kmsKeyArn }),
  };
}

function shown({ sim }: Scheduler, schedule: Schedule): Record<string, unknown> {
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.group.name,
    State: schedule.settings.isEnabled ? "ENABLED" : "DISABLED",
    CreationDate: sim.date(schedule.createdMs),
    LastModificationDate: sim.date(schedule.modifiedMs),
  };
}

interface ListInput {
  GroupName?: string;
  NamePrefix?: string;
  State?: string;
  NextToken?: string;
  MaxResults?: number;
}

export function listSchedules(scheduler: Scheduler, input: ListInput, caller: Caller): unknown {
  const { GroupName: groupName, NamePrefix: prefix = "", State: state } = input;
  if (state !== undefined) checkOneOf(state, "state", ["ENABLED", "DISABLED"]);
  scheduler.authorize("ListSchedules", scheduler.arnOf("schedule/*/*"), caller);
  const groups = groupName === undefined ? [...scheduler.groups.values()] : [scheduler.group(groupName)];
  const all = groups
    .flatMap(({ schedules }) => [...schedules.values()])
    .filter(({ name, settings }) => {
      return name.startsWith(prefix) && (state === undefined || settings.isEnabled === (state === "ENABLED"));
    });
  const { items, NextToken } = listed(all, input);
  scheduler.request("ListSchedules", groupName ?? "", caller);
  const Schedules = items.map((schedule) => ({
    ...shown(scheduler, schedule),
    Target: { Arn: schedule.settings.target.arn },
  }));
  return { Schedules, ...(NextToken !== undefined && { NextToken }) };
}
