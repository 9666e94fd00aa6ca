/**
 * Message move tasks: the available messages of a dead-letter queue go back to their sources, or to one queue, at a rate.
 * They count as new messages there: new id, new age, no receives. A task is RUNNING, then COMPLETED, CANCELLED or FAILED.
 * Without a rate AWS picks one by the backlog; we move at the greatest rate there is.
 * Source: API reference, StartMessageMoveTask; errors as recorded by LocalStack's snapshot tests (read 2026-11).
 */
import type { Scheduled } from "../../sim";
import type { Caller } from "../service";
import type { Sqs } from "./context";
import { invalidParameter, invalidParameterText, missingParameter, overLimit, resourceNotFound } from "./errors";
import { MOVE_RATE, MOVE_TASKS_ACTIVE, MOVE_TASKS_LISTED, within } from "./limits";
import type { Message } from "./message";
import type { Queue } from "./queue";

export interface MoveTask {
  readonly id: string;
  readonly source: Queue;
  /** undefined: each message goes back where it came from. */
  readonly destinationArn: string | undefined;
  /** As asked for, messages a second. */
  readonly rate: number | undefined;
  readonly startedMs: number;
  readonly toMove: number;
  moved: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  failure: string | undefined;
  next: Scheduled | undefined;
}

const NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue";

interface StartInput {
  SourceArn?: string;
  DestinationArn?: string;
  MaxNumberOfMessagesPerSecond?: number;
}

export function startMessageMoveTask(sqs: Sqs, input: StartInput, caller: Caller): unknown {
  const { DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: rate } = input;
  const source = sourceQueue(sqs, "StartMessageMoveTask", input.SourceArn, caller);
  if (rate !== undefined && !within(rate, MOVE_RATE)) {
    throw invalidParameter(
      "MaxNumberOfMessagesPerSecond",
      rate,
      `Must be between ${MOVE_RATE.least} and ${MOVE_RATE.most}.`,
    );
  }
  if (sqs.queues.sourcesOf(source).length === 0) {
    throw invalidParameterText("Source queue must be configured as a Dead Letter Queue.");
  }
  const destination = destinationArn === undefined ? undefined : sqs.queues.byArn(destinationArn);
  if (destinationArn !== undefined && destination === undefined) {
    throw resourceNotFound("The resource that you specified for the DestinationArn parameter doesn't exist.");
  }
  if (destination !== undefined && destination.isFifo !== source.isFifo) {
    throw invalidParameterText("Source queue type and destination queue type must match.");
  }
  const running = sqs.moveTasks.filter(({ status }) => status === "RUNNING");
  if (running.some((task) => task.source === source)) {
    throw invalidParameterText(
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    );
  }
  if (running.length >= MOVE_TASKS_ACTIVE) throw overLimit(`At most ${MOVE_TASKS_ACTIVE} move tasks can be active.`);
  sqs.request(source, "StartMessageMoveTask", 0);
  const task: MoveTask = {
    id: source.random.uuid(),
    source,
    destinationArn,
    rate,
    startedMs: sqs.sim.now,
    toMove: source.counts.available,
    moved: 0,
    status: "RUNNING",
    failure: undefined,
    next: undefined,
  };
  sqs.moveTasks.push(task);
  schedule(sqs, task);
  return { TaskHandle: handleOf(task) };
}

export function cancelMessageMoveTask(sqs: Sqs, input: { TaskHandle?: string }, caller: Caller): unknown {
  if (!input.TaskHandle) throw missingParameter("TaskHandle");
  const { taskId, sourceArn } = readHandle(input.TaskHandle);
  const source = sourceQueue(sqs, "CancelMessageMoveTask", sourceArn, caller);
  const task = sqs.moveTasks.find(({ id }) => id === taskId);
  if (task === undefined) throw resourceNotFound("Task does not exist.");
  if (task.status !== "RUNNING") throw invalidParameterText("Only active tasks can be cancelled.");
  sqs.request(source, "CancelMessageMoveTask", 0);
  // AWS passes through CANCELLING; here there is nothing to wait for.
  end(task, "CANCELLED");
  return { ApproximateNumberOfMessagesMoved: task.moved };
}

/** The latest tasks first. AWS keeps the ten most recent of a queue. */
export function listMessageMoveTasks(
  sqs: Sqs,
  input: { SourceArn?: string; MaxResults?: number },
  caller: Caller,
): unknown {
  const { MaxResults: most = MOVE_TASKS_LISTED.default } = input;
  const source = sourceQueue(sqs, "ListMessageMoveTasks", input.SourceArn, caller);
  if (!within(most, MOVE_TASKS_LISTED)) {
    throw invalidParameter(
      "MaxResults",
      most,
      `Must be between ${MOVE_TASKS_LISTED.least} and ${MOVE_TASKS_LISTED.most}.`,
    );
  }
  sqs.request(source, "ListMessageMoveTasks", 0);
  const tasks = sqs.moveTasks
    .filter((task) => task.source === source)
    .reverse()
    .slice(0, most);
  return { Results: tasks.map((task) => describe(sqs, task)) };
}

function describe(sqs: Sqs, task: MoveTask): unknown {
  return {
    ...(task.status === "RUNNING" && { TaskHandle: handleOf(task) }),
    Status: task.status,
    SourceArn: task.source.arn,
    ...(task.destinationArn && { DestinationArn: task.destinationArn }),
    ...(task.rate && { MaxNumberOfMessagesPerSecond: task.rate }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failure && { FailureReason: task.failure }),
    StartedTimestamp: Math.floor(sqs.sim.start + task.startedMs),
  };
}

function schedule(sqs: Sqs, task: MoveTask): void {
  task.next = sqs.sim.after(1_000 / (task.rate ?? MOVE_RATE.default), () => {
    moveOne(sqs, task);
    if (task.status === "RUNNING") schedule(sqs, task);
  });
}

function moveOne(sqs: Sqs, task: MoveTask): void {
  if (task.source.isDeleted) return end(task, "FAILED", NO_QUEUE);
  let failure: string | undefined;
  let destination: Queue | undefined;
  /** True when the message has nowhere to go: it keeps its place, and the task fails. */
  const isStuck = (message: Message): boolean => {
    if (failure !== undefined) return true;
    const arn = task.destinationArn ?? message.deadLetterSourceArn;
    destination = arn === undefined ? undefined : sqs.queues.byArn(arn);
    if (destination === undefined) failure = arn === undefined ? "CouldNotDetermineMessageSource" : NO_QUEUE;
    return failure !== undefined;
  };
  const visit = (message: Message): boolean => {
    if (isStuck(message)) return true;
    move(sqs, task, message, destination!);
    return true;
  };
  task.source.take(1, visit, isStuck);
  if (failure !== undefined) return end(task, "FAILED", failure);
  if (destination === undefined || task.source.counts.available === 0) end(task, "COMPLETED");
  destination?.ready();
}

function move(sqs: Sqs, task: MoveTask, message: Message, destination: Queue): void {
  task.source.facts.deleted(message, "moved");
  const cause = message.row;
  task.source.discard(message);
  const id = destination.random.uuid();
  const subject = sqs.sim.trace.subject(id);
  const moved = destination.join({ ...message.content, id, subject, sentMs: sqs.sim.now }, 0);
  destination.facts.moved(moved, task.source.name, cause);
  task.moved++;
}

function end(task: MoveTask, status: MoveTask["status"], failure?: string): void {
  task.status = status;
  task.failure = failure;
  task.next?.cancel();
  task.next = undefined;
}

function sourceQueue(sqs: Sqs, operation: string, arn: string | undefined, caller: Caller): Queue {
  if (!arn) throw missingParameter("SourceArn");
  const queue = sqs.queues.byArn(arn);
  if (queue === undefined) {
    throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  }
  sqs.authorize(operation, queue, caller);
  return queue;
}

function handleOf(task: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: task.id, sourceArn: task.source.arn })).toString("base64");
}

function readHandle(handle: string): { taskId: string; sourceArn: string } {
  try {
    const value = JSON.parse(Buffer.from(handle, "base64").toString()) as { taskId?: unknown; sourceArn?: unknown };
    if (typeof value.taskId === "string" && typeof value.sourceArn === "string") {
      return { taskId: value.taskId, sourceArn: value.sourceArn };
    }
  } catch {
    // Not base64 of JSON: the same answer as for JSON of another shape.
  }
  throw invalidParameterText("Value for parameter TaskHandle is invalid.");
}
