/**
 * One execution of a pipe: a batch that has passed the filter, enriched, transformed, delivered.
 * What has failed comes again from the source: a message when its visibility timeout ends, a record at once. When the target
 * reports which have failed, only those do; after an enrichment that gave another number of events nobody knows which event
 * was whose, and the whole batch comes again.
 * Source: EventBridge User Guide, "Amazon EventBridge Pipes concepts", "Enrichment", "Error handling" (read 2026-11).
 */
import type { Subject } from "../../sim";
import { nameOf } from "../retry";
import { callerAs } from "../role";
import type { Pipes } from "./context";
import type { Settings } from "./settings";
import { reasonOf } from "./source";
import { type Answer, type Call, errorIn, listOf, type Parcel } from "./target";
import type { PipeEvent, Surroundings } from "./template";

/** What a source hands over. */
export interface PipeItem {
  readonly event: PipeEvent;
  /** As a target names it when it reports failures. */
  readonly ids: readonly string[];
  readonly subject: Subject;
  readonly row: number;
  readonly bytes: number;
}

export interface About {
  readonly pipes: Pipes;
  readonly name: string;
  readonly arn: string;
  readonly nameId: number;
  readonly settings: Settings;
}

/** How it has ended. */
export interface Result {
  /** Places of the items that have failed. */
  readonly failed: readonly number[];
  /** Row of its end in the trace. */
  readonly row: number;
}

export async function execute(about: About, items: readonly PipeItem[]): Promise<Result> {
  const { pipes, nameId, settings, name } = about;
  const { sim, trace, facts, world } = pipes;
  const id = sim.random("pipes.executions").uuid();
  const subject = trace.subject(id);
  const startedMs = sim.now;
  const source = trace.name(settings.sourceName);
  const started = trace.add(facts.Started, nameId, subject, items.length, source, items[0]!.row);
  for (const item of items) trace.add(facts.Batched, nameId, item.subject, item.bytes, source, started);
  const caller = callerAs(world, settings.roleArn, name, started);
  const call: Call = (service, operation, input) => world.service(service).call(operation, input, caller);
  const write = (kind: number, text: string, sinceMs = startedMs) =>
    trace.add(kind, nameId, subject, sim.now - sinceMs, trace.name(text), started);
  const end = (failed: readonly number[], reason: string): Result => {
    const isPart = failed.length > 0 && failed.length < items.length;
    const kind = failed.length === 0 ? facts.Succeeded : isPart ? facts.PartlyFailed : facts.Failed;
    const row = write(kind, reason);
    for (const i of failed) trace.add(facts.ItemFailed, nameId, items[i]!.subject, Number.NaN, 0, row);
    return { failed, row };
  };
  const all = items.map((_item, i) => i);

  let events: readonly PipeEvent[] = items.map(({ event }) => event);
  const surroundings = surroundingsOf(about);
  if (settings.enrichment !== undefined) {
    const by = nameOf(settings.enrichment);
    try {
      events = await enrich(settings, events, surroundings, call);
    } catch (error) {
      const reason = `${by}: ${reasonOf(error)}`;
      write(facts.EnrichmentFailed, reason);
      return end(all, reason);
    }
    write(facts.Enriched, by);
    if (events.length === 0) return end([], "");
  }

  const target = nameOf(settings.target.arn);
  const sentMs = sim.now;
  const parcels = events.map((event): Parcel => ({ event, payload: settings.template(event, surroundings) }));
  let answer: Answer;
  try {
    answer = await settings.target.deliver(parcels, call);
  } catch (error) {
    const reason = `${target}: ${reasonOf(error)}`;
    write(facts.TargetFailed, reason, sentMs);
    return end(all, reason);
  }
  const { failed, reason } = failuresIn(answer, items, parcels.length);
  write(
    failed.length === 0 ? facts.Delivered : facts.TargetFailed,
    reason === "" ? target : `${target}: ${reason}`,
    sentMs,
  );
  return end(failed, reason);
}

function surroundingsOf({ arn, name, settings, pipes }: About): Surroundings {
  return {
    "aws.pipes.pipe-arn": arn,
    "aws.pipes.pipe-name": name,
    "aws.pipes.source-arn": settings.source.arn,
    "aws.pipes.enrichment-arn": settings.enrichment ?? "",
    "aws.pipes.target-arn": settings.target.arn,
    "aws.pipes.event.ingestion-time": pipes.sim.date().toISOString(),
  };
}

/** An error of the enrichment's own making. */
class EnrichmentError extends RangeError {}

/** What the enrichment answers: a list is events, anything else is one; nothing is no event. */
async function enrich(
  settings: Settings,
  events: readonly PipeEvent[],
  surroundings: Surroundings,
  call: Call,
): Promise<readonly PipeEvent[]> {
  const arn = settings.enrichment!;
  const list = listOf(events.map((event) => ({ event, payload: settings.enrichmentTemplate(event, surroundings) })));
  let text: string;
  if (arn.split(":")[2] === "lambda") {
    const input = { FunctionName: arn, InvocationType: "RequestResponse", Payload: Buffer.from(list) };
    const { Payload, FunctionError } = await call("lambda", "Invoke", input);
    text = Buffer.from(Payload).toString();
    if (FunctionError !== undefined) throw new EnrichmentError(errorIn(text));
  } else {
    const answer = await call("stepfunctions", "StartSyncExecution", { stateMachineArn: arn, input: list });
    if (answer.status !== "SUCCEEDED") throw new EnrichmentError(`${answer.status}: ${answer.error ?? ""}`);
    text = answer.output ?? "null";
  }
  const value = JSON.parse(text) as unknown;
  if (Array.isArray(value)) return value;
  return value === null || value === "" ? [] : [value];
}

/** Which items have failed, by what the target says. */
function failuresIn(answer: Answer, items: readonly PipeItem[], sent: number): { failed: number[]; reason: string } {
  const all = items.map((_item, i) => i);
  if ("report" in answer) {
    const failed = reported(answer.report, items);
    if (failed === undefined) return { failed: all, reason: "its report of failures is not of the form" };
    return { failed, reason: failed.length === 0 ? "" : `reports ${failed.length} of ${items.length} as failed` };
  }
  const [first] = answer.failed;
  if (first === undefined) return { failed: [], reason: "" };
  return { failed: sent === items.length ? [...answer.failed.keys()].sort((a, b) => a - b) : all, reason: first[1] };
}

/** The items in a list batchItemFailures; undefined when it is not of the form. */
function reported(text: string, items: readonly PipeItem[]): number[] | undefined {
  const answer = JSON.parse(text) as { batchItemFailures?: unknown } | null;
  const failures = typeof answer === "object" && answer !== null ? answer.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return undefined;
  const places = (failures as ({ itemIdentifier?: unknown } | null)[]).map((failure) =>
    items.findIndex(({ ids }) => ids.includes(String(failure?.itemIdentifier))),
  );
  return places.includes(-1) ? undefined : [...new Set(places)].sort((a, b) => a - b);
}
