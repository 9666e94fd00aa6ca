/** Task tokens: opaque, made when a task is started; who holds one may answer for the task, from whatever process. */
import type { Swf } from "./context";
import { invalidToken, unknownExecution } from "./errors";
import type { Task, TaskSort } from "./task-list";

const TOKEN_BYTES = 48;

export function giveToken(swf: Swf, task: Task): void {
  task.token = Buffer.from(swf.sim.random("swf.token").bytes(TOKEN_BYTES)).toString("base64");
  swf.tokens.set(task.token, task);
  task.execution.tokens.push(task.token);
}

/** The task that a token was made for, whose execution is open. Throws ValidationException, UnknownResourceFault. */
export function taskAt(swf: Swf, token: string, sort: TaskSort): Task {
  const task = swf.tokens.get(token);
  if (task === undefined || task.sort !== sort) throw invalidToken();
  const { isOpen, workflowId, runId } = task.execution;
  if (!isOpen) throw unknownExecution(workflowId, runId);
  return task;
}
