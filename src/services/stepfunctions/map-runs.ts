/**
 * Looking at the runs of distributed Maps, and changing them while they run.
 * Source: API reference, DescribeMapRun, ListMapRuns, UpdateMapRun (read 2026-11).
 */
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { checkBounds, invalid, resourceMissing } from "./errors";
import { executionAt } from "./executions";
import { DISTRIBUTED_CONCURRENCY } from "./limits";
import type { MapRun } from "./map-run";
import { readArn } from "./names";
import { listed } from "./page";

export function describeMapRun(sf: StepFunctions, input: { mapRunArn: string }, caller: Caller): unknown {
  const run = enter(sf, "DescribeMapRun", input.mapRunArn, caller);
  return {
    mapRunArn: run.arn,
    executionArn: run.execution.arn,
    status: run.status,
    startDate: sf.sim.date(run.startedMs),
    ...(run.stoppedMs !== undefined && { stopDate: sf.sim.date(run.stoppedMs) }),
    maxConcurrency: run.maxConcurrency,
    toleratedFailureCount: run.toleratedCount,
    toleratedFailurePercentage: run.toleratedPercentage,
    itemCounts: run.counts("items"),
    executionCounts: run.counts("executions"),
    redriveCount: 0,
  };
}

export function listMapRuns(
  sf: StepFunctions,
  input: { executionArn: string; maxResults?: number; nextToken?: string },
  caller: Caller,
): unknown {
  const execution = executionAt(sf, input.executionArn);
  const { machine } = execution.start;
  sf.enter("ListMapRuns", input.executionArn, machine.name, caller);
  sf.request("ListMapRuns", machine.nameId, caller);
  const all = [...sf.mapRuns.values()].filter((run) => run.execution === execution).reverse();
  const { items, nextToken } = listed(all, input);
  return {
    mapRuns: items.map((run) => ({
      mapRunArn: run.arn,
      executionArn: execution.arn,
      stateMachineArn: machine.arn,
      startDate: sf.sim.date(run.startedMs),
      ...(run.stoppedMs !== undefined && { stopDate: sf.sim.date(run.stoppedMs) }),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

interface Update {
  mapRunArn: string;
  maxConcurrency?: number;
  toleratedFailurePercentage?: number;
  toleratedFailureCount?: number;
}

/** What is tolerated counts when the next execution ends; more room is used at once. */
export function updateMapRun(sf: StepFunctions, input: Update, caller: Caller): unknown {
  checkBounds(input.maxConcurrency, "maxConcurrency", 0, DISTRIBUTED_CONCURRENCY);
  checkBounds(input.toleratedFailurePercentage, "toleratedFailurePercentage", 0, 100);
  checkBounds(input.toleratedFailureCount, "toleratedFailureCount", 0, Number.MAX_SAFE_INTEGER);
  const run = enter(sf, "UpdateMapRun", input.mapRunArn, caller);
  if (run.status !== "RUNNING") throw invalid(`The Map Run is ${run.status} and cannot be updated.`);
  run.maxConcurrency = input.maxConcurrency ?? run.maxConcurrency;
  run.toleratedCount = input.toleratedFailureCount ?? run.toleratedCount;
  run.toleratedPercentage = input.toleratedFailurePercentage ?? run.toleratedPercentage;
  run.pump();
  return {};
}

function enter(sf: StepFunctions, operation: string, arn: string, caller: Caller): MapRun {
  readArn(arn, "mapRun");
  const run = sf.mapRuns.get(arn);
  if (run === undefined) throw resourceMissing(arn);
  const { machine } = run.execution.start;
  sf.enter(operation, arn, machine.name, caller);
  sf.request(operation, machine.nameId, caller);
  return run;
}
