/** Event buses as resources, and who may put events on them. Source: API reference of those operations (read 2026-11). */
import { MalformedPolicy, parsePolicy } from "../iam";
import type { Caller } from "../service";
import type { Bus } from "./bus";
import type { EventBridge } from "./context";
import { alreadyExists, limitExceeded, notFound, validation } from "./errors";
import { BUSES, DESCRIPTION_LENGTH } from "./limits";
import { checkName, listed } from "./names";
import { checkTags, type Tag } from "./tags";

interface BusInput {
  Name?: string;
  Description?: string;
  KmsKeyIdentifier?: string;
  DeadLetterConfig?: { Arn?: string };
  EventSourceName?: string;
  Tags?: Tag[];
}

export function createEventBus(events: EventBridge, input: BusInput, caller: Caller): unknown {
  const name = checkName("name", input.Name, 256);
  if (input.EventSourceName !== undefined) throw validation("nubelab does not simulate partner event sources.");
  events.authorize("CreateEventBus", events.arnOf(`event-bus/${name}`), caller);
  if (events.buses.has(name)) throw alreadyExists(`Event bus ${name} already exists.`);
  if (events.world.quotas === "strict" && events.buses.size >= BUSES) {
    throw limitExceeded(`The requested resource exceeds the maximum number allowed: ${BUSES} event buses`);
  }
  checkTags(input.Tags ?? []);
  checkDescription(input.Description);
  const bus = events.addBus(name);
  configure(bus, input);
  for (const { Key, Value } of input.Tags ?? []) bus.tags.set(Key!, Value!);
  events.request("CreateEventBus", bus, caller);
  return { EventBusArn: bus.arn, ...shown(bus) };
}

function checkDescription(description: string | undefined): void {
  if ((description?.length ?? 0) > DESCRIPTION_LENGTH) {
    throw validation(`Description must be at most ${DESCRIPTION_LENGTH} characters long`);
  }
}

function configure(bus: Bus, input: BusInput): void {
  bus.description = input.Description;
  bus.kmsKey = input.KmsKeyIdentifier;
  bus.deadLetterArn = input.DeadLetterConfig?.Arn;
}

/** What an answer tells of a bus beside its ARN. */
function shown({ description, kmsKey, deadLetterArn }: Bus): Record<string, unknown> {
  return {
    ...(description !== undefined && { Description: description }),
    ...(kmsKey !== undefined && { KmsKeyIdentifier: kmsKey }),
    ...(deadLetterArn !== undefined && { DeadLetterConfig: { Arn: deadLetterArn } }),
  };
}

export function updateEventBus(events: EventBridge, input: BusInput, caller: Caller): unknown {
  const bus = events.bus(input.Name);
  events.authorize("UpdateEventBus", bus.arn, caller);
  checkDescription(input.Description);
  configure(bus, input);
  bus.modifiedMs = events.sim.now;
  events.request("UpdateEventBus", bus, caller);
  return { Arn: bus.arn, Name: bus.name, ...shown(bus) };
}

export function describeEventBus(events: EventBridge, input: BusInput, caller: Caller): unknown {
  const bus = events.bus(input.Name);
  events.authorize("DescribeEventBus", bus.arn, caller);
  events.request("DescribeEventBus", bus, caller);
  return { ...summary(events, bus), ...shown(bus) };
}

function summary({ sim }: EventBridge, bus: Bus): Record<string, unknown> {
  return {
    Name: bus.name,
    Arn: bus.arn,
    ...(bus.policy !== undefined && { Policy: bus.policy.text }),
    ...(bus.description !== undefined && { Description: bus.description }),
    CreationTime: sim.date(bus.createdMs),
    LastModifiedTime: sim.date(bus.modifiedMs),
  };
}

export function listEventBuses(
  events: EventBridge,
  input: { NamePrefix?: string; Limit?: number; NextToken?: string },
  caller: Caller,
): unknown {
  events.authorize("ListEventBuses", "*", caller);
  events.request("ListEventBuses", undefined, caller);
  const all = [...events.buses.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ""));
  const { items, NextToken } = listed(all, input);
  return { EventBuses: items.map((bus) => summary(events, bus)), NextToken };
}

/** Deleting a bus that is not there is no error. */
export function deleteEventBus(events: EventBridge, input: BusInput, caller: Caller): unknown {
  if (input.Name === "default") throw validation("Cannot delete event bus default.");
  const bus = events.findBus(input.Name);
  if (bus === undefined) return {};
  events.authorize("DeleteEventBus", bus.arn, caller);
  if (bus.rules.size > 0) throw validation("Event bus can't be deleted since it has rules.");
  events.buses.delete(bus.name);
  for (const archive of bus.archives) events.archives.delete(archive.name);
  events.request("DeleteEventBus", bus, caller);
  return {};
}

interface PermissionInput {
  EventBusName?: string;
  Action?: string;
  Principal?: string;
  StatementId?: string;
  Condition?: { Type?: string; Key?: string; Value?: string };
  Policy?: string;
  RemoveAllPermissions?: boolean;
}

export function putPermission(events: EventBridge, input: PermissionInput, caller: Caller): unknown {
  const bus = events.bus(input.EventBusName);
  events.authorize("PutPermission", bus.arn, caller);
  if (input.Policy !== undefined) setPolicy(bus, input.Policy);
  else {
    const sid = checkName("statementId", input.StatementId, 64);
    if (input.Action !== "events:PutEvents") {
      throw validation("Provided value in parameter 'action' is not supported.");
    }
    if (input.Principal !== "*" && !/^\d{12}$/.test(input.Principal ?? "")) {
      throw validation("Provided value in parameter 'principal' is not supported: an account or *");
    }
    const statement = {
      Sid: sid,
      Effect: "Allow",
      Principal: input.Principal === "*" ? "*" : { AWS: `arn:aws:iam::${input.Principal}:root` },
      Action: "events:PutEvents",
      Resource: bus.arn,
      ...(input.Condition && {
        Condition: { [input.Condition.Type!]: { [input.Condition.Key!]: input.Condition.Value } },
      }),
    };
    const rest = statementsOf(bus).filter(({ Sid }) => Sid !== sid);
    setPolicy(bus, JSON.stringify({ Version: "2012-10-17", Statement: [...rest, statement] }));
  }
  events.request("PutPermission", bus, caller);
  return {};
}

export function removePermission(events: EventBridge, input: PermissionInput, caller: Caller): unknown {
  const bus = events.bus(input.EventBusName);
  events.authorize("RemovePermission", bus.arn, caller);
  const rest = input.RemoveAllPermissions ? [] : statementsOf(bus).filter(({ Sid }) => Sid !== input.StatementId);
  if (!input.RemoveAllPermissions) {
    if (bus.policy === undefined) throw notFound("EventBus does not have a policy.");
    if (rest.length === statementsOf(bus).length) throw notFound("Statement with the provided id does not exist.");
  }
  if (rest.length === 0) bus.policy = undefined;
  else setPolicy(bus, JSON.stringify({ Version: "2012-10-17", Statement: rest }));
  events.request("RemovePermission", bus, caller);
  return {};
}

function statementsOf(bus: Bus): { Sid?: string }[] {
  return bus.policy === undefined ? [] : [JSON.parse(bus.policy.text).Statement].flat();
}

function setPolicy(bus: Bus, text: string): void {
  try {
    bus.policy = { text, policy: parsePolicy(text, "resource") };
  } catch (error) {
    if (error instanceof MalformedPolicy) throw validation(`Policy is not valid: ${error.message}`);
    throw error;
  }
}
