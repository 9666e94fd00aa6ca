/**
 * What every history of SWF must be, written from AWS's documentation and from nothing in src/services: a reader that goes through
 * one event by event and knows what may come next.
 *   ids count from 1, times never go back, the first event starts the execution, nothing follows the one that closes it
 *   a decision task is scheduled, started, and completed or timed out; never two are open
 *   an activity, function, timer, child or signal ends as it began: with an event that names its first one, once
 *   what a decision led to comes right after the DecisionTaskCompleted that it names
 *   time-outs and timers come to the millisecond
 *   an event that calls for a decision leads to one, as long as the execution is open
 */

export interface ModelEvent {
  eventId?: number | undefined;
  eventType?: string | undefined;
  eventTimestamp?: Date | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: attributes differ by event
type Attributes = Record<string, any>;

interface Task {
  id: string;
  scheduledAt: number;
  startedEventId: number;
  startedAt: number;
  attributes: Attributes;
}

/** The implementation did what no AWS may do. */
export class ModelViolation extends Error {}

const CLOSING = /^WorkflowExecution(Completed|Failed|TimedOut|Canceled|Terminated|ContinuedAsNew)$/;
const CHILD_END = /^ChildWorkflowExecution(Completed|Failed|TimedOut|Canceled|Terminated)$/;
const ACTIVITY_END = /^ActivityTask(Completed|Failed|TimedOut|Canceled)$/;
const CALLING =
  /^(WorkflowExecutionSignaled|WorkflowExecutionCancelRequested|.*Failed|ActivityTask(Completed|TimedOut|Canceled)|TimerFired|ChildWorkflowExecution\w+|ExternalWorkflowExecution\w+|DecisionTaskTimedOut)$/;

export class HistoryModel {
  #nextId = 1;
  #at = 0;
  #isClosed = false;
  /** scheduled or started decision task. */
  #decision: { scheduledEventId: number; startedEventId: number; startedAt: number; timeout: string } | undefined;
  #completed = 0;
  #decisionsMayFollow = false;
  #isCalled = false;
  readonly activities = new Map<number, Task>();
  readonly timers = new Map<number, { id: string; dueAt: number }>();
  readonly children = new Map<number, { workflowId: string; startedEventId: number }>();
  readonly #initiated = new Map<number, string>();
  #startedAt = 0;
  #executionTimeoutMs = Number.POSITIVE_INFINITY;
  /** How often each type of event came. */
  readonly seen = new Map<string, number>();

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get hasOpenDecision(): boolean {
    return this.#decision !== undefined;
  }

  read(events: readonly ModelEvent[]): this {
    for (const event of events) this.next(event);
    return this;
  }

  next(event: ModelEvent): void {
    const type = event.eventType!;
    const id = event.eventId!;
    const at = event.eventTimestamp!.getTime();
    const member = `${type[0]!.toLowerCase()}${type.slice(1)}EventAttributes`;
    const attributes = (event as unknown as Record<string, Attributes>)[member]!;
    check(attributes !== undefined, `${type} ${id} has no ${member}`);
    check(id === this.#nextId, `event ${id} after ${this.#nextId - 1}`);
    check(at >= this.#at, `event ${id} is earlier than the one before`);
    if (at > this.#at) this.rests();
    check(!this.#isClosed, `${type} ${id} comes after the end`);
    check((id === 1) === (type === "WorkflowExecutionStarted"), `${type} is event ${id}`);
    this.#nextId++;
    this.#at = at;
    this.seen.set(type, (this.seen.get(type) ?? 0) + 1);
    this.#follow(id, type, at, attributes);
    if (CALLING.test(type)) this.#isCalled = true;
    if (CLOSING.test(type)) this.#isClosed = true;
  }

  /** The history stands still: whoever must hear of something has been asked. */
  rests(): void {
    if (this.#isClosed) return;
    check(!this.#isCalled || this.#decision !== undefined, "something happened, and no decider is asked");
  }

  #follow(id: number, type: string, at: number, a: Attributes): void {
    if (a.decisionTaskCompletedEventId !== undefined && a.initiatedEventId === undefined) {
      check(a.decisionTaskCompletedEventId === this.#completed, `${type} ${id} names another decision than the last`);
      check(this.#decisionsMayFollow, `${type} ${id} does not follow its decision at once`);
    }
    if (a.decisionTaskCompletedEventId !== undefined && CLOSING.test(type)) {
      check(!this.#isCalled, `${type} ${id}, and its decider has not seen all`);
    }
    switch (type) {
      case "WorkflowExecutionStarted":
        this.#startedAt = at;
        if (a.executionStartToCloseTimeout !== "NONE") this.#executionTimeoutMs = ms(a.executionStartToCloseTimeout);
        this.#isCalled = true;
        return;
      case "WorkflowExecutionTimedOut":
        check(
          at === this.#startedAt + this.#executionTimeoutMs,
          `the execution timed out after ${at - this.#startedAt} ms`,
        );
        return;
      case "DecisionTaskScheduled":
        check(this.#decision === undefined, `two decision tasks are open at ${id}`);
        check(this.#isCalled, `nothing called for the decision task ${id}`);
        this.#decision = { scheduledEventId: id, startedEventId: 0, startedAt: 0, timeout: a.startToCloseTimeout };
        this.#decisionsMayFollow = false;
        return;
      case "DecisionTaskStarted":
        check(this.#decision?.scheduledEventId === a.scheduledEventId, `${id} starts no open decision task`);
        check(this.#decision!.startedEventId === 0, `the decision task ${a.scheduledEventId} starts twice`);
        Object.assign(this.#decision!, { startedEventId: id, startedAt: at });
        this.#isCalled = false;
        return;
      case "DecisionTaskCompleted":
      case "DecisionTaskTimedOut": {
        const task = this.#decision;
        check(task?.scheduledEventId === a.scheduledEventId, `${id} ends no open decision task`);
        check(task!.startedEventId === a.startedEventId, `${id} ends a decision task that ${a.startedEventId} started`);
        if (type === "DecisionTaskTimedOut") {
          check(at === task!.startedAt + ms(task!.timeout), `a decision timed out after ${at - task!.startedAt} ms`);
        } else {
          this.#completed = id;
          this.#decisionsMayFollow = true;
        }
        this.#decision = undefined;
        return;
      }
      case "ActivityTaskScheduled":
        check(![...this.activities.values()].some((task) => task.id === a.activityId), `${a.activityId} is open twice`);
        this.activities.set(id, { id: a.activityId, scheduledAt: at, startedEventId: 0, startedAt: 0, attributes: a });
        return;
      case "ActivityTaskStarted": {
        const task = this.activities.get(a.scheduledEventId);
        check(task !== undefined && task.startedEventId === 0, `${id} starts no waiting activity`);
        Object.assign(task!, { startedEventId: id, startedAt: at });
        return;
      }
      case "TimerStarted":
        check(![...this.timers.values()].some((timer) => timer.id === a.timerId), `timer ${a.timerId} is open twice`);
        this.timers.set(id, { id: a.timerId, dueAt: at + ms(a.startToFireTimeout) });
        return;
      case "TimerFired":
      case "TimerCanceled": {
        const timer = this.timers.get(a.startedEventId);
        check(timer?.id === a.timerId, `${id} ends no open timer`);
        if (type === "TimerFired") check(at === timer!.dueAt, `timer ${a.timerId} fires at ${at}, not ${timer!.dueAt}`);
        this.timers.delete(a.startedEventId);
        return;
      }
      case "ChildWorkflowExecutionStarted":
        check(
          this.#initiated.get(a.initiatedEventId) === a.workflowExecution.workflowId,
          `${id} starts no asked child`,
        );
        this.children.set(a.initiatedEventId, { workflowId: a.workflowExecution.workflowId, startedEventId: id });
        this.#initiated.delete(a.initiatedEventId);
        return;
      case "ExternalWorkflowExecutionSignaled":
      case "ExternalWorkflowExecutionCancelRequested":
        check(this.#initiated.get(a.initiatedEventId) === a.workflowExecution.workflowId, `${id} reaches nobody asked`);
        this.#initiated.delete(a.initiatedEventId);
        return;
    }
    if (type.endsWith("Initiated")) this.#initiated.set(id, a.workflowId);
    else if (ACTIVITY_END.test(type)) this.#endActivity(id, type, at, a);
    else if (CHILD_END.test(type)) {
      const child = this.children.get(a.initiatedEventId);
      check(child?.startedEventId === a.startedEventId, `${id} ends no open child`);
      this.children.delete(a.initiatedEventId);
    } else if (type.endsWith("Failed") && a.initiatedEventId > 0) {
      check(this.#initiated.delete(a.initiatedEventId), `${id} fails what nobody asked for`);
    }
  }

  #endActivity(id: number, type: string, at: number, a: Attributes): void {
    const task = this.activities.get(a.scheduledEventId);
    check(task !== undefined, `${type} ${id} ends no open activity`);
    check(task!.startedEventId === a.startedEventId, `${type} ${id} names another start`);
    this.activities.delete(a.scheduledEventId);
    const { scheduledAt, startedAt, attributes: set } = task!;
    if (type === "ActivityTaskTimedOut") {
      const due: Record<string, number> = {
        SCHEDULE_TO_START: scheduledAt + ms(set.scheduleToStartTimeout),
        SCHEDULE_TO_CLOSE: scheduledAt + ms(set.scheduleToCloseTimeout),
        START_TO_CLOSE: startedAt + ms(set.startToCloseTimeout),
      };
      if (a.timeoutType === "HEARTBEAT")
        check(at >= startedAt + ms(set.heartbeatTimeout), `${id}: heartbeat too early`);
      else check(at === due[a.timeoutType], `${id}: ${a.timeoutType} at ${at}, not ${due[a.timeoutType]}`);
      check(
        (a.timeoutType === "SCHEDULE_TO_START") === (task!.startedEventId === 0) ||
          a.timeoutType === "SCHEDULE_TO_CLOSE",
        `${id}: ${a.timeoutType} of a task that was started: ${task!.startedEventId > 0}`,
      );
    } else if (type !== "ActivityTaskCanceled") {
      check(task!.startedEventId > 0, `${type} ${id} of a task that nobody took`);
    }
    check(at <= scheduledAt + ms(set.scheduleToCloseTimeout), `${id} comes after the schedule-to-close time-out`);
  }
}

function ms(seconds: string): number {
  return seconds === "NONE" ? Number.POSITIVE_INFINITY : Number(seconds) * 1_000;
}

function check(holds: boolean, violation: string): void {
  if (!holds) throw new ModelViolation(violation);
}
