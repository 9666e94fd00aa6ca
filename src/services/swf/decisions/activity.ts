/** ScheduleActivityTask and RequestCancelActivityTask. */
import { ActivityTask, awaitWorker, end } from "../activity-task";
import type { SwfInput } from "../context";
import { OPEN_ACTIVITIES } from "../limits";
import { keyOfType, type RegisteredType } from "../type";
import { type Deciding, failed, led } from "./deciding";

/** What must come from the decision or from the type, in the order in which it is missed. */
const NEEDED = [
  ["taskList", "defaultTaskList", "DEFAULT_TASK_LIST_UNDEFINED"],
  ["scheduleToStartTimeout", "defaultTaskScheduleToStartTimeout", "DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED"],
  ["scheduleToCloseTimeout", "defaultTaskScheduleToCloseTimeout", "DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED"],
  ["startToCloseTimeout", "defaultTaskStartToCloseTimeout", "DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED"],
  ["heartbeatTimeout", "defaultTaskHeartbeatTimeout", "DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED"],
] as const;

export function scheduleActivity(deciding: Deciding, attributes: SwfInput): void {
  const { swf, execution } = deciding;
  const { activityType, activityId, control, input } = attributes;
  const { domain } = execution;
  const fail = (cause: string) =>
    failed(deciding, "ScheduleActivityTaskFailed", cause, { activityType, activityId }, activityId);
  const type = domain.types.activity.get(keyOfType(activityType));
  if (type === undefined) return fail("ACTIVITY_TYPE_DOES_NOT_EXIST");
  if (type.status === "DEPRECATED") return fail("ACTIVITY_TYPE_DEPRECATED");
  if (execution.activities.has(activityId)) return fail("ACTIVITY_ID_ALREADY_IN_USE");
  const missing = NEEDED.find(([member, byDefault]) => (attributes[member] ?? type.defaults[byDefault]) === undefined);
  if (missing !== undefined) return fail(missing[2]);
  if (execution.activities.size >= OPEN_ACTIVITIES) return fail("OPEN_ACTIVITIES_LIMIT_EXCEEDED");
  const given = filledIn(type, attributes);
  const list = domain.list("activity", given.taskList.name);
  const isStrict = swf.world.quotas === "strict";
  if (!swf.admits("ScheduleActivityTask") || (isStrict && !list.bucket.admits())) {
    return fail("ACTIVITY_CREATION_RATE_EXCEEDED");
  }
  domain.flows.toList(domain, execution.type, list, type.type);
  const detail = { domain: domain.name, list: list.name, type: { ...type.type } };
  const fields = { activityType: type.type, activityId, control, input, ...given };
  const scheduled = led(deciding, "ActivityTaskScheduled", fields, activityId, detail);
  const timeouts = {
    scheduleToStart: given.scheduleToStartTimeout,
    scheduleToClose: given.scheduleToCloseTimeout,
    startToClose: given.startToCloseTimeout,
    heartbeat: given.heartbeatTimeout,
  };
  const priority = Number(given.taskPriority ?? 0);
  awaitWorker(swf, new ActivityTask(execution, list, activityId, type.type, input, timeouts, priority, scheduled));
}

function filledIn({ defaults }: RegisteredType, attributes: SwfInput): SwfInput {
  const given = NEEDED.map(([member, byDefault]) => [member, attributes[member] ?? defaults[byDefault]] as const);
  return { ...Object.fromEntries(given), taskPriority: attributes.taskPriority ?? defaults.defaultTaskPriority };
}

/** One that nobody has started is cancelled at once; otherwise its worker hears of it at its next heartbeat. */
export function requestCancelActivity(deciding: Deciding, { activityId }: SwfInput): void {
  const { swf, execution } = deciding;
  const task = execution.activities.get(activityId);
  if (task === undefined) {
    return failed(deciding, "RequestCancelActivityTaskFailed", "ACTIVITY_ID_UNKNOWN", { activityId }, activityId);
  }
  const requested = led(deciding, "ActivityTaskCancelRequested", { activityId }, activityId);
  task.cancelRequested = requested;
  if (task.state !== "scheduled") return;
  end(swf, task, "ActivityTaskCanceled", { latestCancelRequestedEventId: requested.eventId }, requested.row);
}
