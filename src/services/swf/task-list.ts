/**
 * A task list: tasks that wait for somebody to poll, and polls that wait for a task. A higher priority comes first, among equals
 * the earlier one; AWS promises best effort, we keep the order. Polls are answered in the order in which they came.
 */
import type { Name, Scheduled, Simulation, Waiter } from "../../sim";
import type { Caller } from "../service";
import type { ActivityTask } from "./activity-task";
import type { SwfInput } from "./context";
import type { DecisionTask } from "./decision-task";
import type { Domain } from "./domain";
import { TASKS_PER_SECOND } from "./limits";
import { Bucket } from "./rate";

export type TaskSort = "decision" | "activity";
export type Task = ActivityTask | DecisionTask;

/** A poll that waits. */
export interface Poll {
  readonly input: SwfInput;
  readonly waiter: Waiter<unknown>;
  /** On whose behalf its facts are written. */
  readonly actor: Name;
  /** Answers with nothing when the wait is over. */
  readonly deadline: Scheduled;
  readonly poller: Caller["poller"];
}

export class TaskList {
  readonly polls = new Set<Poll>();
  readonly bucket: Bucket;
  readonly #waiting = new Map<number, Set<Task>>();
  #priorities: number[] = []; // the highest first
  #length = 0;
  /** Who has polled it, by name of the process: for the topology. */
  readonly pollers = new Set<string>();

  constructor(
    readonly sort: TaskSort,
    readonly name: string,
    readonly domain: Domain,
    sim: Simulation,
  ) {
    this.bucket = new Bucket(TASKS_PER_SECOND, sim);
  }

  /** Tasks that wait. */
  get length(): number {
    return this.#length;
  }

  add(task: Task): void {
    let bucket = this.#waiting.get(task.priority);
    if (bucket === undefined) {
      bucket = new Set();
      this.#waiting.set(task.priority, bucket);
      this.#priorities = [...this.#waiting.keys()].sort((a, b) => b - a);
    }
    bucket.add(task);
    this.#length++;
  }

  /** The task is started, timed out or cancelled; no effect when it does not wait here. */
  remove(task: Task): void {
    if (this.#waiting.get(task.priority)?.delete(task)) this.#length--;
  }

  /** The task whose turn it is. */
  first(): Task | undefined {
    for (const priority of this.#priorities) {
      for (const task of this.#waiting.get(priority)!) return task;
    }
    return undefined;
  }
}
