/**
 * Activities: tasks that workers come and fetch, with GetActivityTask, a poll of up to 60 s.
 * Tasks and waiting workers both queue up in the order of their coming.
 * Source: Developer Guide, "Activities" (read 2026-11).
 */
import type { Scheduled, Waiter } from "../../sim";
import type { Caller } from "../service";
import type { StepFunctions } from "./context";
import { activityMissing, checkLength, tooManyActivities, tooManyWorkers } from "./errors";
import { ACTIVITIES, POLL_MS, POLLERS_PER_ACTIVITY, WORKER_NAME_LENGTH } from "./limits";
import { checkName, readArn } from "./names";
import { listed } from "./page";
import type { Attempt } from "./states/task";
import { readTags, type Tag } from "./tags";

interface Poll {
  readonly waiter: Waiter<unknown>;
  readonly workerName: string | undefined;
  readonly end: Scheduled;
}

export class Activity {
  readonly #tasks: Attempt[] = [];
  readonly #polls: Poll[] = [];
  readonly tags: Map<string, string>;

  constructor(
    private readonly sf: StepFunctions,
    readonly name: string,
    readonly arn: string,
    readonly createdMs: number,
    tags: Map<string, string>,
  ) {
    this.tags = tags;
  }

  /** A task for whoever comes. Its timeout runs from now on, its heartbeat from when it is taken. */
  schedule(attempt: Attempt): void {
    attempt.begin();
    const poll = this.#polls.shift();
    if (poll === undefined) {
      this.#tasks.push(attempt);
      return;
    }
    poll.end.cancel();
    poll.waiter.resolve(give(attempt, poll.workerName));
  }

  poll(workerName: string | undefined): unknown {
    let attempt = this.#tasks.shift();
    while (attempt?.isOver === true) attempt = this.#tasks.shift();
    if (attempt !== undefined) return give(attempt, workerName);
    if (this.#polls.length >= POLLERS_PER_ACTIVITY) throw tooManyWorkers(this.arn, POLLERS_PER_ACTIVITY);
    const { sim } = this.sf;
    const waiter = sim.waiter<unknown>();
    const poll: Poll = {
      waiter,
      workerName,
      end: sim.after(POLL_MS, () => {
        this.#polls.splice(this.#polls.indexOf(poll), 1);
        waiter.resolve({}); // AWS: no task token
      }),
    };
    this.#polls.push(poll);
    return waiter.promise;
  }
}

function give(attempt: Attempt, workerName: string | undefined): unknown {
  attempt.taken(workerName);
  return { taskToken: attempt.token, input: JSON.stringify(attempt.parameters) };
}

export function createActivity(sf: StepFunctions, input: { name: string; tags?: Tag[] }, caller: Caller): unknown {
  checkName(input.name);
  const arn = sf.arnOf("activity", input.name);
  sf.enter("CreateActivity", arn, input.name, caller);
  sf.request("CreateActivity", input.name, caller);
  let activity = sf.activities.get(arn);
  if (activity === undefined) {
    const most = ACTIVITIES[sf.world.quotas];
    if (sf.activities.size >= most) throw tooManyActivities(most);
    activity = new Activity(sf, input.name, arn, sf.sim.now, readTags(input.tags, arn));
    sf.activities.set(arn, activity);
  }
  return { activityArn: arn, creationDate: sf.sim.date(activity.createdMs) };
}

export function deleteActivity(sf: StepFunctions, input: { activityArn: string }, caller: Caller): unknown {
  const { rest } = readArn(input.activityArn, "activity");
  sf.enter("DeleteActivity", input.activityArn, rest, caller);
  sf.request("DeleteActivity", rest, caller);
  sf.activities.delete(input.activityArn);
  return {};
}

export function describeActivity(sf: StepFunctions, input: { activityArn: string }, caller: Caller): unknown {
  const activity = enter(sf, "DescribeActivity", input.activityArn, caller);
  return shapeOf(sf, activity);
}

export function listActivities(
  sf: StepFunctions,
  input: { maxResults?: number; nextToken?: string },
  caller: Caller,
): unknown {
  sf.enter("ListActivities", "*", "", caller);
  sf.request("ListActivities", "", caller);
  const { items, nextToken } = listed([...sf.activities.values()], input);
  return {
    activities: items.map((activity) => shapeOf(sf, activity)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

export function getActivityTask(
  sf: StepFunctions,
  input: { activityArn: string; workerName?: string },
  caller: Caller,
): unknown {
  checkLength(input.workerName, "workerName", WORKER_NAME_LENGTH, 1);
  return enter(sf, "GetActivityTask", input.activityArn, caller).poll(input.workerName);
}

function enter(sf: StepFunctions, operation: string, arn: string, caller: Caller): Activity {
  const { rest } = readArn(arn, "activity");
  const activity = sf.activities.get(arn);
  if (activity === undefined) throw activityMissing(arn);
  sf.enter(operation, arn, rest, caller);
  sf.request(operation, rest, caller);
  return activity;
}

function shapeOf(sf: StepFunctions, { arn, name, createdMs }: Activity): object {
  return { activityArn: arn, name, creationDate: sf.sim.date(createdMs) };
}
