/**
 * PutEvents: up to 10 entries, each accepted or refused alone; an accepted one goes to every rule that matches it.
 * Source: API reference, PutEvents and PutEventsResultEntry (read 2026-11); texts as recorded from AWS.
 */
import type { Caller } from "../service";
import type { Bus } from "./bus";
import type { EventBridge } from "./context";
import { Delivery } from "./delivery";
import { validation } from "./errors";
import { type EventDocument, type Passing, timeText } from "./event";
import { ENTRIES, ENTRY_BYTES } from "./limits";
import type { Rule } from "./rule";

export interface Entry {
  Time?: Date;
  Source?: string;
  Resources?: string[];
  DetailType?: string;
  Detail?: string;
  EventBusName?: string;
}

interface Refusal {
  ErrorCode: string;
  ErrorMessage: string;
}

const TIME_BYTES = 14; // what AWS counts for an entry's time

export function putEvents(events: EventBridge, input: { Entries?: Entry[] }, caller: Caller): unknown {
  const entries = input.Entries ?? [];
  if (entries.length < 1 || entries.length > ENTRIES) {
    const rule = entries.length < 1 ? "greater than or equal to 1" : `less than or equal to ${ENTRIES}`;
    throw validation(
      `1 validation error detected: Value '[${entries.length} entries]' at 'entries' failed to satisfy constraint: Member must have length ${rule}`,
    );
  }
  const sizes = entries.map(bytesOf);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > ENTRY_BYTES[events.world.quotas]) {
    throw validation("Total size of the entries in the request is over the limit.");
  }
  const first = events.findBus(entries[0]!.EventBusName);
  if (first !== undefined) events.checkFaults(first, "PutEvents");
  const cause = events.request("PutEvents", first, caller, bytes);
  const results = entries.map((entry, i) => put(events, entry, sizes[i]!, caller, cause));
  return { FailedEntryCount: results.filter((each) => "ErrorCode" in each).length, Entries: results };
}

/** Bytes of an entry, as AWS's guide counts them. */
function bytesOf({ Time, Source = "", DetailType = "", Detail = "", Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return (Time === undefined ? 0 : TIME_BYTES) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function put(
  events: EventBridge,
  entry: Entry,
  bytes: number,
  caller: Caller,
  cause: number,
): { EventId: string } | Refusal {
  const detail = read(entry);
  if ("ErrorCode" in detail) return detail as unknown as Refusal;
  const { sim, world, trace } = events;
  const bus = events.findBus(entry.EventBusName);
  if (bus !== undefined) {
    const reason = events.denial("PutEvents", bus.arn, caller, bus);
    if (reason !== undefined) {
      trace.append(events.facts.Denied, bus.nameId, { text: reason, cause });
      return { ErrorCode: "AccessDeniedException", ErrorMessage: reason };
    }
  }
  const id = sim.random("eventbridge.events").uuid();
  const subject = trace.subject(id);
  const document: EventDocument = {
    version: "0",
    id,
    "detail-type": entry.DetailType!,
    source: entry.Source!,
    account: caller.account,
    time: timeText(entry.Time ?? sim.date()),
    region: world.region,
    resources: entry.Resources ?? [],
    detail: detail.value,
  };
  const event = { document, atMs: sim.now, bytes, hops: 0, subject, row: cause };
  // As recorded: for a bus that is not there AWS answers as if it were, and the event is gone.
  if (bus === undefined) {
    trace.append(events.facts.Dropped, String(entry.EventBusName), { subject, text: "there is no such bus", cause });
  } else pass(events, bus, event);
  return { EventId: id };
}

/** The detail, or why the entry is refused. */
function read({ Source, DetailType, Detail }: Entry): { value: Record<string, unknown> } | Refusal {
  const missing = (name: string): Refusal => ({
    ErrorCode: "InvalidArgument",
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  if (!Source) return missing("Source");
  if (!DetailType) return missing("DetailType");
  if (!Detail) return missing("Detail");
  if (Source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  let value: unknown;
  try {
    value = JSON.parse(Detail);
  } catch {
    value = undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
  return { value: value as Record<string, unknown> };
}

/** An event of a service of the cloud itself comes to the default bus. */
export function putServiceEvent(
  events: EventBridge,
  source: string,
  detailType: string,
  resources: string[],
  detail: Record<string, unknown>,
  cause: number,
): string {
  const { sim, world, trace } = events;
  const id = sim.random("eventbridge.events").uuid();
  const document: EventDocument = {
    version: "0",
    id,
    "detail-type": detailType,
    source,
    account: world.account,
    time: timeText(sim.date()),
    region: world.region,
    resources,
    detail,
  };
  const bytes = Buffer.byteLength(JSON.stringify(detail));
  const event = { document, atMs: sim.now, bytes, hops: 0, subject: trace.subject(id), row: cause };
  pass(events, events.bus("default"), event);
  return id;
}

/** The event is on the bus: into its archives, and to the targets of the rules that match it. */
export function pass(events: EventBridge, bus: Bus, event: Passing, only?: ReadonlySet<string>): void {
  const { trace, facts } = events;
  const { document, subject, bytes } = event;
  const isReplay = document["replay-name"] !== undefined;
  const text = trace.name(`${document.source} ${document["detail-type"]}`);
  const row = trace.add(isReplay ? facts.Replayed : facts.Published, bus.nameId, subject, bytes, text, event.row);
  const onBus = { ...event, row };
  if (!isReplay) for (const archive of bus.archives) archive.offer(events, onBus);
  const rules = bus.machine.match(document).filter((rule) => only === undefined || only.has(rule.arn));
  if (rules.length === 0) trace.add(facts.Unmatched, bus.nameId, subject, bus.machine.size, 0, row);
  for (const rule of rules) trigger(events, rule, onBus);
}

/** The rule sends the event to its targets. */
export function trigger(events: EventBridge, rule: Rule, event: Passing): void {
  const { trace, facts } = events;
  const { subject } = event;
  const row = trace.add(facts.Matched, rule.bus.nameId, subject, rule.targets.size, trace.name(rule.name), event.row);
  for (const target of rule.targets.values()) new Delivery(events, event, rule, target, row).attempt();
}
