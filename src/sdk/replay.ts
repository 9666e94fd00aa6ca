/**
 * Replays a log on a fresh cloud of the replayer's own. Services' events are run until as many are done as the log says,
 * then the call is made, in the name of the process that made it. A log holds only if every answer and the trace's hash
 * come out the same; so a forged log that holds is a run that could really have been.
 */
import { isDeepStrictEqual } from "node:util";
import { Cloud } from "./cloud";
import { type CallLog, type LoggedCall, type Outcome, outcomeOf } from "./log";
import { checkLog, MalformedLogError, type Operations, operationsOf } from "./log-check";
import type { CloudOptions } from "./options";

export interface ReplayOptions {
  /** The cloud that was handed out: seed, start, anomalies, faults. The log's own seed is not believed. */
  cloud: CloudOptions;
  /** Module of each service's client package: `{ sqs: require("@aws-sdk/client-sqs") }`. Others cannot be in the log. */
  clients: Readonly<Record<string, object>>;
}

/** `cloud` is the replayer's own; its trace may be judged when the log holds. */
export type Replay = { holds: true; cloud: Cloud; log: CallLog } | { holds: false; reason: string };

export async function replay(log: unknown, options: ReplayOptions): Promise<Replay> {
  const operations = operationsOf(options.clients);
  const cloud = new Cloud(options.cloud);
  try {
    const checked = checkLog(log, operations);
    await reenact(cloud, checked, operations);
    return { holds: true, cloud, log: checked };
  } catch (error) {
    if (error instanceof MalformedLogError || error instanceof Mismatch) return { holds: false, reason: error.message };
    throw error;
  }
}

class Mismatch extends Error {}

async function reenact(cloud: Cloud, log: CallLog, operations: Operations): Promise<void> {
  if (log.seed !== cloud.seed || log.start !== cloud.start)
    throw new Mismatch("the log is of a cloud with another seed or start");
  const late: { call: LoggedCall; where: string; outcome: Outcome }[] = [];

  for (const [i, call] of log.calls.entries()) {
    const where = `call ${i} (${call.service} ${call.operation})`;
    await reach(cloud, call, where);
    const outcome = make(cloud, call);
    if (!(outcome instanceof Promise)) compare(call, outcome, where, operations);
    else {
      const entry = { call, where, outcome: { kind: "pending" } as Outcome };
      late.push(entry);
      void outcome.then((settled) => {
        entry.outcome = settled;
      });
    }
  }

  await reach(cloud, log.end, "the end");
  if (cloud.trace.length !== log.end.facts || cloud.trace.hash() !== log.end.hash) {
    throw new Mismatch("the replayed trace has another hash than the log's");
  }
  // Answers of this last instant are still on their way.
  await cloud.arrive(cloud.now, cloud.serviceEvents);
  await new Promise((resolve) => setImmediate(resolve));
  for (const { call, where, outcome } of late) {
    if (call.outcome.kind !== "pending") compare(call, outcome, where, operations);
  }
}

async function reach(cloud: Cloud, place: { at: number; events: number }, where: string): Promise<void> {
  if (await cloud.arrive(place.at, place.events)) return;
  throw new Mismatch(
    `${where}: no run of this cloud stands at ${place.at} ms after ${place.events} events of its services`,
  );
}

function make(
  cloud: Cloud,
  { actor, origin, service, operation, input, caller }: LoggedCall,
): Outcome | Promise<Outcome> {
  const answered = (output: unknown): Outcome => ({ kind: "answered", output });
  try {
    // A copy: the service owns its input, and the judge wants to read the log.
    const output = cloud.enact(actor, () => cloud.call(service, operation, structuredClone(input), caller), origin);
    return output instanceof Promise ? output.then(answered, outcomeOf) : answered(structuredClone(output));
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Outputs are compared as a client would see them. */
function compare(
  { service, operation, outcome: logged }: LoggedCall,
  replayed: Outcome,
  where: string,
  operations: Operations,
) {
  const seen = (outcome: Outcome) =>
    outcome.kind === "answered"
      ? {
          kind: "answered",
          output: operations
            .get(service)!
            .get(operation)!
            .readOutput(outcome.output ?? {}, ""),
        }
      : outcome;
  if (!isDeepStrictEqual(seen(logged), seen(replayed))) {
    throw new Mismatch(`${where}: the log has another answer than the replay (${replayed.kind})`);
  }
}
