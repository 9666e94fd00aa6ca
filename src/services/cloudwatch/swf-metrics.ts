/**
 * The metrics of SWF: how executions, decision tasks and activity tasks ended, how long each stage took (in milliseconds), and
 * how many tasks wait in a list at the end of each minute. Left out: the metrics of throttling and of Lambda tasks.
 * Source: SWF Developer Guide, "Amazon SWF Metrics for CloudWatch" (read 2026-11).
 */
import type { Dimension } from "./series";
import type { Collector, MetricStore } from "./store";

interface Kind {
  readonly domain: string;
  readonly type: { readonly name: string; readonly version: string };
}

/** How an execution ends, and what counts it. */
const ENDS: Readonly<Record<string, string>> = {
  WorkflowExecutionCompleted: "WorkflowsCompleted",
  WorkflowExecutionFailed: "WorkflowsFailed",
  WorkflowExecutionCanceled: "WorkflowsCanceled",
  WorkflowExecutionTerminated: "WorkflowsTerminated",
  WorkflowExecutionTimedOut: "WorkflowsTimedOut",
  WorkflowExecutionContinuedAsNew: "WorkflowsContinuedAsNew",
};

const ACTIVITY_ENDS: Readonly<Record<string, string>> = {
  ActivityTaskCompleted: "ActivityTasksCompleted",
  ActivityTaskFailed: "ActivityTasksFailed",
  ActivityTaskCanceled: "ActivityTasksCanceled",
};

const TIMEOUTS: Readonly<Record<string, string>> = {
  SCHEDULE_TO_START: "ScheduledActivityTasksTimedOutOnStart",
  SCHEDULE_TO_CLOSE: "ScheduledActivityTasksTimedOutOnClose",
  START_TO_CLOSE: "StartedActivityTasksTimedOutOnClose",
  HEARTBEAT: "StartedActivityTasksTimedOutOnHeartbeat",
};

/** A task that is open, and where it waits as long as nobody has taken it. */
interface OpenTask {
  readonly kind: Kind;
  readonly scheduledMs: number;
  startedMs: number | undefined;
  readonly list: string;
}

export class SwfMetrics implements Collector {
  readonly readers: Collector["readers"];
  /** By run; what waits or is worked on in it, by activity id, "" for the decision task. */
  readonly #runs = new Map<number, { kind: Kind; startMs: number; tasks: Map<string, OpenTask> }>();
  /** Lists that have ever had a task. */
  readonly #lists = new Map<string, { domain: string; list: string; waiting: number }>();

  constructor(private readonly store: MetricStore) {
    const { trace } = store;
    const runOf = (row: number) => this.#runs.get(trace.subjectOf(row));
    const textOf = (row: number) => trace.string(trace.textOf(row));

    const end = (metric: string) => (row: number, atMs: number) => {
      const run = runOf(row);
      if (run === undefined) return;
      this.#add(run.kind, "Workflow", atMs, metric);
      this.#add(run.kind, "Workflow", atMs, "WorkflowStartToCloseTime", atMs - run.startMs);
      for (const task of run.tasks.values()) this.#leave(task);
      this.#runs.delete(trace.subjectOf(row));
    };
    const schedule = (row: number, atMs: number, id: string, kind: Kind, list: string) => {
      const waiting = this.#listOf(kind.domain, list);
      waiting.waiting++;
      runOf(row)?.tasks.set(id, { kind, scheduledMs: atMs, startedMs: undefined, list });
    };
    const start = (row: number, atMs: number, id: string, sort: "Activity" | "Workflow", metric: string) => {
      const task = runOf(row)?.tasks.get(id);
      if (task === undefined) return;
      this.#leave(task);
      task.startedMs = atMs;
      this.#add(task.kind, sort, atMs, metric, atMs - task.scheduledMs);
    };
    const finish = (row: number, id: string): OpenTask | undefined => {
      const tasks = runOf(row)?.tasks;
      const task = tasks?.get(id);
      if (task !== undefined) this.#leave(task);
      tasks?.delete(id);
      return task;
    };
    const endActivity = (metric: string) => (row: number, atMs: number) => {
      const task = finish(row, textOf(row));
      if (task === undefined) return;
      this.#add(task.kind, "Activity", atMs, metric);
      this.#add(task.kind, "Activity", atMs, "ActivityTaskScheduleToCloseTime", atMs - task.scheduledMs);
      if (task.startedMs !== undefined) {
        this.#add(task.kind, "Activity", atMs, "ActivityTaskStartToCloseTime", atMs - task.startedMs);
      }
    };
    const endDecision = (metric: string) => (row: number, atMs: number) => {
      const task = finish(row, "");
      if (task?.startedMs === undefined) return;
      this.#add(task.kind, "Workflow", atMs, metric);
      if (metric === "DecisionTasksCompleted") {
        this.#add(task.kind, "Workflow", atMs, "DecisionTaskStartToCloseTime", atMs - task.startedMs);
      }
    };

    this.readers = {
      "swf.WorkflowExecutionStarted": (row, atMs) => {
        const kind = trace.event(row).detail as unknown as Kind;
        this.#runs.set(trace.subjectOf(row), { kind, startMs: atMs, tasks: new Map() });
      },
      "swf.DecisionTaskScheduled": (row, atMs) => {
        const run = runOf(row);
        if (run !== undefined) schedule(row, atMs, "", run.kind, textOf(row));
      },
      "swf.DecisionTaskStarted": (row, atMs) => start(row, atMs, "", "Workflow", "DecisionTaskScheduleToStartTime"),
      "swf.DecisionTaskCompleted": endDecision("DecisionTasksCompleted"),
      "swf.DecisionTaskTimedOut": endDecision("StartedDecisionTasksTimedOutOnClose"),
      "swf.ActivityTaskScheduled": (row, atMs) => {
        const detail = trace.event(row).detail as unknown as Kind & { list: string };
        schedule(row, atMs, textOf(row), detail, detail.list);
      },
      "swf.ActivityTaskStarted": (row, atMs) =>
        start(row, atMs, textOf(row), "Activity", "ActivityTaskScheduleToStartTime"),
      "swf.ActivityTaskTimedOut": (row, atMs) => {
        const task = finish(row, textOf(row));
        const metric = TIMEOUTS[String(trace.event(row).detail?.timeoutType)];
        if (task !== undefined && metric !== undefined) this.#add(task.kind, "Activity", atMs, metric);
      },
      ...Object.fromEntries(Object.entries(ENDS).map(([kind, metric]) => [`swf.${kind}`, end(metric)])),
      ...Object.fromEntries(
        Object.entries(ACTIVITY_ENDS).map(([kind, metric]) => [`swf.${kind}`, endActivity(metric)]),
      ),
    };
  }

  minute(atMs: number): void {
    for (const { domain, list, waiting } of this.#lists.values()) {
      const dimensions = [
        { Name: "Domain", Value: domain },
        { Name: "TaskListName", Value: list },
      ];
      this.store.add(this.store.of("AWS/SWF", "PendingTasks", dimensions, "Count"), atMs - 1, waiting);
    }
  }

  /** A count of one, or a span of milliseconds. */
  #add(kind: Kind, sort: "Workflow" | "Activity", atMs: number, metric: string, ms?: number): void {
    const { domain, type } = kind;
    const dimensions: Dimension[] = [
      { Name: "Domain", Value: domain },
      { Name: `${sort}TypeName`, Value: type.name },
      { Name: `${sort}TypeVersion`, Value: type.version },
    ];
    const unit = ms === undefined ? "Count" : "Milliseconds";
    this.store.add(this.store.of("AWS/SWF", metric, dimensions, unit), atMs, ms ?? 1);
  }

  #listOf(domain: string, list: string): { waiting: number } {
    const key = `${domain}/${list}`;
    let found = this.#lists.get(key);
    if (found === undefined) {
      found = { domain, list, waiting: 0 };
      this.#lists.set(key, found);
    }
    return found;
  }

  /** It waits no longer; no effect once it was taken. */
  #leave(task: OpenTask): void {
    if (task.startedMs === undefined) this.#listOf(task.kind.domain, task.list).waiting--;
  }
}
