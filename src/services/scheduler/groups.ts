/**
 * Schedule groups and their tags. A deleted group is DELETING for a while; its schedules are gone and fire no more, at once.
 * Source: Scheduler User Guide, "Managing a schedule group"; API reference (read 2026-11).
 */
import type { Caller } from "../service";
import { remove } from "./clock";
import type { Scheduler } from "./context";
import { conflict, notFound, quotaExceeded, validation, violation } from "./errors";
import { GROUP_DELETION_MS, GROUPS, TAGS, TAGS_PER_CALL } from "./limits";
import { checkName, checkToken, listed } from "./names";
import { Group } from "./schedule";

interface Tag {
  Key?: string;
  Value?: string;
}

interface GroupInput {
  Name?: string;
  Tags?: Tag[];
  ClientToken?: string;
}

export function createScheduleGroup(scheduler: Scheduler, input: GroupInput, caller: Caller): unknown {
  const name = checkName("name", input.Name);
  const token = checkToken(input.ClientToken);
  checkTags(input.Tags ?? []);
  scheduler.authorize("CreateScheduleGroup", scheduler.arnOf(`schedule-group/${name}`), caller);
  scheduler.checkFaults("CreateScheduleGroup", name);
  const known = scheduler.groups.get(name);
  if (known !== undefined) {
    if (token === undefined || known.token !== token) throw conflict(`Schedule group ${name} already exists.`);
    scheduler.request("CreateScheduleGroup", name, caller);
    return { ScheduleGroupArn: known.arn };
  }
  if (scheduler.world.quotas === "strict" && scheduler.groups.size >= GROUPS) {
    throw quotaExceeded(`The account has its maximum of ${GROUPS} schedule groups.`);
  }
  const cause = scheduler.request("CreateScheduleGroup", name, caller);
  const group = new Group(name, (resource) => scheduler.arnOf(resource), scheduler.sim.now, token);
  for (const { Key, Value } of input.Tags ?? []) group.tags.set(Key!, Value!);
  scheduler.groups.set(name, group);
  scheduler.trace.append(scheduler.facts.GroupCreated, name, { cause });
  return { ScheduleGroupArn: group.arn };
}

function enter(scheduler: Scheduler, operation: string, given: string | undefined, caller: Caller): Group {
  const name = checkName("name", given);
  scheduler.authorize(operation, scheduler.arnOf(`schedule-group/${name}`), caller);
  scheduler.checkFaults(operation, name);
  return scheduler.group(name);
}

export function getScheduleGroup(scheduler: Scheduler, input: GroupInput, caller: Caller): unknown {
  const group = enter(scheduler, "GetScheduleGroup", input.Name, caller);
  scheduler.request("GetScheduleGroup", group.name, caller);
  return shown(scheduler, group);
}

function shown({ sim }: Scheduler, group: Group): Record<string, unknown> {
  return {
    Arn: group.arn,
    Name: group.name,
    State: group.isDeleting ? "DELETING" : "ACTIVE",
    CreationDate: sim.date(group.createdMs),
    LastModificationDate: sim.date(group.modifiedMs),
  };
}

export function deleteScheduleGroup(scheduler: Scheduler, input: GroupInput, caller: Caller): unknown {
  const token = checkToken(input.ClientToken);
  if (token !== undefined && scheduler.deletions.has(token)) return {};
  const group = enter(scheduler, "DeleteScheduleGroup", input.Name, caller);
  if (group.name === "default") throw validation("The default schedule group cannot be deleted.");
  if (group.isDeleting) throw conflict(`Schedule group ${group.name} is being deleted.`);
  if (token !== undefined) scheduler.deletions.add(token);
  const cause = scheduler.request("DeleteScheduleGroup", group.name, caller);
  group.isDeleting = true;
  group.modifiedMs = scheduler.sim.now;
  for (const schedule of [...group.schedules.values()]) remove(scheduler, schedule, "", cause);
  scheduler.sim.after(GROUP_DELETION_MS, () => {
    scheduler.groups.delete(group.name);
    scheduler.trace.append(scheduler.facts.GroupDeleted, group.name, { cause });
  });
  return {};
}

export function listScheduleGroups(
  scheduler: Scheduler,
  input: { NamePrefix?: string; NextToken?: string; MaxResults?: number },
  caller: Caller,
): unknown {
  scheduler.authorize("ListScheduleGroups", scheduler.arnOf("schedule-group/*"), caller);
  const all = [...scheduler.groups.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ""));
  const { items, NextToken } = listed(all, input);
  scheduler.request("ListScheduleGroups", "", caller);
  return {
    ScheduleGroups: items.map((group) => shown(scheduler, group)),
    ...(NextToken !== undefined && { NextToken }),
  };
}

type TagInput = { ResourceArn?: string; Tags?: Tag[]; TagKeys?: string[] };

export function tagResource(scheduler: Scheduler, input: TagInput, caller: Caller): unknown {
  const group = tagged(scheduler, "TagResource", input.ResourceArn, caller);
  const given = input.Tags ?? [];
  checkTags(given);
  if (group.tags.size + given.filter(({ Key }) => !group.tags.has(Key!)).length > TAGS) {
    throw validation(`A schedule group has at most ${TAGS} tags`);
  }
  scheduler.request("TagResource", group.name, caller);
  for (const { Key, Value } of given) group.tags.set(Key!, Value!);
  return {};
}

export function untagResource(scheduler: Scheduler, input: TagInput, caller: Caller): unknown {
  const group = tagged(scheduler, "UntagResource", input.ResourceArn, caller);
  scheduler.request("UntagResource", group.name, caller);
  for (const key of input.TagKeys ?? []) group.tags.delete(key);
  return {};
}

export function listTagsForResource(scheduler: Scheduler, input: TagInput, caller: Caller): unknown {
  const group = tagged(scheduler, "ListTagsForResource", input.ResourceArn, caller);
  scheduler.request("ListTagsForResource", group.name, caller);
  return { Tags: [...group.tags].map(([Key, Value]) => ({ Key, Value })) };
}

/** Groups have tags; schedules have none. */
function tagged(scheduler: Scheduler, operation: string, arn: string | undefined, caller: Caller): Group {
  const name = /^arn:aws[\w-]*:scheduler:[\w-]+:\d{12}:schedule-group\/([\w.-]+)$/.exec(arn ?? "")?.[1];
  if (name === undefined) {
    const pattern = "^arn:aws(-[a-z]+)?:scheduler:[a-z0-9\\-]+:\\d{12}:schedule-group\\/[0-9a-zA-Z-_.]+$";
    throw violation(arn, "resourceArn", `satisfy regular expression pattern: ${pattern}`);
  }
  scheduler.authorize(operation, arn!, caller);
  const group = scheduler.groups.get(name);
  if (group?.arn !== arn) throw notFound(`Schedule group ${name} does not exist.`);
  return group!;
}

function checkTags(tags: readonly Tag[]): void {
  if (tags.length > TAGS_PER_CALL)
    throw violation(`[${tags.length} tags]`, "tags", `have length less than or equal to ${TAGS_PER_CALL}`);
  for (const { Key = "", Value = "" } of tags) {
    if (Key.length < 1 || Key.length > 128 || Value.length < 1 || Value.length > 256) {
      throw validation(
        `Tags: keys have 1 to 128 characters, values 1 to 256, unlike ${JSON.stringify({ Key, Value })}`,
      );
    }
    if (/^aws:/i.test(Key)) throw validation(`Tags: keys must not start with aws:, unlike ${Key}`);
  }
}
