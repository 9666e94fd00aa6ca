/**
 * Amazon EventBridge Scheduler: schedules by rate, by cron in a time zone, and once; flexible windows, retries, dead letters,
 * templates and universal targets, on the simulation's clock. All 12 operations of the API are answered.
 * Left out: the quota of invocations a second, encryption, targets that nubelab does not simulate, who may pass a role.
 */
import { type Link, type NodeName, nodeOfArn } from "../link";
import type { Caller, Service, World } from "../service";
import { Scheduler } from "./context";
import { unsupported } from "./errors";
import * as groups from "./groups";
import * as schedules from "./schedules";
import type { Target } from "./target";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (scheduler: Scheduler, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    CreateSchedule: schedules.createSchedule,
    CreateScheduleGroup: groups.createScheduleGroup,
    DeleteSchedule: schedules.deleteSchedule,
    DeleteScheduleGroup: groups.deleteScheduleGroup,
    GetSchedule: schedules.getSchedule,
    GetScheduleGroup: groups.getScheduleGroup,
    ListScheduleGroups: groups.listScheduleGroups,
    ListSchedules: schedules.listSchedules,
    ListTagsForResource: groups.listTagsForResource,
    TagResource: groups.tagResource,
    UntagResource: groups.untagResource,
    UpdateSchedule: schedules.updateSchedule,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const SCHEDULER_OPERATIONS: readonly string[] = [...operations.keys()];

/** Scheduler on a world's clock, calendar and trace. */
export function createScheduler(world: World): Service {
  const scheduler = new Scheduler(world);
  return {
    name: "scheduler",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupported(`nubelab does not simulate the operation ${operation} of Scheduler.`);
      return run(scheduler, input, caller);
    },
    links: () => linksOf(scheduler),
  };
}

function* linksOf({ groups: all }: Scheduler): Iterable<Link> {
  for (const { schedules: list } of all.values()) {
    for (const { resource, settings } of list.values()) {
      const from = `schedule:${resource}`;
      yield { from, to: nodeOf(settings.target), how: "delivers", isOff: !settings.isEnabled };
      const { deadLetterArn } = settings.target;
      if (deadLetterArn !== undefined) yield { from, to: nodeOfArn(deadLetterArn), how: "deadLetters" };
    }
  }
}

/** The resource that a universal target is for, where its input names one. */
function nodeOf({ arn, input = "" }: Target): NodeName {
  if (!arn.includes(":aws-sdk:")) return nodeOfArn(arn);
  const queue = /"QueueUrl"\s*:\s*"[^"]*\/([\w.-]+)"/.exec(input)?.[1];
  if (queue !== undefined) return `sqs:${queue}`;
  const named = /"(?:TopicArn|stateMachineArn|StateMachineArn)"\s*:\s*"([^"]+)"/.exec(input)?.[1];
  if (named !== undefined) return nodeOfArn(named);
  const fn = /"FunctionName"\s*:\s*"(?:[^"]*:function:)?([\w-]+)/.exec(input)?.[1];
  return fn === undefined ? arn : `lambda:${fn}`;
}
