/** Operations on archives and replays. Source: API reference, CreateArchive and StartReplay (read 2026-11). */
import type { Caller } from "../service";
import { Archive, type Replay } from "./archive";
import type { EventBridge } from "./context";
import { alreadyExists, illegalStatus, notFound, validation } from "./errors";
import { checkName, listed } from "./names";
import { pass } from "./put-events";
import { readPattern } from "./test-event-pattern";

interface ArchiveInput {
  ArchiveName?: string;
  EventSourceArn?: string;
  Description?: string;
  EventPattern?: string;
  RetentionDays?: number;
}

export function createArchive(events: EventBridge, input: ArchiveInput, caller: Caller): unknown {
  const name = checkName("archiveName", input.ArchiveName, 48);
  const bus = events.bus(input.EventSourceArn);
  events.authorize("CreateArchive", events.arnOf(`archive/${name}`), caller);
  if (events.archives.has(name)) throw alreadyExists(`Archive ${name} already exists.`);
  const archive = new Archive(name, bus, events.sim.now, (resource) => events.arnOf(resource));
  configure(archive, input);
  events.archives.set(name, archive);
  bus.archives.add(archive);
  events.request("CreateArchive", bus, caller);
  return { ArchiveArn: archive.arn, CreationTime: events.sim.date(archive.createdMs), State: "ENABLED" };
}

function configure(archive: Archive, { Description, EventPattern, RetentionDays }: ArchiveInput): void {
  const pattern = EventPattern === undefined ? undefined : { text: EventPattern, pattern: readPattern(EventPattern) };
  if (RetentionDays !== undefined && !(Number.isInteger(RetentionDays) && RetentionDays >= 0)) {
    throw validation(`RetentionDays must be a whole number of days, 0 for ever, not ${RetentionDays}`);
  }
  if (pattern !== undefined) archive.pattern = pattern;
  if (Description !== undefined) archive.description = Description;
  if (RetentionDays !== undefined) archive.retentionDays = RetentionDays;
}

function find(events: EventBridge, operation: string, name: string | undefined, caller: Caller): Archive {
  const archive = events.archives.get(name ?? "");
  if (archive === undefined) throw notFound(`Archive ${name} does not exist.`);
  events.authorize(operation, archive.arn, caller);
  return archive;
}

export function describeArchive(events: EventBridge, input: ArchiveInput, caller: Caller): unknown {
  const archive = find(events, "DescribeArchive", input.ArchiveName, caller);
  events.request("DescribeArchive", archive.bus, caller);
  return {
    ArchiveArn: archive.arn,
    Description: archive.description,
    EventPattern: archive.pattern?.text,
    ...shown(events, archive),
  };
}

function shown(events: EventBridge, archive: Archive): Record<string, unknown> {
  archive.forget(events.sim.now);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.bus.arn,
    State: "ENABLED",
    RetentionDays: archive.retentionDays,
    SizeBytes: archive.bytes,
    EventCount: archive.events.length,
    CreationTime: events.sim.date(archive.createdMs),
  };
}

export function updateArchive(events: EventBridge, input: ArchiveInput, caller: Caller): unknown {
  const archive = find(events, "UpdateArchive", input.ArchiveName, caller);
  configure(archive, input);
  events.request("UpdateArchive", archive.bus, caller);
  return { ArchiveArn: archive.arn, CreationTime: events.sim.date(archive.createdMs), State: "ENABLED" };
}

export function deleteArchive(events: EventBridge, input: ArchiveInput, caller: Caller): unknown {
  const archive = find(events, "DeleteArchive", input.ArchiveName, caller);
  events.archives.delete(archive.name);
  archive.bus.archives.delete(archive);
  events.request("DeleteArchive", archive.bus, caller);
  return {};
}

interface ListInput {
  NamePrefix?: string;
  EventSourceArn?: string;
  State?: string;
  Limit?: number;
  NextToken?: string;
}

export function listArchives(events: EventBridge, input: ListInput, caller: Caller): unknown {
  events.authorize("ListArchives", "*", caller);
  events.request("ListArchives", undefined, caller);
  const all = [...events.archives.values()].filter(
    ({ name, bus }) =>
      name.startsWith(input.NamePrefix ?? "") &&
      (input.EventSourceArn === undefined || bus.arn === input.EventSourceArn),
  );
  const { items, NextToken } = listed(all, input);
  return { Archives: items.map((archive) => shown(events, archive)), NextToken };
}

interface ReplayInput {
  ReplayName?: string;
  Description?: string;
  EventSourceArn?: string;
  EventStartTime?: Date;
  EventEndTime?: Date;
  Destination?: { Arn?: string; FilterArns?: string[] };
}

export function startReplay(events: EventBridge, input: ReplayInput, caller: Caller): unknown {
  const name = checkName("replayName", input.ReplayName, 64);
  const archive = [...events.archives.values()].find(({ arn }) => arn === input.EventSourceArn);
  if (archive === undefined) {
    throw validation(`Parameter EventSourceArn is not valid. Reason: Archive ${input.EventSourceArn} does not exist.`);
  }
  events.authorize("StartReplay", events.arnOf(`replay/${name}`), caller);
  if (events.replays.has(name)) throw alreadyExists(`Replay ${name} already exists.`);
  const bus = events.bus(input.Destination?.Arn);
  if (bus !== archive.bus) {
    throw validation("Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.");
  }
  const [fromMs, untilMs] = [input.EventStartTime?.getTime(), input.EventEndTime?.getTime()];
  if (fromMs === undefined || untilMs === undefined) throw validation("EventStartTime and EventEndTime must be given");
  if (untilMs <= fromMs) {
    throw validation("Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.");
  }
  const replay: Replay = {
    name,
    arn: events.arnOf(`replay/${name}`),
    archive,
    description: input.Description,
    bus,
    only: input.Destination?.FilterArns ?? [],
    fromMs,
    untilMs,
    state: "STARTING",
    startedMs: events.sim.now,
    endedMs: undefined,
    lastMs: undefined,
  };
  events.replays.set(name, replay);
  events.request("StartReplay", bus, caller);
  events.sim.after(0, () => run(events, replay));
  return { ReplayArn: replay.arn, State: replay.state, ReplayStartTime: events.sim.date() };
}

function run(events: EventBridge, replay: Replay): void {
  const { archive, bus, only } = replay;
  if (replay.state === "CANCELLING") {
    replay.state = "CANCELLED";
    return;
  }
  replay.state = "RUNNING";
  archive.forget(events.sim.now);
  const rules = only.length === 0 ? undefined : new Set(only);
  for (let i = 0, each = archive.events.at(0); each !== undefined; each = archive.events.at(++i)) {
    const atMs = events.sim.start + each.atMs;
    if (atMs < replay.fromMs || atMs >= replay.untilMs) continue;
    replay.lastMs = each.atMs;
    const document = { ...each.document, "replay-name": replay.name };
    // Its age counts from now: it is delivered anew.
    pass(events, bus, { ...each, document, atMs: events.sim.now, hops: 0 }, rules);
  }
  replay.state = "COMPLETED";
  replay.endedMs = events.sim.now;
}

function findReplay(events: EventBridge, operation: string, name: string | undefined, caller: Caller): Replay {
  const replay = events.replays.get(name ?? "");
  if (replay === undefined) throw notFound(`Replay ${name} does not exist.`);
  events.authorize(operation, replay.arn, caller);
  return replay;
}

export function cancelReplay(events: EventBridge, input: ReplayInput, caller: Caller): unknown {
  const replay = findReplay(events, "CancelReplay", input.ReplayName, caller);
  if (replay.state !== "STARTING" && replay.state !== "RUNNING") {
    throw illegalStatus(`Replay ${replay.name} is not in a valid state for this operation.`);
  }
  replay.state = "CANCELLING";
  events.request("CancelReplay", replay.bus, caller);
  return { ReplayArn: replay.arn, State: replay.state };
}

export function describeReplay(events: EventBridge, input: ReplayInput, caller: Caller): unknown {
  const replay = findReplay(events, "DescribeReplay", input.ReplayName, caller);
  events.request("DescribeReplay", replay.bus, caller);
  const { arn, description, bus, only } = replay;
  const Destination = { Arn: bus.arn, ...(only.length > 0 && { FilterArns: [...only] }) };
  return { ReplayArn: arn, Description: description, Destination, ...shownReplay(events, replay) };
}

function shownReplay({ sim }: EventBridge, replay: Replay): Record<string, unknown> {
  return {
    ReplayName: replay.name,
    EventSourceArn: replay.archive.arn,
    State: replay.state,
    EventStartTime: new Date(replay.fromMs),
    EventEndTime: new Date(replay.untilMs),
    ReplayStartTime: sim.date(replay.startedMs),
    ...(replay.endedMs !== undefined && { ReplayEndTime: sim.date(replay.endedMs) }),
    ...(replay.lastMs !== undefined && { EventLastReplayedTime: sim.date(replay.lastMs) }),
  };
}

export function listReplays(events: EventBridge, input: ListInput, caller: Caller): unknown {
  events.authorize("ListReplays", "*", caller);
  events.request("ListReplays", undefined, caller);
  const all = [...events.replays.values()].filter(
    ({ name, archive, state }) =>
      name.startsWith(input.NamePrefix ?? "") &&
      (input.EventSourceArn === undefined || archive.arn === input.EventSourceArn) &&
      (input.State === undefined || state === input.State),
  );
  const { items, NextToken } = listed(all, input);
  return { Replays: items.map((replay) => shownReplay(events, replay)), NextToken };
}
